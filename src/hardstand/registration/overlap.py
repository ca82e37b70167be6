"""The ground that two images share, and where on it to look."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from shapely import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from hardstand.registration import mapping
from hardstand.registration.grey import GreyImage

Array = NDArray[np.float64]

MAX_WINDOWS = 400
"""Windows over the common ground: enough for a sharp proof, few enough for a second of time."""

PLAY_PX = 32
"""Farthest that a window is moved to better ground within its cell, window pixels: bounds what huge images cost."""

MANY_WINDOWS = 200
SIDES = (96, 64, 48, 32)
"""Sides of a window, window pixels: large ones are surer, small ones are more; the largest of which many fit serves."""


def common_ground(reference: GreyImage, moving: GreyImage, matrix: Array) -> BaseGeometry:
    """What both frames cover, a convex polygon in reference pixels; may be empty."""
    corners = np.array([[0, 0], [moving.width, 0], [moving.width, moving.height], [0, moving.height]], dtype=np.float64)
    return Polygon(mapping.apply(matrix, corners)).intersection(box(0, 0, reference.width, reference.height))


def window_side(ground: BaseGeometry, factor: int) -> int:
    """The side of windows for a common ground, window pixels.

    Args:
        ground: reference pixels.
        factor: reference pixels per window pixel.
    """
    many = [side for side in SIDES if ground.area / (side * factor) ** 2 >= MANY_WINDOWS]
    return many[0] if many else SIDES[-1]


def spread_windows(reference: GreyImage, ground: BaseGeometry, factor: int, side: int) -> Array:
    """Middles of windows over the common ground that do not overlap, at the spot with most corners in each cell.

    Args:
        reference: the image that stays.
        ground: the common ground, reference pixels.
        factor: reference pixels per window pixel.
        side: of a window, window pixels.

    Returns:
        (n, 2) reference pixels (column, row), n at most about `MAX_WINDOWS`, row by row.
    """
    if ground.is_empty:
        return np.empty((0, 2))
    left, top, right, bottom = ground.bounds
    step = max(float(side * factor), float(np.sqrt(ground.area / MAX_WINDOWS)))
    columns = np.arange(left + step / 2, right, step)
    rows = np.arange(top + step / 2, bottom, step)
    middles = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)
    play = min((step - side * factor) / 2, float(PLAY_PX * factor))
    inner = ground.buffer(-side * factor / 2)
    moved = [_most_corners(reference, middle, play, factor, side) for middle in middles]
    kept = [middle for middle in moved if middle is not None and inner.covers(Point(middle))]
    return np.array(kept, dtype=np.float64).reshape(-1, 2)


def _most_corners(reference: GreyImage, middle: Array, play: float, factor: int, side: int) -> Array | None:
    """The middle, moved by at most `play` reference pixels to where most corners are; None where much is unmeasured."""
    reach = int(play // factor)
    size = side + 2 * reach
    corner = np.round(middle / factor - size / 2).astype(int)
    grey, valid = reference.window(factor, int(corner[0]), int(corner[1]), size, size)
    strength = cv2.cornerMinEigenVal(cv2.GaussianBlur(grey, (0, 0), 1.0), blockSize=5, ksize=3)
    strength = np.sqrt(np.maximum(strength, 0)) * valid
    total = cv2.boxFilter(strength, -1, (side, side), normalize=True)
    inner = total[side // 2 : side // 2 + 2 * reach + 1, side // 2 : side // 2 + 2 * reach + 1]
    row, column = np.unravel_index(int(inner.argmax()), inner.shape)
    if valid.mean() < 0.5:
        return None
    return np.asarray((corner + np.array([column, row]) + side / 2) * factor, dtype=np.float64)
