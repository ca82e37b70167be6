"""From boxes to what the network should answer in every cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.cells import STRIDE

KERNEL_SHARE = 0.54
"""Extent of the Gaussian around a centre as a share of the box (alpha of TTFNet, arXiv:1909.00700)."""

REGRESSION_FLOOR = 0.05
"""Cells whose Gaussian is lower than this do not regress a box."""

IGNORED = -1.0
"""Heat in cells that count for nothing: an object of which too little is inside the crop to tell."""


@dataclass(frozen=True, kw_only=True)
class Targets:
    """Targets of one crop of `size` pixels, with cells = size / STRIDE.

    Attributes:
        heat: (cells, cells) float32, 1 at centres, falling off as a Gaussian, IGNORED where nothing is asked.
        sides: (4, cells, cells) float32, pixels from the cell's middle to left, top, right, bottom side.
        weight: (cells, cells) float32, weight of the box regression in a cell, summing to 1 over each object.
    """

    heat: NDArray[np.float32]
    sides: NDArray[np.float32]
    weight: NDArray[np.float32]


def make_targets(boxes: NDArray[np.float64], ignored: NDArray[np.float64], size: int) -> Targets:
    """Draw the targets of a square crop; smaller boxes are drawn over larger ones.

    Args:
        boxes: (n, 4) pixels in the crop, column min, row min, column max, row max.
        ignored: (m, 4) boxes of objects that are neither asked for nor counted as background.
        size: side of the crop in pixels.
    """
    cells = size // STRIDE
    middles = (np.arange(cells) + 0.5) * STRIDE
    heat = np.zeros((cells, cells), np.float32)
    sides = np.zeros((4, cells, cells), np.float32)
    weight = np.zeros((cells, cells), np.float32)
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    for box in boxes[np.argsort(-areas)]:
        bump = _bump(box, middles)
        heat = np.maximum(heat, bump)
        inside = bump > REGRESSION_FLOOR
        distances = _distances(box, middles)
        sides[:, inside] = distances[:, inside]
        weight[inside] = bump[inside] / bump[inside].sum()
    for box in ignored:
        heat[_cells_in(box, middles) & (heat < 1)] = IGNORED
    return Targets(heat=heat, sides=sides, weight=weight)


def _bump(box: NDArray[np.float64], middles: NDArray[np.float64]) -> NDArray[np.float32]:
    """Gaussian that is exactly 1 in the cell that holds the box's centre."""
    centre = (box[:2] + box[2:]) / 2
    cell = np.clip(np.floor(centre / STRIDE), 0, len(middles) - 1).astype(int)
    sigma = np.maximum((box[2:] - box[:2]) * KERNEL_SHARE / 6, STRIDE / 3)
    across = np.exp(-(((middles - middles[cell[0]]) / sigma[0]) ** 2) / 2)
    down = np.exp(-(((middles - middles[cell[1]]) / sigma[1]) ** 2) / 2)
    return (down[:, None] * across[None, :]).astype(np.float32)


def _distances(box: NDArray[np.float64], middles: NDArray[np.float64]) -> NDArray[np.float32]:
    column, row = np.meshgrid(middles, middles)
    return np.stack([column - box[0], row - box[1], box[2] - column, box[3] - row]).astype(np.float32)


def _cells_in(box: NDArray[np.float64], middles: NDArray[np.float64]) -> NDArray[np.bool_]:
    across = (middles >= box[0]) & (middles <= box[2])
    down = (middles >= box[1]) & (middles <= box[3])
    return down[:, None] & across[None, :]
