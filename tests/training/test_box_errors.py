"""Errors of oriented boxes: a detector that errs by known shares and angles is found to err by them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hardstand.bench.truth import HeldOutFrame, Side
from hardstand.detection import TileDetections
from hardstand.detection.card import ClassFacts, GsdRange, ModelCard, Properties
from hardstand.detection.oriented_box import oriented_corners
from training.points_calibrate import UNMEASURED, box_errors

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")

Z90 = 1.6449
GRID = [(80.0 + 90 * column, 80.0 + 90 * row) for row in range(6) for column in range(6)]
ANGLES = np.linspace(0, np.pi, len(GRID), endpoint=False)
LENGTH, WIDTH = 40.0, 12.0


def corners(stretch: float = 1.0, broaden: float = 1.0, turn: float = 0.0) -> NDArray[np.float64]:
    """Outlines of all ships, each longer, wider and further turned than it is."""
    sizes = np.tile([LENGTH * stretch, WIDTH * broaden], (len(GRID), 1))
    return oriented_corners(np.array(GRID), sizes, ANGLES + turn)


class Erring:
    """Finds every ship, wrong by the same shares and angle."""

    tile_px = None

    def __init__(self, label: str) -> None:
        facts = ClassFacts(
            count_score=0.5, gsd_range_m=GsdRange(low=0.3, high=1.0), largest_object_m=30, made_of="Nothing."
        )
        properties = Properties(input_gsd_m=GsdRange(low=0.5, high=0.5), classes={label: facts})
        self.card = ModelCard(name="erring", version="1", licence="none", sha256="0" * 64, hardstand=properties)
        self.label = label

    def detect(self, tiles: NDArray[np.uint8], min_score: float) -> Sequence[TileDetections]:
        assert min_score <= 0.9
        found = corners(stretch=1.1, broaden=0.8, turn=np.deg2rad(4))
        one = TileDetections(polygons=found, scores=np.full(len(found), 0.9), labels=(self.label,) * len(found))
        return [one] * len(tiles)


def frame(folder: Path, label: str, side: Side = "calibration") -> HeldOutFrame:
    cv2.imwrite(str(folder / "sea.png"), np.full((640, 640, 3), 90, np.uint8))
    return HeldOutFrame(
        data_set="made",
        name="sea.png",
        path=folder / "sea.png",
        place="sea",
        side=side,
        gsd_m=0.5,
        boxes={label: np.zeros((len(GRID), 4))},
        outlines={label: corners()},
        ignored=np.zeros((0, 4)),
    )


def test_known_errors_of_ships_are_found(tmp_path: Path) -> None:
    errors = box_errors([frame(tmp_path, "ship")], [Erring("ship")], lambda *_: None)["ship"]
    assert errors["length_share"] == pytest.approx(0.1 / Z90, rel=0.01)
    assert errors["width_share"] == pytest.approx(0.2 / Z90, rel=0.01)
    assert errors["direction_deg"] == pytest.approx(4 / Z90, rel=0.01)
    assert errors["length_m"] == errors["width_m"] == 0


def test_widths_that_nobody_labelled_keep_their_errors(tmp_path: Path) -> None:
    errors = box_errors([frame(tmp_path, "vehicle")], [Erring("vehicle")], lambda *_: None)["vehicle"]
    assert errors["length_share"] == pytest.approx(0.1 / Z90, rel=0.01)
    assert errors["width_share"] == UNMEASURED["vehicle"].width_share


def test_frames_that_judge_set_nothing(tmp_path: Path) -> None:
    errors = box_errors([frame(tmp_path, "ship", side="test")], [Erring("ship")], lambda *_: None)
    assert errors == {label: each.model_dump() for label, each in UNMEASURED.items()}
