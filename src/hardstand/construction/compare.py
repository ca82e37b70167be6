"""Where works appeared or vanished between two dates: probabilities on the grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hardstand.construction.aligned import AlignedReader, Piece
from hardstand.construction.grid import Grid
from hardstand.construction.works_model import MULTIPLE, STRIDE, WorksModel

PIECE_CELLS = 768
"""Side of the pieces that are compared at once, cells."""

MARGIN_CELLS = 64
"""What a piece sees beyond itself, cells: more than the network looks aside in either direction."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ChangeMap:
    """What appeared, or what vanished, between two dates.

    Attributes:
        probability: (rows, columns) uint8, 0 = surely nothing, 255 = surely something; 0 where not both dates show the
            ground.
        kind: (rows, columns) uint8, index of the likeliest kind: pavement, building, ground works.
        step_cells: cells of the grid per side of one value.
    """

    probability: NDArray[np.uint8]
    kind: NDArray[np.uint8]
    step_cells: int


@dataclass(frozen=True, kw_only=True, eq=False)
class PairMaps:
    """The comparison of two dates.

    Attributes:
        appeared: what is there on the later date alone.
        vanished: what is there on the earlier date alone.
        seen: as `ChangeMap.probability`, True = both dates show the ground, and no date between them does.
    """

    appeared: ChangeMap
    vanished: ChangeMap
    seen: NDArray[np.bool_]


def compare_dates(
    before: AlignedReader, after: AlignedReader, between: list[AlignedReader], grid: Grid, model: WorksModel
) -> PairMaps:
    """Compare two dates piece by piece.

    Args:
        before: the earlier date.
        after: the later one.
        between: dates between them: where one of these shows the ground, this pair is not asked.
        grid: of cells of the size that the model takes.
        model: the network.
    """
    rows, columns = (-(-side // STRIDE) for side in (grid.rows, grid.columns))
    maps = [np.zeros((rows, columns), np.uint8) for _ in range(4)]
    seen = np.zeros((rows, columns), np.bool_)
    for piece in _pieces(grid):
        inner = (
            slice(piece.row // STRIDE, piece.row // STRIDE + PIECE_CELLS // STRIDE),
            slice(piece.column // STRIDE, piece.column // STRIDE + PIECE_CELLS // STRIDE),
        )
        asked = _asked(before, after, between, piece)
        if not asked.any():
            continue
        answers = _compare_piece(before, after, piece, model)
        size = seen[inner].shape
        seen[inner] = asked[: size[0], : size[1]]
        for values, whole in zip(answers, maps, strict=True):
            whole[inner] = np.where(seen[inner], values[: size[0], : size[1]], 0)
    appeared, vanished = (
        ChangeMap(probability=maps[first], kind=maps[first + 1], step_cells=STRIDE) for first in (0, 2)
    )
    return PairMaps(appeared=appeared, vanished=vanished, seen=seen)


def _pieces(grid: Grid) -> Iterator[Piece]:
    for row in range(0, grid.rows, PIECE_CELLS):
        for column in range(0, grid.columns, PIECE_CELLS):
            yield Piece(row=row, column=column, rows=PIECE_CELLS, columns=PIECE_CELLS)


def _asked(
    before: AlignedReader, after: AlignedReader, between: list[AlignedReader], piece: Piece
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
