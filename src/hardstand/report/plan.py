"""Which pictures a report needs: what ground each shows, how large, and in how many bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import box

from hardstand.measurement.sighting import Sighting
from hardstand.report.happenings import Happening, happenings_of
from hardstand.report.statements import SMALL, make_statements
from hardstand.report.unseen import unseen_on
from hardstand.report.views import GroundView
from hardstand.result import RunResult

Array = NDArray[np.float64]
Bounds = tuple[float, float, float, float]
"""West, south, east, north in metres of the site frame."""

OVERVIEW_PX = 1400
LEAD_PX = 900
LEAD_ASPECT = 4 / 3
LEAD_SIZES = 12  # widest lead picture, in sizes of the objects: each is then 75 pixels or more
CHIP_PX = ((40, 420), (100, 240))
"""Up to so many arrivals and departures, so many pixels for each of their pictures."""
SMALLEST_CHIP_PX = 160
OBJECT_PX = 220
# Bytes before base64 adds a third; together they keep a page of six dates and 300 objects well under 10 MB.
OVERVIEWS_BYTES = 2_000_000
MAP_BYTES = 300_000
LEAD_BYTES = 200_000
CHIPS_BYTES = 2_000_000
CHIP_BYTES = 45_000
OBJECTS_BYTES = 450_000
OBJECT_BYTES = 11_000
MOST_OBJECTS = 48
"""Objects with a picture of their own, shared out among the classes."""
CLEAR = 0.9
"""A date that shows so much of the ground, or more, may lie under the map."""
MOST_PAIRS = 400  # more would leave too few bytes for a chip to be legible


class ShootKind(StrEnum):
    """What is drawn on a picture."""

    OVERVIEW = "every object of the date"
    CHANGE = "arrivals and departures"
    MAP = "nothing; the page draws over it"
    OBJECT = "one object with its measurements"


@dataclass(frozen=True, kw_only=True)
class Shoot:
    """The same view on one or more acquisitions.

    Attributes:
        name: unique in a plan.
        kind: what is drawn.
        view: the ground.
        ends: ids of the acquisitions before and after; None where there is none, both None but for changes.
        acquisitions: ids of all acquisitions to show.
        happenings: what is outlined, where changes are drawn.
        sighting: what is measured, where one object is drawn; else None.
        letters: height of what is burned in, pixels.
        budget: most bytes of a JPEG.
    """

    name: str
    kind: ShootKind
    view: GroundView
    ends: tuple[str | None, str | None]
    acquisitions: tuple[str, ...]
    happenings: tuple[Happening, ...]
    letters: int
    budget: int
    sighting: Sighting | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All pictures of a report.

    Attributes:
        overview: the view of every date.
        backdrop: the same view of the date that lies under the map.
        lead: name of the shoot that the headline is about, or None.
        shoots: all of them.
    """

    overview: Shoot
    backdrop: Shoot
    lead: str | None
    shoots: tuple[Shoot, ...]


def plan_of(result: RunResult) -> Plan:
    """The pictures of a run."""
    overview = Shoot(
        name="overview",
        kind=ShootKind.OVERVIEW,
        view=_overview_view(result),
        ends=(None, None),
        acquisitions=tuple(acquisition.id for acquisition in result.acquisitions),
        happenings=(),
        letters=34,
        budget=OVERVIEWS_BYTES // max(1, len(result.acquisitions)),
    )
    lead = tuple(_lead(result))
    backdrop = replace(
        overview,
        name="map",
        kind=ShootKind.MAP,
        acquisitions=(backdrop_of(result),),
        budget=MAP_BYTES,
    )
    return Plan(
        overview=overview,
        backdrop=backdrop,
        lead="lead" if lead else None,
        shoots=(overview, backdrop, *lead, *_chips(result), *_objects(result)),
    )


def backdrop_of(result: RunResult) -> str:
    """The last acquisition that shows nearly all of the ground, or else the one that shows most of it."""
    seen = {each.id: 1.0 - unseen_on(result, each.id).share for each in result.acquisitions}
    clear = [name for name, share in seen.items() if share >= CLEAR]
    return clear[-1] if clear else max(seen, key=lambda name: seen[name])


def gallery_of(result: RunResult) -> dict[str, tuple[Sighting, ...]]:
    """By class, the objects with a picture of their own: each stand as it was last seen, as many as there is room for.

    A class with fewer objects than its share leaves room to the others.
    """
    latest = [list(stand.sightings.values())[-1] for stand in result.ledger.stands if stand.sightings]
    by_label: dict[str, list[Sighting]] = {}
    for sighting in sorted(latest, key=lambda each: -each.detection.score):
        by_label.setdefault(sighting.detection.label, []).append(sighting)
    room, chosen = MOST_OBJECTS, {}
    for left, label in zip(
        range(len(by_label), 0, -1), sorted(by_label, key=lambda each: len(by_label[each])), strict=True
    ):
        chosen[label] = tuple(by_label[label][: room // left])
        room -= len(chosen[label])
    return dict(sorted(chosen.items()))


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
    spots = np.array([ground.bounds for ground in _grounds_of(result, told)])
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
    told = sorted(happenings_of(result), key=lambda happening: happening.label in SMALL)[:MOST_PAIRS]
    budget = min(CHIP_BYTES, CHIPS_BYTES // max(1, 2 * len(told)))
    side = next((pixels for most, pixels in CHIP_PX if len(told) <= most), SMALLEST_CHIP_PX)
    for happening, ground in zip(told, _grounds_of(result, told), strict=True):
        view = GroundView.around(_grown(ground.bounds, 0.45, 12.0), side, 1.0)
        yield _pair(happening.id, view, (happening,), 16, budget)


def _objects(result: RunResult) -> Iterator[Shoot]:
    shown = [sighting for sightings in gallery_of(result).values() for sighting in sightings]
    for sighting in shown:
        view = GroundView.around(_grown(sighting.ground.shape.bounds, 0.42, 4.0), OBJECT_PX, 1.0)
        yield Shoot(
            name=object_name(sighting),
            kind=ShootKind.OBJECT,
            view=view,
            ends=(None, None),
            acquisitions=(sighting.detection.acquisition,),
            happenings=(),
            letters=14,
            budget=min(OBJECT_BYTES, OBJECTS_BYTES // len(shown)),
            sighting=sighting,
        )


def object_name(sighting: Sighting) -> str:
    """Name of the picture of one object."""
    return f"object {sighting.id}"


def _pair(name: str, view: GroundView, told: tuple[Happening, ...], letters: int, budget: int) -> Shoot:
    ends = (told[0].before, told[0].after)
    return Shoot(
        name=name,
        kind=ShootKind.CHANGE,
        view=view,
        ends=ends,
        acquisitions=tuple(end for end in ends if end is not None),
        happenings=told,
        letters=letters,
        budget=budget,
    )


def _grounds_of(result: RunResult, told: Sequence[Happening]) -> list[shapely.Polygon]:
    """The ground that each arrival or departure is about: its stand and its object."""
    stands = {stand.id: stand.polygon.shape for stand in result.ledger.stands}
    return [
        box(*shapely.total_bounds([stands[happening.stand], happening.sighting.ground.shape])) for happening in told
    ]


def _grown(bounds: Iterable[float], share: float, least_m: float) -> Bounds:
    """Bounds with a margin on each side: a share of the longer side, and no less than a number of metres."""
    west, south, east, north = (float(value) for value in bounds)
    margin = max(share * max(east - west, north - south), least_m)
    return west - margin, south - margin, east + margin, north + margin


def _area(bounds: Bounds) -> float:
    return (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
