"""From files to detections, with a detector that finds white squares: what is counted is known exactly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import rasterio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import ndimage

from hardstand.detection import Detection, DetectionRequest, TileDetections, detect_objects
from hardstand.detection.card import ClassFacts, GsdRange, ModelCard, Properties
from hardstand.errors import DetectionError, MetadataError
from hardstand.imagery import Acquisition, AcquisitionOverrides, open_acquisition

WIDTH, HEIGHT = 900, 700
SMALLEST_BUDGET = (4 * 100 + 32) ** 2


def facts(low: float = 0.3, high: float = 1.0, score: float = 0.5) -> ClassFacts:
    return ClassFacts(
        count_score=score, gsd_range_m=GsdRange(low=low, high=high), largest_object_m=84, made_of="Nothing is trained."
    )


def card(gsd_m: float = 0.5, **classes: ClassFacts) -> ModelCard:
    properties = Properties(
        input_gsd_m=GsdRange(low=gsd_m, high=gsd_m), classes=classes or {"square": facts()}, trained_places={}
    )
    return ModelCard(name="squares", version="1", licence="none", sha256="0" * 64, hardstand=properties)


class SquareFinder:
    """Finds connected white pixels; the score is their share of white."""

    tile_px: tuple[int, int] | None = None

    def __init__(self, gsd_m: float = 0.5) -> None:
        self.card = card(gsd_m)
        self.batches: list[int] = []

    def detect(self, tiles: NDArray[np.uint8], min_score: float) -> Sequence[TileDetections]:
        self.batches.append(len(tiles))
        assert min_score <= 0.9
        return [self._one(tile) for tile in tiles]

    def _one(self, tile: NDArray[np.uint8]) -> TileDetections:
        marks, _ = ndimage.label(tile.min(axis=2) > 128)
        boxes = [(s[1].start, s[0].start, s[1].stop, s[0].stop) for s in ndimage.find_objects(marks)]
        corners = [[(a, b), (c, b), (c, d), (a, d)] for a, b, c, d in boxes]
        return TileDetections(
            polygons=np.array(corners, dtype=float).reshape(-1, 4, 2),
            scores=np.full(len(boxes), 0.9),
            labels=("square",) * len(boxes),
        )


def picture(folder: Path, squares: Sequence[tuple[int, int]], side: int = 40, scale: float = 1.0) -> Path:
    """A dark PNG with white squares whose upper left corners are given at scale 1."""
    pixels = np.full((3, round(HEIGHT * scale), round(WIDTH * scale)), 10, np.uint8)
    for column, row in squares:
        low, size = (round(column * scale), round(row * scale)), round(side * scale)
        pixels[:, low[1] : low[1] + size, low[0] : low[0] + size] = 255
    path = folder / "squares.png"
    with rasterio.open(
        path, "w", driver="PNG", width=pixels.shape[2], height=pixels.shape[1], count=3, dtype="uint8"
    ) as image:
        image.write(pixels)
    return path


def opened(path: Path, gsd_m: float | None = 0.5) -> Acquisition:
    return open_acquisition(path, overrides=AcquisitionOverrides(gsd_m=gsd_m))


def corners(found: Sequence[Detection]) -> list[tuple[float, ...]]:
    return sorted(tuple(np.round(detection.polygon.corners.min(axis=0), 3)) for detection in found)


pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(column=st.integers(0, WIDTH - 100), row=st.integers(0, HEIGHT - 100), side=st.integers(20, 100))
def test_an_object_counts_once_wherever_it_lies(tmp_path: Path, column: int, row: int, side: int) -> None:
    finder = SquareFinder()
    acquisition = opened(picture(tmp_path, [(column, row)], side))
    found = detect_objects(acquisition, finder, DetectionRequest(), batch_pixels=SMALLEST_BUDGET)
    assert sum(finder.batches) > 1
    assert corners(found) == [(column, row)]


def test_tiles_do_not_change_the_result(tmp_path: Path) -> None:
    squares = [(10, 10), (440, 330), (470, 400), (850, 650), (300, 200)]
    acquisition = opened(picture(tmp_path, squares))
    small = detect_objects(acquisition, SquareFinder(), DetectionRequest(), batch_pixels=SMALLEST_BUDGET)
    large = detect_objects(acquisition, SquareFinder(), DetectionRequest())
    assert corners(small) == corners(large) == sorted(squares)


def test_tiles_go_through_in_batches(tmp_path: Path) -> None:
    finder = SquareFinder()
    acquisition = opened(picture(tmp_path, [(440, 330)]))
    detect_objects(acquisition, finder, DetectionRequest())
    assert finder.batches == [1]


@pytest.mark.parametrize("gsd_m", [0.3, 0.5, 0.8])
def test_boxes_come_back_in_pixels_of_the_image(tmp_path: Path, gsd_m: float) -> None:
    """The image is resampled to 0.5 m for the detector, and its boxes back."""
    scale = 0.5 / gsd_m
    squares = [(100, 60), (600, 500)]
    acquisition = opened(picture(tmp_path, squares, scale=scale), gsd_m)
    found = detect_objects(acquisition, SquareFinder(), DetectionRequest())
    wanted = [(column * scale, row * scale) for column, row in squares]
    assert np.abs(np.array(corners(found)) - np.array(wanted)).max() < 1.5


def test_progress_ends_at_the_number_of_tiles(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    detect_objects(
        opened(picture(tmp_path, [])),
        SquareFinder(),
        DetectionRequest(),
        lambda done, total: told.append((done, total)),
        SMALLEST_BUDGET,
    )
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.parametrize("gsd_m", [0.2, 1.5, 10.0])
def test_a_gsd_that_was_not_measured_is_refused(tmp_path: Path, gsd_m: float) -> None:
    acquisition = opened(picture(tmp_path, []), gsd_m)
    with pytest.raises(DetectionError, match=r"measured on 0\.3 to 1 m"):
        detect_objects(acquisition, SquareFinder(), DetectionRequest())


def test_force_goes_on_outside_the_range(tmp_path: Path) -> None:
    acquisition = opened(picture(tmp_path, [(100, 100)], side=80), 1.2)
    assert len(detect_objects(acquisition, SquareFinder(), DetectionRequest(forced=True))) == 1


def test_without_gsd_there_is_no_guess(tmp_path: Path) -> None:
    with pytest.raises(MetadataError, match="gsd"):
        detect_objects(opened(picture(tmp_path, []), None), SquareFinder(), DetectionRequest())


@pytest.mark.parametrize("score", [-0.1, 1.1])
def test_a_score_is_from_0_to_1(tmp_path: Path, score: float) -> None:
    with pytest.raises(DetectionError, match="0 to 1"):
        detect_objects(opened(picture(tmp_path, [])), SquareFinder(), DetectionRequest(min_score=score))
