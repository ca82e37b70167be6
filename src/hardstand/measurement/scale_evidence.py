"""How well the sizes of what was found fit known types, if the stated GSD were wrong by a factor.

Sizes are compared as logarithms, so that no factor is favoured for making things small. Every object is of a type of
the equipment table, all alike, or of none, with a broad density over all sizes. Objects of one size are of one type and
err together: of each group of them only a few count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from hardstand.measurement.equipment import EquipmentTable
from hardstand.measurement.hypotheses import lengths, spans
from hardstand.measurement.outline import box_sides
from hardstand.measurement.sighting import Sighting

Array = NDArray[np.float64]

_TINY = 1e-300

FACTORS = np.exp(np.arange(-0.9, 0.901, 0.03))
"""Factors by which the GSD may be wrong: 0.41 to 2.46."""

TYPE_SPREAD = 0.025
"""Relative standard deviation between a type's published and its measured size, beyond the measurement's own error."""

BOX_ERROR_PX = 1.5
"""Standard deviation of a side of a detection's box, pixels."""

OTHER_SHARE = 0.2
OTHER_M, OTHER_SPREAD, OTHER_ASPECT_SPREAD = 24.0, 0.7, 0.6
"""Objects of no known type: median size, metres, and standard deviations of its logarithm and of that of the aspect."""

SAME_SIZE = 0.05
"""Objects whose logarithms of both extents differ by less are taken for one type."""

MOST_OF_A_KIND = 3
"""Objects of one size that count; all of an airline's fleet say little more than three of it."""


@dataclass(frozen=True, kw_only=True)
class Extent:
    """The size of one aircraft at the stated GSD.

    Attributes:
        first_m: length if measured, else the box's side along the columns, metres.
        second_m: span if measured, else the box's side along the rows, metres.
        error: relative standard deviation.
        measured: whether length and span were measured; else the heading is not known either.
    """

    first_m: float
    second_m: float
    error: float
    measured: bool

    @property
    def larger_m(self) -> float:
        """No aircraft of this extent is smaller than this, metres."""
        return max(self.first_m, self.second_m)


def extents_of(sightings: Sequence[Sighting], gsd_m: float) -> list[Extent]:
    """Of every whole aircraft, measured where it was, else from its box."""
    whole = [each for each in sightings if each.detection.label == "aircraft" and not each.detection.cut]
    return [_extent(each, gsd_m) for each in whole]


def _extent(sighting: Sighting, gsd_m: float) -> Extent:
    size = sighting.measurement
    if size.length_m is not None and size.span_m is not None:
        errors = ((size.length_sd_m or 0.0) / size.length_m, (size.span_sd_m or 0.0) / size.span_m)
        return Extent(first_m=size.length_m, second_m=size.span_m, error=max(*errors, 0.01), measured=True)
    sides = np.ptp(sighting.detection.polygon.corners, axis=0)
    error = BOX_ERROR_PX / max(float(sides.min()), 1.0)
    first, second = (float(side) * gsd_m for side in sides)
    return Extent(first_m=first, second_m=second, error=error, measured=False)


def fit(extents: Sequence[Extent], table: EquipmentTable) -> Array:
    """Log density of all aircraft together for each of `FACTORS`, (k,)."""
    if not extents:
        return np.zeros(len(FACTORS))
    known = _variants(table)
    counted = [extents[index] for group in groups(extents) for index in group[:MOST_OF_A_KIND]]
    return np.asarray(np.sum([_log_density(extent, known) for extent in counted], axis=0), dtype=np.float64)


def groups(extents: Sequence[Extent]) -> list[list[int]]:
    """Numbers of objects of one size, the largest group first; each object is in one group."""
    sizes = np.log([sorted((each.first_m, each.second_m)) for each in extents])
    near = np.abs(sizes[:, None] - sizes[None]).max(axis=2) < SAME_SIZE
    left, found = list(range(len(extents))), []
    while left:
        counts = near[np.ix_(left, left)].sum(axis=1)
        middle = left[int(counts.argmax())]
        group = [index for index in left if near[middle, index]]
        found.append(group)
        left = [index for index in left if index not in group]
    return found


@dataclass(frozen=True, kw_only=True)
class _Known:
    """Sizes that aircraft may show.

    Attributes:
        logs: (n, 2) logarithms of length and span, metres.
        boxes: (n, headings, 2) logarithms of the sides of the upright box.
        weights: (n,) logarithms of weights that sum to 1.
    """

    logs: Array
    boxes: Array
    weights: Array


def _variants(table: EquipmentTable) -> _Known:
    """Every type with its ends of length and span: wings spread and swept, with probe and without."""
    rows = []
    types = table.of_class("aircraft")
    for each in types:
        ends = [(long, wide) for _, long, _ in lengths(each)[:2] for _, wide, _ in spans(each)[:2]]
        rows += [(long, wide, 1 / len(ends) / len(types)) for long, wide in ends]
    values = np.array(rows)
    sides = np.stack(box_sides(values[:, 0], values[:, 1]), axis=2)
    return _Known(logs=np.log(values[:, :2]), boxes=np.log(sides), weights=np.log(values[:, 2]))


def _log_density(extent: Extent, known: _Known) -> Array:
    """(k,) log density of one aircraft's size for each factor."""
    seen = np.log([extent.first_m, extent.second_m]) + np.log(FACTORS)[:, None]
    sd = float(np.hypot(extent.error, TYPE_SPREAD))
    if extent.measured:
        off = ((seen[:, None] - known.logs) ** 2).sum(axis=2) / sd**2
        logs = known.weights - off / 2
    else:
        shares = np.exp(_off(seen, known.boxes) / (-2 * sd**2)).mean(axis=2)
        logs = known.weights + np.log(np.maximum(shares, _TINY))
    typed = logsumexp(logs, axis=1) - np.log(2 * np.pi * sd**2)
    return np.asarray(np.logaddexp(np.log(1 - OTHER_SHARE) + typed, np.log(OTHER_SHARE) + _log_other(seen)))


def _off(seen: Array, boxes: Array) -> Array:
    """(k, n, headings) squared distance of a box at each factor from every type at every heading."""
    columns = seen[:, 0, None, None] - boxes[..., 0]
    rows = seen[:, 1, None, None] - boxes[..., 1]
    return np.asarray(columns * columns + rows * rows, dtype=np.float64)


def _log_other(seen: Array) -> Array:
    size, aspect = seen.mean(axis=1) - np.log(OTHER_M), seen[:, 0] - seen[:, 1]
    spread = OTHER_SPREAD * OTHER_ASPECT_SPREAD * 2 * np.pi
    both = (size / OTHER_SPREAD) ** 2 + (aspect / OTHER_ASPECT_SPREAD) ** 2
    return np.asarray(-both / 2 - np.log(spread), dtype=np.float64)
