from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from hardstand.construction import Direction, KindProbability, Step, WorkKind, WorkState
from hardstand.construction.one_way import one_way
from hardstand.construction.works import gather_works
from hardstand.timewindow import TimeWindow

DAYS = tuple(f"day-{number}" for number in range(1, 6))
TIMES = {name: datetime(2015, 9, 1, tzinfo=UTC) + timedelta(days=number) for number, name in enumerate(DAYS)}


def step(before: int, after: int, outline: shapely.Polygon, kind: WorkKind = WorkKind.STRIP) -> Step:
    first, second = DAYS[before - 1], DAYS[after - 1]
    return Step(
        before=first,
        after=second,
        window=TimeWindow(after=TIMES[first], by=TIMES[second]),
        direction=Direction.NEW,
        outline=outline,
        probability=0.9,
        kinds=(KindProbability(kind=kind, probability=1.0),),
    )


def gather(steps, days=DAYS, hidden=()):
    return gather_works(steps, days, lambda name, _: name not in hidden, lambda _: None)


STRIP = shapely.box(0, 0, 20, 300)


def test_a_taxiway_that_grows_over_three_dates_is_one_work_in_progress():
    earth = step(1, 2, STRIP, WorkKind.GROUND_WORKS)
    paved = step(2, 3, shapely.box(0, 0, 20, 150))
    (work,) = gather([earth, paved], DAYS[:3])
    assert work.window == TimeWindow(after=TIMES["day-1"], by=TIMES["day-2"])
    assert work.kind is WorkKind.STRIP
    assert work.measures.length_m == pytest.approx(300)
    assert list(work.states.values()) == [WorkState.NOT_BEGUN, WorkState.BEGUN, WorkState.IN_PROGRESS]
    assert work.state is WorkState.IN_PROGRESS
    assert work.finished is None


def test_two_dates_tell_no_state():
    (work,) = gather([step(1, 2, STRIP)], DAYS[:2])
    assert work.state is None


def test_pavement_that_no_longer_changes_is_finished_in_the_window_of_its_last_change():
    (work,) = gather([step(1, 2, STRIP, WorkKind.GROUND_WORKS), step(2, 3, STRIP)], DAYS[:4])
    assert work.state is WorkState.FINISHED
    assert work.finished == TimeWindow(after=TIMES["day-2"], by=TIMES["day-3"])


def test_bare_ground_is_never_finished():
    (work,) = gather([step(1, 2, STRIP, WorkKind.GROUND_WORKS)], DAYS[:3])
    assert work.state is WorkState.UNCHANGED
    assert work.finished is None


def test_a_date_that_does_not_show_the_ground_has_no_state_and_widens_the_window():
    (work,) = gather([step(1, 3, STRIP)], DAYS[:3], hidden={"day-2"})
    assert work.states["day-2"] is WorkState.NOT_SEEN
    assert work.window == TimeWindow(after=TIMES["day-1"], by=TIMES["day-3"])
    assert work.state is None


def test_works_that_only_touch_stay_two():
    assert len(gather([step(1, 2, STRIP), step(2, 3, shapely.box(20, 0, 60, 300))])) == 2


@given(st.permutations(range(6)))
def test_the_order_of_steps_does_not_matter(order):
    steps = [
        step(1, 2, STRIP, WorkKind.GROUND_WORKS),
        step(2, 3, shapely.box(0, 100, 20, 300)),
        step(3, 4, shapely.box(0, 0, 20, 120)),
        step(2, 3, shapely.box(500, 0, 540, 40), WorkKind.BUILDING),
        step(1, 2, shapely.box(500, 600, 540, 640), WorkKind.BUILDING),
        step(4, 5, shapely.box(800, 0, 900, 40), WorkKind.APRON),
    ]

    def told(works):
        return [(work.id, work.kind, work.window, work.states, work.outline.area) for work in works]

    assert told(gather([steps[number] for number in order])) == told(gather(steps))


def test_without_times_a_work_has_no_window_but_its_order():
    steps = [replace(step(1, 2, STRIP), window=None)]
    (work,) = gather(steps, DAYS[:2])
    assert work.window is None
    assert list(work.states.values()) == [WorkState.NOT_BEGUN, WorkState.BEGUN]


def vanished(each: Step, probability: float) -> Step:
    return replace(each, direction=Direction.VANISHED, probability=probability)


@pytest.mark.parametrize(("probability", "left"), [(0.8, Direction.NEW), (0.95, Direction.VANISHED)])
def test_ground_that_changed_is_told_one_way_the_surer_one(probability, left):
    apart = step(1, 2, shapely.box(500, 0, 540, 40))
    both = [step(1, 2, STRIP), vanished(step(1, 2, shapely.box(0, 50, 25, 320)), probability), apart]
    assert [each.direction for each in one_way(both)] == [left, Direction.NEW]
    assert one_way(both)[-1] is apart
