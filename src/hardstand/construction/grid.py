"""The grid on which all dates are compared: that of one image, with cells of the size that the network was taught."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from rasterio.features import geometry_mask
from shapely.geometry.base import BaseGeometry

from hardstand.frames import GroundTransform


@dataclass(frozen=True, kw_only=True, eq=False)
class Grid:
    """Cells on the ground.

    Attributes:
        ground: cells (column, row) to the site frame.
        rows: number of rows.
        columns: number of columns.
        pixels_per_cell: pixels of the image that it was laid over, per side of a cell.
    """

    ground: GroundTransform
    rows: int
    columns: int
    pixels_per_cell: float

    def to(self, other: GroundTransform) -> NDArray[np.float64]:
        """(2, 3): cells (column, row) to pixels of an image whose map to the ground is `other`."""
        back = np.linalg.inv(other.matrix[:, :2])
        own = self.ground.matrix
        return np.hstack([back @ own[:, :2], (back @ (own[:, 2] - other.matrix[:, 2]))[:, None]])


def grid_over(ground: GroundTransform, width: int, height: int, cell_m: float) -> Grid:
    """Cells of about `cell_m` metres over an image; the last row and column may hang over its edge.

    Args:
        ground: pixels of the image to the site frame.
        width: columns of the image.
        height: rows of the image.
        cell_m: side of a cell, metres.
    """
    step = cell_m / ground.gsd_m
    matrix = np.hstack([ground.matrix[:, :2] * step, ground.matrix[:, 2:]])
    return Grid(
        ground=GroundTransform(matrix),
        rows=math.ceil(height / step),
        columns=math.ceil(width / step),
        pixels_per_cell=step,
    )


def cells_inside(area: BaseGeometry, grid: Grid, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """(rows, columns) of a map over the grid: True = the middle of the value lies in the area.

    Args:
        area: in the site frame, metres.
        grid: that the map lies on.
        shape: rows and columns of the map; its values are squares of whole cells.
    """
    step = -(-grid.rows // shape[0])
    matrix = grid.ground.matrix * [step, step, 1]
    to_site = Affine(*matrix[0], *matrix[1])
    return np.asarray(geometry_mask([area], (shape[0], shape[1]), to_site, invert=True), np.bool_)
