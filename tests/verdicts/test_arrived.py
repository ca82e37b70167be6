"""Arrivals and departures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hardstand.claims.entries import ClaimKind, Period
from hardstand.claims.things import Thing
from hardstand.verdicts.entries import Verdict
from tests.verdicts.making import UNLIKE_BASIS, check, claim, counted, denied, event, image, period, showing

ARRIVAL, DEPARTURE = ClaimKind.ARRIVAL, ClaimKind.DEPARTURE
BEFORE, AFTER = counted(4, "aircraft", 4, 6), counted(15, "aircraft", 11, 14)
RISEN = showing(BEFORE, AFTER, events=(event(1, "arrival", 4, 15), event(2, "arrival", None, 15)))


def verdict(shown, low, high=None, kind=ARRIVAL, of=(4, 15), thing=Thing.AIRCRAFT):
    return check(claim(kind, thing, low, high, period=period(*of)), shown).verdict


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (1, None, Verdict.CONFIRMED),
        (5, None, Verdict.CONFIRMED),  # 11 less 6
        (5, 10, Verdict.CONFIRMED),
        (6, None, Verdict.CONSISTENT),
        (5, 9, Verdict.CONSISTENT),  # 14 less 4 may have come
        (14, None, Verdict.CONSISTENT),
        (15, None, Verdict.NOT_OBSERVABLE),  # some may have come and left again in the eleven days
    ],
)
def test_the_rise_of_the_number_decides(low, high, expected):
    assert verdict(RISEN, low, high) is expected


def test_a_departure_is_an_arrival_against_the_order_of_time():
    fallen = showing(counted(4, "aircraft", 11, 14), counted(15, "aircraft", 4, 6))
    assert verdict(fallen, 5, kind=DEPARTURE) is Verdict.CONFIRMED
    assert verdict(fallen, 6, kind=DEPARTURE) is Verdict.CONSISTENT
    assert verdict(fallen, 15, kind=DEPARTURE) is Verdict.NOT_OBSERVABLE
    assert verdict(fallen, 5, kind=ARRIVAL) is Verdict.CONSISTENT


@pytest.mark.parametrize("of", [(5, 15), (4, 14), (5, 14)])
def test_a_window_that_reaches_beyond_the_claimed_time_decides_nothing(of):
    found = check(claim(ARRIVAL, Thing.AIRCRAFT, 5, period=period(*of)), RISEN)
    assert found.verdict is Verdict.CONSISTENT


def test_events_at_single_stands_prove_nothing_on_their_own():
    shown = showing(counted(4, "aircraft", 3, 9), counted(15, "aircraft", 6, 12), events=(event(1, "arrival", 4, 15),))
    found = check(claim(ARRIVAL, Thing.AIRCRAFT, 1, period=period(4, 15)), shown)
    assert found.verdict is Verdict.CONSISTENT
    assert {"event-1", "stand-1"} <= set(found.evidence)


@pytest.mark.parametrize(
    "shown",
    [
        showing(BEFORE, AFTER, images=(image(4, 0.9), image(15))),
        showing(counted(4, "aircraft", 4, 6, basis=UNLIKE_BASIS), AFTER),
        showing(counted(4, "aircraft", None, None), AFTER),
    ],
)
def test_the_ground_before_must_be_known(shown):
    assert verdict(shown, 5) is Verdict.CONSISTENT


def test_hidden_ground_after_takes_nothing_away():
    shown = showing(BEFORE, AFTER, images=(image(4), image(15, 0.8)))
    assert verdict(shown, 5) is Verdict.CONFIRMED
    assert verdict(shown, 15) is Verdict.CONSISTENT


def test_by_a_day_allows_any_earlier_image():
    assert verdict(RISEN, 5, of=(None, 15)) is Verdict.CONFIRMED
    assert verdict(RISEN, 15, of=(None, 15)) is Verdict.NOT_OBSERVABLE


def test_without_a_time_nothing_is_decided():
    found = check(claim(ARRIVAL, Thing.AIRCRAFT, 5, period=Period()), RISEN)
    assert found.verdict is Verdict.CONSISTENT


def test_one_image_shows_no_arrival():
    assert verdict(showing(AFTER), 1) is Verdict.NOT_OBSERVABLE


@pytest.mark.parametrize("of", [(16, 20), (1, 3)])
def test_images_on_one_side_of_the_time_tell_nothing_or_leave_it_open(of):
    assert verdict(RISEN, 1, of=of) is Verdict.NOT_OBSERVABLE


def test_images_around_the_time_leave_it_open():
    assert verdict(RISEN, 1, of=(6, 10)) is Verdict.CONSISTENT


def test_equipment_is_partial():
    shown = showing(BEFORE, AFTER, events=(event(1, "arrival", 4, 15),))
    found = check(claim(ARRIVAL, Thing.MILITARY_EQUIPMENT, 1, period=period(4, 15)), shown)
    assert found.verdict is Verdict.PARTIAL


def test_a_denied_arrival_is_contradicted_by_a_rise():
    no = denied(claim(ARRIVAL, Thing.AIRCRAFT, 1, period=period(4, 15)))
    assert check(no, RISEN).verdict is Verdict.CONTRADICTED
    none = showing(counted(4, "aircraft", 0, 0), counted(15, "aircraft", 0, 0))
    assert check(no, none).verdict is Verdict.NOT_OBSERVABLE  # eleven days are long enough to come and leave
    soon = replace(no, period=period(4, 7))
    days = showing(counted(4, "aircraft", 0, 0), counted(7, "aircraft", 0, 0))
    assert check(soon, days).verdict is Verdict.CONFIRMED


def test_a_class_that_was_not_looked_for_is_not_checked():
    assert verdict(RISEN, 1, thing=Thing.SHIP) is Verdict.NOT_CHECKED
