"""A first guess from the whole picture: the shifts at which most gradient directions agree, weak ones counting too."""

from __future__ import annotations

import cv2
import numpy as np
import scipy.fft
from numpy.typing import NDArray

from hardstand.registration import mapping
from hardstand.registration.grey import GreyImage, Mask
from hardstand.registration.local import Field, directions

Array = NDArray[np.float64]

PEAKS = 2
PEAK_RADIUS = 6
MIN_COMMON_SHARE = 0.03
"""Shifts that leave less than this share of the smaller picture in common are not looked at."""


def guesses_from_phase(reference: GreyImage, moving: GreyImage, prior: Array, factor: int) -> list[Array]:
    """`prior` with the shifts at which the two pictures agree best, best first.

    Args:
        reference: the image that stays.
        moving: the image that is fitted.
        prior: (2, 3) moving to reference pixels; scale and rotation are taken from here, the shift is looked for.
        factor: reference pixels per pixel of the reduced picture.
    """
    grey, valid = reference.reduced(factor)
    found, seen, origin = _on_reference_grid(moving, prior, factor)
    score = _scores(directions(grey, valid), valid, found, seen)
    guesses = []
    for _ in range(PEAKS):
        row, column = np.unravel_index(int(score.argmax()), score.shape)
        if not np.isfinite(score[row, column]):
            break
        # What the reference shows at x, the moving picture shows at x + shift, both counted from their own corners.
        shift = np.array(
            [_signed(int(column), score.shape[1], found.shape[1]), _signed(int(row), score.shape[0], found.shape[0])]
        )
        guesses.append(mapping.moved(prior, -(shift + origin) * factor))
        _blank(score, int(row), int(column))
    return guesses


def _on_reference_grid(moving: GreyImage, prior: Array, factor: int) -> tuple[Field, Mask, Array]:
    """The moving picture laid on the reference's reduced grid: directions, mask, and the grid place of its corner."""
    moving_factor = max(1, round(factor / mapping.pixel_scale(prior)))
    grey, valid = moving.reduced(moving_factor)
    to_grid = np.hstack([prior[:, :2] * moving_factor, prior[:, 2:]]) / factor
    height, width = grey.shape
    corners = mapping.apply(to_grid, np.array([[0, 0], [width, 0], [0, height], [width, height]], dtype=np.float64))
    low = np.floor(corners.min(axis=0))
    across, down = (int(n) for n in np.ceil(corners.max(axis=0) - low))
    # warpAffine counts from pixel middles, we from corners.
    middle = mapping.apply(to_grid, np.array([[0.5, 0.5]]))[0] - low - 0.5
    warp = np.hstack([to_grid[:, :2], middle[:, None]])
    laid = cv2.warpAffine(grey, warp, (across, down), borderMode=cv2.BORDER_REPLICATE)
    seen = cv2.warpAffine(valid.astype(np.float32), warp, (across, down)) > 0.99
    return directions(np.asarray(laid, dtype=np.float32), seen), seen, low


def _scores(fixed: Field, valid: Mask, found: Field, seen: Mask) -> NDArray[np.float32]:
    """Agreement by (row, column) shift, in units of its spread at a wrong place; -inf where little is in common."""
    shape = tuple(scipy.fft.next_fast_len(a + b) for a, b in zip(fixed.shape, found.shape, strict=True))
    cross = scipy.fft.ifft2(np.conj(scipy.fft.fft2(fixed, s=shape)) * scipy.fft.fft2(found, s=shape)).real
    shown = [scipy.fft.rfft2(mask.astype(np.float32), s=shape) for mask in (valid, seen)]
    common = scipy.fft.irfft2(np.conj(shown[0]) * shown[1], s=shape)
    least = max(1.0, MIN_COMMON_SHARE * float(min(valid.sum(), seen.sum())))
    scores = np.where(common >= least, cross / np.sqrt(np.maximum(common, least)), -np.inf)
    return np.asarray(scores, dtype=np.float32)


def _signed(index: int, period: int, size: int) -> int:
    """A shift that the transform wrapped around: 0..period to -(period - size)..size."""
    return index - period if index > size else index


def _blank(score: NDArray[np.float32], row: int, column: int) -> None:
    near = np.arange(-PEAK_RADIUS, PEAK_RADIUS + 1)
    score[np.ix_((row + near) % score.shape[0], (column + near) % score.shape[1])] = -np.inf
