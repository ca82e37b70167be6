"""Plain names for sizes: "fighter-sized", "armoured-vehicle-sized".

A size class says how large an object is and nothing else: an object of the size of a fighter may be a business jet.
Each class is a region of lengths and spans; how probable it is follows from the errors of the measurement, so that an
object near a limit gets two names and not the wrong one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
from scipy.special import ndtri

from hardstand.measurement.result import Measurement

Names = tuple[tuple[str, float], ...]

CLEAR = 0.75
"""A name stands alone from this probability on; two names are joined by "or" if together they have it."""

ROAD_WIDTH_M = 2.55
"""Greatest width of lorries and buses on European roads (Directive 96/53/EC); wider vehicles are not built for them."""

_STEPS = 9
_NODES = ndtri((np.arange(_STEPS) + 0.5) / _STEPS)
"""Standard normal quantiles in the middle of nine parts of equal probability."""


def size_classes(label: str, measurement: Measurement) -> Names:
    """Size classes by their probability, the likeliest first; they sum to 1.

    Returns:
        Empty where the class is unknown or the length was not measured.
    """
    name = _BY_CLASS.get(label)
    if name is None or measurement.length_m is None:
        return ()
    shares: dict[str, float] = {}
    for length, span, weight in _samples(label, measurement):
        found = name(length, span)
        shares[found] = shares.get(found, 0.0) + weight
    return tuple(sorted(shares.items(), key=lambda item: (-item[1], item[0])))


def size_name(label: str, measurement: Measurement) -> str | None:
    """The size class in words, or two of them near a limit: "armoured-vehicle-sized or truck-sized".

    Returns:
        None where two names do not cover what the measurement allows, or nothing was measured.
    """
    found = size_classes(label, measurement)
    for count in (1, 2):
        if found[:count] and sum(share for _, share in found[:count]) >= CLEAR:
            return " or ".join(name for name, _ in found[:count])
    return None


def _samples(label: str, measurement: Measurement) -> Iterator[tuple[float, float, float]]:
    """Lengths and spans that a measurement allows, each with its share."""
    length = measurement.length_m
    assert length is not None
    lengths = [max(0.1, length + (measurement.length_sd_m or 0.0) * node) for node in _NODES]
    if measurement.span_m is None:
        ratio = _ASPECT[label]
        yield from ((each, each * ratio, 1 / _STEPS) for each in lengths)
        return
    spans = [max(0.1, measurement.span_m + (measurement.span_sd_m or 0.0) * node) for node in _NODES]
    yield from ((each, span, 1 / _STEPS**2) for each in lengths for span in spans)


_ASPECT = {"aircraft": 0.9, "helicopter": 1.0, "vehicle": 0.41, "long_vehicle": 0.4, "ship": 0.17}
"""Span by length where only the length was measured."""


def _aircraft(length: float, span: float) -> str:
    """Limits lie between neighbours in the equipment table: F-15E 13 m and E-145 20 m of span, and so on.

    Airliners are longer than wide, heavy transports hardly.
    """
    if length >= 38 and span < 0.64 * length and span < 40:
        return "heavy-bomber-sized"
    bands = (
        (19.9, "light-aircraft-sized" if length < 10 else "fighter-sized"),
        (31.5, "regional-airliner-sized"),
        (42.0, "medium-transport-sized" if span > 1.11 * length else "airliner-sized (narrow body)"),
        (57.5, "airliner-sized (wide body)" if length > 1.08 * span else "heavy-transport-sized"),
        (71.0, "airliner-sized (wide body)"),
        (math.inf, "very-large-transport-sized"),
    )
    return next(name for limit, name in bands if span < limit)


def _helicopter(length: float, span: float) -> str:
    """By the larger of rotor and fuselage, for parked blades may hide the rotor's full size."""
    bands = ((13.4, "light-helicopter-sized"), (18.4, "medium-helicopter-sized"), (28.0, "transport-helicopter-sized"))
    return next((name for limit, name in bands if max(length, span) < limit), "heavy-helicopter-sized")


def _vehicle(length: float, width: float) -> str:
    if length >= 4.6 and width >= ROAD_WIDTH_M and length < (12.2 if width >= 3.2 else 8.6):
        return "armoured-vehicle-sized"
    bands = ((5.3, "car-sized"), (6.0, "van-sized"), (8.6, "truck-sized"), (13.0, "large-truck-sized"))
    return next((name for limit, name in bands if length < limit), "articulated-truck-sized")


def _ship(length: float, _: float) -> str:
    bands = (
        (15.0, "boat-sized"),
        (45.0, "patrol-boat-sized"),
        (90.0, "corvette-sized"),
        (140.0, "frigate-sized"),
        (200.0, "destroyer-sized"),
        (300.0, "large-cargo-ship-sized"),
    )
    return next((name for limit, name in bands if length < limit), "aircraft-carrier-sized")


_BY_CLASS: dict[str, Callable[[float, float], str]] = {
    "aircraft": _aircraft,
    "helicopter": _helicopter,
    "vehicle": _vehicle,
    "long_vehicle": _vehicle,
    "ship": _ship,
}
