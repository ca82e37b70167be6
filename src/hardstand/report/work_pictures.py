"""Pictures of works: the ground before, and on each date on which it had changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hardstand.construction import Work
from hardstand.report.drawing import Canvas, to_jpeg
from hardstand.report.pictures import SIMULATED, Shot
from hardstand.report.pixels import PixelSource
from hardstand.report.standing import EMPTY_SPOT
from hardstand.report.views import GroundView, causes, look
from hardstand.result import RunResult

MOST_WORKS = 40
"""Works with pictures, the largest first."""

MOST_DATES = 4
"""Pictures of one work: the ground before, and so many dates less one on which it had changed, the last among them."""

COLUMNS, ASPECT = 420, 4 / 3
BUDGET, ALL_BYTES = 40_000, 1_000_000
"""Bytes of a picture and of all of them, at most, before base64."""

MARGIN_SHARE, MARGIN_M = 0.2, 25.0
"""Ground shown around a work: a share of its longer side, and no less than so many metres."""


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    work: Work
    view: GroundView
    dates: tuple[str, ...]


def make_work_pictures(result: RunResult, source: PixelSource) -> dict[str, tuple[Shot, ...]]:
    """By work its pictures, in the order of time; each image is opened once.

    Raises:
        ImageError: an image can't be read any more.
    """
    wanted = list(_wanted(result))
    budget = min(BUDGET, ALL_BYTES // max(1, sum(len(each.dates) for each in wanted)))
    shots: dict[tuple[str, str], Shot] = {}
    for acquisition in result.acquisitions:
        here = [each for each in wanted if acquisition.id in each.dates]
        if not here:
            continue
        ground = result.registration.ground[acquisition.id]
        with source(acquisition.raster) as pixels:
            for each in here:
                canvas = Canvas(look(pixels, acquisition.raster, ground, each.view)[0])
                canvas.hatch(causes(result.visibility[acquisition.id], ground, each.view))
                if result.simulated:
                    canvas.burn(SIMULATED, 16)
                canvas.outline(each.view.place(each.work.outline), EMPTY_SPOT)
                picture = to_jpeg(canvas.finish(), budget)
                shots[each.work.id, acquisition.id] = Shot(acquisition=acquisition.id, picture=picture)
    return {each.work.id: tuple(shots[each.work.id, date] for date in each.dates) for each in wanted}


def _wanted(result: RunResult) -> Iterator[_Wanted]:
    works = () if result.construction is None else result.construction.works
    for work in sorted(works, key=lambda each: -each.measures.area_m2)[:MOST_WORKS]:
        west, south, east, north = work.outline.bounds
        margin = max(MARGIN_M, MARGIN_SHARE * max(east - west, north - south))
        bounds = (west - margin, south - margin, east + margin, north + margin)
        yield _Wanted(work=work, view=GroundView.around(bounds, COLUMNS, ASPECT), dates=_dates(work))


def _dates(work: Work) -> tuple[str, ...]:
    changed = list(dict.fromkeys(step.after for step in work.steps))
    kept = changed if len(changed) < MOST_DATES else [*changed[: MOST_DATES - 2], changed[-1]]
    return (work.steps[0].before, *kept)
