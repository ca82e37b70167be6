"""Which pictures a report needs: what ground each shows, how large, and in how many bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import shapely
from shapely.geometry import box

from hardstand.report.happenings import Happening, happenings_of
from hardstand.report.statements import make_statements
from hardstand.report.views import GroundView
from hardstand.result import RunResult

Bounds = tuple[float, float, float, float]
"""West, south, east, north in metres of the site frame."""

OVERVIEW_PX = 1400
LEAD_PX = 900
CHIP_PX = 240
# Bytes before base64 adds a third; together they keep a page of six dates and 300 objects well under 10 MB.
OVERVIEWS_BYTES = 3_000_000
LEAD_BYTES = 200_000
CHIPS_BYTES = 2_400_000
CHIP_BYTES = 16_000
MOST_PAIRS = 400  # more would leave too few bytes for a chip to be legible


@dataclass(frozen=True, kw_only=True)
class Shoot:
    """The same view on one or more acquisitions.

    Attributes:
        name: unique in a plan.
        view: the ground.
        ends: ids of the acquisitions before and after; None where there is none, both None for an overview.
        acquisitions: ids of all acquisitions to show.
        happenings: what is outlined; none = everything.
        letters: height of what is burned in, pixels.
        budget: most bytes of a JPEG.
    """

    name: str
    view: GroundView
    ends: tuple[str | None, str | None]
    acquisitions: tuple[str, ...]
    happenings: tuple[Happening, ...]
    letters: int
    budget: int


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All pictures of a report.

    Attributes:
        overview: the view of every date.
        lead: name of the shoot that the headline is about, or None.
        shoots: all of them.
    """

    overview: Shoot
    lead: str | None
    shoots: tuple[Shoot, ...]


def plan_of(result: RunResult) -> Plan:
    """The pictures of a run."""
    overview = Shoot(
        name="overview",
        view=_overview_view(result),
        ends=(None, None),
        acquisitions=tuple(acquisition.id for acquisition in result.acquisitions),
        happenings=(),
        letters=34,
        budget=OVERVIEWS_BYTES // max(1, len(result.acquisitions)),
    )
    lead = tuple(_lead(result))
    return Plan(overview=overview, lead="lead" if lead else None, shoots=(overview, *lead, *_chips(result)))


def scale_known(result: RunResult) -> bool:
    """Whether a metre of the site frame is a metre on the ground."""
    reference = [a for a in result.acquisitions if a.id == result.registration.reference]
    return result.registration.frame.crs is not None or any(a.gsd_m is not None for a in reference)


def north_known(result: RunResult) -> bool:
    """Whether up is north: only with a georeference."""
    return result.registration.frame.crs is not None


def _overview_view(result: RunResult) -> GroundView:
    """The ground of the reference image, or the part of it with stands where that is much less."""
    frame = _footprint(result)
    spots = [stand.polygon.shape for stand in result.ledger.stands]
    if spots:
        focus = _grown(shapely.total_bounds(spots), 0.25, 60.0)
        if _area(focus) < 0.5 * _area(frame):
            frame = focus
    west, south, east, north = frame
    aspect = min(max((east - west) / (north - south), 0.6), 2.2)
    dates = len(result.acquisitions)
    return GroundView.around(frame, round(OVERVIEW_PX * min(1.0, (8 / dates) ** 0.5)), aspect)


def _footprint(result: RunResult) -> Bounds:
    ground = result.registration.ground[result.registration.reference]
    raster = next(a.raster for a in result.acquisitions if a.id == result.registration.reference)
    corners = [(0, 0), (raster.width, 0), (raster.width, raster.height), (0, raster.height)]
    places = shapely.MultiPoint([ground.matrix[:, :2] @ corner + ground.matrix[:, 2] for corner in corners])
    west, south, east, north = places.bounds
    return west, south, east, north


def _lead(result: RunResult) -> Iterator[Shoot]:
    change = make_statements(result).lead
    if change is not None:
        spots = [_ground_of(result, happening) for happening in change.happenings]
        view = GroundView.around(_grown(shapely.total_bounds(spots), 0.2, 30.0), LEAD_PX, 4 / 3)
        yield _pair("lead", view, change.happenings, 26, LEAD_BYTES)


def _chips(result: RunResult) -> Iterator[Shoot]:
    told = happenings_of(result)[:MOST_PAIRS]
    budget = min(CHIP_BYTES, CHIPS_BYTES // max(1, 2 * len(told)))
    side = CHIP_PX if len(told) <= 100 else CHIP_PX * 2 // 3
    for happening in told:
        view = GroundView.around(_grown(_ground_of(result, happening).bounds, 0.45, 12.0), side, 1.0)
        yield _pair(happening.id, view, (happening,), 16, budget)


def _pair(name: str, view: GroundView, told: tuple[Happening, ...], letters: int, budget: int) -> Shoot:
    ends = (told[0].before, told[0].after)
    return Shoot(
        name=name,
        view=view,
        ends=ends,
        acquisitions=tuple(end for end in ends if end is not None),
        happenings=told,
        letters=letters,
        budget=budget,
    )


def _ground_of(result: RunResult, happening: Happening) -> shapely.Polygon:
    """The ground that an arrival or departure is about: its stand and its object."""
    stands = [stand.polygon.shape for stand in result.ledger.stands if stand.id == happening.stand]
    west, south, east, north = shapely.total_bounds([*stands, happening.sighting.ground.shape])
    return box(float(west), float(south), float(east), float(north))


def _grown(bounds: Iterable[float], share: float, least_m: float) -> Bounds:
    """Bounds with a margin on each side: a share of the longer side, and no less than a number of metres."""
    west, south, east, north = (float(value) for value in bounds)
    margin = max(share * max(east - west, north - south), least_m)
    return west - margin, south - margin, east + margin, north + margin


def _area(bounds: Bounds) -> float:
    return (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
