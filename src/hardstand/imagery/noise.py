"""How noisy a picture is, judged at full size."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.imagery.reader import RasterReader
from hardstand.imagery.stretch import Stretch
from hardstand.imagery.window import PixelWindow

PATCHES = 8
"""Patches per side of an image."""

PATCH_PX = 64
"""Side of a patch, pixels."""

FIRST_PIXELS = 1_600_000
"""So many pixels of a file that is decoded from its beginning: a quarter of a frame of 2560 x 2560."""

QUIETEST_SHARE = 0.1
"""Texture of the ground adds to the noise: the patch that this share of all patches falls below is believed."""

_MASK = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
"""Second differences both ways: blind to slopes and straight edges (Immerkaer 1996, Fast noise variance estimation)."""

_MASK_GAIN = 6.0
"""Root of the sum of the squared weights: by so much the mask multiplies the standard deviation of white noise."""

CHANNELS = 3
"""Over so many the contrast that the noise is held against is averaged."""

_MAD = 0.6745
"""Median of the absolute values of a standard normal variable."""

_END_SHARE = 0.3
"""A patch with more than this share of cut values, at 0 or 255, shows no noise."""


def measure_noise(reader: RasterReader, stretch: Stretch) -> float:
    """Standard deviation of the noise in the mean of three channels of independent grain, grey values as stretched.

    Judged on patches all over the image; of a file that is decoded from its beginning, on its first rows. 0 where no
    patch can be judged, because they are cut at black or white or were not measured.

    Raises:
        ImageError: the pixels can't be decoded.
    """
    found = [noise for sample in _samples(reader, stretch) if (noise := _noise_in(*sample)) is not None]
    return float(np.quantile(found, QUIETEST_SHARE)) if found else 0.0


def _samples(reader: RasterReader, stretch: Stretch) -> Iterator[tuple[NDArray[np.uint8], NDArray[np.bool_]]]:
    """Patches of the picture, each with what was measured of it."""
    width, height = reader.raster.width, reader.raster.height
    if not reader.from_the_start:
        for patch in _patches(width, height):
            yield reader.read_rgb(patch, round(patch.height), round(patch.width), stretch)
        return
    rows = min(height, max(PATCH_PX, FIRST_PIXELS // width))
    picture, measured = reader.read_first_rows(rows, stretch)
    for patch in _patches(width, rows):
        place = slice(round(patch.row), round(patch.bottom)), slice(round(patch.column), round(patch.right))
        yield picture[place], measured[place]


def _noise_in(picture: NDArray[np.uint8], measured: NDArray[np.bool_]) -> float | None:
    # One channel, so that grain which all share counts as much as grain of which each has its own.
    grey = picture[..., 1].astype(np.float32)
    if not measured.all() or ((grey < 1) | (grey > 254)).mean() > _END_SHARE:
        return None
    return _noise_of(grey) / float(np.sqrt(CHANNELS))


def _noise_of(grey: NDArray[np.float32]) -> float:
    """By the median, so that edges and objects count for little."""
    differences = cv2.filter2D(grey, -1, _MASK)[1:-1, 1:-1]
    return float(np.median(np.abs(differences))) / _MAD / _MASK_GAIN if differences.size else 0.0


def _patches(width: int, height: int) -> Iterator[PixelWindow]:
    """One in the middle of each field of a grid; all of the picture where it is smaller than a patch."""
    wide, high = min(PATCH_PX, width), min(PATCH_PX, height)
    middles = (np.arange(PATCHES) + 0.5) / PATCHES
    for row in sorted({round(middle * (height - high)) for middle in middles}):
        for column in sorted({round(middle * (width - wide)) for middle in middles}):
            yield PixelWindow(column=column, row=row, width=wide, height=high)
