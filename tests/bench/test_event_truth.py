"""Events from labels alone, on labels of which everything is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hardstand.bench.ledger import EventScore, LabelsOnGround, labelled_events, observable_events
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


def middles(boxes: NDArray[np.float64]) -> list[tuple[float, ...]]:
    return sorted(tuple(np.round((box[:2] + box[2:]) / 2, 6)) for box in boxes)


@pytest.mark.parametrize("shift", [(0, 0), (40, -25)])
def test_what_has_no_partner_came_or_left(shift: tuple[float, float]) -> None:
    events = labelled_events(labels([(200, 200), (500, 500)]), labels([(200, 200), (700, 300)], shift))
    assert middles(events[EventKind.DEPARTURE]) == [(500, 500)]
    assert middles(events[EventKind.ARRIVAL]) == [(700 + shift[0], 300 + shift[1])]


def test_what_the_other_frame_does_not_show_is_no_event() -> None:
    events = labelled_events(labels([(950, 500)]), labels([], shift=(60, 0)))
    assert middles(events[EventKind.DEPARTURE]) == []


def test_a_small_move_is_the_same_spot_and_a_large_one_is_not() -> None:
    assert not len(labelled_events(labels([(300, 300)]), labels([(330, 300)]))[EventKind.ARRIVAL])
    assert len(labelled_events(labels([(300, 300)]), labels([(360, 300)]))[EventKind.ARRIVAL]) == 1


def test_what_lies_under_a_cloud_on_the_other_date_is_not_observable() -> None:
    before, after = labels([(200, 200), (700, 700)]), labels([])
    cause = np.zeros((100, 100), np.uint8)
    cause[10:30, 10:30] = Cause.CLOUD
    clouded = replace(after, visibility=Visibility(cause=cause, step_px=10, width=1000, height=1000))
    events = observable_events(labelled_events(before, clouded), before, clouded)
    assert middles(events[EventKind.DEPARTURE]) == [(700, 700)]


PLACES = st.lists(st.sampled_from([(x, y) for x in (150, 350, 550, 750) for y in (150, 350, 550)]), unique=True)


@given(PLACES, PLACES)
def test_events_are_the_set_differences(before: list[tuple[float, float]], after: list[tuple[float, float]]) -> None:
    events = labelled_events(labels(before), labels(after))
    assert set(middles(events[EventKind.DEPARTURE])) == set(before) - set(after)
    assert set(middles(events[EventKind.ARRIVAL])) == set(after) - set(before)


def test_f1_by_hand() -> None:
    assert EventScore(pairs=1, refused=0, labelled=4, found=6, right=3).f1 == pytest.approx(0.6)
    assert EventScore(pairs=1, refused=0, labelled=0, found=0, right=0).f1 == 1
