"""Random arrivals and departures: their moments, what stands there on each date, and what the images prove."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.simulation import AIRLINER, FIGHTER, Rates, Schedule, SitePlan, StandPlan, random_schedule, render_site

FIRST = datetime(2015, 8, 20, 8, 30, tzinfo=UTC)
RATES = Rates(types=(AIRLINER, FIGHTER), arrivals_a_day=0.1, departures_a_day=0.2)
STANDS = tuple(StandPlan(id=f"s{number}", centre=(60.0 * number, 0.0), heading_deg=0.0) for number in range(12))


def days(*numbers: float) -> list[datetime]:
    return [FIRST + timedelta(days=number) for number in numbers]


def schedule(seed: int, times: list[datetime], stands: tuple[StandPlan, ...] = STANDS) -> Schedule:
    return random_schedule(stands, times, np.random.default_rng(seed), RATES)


@given(st.integers(0, 10**6), st.lists(st.integers(0, 90), min_size=1, max_size=12, unique=True).map(sorted))
def test_what_stands_there_follows_from_the_moves(seed: int, numbers: list[int]) -> None:
    times = days(*numbers)
    found = schedule(seed, times)
    assert [move.time for move in found.moves] == sorted(move.time for move in found.moves)
    for stand in STANDS:
        moves = [move for move in found.moves if move.stand == stand.id]
        assert all(one.kind != other.kind for one, other in pairwise(moves)), "they take turns"
        there = any(aircraft.stand == stand.id for aircraft in found.parked[0])
        for time, parked in zip(times, found.parked, strict=True):
            past = [move for move in moves if move.time <= time]
            expected = past[-1].kind == "arrival" if past else there
            names = [aircraft.type.name for aircraft in parked if aircraft.stand == stand.id]
            assert bool(names) == expected
            if past and expected:
                assert names == [past[-1].type]


def test_the_rates_are_kept() -> None:
    stands = tuple(StandPlan(id=str(number), centre=(0.0, 0.0), heading_deg=0.0) for number in range(400))
    found = schedule(3, days(*range(0, 400, 4)), stands)
    occupied = np.array([len(parked) for parked in found.parked])
    assert occupied[0] / 400 == pytest.approx(RATES.occupied_first, abs=0.08)
    # In balance a stand is occupied arrivals / (arrivals + departures) of the time.
    share = 0.1 / (0.1 + 0.2)
    assert occupied[30:].mean() / 400 == pytest.approx(share, abs=0.02)
    arrivals = sum(move.kind == "arrival" for move in found.moves)
    assert arrivals == pytest.approx(400 * 396 * (1 - share) * 0.1, rel=0.05)


def test_same_seed_same_schedule_and_another_stand_changes_none_before_it() -> None:
    times = days(0, 3, 9, 20)
    assert schedule(7, times) == schedule(7, times)
    assert schedule(7, times) != schedule(8, times)
    fewer = schedule(7, times, STANDS[:5])
    own = {stand.id for stand in STANDS[:5]}
    assert fewer.moves == tuple(move for move in schedule(7, times).moves if move.stand in own)


def test_without_rates_nothing_moves() -> None:
    still = replace(RATES, arrivals_a_day=0.0, departures_a_day=0.0)
    found = random_schedule(STANDS, days(0, 100, 1000), np.random.default_rng(1), still)
    assert found.moves == ()
    assert found.parked[0] == found.parked[1] == found.parked[2]


def test_dates_out_of_order_are_refused() -> None:
    for times in ([], days(3, 1), days(1, 1)):
        with pytest.raises(ValueError, match="order of time"):
            schedule(0, times)


def test_every_proven_event_holds_a_move(site: SitePlan) -> None:
    found = schedule(11, days(0, 4, 5, 11, 19), site.stands)
    plan = replace(site, dates=found.dates(replace(site.dates[0], gsd_m=2.0)))
    truth = render_site(plan, np.random.default_rng(0)).truth
    assert truth.events
    for event in truth.events:
        within = [move for move in found.moves if move.stand == event.stand and move.time in event.window]
        assert event.kind in {move.kind for move in within}
    for date, parked in zip(truth.dates, found.parked, strict=True):
        assert {aircraft.stand for aircraft in date.aircraft} == {aircraft.stand for aircraft in parked}
