"""The square of ground round an aircraft that the points network looks at."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hardstand.frames import PixelPolygon
from hardstand.imagery import PixelWindow, RasterReader, Stretch

CROP_PX = 96
"""Side of the network's input."""

BOX_SHARE = 0.6
"""Share of the crop's side that the longer side of the aircraft's upright box fills."""


def crop_window(polygon: PixelPolygon) -> PixelWindow:
    """The square of the image in whose middle an object lies."""
    low, high = polygon.corners.min(axis=0), polygon.corners.max(axis=0)
    side = float((high - low).max()) / BOX_SHARE
    column, row = (low + high) / 2 - side / 2
    return PixelWindow(column=float(column), row=float(row), width=side, height=side)


def read_crop(reader: RasterReader, stretch: Stretch, window: PixelWindow) -> tuple[NDArray[np.uint8], float]:
    """A crop, (CROP_PX, CROP_PX, 3) RGB, and the share of it that holds data, 0..1."""
    pixels, valid = reader.read_rgb(window, CROP_PX, CROP_PX, stretch)
    return pixels, float(valid.mean())
