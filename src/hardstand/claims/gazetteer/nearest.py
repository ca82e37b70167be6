"""The city that lies nearest to a spot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from hardstand.claims.entries import Place
from hardstand.claims.gazetteer.cities import city_rows, country_rows
from hardstand.claims.gazetteer.geodesy import inverse, wind


@dataclass(frozen=True, kw_only=True)
class Near:
    """A city as seen from a spot.

    Attributes:
        city: its name.
        country: its name; "" where not known.
        km: from the city to the spot.
        direction: of the spot as seen from the city, in words.
    """

    city: str
    country: str
    km: float
    direction: str


def nearest_city(lon: float, lat: float) -> Near:
    """The nearest city of 15,000 people and more.

    Args:
        lon: longitude, degrees.
        lat: latitude, degrees.
    """
    # The chord orders as the great circle does; the ellipsoid moves a distance by half a per cent at most.
    row = city_rows()[int(np.argmax(_directions() @ _direction(np.array([[lon, lat]]))[0]))]
    city = Place(name=row["name"], lon=row["longitude"], lat=row["latitude"])
    km, degrees = inverse(city, Place(name="", lon=lon, lat=lat))
    return Near(city=row["name"], country=_countries().get(row["countrycode"], ""), km=km, direction=wind(degrees))


@cache
def _directions() -> NDArray[np.float64]:
    """(n, 3) unit vectors to all cities."""
    return _direction(np.array([(row["longitude"], row["latitude"]) for row in city_rows()]))


def _direction(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 3) unit vectors to (n, 2) longitudes and latitudes, degrees."""
    lon, lat = np.radians(places).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


@cache
def _countries() -> dict[str, str]:
    return {row["iso"]: row["name"] for row in country_rows()}
