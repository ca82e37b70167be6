"""How much of the ground an acquisition could not show, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from hardstand.imagery.visibility import Cause, Visibility
from hardstand.ledger.entries import Stand, State
from hardstand.result import SAME_FRAME, RunResult

REASONS = {
    Cause.OUTSIDE: "outside the image",
    Cause.NODATA: "without data",
    Cause.CLOUD: "hidden by cloud",
    Cause.HAZE: "hidden by haze or fog",
    Cause.CLOUD_SHADOW: "too dark in the shadow of a cloud",
    Cause.DEEP_SHADOW: "too dark to be judged",
    Cause.SATURATED: "too bright for the picture",
    Cause.UNPLACED: "not to be placed on the other images",
}
"""Each cause, to follow "was"."""

VEILED = "hidden by cloud, haze or fog"
"""Cloud and haze together."""

TELLING_SHARE = 0.05
"""A cause is named from this share of what was not seen."""


@dataclass(frozen=True, kw_only=True)
class Unseen:
    """The part of the site on which one acquisition could not be judged.

    Attributes:
        share: 0..1.
        causes: the commonest first; empty where no cause is recorded.
        outside: the part of the share that lies outside the image.
    """

    share: float
    causes: tuple[Cause, ...]
    outside: float = 0.0

    @property
    def in_frame(self) -> float:
        """The share of what lies inside the image."""
        return 1.0 - (1.0 - self.share) / (1.0 - self.outside) if self.outside < 1 else 1.0

    @property
    def reason(self) -> str:
        """The causes, to follow "was": "hidden by cloud"; "not to be judged" where none is recorded."""
        both = {Cause.CLOUD, Cause.HAZE} <= set(self.causes)
        words = [VEILED if both and cause in (Cause.CLOUD, Cause.HAZE) else REASONS[cause] for cause in self.causes]
        return " or ".join(dict.fromkeys(words)) or "not to be judged"


def unseen_on(result: RunResult, acquisition: str) -> Unseen:
    """What one acquisition could not show.

    Share and causes are those of the area of interest, or of the ground that all images cover together. Where the run
    did not measure them, the share is that of the ledger, or of the whole image where the ledger counted nothing, and
    the causes are those of the whole image.
    """
    if acquisition in result.shares:
        measured = _of_the_site(result, acquisition)
        outside = measured.get(Cause.OUTSIDE, 0.0)
        return Unseen(share=1.0 - measured[Cause.SEEN], causes=_telling(measured), outside=outside)
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


def _of_the_site(result: RunResult, acquisition: str) -> Mapping[Cause, float]:
    """Shares by cause; without an area of interest, ground that only other images cover lies outside this one."""
    shares, covered = result.shares[acquisition], result.frame_shares.get(acquisition, 1.0)
    if not result.whole_images or covered >= SAME_FRAME:
        return shares
    scaled = {cause: share * covered for cause, share in shares.items()}
    return {**scaled, Cause.OUTSIDE: scaled.get(Cause.OUTSIDE, 0.0) + 1.0 - covered}


def _telling(shares: Mapping[Cause, float]) -> tuple[Cause, ...]:
    """The causes of what was not seen, the commonest first, without what is too rare to be told of."""
    unseen = {cause: share for cause, share in shares.items() if cause is not Cause.SEEN and share > 0}
    least = TELLING_SHARE * sum(unseen.values())
    return tuple(sorted((cause for cause, share in unseen.items() if share >= least), key=lambda cause: -unseen[cause]))


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
