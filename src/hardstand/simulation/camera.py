"""From the site to an image: where a point in space appears, and how much of each pixel a polygon covers."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.simulation.parts import Point
from hardstand.simulation.plan import DatePlan, SitePlan

Array = NDArray[np.float64]
Image = NDArray[np.float32]

SUPERSAMPLING = 4
"""Cells per pixel and axis on which coverage is counted: edges are true to half a cell, an eighth of a pixel."""

_SHIFT_BITS = 4
_CROSS = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))


@dataclass(frozen=True, kw_only=True)
class Camera:
    """A parallel view of flat ground on a north-up grid.

    Attributes:
        width: columns, pixels.
        height: rows, pixels.
        gsd_m: metres per pixel.
        centre: metres (east, north) of the middle of the image.
        lean: metres (east, north) by which a point appears displaced per metre of height.
    """

    width: int
    height: int
    gsd_m: float
    centre: Point = (0.0, 0.0)
    lean: Point = (0.0, 0.0)

    def project(self, points: Array) -> Array:
        """Points (n, 2) or (n, 3), metres (east, north, up), to pixels (n, 2) (column, row)."""
        flat = points[:, :2]
        if points.shape[1] == 3:
            flat = flat + points[:, 2:] * np.asarray(self.lean)
        column = (flat[:, 0] - self.centre[0]) / self.gsd_m + self.width / 2
        row = (self.centre[1] - flat[:, 1]) / self.gsd_m + self.height / 2
        return np.column_stack([column, row])

    @property
    def upper_left(self) -> Point:
        """Metres (east, north) of the outer corner of the first pixel."""
        east = self.centre[0] - self.width / 2 * self.gsd_m
        return east, self.centre[1] + self.height / 2 * self.gsd_m


@dataclass(frozen=True, kw_only=True, eq=False)
class Patch:
    """The part of an image that a polygon touches.

    Attributes:
        rows: of the image.
        columns: of the image.
        coverage: (rows, columns) float32, share of each pixel inside the polygon, 0..1.
    """

    rows: slice
    columns: slice
    coverage: Image


def date_camera(site: SitePlan, date: DatePlan) -> Camera:
    """The view of one date."""
    away = np.radians(date.view_azimuth_deg + 180.0)
    reach = np.tan(np.radians(date.off_nadir_deg))
    return Camera(
        width=round(site.width_m / date.gsd_m),
        height=round(site.height_m / date.gsd_m),
        gsd_m=date.gsd_m,
        centre=date.grid_shift_m,
        lean=(float(reach * np.sin(away)), float(reach * np.cos(away))),
    )


def cover(pixels: Array, width: int, height: int) -> Patch | None:
    """How much of each pixel a polygon covers.

    Args:
        pixels: (n, 2) corners (column, row), (0, 0) at the outer corner of the first pixel.
        width: columns of the image.
        height: rows of the image.

    Returns:
        The patch, or None where the polygon lies outside the image.
    """
    # One pixel more on each side, also beyond the image's edge, so that the outline never meets the edge of the cells.
    left, top = np.maximum(np.floor(pixels.min(axis=0)), 0).astype(int) - 1
    right, bottom = np.minimum(np.ceil(pixels.max(axis=0)), (width, height)).astype(int) + 1
    if right - left <= 2 or bottom - top <= 2:
        return None
    inner = _coverage(pixels - (left, top), int(right - left), int(bottom - top))[1:-1, 1:-1]
    return Patch(
        rows=slice(int(top) + 1, int(bottom) - 1), columns=slice(int(left) + 1, int(right) - 1), coverage=inner
    )


def _coverage(pixels: Array, width: int, height: int) -> Image:
    """Share of each pixel inside a polygon, (height, width) float32."""
    fine = np.zeros((height * SUPERSAMPLING, width * SUPERSAMPLING), np.uint8)
    fixed = np.round((pixels * SUPERSAMPLING - 0.5) * 2**_SHIFT_BITS).astype(np.int32)
    cv2.fillPoly(fine, [fixed], 255, lineType=cv2.LINE_8, shift=_SHIFT_BITS)
    # OpenCV also fills the cells that the outline only touches, half a cell too far; without them it is half a cell
    # too near, so that the mean of both is unbiased.
    cv2.addWeighted(fine, 0.5, cv2.erode(fine, _CROSS), 0.5, 0.0, dst=fine)
    coarse = cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA)
    return coarse.astype(np.float32) / np.float32(255)


def blend(image: Image, patch: Patch, colour: Image | NDArray[np.float64], opacity: float = 1.0) -> None:
    """Lay a colour (3,) or a texture (rows, columns, 3) over an image (rows, columns, 3), in place."""
    share = (patch.coverage * np.float32(opacity))[..., None]
    below = image[patch.rows, patch.columns]
    below += share * (np.asarray(colour, dtype=np.float32) - below)
