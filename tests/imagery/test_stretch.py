from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.errors import ImageError
from hardstand.imagery import PixelWindow, Stretch, inspect_raster, measure_stretch, open_reader

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")


def test_eight_bits_keep_their_values(write_raster, noise):
    stretch = measure_stretch(write_raster(noise))
    assert stretch.identity
    np.testing.assert_array_equal(stretch.apply(noise[0], 0), noise[0])


@pytest.mark.parametrize("dtype", ["uint16", "int16", "float32", "float64"])
def test_other_types_are_cut_at_their_percentiles(write_raster, dtype):
    values = np.random.default_rng(5).normal(4000, 500, (3, 300, 400)) + np.array([0, 1000, 2000])[:, None, None]
    bands = values.astype(dtype)
    stretch = measure_stretch(write_raster(bands))
    assert not stretch.identity
    low, high = np.percentile(bands.reshape(3, -1).astype(float), [0.5, 99.5], axis=1)
    np.testing.assert_allclose(stretch.low, low, rtol=1e-3)
    np.testing.assert_allclose(stretch.high, high, rtol=1e-3)


def test_nodata_and_undeclared_frames_do_not_count(write_raster):
    bands = np.random.default_rng(5).integers(1000, 2000, (1, 200, 200), dtype=np.uint16)
    bands[:, :, :100] = 0
    bands[:, 150:] = 65535
    stretch = measure_stretch(write_raster(bands, nodata=65535))
    assert 1000 <= stretch.low[0] < stretch.high[0] < 2000


@pytest.mark.parametrize(("dtype", "nodata"), [("uint8", 0), ("uint8", None), ("uint16", 7), ("float32", float("nan"))])
def test_an_image_without_measurement_is_refused(write_raster, dtype, nodata):
    value = 0 if nodata is None else nodata
    raster = write_raster(np.full((3, 50, 50), value, dtype), nodata=nodata)
    with pytest.raises(ImageError, match="shows nothing"):
        measure_stretch(raster)


def test_an_image_of_one_value_still_has_a_stretch(write_raster):
    stretch = measure_stretch(write_raster(np.full((1, 50, 50), 300, np.uint16)))
    assert stretch.low[0] < stretch.high[0]


def test_a_large_image_is_sampled_and_agrees_with_the_whole(write_raster):
    values = np.random.default_rng(5).integers(500, 3500, (1, 4100, 4100), dtype=np.uint16)
    stretch = measure_stretch(write_raster(values, tiled=True))
    np.testing.assert_allclose(stretch.low, np.percentile(values, 0.5), rtol=0.05)
    np.testing.assert_allclose(stretch.high, np.percentile(values, 99.5), rtol=0.05)


def test_a_large_image_that_is_mostly_empty_is_found(write_raster):
    values = np.zeros((1, 4100, 4100), np.uint16)
    values[0, 100:200, 100:200] = np.arange(1000, 1100)
    stretch = measure_stretch(write_raster(values, tiled=True, nodata=0, compress="deflate"))
    assert 1000 <= stretch.low[0] < stretch.high[0] <= 1100


@given(
    low=st.floats(-1e4, 1e4),
    width=st.floats(1, 1e5),
    values=st.lists(st.integers(0, 65535), min_size=2, max_size=50),
)
def test_brighter_stays_brighter(low, width, values):
    stretch = Stretch(low=(low,), high=(low + width,), identity=False)
    raw = np.sort(np.array(values, np.uint16))
    shown = stretch.apply(raw, 0)
    assert (np.diff(shown.astype(int)) >= 0).all()
    # The look-up table and the line behind it agree.
    np.testing.assert_array_equal(shown, stretch.apply(raw.astype(np.float32), 0))


def test_ends_become_black_and_white():
    stretch = Stretch(low=(100.0,), high=(300.0,), identity=False)
    assert stretch.apply(np.array([0, 100, 200, 300, 9000], np.uint16), 0).tolist() == [0, 0, 128, 255, 255]
    assert stretch.apply(np.array([np.nan, np.inf, -np.inf], np.float32), 0).tolist() == [0, 255, 0]


@pytest.mark.parametrize(("low", "high"), [((1.0,), (1.0,)), ((2.0,), (1.0,)), ((0.0, 0.0), (1.0,))])
def test_a_line_must_rise(low, high):
    with pytest.raises(ValueError, match="stretch needs"):
        Stretch(low=low, high=high, identity=False)


def test_real_sixteen_bit_images_use_the_whole_range(data):
    for name in ("oscd/nantes_20171014.tif", "vhr-metadata/rpc/wv3_20.NTF"):
        raster = inspect_raster(data / name)
        with open_reader(raster) as reader:
            whole = PixelWindow(column=0, row=0, width=raster.width, height=raster.height)
            picture, _ = reader.read_rgb(whole, raster.height, raster.width, measure_stretch(raster))
        for channel in range(3):
            share_cut = np.isin(picture[..., channel], [0, 255]).mean()
            assert 0.005 < share_cut < 0.03
            assert 40 < np.median(picture[..., channel]) < 200
