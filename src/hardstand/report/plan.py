"""Which pictures a report needs: what ground each shows, how large, and in how many bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import box

from hardstand.report.happenings import Happening, happenings_of
from hardstand.report.statements import make_statements
from hardstand.report.views import GroundView
from hardstand.result import RunResult

Array = NDArray[np.float64]
Bounds = tuple[float, float, float, float]
"""West, south, east, north in metres of the site frame."""

OVERVIEW_PX = 1400
LEAD_PX = 900
LEAD_ASPECT = 4 / 3
LEAD_SIZES = 12  # widest lead picture, in sizes of the objects: each is then 75 pixels or more
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
    whole = _footprint(result)
    dates = len(result.acquisitions)
    columns = round(OVERVIEW_PX * min(1.0, (8 / dates) ** 0.5))
    spots = [stand.polygon.shape for stand in result.ledger.stands]
    if spots:
        focus = _grown(shapely.total_bounds(spots), 0.25, 60.0)
        view = GroundView.around(focus, columns, _aspect(focus, 1.0)).moved_into(whole)
        if _area(view.bounds) < 0.75 * _area(whole):
            return view
    return GroundView.around(whole, columns, _aspect(whole, 0.75))


def _aspect(bounds: Bounds, least: float) -> float:
    """Width by height, kept within what a page takes."""
    west, south, east, north = bounds
    return min(max((east - west) / (north - south), least), 2.2)


def _footprint(result: RunResult) -> Bounds:
    ground = result.registration.ground[result.registration.reference]
    raster = next(a.raster for a in result.acquisitions if a.id == result.registration.reference)
    corners = [(0, 0), (raster.width, 0), (raster.width, raster.height), (0, raster.height)]
    places = shapely.MultiPoint([ground.matrix[:, :2] @ corner + ground.matrix[:, 2] for corner in corners])
    west, south, east, north = places.bounds
    return west, south, east, north


def _lead(result: RunResult) -> Iterator[Shoot]:
    """The changes that the headline is about; where they lie too far apart to be seen at once, the densest of them."""
    change = make_statements(result).lead
    if change is None:
        return
    told = change.happenings
    spots = np.array([_ground_of(result, happening).bounds for happening in told])
    size = float(np.median(np.maximum(spots[:, 2] - spots[:, 0], spots[:, 3] - spots[:, 1])))
    near = _densest(spots, LEAD_SIZES * size)
    bounds = _grown(shapely.total_bounds(shapely.box(*spots[near].T)), 0.15, 30.0)
    view = GroundView.around(bounds, LEAD_PX, LEAD_ASPECT).moved_into(_footprint(result))
    yield _pair("lead", view, tuple(told[index] for index in near), 26, LEAD_BYTES)


def _densest(spots: Array, width: float) -> list[int]:
    """Which of (n, 4) bounds lie in the window of a width that holds the most of them; the first of equals.

    The windows tried have one of the spots in their middle, and then all of them at once.
    """
    half = np.array([width, width / LEAD_ASPECT]) / 2
    low, high = spots[:, :2].min(axis=0), spots[:, 2:].max(axis=0)
    middles = np.vstack([(low + high) / 2, (spots[:, :2] + spots[:, 2:]) / 2])
    held = [
        np.flatnonzero(((spots[:, :2] >= middle - half) & (spots[:, 2:] <= middle + half)).all(axis=1))
        for middle in middles
    ]
    best = max(held, key=len)
    return [int(index) for index in best] or [0]


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
