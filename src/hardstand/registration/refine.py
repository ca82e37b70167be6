"""From a guess to a sub-pixel map with its proof: windows over the common ground, level by level."""

from __future__ import annotations

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

TOLERANCES_PX = (1.5, 3.0)
"""Largest distances, in window pixels, at which a window may agree with a map: matching noise alone, and with relief
that an affine map can't follow. The one that chance explains least is used, as in a-contrario RANSAC (Moisan and
Stival, IJCV 2004)."""

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


@dataclass(frozen=True, kw_only=True, eq=False)
class _Candidate:
    """One fit to a search; tolerance in reference pixels."""

    model: Model
    tolerance: float
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
    candidates = _candidates(search, prior)
    lead = _lead(candidates)
    if search is None or lead is None:
        return None
    finalists = [candidate for candidate in candidates if candidate.tolerance == lead.tolerance]
    judged = [_judged(search, candidate, prior) for candidate in finalists]
    return min(judged, key=lambda refined: (not refined.proven, refined.loss))


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
    """The fit for each tolerance and model; a mere shift only answers where turn and scale are known beforehand."""
    if search is None:
        return []
    models = [model for model in Model if model is not Model.SHIFT or prior.placed]
    found = [_candidate(search, model, tolerance, prior) for tolerance in TOLERANCES_PX for model in models]
    return [candidate for candidate in found if candidate is not None]


def _candidate(search: _Search, model: Model, tolerance_px: float, prior: Prior) -> _Candidate | None:
    tolerance = tolerance_px * search.level.reference_factor
    fitted = mapping.fit(search.ties, tolerance, model, prior.matrix)
    if fitted is None:
        return None
    agreeing = int(fitted.agrees.sum())
    alarms = log10_false_alarms(agreeing, len(search.ties), tolerance_px, search.level.reach, model)
    tries = np.log10(len(Model) * len(TOLERANCES_PX))
    return _Candidate(model=model, tolerance=tolerance, fit=fitted, false_alarms_log10=alarms + float(tries))


def _lead(candidates: list[_Candidate]) -> _Candidate | None:
    return min(candidates, key=lambda candidate: candidate.false_alarms_log10, default=None)


def _judged(search: _Search, candidate: _Candidate, prior: Prior) -> Refined:
    held_out = mapping.held_out_distances(search.ties, candidate.tolerance, candidate.model, prior.matrix)
    agreeing = held_out[candidate.fit.agrees]
    loss = np.minimum(held_out, candidate.tolerance).mean()
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
