"""From a guess to a sub-pixel map with its proof: windows over the common ground, level by level."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

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

LEAD_LOG10 = 0.0
"""A guess is followed from one level to the next where chance would bring less than one as good."""


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
    """What the windows of one level say.

    Attributes:
        ties: windows that were found somewhere.
        ground: what both frames cover, reference pixels.
        level: reductions and reach.
    """

    ties: Ties
    ground: BaseGeometry
    level: Level

    @property
    def tolerance(self) -> float:
        """`TOLERANCE_PX` in reference pixels."""
        return TOLERANCE_PX * self.level.reference_factor


@dataclass(frozen=True, kw_only=True, eq=False)
class _Candidate:
    """One fit to a search."""

    model: Model
    fit: Fit
    false_alarms_log10: float


def refine(reference: GreyImage, moving: GreyImage, guess: Array, prior: Prior, plan: Plan) -> Refined | None:
    """Follow a guess through all levels, until one of them does not bear it out.

    Args:
        reference: the image that stays.
        moving: the image that is fitted.
        guess: (2, 3) moving to reference pixels, right to about 12 pixels of the coarsest level.
        prior: what was known before.
        plan: the levels.

    Returns:
        None where the windows agree on nothing at all; otherwise look at `Refined.proven`.
    """
    *coarse, finest = plan.levels()
    matrix = guess
    for level in coarse:
        search = _search(reference, moving, matrix, level)
        lead = _lead(_candidates(search, prior))
        if search is None or lead is None or lead.false_alarms_log10 > LEAD_LOG10:
            return None if search is None or lead is None else _unjudged(search, lead)
        matrix = lead.fit.matrix
    search = _search(reference, moving, matrix, finest)
    return None if search is None else _best(search, prior)


def _best(search: _Search, prior: Prior) -> Refined | None:
    """Of the proven fits the one that left-out windows bear out best; without any, the one nearest to proof."""
    judged = [_judged(search, candidate, prior) for candidate in _candidates(search, prior)]
    return min(judged, key=_rank, default=None)


def _rank(refined: Refined) -> tuple[bool, float]:
    return (False, refined.loss) if refined.proven else (True, refined.false_alarms_log10)


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
    return _Search(ties=Ties(moving=source, reference=target), ground=ground, level=level)


def _candidates(search: _Search | None, prior: Prior) -> list[_Candidate]:
    """The fit of each model; a mere shift only answers where turn and scale are known beforehand."""
    if search is None:
        return []
    models = [model for model in Model if model is not Model.SHIFT or prior.placed]
    found = [_candidate(search, model, prior) for model in models]
    return [candidate for candidate in found if candidate is not None]


def _candidate(search: _Search, model: Model, prior: Prior) -> _Candidate | None:
    fitted = mapping.fit(search.ties, search.tolerance, model, prior.matrix)
    if fitted is None:
        return None
    agreeing = int(fitted.agrees.sum())
    alarms = log10_false_alarms(agreeing, len(search.ties), TOLERANCE_PX, search.level.reach, model)
    return _Candidate(model=model, fit=fitted, false_alarms_log10=alarms + math.log10(len(Model)))


def _lead(candidates: list[_Candidate]) -> _Candidate | None:
    return min(candidates, key=lambda candidate: candidate.false_alarms_log10, default=None)


def _judged(search: _Search, candidate: _Candidate, prior: Prior) -> Refined:
    held_out = mapping.held_out_distances(search.ties, search.tolerance, candidate.model, prior.matrix)
    agreeing = held_out[candidate.fit.agrees]
    loss = np.minimum(held_out, search.tolerance).mean()
    return replace(_unjudged(search, candidate), residual_px=float(np.median(agreeing)), loss=float(loss))


def _unjudged(search: _Search, candidate: _Candidate) -> Refined:
    return Refined(
        matrix=candidate.fit.matrix,
        ties=search.ties.subset(candidate.fit.agrees),
        windows=len(search.ties),
        false_alarms_log10=candidate.false_alarms_log10,
        ground=search.ground,
        residual_px=np.inf,
        loss=np.inf,
    )
