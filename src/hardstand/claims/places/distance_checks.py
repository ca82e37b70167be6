"""Whether a stated distance and direction hold: the figures against each other, and both against the earth.

What a text calls the distance from a city is seldom measured from the point that a gazetteer gives for it. So a
distance fits if it is within `SHARE` of it plus `MARGIN_KM`; what does not fit is told with the earth's figure, for the
reader to judge: the text may count along a road, or from the edge of the town.

A direction fits within half of the angle between neighbours among the eight winds, 22.5 degrees; up to half of that
more it is "roughly" right, as between two winds next door.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hardstand.claims.entries import Distance, Place
from hardstand.claims.gazetteer.geodesy import DEGREES, between_directions, inverse, wind
from hardstand.claims.places.distance_units import KILOMETRES, agree, written
from hardstand.claims.places.distances import StatedDistance

SHARE = 0.1
"""Of the stated distance: figures for the general reader are rounded so."""
MARGIN_KM = 1.0
"""Kilometres on top: the point that stands for a town or an airport may be so far from what is meant."""
FITS = 22.5
"""Degrees within which a direction is right."""
ROUGHLY = 33.75
"""Degrees within which it is roughly right."""
TOUCHING_KM = 0.05
"""Kilometres within which two places are one, and no direction leads from one to the other."""


@dataclass(frozen=True)
class _Found:
    """One thing that was checked: a sentence, and whether it agrees; None = it could not be checked."""

    sentence: str
    agrees: bool | None = None


def distance_entry(stated: StatedDistance, subject: Place | None, origin: Place | None) -> Distance:
    """A stated distance with the findings of checking it.

    Args:
        stated: what the text says.
        subject: what lies there, or None where that is not known.
        origin: from where it is measured, or None likewise.
    """
    units = _units(stated.figures)
    unknown = _unknown(stated, subject, origin)
    length = wind_found = None
    if unknown is None:
        assert subject is not None
        assert origin is not None
        km, azimuth = inverse(origin, subject)
        where = f"{subject.name} is {km:.1f} km from {origin.name}"
        length = _against_the_earth(stated.figures, km, where) if stated.figures else None
        names = (subject.name, origin.name)
        wind_found = None if stated.bearing is None else _direction(stated.bearing, km, azimuth, names)
    found = [each for each in (units, unknown, length, wind_found) if each is not None]
    return Distance(
        km=stated.km,
        bearing=stated.bearing,
        origin=origin,
        stated=stated.figures,
        findings=tuple(each.sentence for each in found),
        agrees_units=None if units is None else units.agrees,
        agrees_distance=None if length is None else length.agrees,
        agrees_bearing=None if wind_found is None else wind_found.agrees,
    )


def _unknown(stated: StatedDistance, subject: Place | None, origin: Place | None) -> _Found | None:
    """Why the earth can't be asked, or None."""
    for place, words in ((origin, stated.origin or "the place that it is measured from"), (subject, "what lies there")):
        if place is None:
            return _Found(f"Not checked against the earth: it is not known where {words} is.")
        if place.lon is None or place.lat is None:
            why = f" ({place.reason})" if place.reason else ""
            return _Found(f"Not checked against the earth: {place.name} has no known position{why}.")
    return None


def _units(stated: Sequence[tuple[float, str]]) -> _Found | None:
    """Whether figures in two units are one length; None where there is but one unit."""
    if len({unit for _, unit in stated}) < 2:
        return None
    first = stated[0]
    other = next(figure for figure in stated if figure[1] != first[1])
    if len(stated) > 2:
        first, other = stated[-2], stated[-1]
    converted = f"{written(*other)} are {other[0] * KILOMETRES[other[1]] / KILOMETRES[first[1]]:.1f} {first[1]}"
    if agree(first, other):
        rounded = f"The figures agree with each other: {converted}, so that {written(*first)} is right as rounded."
        return _Found(rounded, agrees=True)
    return _Found(f"The figures do not agree with each other: {converted}, not {first[0]:g}.", agrees=False)


def tolerance_km(stated_km: float) -> float:
    """By how many kilometres a stated distance may be off."""
    return SHARE * stated_km + MARGIN_KM


def _against_the_earth(stated: Sequence[tuple[float, str]], km: float, where: str) -> _Found:
    unit = stated[0][1]
    same = [number * KILOMETRES[unit] for number, other in stated if other == unit]
    low, high = min(same) - tolerance_km(min(same)), max(same) + tolerance_km(max(same))
    said = " to ".join(f"{number:g}" for number, other in stated if other == unit) + f" {unit}"
    if low <= km <= high:
        return _Found(f"The distance fits: {where} in a straight line; the text says {said}.", agrees=True)
    more = max(same) < km
    off = km - max(same) if more else min(same) - km
    compared = f"{off:.1f} km {'more' if more else 'less'} than the {said} of the text."
    rest = "" if more else " A road may be longer than the straight line."
    return _Found(f"The distance is off: {where} in a straight line, {compared}{rest}", agrees=False)


def _direction(bearing: str, km: float, azimuth: float, names: tuple[str, str]) -> _Found:
    subject, origin = names
    if bearing not in DEGREES:
        return _Found(f'The direction is not checked: "{bearing}" is none of the winds.')
    if km < TOUCHING_KM:
        return _Found(f"The direction is not checked: {subject} and {origin} have one position.")
    off = between_directions(azimuth, DEGREES[bearing])
    lies = f"seen from {origin}, {subject} lies to the {wind(azimuth)} ({azimuth:.0f} degrees from north)"
    if off <= FITS:
        return _Found(f"The direction fits: {lies}.", agrees=True)
    if off <= ROUGHLY:
        return _Found(f"The direction fits roughly: {lies}; the text says {bearing}.", agrees=True)
    return _Found(f"The direction is off: {lies}, not to the {bearing}.", agrees=False)
