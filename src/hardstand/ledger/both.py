"""A stand that two dates show occupied: what differs between what stood there, as far as the images tell.

Equal values prove nothing: many airframes share a size. Values that differ by more than their errors do prove that
another object stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from math import hypot

from hardstand.ledger.entries import Stand, State
from hardstand.ledger.occupied import Difference, OccupiedOnBoth, Trait
from hardstand.measurement import Measurement, Sighting, TypeHypothesis
from hardstand.timewindow import TimeWindow

DIFFER_SD = 3.29
"""Two values differ when they lie more standard deviations of their difference apart than chance brings about once in
a thousand times (normal errors, two-sided)."""

SHARED_TYPES = 0.01
"""Two objects are of different type when their hypotheses share less probability than this."""

LEAST_TURN_DEG = 15.0
"""An aircraft that stays is pushed a few degrees about; less than this is not told of."""


def occupied_on_both(stands: Sequence[Stand], times: Mapping[str, datetime]) -> tuple[OccupiedOnBoth, ...]:
    """Every two neighbouring judged dates that show a stand occupied, in the order of the stands, then of time.

    Args:
        stands: with their states.
        times: acquisition id to UTC time, in the order of time.
    """
    return tuple(each for stand in stands for each in _at(stand, times))


def _at(stand: Stand, times: Mapping[str, datetime]) -> Iterator[OccupiedOnBoth]:
    judged = [name for name in times if stand.states[name].judged]
    for earlier, later in pairwise(judged):
        if stand.states[earlier] is stand.states[later] is State.OCCUPIED:
            window = TimeWindow(after=times[earlier], by=times[later])
            yield compare(stand.id, window, stand.sightings[earlier], stand.sightings[later])


def compare(stand: str, window: TimeWindow, earlier: Sighting, later: Sighting) -> OccupiedOnBoth:
    """Hold two sightings of one class on one stand against each other."""
    answers = {
        Trait.LENGTH: _length(earlier.measurement, later.measurement),
        Trait.SPAN: _span(earlier.measurement, later.measurement),
        Trait.TYPE: _types(earlier.identity.types, later.identity.types),
        Trait.HEADING: _heading(earlier.measurement, later.measurement),
    }
    compared = {trait: values for trait, values in answers.items() if values is not None}
    return OccupiedOnBoth(
        stand=stand,
        window=window,
        earlier=earlier,
        later=later,
        compared=tuple(compared),
        differences=tuple(
            Difference(trait=trait, earlier=values[0], later=values[1])
            for trait, values in compared.items()
            if values != ALIKE
        ),
    )


_Values = tuple[str, str]
"""What two dates show, in words; `ALIKE` where they do not differ."""

ALIKE: _Values = ("", "")


def _length(earlier: Measurement, later: Measurement) -> _Values | None:
    return _metres((earlier.length_m, earlier.length_sd_m), (later.length_m, later.length_sd_m))


def _span(earlier: Measurement, later: Measurement) -> _Values | None:
    return _metres((earlier.span_m, earlier.span_sd_m), (later.span_m, later.span_sd_m))


_Measured = tuple[float | None, float | None]
"""A value and its standard deviation."""


def _metres(earlier: _Measured, later: _Measured) -> _Values | None:
    """Two lengths; None where one is not known."""
    (first, first_sd), (second, second_sd) = earlier, later
    if first is None or second is None or first_sd is None or second_sd is None:
        return None
    if abs(first - second) <= DIFFER_SD * hypot(first_sd, second_sd):
        return ALIKE
    return f"{first:.1f} m", f"{second:.1f} m"


def _types(earlier: Sequence[TypeHypothesis], later: Sequence[TypeHypothesis]) -> _Values | None:
    """Two sets of hypotheses; None where the resolution allowed none on one of the dates."""
    if not earlier or not later:
        return None
    known = {each.name: each.probability for each in earlier}
    if sum(min(each.probability, known.get(each.name, 0.0)) for each in later) >= SHARED_TYPES:
        return ALIKE
    return earlier[0].name, later[0].name


def _heading(earlier: Measurement, later: Measurement) -> _Values | None:
    """Two directions; those of a nose by the whole turn, those of a longer side by half of it."""
    first, second = earlier.heading_deg, later.heading_deg
    if first is None or second is None or earlier.heading_sd_deg is None or later.heading_sd_deg is None:
        return None
    turn = 360.0 if earlier.points is not None and later.points is not None else 180.0
    apart = abs((first - second + turn / 2) % turn - turn / 2)
    errors = DIFFER_SD * hypot(earlier.heading_sd_deg, later.heading_sd_deg)
    return ALIKE if apart <= max(errors, LEAST_TURN_DEG) else (f"{first:.0f}°", f"{second:.0f}°")
