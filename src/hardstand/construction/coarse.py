"""What was built at 10 m: the probability of every pixel, from two dates on one grid.

The network sees tiles with a margin that reaches beyond its sight, so that the result does not depend on where the
tiles lie; and each tile in its four quarter turns, so that it does not depend on how the image lies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hardstand.construction.coarse_card import CoarseCard, read_coarse_card
from hardstand.construction.coarse_tone import BANDS, Tone, measure_tone
from hardstand.construction.warp import Mask, Values
from hardstand.detection.graph import Graph
from hardstand.errors import MetadataError

MODELS = Path(__file__).parent / "models"

TILE_PX = 512
"""Side of what one tile decides, pixels."""

MARGIN_PX = 112
"""Pixels round it that the network sees besides: a pixel is judged by none that lies farther away."""

GRID_PX = 16
"""The network halves its input four times, so that its sides must be multiples of this."""

COUNTS = 0.5
"""Probability from which on a pixel counts as built."""

QUARTERS = 4
"""Turns in which a tile is looked at."""


@dataclass(frozen=True, kw_only=True)
class CoarseModel:
    """Weights and card.

    Attributes:
        graph: takes (1, 2 * BANDS, rows, columns) float32, first the earlier date's bands and then the later's, toned
            (see `Tone.apply`), sides multiples of GRID_PX; gives `logit` (1, rows, columns).
        card: what the weights are.
    """

    graph: Graph
    card: CoarseCard

    def probability(self, first: NDArray[Any], second: NDArray[Any], seen: Mask) -> Values:
        """Probability of each pixel that something was built there between two dates.

        Brightness and change are judged against the scene's own, so give the ground round the site too, some kilometres
        of it.

        Args:
            first: (rows, columns, bands) of the earlier date in the image's own values, of any numeric type: blue,
                green, red, and near infrared where both dates have it.
            second: the same of the later date, on the same grid.
            seen: (rows, columns) bool, True = seen on both dates.

        Returns:
            (rows, columns) float32, 0..1; NaN where not seen. A pixel counts as built from `COUNTS` on; further than
            that the probabilities are not calibrated.

        Raises:
            MetadataError: the bands are not three or four, or not the same on both dates.
            ValueError: the grids differ.
        """
        logits = self.logits(first, second, seen)
        if not np.isfinite(logits).any():
            return logits
        level = self.card.hardstand.level.of(logits)
        return np.asarray(1 / (1 + np.exp(level - logits)), dtype=np.float32)

    def logits(self, first: NDArray[Any], second: NDArray[Any], seen: Mask) -> Values:
        """What the network says itself, (rows, columns) float32; arguments and errors as in `probability`."""
        _refuse_misfits(first, second, seen)
        result = np.full(seen.shape, np.nan, np.float32)
        tones = measure_tone(first, seen), measure_tone(second, seen)
        if tones[0] is None or tones[1] is None:
            return result
        pair = _Pair(first, second, seen, (tones[0], tones[1]))
        for rows, columns in _tiles(seen.shape):
            inner = self._judge(pair.tile(rows, columns))[MARGIN_PX:-MARGIN_PX, MARGIN_PX:-MARGIN_PX]
            result[rows, columns] = inner[: result[rows, columns].shape[0], : result[rows, columns].shape[1]]
        result[~seen] = np.nan
        return result

    def _judge(self, tile: Values) -> Values:
        """(rows, columns, 2 * BANDS) to (rows, columns): the mean over all turns."""
        turned = [self._seen_turned(tile, quarters) for quarters in range(QUARTERS)]
        return np.asarray(np.mean(turned, axis=0), dtype=np.float32)

    def _seen_turned(self, tile: Values, quarters: int) -> Values:
        planes = np.ascontiguousarray(np.rot90(tile, quarters).transpose(2, 0, 1))[None]
        [logits] = self.graph.run(("logit",), planes)
        return np.asarray(np.rot90(logits[0], -quarters))


@dataclass(frozen=True)
class _Pair:
    """Two dates and their tones."""

    first: NDArray[Any]
    second: NDArray[Any]
    seen: Mask
    tones: tuple[Tone, Tone]

    def tile(self, rows: slice, columns: slice) -> Values:
        """(rows, columns, 2 * BANDS) toned, with the margin; beyond the edge the scene goes on as in a mirror.

        What was not seen is 0 on both dates: the same, and nothing special.
        """
        place = np.ix_(_reach(rows, self.seen.shape[0]), _reach(columns, self.seen.shape[1]))
        dates = (self.first, self.second)
        toned = [tone.apply(date[place]) for tone, date in zip(self.tones, dates, strict=True)]
        return np.where(self.seen[place][..., None], np.concatenate(toned, axis=2), np.float32(0))


def load_coarse_model(weights: Path = MODELS / "built-10m.onnx", threads: int = 0) -> CoarseModel:
    """The shipped network, or another of its kind with its card beside it.

    Raises:
        DetectionError: a file is missing or damaged, or the card describes another file.
    """
    card = read_coarse_card(weights.with_suffix(".json"))
    graph = Graph(weights, card, threads)
    if len(graph.input_shape) != 4 or graph.input_shape[1] != 2 * BANDS:
        raise graph.refuse(f"it does not take {2 * BANDS} bands; (1, {2 * BANDS}, rows, columns) is expected")
    graph.require_outputs(("logit",))
    return CoarseModel(graph=graph, card=card)


def _refuse_misfits(first: NDArray[Any], second: NDArray[Any], seen: Mask) -> None:
    if not first.shape[:2] == second.shape[:2] == seen.shape:
        raise ValueError(f"the dates lie on different grids: {first.shape}, {second.shape}, seen {seen.shape}")
    if first.shape[2] != second.shape[2] or first.shape[2] not in (BANDS - 1, BANDS):
        raise MetadataError(
            "Construction at 10 m needs blue, green and red, with near infrared or without, the same on both dates; "
            f"the first has {first.shape[2]} band(s), the second {second.shape[2]}. Leave out what one of them lacks."
        )


def _tiles(shape: tuple[int, int]) -> Iterator[tuple[slice, slice]]:
    """Rows and columns of each tile, row by row; the last ones hang over the edge, to a multiple of GRID_PX."""
    for top in range(0, shape[0], TILE_PX):
        for left in range(0, shape[1], TILE_PX):
            yield _part(top, shape[0]), _part(left, shape[1])


def _part(start: int, size: int) -> slice:
    return slice(start, min(start + TILE_PX, -(-size // GRID_PX) * GRID_PX))


def _reach(part: slice, size: int) -> NDArray[np.intp]:
    """Indices of a tile with its margin, those beyond the edge mirrored at it."""
    wanted = np.arange(part.start - MARGIN_PX, part.stop + MARGIN_PX)
    period = max(2 * (size - 1), 1)
    folded = np.abs(wanted) % period
    return np.minimum(folded, period - folded) if size > 1 else np.zeros_like(wanted)
