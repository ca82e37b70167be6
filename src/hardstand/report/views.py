"""North-up views of the ground: the same frame for every date, so that two pictures show the same ground."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

from hardstand.frames import GroundTransform
from hardstand.imagery.acquisition import Raster
from hardstand.imagery.visibility import Cause, Visibility
from hardstand.imagery.window import PixelWindow
from hardstand.report.pixels import Mask, Pixels, Rgb

Array = NDArray[np.float64]

PAPER = 200  # grey value (0..255) of a view's pixels that the image does not hold


@dataclass(frozen=True, kw_only=True)
class GroundView:
    """A rectangle of the site frame seen straight from above, north up.

    Attributes:
        west: east coordinate of the left edge, metres of the site frame.
        north: north coordinate of the upper edge, metres of the site frame.
        gsd_m: metres of ground per pixel of the view.
        columns: width, pixels.
        rows: height, pixels.
    """

    west: float
    north: float
    gsd_m: float
    columns: int
    rows: int

    @classmethod
    def around(cls, bounds: tuple[float, float, float, float], columns: int, aspect: float) -> GroundView:
        """The smallest view of a given shape that holds some bounds, with these in its middle.

        Args:
            bounds: west, south, east, north in metres of the site frame.
            columns: width of the view, pixels.
            aspect: width by height.
        """
        west, south, east, north = bounds
        width = max(east - west, (north - south) * aspect)
        rows = max(1, round(columns / aspect))
        gsd = width / columns
        return cls(
            west=(west + east - width) / 2,
            north=(south + north + rows * gsd) / 2,
            gsd_m=gsd,
            columns=columns,
            rows=rows,
        )

    def moved_into(self, bounds: tuple[float, float, float, float]) -> GroundView:
        """The view moved so that it lies within some bounds, as far as it is not larger than they are."""
        west, south, east, north = self.bounds
        right = 0.0 if east - west > bounds[2] - bounds[0] else _move(west, east, *bounds[::2])
        up = 0.0 if north - south > bounds[3] - bounds[1] else _move(south, north, *bounds[1::2])
        return replace(self, west=self.west + right, north=self.north + up)

    @property
    def matrix(self) -> Array:
        """(2, 3): view pixel (column, row), (0, 0) at the outer corner, to (east, north)."""
        return np.array([[self.gsd_m, 0.0, self.west], [0.0, -self.gsd_m, self.north]])

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in metres of the site frame."""
        return (
            self.west,
            self.north - self.rows * self.gsd_m,
            self.west + self.columns * self.gsd_m,
            self.north,
        )

    def place(self, polygon: Polygon) -> Array:
        """(n, 2) view pixels (column, row) of the corners of a polygon given in (east, north)."""
        corners = np.asarray(polygon.exterior.coords)[:-1, :2]
        return np.stack([(corners[:, 0] - self.west) / self.gsd_m, (self.north - corners[:, 1]) / self.gsd_m], axis=1)


def _move(low: float, high: float, least: float, most: float) -> float:
    """How far to move an interval so that it lies within another one, which is no shorter."""
    return max(0.0, least - low) - max(0.0, high - most)


def look(pixels: Pixels, raster: Raster, ground: GroundTransform, view: GroundView) -> tuple[Rgb, Mask]:
    """A view filled from one image.

    Returns:
        (rows, columns, 3) uint8, grey where the image holds nothing, and (rows, columns) bool, True = from the image.
    """
    picture = np.full((view.rows, view.columns, 3), PAPER, dtype=np.uint8)
    filled = np.zeros((view.rows, view.columns), dtype=np.bool_)
    to_image = _view_to_image(view, ground)
    window = _window(view, to_image, raster)
    if window is None:
        return picture, filled
    rows, columns = _reading_size(window, view, ground)
    rgb, valid = pixels.read(window, rows, columns)
    to_read = _scale(columns / window.width, rows / window.height) @ _shift(-window.column, -window.row) @ to_image
    warped = _warp(rgb, to_read, view, cv2.INTER_LINEAR, cv2.BORDER_REPLICATE)
    filled = _warp(valid.astype(np.uint8), to_read, view, cv2.INTER_NEAREST, cv2.BORDER_CONSTANT) > 0
    picture[filled] = warped[filled]
    return picture, filled


def causes(visibility: Visibility, ground: GroundTransform, view: GroundView) -> NDArray[np.uint8]:
    """Why each pixel of a view was or was not seen, as `Cause`: (rows, columns) uint8; OUTSIDE off the image."""
    to_cell = _scale(1 / visibility.step_px, 1 / visibility.step_px) @ _view_to_image(view, ground)
    # Off the grid the border value counts; one is added so that SEEN (0) is told from the border.
    shifted = _warp(visibility.cause + np.uint8(1), to_cell, view, cv2.INTER_NEAREST, cv2.BORDER_CONSTANT)
    return np.where(shifted == 0, np.uint8(Cause.OUTSIDE), shifted - np.uint8(1)).astype(np.uint8)


def _view_to_image(view: GroundView, ground: GroundTransform) -> Array:
    return np.linalg.inv(_square(ground.matrix)) @ _square(view.matrix)


def _window(view: GroundView, to_image: Array, raster: Raster) -> PixelWindow | None:
    """The whole pixels of the image that a view touches, with one more on each side; None where it touches none."""
    corners = np.array([[0, 0, 1], [view.columns, 0, 1], [view.columns, view.rows, 1], [0, view.rows, 1]], dtype=float)
    points = (to_image @ corners.T)[:2]
    left, top = (max(0, math.floor(value) - 1) for value in points.min(axis=1))
    right, bottom = np.minimum(np.ceil(points.max(axis=1)) + 1, (raster.width, raster.height)).astype(int)
    if right <= left or bottom <= top:
        return None
    return PixelWindow(column=left, row=top, width=int(right - left), height=int(bottom - top))


def _reading_size(window: PixelWindow, view: GroundView, ground: GroundTransform) -> tuple[int, int]:
    """Rows and columns to read: as fine as the view, never finer than the image."""
    factor = min(1.0, ground.gsd_m / view.gsd_m)
    return max(1, math.ceil(window.height * factor)), max(1, math.ceil(window.width * factor))


def _warp(image: NDArray[np.uint8], to_source: Array, view: GroundView, how: int, border: int) -> NDArray[np.uint8]:
    """Fill a view; `to_source` counts from outer corners, OpenCV from the middle of the first pixel."""
    matrix = _shift(-0.5, -0.5) @ to_source @ _shift(0.5, 0.5)
    warped = cv2.warpAffine(
        image, matrix[:2], (view.columns, view.rows), flags=how | cv2.WARP_INVERSE_MAP, borderMode=border, borderValue=0
    )
    return np.asarray(warped, dtype=np.uint8)


def _square(matrix: Array) -> Array:
    return np.vstack([matrix, [0.0, 0.0, 1.0]])


def _shift(column: float, row: float) -> Array:
    return np.array([[1.0, 0.0, column], [0.0, 1.0, row], [0.0, 0.0, 1.0]])


def _scale(column: float, row: float) -> Array:
    return np.diag([column, row, 1.0])
