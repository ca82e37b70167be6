"""Every picture of a report: the lead pair, map, one overview per date, a pair per change and chips of objects.

The pictures are planned first and then made image by image, so that each image is opened once and no two are open at
a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hardstand.frames import PixelPolygon
from hardstand.imagery.acquisition import Acquisition
from hardstand.report.drawing import Canvas, Picture, to_jpeg
from hardstand.report.happenings import Happening, happenings_of
from hardstand.report.measured import draw_measures
from hardstand.report.pixels import Pixels, PixelSource
from hardstand.report.plan import Plan, Shoot, ShootKind, gallery_of, north_known, object_name, plan_of, scale_known
from hardstand.report.standing import EMPTY_SPOT, STYLES, Mark, Standing, marks_of, stand_number, standing_in
from hardstand.report.views import GroundView, causes, look
from hardstand.result import RunResult

SIMULATED = "SIMULATED"
POINT_RADIUS = 3.0  # of the marks of nose, tail and wing tips, pixels
MOST_NUMBERED = 400
"""Objects on one picture, above which no number would be legible."""
MANY = 60  # objects on one picture, above which their numbers are written smaller


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One acquisition's picture of a view.

    Attributes:
        acquisition: id.
        picture: with its marks.
    """

    acquisition: str
    picture: Picture


@dataclass(frozen=True, kw_only=True)
class Pair:
    """The same ground before and after.

    Attributes:
        before: the earlier picture; None where no acquisition shows the ground before.
        after: the later picture; None where no acquisition shows the ground afterwards.
        width_m: of the ground shown, metres.
    """

    before: Shot | None
    after: Shot | None
    width_m: float


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """All pictures of a report.

    Attributes:
        lead: what the headline is about; None where it is about no change.
        lead_shows: how many of the changes of the headline the lead shows.
        overviews: one per acquisition, in the order of time, all of the same ground.
        width_m: of the ground that the overviews show, metres.
        height_m: of the ground that the overviews show, metres.
        chips: id of an arrival or departure to its pair; those beyond the plan's limit have none.
        view: the ground that the overviews and the map show.
        backdrop: that ground on one date, without marks.
        objects: sighting id to its picture with its measurements, for those of the gallery.
    """

    lead: Pair | None
    lead_shows: int
    overviews: tuple[Shot, ...]
    width_m: float
    height_m: float
    chips: dict[str, Pair]
    view: GroundView
    backdrop: Shot
    objects: dict[str, Shot]


@dataclass(frozen=True, kw_only=True)
class _Studio:
    result: RunResult
    marks: dict[str, Mark]


def make_pictures(result: RunResult, source: PixelSource) -> Pictures:
    """Read and draw every picture of a report.

    Raises:
        ImageError: an image can't be read any more.
    """
    plan = plan_of(result)
    studio = _Studio(result=result, marks=marks_of(result))
    shots: dict[tuple[str, str], Shot] = {}
    for acquisition in result.acquisitions:
        with source(acquisition.raster) as pixels:
            for shoot in plan.shoots:
                if acquisition.id in shoot.acquisitions:
                    shots[shoot.name, acquisition.id] = _shot(studio, pixels, acquisition, shoot)
    return _gathered(result, plan, shots)


def _gathered(result: RunResult, plan: Plan, shots: Mapping[tuple[str, str], Shot]) -> Pictures:
    pairs = {shoot.name: _pair(shoot, shots) for shoot in plan.shoots if shoot.kind is ShootKind.CHANGE}
    shown = [sighting for sightings in gallery_of(result).values() for sighting in sightings]
    view = plan.overview.view
    return Pictures(
        lead=pairs.get(plan.lead) if plan.lead is not None else None,
        lead_shows=sum(len(shoot.happenings) for shoot in plan.shoots if shoot.name == plan.lead),
        overviews=tuple(shots[plan.overview.name, acquisition.id] for acquisition in result.acquisitions),
        width_m=view.columns * view.gsd_m,
        height_m=view.rows * view.gsd_m,
        chips={told.id: pairs[told.id] for told in happenings_of(result) if told.id in pairs},
        view=view,
        backdrop=shots[plan.backdrop.name, plan.backdrop.acquisitions[0]],
        objects={each.id: shots[object_name(each), each.detection.acquisition] for each in shown},
    )


def _pair(shoot: Shoot, shots: Mapping[tuple[str, str], Shot]) -> Pair:
    before, after = (None if end is None else shots[shoot.name, end] for end in shoot.ends)
    return Pair(before=before, after=after, width_m=shoot.view.columns * shoot.view.gsd_m)


def _shot(studio: _Studio, pixels: Pixels, acquisition: Acquisition, shoot: Shoot) -> Shot:
    canvas = _canvas(studio, pixels, acquisition, shoot.view)
    if studio.result.simulated:
        canvas.burn(SIMULATED, shoot.letters)
    if shoot.kind is ShootKind.CHANGE:
        _mark_change(canvas, acquisition.id, shoot.view, shoot.happenings)
        _mark_points(studio, canvas, acquisition.id, shoot)
    if shoot.kind is ShootKind.OVERVIEW:
        _mark_all(studio, canvas, acquisition.id, shoot.view)
    if shoot.sighting is not None:
        draw_measures(canvas, shoot.view, shoot.sighting, studio.result.registration.ground[acquisition.id])
    return Shot(acquisition=acquisition.id, picture=to_jpeg(canvas.finish(), shoot.budget))


def _canvas(studio: _Studio, pixels: Pixels, acquisition: Acquisition, view: GroundView) -> Canvas:
    """A view of one acquisition with what was not seen hatched."""
    ground = studio.result.registration.ground[acquisition.id]
    rgb, _ = look(pixels, acquisition.raster, ground, view)
    canvas = Canvas(rgb)
    visibility = studio.result.visibility.get(acquisition.id)
    if visibility is not None:
        canvas.hatch(causes(visibility, ground, view))
    return canvas


def _mark_change(canvas: Canvas, acquisition: str, view: GroundView, told: Sequence[Happening]) -> None:
    """Outline each object where it stands, and its empty spot where it does not; number several."""
    for happening in told:
        here = happening.sighting.detection.acquisition == acquisition
        style = STYLES[standing_in(happening)] if here else EMPTY_SPOT
        canvas.outline(view.place(happening.sighting.ground.shape), style)
    if len(told) > 1:
        for happening in told:
            canvas.number(view.place(happening.sighting.ground.shape), stand_number(happening.stand), 17)


def _mark_points(studio: _Studio, canvas: Canvas, acquisition: str, shoot: Shoot) -> None:
    """Nose (filled), tail and wing tips of a single aircraft, where its picture is its own."""
    if len(shoot.happenings) != 1 or shoot.happenings[0].sighting.detection.acquisition != acquisition:
        return
    [told] = shoot.happenings
    points = told.sighting.measurement.points
    if points is not None:
        four = PixelPolygon(np.stack([points.nose, points.left_tip, points.tail, points.right_tip]))
        site = studio.result.registration.ground[acquisition].to_site(four)
        canvas.dots(shoot.view.place(site.shape), STYLES[standing_in(told)], POINT_RADIUS)


def _mark_all(studio: _Studio, canvas: Canvas, acquisition: str, view: GroundView) -> None:
    """Outline and number every object of a date; the unchanged ones first, so that the changes lie on top."""
    here = [sighting for sighting in studio.result.sightings if sighting.detection.acquisition == acquisition]
    here.sort(key=lambda sighting: studio.marks[sighting.id].standing is not Standing.PRESENT)
    for sighting in here:
        canvas.outline(view.place(sighting.ground.shape), STYLES[studio.marks[sighting.id].standing])
    for sighting in here if len(here) <= MOST_NUMBERED else ():
        canvas.number(
            view.place(sighting.ground.shape), studio.marks[sighting.id].number, 18 if len(here) <= MANY else 13
        )
    if scale_known(studio.result):
        canvas.scale_bar(view.gsd_m)
    if north_known(studio.result):
        canvas.north_arrow()
