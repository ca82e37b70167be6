"""The only place where the report touches image files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from hardstand.imagery.acquisition import Raster
from hardstand.imagery.reader import RasterReader, open_reader
from hardstand.imagery.stretch import Stretch, measure_stretch
from hardstand.imagery.window import PixelWindow

Rgb = NDArray[np.uint8]
Mask = NDArray[np.bool_]


class Pixels(Protocol):
    """An open image, ready for display."""

    def read(self, window: PixelWindow, rows: int, columns: int) -> tuple[Rgb, Mask]:
        """Read a window, brought to a size.

        Returns:
            (rows, columns, 3) uint8 red, green, blue, and (rows, columns) bool, True = the pixel holds a measurement.
        """
        ...


PixelSource = Callable[[Raster], AbstractContextManager[Pixels]]
"""Opens an image; it is closed when the context ends."""


@contextmanager
def open_pixels(raster: Raster) -> Iterator[Pixels]:
    """The image as the rest of Hardstand shows it.

    Raises:
        ImageError: the file is gone or damaged, or shows nothing.
    """
    stretch = measure_stretch(raster)
    with open_reader(raster) as reader:
        yield _Stretched(reader=reader, stretch=stretch)


@dataclass(frozen=True, kw_only=True)
class _Stretched:
    reader: RasterReader
    stretch: Stretch

    def read(self, window: PixelWindow, rows: int, columns: int) -> tuple[Rgb, Mask]:
        return self.reader.read_rgb(window, rows, columns, self.stretch)
