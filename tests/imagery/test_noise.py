"""The noise of a picture, against noise that was put in."""

from __future__ import annotations

import numpy as np
import pytest

from hardstand.imagery import Stretch, open_reader
from hardstand.imagery.noise import measure_noise

SAME = Stretch(low=(0.0,) * 3, high=(255.0,) * 3, identity=True)


def noise_of(raster, stretch=SAME):
    with open_reader(raster) as reader:
        return measure_noise(reader, stretch)


@pytest.mark.parametrize("sigma", [1.0, 2.0, 5.0])
def test_white_noise_on_a_slope_is_measured(write_raster, sigma):
    rows, columns = np.mgrid[0:700, 0:900]
    grey = 60 + rows / 10 + columns / 10 + sigma * np.random.default_rng(1).standard_normal((700, 900))
    raster = write_raster(np.repeat(np.rint(grey)[None], 3, axis=0).astype(np.uint8))
    assert noise_of(raster) == pytest.approx(np.hypot(sigma, 0.29) / np.sqrt(3), rel=0.08)  # rounding adds its own


def test_texture_of_part_of_the_ground_does_not_count(write_raster):
    rng = np.random.default_rng(2)
    bands = rng.normal(120, 1.0, (3, 800, 800))
    bands[:, :, :600] += 40 * rng.standard_normal((1, 800, 600))
    raster = write_raster(np.clip(np.rint(bands), 0, 255).astype(np.uint8))
    assert noise_of(raster) < 1.0


@pytest.mark.parametrize("level", [0, 255])
def test_cut_values_show_no_noise(write_raster, level):
    assert noise_of(write_raster(np.full((3, 300, 300), level, np.uint8))) == 0.0


def test_an_image_smaller_than_a_patch_is_judged_whole(write_raster):
    assert noise_of(write_raster(np.full((3, 1, 2), 90, np.uint8))) == 0.0
    bands = np.random.default_rng(3).normal(120, 3, (1, 40, 50)).astype(np.uint8)
    grey = Stretch(low=(0.0,), high=(255.0,), identity=True)
    assert noise_of(write_raster(bands), grey) == pytest.approx(3 / np.sqrt(3), rel=0.2)
