"""One date's pixels on the other date's grid.

Arrays count from the middle of the first pixel, a `PixelTransform` from its outer corner: half a pixel goes on and off
again here, and nowhere else.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.frames import PixelTransform

Values = NDArray[np.float32]
Mask = NDArray[np.bool_]

SURE = 0.999
"""Share of a new pixel that must come from pixels that were seen; what lacks to 1 is rounding."""

LARGEST_PX = 32_000
"""Longest side that OpenCV warps in one piece; it counts in 16 bits."""


def warp_onto(values: Values, seen: Mask, transform: PixelTransform, shape: tuple[int, int]) -> tuple[Values, Mask]:
    """Bring the moving image onto the reference's grid, bicubic.

    Where the moving image is the finer one, it is softened first by about what the reference's pixels average, so that
    nothing finer than they can show turns into a pattern.

    Args:
        values: (rows, columns) or (rows, columns, channels) of the moving image, float32.
        seen: (rows, columns) bool of the moving image, True = seen.
        transform: pixels of `values` to pixels of the reference's grid, as `register_pair` gives it.
        shape: (rows, columns) of the reference's grid.

    Returns:
        Values on the reference's grid, 0 where not seen, and (rows, columns) bool, True = seen: every pixel that went
        into the value was.

    Raises:
        ValueError: an array is longer than `LARGEST_PX` on a side.
    """
    _refuse_long(values.shape[:2])
    _refuse_long(shape)
    soft, sharp = _softened(values, seen, transform), _to_middles(transform)
    known = _place(_well_inside(seen).astype(np.float32), sharp, shape, cv2.INTER_LINEAR, cv2.BORDER_CONSTANT) >= SURE
    placed = _place(soft, sharp, shape, cv2.INTER_CUBIC, cv2.BORDER_REPLICATE)
    return np.where(known if placed.ndim == 2 else known[..., None], placed, np.float32(0)), known


def _refuse_long(shape: tuple[int, ...]) -> None:
    if max(shape) > LARGEST_PX:
        raise ValueError(f"{shape[0]} x {shape[1]} pixels are more than {LARGEST_PX} on a side")


def _to_middles(transform: PixelTransform) -> NDArray[np.float64]:
    """Reference array index to moving array index, (2, 3): both count from the middle of the first pixel."""
    matrix = transform.inverse().matrix
    return np.hstack([matrix[:, :2], (matrix[:, :2] @ (0.5, 0.5) + matrix[:, 2] - 0.5)[:, None]])


def _softness(transform: PixelTransform) -> float:
    """Standard deviation in moving pixels of the blur that reference pixels bring, 0 where those are no larger."""
    ratio = math.sqrt(abs(np.linalg.det(transform.inverse().matrix[:, :2])))
    return 0.5 * math.sqrt(max(ratio**2 - 1, 0.0)) if ratio > 1.05 else 0.0


def _softened(values: Values, seen: Mask, transform: PixelTransform) -> Values:
    """Blurred where the reference is coarser; what was not seen has no weight and is filled from beside."""
    sigma = _softness(transform)
    if sigma == 0:
        return values
    weight = cv2.GaussianBlur(seen.astype(np.float32), (0, 0), sigma)
    cells = seen if values.ndim == 2 else seen[..., None]
    total = cv2.GaussianBlur(np.where(cells, values, np.float32(0)), (0, 0), sigma)
    total = total.reshape(values.shape)
    return np.asarray(total / np.maximum(weight if values.ndim == 2 else weight[..., None], np.float32(1e-6)))


def _well_inside(seen: Mask) -> Mask:
    """Seen with all eight neighbours; beyond the frame the outermost pixel goes on, so nothing is lost there."""
    return cv2.erode(seen.astype(np.uint8), np.ones((3, 3), np.uint8), borderValue=1) > 0


def _place(values: Values, matrix: NDArray[np.float64], shape: tuple[int, int], how: int, border: int) -> Values:
    rows, columns = shape
    flags = how | cv2.WARP_INVERSE_MAP
    placed = cv2.warpAffine(values, matrix, (columns, rows), flags=flags, borderMode=border)
    return np.asarray(placed, dtype=np.float32).reshape((rows, columns, *values.shape[2:]))
