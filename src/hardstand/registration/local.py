"""Sub-pixel matching of small windows by the direction of their gradients.

The direction is taken modulo 180 degrees (the doubled angle), so that asphalt that is darker than grass in summer and
brighter than wet grass in winter still agrees. Gradients count by direction, hardly by strength, so that one bright
aircraft does not outvote the ground around it. After Fitch et al., Orientation Correlation, BMVC 2002.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import scipy.fft
from numpy.typing import NDArray

from hardstand.registration import mapping
from hardstand.registration.grey import Grey, GreyImage

Array = NDArray[np.float64]
Field = NDArray[np.complex64]

BLUR_PX = 1.2
"""Sigma of the Gaussian before the gradient, pixels: wide enough for a smooth peak, narrow enough for a marking."""

NOISE = 2.0
"""Gradient (grey levels of 255 per pixel) below which a direction is mostly noise."""


@dataclass(frozen=True, kw_only=True)
class Level:
    """How windows are read and searched.

    Attributes:
        reference_factor: reference pixels per window pixel.
        moving_factor: moving pixels per window pixel, about.
        reach: how far a window is shifted in every direction, window pixels.
    """

    reference_factor: int
    moving_factor: int
    reach: int


@dataclass(frozen=True, kw_only=True, eq=False)
class LocalMatches:
    """Where windows of the reference were found on the moving image.

    Attributes:
        reference: (n, 2) middle of each window, reference pixels (column, row).
        offset: (n, 2) from where the transform puts it to where it was found, reference pixels.
        agreement: (n,) correlation of the directions at the peak, -1..1.
        sharpness: (n,) height of the peak over the next one, in standard deviations of the surface.
        surfaces: (n, 2 * reach + 1, 2 * reach + 1) correlation by (row, column) shift; the middle is no shift.
    """

    reference: Array
    offset: Array
    agreement: Array
    sharpness: Array
    surfaces: NDArray[np.float32]


def directions(grey: Grey, valid: NDArray[np.bool_]) -> Field:
    """Gradient directions with doubled angle: (rows, columns) complex, modulus 0 (flat or not measured) to 1."""
    smooth = cv2.GaussianBlur(grey, (0, 0), BLUR_PX)
    gx = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, ksize=3, scale=1 / 8)
    gy = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, ksize=3, scale=1 / 8)
    gradient = gx + 1j * gy
    power = gx**2 + gy**2
    level = max(NOISE**2, float(np.median(power[::2, ::2])))
    field = gradient**2 / (power + level)
    if not valid.all():
        field[cv2.erode(valid.astype(np.uint8), np.ones((7, 7), np.uint8), borderValue=0) == 0] = 0
    return np.asarray(field, dtype=np.complex64)


def match_windows(
    reference: GreyImage, moving: GreyImage, matrix: Array, centres: Array, side: int, level: Level
) -> LocalMatches:
    """Find windows of the reference on the moving image near where `matrix` (moving to reference) puts them.

    Args:
        reference: the image that stays.
        moving: the image that is fitted.
        matrix: (2, 3), moving pixels to reference pixels.
        centres: (n, 2) reference pixels, n >= 1.
        side: of the window that is compared, window pixels.
        level: how.
    """
    size = side + 2 * level.reach
    corners = np.round(centres / level.reference_factor - size / 2).astype(np.intp)
    fixed = np.empty((len(centres), size, size), dtype=np.complex64)
    found = np.empty_like(fixed)
    for number, (column, row) in enumerate(corners):
        fixed[number] = directions(*reference.window(level.reference_factor, int(column), int(row), size, size))
        found[number] = directions(*_warped(moving, matrix, int(column), int(row), size, level))
    surfaces = _correlate(fixed, found, level.reach)
    middles = np.asarray((corners + size / 2) * level.reference_factor, dtype=np.float64)
    return _peaks(surfaces, middles, level)


def _warped(
    moving: GreyImage, matrix: Array, column: int, row: int, size: int, level: Level
) -> tuple[Grey, NDArray[np.bool_]]:
    """The window as the moving image shows it, resampled to the reference's window pixels."""
    to_moving = mapping.invert(matrix)
    to_moving = np.hstack([to_moving[:, :2] * level.reference_factor, to_moving[:, 2:]]) / level.moving_factor
    square = np.array([[0, 0], [size, 0], [0, size], [size, size]], dtype=np.float64)
    mapped = mapping.apply(to_moving, square + np.array([column, row]))
    low = np.floor(mapped.min(axis=0)).astype(int) - 2
    high = np.ceil(mapped.max(axis=0)).astype(int) + 2
    grey, valid = moving.window(level.moving_factor, int(low[0]), int(low[1]), *(int(n) for n in high - low))
    # warpAffine counts from pixel middles, we from corners.
    origin = mapping.apply(to_moving, np.array([[column + 0.5, row + 0.5]]))[0] - low - 0.5
    warp = np.hstack([to_moving[:, :2], origin[:, None]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    out = cv2.warpAffine(grey, warp, (size, size), flags=flags, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    if valid.all():
        return out, np.ones((size, size), dtype=np.bool_)
    seen = cv2.warpAffine(valid.astype(np.float32), warp, (size, size), flags=flags, borderValue=0)
    return out, seen > 0.99


def _correlate(fixed: Field, found: Field, reach: int) -> NDArray[np.float32]:
    """Normalised correlation for every shift within reach: (n, 2 * reach + 1, 2 * reach + 1), -1..1."""
    size = fixed.shape[1]
    inner = np.zeros((size, size), dtype=np.float32)
    inner[reach : size - reach, reach : size - reach] = 1
    template = scipy.fft.fft2(fixed * inner)
    cross = scipy.fft.ifft2(np.conj(template) * scipy.fft.fft2(found)).real
    energy = scipy.fft.irfft2(
        np.conj(scipy.fft.rfft2(inner)) * scipy.fft.rfft2(found.real**2 + found.imag**2), s=(size, size)
    )
    own = ((fixed.real**2 + fixed.imag**2) * inner).sum(axis=(1, 2), keepdims=True)
    cross, energy = (_near_zero(values, reach) for values in (cross, energy))
    floor = 0.02 * (size - 2 * reach) ** 2
    return np.asarray(cross / np.sqrt(np.maximum(own, floor) * np.maximum(energy, floor)), dtype=np.float32)


def _near_zero(values: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
    return np.roll(values, (reach, reach), axis=(1, 2))[:, : 2 * reach + 1, : 2 * reach + 1]


def _peaks(surfaces: NDArray[np.float32], middles: Array, level: Level) -> LocalMatches:
    count, side = surfaces.shape[0], surfaces.shape[1]
    best = surfaces.reshape(count, -1).argmax(axis=1)
    rows, columns = np.unravel_index(best, (side, side))
    peak = np.asarray(surfaces[np.arange(count), rows, columns], dtype=np.float64)
    shift = np.stack([columns - level.reach, rows - level.reach], axis=1) + _vertex(surfaces, rows, columns)
    shift[_on_edge(rows, columns, side)] = np.inf
    return LocalMatches(
        reference=middles,
        offset=shift * level.reference_factor,
        agreement=np.asarray(peak, dtype=np.float64),
        sharpness=_sharpness(surfaces, rows, columns, peak),
        surfaces=surfaces,
    )


def _on_edge(rows: NDArray[np.intp], columns: NDArray[np.intp], side: int) -> NDArray[np.bool_]:
    return np.asarray((rows == 0) | (columns == 0) | (rows == side - 1) | (columns == side - 1))


def _vertex(surfaces: NDArray[np.float32], rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Array:
    """Sub-pixel part of the peak, (n, 2) (column, row): the top of the parabolas through its neighbours."""
    n = np.arange(len(surfaces))
    side = surfaces.shape[1]
    r, c = np.clip(rows, 1, side - 2), np.clip(columns, 1, side - 2)
    middle = surfaces[n, r, c].astype(np.float64)
    parts = []
    for dr, dc in ((0, 1), (1, 0)):
        before = surfaces[n, r - dr, c - dc].astype(np.float64)
        after = surfaces[n, r + dr, c + dc].astype(np.float64)
        bend = 2 * middle - before - after
        top = np.divide(after - before, 2 * bend, out=np.zeros_like(bend), where=bend > 1e-9)
        parts.append(np.clip(top, -0.5, 0.5))
    return np.stack(parts, axis=1)


def _sharpness(surfaces: NDArray[np.float32], rows: NDArray[np.intp], columns: NDArray[np.intp], peak: Array) -> Array:
    side = surfaces.shape[1]
    grid = np.arange(side)
    near = (np.abs(grid[None, :, None] - rows[:, None, None]) <= 3) & (
        np.abs(grid[None, None, :] - columns[:, None, None]) <= 3
    )
    others = np.where(near, -np.inf, surfaces).max(axis=(1, 2))
    spread = surfaces.std(axis=(1, 2)) + 1e-6
    return np.asarray((peak - others) / spread, dtype=np.float64)
