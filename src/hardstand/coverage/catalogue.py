"""Many footprints, found by place and period."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from hardstand.coverage.footprint import Footprint, Footprints, Outlines
from hardstand.coverage.period import Period
from hardstand.coverage.place import Place

LEAF = 64
"""Boxes that share one leaf of the tree. A tree of single boxes of ten million footprints would not fit into memory."""

DECODED_AT_ONCE = 100_000
"""Outlines that are objects at the same time while the index is built."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Catalogue:
    """Footprints with an index over their boxes.

    An outline that was cut at 180° has a box for each part, so that none reaches round the world. Boxes are sorted into
    leaves of neighbours (Leutenegger and others, 1997, "STR: a simple and efficient algorithm for R-tree packing"); a
    tree holds the leaves.

    Attributes:
        footprints: n of them.
        boxes: (m, 4) float64, west, south, east, north in degrees; m >= n, in the order of the leaves.
        owners: (m,) int64; which footprint each box belongs to.
        leaves: what every `LEAF` boxes in turn span.
    """

    footprints: Footprints
    boxes: NDArray[np.float64]
    owners: NDArray[np.int64]
    leaves: STRtree

    @classmethod
    def of(cls, footprints: Footprints) -> Catalogue:
        """Build the index."""
        boxes, owners = _boxes(footprints.outlines)
        order = _leaf_order(boxes)
        boxes = boxes[order]
        return cls(footprints=footprints, boxes=boxes, owners=owners[order], leaves=_leaves(boxes))

    def find(self, place: Place, period: Period) -> list[Footprint]:
        """The footprints that touch a place and were surely taken within a period, in order of time and name."""
        begins, ends = (np.datetime64(moment.replace(tzinfo=None), "us") for moment in (period.begins, period.ends))
        near = self._near(place.geometry)
        times, untils = self.footprints.times[near], self.footprints.untils[near]
        dated = near[(times >= begins) & (untils < ends)]
        outlines = self.footprints.outlines.take(dated)
        shapely.prepare(place.geometry)
        touching = shapely.intersects(place.geometry, outlines)
        found = [
            self.footprints.at(int(index), outline)
            for index, outline in zip(dated[touching], outlines[touching], strict=True)
        ]
        return sorted(found, key=lambda footprint: (footprint.time, footprint.until, footprint.id))

    def _near(self, geometry: BaseGeometry) -> NDArray[np.int64]:
        """Footprints of which a box meets the box of a part of the geometry, each once, in rising order."""
        owners = [self._in_box(part.bounds) for part in shapely.get_parts([geometry])]
        return np.unique(np.concatenate(owners))

    def _in_box(self, box: tuple[float, ...]) -> NDArray[np.int64]:
        west, south, east, north = box
        leaves = self.leaves.query(shapely.box(west, south, east, north))
        candidates = (leaves[:, None] * LEAF + np.arange(LEAF)).ravel()
        candidates = candidates[candidates < len(self.boxes)]
        boxes = self.boxes[candidates]
        meets = (boxes[:, 0] <= east) & (boxes[:, 2] >= west) & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
        owners: NDArray[np.int64] = self.owners[candidates[meets]]
        return owners


def _leaves(boxes: NDArray[np.float64]) -> STRtree:
    starts = np.arange(0, len(boxes), LEAF)
    if not len(starts):
        return STRtree([])
    low, high = np.minimum.reduceat(boxes[:, :2], starts), np.maximum.reduceat(boxes[:, 2:], starts)
    return STRtree(shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1]))


def _boxes(outlines: Outlines) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """(m, 4) boxes of the parts of all outlines, and (m,) whose they are."""
    boxes, owners = [np.empty((0, 4))], [np.empty(0, dtype=np.int64)]
    for begin in range(0, len(outlines.ends), DECODED_AT_ONCE):
        indices = np.arange(begin, min(begin + DECODED_AT_ONCE, len(outlines.ends)))
        parts, owner = shapely.get_parts(outlines.take(indices), return_index=True)
        boxes.append(shapely.bounds(parts))
        owners.append(owner + begin)
    return np.concatenate(boxes), np.concatenate(owners)


def _leaf_order(boxes: NDArray[np.float64]) -> NDArray[np.int64]:
    """An order in which neighbours follow each other: slices from west to east, each from south to north."""
    count = len(boxes)
    per_slice = LEAF * max(1, int(np.ceil(np.sqrt(count / LEAF))))
    eastwards = np.argsort(boxes[:, 0] + boxes[:, 2], kind="stable")
    slice_of = np.empty(count, dtype=np.int32)
    slice_of[eastwards] = np.arange(count) // per_slice
    return np.lexsort((boxes[:, 1] + boxes[:, 3], slice_of))
