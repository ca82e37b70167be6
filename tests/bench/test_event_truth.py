"""Events from labels alone, on labels of which everything is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hardstand.bench.datasets import LabelledFrame, box_iou, read_airbus
from hardstand.bench.event_score import EventScore, score_events, wrong_events
from hardstand.bench.event_truth import DatedEvent, LabelsOnGround, completed, labelled_events, thick_cloud
from hardstand.bench.scenes import read_table
from hardstand.frames import GroundTransform
from hardstand.imagery.visibility import Cause, Visibility
from hardstand.ledger import EventKind

EXTENT = np.array([1000.0, 1000.0])


def labels(places: list[tuple[float, float]], shift: tuple[float, float] = (0, 0), side: float = 80) -> LabelsOnGround:
    """Squares around places on the ground, seen by a camera that is shifted by pixels."""
    middles = np.array(places, dtype=float).reshape(-1, 2) + shift
    boxes: NDArray[np.float64] = np.concatenate([middles - side / 2, middles + side / 2], axis=1)
    ground = GroundTransform(np.array([[0.5, 0, -shift[0] / 2], [0, -0.5, shift[1] / 2]]))
    return LabelsOnGround(boxes=boxes, ground=ground, extent=EXTENT)


def middles(events: list[DatedEvent], kind: EventKind) -> list[tuple[float, ...]]:
    boxes = [event.box for event in events if event.kind is kind]
    return sorted(tuple(np.round((box[:2] + box[2:]) / 2, 6)) for box in boxes)


@pytest.mark.parametrize("shift", [(0, 0), (40, -25)])
def test_what_has_no_partner_came_or_left(shift: tuple[float, float]) -> None:
    events = labelled_events([labels([(200, 200), (500, 500)]), labels([(200, 200), (700, 300)], shift)])
    assert middles(events, EventKind.DEPARTURE) == [(500, 500)]
    assert middles(events, EventKind.ARRIVAL) == [(700 + shift[0], 300 + shift[1])]


def test_what_the_other_frame_does_not_show_is_no_event() -> None:
    assert labelled_events([labels([(950, 500)]), labels([], shift=(60, 0))]) == []


def test_a_small_move_is_the_same_spot_and_a_large_one_is_not() -> None:
    assert labelled_events([labels([(300, 300)]), labels([(330, 300)])]) == []
    assert len(labelled_events([labels([(300, 300)]), labels([(360, 300)])])) == 2


def clouded(date: LabelsOnGround) -> LabelsOnGround:
    """The same with cloud over (100, 100) to (300, 300)."""
    cause = np.zeros((100, 100), np.uint8)
    cause[10:30, 10:30] = Cause.CLOUD
    return replace(date, visibility=Visibility(cause=cause, step_px=10, width=1000, height=1000))


def test_what_lies_under_a_cloud_on_the_other_date_is_not_observable() -> None:
    dates = [labels([(200, 200), (700, 700)]), clouded(labels([]))]
    assert middles(labelled_events(dates, observable=True), EventKind.DEPARTURE) == [(700, 700)]
    assert middles(labelled_events(dates), EventKind.DEPARTURE) == [(200, 200), (700, 700)]


def test_a_date_under_cloud_widens_the_window_of_a_run() -> None:
    dates = [labels([]), clouded(labels([])), labels([(200, 200)])]
    [event] = labelled_events(dates, observable=True)
    assert (event.kind, event.earlier, event.later, event.empty) == (EventKind.ARRIVAL, 0, 2, 0)
    [event] = labelled_events(dates)
    assert (event.earlier, event.later) == (1, 2)


def test_a_run_tells_each_change_of_a_spot() -> None:
    here = [(300.0, 300.0)]
    events = labelled_events([labels(here), labels([]), labels([]), labels(here)])
    assert [(event.kind, event.earlier, event.later) for event in events] == [
        (EventKind.DEPARTURE, 0, 1),
        (EventKind.ARRIVAL, 2, 3),
    ]


PLACES = st.lists(st.sampled_from([(x, y) for x in (150, 350, 550, 750) for y in (150, 350, 550)]), unique=True)


@given(PLACES, PLACES)
def test_events_are_the_set_differences(before: list[tuple[float, float]], after: list[tuple[float, float]]) -> None:
    events = labelled_events([labels(before), labels(after)])
    assert set(middles(events, EventKind.DEPARTURE)) == set(before) - set(after)
    assert set(middles(events, EventKind.ARRIVAL)) == set(after) - set(before)


def test_f1_by_hand() -> None:
    assert EventScore(runs=1, refused=0, labelled=4, found=6, right=3).f1 == pytest.approx(0.6)
    assert EventScore(runs=1, refused=0, labelled=0, found=0, right=0).f1 == 1


def event(left: float, earlier: int = 0, later: int = 1, kind: EventKind = EventKind.ARRIVAL) -> DatedEvent:
    return DatedEvent(kind=kind, earlier=earlier, later=later, box=np.array([left, 0.0, left + 10, 10.0]))


def test_an_event_is_right_only_with_its_kind_its_window_and_its_place() -> None:
    true = [event(0), event(100), event(200)]
    found = [event(2), event(100, 0, 2), event(200, kind=EventKind.DEPARTURE), event(306)]
    assert score_events(true, found) == EventScore(runs=1, refused=0, labelled=3, found=4, right=1)
    assert wrong_events(true, found) == found[1:]


def test_one_label_bears_out_one_event() -> None:
    assert score_events([event(0)], [event(0), event(1)]).right == 1


def test_left_out_aircraft_lie_on_their_frames_and_overlap_no_label(airbus: list[LabelledFrame]) -> None:
    for before, after in zip(airbus, completed(airbus), strict=True):
        added = after.boxes[len(before.boxes) :]
        assert np.array_equal(after.boxes[: len(before.boxes)], before.boxes)
        assert len(after.truncated) == len(after.boxes)
        assert (
            (added[:, 2:] > added[:, :2]).all(axis=1) & (added >= 0).all(axis=1) & (added <= 2560).all(axis=1)
        ).all()
        assert not len(added) or box_iou(added, before.boxes).max() < 0.3


def test_every_row_of_the_tables_names_a_frame(airbus: list[LabelledFrame]) -> None:
    names = {frame.name for frame in airbus}
    rows = list(read_table("left_out_aircraft.csv"))
    assert {row["frame"] for row in rows} | set(thick_cloud()) <= names
    assert sum(
        len(after.boxes) - len(before.boxes) for before, after in zip(airbus, completed(airbus), strict=True)
    ) == (len(rows))


def test_outlines_of_cloud_are_sound() -> None:
    assert all(cloud.is_valid and 0 < cloud.area < 2560**2 for cloud in thick_cloud().values())


@pytest.fixture(scope="module")
def airbus(data: Path) -> list[LabelledFrame]:
    """The labelled frames."""
    return [frame for frame in read_airbus(data) if frame.labelled]
