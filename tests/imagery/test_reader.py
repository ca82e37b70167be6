from __future__ import annotations

import numpy as np
import pytest
import rasterio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasterio.enums import ColorInterp

from hardstand.errors import ImageError
from hardstand.imagery import PixelWindow, Stretch, inspect_raster, measure_stretch, open_reader

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")

SAME = Stretch(low=(0.0,) * 3, high=(255.0,) * 3, identity=True)
GREY = Stretch(low=(0.0,), high=(255.0,), identity=True)
several = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def window(column, row, width, height):
    return PixelWindow(column=column, row=row, width=width, height=height)


def padded(noise, window):
    """What a whole-pixel window shows, by plain indexing: (rows, columns, 3) and True = on the image."""
    rows = np.arange(int(window.row), int(window.bottom))
    columns = np.arange(int(window.column), int(window.right))
    on = ((rows >= 0) & (rows < noise.shape[1]))[:, None] & ((columns >= 0) & (columns < noise.shape[2]))[None]
    values = noise[:, rows.clip(0, noise.shape[1] - 1)][:, :, columns.clip(0, noise.shape[2] - 1)]
    return np.where(on[..., None], np.moveaxis(values, 0, 2), 0), on


@pytest.fixture(scope="module")
def smooth():
    """(3, 64, 96) float64: a plane and a wave, so that the value between pixels is known."""
    rows, columns = np.mgrid[0:64, 0:96] + 0.5
    return np.stack([2 * columns + rows, 300 - columns - rows, 100 + 40 * np.sin(columns / 9) * np.cos(rows / 7)])


@pytest.mark.parametrize("name", ["image.tif", "image.png"])
@several
@given(
    asked=st.builds(
        window, st.integers(-30, 100), st.integers(-30, 80), width=st.integers(1, 120), height=st.integers(1, 100)
    )
)
def test_whole_pixel_windows_are_copies_with_a_dark_frame(tmp_path_factory, noise, name, asked):
    path = tmp_path_factory.getbasetemp() / f"copies-{name}"
    if not path.exists():
        _write(path, noise)
    with open_reader(inspect_raster(path)) as reader:
        picture, seen = reader.read_rgb(asked, asked.height, asked.width, SAME)
    expected, on = padded(noise, asked)
    np.testing.assert_array_equal(picture, expected)
    np.testing.assert_array_equal(seen, on)


def _write(path, bands, **profile):
    driver = {".tif": "GTiff", ".png": "PNG"}[path.suffix]
    count, height, width = bands.shape
    with rasterio.open(
        path, "w", driver=driver, width=width, height=height, count=count, dtype=bands.dtype, **profile
    ) as dataset:
        dataset.write(bands)


@several
@given(
    asked=st.builds(window, st.floats(5, 40), st.floats(5, 20), width=st.floats(4, 40), height=st.floats(4, 30)),
    rows=st.integers(2, 60),
    columns=st.integers(2, 60),
)
def test_any_window_keeps_its_place(tmp_path_factory, smooth, asked, rows, columns):
    """On a plane every resampling that does not shift the picture gives the plane's value at the new pixel's middle."""
    path = tmp_path_factory.getbasetemp() / "plane.tif"
    if not path.exists():
        _write(path, smooth[:1].astype(np.float32))
    with open_reader(inspect_raster(path)) as reader:
        values, seen = reader.read_band(asked, rows, columns)
    x = asked.column + (np.arange(columns) + 0.5) * asked.width / columns
    y = asked.row + (np.arange(rows) + 0.5) * asked.height / rows
    assert seen.all()
    # The plane rises by 2 and 1 per pixel. The filter that reduces may be off by a fifteenth of a new pixel.
    allowed = (2 * max(1, asked.width / columns) + max(1, asked.height / rows)) / 15
    np.testing.assert_allclose(values, 2 * x[None] + y[:, None], atol=allowed)


@pytest.mark.parametrize("factor", [2, 4, 8])
def test_reduced_pictures_are_means(write_raster, smooth, factor):
    raster = write_raster(smooth.astype(np.float32), tiled=True, blockxsize=32, blockysize=32)
    with open_reader(raster) as reader:
        values, _ = reader.read_raw(window(0, 0, 96, 64), 64 // factor, 96 // factor)
    means = smooth.reshape(3, 64 // factor, factor, 96 // factor, factor).mean(axis=(2, 4))
    np.testing.assert_allclose(np.moveaxis(values, 2, 0), means, atol=0.02)


def test_reducing_does_not_alias(write_raster):
    """Stripes finer than the new pixels become their mean, at a factor that is not whole too."""
    stripes = np.zeros((1, 200, 200), np.uint8)
    stripes[..., ::2] = 200
    with open_reader(write_raster(stripes)) as reader:
        picture, _ = reader.read_rgb(window(0, 0, 200, 200), 77, 77, GREY)
    assert np.abs(picture[5:-5, 5:-5].astype(int) - 100).max() <= 12


@several
@given(shift=st.floats(-0.9, 0.9))
def test_a_window_moved_by_part_of_a_pixel_moves_the_picture(tmp_path_factory, smooth, shift):
    path = tmp_path_factory.getbasetemp() / "wave.tif"
    if not path.exists():
        _write(path, smooth[2:].astype(np.float32))
    with open_reader(inspect_raster(path)) as reader:
        moved, _ = reader.read_band(window(20 + shift, 10, 40, 30), 30, 40)
        first, _ = reader.read_band(window(19 if shift < 0 else 20, 10, 40, 30), 30, 40)
        second, _ = reader.read_band(window(20 if shift < 0 else 21, 10, 40, 30), 30, 40)
    part = shift % 1 if shift >= 0 or shift == -1 else 1 + shift
    np.testing.assert_allclose(moved, (1 - part) * first + part * second, atol=0.01)


def test_a_reduced_window_over_the_edge_is_marked(write_raster, noise):
    with open_reader(write_raster(noise)) as reader:
        picture, seen = reader.read_rgb(window(-20, -20, 160, 160), 40, 40, SAME)
    # Four pixels to one: the image lies at columns 5 to 25 and rows 5 to 20 of the result.
    expected = np.zeros((40, 40), np.bool_)
    expected[5:20, 5:25] = True
    np.testing.assert_array_equal(seen, expected)
    assert not picture[~seen].any()
    assert picture[seen].all()


def test_a_window_beside_the_image_is_empty(write_raster, noise):
    with open_reader(write_raster(noise)) as reader:
        picture, seen = reader.read_rgb(window(500, 500, 20, 20), 10, 10, SAME)
        band, band_seen = reader.read_band(window(500, 500, 20, 20), 10, 10)
    assert not picture.any()
    assert not seen.any()
    assert not band.any()
    assert not band_seen.any()


def test_nodata_has_no_weight(write_raster):
    bands = np.full((3, 40, 40), 120, np.uint8)
    bands[:, :, 21:] = 0
    with open_reader(write_raster(bands, nodata=0)) as reader:
        picture, seen = reader.read_rgb(window(0, 0, 40, 40), 25, 25, SAME)
    assert set(np.unique(picture[seen])) == {120}
    assert not picture[~seen].any()
    # The data end at 21 of 40 pixels: at 13.1 of 25.
    np.testing.assert_array_equal(np.flatnonzero(seen.all(axis=0)), np.arange(13))


def test_a_dark_band_alone_is_not_nodata(write_raster, noise):
    bands = noise.copy()
    bands[0] = 0
    with open_reader(write_raster(bands, nodata=0)) as reader:
        _, seen = reader.read_rgb(window(0, 0, 80, 60), 60, 80, SAME)
    assert seen.all()


def test_values_that_are_not_finite_are_not_measured(write_raster):
    bands = np.full((1, 40, 40), 7, np.float32)
    bands[0, 10:20, 10:20] = np.nan
    bands[0, 0, 0] = np.inf
    raster = write_raster(bands)
    with open_reader(raster) as reader:
        values, seen = reader.read_band(window(0, 0, 40, 40), 40, 40)
    assert (~seen).sum() == 101
    assert np.unique(values[seen]) == [7]
    assert np.isfinite(values).all()


def test_four_bands_from_blue_to_infrared_are_put_in_order(write_raster, noise):
    bands = np.concatenate([noise, noise[:1]]).astype(np.uint16)
    raster = write_raster(bands, descriptions=("B02", "B03", "B04", "B08"))
    stretch = Stretch(low=(0.0,) * 3, high=(255.0,) * 3, identity=False)
    with open_reader(raster) as reader:
        picture, _ = reader.read_rgb(window(0, 0, 80, 60), 60, 80, stretch)
    np.testing.assert_array_equal(picture, np.moveaxis(noise[::-1], 0, 2))


def test_colour_interpretation_orders_bands_without_names(write_raster, noise):
    order = (ColorInterp.alpha, ColorInterp.blue, ColorInterp.green, ColorInterp.red)
    bands = np.concatenate([np.full((1, 60, 80), 255, np.uint8), noise])
    with open_reader(write_raster(bands, colorinterp=order)) as reader:
        picture, seen = reader.read_rgb(window(0, 0, 80, 60), 60, 80, SAME)
    np.testing.assert_array_equal(picture, np.moveaxis(noise[::-1], 0, 2))
    assert seen.all()


def test_transparent_pixels_are_not_measured(write_raster, noise):
    alpha = np.full((1, 60, 80), 255, np.uint8)
    alpha[:, :30] = 0
    raster = write_raster(np.concatenate([noise, alpha]), "image.png")
    with open_reader(raster) as reader:
        picture, seen = reader.read_rgb(window(0, 0, 80, 60), 60, 80, SAME)
    np.testing.assert_array_equal(seen, alpha[0] > 0)
    assert not picture[:30].any()


def test_one_band_is_shown_grey(write_raster, noise):
    with open_reader(write_raster(noise[:1])) as reader:
        picture, _ = reader.read_rgb(window(0, 0, 80, 60), 60, 80, GREY)
    np.testing.assert_array_equal(picture, np.repeat(noise[0][..., None], 3, axis=2))


def test_a_palette_is_looked_up(write_raster):
    numbers = np.array([[[0, 1], [2, 1]]], np.uint8).repeat(8, axis=1).repeat(8, axis=2)
    colours = {0: (10, 20, 30), 1: (200, 100, 50), 2: (1, 2, 3)}
    raster = write_raster(numbers, colormap=colours, photometric="palette")
    with open_reader(raster) as reader:
        picture, _ = reader.read_rgb(window(0, 0, 16, 16), 16, 16, SAME)
        small, _ = reader.read_rgb(window(0, 0, 16, 16), 2, 2, SAME)
    assert picture[0, 15].tolist() == [200, 100, 50]
    assert {tuple(colour) for colour in small.reshape(-1, 3).tolist()} <= {tuple(colour) for colour in colours.values()}


def test_the_band_for_measuring_keeps_all_sixteen_bits(write_raster):
    bands = np.random.default_rng(1).integers(0, 65535, (1, 30, 30), dtype=np.uint16)
    with open_reader(write_raster(bands)) as reader:
        values, _ = reader.read_band(window(0, 0, 30, 30), 30, 30)
    np.testing.assert_array_equal(values, bands[0].astype(np.float32))


def test_windows_of_a_jpeg_do_not_depend_on_what_was_read_before(write_raster, noise):
    raster = write_raster(np.kron(noise, np.ones((1, 8, 8), np.uint8)), "image.jpg")
    asked = window(100.5, 90, 300, 200)
    with open_reader(raster) as reader:
        fresh, _ = reader.read_rgb(asked, 80, 120, SAME)
    with open_reader(raster) as reader:
        reader.read_rgb(window(0, 0, 640, 480), 480, 640, SAME)
        later, _ = reader.read_rgb(asked, 80, 120, SAME)
    np.testing.assert_array_equal(fresh, later)


def test_pixels_that_do_not_decode_are_an_image_error(write_raster, noise, tmp_path):
    raster = write_raster(noise, compress="deflate")
    content = bytearray((tmp_path / "image.tif").read_bytes())
    content[-2000:-1000] = bytes(1000)
    (tmp_path / "image.tif").write_bytes(content)
    with open_reader(raster) as reader, pytest.raises(ImageError, match="damaged"):
        reader.read_rgb(window(0, 0, 80, 60), 60, 80, SAME)


def test_a_file_that_went_away_is_an_image_error(write_raster, noise, tmp_path):
    raster = write_raster(noise)
    (tmp_path / "image.tif").unlink()
    with pytest.raises(ImageError, match="does not exist"), open_reader(raster):
        pass


@pytest.mark.parametrize(("rows", "columns"), [(0, 5), (5, 0), (-1, 5)])
def test_a_result_needs_rows_and_columns(write_raster, noise, rows, columns):
    with open_reader(write_raster(noise)) as reader, pytest.raises(ValueError, match="at least one row"):
        reader.read_band(window(0, 0, 5, 5), rows, columns)


@pytest.mark.parametrize("values", [(0, 0, 0, 5), (0, 0, 5, -1), (np.nan, 0, 5, 5), (0, np.inf, 5, 5)])
def test_a_window_needs_an_area(values):
    with pytest.raises(ValueError, match="pixel window"):
        window(*values)


def test_windows_of_real_images_are_those_of_the_whole(data):
    names = ["joplin/pre_tile_337-9136.tif", "oscd/nantes_20171014.tif", "vhr-metadata/rpc/wv3_20.NTF"]
    for name in names:
        raster = inspect_raster(data / name)
        stretch = measure_stretch(raster)
        with open_reader(raster) as reader:
            whole, _ = reader.read_rgb(window(0, 0, raster.width, raster.height), raster.height, raster.width, stretch)
            part, seen = reader.read_rgb(window(100, 200, 150, 120), 120, 150, stretch)
        np.testing.assert_array_equal(part, whole[200:320, 100:250])
        assert seen.all()


def test_a_frame_is_what_gdal_decodes(data):
    frame = min((data / "airbus-aircraft" / "images").glob("*.jpg"))
    with rasterio.open(frame) as dataset:
        expected = np.moveaxis(dataset.read(), 0, 2)
    with open_reader(inspect_raster(frame)) as reader:
        picture, seen = reader.read_rgb(window(0, 0, 2560, 2560), 2560, 2560, SAME)
    np.testing.assert_array_equal(picture, expected)
    assert seen.all()
