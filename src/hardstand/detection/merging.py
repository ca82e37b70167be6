"""One object, one detection: boxes that overlap on the ground are the same object seen twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

SAME_OBJECT_IOU = 0.45
"""Boxes of one class that overlap more than this are one object: parked aircraft hardly overlap, doubled boxes do."""

SAME_OBJECT_COVER = 0.85
"""A box of which another covers more than this is part of the same object, however small it is."""


LEAST_AREA_M2 = 0.01
"""A box smaller than a square decimetre is no object."""


_RIVALS = ({"aircraft", "helicopter"}, {"vehicle", "long_vehicle"})
"""Classes that are taken for one another: a part of one found as the other is the same object."""

_WHOLE, _PART = "aircraft", "long_vehicle"
"""A long vehicle that is found within the box of an aircraft is its fuselage or a wing, as a rule."""

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
    corners = np.array([entry.corners for entry in order], np.float64).reshape(-1, 4, 2)
    kept = [order[index] for index in keep_first([entry.label for entry in order], corners * gsd_m)]
    return sorted(kept, key=lambda entry: _rank(entry, 0.0))


def keep_first(labels: Sequence[str], corners: NDArray[np.float64]) -> list[int]:
    """Of boxes on one ground, the earlier ones: indices of those that stay, in their order.

    Args:
        labels: class of each box.
        corners: (n, 4, 2), the boxes in metres, the better first.
    """
    boxes = _Boxes.of(labels, corners)
    alive = boxes.areas > LEAST_AREA_M2
    tree = shapely.STRtree(boxes.shapes)
    for index in range(len(labels)):
        if alive[index]:
            near = tree.query(boxes.shapes[index])
            near = near[(near > index) & alive[near]]
            alive[near[boxes.same(index, near)]] = False
    return [int(index) for index in np.nonzero(alive)[0]]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Boxes:
    """Boxes ready to be compared.

    Attributes:
        labels: (n,) classes.
        shapes: (n,) polygons; a box is convex, so its hull mends corners in the wrong order.
        areas: (n,) square metres.
        families: (n,) one name for classes that are taken for one another.
        solid: (n,) whether nothing else stands where this does.
    """

    labels: NDArray[np.str_]
    shapes: NDArray[np.object_]
    areas: NDArray[np.float64]
    families: NDArray[np.str_]
    solid: NDArray[np.bool_]

    @classmethod
    def of(cls, labels: Sequence[str], corners: NDArray[np.float64]) -> _Boxes:
        shapes = np.asarray(shapely.convex_hull(shapely.multipoints(corners)), np.object_).reshape(-1)
        return cls(
            labels=np.array(labels, np.str_),
            shapes=shapes,
            areas=np.asarray(shapely.area(shapes), np.float64),
            families=np.array([family(label) for label in labels], np.str_),
            solid=np.array([label in _SOLID for label in labels], np.bool_),
        )

    def same(self, index: int, others: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Which of the others are the object of one box."""
        shared = np.asarray(shapely.area(shapely.intersection(self.shapes[index], self.shapes[others])))
        own, theirs = self.areas[index], self.areas[others]
        overlaps = shared > SAME_OBJECT_IOU * (own + theirs - shared)
        covers = shared > SAME_OBJECT_COVER * np.minimum(own, theirs)
        alike = self.families[others] == self.families[index]
        rivals = self.solid[others] & self.solid[index]
        parts = (self.labels[others] == _PART) & (self.families[index] == _WHOLE) & (own > theirs)
        return np.asarray((alike & (overlaps | covers)) | (rivals & overlaps) | (parts & covers))


def family(label: str) -> str:
    """One name for the classes that are taken for one another, such as aircraft and helicopter."""
    return next((min(family) for family in _RIVALS if label in family), label)


def _rank(entry: Candidate, threshold: float) -> tuple[float, str, list[float]]:
    """Highest above its threshold first; equal ones in an order that does not depend on the tiles."""
    above = entry.score - threshold
    room = 1 - threshold if above > 0 else threshold
    return (-above / room if room > 0 else 0.0, entry.label, entry.corners.ravel().tolist())
