"""The place that is asked about: a spot or an area."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from hardstand.errors import MetadataError
from hardstand.site import Area

_POINT = "a place is LON,LAT in degrees, longitude first and with decimal points, as 35.9488,35.4011"
_BOX = "a box is W,S,E,N in degrees with decimal points, as 35.93,35.39,35.96,35.41"

WHOLE = 1 - 1e-9
"""From this share on a place is covered whole: areas of many pieces add up with rounding."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Place:
    """A spot or an area on the globe.

    Attributes:
        name: in words.
        geometry: (longitude, latitude) in degrees, WGS84: a point, or an area that is cut at 180° where it crosses it.
    """

    name: str
    geometry: Point | Area

    @property
    def is_spot(self) -> bool:
        """Whether it is a single point, which is covered whole or not at all."""
        return isinstance(self.geometry, Point)

    def covered_share(self, outlines: Sequence[Area]) -> float:
        """Share of the place that lies within at least one of the outlines, 0..1."""
        if self.is_spot:
            return float(any(outline.intersects(self.geometry) for outline in outlines))
        if not outlines:
            return 0.0
        inside = shapely.union_all(shapely.intersection(_equal_area(outlines), self._flat))
        share = float(inside.area / self._flat.area)
        return share if share < WHOLE else 1.0

    def swapped(self) -> Place | None:
        """The spot that was meant if longitude and latitude were given in the wrong order; None where that can't be."""
        if not isinstance(self.geometry, Point) or abs(self.geometry.x) > 90:
            return None
        longitude, latitude = self.geometry.y, self.geometry.x
        return Place(name=spot_in_words(longitude, latitude), geometry=Point(longitude, latitude))

    @cached_property
    def _flat(self) -> BaseGeometry:
        return shapely.transform(self.geometry, _lambert)


def read_spot(text: str) -> Place:
    """A spot from `LON,LAT`.

    Raises:
        MetadataError: the text is no such pair, or lies off the globe.
    """
    longitude, latitude = _numbers(text, 2, _POINT)
    if abs(latitude) > 90 and abs(longitude) <= 90:
        raise MetadataError(
            f"{text!r} has a latitude of {latitude:g}°, but they end at 90°: are the two numbers swapped? {_POINT}."
        )
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise MetadataError(f"{text!r} lies off the globe: {_POINT}.")
    return Place(name=spot_in_words(longitude, latitude), geometry=Point(longitude, latitude))


def read_box(text: str) -> Place:
    """An area from `W,S,E,N`; a west that is greater than the east means a box across 180° (RFC 7946, 5.2).

    Raises:
        MetadataError: the text is no such box, or lies off the globe.
    """
    west, south, east, north = _numbers(text, 4, _BOX)
    if abs(south) > 90 or abs(north) > 90 or abs(west) > 180 or abs(east) > 180:
        raise MetadataError(f"{text!r} lies off the globe; are longitude and latitude swapped? {_BOX}.")
    if south >= north or west == east:
        raise MetadataError(
            f"{text!r} has no area: its south must lie below its north, its west and east differ; {_BOX}."
        )
    name = f"the box from {spot_in_words(west, south)} to {spot_in_words(east, north)}"
    if west < east:
        return Place(name=name, geometry=shapely.box(west, south, east, north))
    sides = [shapely.box(left, south, right, north) for left, right in ((west, 180), (-180, east)) if left < right]
    return Place(name=name, geometry=MultiPolygon(sides))


def place_of_area(name: str, area: Area) -> Place:
    """A named area, such as a site's."""
    return Place(name=name, geometry=area)


def spot_in_words(longitude: float, latitude: float) -> str:
    """With its halves of the globe, so that swapped numbers are seen: "35.9488° E, 35.4011° N"."""
    east = "W" if longitude < 0 else "E"
    north = "S" if latitude < 0 else "N"
    return f"{abs(longitude):g}° {east}, {abs(latitude):g}° {north}"


def _numbers(text: str, count: int, help_text: str) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != count or not all(math.isfinite(number) for number in numbers):
        raise MetadataError(f"{text!r} is not understood: {help_text}.")
    return numbers


def _equal_area(shapes: Sequence[BaseGeometry]) -> NDArray[np.object_]:
    """On a map on which areas are right: Lambert's cylindrical projection (Snyder 1987, equation 10-1 and 10-2)."""
    return shapely.transform(np.array(shapes, dtype=object), _lambert)


def _lambert(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.stack([np.radians(points[:, 0]), np.sin(np.radians(points[:, 1]))], axis=1)
