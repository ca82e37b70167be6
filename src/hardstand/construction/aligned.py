"""Pictures of all dates on one grid, read piece by piece."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.construction.grid import Grid
from hardstand.frames import GroundTransform
from hardstand.imagery.acquisition import Acquisition
from hardstand.imagery.reader import RasterReader, open_reader
from hardstand.imagery.stretch import Stretch, measure_stretch
from hardstand.imagery.visibility import Cause, Visibility
from hardstand.imagery.window import PixelWindow

_RIM_PX = 2
"""Pixels read beyond what a piece needs, so that its edge is interpolated from what lies there."""


@dataclass(frozen=True, kw_only=True, eq=False)
class DatedImage:
    """One date as it is compared with others.

    Attributes:
        acquisition: the image.
        ground: its pixels to the site frame.
        visibility: where it shows the ground.
    """

    acquisition: Acquisition
    ground: GroundTransform
    visibility: Visibility


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A rectangle of cells: first row and column, rows and columns; may hang over the grid's edge."""

    row: int
    column: int
    rows: int
    columns: int


class AlignedReader:
    """Reads pieces of the grid from one image; a context manager."""

    def __init__(self, image: DatedImage, grid: Grid) -> None:
        """Nothing is opened before `with`."""
        self._image = image
        self._to_pixels = grid.to(image.ground)
        self._scale = float(np.sqrt(abs(np.linalg.det(self._to_pixels[:, :2]))))
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """Open the file.

        Raises:
            ImageError: it is gone or damaged.
        """
        raster = self._image.acquisition.raster
        self._stretch: Stretch = measure_stretch(raster)
        self._reader: RasterReader = self._stack.enter_context(open_reader(raster))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the file."""
        self._stack.close()

    def read(self, piece: Piece) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
        """The picture of a piece, (rows, columns, 3) uint8 RGB, and (rows, columns) bool, True = the ground is seen.

        Raises:
            ImageError: the pixels can't be decoded.
        """
        corners = self._pixels(
            np.array([piece.column, piece.column + piece.columns]), np.array([piece.row, piece.row + piece.rows])
        )
        low = np.floor(corners.min(axis=(0, 1)) / self._scale) - _RIM_PX
        high = np.ceil(corners.max(axis=(0, 1)) / self._scale) + _RIM_PX
        columns, rows = (int(side) for side in high - low)
        window = PixelWindow(
            column=float(low[0] * self._scale),
            row=float(low[1] * self._scale),
            width=columns * self._scale,
            height=rows * self._scale,
        )
        picture, measured = self._reader.read_rgb(window, rows, columns, self._stretch)
        return self._turned(picture, measured, piece, low)

    def _turned(
        self, picture: NDArray[np.uint8], measured: NDArray[np.bool_], piece: Piece, low: NDArray[np.float64]
    ) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
        """What was read at the grid's scale, turned and shifted onto its cells."""
        matrix = self._to_pixels / self._scale
        # OpenCV counts from the middle of the first pixel, grids and images from its outer corner.
        first = matrix[:, :2] @ np.array([piece.column + 0.5, piece.row + 0.5]) + matrix[:, 2] - low - 0.5
        inverse = np.hstack([matrix[:, :2], first[:, None]])
        size = (piece.columns, piece.rows)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        turned = cv2.warpAffine(picture, inverse, size, flags=flags)
        share = cv2.warpAffine(measured.astype(np.uint8) * 255, inverse, size, flags=flags)
        return np.asarray(turned, np.uint8), (share == 255) & self.seen(piece)

    def seen(self, piece: Piece, every: int = 1) -> NDArray[np.bool_]:
        """True = the image shows the ground in the middle of the cell; of every n-th row and column."""
        return seen_on(self._image, self._to_pixels, piece, every)

    def _pixels(self, columns: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """(rows, columns, 2) pixels of corners of cells."""
        return pixels_of(self._to_pixels, columns, rows)


def seen_on(image: DatedImage, to_pixels: NDArray[np.float64], piece: Piece, every: int = 1) -> NDArray[np.bool_]:
    """True = an image shows the ground in the middle of the cell, for every n-th row and column of a piece."""
    columns = np.arange(piece.column, piece.column + piece.columns, every) + 0.5 * every
    rows = np.arange(piece.row, piece.row + piece.rows, every) + 0.5 * every
    visibility = image.visibility
    places = np.floor(pixels_of(to_pixels, columns, rows) / visibility.step_px).astype(np.int64)
    height, width = visibility.cause.shape
    inside = ((places >= 0) & (places < (width, height))).all(axis=2)
    held = np.clip(places, 0, (width - 1, height - 1))
    return np.asarray(inside & (visibility.cause[held[..., 1], held[..., 0]] == Cause.SEEN))


def pixels_of(
    to_pixels: NDArray[np.float64], columns: NDArray[np.generic], rows: NDArray[np.generic]
) -> NDArray[np.float64]:
    """(rows, columns, 2): column and row of an image at each crossing of grid columns and rows."""
    across = to_pixels[:, 0] * np.asarray(columns, np.float64)[None, :, None]
    down = to_pixels[:, 1] * np.asarray(rows, np.float64)[:, None, None]
    return np.asarray(across + down + to_pixels[:, 2])
