"""Quarter turns and mirrors of a crop: where points go, and what is made of answers that disagree."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.measurement.crops import CROP_PX
from hardstand.measurement.views import VIEWS, agree, returned, turned

AIRCRAFT = np.array([[70.5, 30.5], [20.5, 60.5], [50.5, 20.5], [60.5, 70.5], [22.5, 50.5], [28.5, 66.5]])
"""Six points at the middles of pixels."""


def _marked(point):
    crop = np.zeros((1, CROP_PX, CROP_PX, 3), np.uint8)
    column, row = np.floor(point).astype(int)
    crop[0, row, column] = 255
    return crop


def _seen(points, view):
    """Where a view shows points, found by looking for a bright pixel; left and right as the view shows them."""
    places = [np.argwhere(turned(_marked(point), view)[0, ..., 0])[0][::-1] + 0.5 for point in points]
    order = [0, 1, 3, 2, 5, 4] if view.mirrored else range(6)
    return np.array(places)[list(order)]


@pytest.mark.parametrize("view", VIEWS)
def test_points_come_back_to_where_they_were(view):
    assert returned(_seen(AIRCRAFT, view), view) == pytest.approx(AIRCRAFT)


def test_views_that_agree_leave_the_points_and_their_variance():
    answers = np.stack([_seen(AIRCRAFT, view) for view in VIEWS])
    agreed = agree(answers, np.full((8, 6), 1.5))
    assert agreed.points == pytest.approx(AIRCRAFT)
    assert agreed.variances == pytest.approx(np.full(6, 2.25))
    assert agreed.agreement == 1.0


def test_disagreement_makes_points_uncertain():
    answers = np.stack([_seen(AIRCRAFT, view) for view in VIEWS])
    answers[:4, 2] += 6.0
    agreed = agree(answers, np.ones((8, 6)))
    assert agreed.variances[2] > 5 * agreed.variances[3]


@pytest.mark.parametrize("wrong", [1, 2, 3])
def test_a_minority_that_takes_the_tail_for_the_nose_is_turned_round(wrong):
    answers = np.stack([_seen(AIRCRAFT, view) for view in VIEWS])
    answers[:wrong] = answers[:wrong][:, [1, 0, 3, 2, 4, 5]]
    agreed = agree(answers, np.ones((8, 6)))
    assert agreed.agreement == pytest.approx(1 - wrong / 8)
    assert agreed.points[:4] == pytest.approx(AIRCRAFT[:4])


@given(st.integers(0, 2**32 - 1))
def test_points_lie_within_those_of_the_views(seed):
    rng = np.random.default_rng(seed)
    answers = np.stack([_seen(AIRCRAFT, view) for view in VIEWS]) + rng.normal(0, 1, (8, 6, 2))
    agreed = agree(answers, rng.uniform(0.3, 3, (8, 6)))
    back = np.stack([returned(answer, view) for answer, view in zip(answers, VIEWS, strict=True)])
    assert (agreed.points >= back.min(axis=0) - 1e-9).all()
    assert (agreed.points <= back.max(axis=0) + 1e-9).all()
