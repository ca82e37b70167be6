"""What an acquisition shows of the area of interest, by cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from hardstand.frames import GroundTransform
from hardstand.imagery import Cause, Visibility
from hardstand.ledger.build import build_ledger
from hardstand.ledger.view import DatedView

SIZE = 400
GROUND = GroundTransform(np.array([[0.5, 0.0, 1000.0], [0.0, -0.5, 2000.0]]))
"""The image covers 1000 to 1200 m east and 1800 to 2000 m north."""


def view(area=None):
    """The west half is behind haze, the upper quarter of the east half under cloud."""
    cause = np.zeros((40, 40), np.uint8)
    cause[:, :20] = Cause.HAZE
    cause[:10, 20:] = Cause.CLOUD
    return DatedView(
        acquisition="a",
        time=datetime(2015, 9, 4, tzinfo=UTC),
        ground=GROUND,
        visibility=Visibility(cause=cause, step_px=10.0, width=SIZE, height=SIZE),
        sightings=(),
        area=area,
    )


def test_without_an_area_the_shares_are_those_of_the_image():
    shares = view().shares
    assert (shares[Cause.SEEN], shares[Cause.HAZE], shares[Cause.CLOUD]) == (0.375, 0.5, 0.125)


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ((1100, 1800, 1200, 1950), {Cause.SEEN: 1.0}),
        ((1000, 1800, 1100, 2000), {Cause.HAZE: 1.0}),
        ((1050, 1800, 1150, 1900), {Cause.SEEN: 0.5, Cause.HAZE: 0.5}),
        ((1150, 1850, 1250, 1950), {Cause.SEEN: 0.5, Cause.OUTSIDE: 0.5}),
        ((5000, 5000, 5100, 5100), {Cause.OUTSIDE: 1.0}),
    ],
)
def test_shares_of_an_area_count_what_lies_outside_the_image(box, expected):
    shares = view(shapely.box(*box)).shares
    assert {cause: share for cause, share in shares.items() if share} == pytest.approx(expected)


@given(west=st.floats(900, 1150), south=st.floats(1700, 1950), width=st.floats(30, 300), height=st.floats(30, 300))
def test_seen_and_unseen_make_the_whole(west, south, width, height):
    shares = view(shapely.box(west, south, west + width, south + height)).shares
    assert sum(shares.values()) == pytest.approx(1)
    assert min(shares.values()) >= 0


def test_a_count_says_how_much_of_the_area_was_seen():
    [counted] = build_ledger([view(shapely.box(1050, 1800, 1150, 1900))], ["aircraft"]).counts
    assert counted.seen_fraction == 0.5


def test_what_can_not_be_placed_was_not_seen():
    lost = replace(view(), visibility=view().visibility.unplaced())
    assert lost.shares[Cause.SEEN] == 0
    assert lost.shares[Cause.UNPLACED] == 0.375
    assert lost.shares[Cause.CLOUD] == 0.125
    assert lost.seen_km2 == 0
