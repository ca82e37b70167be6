"""The grey picture of an acquisition that matching works on: kept whole when small, read by windows when large."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.imagery.acquisition import Acquisition
from hardstand.imagery.reader import RasterReader, open_reader
from hardstand.imagery.window import PixelWindow

Grey = NDArray[np.float32]
Mask = NDArray[np.bool_]

WHOLE_PX = 16_000_000
"""An image of at most this many pixels is read once and kept (64 MB as float32); a larger one is read by windows."""

STRETCH_SIDE = 512
SAMPLES = 8
SAMPLE_SIDE = 128
FILL_SIDE = 7
"""A black patch of at least this many pixels per side is fill, whatever the header says of nodata."""


@dataclass(frozen=True, kw_only=True, eq=False)
class GreyImage:
    """An open image, as grey values of which the middle 98 % are stretched to 0..255 (the rest lies outside).

    Attributes:
        acquisition: whose image it is.
        reader: the open raster.
        levels: reduced pictures that were made before, by factor; only a small image has any.
    """

    acquisition: Acquisition
    reader: RasterReader
    levels: dict[int, tuple[Grey, Mask]] = field(default_factory=dict, repr=False)

    @property
    def width(self) -> int:
        """Columns, pixels."""
        return self.acquisition.raster.width

    @property
    def height(self) -> int:
        """Rows, pixels."""
        return self.acquisition.raster.height

    def reduced_size(self, factor: int) -> tuple[int, int]:
        """Columns and rows of the image reduced by `factor`; a rest at the right and lower edge is dropped."""
        return max(1, self.width // factor), max(1, self.height // factor)

    def reduced(self, factor: int) -> tuple[Grey, Mask]:
        """The whole image, `factor` x `factor` pixels averaged to one: (rows, columns), and True = measured."""
        return self.window(factor, 0, 0, *self.reduced_size(factor))

    def window(self, factor: int, column: int, row: int, columns: int, rows: int) -> tuple[Grey, Mask]:
        """A window of the reduced image.

        Args:
            factor: image pixels per side that are averaged to one reduced pixel.
            column: left edge, reduced pixels; may lie outside.
            row: upper edge, reduced pixels; may lie outside.
            columns: width, reduced pixels.
            rows: height, reduced pixels.

        Returns:
            (rows, columns) grey values and a mask, True = inside the image and measured.
        """
        width, height = self.reduced_size(factor)
        left, top = max(column, 0), max(row, 0)
        right, bottom = min(column + columns, width), min(row + rows, height)
        grey = np.zeros((rows, columns), dtype=np.float32)
        valid = np.zeros((rows, columns), dtype=np.bool_)
        if right > left and bottom > top:
            place = np.s_[top - row : bottom - row, left - column : right - column]
            grey[place], valid[place] = self._inside(factor, left, top, right, bottom)
        return grey, valid

    def _inside(self, factor: int, left: int, top: int, right: int, bottom: int) -> tuple[Grey, Mask]:
        if self.width * self.height > WHOLE_PX:
            raw, valid = self._read(factor, left, top, right, bottom)
        else:
            whole, measured = self._level(factor)
            raw, valid = whole[top:bottom, left:right], measured[top:bottom, left:right]
        low, high = self._stretch
        return (raw - np.float32(low)) * np.float32(255.0 / (high - low)), valid

    def _level(self, factor: int) -> tuple[Grey, Mask]:
        if factor not in self.levels:
            self.levels[factor] = self._read(1, 0, 0, self.width, self.height) if factor == 1 else self._reduce(factor)
        return self.levels[factor]

    def _reduce(self, factor: int) -> tuple[Grey, Mask]:
        raw, valid = self._level(1)
        size = self.reduced_size(factor)
        kept = np.s_[: size[1] * factor, : size[0] * factor]
        small = cv2.resize(raw[kept], size, interpolation=cv2.INTER_AREA)
        share = cv2.resize(valid[kept].astype(np.float32), size, interpolation=cv2.INTER_AREA)
        return np.asarray(small, dtype=np.float32), np.asarray(share > 0.99, dtype=np.bool_)

    def _read(self, factor: int, left: int, top: int, right: int, bottom: int) -> tuple[Grey, Mask]:
        columns, rows = right - left, bottom - top
        window = PixelWindow(
            column=left * factor,
            row=top * factor,
            width=min(columns * factor, self.width - left * factor),
            height=min(rows * factor, self.height - top * factor),
        )
        raw, valid = self.reader.read_band(window, rows, columns)
        return raw, valid & ~_fill(raw)

    @cached_property
    def _stretch(self) -> tuple[float, float]:
        values = self._some_values()
        if not values.size:
            return 0.0, 1.0
        low, high = np.percentile(values, (1.0, 99.0))
        return float(low), float(max(high, low + 1e-3 * max(1.0, abs(low))))

    def _some_values(self) -> Grey:
        """Measured values from all over the image, unstretched; reducing a huge one would read all of it."""
        factor = max(1, -(-max(self.width, self.height) // STRETCH_SIDE))
        if self.width * self.height <= WHOLE_PX:
            raw, valid = self._level(factor)
            return raw[valid]
        if self.reader.quick_to_reduce:
            raw, valid = self._read(factor, 0, 0, *self.reduced_size(factor))
            return raw[valid]
        patches = [self._read(1, left, top, left + SAMPLE_SIDE, top + SAMPLE_SIDE) for left, top in self._grid()]
        return np.concatenate([raw[valid] for raw, valid in patches])

    def _grid(self) -> list[tuple[int, int]]:
        """Upper left corners (column, row) of patches in the middles of a grid over the image, pixels."""
        columns, rows = (
            [int((number + 0.5) * size / SAMPLES - SAMPLE_SIDE / 2) for number in range(SAMPLES)]
            for size in (self.width, self.height)
        )
        return list(product(columns, rows))


@contextmanager
def open_grey(acquisition: Acquisition) -> Iterator[GreyImage]:
    """Open an acquisition's image for matching.

    Raises:
        ImageError: the file can't be opened or read.
    """
    with open_reader(acquisition.raster) as reader:
        yield GreyImage(acquisition=acquisition, reader=reader)


def _fill(raw: Grey) -> Mask:
    """Black patches: True = no ground there."""
    black = (raw == 0).astype(np.uint8)
    if not black.any():
        return np.zeros(raw.shape, dtype=np.bool_)
    return np.asarray(cv2.morphologyEx(black, cv2.MORPH_OPEN, np.ones((FILL_SIDE, FILL_SIDE), np.uint8)) > 0)
