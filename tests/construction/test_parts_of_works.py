"""Parts of one work that different pairs of dates show."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import shapely

from hardstand.construction.entries import Direction, KindProbability, Step, WorkKind
from hardstand.construction.one_way import one_way
from hardstand.construction.works import gather_works
from hardstand.timewindow import TimeWindow

DATES = {
    "a": datetime(2015, 9, 1, tzinfo=UTC),
    "b": datetime(2015, 9, 5, tzinfo=UTC),
    "c": datetime(2015, 9, 9, tzinfo=UTC),
}


def step(before, after, box, direction=Direction.NEW, kind=WorkKind.STRIP, probability=0.9):
    return Step(
        before=before,
        after=after,
        window=TimeWindow(after=DATES[before], by=DATES[after]),
        direction=direction,
        outline=shapely.box(*box),
        probability=probability,
        kinds=(KindProbability(kind=kind, probability=1.0),),
    )


def gathered(*steps):
    return gather_works(steps, list(DATES), lambda *_: True, lambda _: None)


def test_a_work_across_the_edge_of_a_cloud_is_one_with_the_wider_window():
    (work,) = gathered(step("b", "c", (0, 0, 100, 20)), step("a", "c", (102, 0, 140, 20)))
    assert work.window == TimeWindow(after=DATES["a"], by=DATES["c"])
    assert work.outline.area == pytest.approx(140 * 20, rel=0.02)


@pytest.mark.parametrize(
    "other",
    [
        step("a", "c", (110, 0, 140, 20)),  # apart
        step("b", "c", (102, 0, 140, 20)),  # the same two dates tell two works apart
        step("a", "c", (102, 0, 140, 20), Direction.VANISHED),
    ],
)
def test_other_neighbours_stay_works_of_their_own(other):
    assert len(gathered(step("b", "c", (0, 0, 100, 20)), other)) == 2


def test_a_strip_on_bare_ground_is_a_new_strip_though_the_ground_is_surer():
    strip = step("a", "b", (0, 0, 100, 20), probability=0.8)
    ground = step("a", "b", (0, -5, 100, 25), Direction.VANISHED, WorkKind.GROUND_WORKS, probability=0.97)
    assert one_way([ground, strip]) == [strip]
