"""What happens at a simulated site, and how each image looks at it: variations of the demo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from hardstand.simulation import airbase_works
from hardstand.simulation.machines import ATTACK_HELICOPTER, TRANSPORT_HELICOPTER
from hardstand.simulation.plan import AircraftPlan, CloudPlan, DatePlan, HazePlan, HelicopterPlan, SitePlan
from hardstand.simulation.story import DATES, demo_plan
from hardstand.simulation.types import FIGHTER, HEAVY_TRANSPORT, TURBOPROP_TRANSPORT, AircraftType
from hardstand.simulation.works import Stage, WorkPlan, building_work

DAYS = ("2015-08-20", "2015-08-28", "2015-09-04", "2015-09-09", "2015-09-15")
"""On which something is known to be there, with an image or without: farther from each other than four days, so that
nothing changes within two days of an image, unless another image follows."""

DENSE_DAYS = ("2015-08-28", "2015-09-04", "2015-09-11", "2015-09-13", "2015-09-15")

HELICOPTERS = {"line-7": TRANSPORT_HELICOPTER, "line-8": ATTACK_HELICOPTER}
"""By their stands, on which no aircraft park."""

VISITORS = 4
"""Aircraft that stand there on a day without image, and on no other."""

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
        keep: "whole", or which half of the frame there is: "west", "east", "north" or "south".
    """

    day: str
    gsd_m: float = 0.5
    clouds: tuple[CloudPlan, ...] = ()
    haze_banks: tuple[HazePlan, ...] = ()
    keep: str = "whole"

    def through(self, day: DatePlan) -> DatePlan:
        """A clear day as this image sees it."""
        return replace(day, gsd_m=self.gsd_m, clouds=self.clouds, haze_banks=self.haze_banks)

    def kept(self, shape: tuple[int, ...]) -> tuple[slice, slice]:
        """Rows and columns of the frame (rows, columns, ...) that there are."""
        rows, columns = shape[:2]
        down = {"north": slice(0, rows // 2), "south": slice(rows // 2, rows)}
        across = {"west": slice(0, columns // 2), "east": slice(columns // 2, columns)}
        return down.get(self.keep, slice(0, rows)), across.get(self.keep, slice(0, columns))


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
    free = [stand.id for stand in plan.stands if stand.id not in HELICOPTERS]
    there = set(rng.choice(free, variation.first, replace=False).tolist())
    dates = []
    for number, day in enumerate(days):
        if number:
            kept = {stand for stand in sorted(there) if rng.random() < variation.stay}
            there = kept | {stand for stand in free if stand not in there and rng.random() < variation.come}
        empty = [stand for stand in free if stand not in there]
        visiting = rng.choice(empty, min(VISITORS, len(empty)), replace=False).tolist()
        there_today = there if day in known else there | set(visiting)
        parked = [_parked(variation.seed, stand, spot) for spot, stand in enumerate(free) if stand in there_today]
        flown_in = _helicopters(plan, int(rng.integers(0, len(HELICOPTERS) + 1)))
        dates.append(_date(plan.dates[number % len(DATES)], day, parked, flown_in))
    return tuple(dates)


def _date(like: DatePlan, day: str, aircraft: Sequence[AircraftPlan], flown_in: Sequence[HelicopterPlan]) -> DatePlan:
    time = datetime.combine(datetime.fromisoformat(day).date(), like.time.timetz())
    return replace(
        like, id=day, time=time.astimezone(UTC), aircraft=tuple(aircraft), helicopters=tuple(flown_in), clouds=()
    )


def _parked(seed: int, stand: str, number: int) -> AircraftPlan:
    rng = np.random.default_rng([seed, number])
    east, north = rng.normal(0.0, 0.6, 2).clip(-1.5, 1.5)
    transport = HEAVY_TRANSPORT if rng.random() < 0.4 else TURBOPROP_TRANSPORT
    kind: AircraftType = FIGHTER if stand.startswith("line") else transport
    return AircraftPlan(stand=stand, type=kind, offset_m=(float(east), float(north)), turn_deg=float(rng.normal()))


def _helicopters(plan: SitePlan, number: int) -> list[HelicopterPlan]:
    spots = [(plan.stand(stand).centre, kind) for stand, kind in HELICOPTERS.items()]
    return [HelicopterPlan(centre=centre, heading_deg=20.0, type=kind) for centre, kind in spots[:number]]


def images_plan(variation: Variation) -> SitePlan:
    """The days with an image as they are seen on it."""
    plan, looks = demo_plan(variation.seed), {look.day: look for look in variation.looks}
    dates = tuple(looks[day.id].through(day) for day in history_plans(variation) if day.id in looks)
    if not variation.builds:
        return replace(plan, dates=dates, works=())
    houses = [building for number, building in enumerate(plan.buildings) if number not in _HOUSES]
    return replace(plan, dates=dates, buildings=tuple(houses), works=works_over(plan, [date.id for date in dates]))


def works_over(plan: SitePlan, days: Sequence[str]) -> tuple[WorkPlan, ...]:
    """What is built, with how far it is on some days of the story."""
    own = [replace(work, stages=_stages(work.id, days)) for work in airbase_works.works(DATES)]
    names = {f"house-{number}": plan.buildings[number] for number in _HOUSES}
    return (*own, *(building_work(name, house, _stages(name, days)) for name, house in names.items()))


def _stages(work: str, days: Sequence[str]) -> dict[str, Stage]:
    reached = (Stage.NONE, Stage.BEGUN, Stage.IN_PROGRESS, Stage.FINISHED)
    return {day: reached[sum(step <= day for step in _STEPS[work])] for day in days}
