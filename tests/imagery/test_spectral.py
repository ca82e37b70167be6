"""Bands by what they measured, and read by number."""

import numpy as np
import pytest
import rasterio
from rasterio.enums import ColorInterp

from hardstand.errors import MetadataError
from hardstand.imagery import PixelWindow, inspect_raster, open_reader, spectral_bands

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")

WINDOW = PixelWindow(column=0, row=0, width=6, height=5)


def _write(path, bands, names=None, colours=None):
    profile = {"driver": "GTiff", "width": 6, "height": 5, "count": bands, "dtype": "uint16"}
    with rasterio.open(path, "w", **profile) as file:
        for band in range(1, bands + 1):
            file.write(np.full((5, 6), 100 * band, np.uint16), band)
        if names is not None:
            file.descriptions = names
        if colours is not None:
            file.colorinterp = colours
    return inspect_raster(path)


def _values(raster):
    with open_reader(raster, spectral_bands(raster).numbers) as reader:
        return reader.read_raw(WINDOW, 5, 6)[0][2, 3].tolist()


def test_descriptions_say_which_bands_are_which_in_any_order(tmp_path):
    raster = _write(tmp_path / "a.tif", 5, ("B08", "B11", "B04", "B02", "B03"))
    assert _values(raster) == [400, 500, 300, 100]


def test_the_colour_interpretation_says_it_where_there_are_no_descriptions(tmp_path):
    colours = (ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.nir)
    assert _values(_write(tmp_path / "a.tif", 4, None, colours)) == [300, 200, 100, 400]


def test_a_fourth_band_without_a_name_is_not_taken_for_near_infrared(tmp_path):
    colours = (ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.undefined)
    raster = _write(tmp_path / "a.tif", 4, None, colours)
    assert spectral_bands(raster).near_infrared is None
    assert _values(raster) == [300, 200, 100]


def test_an_image_without_colours_is_refused(tmp_path):
    with pytest.raises(MetadataError, match="no red, green and blue"):
        spectral_bands(_write(tmp_path / "a.tif", 1))


def test_without_chosen_bands_a_reader_reads_those_that_are_shown(tmp_path):
    raster = _write(tmp_path / "a.tif", 4, ("B02", "B03", "B04", "B08"))
    with open_reader(raster) as reader:
        assert reader.read_raw(WINDOW, 5, 6)[0][0, 0].tolist() == [300, 200, 100]
