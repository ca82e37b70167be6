"""Finding a known object on an image whose GSD nobody knows."""

from __future__ import annotations

from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from hardstand.detection.card import GsdRange
from hardstand.detection.detector import TileDetections
from hardstand.errors import MetadataError
from hardstand.imagery import measure_stretch, open_acquisition, open_reader
from hardstand.measurement.equipment import load_equipment
from hardstand.measurement.find_known import find_size
from hardstand.measurement.known_objects import parse_mark, read_gsd

TABLE = load_equipment()
MIDDLE, SIDE = (300, 260), 76
"""Of the only bright thing on the image, pixels."""


class BrightThings:
    """A detector that finds whatever is bright, at any size."""

    tile_px = None

    def __init__(self, label="aircraft", low=0.3, high=0.5) -> None:
        facts = SimpleNamespace(
            labels=(label,), classes={label: SimpleNamespace(count_score=0.3)}, input_gsd_m=GsdRange(low=low, high=high)
        )
        self.card = SimpleNamespace(name="bright", hardstand=facts)
        self.label = label
        self.asked = 0

    def detect(self, tiles, min_score):  # noqa: ARG002 - as the protocol has it
        self.asked += 1
        return [self._one(tile) for tile in tiles]

    def _one(self, tile):
        rows, columns = np.nonzero(tile[..., 0] > 128)
        if not len(rows):
            return TileDetections(polygons=np.zeros((0, 4, 2)), scores=np.zeros(0), labels=())
        left, right, top, bottom = columns.min(), columns.max() + 1, rows.min(), rows.max() + 1
        box = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], dtype=np.float64)
        return TileDetections(polygons=box, scores=np.array([0.9]), labels=(self.label,))


@pytest.fixture
def picture(tmp_path):
    pixels = np.full((520, 600, 3), 60, np.uint8)
    half = SIDE // 2
    pixels[MIDDLE[1] - half : MIDDLE[1] + half, MIDDLE[0] - half : MIDDLE[0] + half] = 240
    path = tmp_path / "screenshot.png"
    cv2.imwrite(str(path), pixels)
    return open_acquisition(path)


def find(picture, text, detector):
    mark = parse_mark(text, TABLE)
    with open_reader(picture.raster) as reader:
        return mark, find_size(mark, reader, measure_stretch(picture.raster), detector, None)


@pytest.mark.parametrize("name", ["A320", "A330-300", "Su-25"])
def test_the_object_is_found_at_its_place_and_its_pixels_are_measured(picture, name):
    mark, size = find(picture, f"{name}@305,250", BrightThings())
    assert size.sides_px == pytest.approx((SIDE, SIDE), abs=2)
    # A square box is that of a length like the span: nose to the corner makes it smaller than either.
    found = read_gsd(mark, size)
    each = TABLE.find(name)
    assert min(each.shortest_m, each.across_m) / SIDE * 0.6 < found.gsd_m < max(each.longest_m, each.across_m) / SIDE


def test_the_window_of_the_detector_does_not_matter(picture):
    sizes = [
        find(picture, "A320@305,250", BrightThings(low=low, high=high))[1] for low, high in ((0.3, 0.5), (0.5, 0.5))
    ]
    assert sizes[0].sides_px == pytest.approx(sizes[1].sides_px, abs=2)


def test_where_nothing_stands_the_two_ends_are_asked_for(picture):
    with pytest.raises(
        MetadataError, match=r"No aircraft of the size of A320 was found at column 60, row 60.*two ends"
    ):
        find(picture, "A320@60,60", BrightThings())


def test_a_class_that_the_detector_does_not_know_is_refused(picture):
    detector = BrightThings()
    with pytest.raises(MetadataError, match="finds no long vehicle"):
        find(picture, "T-72@305,250", detector)
    assert detector.asked == 0


def test_an_object_at_the_edge_is_refused(tmp_path):
    pixels = np.full((200, 200, 3), 60, np.uint8)
    pixels[50:120, 0:70] = 240
    path = tmp_path / "edge.png"
    cv2.imwrite(str(path), pixels)
    with pytest.raises(MetadataError, match="edge of the image cuts"):
        find(open_acquisition(path), "A320@35,85", BrightThings())


def test_vehicles_are_measured_by_their_oriented_box(picture):
    _, size = find(picture, "T-72@300,260", BrightThings("long_vehicle"))
    assert size.length_px == pytest.approx(SIDE, abs=2)
    assert size.span_px == pytest.approx(SIDE, abs=2)
