"""How much of the ground an acquisition could not show, and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from hardstand.imagery.visibility import Cause, Visibility
from hardstand.ledger.entries import Stand, State
from hardstand.result import RunResult

REASONS = {
    Cause.CLOUD: "hidden by cloud",
    Cause.NODATA: "without data",
    Cause.OUTSIDE: "outside the image",
}


@dataclass(frozen=True, kw_only=True)
class Unseen:
    """The part of the area of interest on which one acquisition could not be judged.

    Attributes:
        share: 0..1.
        causes: the commonest first; empty where no cause is recorded.
    """

    share: float
    causes: tuple[Cause, ...]

    @property
    def reason(self) -> str:
        """The causes, to follow "was": "hidden by cloud"; "not to be judged" where none is recorded."""
        return " or ".join(REASONS[cause] for cause in self.causes) or "not to be judged"


def unseen_on(result: RunResult, acquisition: str) -> Unseen:
    """What one acquisition could not show.

    The share is that of the ledger (over the area of interest); only where the ledger counted nothing it is that of the
    whole image. The causes are those of the whole image.
    """
    visibility = result.visibility.get(acquisition)
    shares = [count.seen_fraction for count in result.ledger.counts if count.acquisition == acquisition]
    whole = 1.0 if visibility is None else visibility.seen_fraction
    seen = min(shares, default=whole)
    return Unseen(share=1.0 - seen, causes=() if visibility is None else _causes(visibility.cause))


def cause_at(result: RunResult, stand: Stand, acquisition: str) -> Cause | None:
    """Why a stand was not seen on an acquisition: the commonest cause in the visibility cells under it.

    Returns:
        None where no cause is recorded under the stand.
    """
    visibility = result.visibility.get(acquisition)
    ground = result.registration.ground.get(acquisition)
    if visibility is None or ground is None:
        return None
    causes = _causes(_cells_under(visibility, ground.to_pixels(stand.polygon).shape))
    return causes[0] if causes else None


def not_seen(result: RunResult) -> dict[str, dict[Cause | None, tuple[Stand, ...]]]:
    """Per acquisition and cause, the stands that could not be judged; acquisitions without any are left out."""
    table: dict[str, dict[Cause | None, tuple[Stand, ...]]] = {}
    for acquisition in result.ledger.acquisitions:
        for stand in result.ledger.stands:
            if stand.states.get(acquisition) is State.NOT_SEEN:
                row = table.setdefault(acquisition, {})
                cause = cause_at(result, stand, acquisition)
                row[cause] = (*row.get(cause, ()), stand)
    return table


def _cells_under(visibility: Visibility, shape: shapely.Polygon) -> NDArray[np.uint8]:
    """Causes of the cells whose middle lies within half a cell of a polygon (column, row); OUTSIDE off the grid."""
    step = visibility.step_px
    west, north, east, south = (np.floor(np.array(shape.bounds) / step)).astype(int)
    columns, rows = np.meshgrid(np.arange(west - 1, east + 2), np.arange(north - 1, south + 2))
    inside = shapely.dwithin(shape, shapely.points((columns + 0.5) * step, (rows + 0.5) * step), step / 2)
    columns, rows = columns[inside], rows[inside]
    height, width = visibility.cause.shape
    on_grid = (columns >= 0) & (rows >= 0) & (columns < width) & (rows < height)
    causes = np.full(columns.shape, int(Cause.OUTSIDE), dtype=np.uint8)
    causes[on_grid] = visibility.cause[rows[on_grid], columns[on_grid]]
    return causes


def _causes(cells: NDArray[np.uint8]) -> tuple[Cause, ...]:
    """The causes other than SEEN, the commonest first, equals in the order of their numbers."""
    numbers = np.bincount(cells.ravel(), minlength=len(Cause))
    present = [cause for cause in Cause if cause is not Cause.SEEN and numbers[cause] > 0]
    return tuple(sorted(present, key=lambda cause: -int(numbers[cause])))
