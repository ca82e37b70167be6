"""Fitting maps to tie points: least squares, robustly, and judged on points that were left out.

Maps are (2, 3) float64 arrays: column', row' = matrix @ (column, row, 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FOLDS = 5
LEAST_POINTS = 4


class Model(StrEnum):
    """What a map may do."""

    SIMILARITY = "similarity"
    AFFINE = "affine"


@dataclass(frozen=True, kw_only=True, eq=False)
class Fit:
    """A map on which tie points agree.

    Attributes:
        matrix: (2, 3), moving pixels to reference pixels.
        agrees: (n,) bool, True = within the tolerance of the map.
    """

    matrix: Array
    agrees: NDArray[np.bool_]


def apply(matrix: Array, points: Array) -> Array:
    """Map (n, 2) points."""
    return np.asarray(points @ matrix[:, :2].T + matrix[:, 2])


def invert(matrix: Array) -> Array:
    """The way back."""
    linear = np.linalg.inv(matrix[:, :2])
    return np.hstack([linear, -linear @ matrix[:, 2:]])


def chain(first: Array, second: Array) -> Array:
    """`first` followed by `second`."""
    return np.hstack([second[:, :2] @ first[:, :2], (second[:, :2] @ first[:, 2] + second[:, 2])[:, None]])


def moved(matrix: Array, shift: Array) -> Array:
    """`matrix` followed by a shift (column, row)."""
    return np.hstack([matrix[:, :2], (matrix[:, 2] + shift)[:, None]])


def pixel_scale(matrix: Array) -> float:
    """Reference pixels per moving pixel: the square root of the area that a pixel is mapped to."""
    return float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))


def distances(matrix: Array, source: Array, target: Array) -> Array:
    """How far `matrix` puts each of (n, 2) source points from its target, (n,)."""
    return np.asarray(np.hypot(*(apply(matrix, source) - target).T))


def least_squares(source: Array, target: Array, model: Model) -> Array:
    """The map with the least sum of squared distances between (n, 2) points, n >= 3, not on one line."""
    middle, goal = source.mean(axis=0), target.mean(axis=0)
    linear = _linear_part(source - middle, target - goal, model)
    return np.hstack([linear, (goal - linear @ middle)[:, None]])


def _linear_part(source: Array, target: Array, model: Model) -> Array:
    if model is Model.AFFINE:
        return np.asarray(np.linalg.lstsq(source, target, rcond=None)[0].T)
    power = float((source**2).sum())
    turn = float((source * target).sum()) / power
    lift = float((source[:, 0] * target[:, 1] - source[:, 1] * target[:, 0]).sum()) / power
    return np.array([[turn, -lift], [lift, turn]])


def fit(source: Array, target: Array, tolerance: float, model: Model = Model.AFFINE) -> Fit | None:
    """A robust map: consensus of random samples first, then least squares on all points that agree.

    Args:
        source: (n, 2) moving pixels.
        target: (n, 2) reference pixels.
        tolerance: largest distance at which a point agrees, reference pixels.
        model: what the map may do.

    Returns:
        None where fewer than `LEAST_POINTS` points agree on any map. OpenCV draws its samples from a fixed seed.
    """
    if len(source) < LEAST_POINTS:
        return None
    estimate = cv2.estimateAffine2D if model is Model.AFFINE else cv2.estimateAffinePartial2D
    found: Array | None = estimate(
        source, target, method=cv2.RANSAC, ransacReprojThreshold=tolerance, maxIters=5000, confidence=0.9999
    )[0]
    return None if found is None else _polish(np.asarray(found, dtype=np.float64), source, target, tolerance, model)


def _polish(matrix: Array, source: Array, target: Array, tolerance: float, model: Model) -> Fit | None:
    """Least squares on the points that agree, until the same points agree."""
    agrees = distances(matrix, source, target) <= tolerance
    for _ in range(20):
        if agrees.sum() < LEAST_POINTS:
            return None
        matrix = least_squares(source[agrees], target[agrees], model)
        before, agrees = agrees, distances(matrix, source, target) <= tolerance
        if (before == agrees).all():
            break
    return Fit(matrix=matrix, agrees=agrees) if agrees.sum() >= LEAST_POINTS else None


def held_out_distances(source: Array, target: Array, tolerance: float, model: Model) -> Array:
    """Distance of every tie point from where the robust fit to the other folds puts it, reference pixels; (n,).

    Points are dealt to the folds in turn, row by row, so that each fold covers the whole frame. Infinite where the
    other folds have no fit.
    """
    order = np.lexsort((target[:, 0], target[:, 1]))
    fold = np.empty(len(order), dtype=np.intp)
    fold[order] = np.arange(len(order)) % FOLDS
    result = np.full(len(source), np.inf)
    for number in range(FOLDS):
        out = fold == number
        fitted = fit(source[~out], target[~out], tolerance, model)
        if fitted is not None:
            result[out] = distances(fitted.matrix, source[out], target[out])
    return result
