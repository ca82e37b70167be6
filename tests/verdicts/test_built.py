"""Construction against works."""

from __future__ import annotations

from math import comb

import pytest

from hardstand.claims.entries import ClaimKind, Period
from hardstand.claims.things import Thing
from hardstand.timewindow import TimeWindow
from hardstand.verdicts.built import at_least
from hardstand.verdicts.entries import Verdict
from hardstand.verdicts.showing import NotComparedShown
from tests.verdicts.making import at, check, claim, denied, image, period, showing, work

IMAGES = (image(4), image(9), image(15))
BUILT = ClaimKind.CONSTRUCTION


def compared(*works, **more):
    return showing(images=IMAGES, works=works, **{"compared": True, **more})


def result(thing, *works, low=1, high=None, of=(4, 15), text="a new building", **more):
    return check(claim(BUILT, thing, low, high, period=period(*of), text=text), compared(*works, **more))


def test_one_work_is_never_enough():
    found = result(Thing.BUILDING, work(1))
    assert found.verdict is Verdict.CONSISTENT
    assert found.likelihood == "likely"
    assert "work-1" in found.evidence


def test_several_lasting_ones_confirm_that_something_was_built():
    assert result(Thing.BUILDING, work(1), work(2), work(3)).verdict is Verdict.CONFIRMED
    assert result(Thing.OTHER, work(1), work(2), work(3)).verdict is Verdict.CONFIRMED
    assert result(Thing.BUILDING, work(1), work(2), work(3), low=3).verdict is Verdict.CONSISTENT


def test_that_no_more_were_built_is_never_confirmed():
    assert result(Thing.BUILDING, work(1), work(2), work(3), low=1, high=1).verdict is Verdict.CONSISTENT


@pytest.mark.parametrize(
    "change",
    [
        {"probability": 0.6},
        {"states": {"d4": "not begun", "d9": "not begun", "d15": "begun"}},
        {"window": TimeWindow(after=at(1), by=at(9))},
        {"window": None},
        {"kinds": {"building": 0.4, "strip": 0.6}},
    ],
)
def test_what_weakens_them_takes_it_back(change):
    weak = [work(number, **change) for number in (1, 2, 3)]
    assert result(Thing.BUILDING, *weak).verdict is Verdict.CONSISTENT


@pytest.mark.parametrize("thing", [Thing.HANGAR, Thing.SHELTER])
def test_what_a_building_is_for_is_never_confirmed(thing):
    assert result(thing, work(1), work(2), work(3)).verdict is Verdict.CONSISTENT


def test_long_graded_ground_may_become_a_taxiway():
    graded = {"kind": "ground works", "kinds": {"ground works": 0.9, "building": 0.1}}
    assert result(Thing.TAXIWAY, work(1, **graded, length_m=250.0, width_m=25.0)).verdict is Verdict.CONSISTENT
    assert result(Thing.TAXIWAY, work(1, **graded, length_m=50.0, width_m=25.0)).verdict is Verdict.NOT_OBSERVABLE


def test_that_none_is_found_says_nothing():
    found = result(Thing.BUILDING)
    assert found.verdict is Verdict.NOT_OBSERVABLE
    assert check(denied(claim(BUILT, Thing.BUILDING, 1, period=period(4, 15))), compared()).verdict is found.verdict


def test_what_was_demolished_is_looked_for_among_what_vanished():
    gone = work(1, change="vanished")
    assert result(Thing.BUILDING, gone, text="a building was demolished").verdict is Verdict.CONSISTENT
    assert result(Thing.BUILDING, gone).verdict is Verdict.NOT_OBSERVABLE
    assert result(Thing.BUILDING, work(1), text="a building was demolished").verdict is Verdict.NOT_OBSERVABLE


def test_works_of_another_time_do_not_count():
    assert result(Thing.BUILDING, work(1), of=(10, 15)).verdict is Verdict.NOT_OBSERVABLE


def test_a_time_without_images_is_not_observable():
    assert "No two images" in result(Thing.BUILDING, work(1), of=(20, 25)).reason


def test_a_pair_that_could_not_be_compared_gives_its_reason():
    lost = (NotComparedShown(before="d9", after="d15", reason="one is of 10 m"),)
    assert "one is of 10 m" in result(Thing.BUILDING, of=(10, 15), not_compared=lost).reason


def test_without_comparison_it_is_not_checked():
    assert result(Thing.BUILDING, compared=False).verdict is Verdict.NOT_CHECKED
    assert result(Thing.BRIDGE, work(1)).verdict is Verdict.NOT_CHECKED


def test_without_a_time_nothing_is_decided():
    three = compared(work(1), work(2), work(3))
    assert check(claim(BUILT, Thing.BUILDING, 1, period=Period()), three).verdict is Verdict.CONSISTENT


@pytest.mark.parametrize("asked", [1, 2, 3, 5])
def test_at_least_is_binomial_for_equal_chances(asked):
    expected = sum(comb(4, n) * 0.3**n * 0.7 ** (4 - n) for n in range(asked, 5))
    assert at_least(asked, [0.3] * 4) == pytest.approx(expected)
