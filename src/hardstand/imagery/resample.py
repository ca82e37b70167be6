"""Bring a block of pixels onto another grid: how much to read, and how to weigh it.

Two steps. Where one new pixel covers two or more old ones each way, GDAL averages while it reads (from overviews where
the file has them), so that no full-size block is held. What is left, a factor below two and a shift by part of a
pixel, is done by Pillow with a triangle filter that widens as it reduces: bilinear when enlarging, free of aliasing
when reducing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from hardstand.imagery.window import PixelWindow

MARGIN = 2
"""Cells by which a block is continued at its edge with the outermost value; the filter never reaches further."""


@dataclass(frozen=True, kw_only=True)
class AxisPlan:
    """How one axis of a window is read.

    Attributes:
        first: first new pixel whose middle lies on the image.
        stop: one past the last such pixel.
        source: first image pixel to read.
        source_stop: one past the last.
        cells: number of cells that the image pixels are averaged to, at most `source_stop - source`.
        begin: where new pixel `first` begins, in cells from `source`; may be slightly negative.
        end: where new pixel `stop - 1` ends, in cells from `source`.
    """

    first: int
    stop: int
    source: int
    source_stop: int
    cells: int
    begin: float
    end: float

    @property
    def empty(self) -> bool:
        """Whether no new pixel lies on the image."""
        return self.first >= self.stop


@dataclass(frozen=True, kw_only=True)
class ReadPlan:
    """How a window is read; see `AxisPlan`."""

    across: AxisPlan
    down: AxisPlan

    @property
    def empty(self) -> bool:
        """Whether the window misses the image."""
        return self.across.empty or self.down.empty

    @property
    def place(self) -> tuple[slice, slice]:
        """Rows and columns of the new grid that lie on the image."""
        return slice(self.down.first, self.down.stop), slice(self.across.first, self.across.stop)

    @property
    def copies(self) -> bool:
        """Whether cells are new pixels as they stand."""
        return all(
            axis.begin == 0 and axis.end == axis.cells == axis.stop - axis.first for axis in (self.across, self.down)
        )

    @property
    def averages(self) -> bool:
        """Whether GDAL has to average while it reads."""
        return any(axis.cells != axis.source_stop - axis.source for axis in (self.across, self.down))


def plan_read(window: PixelWindow, rows: int, columns: int, *, width: int, height: int) -> ReadPlan:
    """What to read of an image of `width` x `height` pixels for a new grid of `rows` x `columns` over a window."""
    return ReadPlan(
        across=_plan_axis(window.column, window.width, columns, width),
        down=_plan_axis(window.row, window.height, rows, height),
    )


def resize_block(block: NDArray[Any], plan: ReadPlan) -> NDArray[Any]:
    """Bring cells onto the new grid.

    Args:
        block: (cells down, cells across) or (cells down, cells across, 3), uint8 or float32.
        plan: how the cells were read.

    Returns:
        (rows, columns) or (rows, columns, 3) of the part of the new grid that lies on the image, of the block's type.
    """
    if plan.copies:
        return block
    framed = cv2.copyMakeBorder(block, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_REPLICATE)
    down, across = plan.down, plan.across
    box = (across.begin + MARGIN, down.begin + MARGIN, across.end + MARGIN, down.end + MARGIN)
    size = (across.stop - across.first, down.stop - down.first)
    return np.asarray(Image.fromarray(framed).resize(size, Image.Resampling.BILINEAR, box=box))


def mean_channel(block: NDArray[Any]) -> NDArray[np.float32]:
    """(rows, columns, channels) to (rows, columns), float32; many times faster than NumPy along so short an axis."""
    if block.shape[2] == 1:
        return block[..., 0].astype(np.float32)
    weights = np.full((1, block.shape[2]), 1 / block.shape[2], np.float32)
    return np.asarray(cv2.transform(block.astype(np.float32), weights), dtype=np.float32)


def _plan_axis(start: float, length: float, pixels: int, extent: int) -> AxisPlan:
    step = length / pixels
    first = max(0, math.ceil(-start / step - 0.5))
    stop = min(pixels, math.ceil((extent - start) / step - 0.5))
    begin, end = start + first * step, start + stop * step
    if first >= stop:
        return AxisPlan(first=0, stop=0, source=0, source_stop=0, cells=0, begin=0.0, end=0.0)
    exact = step == 1 and float(start).is_integer()
    margin = 0 if exact else math.ceil(step) + 1
    source = max(0, math.floor(begin) - margin)
    source_stop = min(extent, math.ceil(end) + margin)
    cells = -(-(source_stop - source) // max(1, math.floor(step)))
    scale = cells / (source_stop - source)
    return AxisPlan(
        first=first,
        stop=stop,
        source=source,
        source_stop=source_stop,
        cells=cells,
        begin=(begin - source) * scale,
        end=(end - source) * scale,
    )
