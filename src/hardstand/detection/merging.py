"""One object, one detection: boxes that overlap on the ground are the same object seen twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

SAME_OBJECT_IOU = 0.45
"""Boxes of one class that overlap more than this are one object: parked aircraft hardly overlap, doubled boxes do."""

SAME_OBJECT_COVER = 0.85
"""A box of which another covers more than this is part of the same object, however small it is."""


LEAST_AREA_M2 = 0.01
"""A box smaller than a square decimetre is no object."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Candidate:
    """A box before merging.

    Attributes:
        corners: (4, 2) float64, (column, row) in pixels.
    """

    label: str
    score: float
    corners: NDArray[np.float64]


def merge_overlapping(candidates: Sequence[Candidate], gsd_m: float) -> list[Candidate]:
    """Keep the best of the boxes that share their ground, highest score first.

    Greedy non-maximum suppression on the polygons themselves, never on their upright hulls, so that objects parked
    side by side at an angle all stay.

    Args:
        candidates: boxes on one image.
        gsd_m: metres per pixel.
    """
    order = sorted(candidates, key=_rank)
    polygons = [Polygon(entry.corners * gsd_m) for entry in order]
    alive = np.array([polygon.area > LEAST_AREA_M2 for polygon in polygons], dtype=np.bool_)
    tree = shapely.STRtree(polygons)
    for index in range(len(order)):
        if alive[index]:
            near = tree.query(polygons[index], predicate="intersects")
            alive[[other for other in near if other > index and _same(order, polygons, index, other)]] = False
    return [entry for entry, kept in zip(order, alive, strict=True) if kept]


def _rank(entry: Candidate) -> tuple[float, ...]:
    """Highest score first; equal scores in an order that does not depend on the tiles."""
    return (-entry.score, *entry.corners.ravel())


def _same(order: Sequence[Candidate], polygons: Sequence[Polygon], first: int, second: int) -> bool:
    if order[first].label != order[second].label:
        return False
    one, other = polygons[first], polygons[second]
    shared = one.intersection(other).area
    union = one.area + other.area - shared
    return bool(shared > SAME_OBJECT_IOU * union or shared > SAME_OBJECT_COVER * min(one.area, other.area))
