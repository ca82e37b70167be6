"""Windows drawn anywhere on airports, with what stands on them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hardstand.bench.airports import WINDOW_PX
from hardstand.bench.datasets import AIRBUS_GSD_M, read_airbus
from hardstand.bench.random_ground import random_ground
from hardstand.bench.truth import HeldOutFrame
from training.split import side_of


def corner(window: HeldOutFrame) -> tuple[str, NDArray[np.float64]]:
    frame, left, top = window.path.stem.rsplit("-", 2)
    return frame, np.array([float(left), float(top)])


def test_whole_places_calibrate_or_judge(data: Path, tmp_path: Path) -> None:
    windows = random_ground(data, tmp_path)
    assert all(window.side == side_of(window.place) for window in windows)
    for side, places in (("calibration", 4), ("test", 8)):
        own = [window for window in windows if window.side == side]
        assert len({window.place for window in own}) == places
        assert sum(window.ground_km2 for window in own) > 1.0


def test_windows_lie_anywhere_and_show_the_ground_once(data: Path, tmp_path: Path) -> None:
    """Drawn evenly: no part of a frame is preferred, and many windows show no aircraft and no vehicle at all."""
    windows = random_ground(data, tmp_path)
    corners: dict[str, list[NDArray[np.float64]]] = {}
    for window in windows:
        frame, own = corner(window)
        corners.setdefault(frame, []).append(own)
    for own_corners in corners.values():
        for index, one in enumerate(own_corners):
            assert all(np.abs(one - other).max() >= WINDOW_PX for other in own_corners[:index])
    every = np.concatenate([np.stack(own_corners) for own_corners in corners.values()])
    assert np.abs(every.mean(axis=0) / (2560 - WINDOW_PX) - 0.5).max() < 4 / np.sqrt(12 * len(every))
    empty = [window for window in windows if not any(len(boxes) for boxes in window.boxes.values())]
    assert len(empty) > len(windows) / 4


def test_what_stands_there_is_as_large_as_its_class(data: Path, tmp_path: Path) -> None:
    for window in random_ground(data, tmp_path):
        for label, (shortest, longest) in {"vehicle": (2.5, 8.0), "long_vehicle": (4.5, 18.0)}.items():
            outlines = window.outlines[label]
            assert (outlines.mean(axis=1) >= 0).all()
            assert (outlines.mean(axis=1) < WINDOW_PX).all()
            sides = np.linalg.norm(np.roll(outlines, 1, axis=1) - outlines, axis=2) * AIRBUS_GSD_M
            assert ((sides.max(axis=1) >= shortest) & (sides.max(axis=1) <= longest)).all() if len(sides) else True
            assert not window.on_unclear(label, window.boxes[label]).any()


def test_labels_belong_to_frames_that_are_there(data: Path, tmp_path: Path) -> None:
    names = {frame.path.stem for frame in read_airbus(data)}
    assert {corner(window)[0] for window in random_ground(data, tmp_path)} <= names
