"""Long vehicles boxed by eye on airports: those that train and those that judge stand at different places."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hardstand.bench.airports import WINDOW_PX, airport_windows
from hardstand.bench.datasets import AIRBUS_GSD_M, read_airbus
from training.examples import LONG_VEHICLES, apron_examples, read_long_vehicles
from training.split import side_of


def sizes_m(outlines: NDArray[np.float64]) -> NDArray[np.float64]:
    """Longer and shorter side, (n, 2) metres."""
    sides = np.stack([np.linalg.norm(outlines[:, k + 1] - outlines[:, k], axis=1) for k in (0, 1)], axis=1)
    return np.sort(sides, axis=1)[:, ::-1] * AIRBUS_GSD_M


def assert_plausible(outlines: NDArray[np.float64]) -> None:
    """As long and as wide as buses and lorries, blurred by a pixel, and no two in one place."""
    length, width = sizes_m(outlines).T
    assert ((length >= 5) & (length <= 21)).all()
    assert ((width >= 1.5) & (width <= 4.5)).all()
    middles = outlines.mean(axis=1)
    apart = np.linalg.norm(middles[:, None] - middles[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    assert apart.min(initial=np.inf) > 3


def test_those_that_calibrate_and_judge(data: Path, tmp_path: Path) -> None:
    windows = airport_windows(data, tmp_path)
    assert all(window.side == side_of(window.place) for window in windows)
    for side in ("calibration", "test"):
        own = [window for window in windows if window.side == side]
        assert len({window.place for window in own}) >= 4
        assert sum(len(window.boxes["long_vehicle"]) for window in own) >= 50
    for window in windows:
        assert_plausible(window.outlines["long_vehicle"])
        assert (window.boxes["long_vehicle"] >= 0).all()
        assert (window.boxes["long_vehicle"] <= WINDOW_PX).all()


def test_windows_show_the_ground_once(data: Path, tmp_path: Path) -> None:
    """Two windows of one frame do not overlap: no vehicle judges twice."""
    corners: dict[str, list[NDArray[np.float64]]] = {}
    for window in airport_windows(data, tmp_path):
        frame, left, top = window.path.stem.rsplit("-", 2)
        corners.setdefault(frame, []).append(np.array([float(left), float(top)]))
    for own in corners.values():
        for index, corner in enumerate(own):
            assert all(np.abs(corner - other).max() >= WINDOW_PX for other in own[:index])


def test_those_that_train(data: Path) -> None:
    places = {frame.name: frame.place for frame in read_airbus(data)}
    listed = read_long_vehicles(LONG_VEHICLES)
    assert {side_of(places[name]) for name in listed} == {"train"}
    for boxed in listed.values():
        own = np.array([corners for what, corners in boxed if what == "long_vehicle"]).reshape(-1, 4, 2)
        assert_plausible(own)
    shown = [example for example in apron_examples(data) if "long_vehicle" in example.labels]
    assert len(shown) >= 40
    assert not any("long_vehicle" in example.asked for example in shown)  # others stand there without a label
