"""Area, length, width and direction of an outline."""

from __future__ import annotations

import numpy as np
import shapely
from shapely import Polygon

from hardstand.construction.entries import Measures

STRIP_RATIO = 4.0
"""Pavement at least this many times as long as wide is a strip; ICAO's narrowest runway strips and stands lie apart."""


FILLED = 0.7
"""An outline that fills at least this share of the smallest rectangle around it is straight; else it is bent."""


def measure_outline(outline: Polygon) -> Measures:
    """The size of an outline in metres.

    Of a straight outline, length and width are those of the smallest rectangle around, shrunk alike to the outline's
    area: rounded corners do not make it longer. Of a bent strip they are the sides of the rectangle of equal area and
    equal perimeter, which follow its bends. The direction is always that of the smallest rectangle around.

    Args:
        outline: metres (east, north); holes count for neither length nor width.
    """
    full = Polygon(outline.exterior)
    sides, orientation = _around(full)
    long, short = max(sides), min(sides)
    if full.area < FILLED * long * short:
        long, short = _along_bends(full)
    else:
        long, short = (side * float(np.sqrt(full.area / (long * short))) for side in (long, short))
    return Measures(area_m2=outline.area, length_m=long, width_m=short, orientation_deg=orientation)


def _along_bends(outline: Polygon) -> tuple[float, float]:
    """Sides of the rectangle of equal area and perimeter; where there is none, those of the square of that area."""
    half, area = outline.length / 2, outline.area
    apart = float(np.sqrt(max(half * half / 4 - area, 0.0)))
    middle = half / 2 if apart > 0 else float(np.sqrt(area))
    return middle + apart, middle - apart


def _around(outline: Polygon) -> tuple[tuple[float, float], float]:
    """Sides of the smallest rectangle around, and the direction of the longer one, clockwise from north, 0..180."""
    around = shapely.oriented_envelope(outline)
    assert isinstance(around, Polygon)
    sides = np.diff(np.asarray(around.exterior.coords), axis=0)[:2]
    lengths = np.hypot(*sides.T)
    east, north = sides[lengths.argmax()]
    return (float(lengths[0]), float(lengths[1])), float(np.degrees(np.arctan2(east, north)) % 180.0)
