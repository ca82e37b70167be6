"""From the dates of a site to what was built there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from hardstand.construction.aligned import AlignedReader, DatedImage, Piece
from hardstand.construction.compare import PairMaps, compare_dates
from hardstand.construction.entries import Construction, Direction, NotCompared, Step
from hardstand.construction.grid import Grid, grid_over
from hardstand.construction.outlines import find_outlines
from hardstand.construction.steps import kinds_of, on_ground
from hardstand.construction.works import SeenOn, ZoneOf, gather_works
from hardstand.construction.works_model import STRIDE, WorksModel
from hardstand.frames import SitePolygon
from hardstand.imagery import require_gsd
from hardstand.timewindow import TimeWindow

LOOK_EVERY = 8
"""Whether two dates have ground in common is looked up in every n-th cell."""

SEEN_SHARE = 0.9
"""An outline was seen on a date when at least this share of it was."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True, eq=False)
class ChangeRaster:
    """The surest change of all pairs of dates, for a raster file.

    Attributes:
        probability: (rows, columns) uint8, 255 = surely something appeared or vanished.
        seen: (rows, columns) bool, True = at least two dates show the ground.
        step_cells: cells of the grid per side of one value.
        grid: the cells.
    """

    probability: NDArray[np.uint8]
    seen: NDArray[np.bool_]
    step_cells: int
    grid: Grid


def find_construction(
    images: Sequence[DatedImage], model: WorksModel, zone_of: ZoneOf, progress: Progress
) -> tuple[Construction, ChangeRaster]:
    """Compare each date with the last one before it that shows the same ground.

    Args:
        images: all dates in the order of time, on one ground; times need not be known.
        model: the network.
        zone_of: tells the zone of an outline.
        progress: told what is being done.

    Raises:
        ImageError: pixels can't be decoded.
    """
    raster, ground = images[0].acquisition.raster, images[0].ground
    grid = grid_over(ground, raster.width, raster.height, model.card.hardstand.reading.cell_m)
    fit = [image for image in images if _too_coarse(image, model) is None]
    whole = _empty_raster(grid)
    steps: list[Step] = []
    with ExitStack() as stack:
        readers = [stack.enter_context(AlignedReader(image, grid)) for image in fit]
        pairs = list(_pairs(readers, grid))
        for number, (first, second) in enumerate(pairs, start=1):
            maps = compare_dates(readers[first], readers[second], readers[first + 1 : second], grid, model)
            _add(whole, maps)
            steps += _steps(maps, fit[first], fit[second], grid, model)
            progress("Looking for what was built", number, len(pairs))
    works = gather_works(steps, [image.acquisition.id for image in images], _seen_on(fit), zone_of)
    cell_km2 = (STRIDE * grid.ground.gsd_m) ** 2 / 1e6
    construction = Construction(
        works=works, not_compared=tuple(_refused(images, model)), compared_km2=float(whole.seen.sum() * cell_km2)
    )
    return construction, whole


def _too_coarse(image: DatedImage, model: WorksModel) -> str | None:
    """Why an image can't be compared, or None."""
    gsd, measured = require_gsd(image.acquisition), model.card.hardstand.gsd_m
    if measured.low <= gsd <= measured.high:
        return None
    return (
        f"{image.acquisition.id} has {gsd:g} m per pixel; works are compared on images of {measured.low:g} to "
        f"{measured.high:g} m"
    )


def _refused(images: Sequence[DatedImage], model: WorksModel) -> Iterator[NotCompared]:
    """Each date that is out of range, beside its neighbour."""
    for first, second in pairwise(images):
        reasons = [reason for image in (first, second) if (reason := _too_coarse(image, model)) is not None]
        if reasons:
            yield NotCompared(before=first.acquisition.id, after=second.acquisition.id, reason="; ".join(reasons) + ".")


def _pairs(readers: Sequence[AlignedReader], grid: Grid) -> Iterator[tuple[int, int]]:
    """Pairs of dates with ground that both show and none between them does."""
    everything = Piece(row=0, column=0, rows=grid.rows, columns=grid.columns)
    seen = [reader.seen(everything, LOOK_EVERY) for reader in readers]
    for first, second in combinations(range(len(readers)), 2):
        common = seen[first] & seen[second]
        for between in seen[first + 1 : second]:
            common &= ~between
        if common.any():
            yield first, second


def _empty_raster(grid: Grid) -> ChangeRaster:
    shape = (-(-grid.rows // STRIDE), -(-grid.columns // STRIDE))
    return ChangeRaster(
        probability=np.zeros(shape, np.uint8), seen=np.zeros(shape, np.bool_), step_cells=STRIDE, grid=grid
    )


def _add(whole: ChangeRaster, maps: PairMaps) -> None:
    """The larger probability of all pairs so far, in place."""
    for change in (maps.appeared, maps.vanished):
        np.maximum(whole.probability, change.probability, out=whole.probability)
    np.logical_or(whole.seen, maps.seen, out=whole.seen)


def _steps(maps: PairMaps, before: DatedImage, after: DatedImage, grid: Grid, model: WorksModel) -> Iterator[Step]:
    after_time, by_time = before.acquisition.time, after.acquisition.time
    window = None
    if after_time is not None and by_time is not None:
        window = TimeWindow(after=after_time.value, by=by_time.value)
    for direction, change in ((Direction.NEW, maps.appeared), (Direction.VANISHED, maps.vanished)):
        for found in find_outlines(change, model.card.hardstand.reading):
            outline = on_ground(found, grid)
            yield Step(
                before=before.acquisition.id,
                after=after.acquisition.id,
                window=window,
                direction=direction,
                outline=outline,
                probability=found.probability,
                kinds=kinds_of(found, outline),
            )


def _seen_on(images: Sequence[DatedImage]) -> SeenOn:
    by_id = {image.acquisition.id: image for image in images}

    def seen(acquisition: str, outline: Polygon) -> bool:
        image = by_id.get(acquisition)
        if image is None:
            return False
        hull = shapely.convex_hull(outline)
        assert isinstance(hull, Polygon)
        corners = np.asarray(hull.exterior.coords)[:-1]
        return image.visibility.seen_share(image.ground.to_pixels(SitePolygon(corners))) >= SEEN_SHARE

    return seen
