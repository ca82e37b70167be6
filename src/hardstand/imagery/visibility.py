"""Where the ground could be judged on an acquisition."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from hardstand.frames import PixelPolygon
from hardstand.imagery.acquisition import Raster
from hardstand.imagery.cloud import (
    COLOUR_RULE,
    GREY_RULE,
    find_cloud,
    find_fill,
    halve,
    is_coloured,
    shades_of,
    wide_parts,
)
from hardstand.imagery.faint import contrast_over_noise, find_faint, find_gaps
from hardstand.imagery.noise import measure_noise
from hardstand.imagery.reader import open_reader
from hardstand.imagery.small_cloud import find_small_cloud
from hardstand.imagery.stretch import Stretch
from hardstand.imagery.window import PixelWindow

CELL_M = 4.0
"""Side of a cell on the ground where the GSD is known, metres: an aircraft covers several, a cloud very many."""

CELL_PX = 8.0
"""Side of a cell where no GSD is known, pixels."""

MIN_CELL_PX = 2.0
"""Side of a cell, pixels, at least: cloud is told from ground by the contrast within a cell."""

UNKNOWN_GSD_M = 0.5
"""Metres per pixel by which the width of clouds is judged where no GSD is known."""

MAX_CELLS = 1000
"""Cells along the longer side of the image, at most."""

VEGETATION_INDEX = 0.25
"""Vegetation index from which ground is green; of cloud and fog it is about 0, through thick haze not much more."""

_EXACT_CELLS = 4096

_SHADOW_RADIUS = 5
"""Radius, cells, of a disc that must fit into the shadow of a cloud; buildings cast narrower ones."""


class Cause(IntEnum):
    """Why the ground in a cell was or was not seen."""

    SEEN = 0
    OUTSIDE = 1
    NODATA = 2
    CLOUD = 3
    HAZE = 4
    """Haze, fog or thin cloud through which an object would be missed."""
    CLOUD_SHADOW = 5
    """A cloud's shadow, so deep that an object would be missed."""
    DEEP_SHADOW = 6
    """Too little light."""
    SATURATED = 7
    """More light than the picture holds."""
    UNPLACED = 8
    """The ground shows, but the image can't be fitted to the other dates."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Visibility:
    """A coarse grid over one image.

    Attributes:
        cause: (rows, columns) uint8 of `Cause`; SEEN = the ground could be judged.
        step_px: image pixels per cell, the same in both directions; the last row and column may hang over the edge.
        width: columns of the image, pixels.
        height: rows of the image, pixels.
    """

    cause: NDArray[np.uint8]
    step_px: float
    width: int
    height: int

    def __post_init__(self) -> None:
        """Check that the grid covers the image."""
        rows, columns = grid_shape(self.width, self.height, self.step_px)
        if self.cause.shape != (rows, columns):
            raise ValueError(
                f"a grid of {self.step_px} px cells over {self.width} x {self.height} px needs the shape "
                f"{(rows, columns)}, not {self.cause.shape}"
            )

    @property
    def frame(self) -> PixelPolygon:
        """The image's outline."""
        return PixelPolygon(np.array([[0, 0], [self.width, 0], [self.width, self.height], [0, self.height]], float))

    @property
    def seen_fraction(self) -> float:
        """Share of the image on which the ground could be judged, 0..1."""
        return float((self.cause == Cause.SEEN).mean())

    @property
    def shares(self) -> dict[Cause, float]:
        """Share of the image by cause, every cause in its order; they add up to 1."""
        return shares_of(self.cause)

    def unplaced(self) -> Visibility:
        """The same where nothing that shows can be judged, because the image can't be fitted to the other dates."""
        lost = np.where(self.cause == Cause.SEEN, np.uint8(Cause.UNPLACED), self.cause)
        return replace(self, cause=lost)

    def seen_share(self, polygon: PixelPolygon) -> float:
        """Share of a polygon's area on which the ground was seen, 0..1; what lies outside the image was not seen.

        Exact for polygons over at most 4,096 cells; of larger ones a cell counts whole where its middle lies inside.
        """
        shape = shapely.make_valid(polygon.shape)
        inside = shapely.intersection(shape, shapely.box(0, 0, self.width, self.height))
        if shape.area == 0 or inside.area == 0:
            return 0.0
        rows, columns = self._cells_below(inside.bounds)
        if len(rows) <= _EXACT_CELLS:
            seen = self.cause[rows, columns] == Cause.SEEN
            boxes = self._boxes(rows[seen], columns[seen])
            return min(1.0, float(shapely.area(shapely.intersection(boxes, inside)).sum() / shape.area))
        shapely.prepare(inside)
        within = shapely.contains_xy(inside, (columns + 0.5) * self.step_px, (rows + 0.5) * self.step_px)
        seen_part = (self.cause[rows[within], columns[within]] == Cause.SEEN).mean() if within.any() else 0.0
        return float(seen_part * inside.area / shape.area)

    def _cells_below(self, bounds: tuple[float, float, float, float]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows and columns of all cells that a rectangle (left, upper, right, lower; pixels) touches."""
        left, upper, right, lower = (value / self.step_px for value in bounds)
        down, across = self.cause.shape
        rows, columns = np.mgrid[
            int(upper) : min(down, math.floor(lower) + 1), int(left) : min(across, math.floor(right) + 1)
        ]
        return rows.ravel(), columns.ravel()

    def _boxes(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.object_]:
        step = self.step_px
        boxes: NDArray[np.object_] = shapely.box(columns * step, rows * step, (columns + 1) * step, (rows + 1) * step)
        return boxes


def shares_of(causes: NDArray[np.uint8]) -> dict[Cause, float]:
    """Share of cells by cause, every cause in its order; they add up to 1, or to 0 where there are no cells."""
    numbers = np.bincount(causes.ravel(), minlength=len(Cause))
    return {cause: float(numbers[cause]) / max(1, causes.size) for cause in Cause}


def grid_shape(width: int, height: int, step_px: float) -> tuple[int, int]:
    """Rows and columns of the grid of cells that covers an image."""
    return math.ceil(height / step_px), math.ceil(width / step_px)


def measure_visibility(raster: Raster, stretch: Stretch, gsd_m: float | None) -> Visibility:
    """Where an image shows ground, judged on a reduced picture of it.

    Args:
        raster: the image.
        stretch: from `measure_stretch`.
        gsd_m: metres per pixel, or None where not known; cells then measure `CELL_PX`.

    Raises:
        ImageError: the pixels can't be decoded.
    """
    step = _step(raster, gsd_m)
    picture, seen, noise, green = _look(raster, stretch, step)
    rule = COLOUR_RULE if stretch.identity and is_coloured(picture) else GREY_RULE
    cell_m = step * (UNKNOWN_GSD_M if gsd_m is None else gsd_m)
    shades = shades_of(picture)
    wide = find_cloud(shades, seen, cell_m, rule)
    cloud = wide | find_small_cloud(shades, seen, cell_m, rule, wide)
    gaps = find_gaps(cloud, contrast_over_noise(picture, noise), cell_m)
    faint = find_faint(picture, noise, stretch)
    shadow = wide_parts(faint.shade, _SHADOW_RADIUS) if cloud.any() else np.zeros_like(cloud)
    cause = np.full(seen.shape, Cause.SEEN, np.uint8)
    # What comes later is surer.
    for mask, why in (
        (faint.shade, Cause.DEEP_SHADOW),
        (shadow, Cause.CLOUD_SHADOW),
        ((faint.haze | gaps) & ~green, Cause.HAZE),
        (faint.full, Cause.SATURATED),
        (cloud & ~green, Cause.CLOUD),
        (~seen | find_fill(picture[::2, ::2]), Cause.NODATA),
    ):
        cause[mask] = why
    return Visibility(cause=cause, step_px=step, width=raster.width, height=raster.height)


def measure_contrast(raster: Raster, stretch: Stretch, gsd_m: float | None) -> NDArray[np.float32]:
    """The score by which faint ground is told: contrast left around each cell, standard deviations of the noise.

    Arguments, errors and grid as of `measure_visibility`.
    """
    picture, _, noise, _ = _look(raster, stretch, _step(raster, gsd_m))
    return contrast_over_noise(picture, noise)


class _Look(NamedTuple):
    """What is read of an image.

    Attributes:
        picture: (2 rows, 2 columns, 3) uint8, reduced.
        seen: (rows, columns) bool, True = measured.
        noise: from `measure_noise`.
        green: (rows, columns) bool, True = vegetation shows in the near infrared, so that no cloud lies over it.
    """

    picture: NDArray[np.uint8]
    seen: NDArray[np.bool_]
    noise: float
    green: NDArray[np.bool_]


def _look(raster: Raster, stretch: Stretch, step: float) -> _Look:
    rows, columns = grid_shape(raster.width, raster.height, step)
    window = PixelWindow(column=0, row=0, width=columns * step, height=rows * step)
    with open_reader(raster) as reader:
        picture, measured = reader.read_rgb(window, 2 * rows, 2 * columns, stretch)
        noise = measure_noise(reader, stretch)
        green = reader.read_vegetation_index(window, rows, columns) > VEGETATION_INDEX
    picture, measured = _continue_edge(picture, measured, raster, step / 2)
    # Half of a cell is enough: what is judged must not vanish beside a frame that cuts cells.
    seen = halve(measured.astype(np.float32)) >= 0.5
    return _Look(picture=picture, seen=seen, noise=noise, green=green)


def _step(raster: Raster, gsd_m: float | None) -> float:
    """Image pixels per cell; an image smaller than a cell is still a cell with pixels in it."""
    wanted = CELL_PX if gsd_m is None else CELL_M / gsd_m
    step = max(MIN_CELL_PX, wanted, max(raster.width, raster.height) / MAX_CELLS)
    return min(step, 2.0 * min(raster.width, raster.height))


def _continue_edge(
    picture: NDArray[np.uint8], measured: NDArray[np.bool_], raster: Raster, step: float
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Give what hangs over the right and lower edge of the image the values at its edge: a cell there is part image."""
    rows, columns = measured.shape
    row = np.minimum(np.arange(rows), max(0, math.ceil(raster.height / step - 0.5) - 1))
    column = np.minimum(np.arange(columns), max(0, math.ceil(raster.width / step - 0.5) - 1))
    return picture[row][:, column], measured[row][:, column]
