"""From probabilities to outlines: connected ground that is probable enough, and sure enough as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
import shapely
from affine import Affine
from numpy.typing import NDArray
from rasterio import features
from scipy import ndimage
from shapely import Polygon
from shapely.geometry import shape

from hardstand.construction.comparison import ChangeMap, Seen
from hardstand.construction.works_card import Reading

_SMOOTH_CELLS = 1.0
"""Outlines are simplified by at most this much, cells."""

_AROUND = 1.5
"""How far around a value its kind is made out, standard deviation in values of the map."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """One outline on the grid.

    Attributes:
        outline: in cells (column, row), valid, perhaps with holes.
        probability: that something changed there, 0..1.
        shares: (4,) by `Seen`: shares of the outline, adding up to 1.
    """

    outline: Polygon
    probability: float
    shares: NDArray[np.float64]


_BREAK = 1
"""Radius of a disc that fits into no break that is bridged, values of the map."""

_APART = ((Seen.BUILDING,), (Seen.PAVEMENT, Seen.GROUND_WORKS), (Seen.UNKNOWN,))
"""Kinds that share no outline; a gravel road is pavement here and bare ground there."""


def find_outlines(change: ChangeMap, reading: Reading) -> list[Found]:
    """Outlines of what changed, buildings apart from ground, each in the order of rows, then columns.

    A building and the yard made up around it are two outlines. Edges are found on the map enlarged to single cells; a
    part is kept that is as sure, as large and as wide as the card asks.
    """
    change = replace(change, probability=_bridged(change.probability))
    step = change.step_cells
    size = (change.probability.shape[1] * step, change.probability.shape[0] * step)
    probability = np.asarray(cv2.resize(change.probability, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    changed = probability >= round(255 * reading.edge)
    kinds = _smooth_kinds(change).repeat(step, axis=0).repeat(step, axis=1)
    return [
        found for group in _APART for found in _of_kinds(changed & np.isin(kinds, group), probability, change, reading)
    ]


def _bridged(probability: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Without narrow breaks: a strip that crosses ground of its own tone is one strip."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * _BREAK + 1, 2 * _BREAK + 1))
    return np.asarray(cv2.morphologyEx(probability, cv2.MORPH_CLOSE, disc), np.uint8)


def _smooth_kinds(change: ChangeMap) -> NDArray[np.uint8]:
    """The kind that prevails around each value, each weighed by its probability."""
    weights = [
        cv2.GaussianBlur(np.where(change.kind == kind, change.probability, 0).astype(np.float32), (0, 0), _AROUND)
        for kind in Seen
    ]
    return np.asarray(np.argmax(weights, axis=0), np.uint8)


def _of_kinds(
    mask: NDArray[np.bool_], probability: NDArray[np.uint8], change: ChangeMap, reading: Reading
) -> Iterator[Found]:
    labels, count = ndimage.label(mask)
    for number, place in enumerate(ndimage.find_objects(labels, count), start=1):
        inside = labels[place] == number
        if inside.sum() * reading.cell_m**2 < reading.least_area_m2:
            continue
        sureness, shares = _sureness(probability[place][inside]), _kinds(change, inside, place)
        least_m = reading.least_ground_works_m if shares.argmax() == Seen.GROUND_WORKS else reading.least_width_m
        if sureness < reading.least_probability or _width_cells(inside) * reading.cell_m < least_m:
            continue
        outline = outline_of(inside, place)
        if outline is not None:
            yield Found(outline=outline, probability=sureness, shares=shares)


def _width_cells(inside: NDArray[np.bool_]) -> float:
    """Diameter of the largest disc that fits somewhere."""
    padded = np.pad(inside, 1).astype(np.uint8)
    return float(2 * cv2.distanceTransform(padded, cv2.DIST_L2, 5).max())


def _sureness(values: NDArray[np.uint8]) -> float:
    """Mean of the surest half of the cells: an outline's rim is unsure of itself, not of the work."""
    ordered = np.sort(values)
    return float(ordered[len(ordered) // 2 :].mean() / 255)


def _kinds(change: ChangeMap, inside: NDArray[np.bool_], place: tuple[slice, ...]) -> NDArray[np.float64]:
    """Shares of an outline by `Seen`; none that can be told is quite out of the question, half a cell each."""
    rows, columns = np.nonzero(inside)
    step = change.step_cells
    values = change.kind[(rows + place[0].start) // step, (columns + place[1].start) // step]
    counts = np.bincount(values, minlength=len(Seen)).astype(np.float64)
    if not counts[Seen.UNKNOWN]:
        counts[: Seen.UNKNOWN] += 0.5
    return np.asarray(counts / counts.sum())


def outline_of(inside: NDArray[np.bool_], place: tuple[slice, ...]) -> Polygon | None:
    """The largest part of a mask of cells, in cells of the grid; None where it has none.

    Args:
        inside: (rows, columns) bool.
        place: rows and columns of the grid that the mask covers.
    """
    at = Affine.translation(place[1].start, place[0].start)
    pieces = [shape(found) for found, value in features.shapes(inside.astype(np.uint8), inside, transform=at) if value]
    smooth = shapely.make_valid(shapely.simplify(shapely.union_all(pieces), _SMOOTH_CELLS))
    largest = max(shapely.get_parts(smooth), key=lambda part: part.area, default=None)
    return largest if isinstance(largest, Polygon) and largest.area > 0 else None
