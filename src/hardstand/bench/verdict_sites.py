"""What happens at a simulated site, and what of it each image shows: variations of the demo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from hardstand.bench.verdict_truth import Building, Moment, Standing
from hardstand.claims.things import Thing
from hardstand.simulation import airbase_works
from hardstand.simulation.machines import ATTACK_HELICOPTER, TRANSPORT_HELICOPTER, HelicopterType, VehicleKind
from hardstand.simulation.plan import AircraftPlan, CloudPlan, DatePlan, HazePlan, HelicopterPlan, SitePlan
from hardstand.simulation.story import DATES, demo_plan
from hardstand.simulation.truth import HIDDEN_FROM, DateTruth, ObjectTruth
from hardstand.simulation.truth_works import WorkTruth
from hardstand.simulation.types import FIGHTER, HEAVY_TRANSPORT, TURBOPROP_TRANSPORT, AircraftType
from hardstand.simulation.works import Stage, WorkKind, WorkPlan, building_work

DAYS = ("2015-08-20", "2015-08-28", "2015-09-04", "2015-09-09", "2015-09-15")
"""On which something is known to be there, with an image or without: farther from each other than four days, so that
nothing changes within two days of an image, unless another image follows."""

DENSE_DAYS = ("2015-08-28", "2015-09-04", "2015-09-11", "2015-09-13", "2015-09-15")

HELICOPTER_STANDS = ("line-7", "line-8")
VISITORS = 4
"""Aircraft that stand there on a day without image, and on no other."""

_THINGS: dict[str, Thing] = {
    FIGHTER.name: Thing.FIGHTER_AIRCRAFT,
    HEAVY_TRANSPORT.name: Thing.TRANSPORT_AIRCRAFT,
    TURBOPROP_TRANSPORT.name: Thing.TRANSPORT_AIRCRAFT,
    TRANSPORT_HELICOPTER.name: Thing.TRANSPORT_HELICOPTER,
    ATTACK_HELICOPTER.name: Thing.ATTACK_HELICOPTER,
    VehicleKind.CAR.value: Thing.VEHICLE,
    VehicleKind.TRUCK.value: Thing.TRUCK,
}
_WORKS = {WorkKind.STRIP: Thing.TAXIWAY, WorkKind.APRON: Thing.APRON, WorkKind.BUILDING: Thing.BUILDING}
_STEPS = {
    "taxiway": ("2015-09-04", "2015-09-15", "2016"),
    "shed": ("2015-09-04", "2015-09-09", "2015-09-15"),
    "hardstand": ("2015-09-09", "2015-09-15", "2016"),
    "house-4": ("2015-09-04", "2015-09-09", "2015-09-13"),
    "house-5": ("2015-08-28", "2015-09-04", "2015-09-09"),
    "house-6": ("2015-09-09", "2015-09-13", "2015-09-15"),
}
"""First day on which a work is begun, in progress and finished."""

_HOUSES = (4, 5, 6)
"""Buildings of the demo that are built, here, while one looks."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """One image.

    Attributes:
        day: of the story.
        gsd_m: metres per pixel.
        clouds: on it.
        haze_banks: on it.
        keep: "whole", or which half of the frame there is: "west" or "east".
    """

    day: str
    gsd_m: float = 0.5
    clouds: tuple[CloudPlan, ...] = ()
    haze_banks: tuple[HazePlan, ...] = ()
    keep: str = "whole"

    def columns(self, width: int) -> slice:
        """Columns of the frame that there are."""
        return {"whole": slice(0, width), "west": slice(0, width // 2), "east": slice(width // 2, width)}[self.keep]


@dataclass(frozen=True, kw_only=True)
class Variation:
    """A site.

    Attributes:
        name: of its folder.
        looks: images in the order of time.
        seed: of all that is drawn.
        builds: whether anything is built.
        first: aircraft on the first day, before chance.
        come: share of the empty stands that fill from one day to the next.
        stay: share of the aircraft that stay.
        area: whether the site file says how far the site reaches.
        forced: whether detectors are used outside the resolutions on which they were measured.
    """

    name: str
    looks: tuple[Look, ...]
    seed: int = 0
    builds: bool = True
    first: int = 7
    come: float = 0.25
    stay: float = 0.85
    area: bool = False
    forced: bool = False


def history_plans(variation: Variation) -> tuple[DatePlan, ...]:
    """Each day of the story as it would be seen on a clear day, with what stands there."""
    known = {look.day for look in variation.looks}
    days = DAYS if known <= set(DAYS) else DENSE_DAYS
    plan, rng = demo_plan(variation.seed), np.random.default_rng([variation.seed, 7])
    free = [stand.id for stand in plan.stands if stand.id not in HELICOPTER_STANDS]
    there = set(rng.choice(free, variation.first, replace=False).tolist())
    dates = []
    for number, day in enumerate(days):
        if number:
            kept = {stand for stand in sorted(there) if rng.random() < variation.stay}
            there = kept | {stand for stand in free if stand not in there and rng.random() < variation.come}
        empty = [stand for stand in free if stand not in there]
        visiting = rng.choice(empty, min(VISITORS, len(empty)), replace=False).tolist()
        parked = there if day in known else there | set(visiting)
        flown_in = _helicopters(plan, int(rng.integers(0, len(HELICOPTER_STANDS) + 1)))
        dates.append(_date(plan.dates[number % len(DATES)], day, _park(variation.seed, parked, free), flown_in))
    return tuple(dates)


def _date(like: DatePlan, day: str, aircraft: Sequence[AircraftPlan], flown_in: Sequence[HelicopterPlan]) -> DatePlan:
    time = datetime.combine(datetime.fromisoformat(day).date(), like.time.timetz())
    return replace(
        like, id=day, time=time.astimezone(UTC), aircraft=tuple(aircraft), helicopters=tuple(flown_in), clouds=()
    )


def _park(seed: int, stands: set[str], free: Sequence[str]) -> list[AircraftPlan]:
    return [_parked(seed, stand, free.index(stand)) for stand in free if stand in stands]


def _parked(seed: int, stand: str, number: int) -> AircraftPlan:
    rng = np.random.default_rng([seed, number])
    east, north = rng.normal(0.0, 0.6, 2).clip(-1.5, 1.5)
    transport = HEAVY_TRANSPORT if rng.random() < 0.4 else TURBOPROP_TRANSPORT
    kind: AircraftType = FIGHTER if stand.startswith("line") else transport
    return AircraftPlan(stand=stand, type=kind, offset_m=(float(east), float(north)), turn_deg=float(rng.normal()))


def _helicopters(plan: SitePlan, number: int) -> list[HelicopterPlan]:
    kinds: tuple[HelicopterType, ...] = (TRANSPORT_HELICOPTER, ATTACK_HELICOPTER)
    return [
        HelicopterPlan(centre=plan.stand(stand).centre, heading_deg=20.0, type=kind)
        for stand, kind in list(zip(HELICOPTER_STANDS, kinds, strict=True))[:number]
    ]


def images_plan(variation: Variation) -> SitePlan:
    """The days with an image as they are seen on it."""
    plan, looks = demo_plan(variation.seed), {look.day: look for look in variation.looks}
    dates = tuple(
        replace(day, gsd_m=looks[day.id].gsd_m, clouds=looks[day.id].clouds, haze_banks=looks[day.id].haze_banks)
        for day in history_plans(variation)
        if day.id in looks
    )
    if not variation.builds:
        return replace(plan, dates=dates, works=())
    houses = [building for number, building in enumerate(plan.buildings) if number not in _HOUSES]
    return replace(plan, dates=dates, buildings=tuple(houses), works=_works(plan, [date.id for date in dates]))


def _through(look: Look, day: DatePlan) -> DatePlan:
    return replace(day, gsd_m=look.gsd_m, clouds=look.clouds, haze_banks=look.haze_banks)


def _works(plan: SitePlan, days: Sequence[str]) -> tuple[WorkPlan, ...]:
    own = [replace(work, stages=_stages(work.id, days)) for work in airbase_works.works(DATES)]
    names = {f"house-{number}": plan.buildings[number] for number in _HOUSES}
    return (*own, *(building_work(name, house, _stages(name, days)) for name, house in names.items()))


def _stages(work: str, days: Sequence[str]) -> dict[str, Stage]:
    reached = (Stage.NONE, Stage.BEGUN, Stage.IN_PROGRESS, Stage.FINISHED)
    return {day: reached[sum(step <= day for step in _STEPS[work])] for day in days}


def planned_moment(day: DatePlan, variation: Variation) -> Moment:
    """A day without image."""
    works = _works(demo_plan(variation.seed), [day.id]) if variation.builds else ()
    things = [
        *((each.stand, each.type.name) for each in day.aircraft),
        *((f"helicopter-{number}", each.type.name) for number, each in enumerate(day.helicopters)),
        *((f"{day.id}-{number}", each.kind.value) for number, each in enumerate(day.vehicles)),
    ]
    return Moment(
        time=day.time, gsd_m=None, clear=0.0,
        things=tuple(Standing(stand=stand, thing=_THINGS[kind], seen=False) for stand, kind in things),
        works=tuple(
            Building(work=work.id, thing=_WORKS[work.kind], stage=work.stages[day.id], seen=False) for work in works
        ),
    )  # fmt: skip


def seen_moment(day: DatePlan, truth: DateTruth, works: Sequence[WorkTruth], look: Look) -> Moment:
    """A day with an image, of which half may have been cut off."""
    columns = look.columns(truth.haze.shape[1])
    hidden = 1.0 - (1.0 - truth.cloud_opacity) * (1.0 - truth.haze) >= HIDDEN_FROM
    aircraft = [(each.stand, each.type, each.visible, each.box.corners.mean(axis=0)[0]) for each in truth.aircraft]
    objects = [(_spot(each, number, day.id), each.kind, each.visible, each.box.corners.mean(axis=0)[0])
               for number, each in enumerate(truth.objects)]  # fmt: skip
    return Moment(
        time=day.time, gsd_m=look.gsd_m, clear=float((~hidden[:, columns]).sum() / hidden.size),
        things=tuple(
            Standing(stand=spot, thing=_THINGS[kind], seen=bool(shown and columns.start <= column < columns.stop))
            for spot, kind, shown, column in (*aircraft, *objects)
        ),
        works=tuple(
            Building(
                work=each.id, thing=_WORKS[each.kind], stage=each.stages[day.id].value,
                seen=each.visible[day.id] and _inside(each, day.id, columns),
            )
            for each in works
        ),
    )  # fmt: skip


def _spot(each: ObjectTruth, number: int, day: str) -> str:
    """Helicopters come first; vehicles are others on each day."""
    return f"helicopter-{number}" if each.label == "helicopter" else f"{day}-{number}"


def _inside(work: WorkTruth, day: str, columns: slice) -> bool:
    """Whether all of a work lies in the columns that there are, and a little farther at the frame's own edges."""
    across = work.on_images[day].corners[:, 0]
    return bool(columns.start - 5 <= across.min() and across.max() <= columns.stop + 5)
