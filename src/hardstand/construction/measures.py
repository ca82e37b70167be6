"""Area, length, width and direction of an outline."""

from __future__ import annotations

import numpy as np
import shapely
from shapely import Polygon

from hardstand.construction.entries import Measures

STRIP_RATIO = 4.0
"""Pavement at least this many times as long as wide is a strip; ICAO's narrowest runway strips and stands lie apart."""


def measure_outline(outline: Polygon) -> Measures:
    """The size of an outline in metres.

    Length and width are the sides of the rectangle of equal area and equal perimeter: for a straight block these are
    its sides, and for a bent strip they follow its bends, which those of a rectangle round it do not. Where no
    rectangle has that area and perimeter (a disc), both are the root of the area. The direction is that of the
    smallest rectangle around.

    Args:
        outline: metres (east, north); holes count for neither length nor width.
    """
    full = Polygon(outline.exterior)
    half, area = full.length / 2, full.area
    root = half * half / 4 - area
    apart = float(np.sqrt(root)) if root > 0 else 0.0
    middle = half / 2 if root > 0 else float(np.sqrt(area))
    return Measures(
        area_m2=outline.area, length_m=middle + apart, width_m=middle - apart, orientation_deg=_orientation(full)
    )


def _orientation(outline: Polygon) -> float:
    """Of the longer side of the smallest rectangle around, clockwise from north, 0..180."""
    around = shapely.oriented_envelope(outline)
    corners = np.asarray(around.exterior.coords) if isinstance(around, Polygon) else np.asarray(around.coords)
    sides = np.diff(corners, axis=0)
    east, north = sides[np.hypot(*sides.T).argmax()]
    return float(np.degrees(np.arctan2(east, north)) % 180.0)
