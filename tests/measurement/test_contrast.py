"""How far an object stands out: known brightness gives known contrast, wherever and however it lies."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from hardstand.frames import PixelPolygon
from hardstand.imagery import AcquisitionOverrides, measure_stretch, open_acquisition, open_reader
from hardstand.measurement.contrast import contrast, measure_contrasts

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")


def measured(folder: Path, image, *boxes) -> tuple[float | None, ...]:
    path = folder / "image.png"
    cv2.imwrite(str(path), image)
    acquisition = open_acquisition(path, overrides=AcquisitionOverrides(gsd_m=0.5))
    with open_reader(acquisition.raster) as reader:
        polygons = [PixelPolygon(np.asarray(box, float)) for box in boxes]
        return measure_contrasts(polygons, reader, measure_stretch(acquisition.raster))


@pytest.mark.parametrize("degrees", [0, 30, 75])
@pytest.mark.parametrize(("ground", "thing"), [(100, 150), (150, 100), (100, 104)])
def test_known_brightness_gives_known_contrast(tmp_path: Path, degrees: int, ground: int, thing: int) -> None:
    image = np.full((200, 200, 3), ground, np.uint8)
    corners = cv2.boxPoints(((90, 110), (40, 16), degrees))
    cv2.fillConvexPoly(image, np.round(corners).astype(np.int32), (thing,) * 3)
    [found] = measured(tmp_path, image, corners)
    assert found == pytest.approx(abs(thing - ground) / (thing + ground), abs=0.005)


def test_a_bright_object_in_a_third_of_its_box_stands_out_like_one_that_fills_it(tmp_path: Path) -> None:
    image = np.full((200, 200, 3), 100, np.uint8)
    image[95:105, 80:120] = 180
    box = [(80, 85), (120, 85), (120, 115), (80, 115)]
    [found] = measured(tmp_path, image, box)
    assert found == pytest.approx(80 / 280, abs=0.01)


def test_a_large_object_is_measured_like_a_small_one(tmp_path: Path) -> None:
    image = np.full((900, 900, 3), 100, np.uint8)
    image[200:700, 200:700] = 150
    [found] = measured(tmp_path, image, [(200, 200), (700, 200), (700, 700), (200, 700)])
    assert found == pytest.approx(50 / 250, abs=0.005)


def test_without_ground_nothing_is_known() -> None:
    bright, everywhere = np.full((10, 10), 80.0), np.ones((10, 10), bool)
    assert contrast(bright, everywhere, everywhere) is None
    assert contrast(bright, ~everywhere, everywhere) is None
    assert contrast(bright, everywhere, ~everywhere) is None


def test_the_edge_of_the_image_is_no_ground(tmp_path: Path) -> None:
    image = np.full((100, 100, 3), 100, np.uint8)
    image[40:60, :20] = 150
    [found] = measured(tmp_path, image, [(0, 40), (20, 40), (20, 60), (0, 60)])
    assert found == pytest.approx(50 / 250, abs=0.005)
