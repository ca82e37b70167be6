"""Where works appeared or vanished between two dates of 0.3 to 1 m: read at 1 m, and compared piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from hardstand.construction.aligned import AlignedReader, DatedImage, Piece
from hardstand.construction.comparison import ChangeMap, PairMaps
from hardstand.construction.grid import Grid, grid_over
from hardstand.construction.works_model import MULTIPLE, STRIDE, WorksModel

PIECE_CELLS = 768
"""Side of the pieces that are compared at once, cells."""

MARGIN_CELLS = 64
"""What a piece sees beyond itself, cells: more than the network looks aside in either direction."""


class FineComparison:
    """Dates of 0.3 to 1 m on one grid; a context manager that holds their files open."""

    def __init__(self, images: Sequence[DatedImage], model: WorksModel) -> None:
        """Lay the grid over the first image; nothing is opened before `with`.

        Args:
            images: in the order of time, one at least, all of a GSD that the model takes.
            model: the network.
        """
        raster, ground = images[0].acquisition.raster, images[0].ground
        self.images = tuple(images)
        self.reading = model.card.hardstand.reading
        self.grid: Grid = grid_over(ground, raster.width, raster.height, self.reading.cell_m)
        self.step_cells = STRIDE
        self._model = model
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """Open the files.

        Raises:
            ImageError: one is gone or damaged.
        """
        self._readers = [self._stack.enter_context(AlignedReader(image, self.grid)) for image in self.images]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the files."""
        self._stack.close()

    def compare(self, first: int, second: int) -> PairMaps:
        """What appeared and what vanished between two of the images, where no image between them shows the ground.

        Raises:
            ImageError: pixels can't be decoded.
        """
        before, after, between = self._readers[first], self._readers[second], self._readers[first + 1 : second]
        rows, columns = (-(-side // STRIDE) for side in (self.grid.rows, self.grid.columns))
        maps = [np.zeros((rows, columns), np.uint8) for _ in range(4)]
        seen = np.zeros((rows, columns), np.bool_)
        for piece in _pieces(self.grid):
            asked = _asked(before, after, between, piece)
            if not asked.any():
                continue
            inner = _place(piece)
            size = seen[inner].shape
            seen[inner] = asked[: size[0], : size[1]]
            for values, whole in zip(_compare_piece(before, after, piece, self._model), maps, strict=True):
                whole[inner] = np.where(seen[inner], values[: size[0], : size[1]], 0)
        appeared, vanished = (
            ChangeMap(probability=maps[index], kind=maps[index + 1], step_cells=STRIDE) for index in (0, 2)
        )
        return PairMaps(appeared=appeared, vanished=vanished, seen=seen)


def _place(piece: Piece) -> tuple[slice, slice]:
    """Rows and columns of a piece at the answers' step."""
    top, left = piece.row // STRIDE, piece.column // STRIDE
    return slice(top, top + piece.rows // STRIDE), slice(left, left + piece.columns // STRIDE)


def _pieces(grid: Grid) -> Iterator[Piece]:
    for row in range(0, grid.rows, PIECE_CELLS):
        for column in range(0, grid.columns, PIECE_CELLS):
            yield Piece(row=row, column=column, rows=PIECE_CELLS, columns=PIECE_CELLS)


def _asked(
    before: AlignedReader, after: AlignedReader, between: Sequence[AlignedReader], piece: Piece
) -> NDArray[np.bool_]:
    """At the answers' step: both dates show the ground and none between does."""
    asked = before.seen(piece, STRIDE) & after.seen(piece, STRIDE)
    for date in between:
        asked &= ~date.seen(piece, STRIDE)
    return asked


def _compare_piece(
    before: AlignedReader, after: AlignedReader, piece: Piece, model: WorksModel
) -> tuple[NDArray[np.uint8], ...]:
    """Probability and kind of what appeared, then of what vanished, in the middle of the wider piece that is read."""
    assert (piece.rows + 2 * MARGIN_CELLS) % MULTIPLE == 0
    wide = Piece(
        row=piece.row - MARGIN_CELLS,
        column=piece.column - MARGIN_CELLS,
        rows=piece.rows + 2 * MARGIN_CELLS,
        columns=piece.columns + 2 * MARGIN_CELLS,
    )
    (first, first_seen), (second, second_seen) = before.read(wide), after.read(wide)
    # Where one date shows nothing, both show the same: nothing is said there, and nothing leaks in from there.
    hidden = ~(first_seen & second_seen)
    first[hidden] = second[hidden] = 0
    cut = slice(MARGIN_CELLS // STRIDE, -(MARGIN_CELLS // STRIDE))
    answers: list[NDArray[np.uint8]] = []
    for shares in model.compare(first, second):
        inside = shares[:, cut, cut]
        answers += [
            np.rint(255 * inside.sum(axis=0).clip(0, 1)).astype(np.uint8),
            inside.argmax(axis=0).astype(np.uint8),
        ]
    return tuple(answers)
