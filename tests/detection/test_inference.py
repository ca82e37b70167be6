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

from hardstand.detection import Detection, DetectionRequest, TileDetections, detect_objects, find_objects
from hardstand.detection.card import ClassFacts, GsdRange, ModelCard, Properties
from hardstand.detection.sheet import model_gsd
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
        self.shapes: set[tuple[int, int]] = set()
        self.name = lambda _: "square"

    def detect(self, tiles: NDArray[np.uint8], min_score: float) -> Sequence[TileDetections]:
        self.batches.append(len(tiles))
        self.shapes.add(tiles.shape[1:3])
        assert min_score <= 0.9
        return [self._one(tile) for tile in tiles]

    def _one(self, tile: NDArray[np.uint8]) -> TileDetections:
        marks, _ = ndimage.label(tile.min(axis=2) > 128)
        boxes = [(s[1].start, s[0].start, s[1].stop, s[0].stop) for s in ndimage.find_objects(marks)]
        corners = [[(a, b), (c, b), (c, d), (a, d)] for a, b, c, d in boxes]
        return TileDetections(
            polygons=np.array(corners, dtype=float).reshape(-1, 4, 2),
            scores=np.full(len(boxes), 0.9),
            labels=tuple(self.name(c - a) for a, _, c, _ in boxes),
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


def test_tiles_have_the_size_that_the_detector_asks_for(tmp_path: Path) -> None:
    finder = SquareFinder()
    finder.tile_px = (256, 320)
    squares = [(10, 10), (440, 330), (850, 650), (300, 200)]
    found = detect_objects(opened(picture(tmp_path, squares)), finder, DetectionRequest())
    assert finder.shapes == {(256, 320)}
    assert corners(found) == sorted(squares)


def test_objects_may_be_larger_than_half_a_tile_of_the_budget(tmp_path: Path) -> None:
    finder = SquareFinder()
    finder.card = card(square=facts().model_copy(update={"largest_object_m": 400}))
    found = detect_objects(opened(picture(tmp_path, [(100, 60)])), finder, DetectionRequest(), batch_pixels=1000)
    assert corners(found) == [(100, 60)]


@pytest.mark.parametrize(("gsd_m", "scale"), [(0.25, 0.25 / 0.3), (0.3, 1), (0.4, 1), (0.5, 1), (0.8, 0.8 / 0.5)])
def test_an_image_inside_the_window_goes_in_as_it_is(tmp_path: Path, gsd_m: float, scale: float) -> None:
    """A finer one is reduced to the window's fine end, a coarser one enlarged to its coarse end."""
    assert model_gsd(GsdRange(low=0.3, high=0.5), gsd_m) == pytest.approx(gsd_m / scale)


class TestClasses:
    """Two classes with thresholds and ranges of their own."""

    CARD = card(square=facts(0.3, 1.0, 0.5), small=facts(0.3, 0.6, 0.95))

    def finder(self) -> SquareFinder:
        finder = SquareFinder()
        finder.card = self.CARD
        finder.name = lambda side: "square" if side > 30 else "small"
        return finder

    def image(self, folder: Path, gsd_m: float) -> Acquisition:
        both = picture(folder, [(100, 100)], scale=0.5 / gsd_m)
        with rasterio.open(both, "r+") as image:
            pixels = image.read()
            pixels[:, 300:316, 300:316] = 255
        with rasterio.open(
            both, "w", driver="PNG", width=pixels.shape[2], height=pixels.shape[1], count=3, dtype="uint8"
        ) as image:
            image.write(pixels)
        return opened(both, gsd_m)

    def test_each_has_its_own_threshold(self, tmp_path: Path) -> None:
        """Every score is 0.9: enough for a square, not for a small one."""
        found = find_objects(self.image(tmp_path, 0.5), self.finder(), DetectionRequest())
        assert [each.label for each in found.sure] == ["square"]
        assert [each.label for each in found.doubtful] == ["small"]
        assert found.not_observable == {}

    def test_a_score_that_is_asked_for_is_that_of_all(self, tmp_path: Path) -> None:
        found = find_objects(self.image(tmp_path, 0.5), self.finder(), DetectionRequest(min_score=0.8))
        assert {each.label for each in found.sure} == {"square", "small"}

    def test_a_class_outside_its_range_is_not_reported_and_says_why(self, tmp_path: Path) -> None:
        found = find_objects(self.image(tmp_path, 0.8), self.finder(), DetectionRequest(min_score=0.8))
        assert {each.label for each in (*found.sure, *found.doubtful)} == {"square"}
        assert found.not_observable.keys() == {"small"}
        assert "0.8 m is coarser than the 0.3 to 0.6 m" in found.not_observable["small"]

    def test_force_reports_it_all_the_same(self, tmp_path: Path) -> None:
        request = DetectionRequest(min_score=0.8, forced=True)
        found = find_objects(self.image(tmp_path, 0.8), self.finder(), request)
        assert "small" in {each.label for each in found.sure}

    def test_outside_all_ranges_the_run_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(DetectionError, match=r"measured on 0\.3 to 1 m"):
            find_objects(self.image(tmp_path, 1.4), self.finder(), DetectionRequest())


class TestCut:
    def test_what_touches_the_edge_is_cut(self, tmp_path: Path) -> None:
        squares = [(0, 300), (300, 0), (WIDTH - 40, 300), (300, HEIGHT - 40), (400, 300), (2, 100)]
        found = detect_objects(opened(picture(tmp_path, squares)), SquareFinder(), DetectionRequest())
        cut = {tuple(each.polygon.corners.min(axis=0)) for each in found if each.cut}
        assert cut == set(squares[:4])

    def test_so_is_what_runs_into_missing_data(self, tmp_path: Path) -> None:
        """The second square ends where the data end; the third lies beside a dead pixel."""
        path = tmp_path / "gap.tif"
        pixels = np.full((3, HEIGHT, WIDTH), 10, np.uint8)
        for column, row in ((100, 100), (380, 300), (600, 300)):
            pixels[:, row : row + 40, column : column + 40] = 255
        pixels[:, :, 400:480] = 0
        pixels[:, 320, 641] = 0
        profile = {"driver": "GTiff", "width": WIDTH, "height": HEIGHT, "count": 3, "dtype": "uint8", "nodata": 0}
        with rasterio.open(path, "w", **profile) as image:
            image.write(pixels)
        found = detect_objects(opened(path), SquareFinder(), DetectionRequest())
        assert {tuple(each.polygon.corners.min(axis=0)): each.cut for each in found} == {
            (100, 100): False, (380, 300): True, (600, 300): False,
        }  # fmt: skip
