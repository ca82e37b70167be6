"""From the dates of a site to what was built there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from hardstand.construction.aligned import DatedImage, Piece, seen_on
from hardstand.construction.coarse_maps import CoarseComparison
from hardstand.construction.comparison import Comparison, PairMaps
from hardstand.construction.covered import as_covered
from hardstand.construction.entries import Construction, Direction, Step
from hardstand.construction.fine import FineComparison
from hardstand.construction.grid import Grid, cells_inside, grid_over
from hardstand.construction.margin import without_edges_of_cloud
from hardstand.construction.models_of import Models
from hardstand.construction.one_way import one_way
from hardstand.construction.outlines import find_outlines
from hardstand.construction.scale import Scale, refused, scale_of
from hardstand.construction.steps import kinds_of, on_ground
from hardstand.construction.works import SeenOn, ZoneOf, gather_works
from hardstand.frames import SitePolygon
from hardstand.imagery.acquisition import Acquisition
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

    @property
    def seen_km2(self) -> float:
        """Ground that at least two dates show, square kilometres."""
        return float(self.seen.sum() * (self.step_cells * self.grid.ground.gsd_m) ** 2 / 1e6)


def find_construction(
    images: Sequence[DatedImage],
    models: Models,
    zone_of: ZoneOf,
    progress: Progress,
    area: BaseGeometry | None = None,
) -> tuple[Construction, ChangeRaster]:
    """Compare each date with the last one before it, of about the same resolution, that shows the same ground.

    Args:
        images: all dates in the order of time, on one ground; times need not be known.
        models: the networks.
        zone_of: tells the zone of an outline.
        progress: told what is being done.
        area: area of interest in the site frame, metres; what lies outside is not told. None = everywhere.

    Returns:
        The works, and the surest change of all pairs on the grid of the first image that is compared at all.

    Raises:
        ImageError: pixels can't be decoded.
        MetadataError: an image has no GSD.
    """
    images = [without_edges_of_cloud(image) for image in images]
    groups = {scale: [image for image in images if scale_of(image, models) is scale] for scale in Scale}
    steps, rasters = list[Step](), list[ChangeRaster]()
    if groups[Scale.FINE]:
        with FineComparison(groups[Scale.FINE], models.fine) as fine:
            rasters.append(_compare_all(fine, steps, area, progress))
    if groups[Scale.COARSE]:
        rasters.append(_compare_all(CoarseComparison(groups[Scale.COARSE], models.coarse), steps, area, progress))
    compared = [image for image in images if scale_of(image, models) is not None]
    works = gather_works(steps, [image.acquisition.id for image in images], _seen_on(compared), zone_of)
    whole = rasters[0] if rasters else _empty_raster(_grid_of(images[0]), 1)
    construction = Construction(
        works=works,
        not_compared=tuple(refused(images, models)),
        compared_km2=sum(raster.seen_km2 for raster in rasters),
    )
    return construction, whole


def _compare_all(
    comparison: Comparison, steps: list[Step], area: BaseGeometry | None, progress: Progress
) -> ChangeRaster:
    """All pairs of one resolution; what changed is added to `steps`."""
    whole = _empty_raster(comparison.grid, comparison.step_cells)
    inside = None if area is None else cells_inside(area, comparison.grid, whole.seen.shape)
    pairs = list(_pairs(comparison))
    for number, (first, second) in enumerate(pairs, start=1):
        maps = comparison.compare(first, second).within(inside)
        _add(whole, maps)
        steps += one_way(list(_steps(maps, comparison, first, second)))
        progress(f"Comparing dates of about {comparison.reading.cell_m:.2g} m", number, len(pairs))
    return whole


def _pairs(comparison: Comparison) -> Iterator[tuple[int, int]]:
    """Pairs of dates with ground that both show and none between them does."""
    grid = comparison.grid
    everything = Piece(row=0, column=0, rows=grid.rows, columns=grid.columns)
    seen = [seen_on(image, grid.to(image.ground), everything, LOOK_EVERY) for image in comparison.images]
    for first, second in combinations(range(len(seen)), 2):
        common = seen[first] & seen[second]
        for between in seen[first + 1 : second]:
            common &= ~between
        if common.any():
            yield first, second


def _grid_of(image: DatedImage) -> Grid:
    raster = image.acquisition.raster
    return grid_over(image.ground, raster.width, raster.height, image.ground.gsd_m)


def _empty_raster(grid: Grid, step: int) -> ChangeRaster:
    shape = (-(-grid.rows // step), -(-grid.columns // step))
    return ChangeRaster(
        probability=np.zeros(shape, np.uint8), seen=np.zeros(shape, np.bool_), step_cells=step, grid=grid
    )


def _add(whole: ChangeRaster, maps: PairMaps) -> None:
    """The larger probability of all pairs so far, in place."""
    for change in (maps.appeared, maps.vanished):
        if change is not None:
            np.maximum(whole.probability, change.probability, out=whole.probability)
    np.logical_or(whole.seen, maps.seen, out=whole.seen)


def _steps(maps: PairMaps, comparison: Comparison, first: int, second: int) -> Iterator[Step]:
    before, after = comparison.images[first].acquisition, comparison.images[second].acquisition
    ways = (
        (Direction.NEW, maps.appeared, maps.vanished, Direction.VANISHED),
        (Direction.VANISHED, maps.vanished, maps.appeared, Direction.NEW),
    )
    for direction, change, other, opposite in ways:
        for found in [] if change is None else find_outlines(change, comparison.reading):
            covered = None if other is None else as_covered(found, other)
            told = covered or found
            outline = on_ground(told, comparison.grid)
            yield Step(
                before=before.id,
                after=after.id,
                window=_window(before, after),
                direction=opposite if covered else direction,
                outline=outline,
                probability=told.probability,
                kinds=kinds_of(told, outline),
            )


def _window(before: Acquisition, after: Acquisition) -> TimeWindow | None:
    if before.time is None or after.time is None:
        return None
    return TimeWindow(after=before.time.value, by=after.time.value)


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
