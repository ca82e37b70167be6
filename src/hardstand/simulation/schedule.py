"""Many dates with random arrivals and departures, and the moment of each: for the ledger and for what is normal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from hardstand.simulation.plan import AircraftPlan, DatePlan, StandPlan
from hardstand.simulation.truth import EventKind
from hardstand.simulation.types import AircraftType

_SECONDS_A_DAY = 86400.0


@dataclass(frozen=True, kw_only=True)
class Rates:
    """How often aircraft come and go.

    Attributes:
        types: of the aircraft that come, each as likely.
        arrivals_a_day: at one empty stand, 0 or more.
        departures_a_day: from one occupied stand, 0 or more.
        occupied_first: chance that a stand is occupied on the first date, 0..1.
        offset_m: standard deviation by which an aircraft parks off the stand's centre, east and north, metres.
        turn_deg: standard deviation by which its heading differs from the stand's.
    """

    types: tuple[AircraftType, ...]
    arrivals_a_day: float
    departures_a_day: float
    occupied_first: float = 0.4
    offset_m: float = 0.6
    turn_deg: float = 1.2


@dataclass(frozen=True, kw_only=True)
class Move:
    """An aircraft that comes or goes, whether an image shows it or not.

    Attributes:
        kind: arrival or departure.
        stand: id of the stand.
        type: name of the aircraft's type.
        time: when, with time zone.
    """

    kind: EventKind
    stand: str
    type: str
    time: datetime


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """Who stands where on which date.

    Attributes:
        times: of the dates, in their order.
        parked: what stands there on each date, in the order of the stands. An aircraft that stays does not move.
        moves: everything that came or went between the first and the last date, in the order of time.
    """

    times: tuple[datetime, ...]
    parked: tuple[tuple[AircraftPlan, ...], ...]
    moves: tuple[Move, ...]

    def dates(self, like: DatePlan) -> tuple[DatePlan, ...]:
        """Dates of a plan, otherwise `like` another; their ids are date-001, date-002, ..."""
        return tuple(
            replace(like, id=f"date-{number:03d}", time=time, aircraft=aircraft)
            for number, (time, aircraft) in enumerate(zip(self.times, self.parked, strict=True), start=1)
        )


def random_schedule(
    stands: Sequence[StandPlan], times: Sequence[datetime], rng: np.random.Generator, rates: Rates
) -> Schedule:
    """Let aircraft come and go at each stand by itself, as a Poisson process with one rate for each way.

    Args:
        stands: each draws from a random stream of its own: another stand at the end changes none before it.
        times: of the dates, with time zone, in their order.
        rng: of everything.
        rates: how often.

    Raises:
        ValueError: no date, or dates that are equal or out of order.
    """
    if not times or list(times) != sorted(set(times)):
        raise ValueError("a schedule needs dates that differ and come in the order of time")
    visits = {
        stand.id: _visits(stand, times, stream, rates)
        for stand, stream in zip(stands, rng.spawn(len(stands)), strict=True)
    }
    parked = tuple(
        tuple(visit.aircraft for stand in stands for visit in visits[stand.id] if visit.begin <= time < visit.end)
        for time in times
    )
    moves = [move for own in visits.values() for visit in own for move in _moves(visit, times)]
    return Schedule(times=tuple(times), parked=parked, moves=tuple(sorted(moves, key=lambda move: move.time)))


@dataclass(frozen=True, kw_only=True)
class _Visit:
    """An aircraft on a stand, there at times t with begin <= t < end."""

    aircraft: AircraftPlan
    begin: datetime
    end: datetime


def _visits(stand: StandPlan, times: Sequence[datetime], rng: np.random.Generator, rates: Rates) -> list[_Visit]:
    now, last = times[0], times[-1]
    occupied = bool(rng.random() < rates.occupied_first)
    visits = []
    while now <= last:
        rate = rates.departures_a_day if occupied else rates.arrivals_a_day
        until = _after(now, last, rate, rng)
        if occupied:
            visits.append(_Visit(aircraft=_aircraft(stand, rng, rates), begin=now, end=until))
        now, occupied = until, not occupied
    return visits


def _after(now: datetime, last: datetime, rate_a_day: float, rng: np.random.Generator) -> datetime:
    """When the next move happens; a day after the last date where none does before."""
    never = last + timedelta(days=1)
    if rate_a_day == 0:
        return never
    wait_s = float(rng.exponential(_SECONDS_A_DAY / rate_a_day))
    return min(never, now + timedelta(seconds=min(wait_s, (never - now).total_seconds())))


def _aircraft(stand: StandPlan, rng: np.random.Generator, rates: Rates) -> AircraftPlan:
    east, north = rng.normal(0.0, rates.offset_m, 2)
    return AircraftPlan(
        stand=stand.id,
        type=rates.types[int(rng.integers(len(rates.types)))],
        offset_m=(float(east), float(north)),
        turn_deg=float(rng.normal(0.0, rates.turn_deg)),
    )


def _moves(visit: _Visit, times: Sequence[datetime]) -> list[Move]:
    """Its arrival and its departure, where they fall between the first and the last date."""
    ends = ((EventKind.ARRIVAL, visit.begin), (EventKind.DEPARTURE, visit.end))
    stand, name = visit.aircraft.stand, visit.aircraft.type.name
    return [Move(kind=kind, stand=stand, type=name, time=time) for kind, time in ends if times[0] < time <= times[-1]]
