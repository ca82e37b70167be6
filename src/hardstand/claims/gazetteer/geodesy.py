"""Distance and direction between places on the WGS 84 ellipsoid."""

from __future__ import annotations

from functools import cache

from pyproj import Geod

from hardstand.claims.entries import Place

WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
"""The eight directions, 45 degrees apart, from north by east."""
_HALF_WINDS = ("north-north-east", "east-north-east", "east-south-east", "south-south-east",
    "south-south-west", "west-south-west", "west-north-west", "north-north-west")  # fmt: skip
DEGREES = {wind: 45.0 * number for number, wind in enumerate(WINDS)} | {
    wind: 45.0 * number + 22.5 for number, wind in enumerate(_HALF_WINDS)
}
"""Directions in words, in degrees from north by east."""


@cache
def _geod() -> Geod:
    return Geod(ellps="WGS84")


def inverse(origin: Place, subject: Place) -> tuple[float, float]:
    """How far one place is from another, and in which direction it lies from there.

    The solution of the inverse problem is Karney's (2013), exact to nanometres.

    Args:
        origin: where one stands; it has a position.
        subject: what one looks at; it has a position.

    Returns:
        kilometres, at least 0, and the direction at the origin in degrees from north by east, from 0 to below 360.
    """
    assert origin.lon is not None
    assert origin.lat is not None
    assert subject.lon is not None
    assert subject.lat is not None
    azimuth, _, metres = _geod().inv(origin.lon, origin.lat, subject.lon, subject.lat)
    return float(metres) / 1000, float(azimuth) % 360.0 % 360.0


def wind(degrees: float) -> str:
    """The nearest of the eight directions.

    >>> wind(135.2), wind(359.0)
    ('south-east', 'north')
    """
    return WINDS[round(degrees / 45) % 8]


def between_directions(one: float, other: float) -> float:
    """The angle between two directions, degrees, from 0 to 180."""
    return abs((one - other + 180) % 360 - 180)
