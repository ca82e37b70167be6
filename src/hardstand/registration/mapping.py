"""Maps between pixels: arithmetic, and fits to tie points that a few wrong points can't bend.

Maps are (2, 3) float64 arrays: column', row' = matrix @ (column, row, 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FOLDS = 5
LEAST_POINTS = 4
ROUNDS = 30
COUNTING = 3.0
"""Tolerances at which a point no longer counts. Wide, for relief: where the ground waves by some pixels, a fit to the
points that agree best with each other follows one wave, and maps over three dates close far worse. The price: where
seven of ten points are wrong, the corners of a frame err by half a pixel."""

NARROWING = 0.85
"""Factor from round to round, down to 1, on how far a point may lie and still count: the many steer, then the near."""


class Model(Enum):
    """What a map may do; the value is the number of tie points that fix it."""

    SHIFT = 1
    SIMILARITY = 2
    AFFINE = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class Fit:
    """A map on which tie points agree.

    Attributes:
        matrix: (2, 3), moving pixels to reference pixels.
        agrees: (n,) bool, True = within the tolerance of the map.
    """

    matrix: Array
    agrees: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Ties:
    """Points that may be the same spot on two images.

    Attributes:
        moving: (n, 2) pixels (column, row).
        reference: (n, 2) pixels (column, row).
    """

    moving: Array
    reference: Array

    def __len__(self) -> int:
        """Number of points."""
        return len(self.moving)

    def subset(self, chosen: NDArray[np.bool_]) -> Ties:
        """Those that are chosen, (n,) bool."""
        return Ties(moving=self.moving[chosen], reference=self.reference[chosen])

    def distances(self, matrix: Array) -> Array:
        """How far a map puts each point from its partner, reference pixels, (n,)."""
        return np.asarray(np.hypot(*(apply(matrix, self.moving) - self.reference).T))


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


def least_squares(ties: Ties, model: Model, base: Array, weight: Array | None = None) -> Array:
    """The map with the least weighted sum of squared distances.

    Args:
        ties: at least as many as fix the model, not on one line.
        model: what the map may do.
        base: (2, 3), whose scale and turn a SHIFT keeps.
        weight: (n,) at least 0; None = all equal.
    """
    weight = np.ones(len(ties)) if weight is None else weight
    middle = np.average(ties.moving, axis=0, weights=weight)
    goal = np.average(ties.reference, axis=0, weights=weight)
    root = np.sqrt(weight)[:, None]
    linear = _linear_part((ties.moving - middle) * root, (ties.reference - goal) * root, model, base)
    return np.hstack([linear, (goal - linear @ middle)[:, None]])


def _linear_part(source: Array, target: Array, model: Model, base: Array) -> Array:
    if model is Model.SHIFT:
        return base[:, :2]
    if model is Model.AFFINE:
        return np.asarray(np.linalg.lstsq(source, target, rcond=None)[0].T)
    power = float((source**2).sum())
    along = float((source * target).sum()) / power
    across = float((source[:, 0] * target[:, 1] - source[:, 1] * target[:, 0]).sum()) / power
    return np.array([[along, -across], [across, along]])


def fit(ties: Ties, tolerance: float, model: Model, base: Array) -> Fit | None:
    """A robust map: a consensus first, then least squares in which a point counts less the farther it lies.

    Args:
        ties: some of them wrong.
        tolerance: largest distance at which a point agrees, reference pixels; at `COUNTING` times that it no longer
            counts (Tukey's biweight).
        model: what the map may do.
        base: (2, 3), whose scale and turn a SHIFT keeps.

    Returns:
        None where fewer than `LEAST_POINTS` points agree on any map. OpenCV draws its samples from a fixed seed.
    """
    if len(ties) < LEAST_POINTS:
        return None
    start = _consensus_shift(ties, tolerance, base) if model is Model.SHIFT else _consensus(ties, 2 * tolerance, model)
    matrix = None if start is None else _polish(start, ties, tolerance, model, base)
    if matrix is None:
        return None
    agrees = ties.distances(matrix) <= tolerance
    return Fit(matrix=matrix, agrees=agrees) if agrees.sum() >= LEAST_POINTS else None


def _polish(start: Array, ties: Ties, tolerance: float, model: Model, base: Array) -> Array | None:
    matrix = start
    for turn in range(ROUNDS):
        reach = COUNTING * tolerance * max(1.0, 2 * NARROWING**turn)
        weight = np.clip(1 - (ties.distances(matrix) / reach) ** 2, 0, None) ** 2
        if np.count_nonzero(weight) < LEAST_POINTS:
            return None
        matrix = least_squares(ties, model, base, weight)
    return matrix if np.isfinite(matrix).all() else None


def _consensus(ties: Ties, tolerance: float, model: Model) -> Array | None:
    estimate = cv2.estimateAffine2D if model is Model.AFFINE else cv2.estimateAffinePartial2D
    found = estimate(
        ties.moving,
        ties.reference,
        method=cv2.RANSAC,
        ransacReprojThreshold=tolerance,
        maxIters=5000,
        confidence=0.9999,
    )
    return matrix_or_none(found[0])


def matrix_or_none(found: object) -> Array | None:
    """What OpenCV returns for a fit: its stubs promise an array, but where it finds none it gives None."""
    return None if found is None else np.asarray(found, dtype=np.float64)


def _consensus_shift(ties: Ties, tolerance: float, base: Array) -> Array:
    """The shift of `base` on which most points agree, tried through every point."""
    offsets = ties.reference - apply(base, ties.moving)
    near = np.hypot(*(offsets[:, None] - offsets[None]).transpose(2, 0, 1)) <= tolerance
    return moved(base, offsets[int(near.sum(axis=0).argmax())])


def held_out_distances(ties: Ties, tolerance: float, model: Model, base: Array) -> Array:
    """Distance of every tie point from where the robust fit to the other folds puts it, reference pixels; (n,).

    Points are dealt to the folds in turn, row by row, so that each fold covers the whole frame. Infinite where the
    other folds have no fit.
    """
    order = np.lexsort((ties.reference[:, 0], ties.reference[:, 1]))
    fold = np.empty(len(order), dtype=np.intp)
    fold[order] = np.arange(len(order)) % FOLDS
    result = np.full(len(ties), np.inf)
    for number in range(FOLDS):
        out = fold == number
        fitted = fit(ties.subset(~out), tolerance, model, base)
        if fitted is not None:
            result[out] = ties.subset(out).distances(fitted.matrix)
    return result
