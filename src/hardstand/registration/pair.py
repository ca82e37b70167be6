"""Two images on one ground, or a refusal."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from hardstand.frames import PixelTransform
from hardstand.imagery.acquisition import Acquisition
from hardstand.registration import mapping
from hardstand.registration.features import find_features, guess_from_features
from hardstand.registration.grey import GreyImage, open_grey
from hardstand.registration.overlap import common_ground
from hardstand.registration.phase import guesses_from_phase
from hardstand.registration.plan import Plan, plan_pair
from hardstand.registration.plausibility import misplaced, misshapen
from hardstand.registration.prior import Prior, prior_of
from hardstand.registration.refine import Refined, refine
from hardstand.registration.result import Refused, Registered, Registration

Array = NDArray[np.float64]

GUESS_PX = 3.0
"""Distance at which features agree with a first guess, pixels of the picture that they were found in."""

MIN_SPREAD = 0.1
"""Least share of the common ground that the agreeing windows must span; fewer could be one object that was carried."""


def register_pair(reference: Acquisition, moving: Acquisition) -> Registration:
    """Bring one image onto another.

    The georeference is asked first; what it says is only believed once the images' content agrees. Without it, a match
    is looked for in the content alone. Whatever the first guess came from, the same proof decides.

    Args:
        reference: the image that stays.
        moving: the image that is fitted.

    Returns:
        `Registered` with transform and proof, or `Refused` with the reason.

    Raises:
        ImageError: a file can't be read.
    """
    with open_grey(reference) as fixed, open_grey(moving) as loose:
        return _register(fixed, loose)


def _register(reference: GreyImage, moving: GreyImage) -> Registration:
    prior = prior_of(reference.acquisition, moving.acquisition)
    if prior.placed and common_ground(reference, moving, prior.matrix).is_empty:
        return _refused(reference, moving, "their georeferences put them on different ground")
    plan = plan_pair(reference, moving, prior)
    best: Refined | None = None
    for guess in _guesses(reference, moving, prior, plan):
        if misshapen(guess, prior) is not None:
            continue
        refined = refine(reference, moving, guess, prior, plan)
        if refined is None:
            continue
        if _objection(refined, prior, reference, moving) is None:
            return _registered(reference, moving, refined)
        if best is None or refined.false_alarms_log10 < best.false_alarms_log10:
            best = refined
    reason = None if best is None else _objection(best, prior, reference, moving)
    return _refused(reference, moving, reason or "no place was found where their content agrees")


def _guesses(reference: GreyImage, moving: GreyImage, prior: Prior, plan: Plan) -> Iterator[Array]:
    """First guesses, the cheapest and likeliest first; later ones are only worked out when they are asked for."""
    if prior.placed:
        yield prior.matrix
    yield from guesses_from_phase(reference, moving, prior.matrix, plan.sketch * plan.reference_step)
    fixed = find_features(reference, plan.sketch * plan.reference_step)
    loose = find_features(moving, plan.sketch * plan.moving_step)
    scale = mapping.pixel_scale(prior.matrix) if prior.scaled else None
    guess = guess_from_features(loose, fixed, scale, GUESS_PX * plan.sketch * plan.reference_step)
    if guess is not None:
        yield guess


def _unproven(refined: Refined) -> str | None:
    """Why a map is not proven, or None where it is."""
    if not refined.proven:
        return (
            f"at the best fit, {len(refined.ties)} of {refined.windows} places with a clear match agree, "
            f"no more than chance could bring"
        )
    if refined.spread < MIN_SPREAD:
        return f"the {len(refined.ties)} places that agree cover only {refined.spread:.0%} of the common ground"
    return None


def _objection(refined: Refined, prior: Prior, reference: GreyImage, moving: GreyImage) -> str | None:
    """Why a map is not believed, or None where it is."""
    matrix = refined.matrix
    return _unproven(refined) or misshapen(matrix, prior) or misplaced(matrix, prior, reference, moving)


def _registered(reference: GreyImage, moving: GreyImage, refined: Refined) -> Registered:
    gsd = reference.acquisition.gsd_m
    return Registered(
        reference=reference.acquisition.id,
        moving=moving.acquisition.id,
        transform=PixelTransform(refined.matrix),
        tie_points=np.hstack([refined.ties.moving, refined.ties.reference]),
        spread=refined.spread,
        residual_px=refined.residual_px,
        residual_m=None if gsd is None else refined.residual_px * gsd.value,
    )


def _refused(reference: GreyImage, moving: GreyImage, reason: str) -> Refused:
    return Refused(reference=reference.acquisition.id, moving=moving.acquisition.id, reason=reason)
