"""The probability of change as a GeoTIFF on the grid of the first date."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.windows import Window

from hardstand.construction import ChangeRaster
from hardstand.exchange.files import library_error
from hardstand.imagery.acquisition import Raster

BLOCK = 512
"""Rows and columns of a tile of the raster, pixels."""

DESCRIPTION = "Probability that something was built or vanished, 0 to 1, by Hardstand."
SIMULATED = " The images that were compared are simulated."

NOT_COMPARED = -1.0
"""Stands for ground that no two dates show."""


def write_change(change: ChangeRaster, first: Raster, path: Path, *, simulated: bool) -> None:
    """Write the largest probability of change over all pairs of dates, 0..1, float32; `NOT_COMPARED` is its nodata.

    Args:
        change: from `find_construction`.
        first: the image of the first date, whose grid the raster takes.
        path: replaced whole, or left as it was.
        simulated: whether the images were rendered; the file then says so.

    Raises:
        OutputError: the file can't be written.
    """
    profile = {
        "driver": "GTiff",
        "width": first.width,
        "height": first.height,
        "count": 1,
        "dtype": "float32",
        "nodata": NOT_COMPARED,
        "compress": "deflate",
        "predictor": 3,
        "tiled": True,
        "blockxsize": BLOCK,
        "blockysize": BLOCK,
    }
    if first.georeferenced:
        profile |= {"crs": first.crs.to_wkt() if first.crs else None, "transform": first.transform}
    beside = path.with_name(path.name + ".part")
    try:
        with warnings.catch_warnings():
            # Two screenshots have no georeference, and so has their comparison.
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(beside, "w", **profile) as file:
                file.update_tags(TIFFTAG_IMAGEDESCRIPTION=DESCRIPTION + SIMULATED * simulated)
                for window in _windows(first):
                    file.write(_block(change, window), 1, window=window)
        os.replace(beside, path)
    except (OSError, RasterioError) as error:
        raise library_error(path, str(error)) from error
    finally:
        beside.unlink(missing_ok=True)


def _windows(raster: Raster) -> Iterator[Window]:
    for row in range(0, raster.height, BLOCK):
        for column in range(0, raster.width, BLOCK):
            yield Window(column, row, min(BLOCK, raster.width - column), min(BLOCK, raster.height - row))


def _block(change: ChangeRaster, window: Window) -> NDArray[np.float32]:
    """The values of a tile: straight lines between the middles of the values, nothing where there is none."""
    rows, columns = change.probability.shape
    step = change.step_cells * change.grid.pixels_per_cell
    down = (np.arange(window.height) + window.row_off + 0.5) / step
    across = (np.arange(window.width) + window.col_off + 0.5) / step
    where_row, where_column = np.meshgrid(down - 0.5, across - 0.5, indexing="ij")
    maps = where_column.astype(np.float32), where_row.astype(np.float32)
    top, left = max(0, int(down[0]) - 2), max(0, int(across[0]) - 2)
    part = change.probability[top : int(down[-1]) + 3, left : int(across[-1]) + 3].astype(np.float32) / 255
    values = cv2.remap(part, maps[0] - left, maps[1] - top, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    nearest = np.minimum(down.astype(int), rows - 1)[:, None], np.minimum(across.astype(int), columns - 1)[None]
    return np.where(change.seen[nearest], values, np.float32(NOT_COMPARED)).astype(np.float32)
