"""How far an object stands out from the ground round it."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.frames import PixelPolygon
from hardstand.imagery import PixelWindow, RasterReader, Stretch

STANDING_OUT = 87.5
"""Percentile of the box's contrasts that is taken for the object's.

An aircraft fills less than half of its box, and camouflage hides part of an object: what counts is what shows most.
"""

MARGIN = 0.3
"""Width of the ground that is looked at round a box, as a share of its longer side."""

LEAST_MARGIN_PX = 3

MOST_PX = 128
"""A large object is looked at reduced to this many pixels a side."""

LEAST_GROUND_PX = 12
"""With fewer pixels of ground, nothing is known of it."""


def measure_contrasts(
    polygons: Iterable[PixelPolygon], reader: RasterReader, stretch: Stretch
) -> tuple[float | None, ...]:
    """Contrast of each object on one image against its ground, 0..1; None where too little of either is on the image.

    Raises:
        ImageError: the image can't be read.
    """
    return tuple(_measure(polygon, reader, stretch) for polygon in polygons)


def _measure(polygon: PixelPolygon, reader: RasterReader, stretch: Stretch) -> float | None:
    low, high = polygon.corners.min(axis=0), polygon.corners.max(axis=0)
    margin = max(LEAST_MARGIN_PX, MARGIN * float((high - low).max()))
    width, height = (float(side) for side in high - low + 2 * margin)
    scale = min(1.0, MOST_PX / max(width, height))
    window = PixelWindow(column=float(low[0] - margin), row=float(low[1] - margin), width=width, height=height)
    rows, columns = max(1, round(height * scale)), max(1, round(width * scale))
    pixels, valid = reader.read_rgb(window, rows, columns, stretch)
    corners = (polygon.corners - (low - margin)) * (columns / width, rows / height)
    return contrast(pixels.mean(axis=2), _filled(corners, rows, columns), valid)


def _filled(corners: NDArray[np.float64], rows: int, columns: int) -> NDArray[np.bool_]:
    mask = np.zeros((rows, columns), np.uint8)
    cv2.fillConvexPoly(mask, np.round(corners - 0.5).astype(np.int32), 1)
    return mask.astype(np.bool_)


def contrast(brightness: NDArray[np.float64], inside: NDArray[np.bool_], valid: NDArray[np.bool_]) -> float | None:
    """|object - ground| / (object + ground) of a box's pixels against the median of those round it.

    Args:
        brightness: (rows, columns), zero or above.
        inside: (rows, columns), the box.
        valid: (rows, columns), where there is data.
    """
    box, round_it = brightness[inside & valid], brightness[~inside & valid]
    if not box.size or round_it.size < LEAST_GROUND_PX:
        return None
    ground = float(np.median(round_it))
    shares = np.abs(box - ground) / np.maximum(box + ground, 1e-9)
    return float(np.percentile(shares, STANDING_OUT))
