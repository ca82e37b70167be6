"""Thick cloud and undeclared frames on a reduced picture."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

FILL_CELLS = 64
"""Smallest patch of pure black that is taken for a frame without measurement, cells; shadows are smaller or brighter."""

Mask = NDArray[np.bool_]


def find_fill(picture: NDArray[np.uint8]) -> Mask:
    """Patches of pure black: frames around rotated scenes that the file does not declare as nodata.

    Args:
        picture: (rows, columns, 3) uint8, cells of some metres.

    Returns:
        (rows, columns) bool, True = no measurement.
    """
    black = (picture.max(axis=2) == 0).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(black, connectivity=4)
    large = stats[:, cv2.CC_STAT_AREA] >= FILL_CELLS
    large[0] = False
    return np.asarray(large[labels] if count > 1 else black.astype(np.bool_) & False)


def find_cloud(picture: NDArray[np.uint8], seen: Mask, cell_m: float) -> Mask:
    """Not told yet."""
    return np.zeros(picture.shape[:2], np.bool_)
