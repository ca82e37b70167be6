"""From objects to what the network should answer in every cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.cells import STRIDE
from training.crops import Crop, Object

KERNEL_SHARE = 0.54
"""Extent of the Gaussian around a centre as a share of the box (alpha of TTFNet, arXiv:1909.00700)."""

REGRESSION_FLOOR = 0.05
"""Cells whose Gaussian is lower than this do not regress a box."""

IGNORED = -1.0
"""Heat in cells that count for nothing."""

ELONGATED = frozenset({"vehicle", "long_vehicle", "ship"})
"""Classes of which an oriented box is asked."""


@dataclass(frozen=True, kw_only=True)
class Targets:
    """Targets of one crop of `size` pixels, with cells = size / STRIDE.

    Attributes:
        heat: (classes, cells, cells) float32, exactly 1 at centres, falling off as a Gaussian; IGNORED where nothing is
            asked.
        sides: (4, cells, cells) float32, pixels from the cell's middle to left, top, right, bottom side.
        weight: (cells, cells) float32, weight of the box regression in a cell, summing to 1 over each object.
        oriented: (4, cells, cells) float32: cosine and sine of twice the angle, length and width in pixels.
        oriented_weight: (cells, cells) float32, as `weight`, for classes of which an oriented box is asked.
    """

    heat: NDArray[np.float32]
    sides: NDArray[np.float32]
    weight: NDArray[np.float32]
    oriented: NDArray[np.float32]
    oriented_weight: NDArray[np.float32]


def make_targets(crop: Crop, classes: Sequence[str], centre_line: float = 0.0) -> Targets:
    """Draw the targets of a crop; smaller objects are drawn over larger ones.

    An object of another class than those of the network is ground like any other.

    Args:
        crop: what is seen.
        classes: of the network's channels.
        centre_line: how far a centre reaches along an elongated object, to either side, as a share of its length. Where
            the middle of a bus is cannot be told to a cell of `STRIDE` pixels, and a network that is punished for the
            neighbouring cell stays unsure in both. 0 = one cell and a Gaussian as wide as the upright hull.
    """
    cells = crop.image.shape[0] // STRIDE
    middles = (np.arange(cells) + 0.5) * STRIDE
    heat = np.zeros((len(classes), cells, cells), np.float32)
    sides = np.zeros((4, cells, cells), np.float32)
    oriented = np.ones((4, cells, cells), np.float32)
    weight, oriented_weight = (np.zeros((cells, cells), np.float32) for _ in range(2))
    known = np.zeros((cells, cells), bool)
    for box in crop.known:
        known |= _cells_in(box, middles)
    for each in sorted(crop.objects, key=lambda one: -float(np.prod(one.hull[2:] - one.hull[:2]))):
        along = centre_line if each.label in ELONGATED else 0.0
        bump = _line(each, middles, along) if along else _bump(each.hull, middles)
        inside = bump > REGRESSION_FLOOR
        known |= inside
        if each.label not in classes:
            continue
        channel = classes.index(each.label)
        heat[channel] = np.maximum(heat[channel], bump)
        sides[:, inside] = _distances(each.hull, middles)[:, inside]
        weight[inside] = bump[inside] / bump[inside].sum()
        oriented_weight[inside] = 0
        if each.label in ELONGATED:
            oriented[:, inside] = oriented_box(each)[:, None]
            oriented_weight[inside] = weight[inside]
    _leave_out(heat, known, crop, classes, middles)
    return Targets(heat=heat, sides=sides, weight=weight, oriented=oriented, oriented_weight=oriented_weight)


def oriented_box(each: Object) -> NDArray[np.float32]:
    """Cosine and sine of twice the longer side's angle, length and width in pixels, of the tightest rectangle."""
    _, (first, second), degrees = cv2.minAreaRect(each.outline.astype(np.float32))
    angle = np.deg2rad(degrees + (0.0 if first >= second else 90.0))
    return np.array([np.cos(2 * angle), np.sin(2 * angle), max(first, second), min(first, second)], np.float32)


def _leave_out(
    heat: NDArray[np.float32],
    known: NDArray[np.bool_],
    crop: Crop,
    classes: Sequence[str],
    middles: NDArray[np.float64],
) -> None:
    """Mark where nothing is asked: classes that nobody labelled, and objects that the crop cuts away."""
    for channel, label in enumerate(classes):
        if label not in crop.asked:
            heat[channel][~known & (heat[channel] < 1)] = IGNORED
    for box in crop.ignored:
        heat[_cells_in(box, middles)[None] & (heat < 1)] = IGNORED


def _bump(box: NDArray[np.float64], middles: NDArray[np.float64]) -> NDArray[np.float32]:
    """Gaussian that is exactly 1 in the cell that holds the box's centre."""
    centre = (box[:2] + box[2:]) / 2
    cell = np.clip(np.floor(centre / STRIDE), 0, len(middles) - 1).astype(int)
    sigma = np.maximum((box[2:] - box[:2]) * KERNEL_SHARE / 6, STRIDE / 3)
    across = np.exp(-(((middles - middles[cell[0]]) / sigma[0]) ** 2) / 2)
    down = np.exp(-(((middles - middles[cell[1]]) / sigma[1]) ** 2) / 2)
    return (down[:, None] * across[None, :]).astype(np.float32)


def _line(each: Object, middles: NDArray[np.float64], reach: float) -> NDArray[np.float32]:
    """Gaussian along the object's axes, exactly 1 on the middle of its centre line, `reach` lengths to either side."""
    cosine, sine, length, width = oriented_box(each).astype(np.float64)
    angle = np.arctan2(sine, cosine) / 2
    cell = np.clip(np.floor((each.hull[:2] + each.hull[2:]) / 2 / STRIDE), 0, len(middles) - 1).astype(int)
    column, row = np.meshgrid(middles - middles[cell[0]], middles - middles[cell[1]])
    along = np.abs(np.cos(angle) * column + np.sin(angle) * row) - reach * length
    aside = np.abs(np.cos(angle) * row - np.sin(angle) * column) - STRIDE / 2
    sigmas = np.maximum(np.array([length, width]) * KERNEL_SHARE / 6, STRIDE / 3)
    squares = (np.maximum(along, 0) / sigmas[0]) ** 2 + (np.maximum(aside, 0) / sigmas[1]) ** 2
    return np.exp(-squares / 2).astype(np.float32)


def _distances(box: NDArray[np.float64], middles: NDArray[np.float64]) -> NDArray[np.float32]:
    column, row = np.meshgrid(middles, middles)
    return np.stack([column - box[0], row - box[1], box[2] - column, box[3] - row]).astype(np.float32)


def _cells_in(box: NDArray[np.float64], middles: NDArray[np.float64]) -> NDArray[np.bool_]:
    across = (middles >= box[0]) & (middles <= box[2])
    down = (middles >= box[1]) & (middles <= box[3])
    return down[:, None] & across[None, :]
