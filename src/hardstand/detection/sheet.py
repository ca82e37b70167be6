"""An acquisition as a model sees it: at the model's GSD, tile by tile."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.detection.card import GsdRange, ModelCard
from hardstand.detection.request import SAME_GSD
from hardstand.detection.tiles import Tile, TilePlan, least_budget, plan_fixed_tiles, plan_tiles
from hardstand.errors import DetectionError
from hardstand.imagery import PixelWindow, RasterReader, Stretch, measure_stretch

CONTEXT_M = 6.0
"""Ground that a tile sees around the largest object centred on its edge, metres."""

EDGE_PX = 1.5
"""A box that comes this near to the image's edge, at the model's GSD, may be of an object that goes on beyond it."""

MISSING_SHARE = 0.05
"""A box is cut where at least this share of its outline runs along or across pixels without data."""


def model_gsd(window: GsdRange, gsd_m: float) -> float:
    """The GSD that an image is brought to: its own inside the model's window, else the window's nearer end."""
    nearest = min(max(gsd_m, window.low), window.high)
    return gsd_m if abs(gsd_m / nearest - 1) < SAME_GSD else nearest


@dataclass(frozen=True, kw_only=True, eq=False)
class ReadTile:
    """A tile with its pixels.

    Attributes:
        tile: where it lies.
        pixels: (rows, columns, 3) uint8 RGB.
        valid: (rows, columns) bool, True = measured; False beyond the image's edge too.
    """

    tile: Tile
    pixels: NDArray[np.uint8]
    valid: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """An acquisition at the model's GSD.

    Attributes:
        reader: of the image.
        stretch: of its values to 8 bits.
        scale: pixels of the sheet per pixel of the image.
        width: columns at the model's GSD.
        height: rows at the model's GSD.
        margin: pixels at the model's GSD that a tile sees beyond its own part.
    """

    reader: RasterReader
    stretch: Stretch
    scale: float
    width: int
    height: int
    margin: int

    @classmethod
    def of(cls, reader: RasterReader, gsd_m: float, card: ModelCard, labels: Sequence[str]) -> Sheet:
        """The sheet for a model and those of its classes that are looked for."""
        raster, facts = reader.raster, card.hardstand
        target = model_gsd(facts.input_gsd_m, gsd_m)
        scale = gsd_m / target
        largest = max(facts.classes[label].largest_object_m for label in labels)
        return cls(
            reader=reader,
            stretch=measure_stretch(raster),
            scale=scale,
            width=max(1, round(raster.width * scale)),
            height=max(1, round(raster.height * scale)),
            margin=math.ceil((largest / 2 + CONTEXT_M) / target),
        )

    def plan(self, tile_px: tuple[int, int] | None, budget: int) -> TilePlan:
        """Cut the sheet into tiles.

        Args:
            tile_px: rows and columns of every tile where the model takes no others; None = as it suits.
            budget: most pixels in one tile, where that is free; more only where the largest object needs them.

        Raises:
            DetectionError: the model's tiles are too small for what it looks for.
        """
        if tile_px is None:
            least = least_budget(self.margin)
            return plan_tiles(self.width, self.height, margin=self.margin, budget=max(budget, least))
        rows, columns = tile_px
        try:
            return plan_fixed_tiles(self.width, self.height, margin=self.margin, columns=columns, rows=rows)
        except ValueError as error:
            raise DetectionError(
                f"The model takes tiles of {columns} x {rows} pixels, too small for the largest objects of its card: "
                f"{error}. Lower largest_object_m, raise input_gsd_m, or export the model for larger images."
            ) from error

    def read(self, tile: Tile) -> ReadTile:
        """The pixels of a tile."""
        window = PixelWindow(
            column=tile.columns.start / self.scale,
            row=tile.rows.start / self.scale,
            width=tile.columns.size / self.scale,
            height=tile.rows.size / self.scale,
        )
        pixels, valid = self.reader.read_rgb(window, tile.rows.size, tile.columns.size, self.stretch)
        return ReadTile(tile=tile, pixels=pixels, valid=valid)

    def cuts(self, read: ReadTile, corners: NDArray[np.float64]) -> bool:
        """Whether the image's edge, or missing data, cuts a box.

        Args:
            read: the tile on which the box was found.
            corners: (4, 2) float64, (column, row) in pixels of the sheet.
        """
        size = np.array([self.width, self.height])
        if (corners <= EDGE_PX).any() or (corners >= size - EDGE_PX).any():
            return True
        if read.valid.all():
            return False
        own = corners - np.array([read.tile.columns.start, read.tile.rows.start])
        return _missing_share(read.valid, own) >= MISSING_SHARE


def _missing_share(valid: NDArray[np.bool_], corners: NDArray[np.float64]) -> float:
    """Share of a polygon's outline, three pixels wide, that lies on pixels without data."""
    outline = np.zeros(valid.shape, np.uint8)
    cv2.polylines(outline, [np.rint(corners - 0.5).astype(np.int32)], isClosed=True, color=1, thickness=3)
    drawn = outline.astype(np.bool_)
    return float((~valid[drawn]).mean()) if drawn.any() else 0.0


def batches(plan: TilePlan, batch_pixels: int) -> Iterator[Sequence[Tile]]:
    """The tiles in groups that hold at most so many pixels, and at least one tile each."""
    size = max(1, batch_pixels // (plan.columns * plan.rows))
    return (plan.tiles[first : first + size] for first in range(0, len(plan.tiles), size))
