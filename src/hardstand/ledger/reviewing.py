"""What a person should look at to make the counts of an acquisition surer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from hardstand.counting import FrameCount, ItemKind, ReviewedSample, ReviewItem
from hardstand.counting.plan import detection_shares, in_order, tile_shares
from hardstand.errors import MetadataError
from hardstand.imagery.visibility import Cause
from hardstand.ledger.view import DatedView
from hardstand.measurement.sighting import Sighting

Array = NDArray[np.float64]

TILE_M = 100.0
"""Side of a piece of ground, metres: at 0.5 m it fills a fifth of a screen, and is gone over in seconds."""

MOST_TILES = 40
"""Pieces of ground of one class and acquisition that are proposed; more than that is seldom gone over."""


def items_to_review(
    view: DatedView, label: str, sightings: Sequence[Sighting], frame: FrameCount
) -> tuple[ReviewItem, ...]:
    """The detections of a class, then pieces of ground, each in the order in which to look at them.

    Args:
        view: the acquisition.
        label: the class.
        sightings: of the class, the doubtful ones included.
        frame: their count, of which `probabilities` are in the order of the sightings.
    """
    likely = frame.probabilities
    detections = [
        ReviewItem(
            acquisition=view.acquisition,
            label=label,
            kind=ItemKind.DETECTION,
            item=sighting.id,
            share=float(share),
            **_rectangle(sighting.detection.polygon.corners),
        )
        for sighting, share in zip(sightings, detection_shares(likely), strict=True)
    ]
    return (*in_order(detections), *in_order(_tiles(view, label, sightings, likely))[:MOST_TILES])


def refuse_strangers(reviewed: ReviewedSample, views: Sequence[DatedView]) -> None:
    """Refuse answers on what these acquisitions do not show.

    Raises:
        MetadataError: an answer belongs to another run.
    """
    known = {sighting.id for view in views for sighting in (*view.sightings, *view.doubtful)}
    names = {view.acquisition for view in views}
    strange = [name for name in reviewed.detections if name not in known]
    strange += [tile.acquisition for tile in reviewed.tiles if tile.acquisition not in names]
    if strange:
        raise MetadataError(
            f"The reviewed sample answers for {strange[0]!r}, which this run does not have; fill in the review.csv of "
            "a run over the same images with the same detectors and options."
        )


def _rectangle(corners: Array) -> dict[str, float]:
    low, high = corners.min(axis=0), corners.max(axis=0)
    return {"column": low[0], "row": low[1], "width": high[0] - low[0], "height": high[1] - low[1]}


def _tiles(view: DatedView, label: str, sightings: Sequence[Sighting], likely: Array) -> list[ReviewItem]:
    """Every piece of ground that was seen in part, with its share of the draw."""
    side = _side_px(view)
    seen = _seen_cells(view, side)
    middles = np.array([each.detection.polygon.corners.mean(axis=0) for each in sightings]).reshape(-1, 2)
    rows, columns = (np.clip((middles[:, axis] // side).astype(int), 0, seen.shape[1 - axis] - 1) for axis in (1, 0))
    objects = np.zeros(seen.shape)
    np.add.at(objects, (rows, columns), likely)
    shares = tile_shares(seen.ravel(), np.where(seen > 0, objects, 0.0).ravel()).reshape(seen.shape)
    return list(_items(view, label, side, shares))


def _items(view: DatedView, label: str, side: float, shares: Array) -> Iterator[ReviewItem]:
    for row, column in zip(*np.nonzero(shares), strict=True):
        left, upper = float(column * side), float(row * side)
        yield ReviewItem(
            acquisition=view.acquisition,
            label=label,
            kind=ItemKind.TILE,
            item=f"tile-{row + 1}-{column + 1}",
            column=left,
            row=upper,
            width=min(side, view.visibility.width - left),
            height=min(side, view.visibility.height - upper),
            share=float(shares[row, column]),
        )


def _side_px(view: DatedView) -> float:
    """Side of a piece of ground, pixels: a whole number of the cells on which visibility is known."""
    step = view.visibility.step_px
    return step * max(1, round(TILE_M / view.ground.gsd_m / step))


def _seen_cells(view: DatedView, side: float) -> Array:
    """(rows, columns) cells that were seen on each piece of ground inside the area of interest."""
    cells = round(side / view.visibility.step_px)
    seen = (view.visibility.cause == Cause.SEEN) & view.inside
    starts = [np.arange(0, length, cells) for length in seen.shape]
    summed = np.add.reduceat(np.add.reduceat(seen.astype(np.float64), starts[0], axis=0), starts[1], axis=1)
    return np.asarray(summed)
