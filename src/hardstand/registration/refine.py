"""From a guess to a sub-pixel map with its proof: windows over the common ground, level by level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPoint
from shapely.geometry.base import BaseGeometry

from hardstand.registration import mapping
from hardstand.registration.grey import GreyImage
from hardstand.registration.local import Level, match_windows
from hardstand.registration.mapping import Model
from hardstand.registration.overlap import common_ground, spread_windows
from hardstand.registration.plan import Plan
from hardstand.registration.proof import log10_false_alarms

Array = NDArray[np.float64]

TOLERANCE_PX = 1.5
"""Largest distance, in window pixels, at which a window agrees with a map: matching noise and a little relief."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Refined:
    """A map with what speaks for it.

    Attributes:
        matrix: (2, 3), moving pixels to reference pixels.
        moving_points: (n, 2) windows that agree, on the moving image.
        reference_points: (n, 2) the same on the reference.
        windows: number of windows that were looked at.
        false_alarms_log10: see `log10_false_alarms`.
        ground: what both frames cover, reference pixels.
        residual_px: median distance on windows that were left out of the fit, reference pixels.
    """

    matrix: Array
    moving_points: Array
    reference_points: Array
    windows: int
    false_alarms_log10: float
    ground: BaseGeometry
    residual_px: float

    @property
    def agreeing(self) -> int:
        """Number of windows that agree."""
        return len(self.reference_points)

    @property
    def spread(self) -> float:
        """Share of the common ground within the convex hull of the windows that agree, 0..1."""
        hull = MultiPoint(self.reference_points).convex_hull
        return min(1.0, float(hull.area / self.ground.area)) if self.ground.area > 0 else 0.0


def refine(reference: GreyImage, moving: GreyImage, guess: Array, plan: Plan) -> Refined | None:
    """Follow a guess through all levels; None where it leads nowhere.

    Args:
        reference: the image that stays.
        moving: the image that is fitted.
        guess: (2, 3) moving to reference pixels, right to about 12 pixels of the coarsest level.
        plan: the levels.
    """
    levels = plan.levels()
    matrix = guess
    for level in levels[:-1]:
        ties = _ties(reference, moving, matrix, level)
        fitted = None if ties is None else mapping.fit(ties.moving, ties.reference, ties.tolerance)
        if fitted is None:
            return None
        matrix = fitted.matrix
    ties = _ties(reference, moving, matrix, levels[-1])
    return None if ties is None else _judge(ties, levels[-1])


@dataclass(frozen=True, kw_only=True, eq=False)
class _Ties:
    moving: Array
    reference: Array
    windows: int
    ground: BaseGeometry
    tolerance: float


def _ties(reference: GreyImage, moving: GreyImage, matrix: Array, level: Level) -> _Ties | None:
    ground = common_ground(reference, moving, matrix)
    middles = spread_windows(reference, ground, level.reference_factor, level.side)
    if len(middles) < mapping.LEAST_POINTS:
        return None
    matches = match_windows(reference, moving, matrix, middles, level)
    found = np.isfinite(matches.offset).all(axis=1)
    target = matches.reference[found]
    source = mapping.apply(mapping.invert(matrix), target + matches.offset[found])
    tolerance = TOLERANCE_PX * level.reference_factor
    return _Ties(moving=source, reference=target, windows=len(middles), ground=ground, tolerance=tolerance)


def _judge(ties: _Ties, level: Level) -> Refined | None:
    best: Refined | None = None
    for model in (Model.SIMILARITY, Model.AFFINE):
        fitted = mapping.fit(ties.moving, ties.reference, ties.tolerance, model)
        if fitted is None:
            continue
        held_out = mapping.held_out_distances(ties.moving, ties.reference, ties.tolerance, model)[fitted.agrees]
        candidate = Refined(
            matrix=fitted.matrix,
            moving_points=ties.moving[fitted.agrees],
            reference_points=ties.reference[fitted.agrees],
            windows=ties.windows,
            false_alarms_log10=log10_false_alarms(int(fitted.agrees.sum()), ties.windows, TOLERANCE_PX, level.reach),
            ground=ties.ground,
            residual_px=float(np.median(held_out)),
        )
        if best is None or (candidate.false_alarms_log10, candidate.residual_px) < (
            best.false_alarms_log10,
            best.residual_px,
        ):
            best = candidate
    return best
