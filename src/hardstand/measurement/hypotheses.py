"""What types an object may be, from its measured length and span.

Bayes' rule with the equipment table: each type says what length and span it shows, as a mixture where it has more than
one (wings spread or swept, gun forward or aft, rotors seen or not), blurred by the error of the measurement and by a
modelling tolerance. What the table does not hold, "other", always has part of the prior and a broad density over the
sizes of its class, so that an object of no known size ends there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from hardstand.measurement.equipment import Equipment, EquipmentTable
from hardstand.measurement.result import Measurement, TypeHypothesis

OTHER = "other"
"""Name and category of what none of the named types explains."""

Array = NDArray[np.float64]

Parts = tuple[tuple[float, float, float], ...]
"""Sizes that a type may show: weight, least and greatest."""

_TINY = 1e-300


@dataclass(frozen=True, kw_only=True)
class ClassModel:
    """What is assumed of a class of objects; none of it is measured, all of it is stated.

    Attributes:
        other: prior share of types that the table does not hold.
        length_m: median length of those, metres.
        length_spread: standard deviation of the logarithm of their length.
        aspect: median of their span by their length.
        aspect_spread: standard deviation of its logarithm.
        length_tolerance: standard deviation of a measured against a published length, share of it, beyond the error of
            the measurement: variants of a type, what is painted or worn in front and behind, published figures.
        span_tolerance: the same for the span or width: wings that bend, winglets, tip tanks; skirts, stowage.
    """

    other: float
    length_m: float
    length_spread: float
    aspect: float
    aspect_spread: float
    length_tolerance: float
    span_tolerance: float


MODELS: dict[str, ClassModel] = {
    "aircraft": ClassModel(
        other=0.2,
        length_m=25.0,
        length_spread=0.7,
        aspect=0.9,
        aspect_spread=0.3,
        length_tolerance=0.015,
        span_tolerance=0.012,
    ),
    "helicopter": ClassModel(
        other=0.2,
        length_m=16.0,
        length_spread=0.4,
        aspect=1.0,
        aspect_spread=0.3,
        length_tolerance=0.03,
        span_tolerance=0.03,
    ),
    "vehicle": ClassModel(
        other=0.5,
        length_m=4.6,
        length_spread=0.25,
        aspect=0.41,
        aspect_spread=0.15,
        length_tolerance=0.03,
        span_tolerance=0.04,
    ),
    "long_vehicle": ClassModel(
        other=0.3,
        length_m=8.5,
        length_spread=0.35,
        aspect=0.35,
        aspect_spread=0.3,
        length_tolerance=0.03,
        span_tolerance=0.04,
    ),
    "ship": ClassModel(
        other=0.98,
        length_m=60.0,
        length_spread=1.0,
        aspect=0.17,
        aspect_spread=0.35,
        length_tolerance=0.02,
        span_tolerance=0.05,
    ),
}

OFF_NADIR_DEG = 10.0
"""Angle that is assumed where an image does not say its own."""

FIN_SHARE = 0.3
"""Height of an aircraft's fin as a share of its length: 0.31 for an A320, 0.27 for a Su-27."""

FIN_SHOWS = 0.35
"""Standard deviation of the part of a fin's lean that lies along the fuselage and beyond its end, over all headings."""

_WHOLE_AND_BETWEEN: Parts = ((0.4, 0.0, 0.0), (0.3, 1.0, 1.0), (0.3, 0.0, 1.0))
"""Weight, and the ends of the part between the short and the long configuration that is covered, 0..1.

A turret may point anywhere and a barrel is thin; wings may be parked at any sweep: so the ends and all between them.
"""
_ROTOR: Parts = ((0.5, 1.0, 1.0), (0.5, 0.7, 1.0))
"""A parked rotor shows its full diameter only where two blades lie across the fuselage."""


def posterior(
    label: str,
    measurement: Measurement,
    table: EquipmentTable,
    *,
    prior: Mapping[str, float] | None = None,
    off_nadir_deg: float | None = None,
) -> tuple[TypeHypothesis, ...]:
    """The types of a class by their probability, the likeliest first, with "other" among them; they sum to 1.

    Args:
        label: class of the object.
        measurement: length, span or both, each with its standard deviation.
        table: types.
        prior: type name to weight, 0 and more; types that it does not name have weight 1. None = all alike. "other"
            keeps the share that its class has in `MODELS` whatever the weights are.
        off_nadir_deg: of the image; None = `OFF_NADIR_DEG`.

    Returns:
        Empty where the class is unknown or neither length nor span was measured.
    """
    model = MODELS.get(label)
    if model is None or (measurement.length_m is None and measurement.span_m is None):
        return ()
    types = table.of_class(label)
    weights = _prior(types, model, prior)
    spread = _spread(measurement, model, label, OFF_NADIR_DEG if off_nadir_deg is None else off_nadir_deg)
    logs = np.append(_log_likelihoods(types, spread), _log_other(model, spread))
    with np.errstate(divide="ignore"):
        logs = logs + np.log(weights)
    shares = np.exp(logs - logs.max())
    shares /= shares.sum()
    named = [(each.name, each.category) for each in types] + [(OTHER, OTHER)]
    order = np.argsort(-shares, kind="stable")
    return tuple(
        TypeHypothesis(name=named[index][0], category=named[index][1], probability=float(shares[index]))
        for index in order
    )


def categories(hypotheses: tuple[TypeHypothesis, ...]) -> tuple[tuple[str, float], ...]:
    """Categories with the summed probability of their types, the likeliest first."""
    sums: dict[str, float] = {}
    for each in hypotheses:
        sums[each.category] = sums.get(each.category, 0.0) + each.probability
    return tuple(sorted(sums.items(), key=lambda item: (-item[1], item[0])))


def fold(hypotheses: tuple[TypeHypothesis, ...], least: float = 0.01) -> tuple[TypeHypothesis, ...]:
    """The same with all types below `least` added to "other", so that a list stays readable and still sums to 1."""
    kept = [each for each in hypotheses if each.name != OTHER and each.probability >= least]
    if not hypotheses:
        return ()
    rest = max(0.0, 1.0 - sum(each.probability for each in kept))
    kept.append(TypeHypothesis(name=OTHER, category=OTHER, probability=rest))
    return tuple(sorted(kept, key=lambda each: -each.probability))


@dataclass(frozen=True, kw_only=True)
class _Spread:
    """A measurement with the standard deviations that type and measurement have together, metres."""

    length: float | None
    length_sd: float
    span: float | None
    span_sd: float


def _spread(measurement: Measurement, model: ClassModel, label: str, off_nadir_deg: float) -> _Spread:
    length, span = measurement.length_m, measurement.span_m
    lean = 0.0
    if label == "aircraft" and length is not None:
        lean = FIN_SHOWS * FIN_SHARE * length * math.tan(math.radians(min(abs(off_nadir_deg), 60.0)))
    return _Spread(
        length=length,
        length_sd=math.hypot(measurement.length_sd_m or 0.0, model.length_tolerance * (length or 0.0), lean),
        span=span,
        span_sd=math.hypot(measurement.span_sd_m or 0.0, model.span_tolerance * (span or 0.0)),
    )


def _prior(types: tuple[Equipment, ...], model: ClassModel, prior: Mapping[str, float] | None) -> Array:
    weights = np.array([1.0 if prior is None else prior.get(each.name, 1.0) for each in types], dtype=np.float64)
    if weights.size and (not np.isfinite(weights).all() or weights.min() < 0):
        raise ValueError("prior weights must be finite and not negative")
    total = weights.sum()
    if not total:
        return np.append(weights, 1.0)
    return np.append(weights / total * (1 - model.other), model.other)


def lengths(each: Equipment) -> Parts:
    """The lengths that a type may show, metres."""
    return _between(each.shortest_m, each.longest_m, _WHOLE_AND_BETWEEN)


def spans(each: Equipment) -> Parts:
    """The spans or widths that a type may show, metres."""
    if each.label == "helicopter":
        return _between(0.0, each.across_m, _ROTOR)
    return _between(each.narrowest_m, each.across_m, _WHOLE_AND_BETWEEN)


def _between(low: float, high: float, shares: Parts) -> Parts:
    if high - low < 1e-9:
        return ((1.0, low, high),)
    return tuple((weight, low + first * (high - low), low + last * (high - low)) for weight, first, last in shares)


def _log_likelihoods(types: tuple[Equipment, ...], spread: _Spread) -> Array:
    """(n,) log density of the measurement for each type."""
    total = np.zeros(len(types))
    if not types:
        return total
    if spread.length is not None:
        total += _log_mixtures(spread.length, spread.length_sd, [lengths(each) for each in types])
    if spread.span is not None:
        total += _log_mixtures(spread.span, spread.span_sd, [spans(each) for each in types])
    return total


def _log_mixtures(value: float, sd: float, mixtures: list[Parts]) -> Array:
    """(n,) log density of a value measured of something that lies between two ends, evenly, with a normal error."""
    sd = max(sd, 1e-3 * value, 1e-6)
    most = max(len(parts) for parts in mixtures)
    nothing = (0.0, 1.0, 1.0)
    parts = np.array([list(mixture) + [nothing] * (most - len(mixture)) for mixture in mixtures])
    weight, low, high = np.moveaxis(parts, 2, 0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.logaddexp.reduce(np.log(weight) + _log_parts(value, sd, low, high), axis=1))


def _log_parts(value: float, sd: float, low: Array, high: Array) -> Array:
    """Log density of an even distribution between two ends, blurred by a normal one; both ends may be one."""
    point = -0.5 * ((value - low) / sd) ** 2 - math.log(sd * math.sqrt(2 * math.pi))
    above, below = (value - low) / sd, (value - high) / sd
    # Far in the upper tail both integrals are 1 to the last digit; in the lower tail their difference is kept.
    mass = np.where(below > 0, ndtr(-below) - ndtr(-above), ndtr(above) - ndtr(below))
    width = np.maximum(high - low, 1e-9)
    return np.where(high - low < 1e-3 * sd, point, np.log(np.maximum(mass, _TINY)) - np.log(width))


def _log_other(model: ClassModel, spread: _Spread) -> float:
    """Log density of an object of no known type: logarithms of length and aspect are normal, broadly."""
    if spread.length is None:
        assert spread.span is not None
        both = math.hypot(model.length_spread, model.aspect_spread)
        return _log_lognormal(spread.span, model.length_m * model.aspect, both)
    total = _log_lognormal(spread.length, model.length_m, model.length_spread)
    if spread.span is not None:
        total += _log_lognormal(spread.span, spread.length * model.aspect, model.aspect_spread)
    return total


def _log_lognormal(value: float, median: float, spread: float) -> float:
    score = math.log(value / median) / spread
    return -0.5 * score**2 - math.log(value * spread * math.sqrt(2 * math.pi))
