"""From a guess to a sub-pixel map with its proof: windows over the common ground, level by level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPoint
from shapely.geometry.base import BaseGeometry

from hardstand.registration import mapping
from hardstand.registration.grey import GreyImage
from hardstand.registration.local import Level, match_windows
from hardstand.registration.mapping import Fit, Model, Ties
from hardstand.registration.overlap import common_ground, spread_windows, window_side
from hardstand.registration.plan import Plan
from hardstand.registration.prior import Prior
from hardstand.registration.proof import log10_false_alarms

Array = NDArray[np.float64]

TOLERANCE_PX = 1.5
"""Largest distance, in window pixels, at which a window agrees with a map: matching noise and a little relief."""

MIN_SHARPNESS = 0.5
"""Windows whose best shift stands out less than this from the next best say nothing; see `LocalMatches.sharpness`."""

MAX_FALSE_ALARMS_LOG10 = -8.0
"""A map is proven where chance would bring one as good less than once in a hundred million trials."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Refined:
    """A map with what speaks for it.

    Attributes:
        matrix: (2, 3), moving pixels to reference pixels.
        ties: windows that agree.
        windows: number of windows that were found anywhere.
        false_alarms_log10: see `log10_false_alarms`.
        ground: what both frames cover, reference pixels.
        residual_px: median distance of the windows that agree, each judged by a fit without it, reference pixels.
        loss: mean distance of all windows, judged in the same way, cut off at the tolerance, reference pixels.
    """

    matrix: Array
    ties: Ties
    windows: int
    false_alarms_log10: float
    ground: BaseGeometry
    residual_px: float
    loss: float

    @property
    def proven(self) -> bool:
        """Whether chance is ruled out."""
        return self.false_alarms_log10 <= MAX_FALSE_ALARMS_LOG10

    @property
    def spread(self) -> float:
        """Share of the common ground within the convex hull of the windows that agree, 0..1."""
        hull = MultiPoint(self.ties.reference).convex_hull
        return min(1.0, float(hull.area / self.ground.area)) if self.ground.area > 0 else 0.0


@dataclass(frozen=True, kw_only=True, eq=False)
class _Search:
    """What the windows of one level say."""

    ties: Ties
    ground: BaseGeometry
    tolerance: float


def refine(reference: GreyImage, moving: GreyImage, guess: Array, prior: Prior, plan: Plan) -> Refined | None:
    """Follow a guess through all levels; None where it leads nowhere.

    Args:
        reference: the image that stays.
        moving: the image that is fitted.
        guess: (2, 3) moving to reference pixels, right to about 12 pixels of the coarsest level.
        prior: what was known before.
        plan: the levels.
    """
    *coarse, finest = plan.levels()
    matrix = guess
    for level in coarse:
        search = _search(reference, moving, matrix, level)
        best = None if search is None else max(_fits(search, prior), key=_agreeing, default=None)
        if best is None:
            return None
        matrix = best[1].matrix
    search = _search(reference, moving, matrix, finest)
    if search is None:
        return None
    candidates = [_judge(search, model, fitted, prior.matrix, finest) for model, fitted in _fits(search, prior)]
    return min(candidates, key=lambda candidate: (not candidate.proven, candidate.loss), default=None)


def _search(reference: GreyImage, moving: GreyImage, matrix: Array, level: Level) -> _Search | None:
    ground = common_ground(reference, moving, matrix)
    side = window_side(ground, level.reference_factor)
    middles = spread_windows(reference, ground, level.reference_factor, side)
    if len(middles) < mapping.LEAST_POINTS:
        return None
    matches = match_windows(reference, moving, matrix, middles, side, level)
    found = np.isfinite(matches.offset).all(axis=1) & (matches.sharpness >= MIN_SHARPNESS)
    target = matches.reference[found]
    source = mapping.apply(mapping.invert(matrix), target + matches.offset[found])
    ties = Ties(moving=source, reference=target)
    return _Search(ties=ties, ground=ground, tolerance=TOLERANCE_PX * level.reference_factor)


def _fits(search: _Search, prior: Prior) -> Iterator[tuple[Model, Fit]]:
    """The search's fit under each model; a mere shift is only an answer where turn and scale are known beforehand."""
    for model in Model:
        if model is not Model.SHIFT or prior.placed:
            fitted = mapping.fit(search.ties, search.tolerance, model, prior.matrix)
            if fitted is not None:
                yield model, fitted


def _agreeing(candidate: tuple[Model, Fit]) -> int:
    return int(candidate[1].agrees.sum())


def _judge(search: _Search, model: Model, fitted: Fit, base: Array, level: Level) -> Refined:
    ties, tolerance = search.ties, search.tolerance
    held_out = mapping.held_out_distances(ties, tolerance, model, base)
    alarms = log10_false_alarms(int(fitted.agrees.sum()), len(ties), TOLERANCE_PX, level.reach, model)
    return Refined(
        matrix=fitted.matrix,
        ties=ties.subset(fitted.agrees),
        windows=len(ties),
        false_alarms_log10=alarms,
        ground=search.ground,
        residual_px=float(np.median(held_out[fitted.agrees])),
        loss=float(np.minimum(held_out, tolerance).mean()),
    )
