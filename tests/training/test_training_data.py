"""What the network is shown: places never stand on two sides, and boxes move with the pixels."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hardstand.bench.datasets import LabelledFrame, airport_of, box_iou
from training.cells import STRIDE
from training.crops import Crop, Source, augment
from training.split import LEFT_OUT, side_of
from training.targets import IGNORED, make_targets

ALL_SERIES = [f"series-{number:02d}" for number in range(1, 37)]


def test_no_airport_that_judges_or_calibrates_has_trained() -> None:
    airports = {
        side: {airport_of(place) for place in ALL_SERIES if side_of(place) == side}
        for side in ("train", "calibration", "test")
    }
    assert all(airports.values())
    assert not airports["train"] & airports["test"]
    assert not airports["train"] & airports["calibration"]
    assert not airports["calibration"] & airports["test"]


def test_what_is_left_out_is_so_for_a_reason() -> None:
    trained = {airport_of(place) for place in ALL_SERIES if side_of(place) == "train"}
    assert all(airport_of(place) in trained for place in LEFT_OUT)


def frame_with_squares(folder: Path) -> tuple[Source, NDArray[np.float64]]:
    """A black picture with white rectangles, and their boxes as labels."""
    boxes = np.array([[100, 120, 160, 170], [300, 50, 380, 90], [420, 400, 470, 480]], dtype=float)
    image = np.zeros((600, 600, 3), np.uint8)
    for left, top, right, bottom in boxes.astype(int):
        image[top:bottom, left:right] = 255
    path = folder / "squares.png"
    cv2.imwrite(str(path), image)
    frame = LabelledFrame(name=path.name, path=path, place="p", boxes=boxes, truncated=np.zeros(3, dtype=np.bool_))
    return Source((frame,), zoom=(0.6, 1.6), around_objects=1.0), boxes


def boxes_in_pixels(image: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Bounding boxes of what is white."""
    count, _, stats, _ = cv2.connectedComponentsWithStats((image.mean(axis=2) > 100).astype(np.uint8))
    rows = [(s[0], s[1], s[0] + s[2], s[1] + s[3]) for s in stats[1:count] if s[4] > 30]
    return np.array(rows, dtype=float).reshape(-1, 4)


@pytest.mark.parametrize("seed", range(12))
def test_boxes_move_with_the_pixels(tmp_path: Path, seed: int) -> None:
    source, _ = frame_with_squares(tmp_path)
    crop = source.crop(np.random.default_rng(seed), 320)
    seen = boxes_in_pixels(crop.image)
    assert len(crop.boxes)
    assert (box_iou(crop.boxes, seen).max(axis=1) > 0.9).all()


@pytest.mark.parametrize("seed", range(8))
def test_turning_and_mirroring_keeps_boxes_on_their_objects(tmp_path: Path, seed: int) -> None:
    source, _ = frame_with_squares(tmp_path)
    rng = np.random.default_rng(seed)
    turned = augment(source.crop(rng, 320), rng)
    bright = (turned.image.astype(float).mean(axis=2) - turned.image.mean()) / (turned.image.std() + 1e-6)
    for left, top, right, bottom in turned.boxes.round().astype(int):
        assert bright[top + 2 : bottom - 2, left + 2 : right - 2].mean() > 1


def test_the_same_generator_gives_the_same_crop(tmp_path: Path) -> None:
    source, _ = frame_with_squares(tmp_path)

    def crop() -> Crop:
        rng = np.random.default_rng(5)
        return augment(source.crop(rng, 320), rng)

    assert np.array_equal(crop().image, crop().image)


def test_targets_say_where_the_sides_are() -> None:
    box = np.array([[40.0, 60.0, 120.0, 100.0]])
    targets = make_targets(box, np.zeros((0, 4)), 320)
    row, column = np.argwhere(targets.heat == 1)[0]
    assert (column, row) == (80 // STRIDE, 80 // STRIDE)
    middle = np.array([column + 0.5, row + 0.5]) * STRIDE
    left, top, right, bottom = targets.sides[:, row, column]
    sides = [middle[0] - left, middle[1] - top, middle[0] + right, middle[1] + bottom]
    assert sides == pytest.approx(box[0].tolist())
    assert targets.weight.sum() == pytest.approx(1)


def test_what_is_cut_off_too_far_is_neither_object_nor_background() -> None:
    targets = make_targets(np.zeros((0, 4)), np.array([[0.0, 0.0, 40.0, 40.0]]), 320)
    assert (targets.heat[:9, :9] == IGNORED).all()
    assert (targets.heat[12:, 12:] == 0).all()
