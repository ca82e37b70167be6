"""How a large image is cut: equal tiles that overlap, each answerable for the objects centred in its own part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

CELL_PX = 32
"""Tile sides are multiples of this: the coarsest stride of the shipped network."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """One axis of a tile, in pixels at the model's GSD.

    Attributes:
        start: first pixel that is read.
        stop: end of what is read; may lie past the image's edge, where the reader pads.
        own_start: first pixel of the part that this tile answers for.
        own_stop: end of that part.
    """

    start: int
    stop: int
    own_start: int
    own_stop: int

    @property
    def size(self) -> int:
        """Pixels that are read."""
        return self.stop - self.start


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A rectangle of the image at the model's GSD."""

    columns: Span
    rows: Span


@dataclass(frozen=True, kw_only=True)
class TilePlan:
    """All tiles of an image, all of one size, in row order.

    Attributes:
        tiles: the tiles.
        columns: width of every tile, pixels.
        rows: height of every tile, pixels.
    """

    tiles: tuple[Tile, ...]
    columns: int
    rows: int

    @property
    def pixels(self) -> int:
        """Pixels that the model sees in all, overlap and padding included."""
        return len(self.tiles) * self.columns * self.rows


def plan_tiles(width: int, height: int, *, margin: int, budget: int) -> TilePlan:
    """Cut an image so that the model sees as few pixels twice as the budget allows.

    Args:
        width: columns of the image at the model's GSD.
        height: rows of the image at the model's GSD.
        margin: pixels that a tile sees beyond the part it answers for; half the largest object or more.
        budget: most pixels in one tile.

    Raises:
        ValueError: the image is empty, or the budget too small for the margin.
    """
    if width < 1 or height < 1:
        raise ValueError(f"an image of {width} x {height} pixels can't be cut into tiles")
    if budget < least_budget(margin):
        raise ValueError(f"a budget of {budget} pixels leaves no room between margins of {margin} pixels")
    plans = [_plan(width, height, across, down, margin) for across, down in _cuts(width, height, margin, budget)]
    return min(plans, key=lambda plan: (plan.pixels, len(plan.tiles)))


def least_budget(margin: int) -> int:
    """Pixels that a tile needs for margins of this width, with as much between them."""
    return (4 * margin + CELL_PX) ** 2


def plan_fixed_tiles(width: int, height: int, *, margin: int, columns: int, rows: int) -> TilePlan:
    """Cut an image into tiles of one given size, as few as cover it.

    Args:
        width: columns of the image at the model's GSD.
        height: rows of the image at the model's GSD.
        margin: pixels that a tile sees beyond the part it answers for; half the largest object or more.
        columns: width of every tile, pixels.
        rows: height of every tile, pixels.

    Raises:
        ValueError: the image is empty, or the tile too small for the margin.
    """
    if width < 1 or height < 1:
        raise ValueError(f"an image of {width} x {height} pixels can't be cut into tiles")
    across = _spans(width, _fixed_pieces(width, margin, columns), columns)
    down = _spans(height, _fixed_pieces(height, margin, rows), rows)
    tiles = tuple(Tile(columns=column, rows=row) for row, column in product(down, across))
    return TilePlan(tiles=tiles, columns=columns, rows=rows)


def _fixed_pieces(extent: int, margin: int, side: int) -> int:
    """Fewest tiles of a given side that cover an extent, neighbours overlapping by two margins."""
    if extent <= side:
        return 1
    if side <= 2 * margin:
        raise ValueError(f"a side of {side} pixels leaves no room between margins of {margin} pixels")
    return 1 + -(-(extent - side) // (side - 2 * margin))


def _cuts(width: int, height: int, margin: int, budget: int) -> Iterator[tuple[int, int]]:
    """For every sensible number of columns, the fewest rows that keep a tile inside the budget."""
    across = 1
    while True:
        side = _side(width, across, margin)
        rows_left = budget // side
        if rows_left >= min(_side(height, 1, margin), 4 * margin + CELL_PX):
            yield across, _pieces(height, margin, rows_left)
        if side <= 4 * margin + CELL_PX or side * _side(height, 1, margin) <= budget:
            return
        across += 1


def _pieces(extent: int, margin: int, most: int) -> int:
    pieces = 1
    while _side(extent, pieces, margin) > most:
        pieces += 1
    return pieces


def _side(extent: int, pieces: int, margin: int) -> int:
    """Tile side that covers an extent in so many pieces: a tile at the image's edge needs a margin on one side only."""
    own = -(-extent // pieces)
    margins = min(pieces - 1, 2) * margin
    return -(-(own + margins) // CELL_PX) * CELL_PX


def _plan(width: int, height: int, across: int, down: int, margin: int) -> TilePlan:
    columns = _spans(width, across, _side(width, across, margin))
    rows = _spans(height, down, _side(height, down, margin))
    tiles = tuple(Tile(columns=column, rows=row) for row, column in product(rows, columns))
    return TilePlan(tiles=tiles, columns=columns[0].size, rows=rows[0].size)


def _spans(extent: int, pieces: int, side: int) -> tuple[Span, ...]:
    """Equal spans, the first at 0 and the last ending at the extent; neighbours part in the middle of their overlap."""
    last = max(extent - side, 0)
    starts = [round(last * index / max(pieces - 1, 1)) for index in range(pieces)]
    seams = [(left + side + right) // 2 for left, right in pairwise(starts)]
    bounds = [0, *seams, extent]
    return tuple(
        Span(start=start, stop=start + side, own_start=bounds[index], own_stop=bounds[index + 1])
        for index, start in enumerate(starts)
    )
