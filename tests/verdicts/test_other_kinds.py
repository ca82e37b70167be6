"""Places, locations and what is beyond images."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hardstand.claims.entries import ClaimKind, Distance, Period, Place
from hardstand.claims.things import Thing
from hardstand.verdicts.entries import Verdict
from hardstand.verdicts.seeable import whose
from tests.verdicts.making import check, claim, counted, denied, period, showing

TWELVE = showing(counted(15, "aircraft", 11, 14))
LATAKIA = Place(name="Latakia", lon=35.79, lat=35.52)
PROVINCE = Place(name="Latakia province", reason="Latakia is a region: it has no one position")


class TestPlaces:
    @pytest.mark.parametrize(
        ("place", "many", "too_many"),
        [
            (None, Verdict.CONFIRMED, Verdict.CONTRADICTED),
            (Place(name="the air base"), Verdict.CONFIRMED, Verdict.CONTRADICTED),
            (Place(name="Air base", reason="unknown"), Verdict.CONFIRMED, Verdict.CONTRADICTED),
            (Place(name="Hemeimeem airport", code="OSLK"), Verdict.CONFIRMED, Verdict.CONTRADICTED),
            (Place(name="Bassel", code="XXXX", lon=35.951, lat=35.41), Verdict.CONFIRMED, Verdict.CONTRADICTED),
            (PROVINCE, Verdict.CONFIRMED, Verdict.NOT_OBSERVABLE),
            (Place(name="Jableh", lon=35.93, lat=35.36), Verdict.CONFIRMED, Verdict.NOT_OBSERVABLE),
            (LATAKIA, Verdict.NOT_CHECKED, Verdict.NOT_CHECKED),
            (Place(name="Damascus", code="OSDI", lon=36.5, lat=33.4), Verdict.NOT_CHECKED, Verdict.NOT_CHECKED),
            (Place(name="Qalaat", reason="the gazetteer knows no Qalaat"), Verdict.NOT_CHECKED, Verdict.NOT_CHECKED),
        ],
    )
    def test_the_site_a_wider_place_and_elsewhere(self, place, many, too_many):
        for low, expected in ((5, many), (50, too_many)):
            found = check(claim(ClaimKind.COUNT, Thing.AIRCRAFT, low, place=place), TWELVE)
            assert found.verdict is expected, found.reason

    def test_a_wider_place_may_hold_more_and_send_it_here(self):
        counted_there = claim(ClaimKind.COUNT, Thing.AIRCRAFT, 11, 14, place=PROVINCE)
        assert check(counted_there, TWELVE).verdict is Verdict.CONSISTENT
        risen = showing(counted(4, "aircraft", 0, 1), counted(15, "aircraft", 11, 14))
        came = claim(ClaimKind.ARRIVAL, Thing.AIRCRAFT, 5, period=period(4, 15), place=PROVINCE)
        assert check(came, risen).verdict is Verdict.CONSISTENT

    def test_no_aircraft_in_a_province_is_contradicted_but_never_confirmed(self):
        no = denied(claim(ClaimKind.PRESENCE, Thing.AIRCRAFT, 1, place=PROVINCE))
        assert check(no, TWELVE).verdict is Verdict.CONTRADICTED
        assert check(no, showing(counted(15, "aircraft", 0, 0))).verdict is Verdict.NOT_OBSERVABLE

    def test_without_a_position_of_the_site_only_names_decide(self):
        local = replace(TWELVE, lon=None, lat=None, airport=None)
        assert check(claim(ClaimKind.COUNT, Thing.AIRCRAFT, 5, place=LATAKIA), local).verdict is Verdict.NOT_CHECKED


class TestLocations:
    @pytest.mark.parametrize(
        ("units", "distance", "bearing", "expected"),
        [
            (True, True, True, Verdict.CONFIRMED),
            (None, True, None, Verdict.CONFIRMED),
            (True, True, False, Verdict.PARTIAL),
            (True, False, True, Verdict.PARTIAL),
            (False, True, True, Verdict.CONTRADICTED),
            (None, False, None, Verdict.CONTRADICTED),
            (None, False, False, Verdict.CONTRADICTED),
            (True, False, False, Verdict.CONTRADICTED),
            (True, None, None, Verdict.PARTIAL),
            (None, None, None, Verdict.NOT_CHECKED),
        ],
    )
    def test_figures_against_each_other_and_the_earth(self, units, distance, bearing, expected):
        lies = Distance(
            km=25.0,
            bearing="south",
            findings=("25 km are 15.5 mi",),
            agrees_units=units,
            agrees_distance=distance,
            agrees_bearing=bearing,
        )
        found = check(claim(ClaimKind.LOCATION, Thing.OTHER, distance=lies, period=Period()), TWELVE)
        assert found.verdict is expected
        if expected.told:
            assert "not against images" in found.reason
        assert found.evidence == ()

    def test_a_place_that_is_not_known_gives_its_reason(self):
        lies = Distance(km=25.0, origin=Place(name="X", reason="three places are called X"))
        found = check(claim(ClaimKind.LOCATION, Thing.OTHER, distance=lies), TWELVE)
        assert "three places are called X" in found.reason


@pytest.mark.parametrize(
    ("kind", "thing", "can_tell", "expected"),
    [
        (ClaimKind.NAME, Thing.OTHER, False, Verdict.NOT_OBSERVABLE),
        (ClaimKind.INTENT, Thing.AIRCRAFT, False, Verdict.NOT_OBSERVABLE),
        (ClaimKind.CAPABILITY, Thing.RUNWAY, True, Verdict.NOT_OBSERVABLE),
        (ClaimKind.ARRIVAL, Thing.PERSONNEL, True, Verdict.NOT_OBSERVABLE),
        (ClaimKind.ARRIVAL, Thing.WEAPONS, True, Verdict.NOT_OBSERVABLE),
        (ClaimKind.OTHER, Thing.AIRCRAFT, False, Verdict.NOT_OBSERVABLE),
        (ClaimKind.OTHER, Thing.AIRCRAFT, True, Verdict.NOT_CHECKED),
    ],
)
@pytest.mark.parametrize("turn", [lambda each: each, denied])
def test_what_is_beyond_images_is_so_affirmed_or_denied(kind, thing, can_tell, expected, turn):
    said = turn(claim(kind, thing, 1, imagery_can_tell=can_tell, place=LATAKIA if can_tell is False else None))
    found = check(said, TWELVE)
    assert found.verdict is expected
    assert found.likelihood is None
    assert found.confidence is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("five Russian aircraft", "Russian"),
        ("U.S. helicopters", "U.S."),
        ("a US frigate", "US"),
        ("Chinese ships", "Chinese"),
        ("Turkish drones", "Turkish"),
        ("Israeli jets", "Israeli"),
        ("six main battle tanks", None),
        ("Aircraft at Hemeimeem", None),
        ("USS and UN aircraft", None),
    ],
)
def test_whose(text, word):
    assert whose(text) == word
