"""What the network is shown: places never stand on two sides, and outlines move with the pixels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hardstand.bench.datasets import airport_of, box_iou
from training.cells import STRIDE
from training.crops import Crop, Object, Source, cut
from training.examples import CLASSES, Example
from training.look import change_look
from training.split import side_of
from training.targets import IGNORED, make_targets

ALL_SERIES = [f"series-{number:02d}" for number in range(1, 37)]

NOTHING = np.zeros((0, 4))


def test_no_airport_stands_on_two_sides() -> None:
    airports = {
        side: {airport_of(place) for place in ALL_SERIES if side_of(place) == side}
        for side in ("train", "calibration", "test")
    }
    assert all(airports.values())
    assert not airports["train"] & airports["test"]
    assert not airports["train"] & airports["calibration"]
    assert not airports["calibration"] & airports["test"]


def example_with_rectangles(folder: Path, turns: bool) -> Example:
    """A black picture with white rectangles that stand askew, outlined as vehicles."""
    image = np.zeros((600, 600, 3), np.uint8)
    outlines = []
    for centre, extent, degrees in (((130, 145), (60, 50), 0), ((340, 70), (80, 30), 35), ((445, 440), (30, 70), 10)):
        corners = cv2.boxPoints((centre, extent, degrees if turns else 0)).astype(np.float64)
        cv2.fillConvexPoly(image, np.round(corners).astype(np.int32), (255, 255, 255))
        outlines.append(corners)
    path = folder / "rectangles.png"
    cv2.imwrite(str(path), image)
    return Example(
        path=path,
        reduction=1.0,
        outlines=tuple(outlines),
        labels=("vehicle",) * 3,
        asked=frozenset(CLASSES),
        turns=turns,
    )


def boxes_in_pixels(image: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Bounding boxes of what is white."""
    count, _, stats, _ = cv2.connectedComponentsWithStats((image.mean(axis=2) > 100).astype(np.uint8))
    rows = [(s[0], s[1], s[0] + s[2], s[1] + s[3]) for s in stats[1:count] if s[4] > 30]
    return np.array(rows, dtype=float).reshape(-1, 4)


@pytest.mark.parametrize("quartered", [False, True])
@pytest.mark.parametrize("turns", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_outlines_move_with_the_pixels(tmp_path: Path, seed: int, turns: bool, quartered: bool) -> None:
    source = Source((example_with_rectangles(tmp_path, turns),), (0.6, 1.4), 1.0, quartered=quartered)
    crop = source.crop(np.random.default_rng(seed), 320)
    seen = boxes_in_pixels(crop.image)
    inside = [each.hull for each in crop.objects if each.hull.min() > 2 and each.hull.max() < 318]
    whole = [box for box in inside if not ((abs(box - 160) < 2).any() and quartered)]
    assert crop.objects
    assert all(box_iou(box[None], seen).max() > 0.85 for box in whole)


@pytest.mark.parametrize("mirror", [1.0, -1.0])
@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("zoom", [1.0, 2.0, 3.0])
def test_outlines_keep_to_the_pixel_at_every_turn(tmp_path: Path, zoom: float, quarters: int, mirror: float) -> None:
    image = np.zeros((300, 300, 3), np.uint8)
    image[120:170, 100:160] = 255
    path = tmp_path / "one.png"
    cv2.imwrite(str(path), image)
    outline = np.array([(100, 120), (160, 120), (160, 170), (100, 170)], float)
    example = Example(
        path=path, reduction=1.0, outlines=(outline,), labels=("ship",), asked=frozenset(CLASSES), turns=False
    )
    angle = quarters * np.pi / 2
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    crop = cut(example, example.read(), zoom * turn @ np.diag([mirror, 1.0]), np.array([130.0, 145.0]), 320)
    assert np.abs(boxes_in_pixels(crop.image)[0] - crop.objects[0].hull).max() <= 0.5


def test_the_same_generator_gives_the_same_crop(tmp_path: Path) -> None:
    source = Source((example_with_rectangles(tmp_path, True),), (0.6, 1.6), 1.0)

    def crop() -> Crop:
        rng = np.random.default_rng(5)
        return change_look(source.crop(rng, 320), rng)

    assert np.array_equal(crop().image, crop().image)


def crop_with(*objects: Object, ignored: NDArray[np.float64] = NOTHING, asked: frozenset[str] | None = None) -> Crop:
    """A black crop of 320 pixels."""
    return Crop(
        image=np.zeros((320, 320, 3), np.uint8),
        objects=objects,
        ignored=ignored,
        asked=frozenset(CLASSES) if asked is None else asked,
        known=NOTHING,
    )


def upright(label: str, left: float, top: float, right: float, bottom: float) -> Object:
    """An object that fills an upright box."""
    return Object(label=label, outline=np.array([(left, top), (right, top), (right, bottom), (left, bottom)], float))


def test_targets_say_where_the_sides_are() -> None:
    targets = make_targets(crop_with(upright("aircraft", 40, 60, 120, 100)), CLASSES)
    channel, row, column = np.argwhere(targets.heat == 1)[0]
    assert (CLASSES[channel], column, row) == ("aircraft", 80 // STRIDE, 80 // STRIDE)
    middle = np.array([column + 0.5, row + 0.5]) * STRIDE
    left, top, right, bottom = targets.sides[:, row, column]
    sides = [middle[0] - left, middle[1] - top, middle[0] + right, middle[1] + bottom]
    assert sides == pytest.approx([40, 60, 120, 100])
    assert targets.weight.sum() == pytest.approx(1)
    assert targets.oriented_weight.sum() == 0  # nobody drew how the aircraft is turned


@pytest.mark.parametrize("degrees", [0, 20, 45, 80, 90, 130, 179])
def test_targets_say_how_a_vehicle_is_turned(degrees: float) -> None:
    outline = cv2.boxPoints(((100, 100), (40, 16), degrees)).astype(np.float64)
    targets = make_targets(crop_with(Object(label="long_vehicle", outline=outline)), CLASSES)
    _, row, column = np.argwhere(targets.heat == 1)[0]
    cosine, sine, length, width = targets.oriented[:, row, column]
    error = np.angle(complex(cosine, sine) * np.exp(-2j * np.deg2rad(degrees)))
    assert abs(error) < 0.01
    assert (length, width) == pytest.approx((40, 16), rel=0.01)
    assert targets.oriented_weight.sum() == pytest.approx(1)


def test_classes_that_nobody_labelled_are_not_asked_for() -> None:
    targets = make_targets(crop_with(upright("aircraft", 40, 60, 120, 100), asked=frozenset({"aircraft"})), CLASSES)
    vehicle = targets.heat[CLASSES.index("vehicle")]
    assert vehicle[70, 70] == IGNORED
    assert vehicle[20, 20] == 0  # the middle of an aircraft is no vehicle


def test_what_is_cut_off_too_far_is_neither_object_nor_background() -> None:
    targets = make_targets(crop_with(ignored=np.array([[0.0, 0.0, 40.0, 40.0]])), CLASSES)
    assert (targets.heat[:, :9, :9] == IGNORED).all()
    assert (targets.heat[:, 12:, 12:] == 0).all()


def test_an_object_of_another_class_than_those_of_the_network_is_ground() -> None:
    crop = crop_with(upright("aircraft", 40, 60, 120, 100), asked=frozenset({"aircraft"}))
    targets = make_targets(crop, ("vehicle",))
    assert targets.heat.shape[0] == 1
    assert targets.heat[0, 20, 20] == 0
    assert targets.heat[0, 70, 70] == IGNORED
    assert targets.weight.sum() == 0


def test_half_of_the_crops_near_objects_are_centred_on_the_favoured_class(tmp_path: Path) -> None:
    example = replace(example_with_rectangles(tmp_path, turns=True), labels=("long_vehicle", "vehicle", "vehicle"))

    def shown(favoured: str | None) -> int:
        source = Source((example,), (4.0, 4.0), 1.0, favoured=favoured)
        crops = [source.crop(np.random.default_rng(seed), 320) for seed in range(60)]
        return sum(any(each.label == "long_vehicle" for each in crop.objects) for crop in crops)

    assert shown("long_vehicle") > 1.4 * shown(None)


@pytest.mark.parametrize("degrees", [0, 30, 45, 90, 160])
def test_the_centre_of_a_bus_is_a_line_along_it(degrees: float) -> None:
    outline = cv2.boxPoints(((102, 102), (48, 9), degrees)).astype(np.float64)
    targets = make_targets(crop_with(Object(label="long_vehicle", outline=outline)), CLASSES, centre_line=0.2)
    cells = np.argwhere(targets.heat[CLASSES.index("long_vehicle")] == 1)
    offsets = (cells[:, ::-1] + 0.5) * STRIDE - 102
    turn = np.deg2rad(degrees)
    along = offsets @ (np.cos(turn), np.sin(turn))
    aside = offsets @ (-np.sin(turn), np.cos(turn))
    assert np.abs(aside).max() <= STRIDE / 2 + 1e-6
    assert along.max() == pytest.approx(0.2 * 48, abs=STRIDE)
    assert along.min() == pytest.approx(-0.2 * 48, abs=STRIDE)
    for row, column in cells:  # every cell of the line tells the same box
        left, top, right, bottom = targets.sides[:, row, column]
        across, down = (column + 0.5) * STRIDE, (row + 0.5) * STRIDE
        hull = [across - left, down - top, across + right, down + bottom]
        assert hull == pytest.approx([*outline.min(axis=0), *outline.max(axis=0)], abs=0.01)


def test_a_car_has_one_centre_with_or_without_a_line() -> None:
    outline = cv2.boxPoints(((102, 102), (15, 6), 0)).astype(np.float64)
    targets = make_targets(crop_with(Object(label="vehicle", outline=outline)), CLASSES, centre_line=0.1)
    assert np.argwhere(targets.heat == 1).tolist() == [[CLASSES.index("vehicle"), 25, 25]]
