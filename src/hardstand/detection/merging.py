"""One object, one detection: boxes that overlap on the ground are the same object seen twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


_RIVALS = ({"aircraft", "helicopter"}, {"vehicle", "long_vehicle"})
"""Classes that are taken for one another: a part of one found as the other is the same object."""

_SOLID = {"aircraft", "helicopter", "vehicle", "long_vehicle", "ship"}
"""Classes of which no two stand in one place. A detector's own classes may be grounds that hold objects."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Candidate:
    """A box before merging.

    Attributes:
        label: its class.
        score: 0..1.
        corners: (4, 2) float64, (column, row) in pixels of the image.
        cut: whether the image's edge, or missing data, cuts the object.
    """

    label: str
    score: float
    corners: NDArray[np.float64]
    cut: bool = False


def merge_overlapping(
    candidates: Sequence[Candidate], gsd_m: float, thresholds: Mapping[str, float] | None = None
) -> list[Candidate]:
    """Keep the best of the boxes that share their ground, highest score first.

    Greedy non-maximum suppression on the polygons themselves, never on their upright hulls, so that objects parked
    side by side at an angle all stay. Of boxes of two classes that can't stand in one place, the one that lies higher
    above its class's threshold stays: scores of two classes can't be compared as they are.

    Args:
        candidates: boxes on one image.
        gsd_m: metres per pixel.
        thresholds: by class, the score from which it counts; None = 0 for all.
    """
    known = thresholds or {}
    order = sorted(candidates, key=lambda entry: _rank(entry, known.get(entry.label, 0.0)))
    polygons = [Polygon(entry.corners * gsd_m) for entry in order]
    kept = [order[index] for index in keep_first([entry.label for entry in order], polygons)]
    return sorted(kept, key=lambda entry: _rank(entry, 0.0))


def keep_first(labels: Sequence[str], polygons: Sequence[Polygon]) -> list[int]:
    """Of boxes on one ground, the earlier ones: indices of those that stay, in their order.

    Args:
        labels: class of each box.
        polygons: the boxes in metres, the better first.
    """
    alive = np.array([polygon.area > LEAST_AREA_M2 for polygon in polygons], dtype=np.bool_)
    tree = shapely.STRtree(polygons)
    for index in range(len(labels)):
        if alive[index]:
            near = tree.query(polygons[index], predicate="intersects")
            alive[[other for other in near if other > index and _same(labels, polygons, index, other)]] = False
    return [int(index) for index in np.nonzero(alive)[0]]


def _rank(entry: Candidate, threshold: float) -> tuple[float, str, list[float]]:
    """Highest above its threshold first; equal ones in an order that does not depend on the tiles."""
    above = entry.score - threshold
    room = 1 - threshold if above > 0 else threshold
    return (-above / room if room > 0 else 0.0, entry.label, entry.corners.ravel().tolist())


def _same(labels: Sequence[str], polygons: Sequence[Polygon], first: int, second: int) -> bool:
    """Whether two boxes are one object."""
    pair = {labels[first], labels[second]}
    alike = len(pair) == 1 or pair in _RIVALS
    if not alike and not pair <= _SOLID:
        return False
    one, other = polygons[first], polygons[second]
    shared = one.intersection(other).area
    if shared > SAME_OBJECT_IOU * (one.area + other.area - shared):
        return True
    return bool(alike and shared > SAME_OBJECT_COVER * min(one.area, other.area))
