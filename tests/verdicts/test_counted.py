"""Numbers and presence against counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hardstand.claims.entries import ClaimKind, Period
from hardstand.claims.things import Thing
from hardstand.verdicts.check import check_claims
from hardstand.verdicts.entries import Verdict
from hardstand.verdicts.showing import PartShown, StandShown
from tests.verdicts.making import UNLIKE_BASIS, check, claim, counted, denied, image, period, showing

COUNT, PRESENCE = ClaimKind.COUNT, ClaimKind.PRESENCE
TWELVE = showing(counted(15, "aircraft", 11, 14))


def verdict(shown, low, high=None, thing=Thing.AIRCRAFT, kind=COUNT, **more):
    return check(claim(kind, thing, low, high, **more), shown).verdict


class TestOneDay:
    @pytest.mark.parametrize(
        ("low", "high", "expected"),
        [
            (11, 14, Verdict.CONFIRMED),
            (10, 20, Verdict.CONFIRMED),
            (11, None, Verdict.CONFIRMED),
            (1, None, Verdict.CONFIRMED),
            (0, 14, Verdict.CONFIRMED),
            (12, None, Verdict.CONSISTENT),
            (12, 12, Verdict.CONSISTENT),
            (14, 30, Verdict.CONSISTENT),
            (15, None, Verdict.CONTRADICTED),
            (20, 20, Verdict.CONTRADICTED),
            (6, 6, Verdict.CONTRADICTED),
            (0, 10, Verdict.CONTRADICTED),
        ],
    )
    def test_intervals_are_compared(self, low, high, expected):
        assert verdict(TWELVE, low, high) is expected

    @pytest.mark.parametrize("text", ["six new aircraft", "another six aircraft", "six other aircraft"])
    def test_some_of_several_are_not_excluded_by_more(self, text):
        assert verdict(TWELVE, 6, 6, text=text) is Verdict.CONSISTENT

    def test_presence_is_not_excluded_by_more(self):
        assert verdict(TWELVE, 2, 4, kind=PRESENCE) is Verdict.CONSISTENT

    def test_no_interval_proves_nothing(self):
        shown = showing(counted(15, "aircraft", None, None))
        assert verdict(shown, 1) is Verdict.CONSISTENT
        assert check(claim(COUNT, Thing.AIRCRAFT, 1), shown).likelihood is None

    @pytest.mark.parametrize(
        "weaker",
        [
            showing(counted(15, "aircraft", 11, 14, basis=UNLIKE_BASIS)),
            replace(TWELVE, forced=True),
            replace(TWELVE, acquisitions=(image(15, scale_doubt="The aircraft fit 0.6 m."),)),
            replace(TWELVE, acquisitions=(image(15, unplaced="no match"),)),
            replace(TWELVE, acquisitions=(image(15, 0.3),)),
        ],
    )
    @pytest.mark.parametrize("low", [1, 20])
    def test_what_is_not_known_well_decides_nothing(self, weaker, low):
        assert not verdict(weaker, low).strong
        assert check(claim(COUNT, Thing.AIRCRAFT, low), weaker).confidence in {"low", None}

    def test_hidden_ground_may_hold_the_rest_but_takes_nothing_away(self):
        cloudy = replace(TWELVE, acquisitions=(image(15, 0.8),))
        assert verdict(cloudy, 20) is Verdict.CONSISTENT
        assert verdict(cloudy, 5) is Verdict.CONFIRMED
        assert verdict(cloudy, 11, 14) is Verdict.CONSISTENT

    def test_a_number_of_any_length_is_an_answer(self):
        assert verdict(TWELVE, 10**400, 10**400) is Verdict.CONTRADICTED


class TestTimes:
    def test_no_image_in_the_time_tells_nothing_and_names_those_there_are(self):
        found = check(claim(COUNT, Thing.AIRCRAFT, 40, period=period(9, 9)), TWELVE)
        assert found.verdict is Verdict.NOT_OBSERVABLE
        assert "15 September 2015" in found.reason

    @pytest.mark.parametrize("low", [1, 40])
    def test_a_claim_without_a_time_is_never_decided(self, low):
        found = check(claim(COUNT, Thing.AIRCRAFT, low, period=Period()), TWELVE)
        assert not found.verdict.strong
        assert found.likelihood is None

    def test_since_a_day_ends_with_the_publication(self):
        since = claim(COUNT, Thing.AIRCRAFT, 5, period=period(10, None))
        assert check(since, TWELVE).verdict is Verdict.CONSISTENT
        assert check(since, TWELVE, published=date(2015, 9, 17)).verdict is Verdict.CONFIRMED
        assert check(since, TWELVE, published=date(2015, 9, 12)).verdict is Verdict.NOT_OBSERVABLE

    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            ((4, 8, 12, 15), Verdict.CONTRADICTED),
            ((4, 7, 11, 14), Verdict.CONTRADICTED),
            ((4, 15), Verdict.NOT_OBSERVABLE),  # what came and left again on the days between leaves no trace
            ((4, 9, 15), Verdict.NOT_OBSERVABLE),
            ((15,), Verdict.NOT_OBSERVABLE),
            ((4,), Verdict.NOT_OBSERVABLE),
            ((9,), Verdict.NOT_OBSERVABLE),
        ],
    )
    def test_absence_counts_where_images_bound_the_time(self, days, expected):
        shown = showing(*(counted(day, "aircraft", 0, 2) for day in days))
        assert verdict(shown, 10, period=period(4, 15)) is expected

    def test_one_image_that_leaves_room_is_enough_to_leave_it_open(self):
        shown = showing(counted(4, "aircraft", 0, 2), counted(9, "aircraft", 0, 12), counted(15, "aircraft", 0, 2))
        assert verdict(shown, 10, period=period(4, 15)) is Verdict.CONSISTENT

    def test_a_stand_that_looks_empty_on_one_image_only_may_be_under_a_small_cloud(self):
        taken = StandShown(
            id="stand-1", label="aircraft", states={"d14": "occupied", "d15": "empty"}, sightings={}, statements={}
        )
        shown = showing(counted(15, "aircraft", 0, 2))
        assert verdict(shown, 3) is Verdict.CONTRADICTED
        hidden = replace(shown, stands=(taken,))
        assert verdict(hidden, 3) is not Verdict.CONTRADICTED
        assert verdict(hidden, 4) is Verdict.CONTRADICTED

    def test_an_image_with_a_cloud_on_it_excludes_no_number_however_little_it_hides(self):
        clear = showing(counted(15, "aircraft", 0, 2))
        cloudy = replace(clear, acquisitions=(image(15, 0.996, cloud_fraction=0.004),))
        assert verdict(clear, 3) is Verdict.CONTRADICTED
        found = check(claim(COUNT, Thing.AIRCRAFT, 3), cloudy)
        assert found.verdict is Verdict.CONSISTENT
        assert (
            "less than 1 % of the ground was not seen, and a cloud's edge or a smaller cloud may hide more"
            in found.reason
        )
        assert "a cloud is on the image" in found.reason

    def test_an_image_with_a_cloud_on_it_still_shows_what_it_shows(self):
        cloudy = replace(TWELVE, acquisitions=(image(15, 0.996, cloud_fraction=0.004),))
        assert verdict(cloudy, 11) is Verdict.CONFIRMED
        assert verdict(cloudy, 0, 10) is not Verdict.CONSISTENT
        assert verdict(cloudy, 11, 14) is Verdict.CONSISTENT

    def test_a_blind_image_right_beside_the_claimed_time_decides_nothing(self):
        shown = showing(counted(15, "aircraft", 0, 2))
        beside = replace(shown, acquisitions=(*shown.acquisitions, image(16, 0.0)))
        assert verdict(beside, 10) is not Verdict.CONTRADICTED

    def test_long_gaps_are_not_bridged(self):
        shown = showing(counted(1, "aircraft", 0, 2), counted(29, "aircraft", 0, 2))
        assert verdict(shown, 10, period=period(1, 29)) is Verdict.NOT_OBSERVABLE


class TestTypes:
    VEHICLES = (counted(15, "vehicle", 4, 19), counted(15, "long_vehicle", 4, 20))

    def test_tanks_are_a_number_without_a_type(self):
        found = check(claim(COUNT, Thing.MAIN_BATTLE_TANK, 6, 6), showing(*self.VEHICLES))
        assert found.verdict is Verdict.PARTIAL
        assert [(part.what, part.verdict) for part in found.parts] == [
            ("number", Verdict.CONSISTENT),
            ("type", Verdict.NOT_OBSERVABLE),
        ]
        assert "0.5 m" in found.reason
        assert found.likelihood is None

    @pytest.mark.parametrize(
        ("claimed", "gsd", "simulated", "expected"),
        [
            (41, 0.3, False, Verdict.CONTRADICTED),
            (41, 0.5, False, Verdict.NOT_OBSERVABLE),
            (79, 0.5, False, Verdict.CONTRADICTED),
            (79, 0.3, True, Verdict.NOT_OBSERVABLE),
        ],
    )
    def test_more_than_all_vehicles_together(self, claimed, gsd, simulated, expected):
        shown = showing(*self.VEHICLES, images=(image(15, gsd_m=gsd),), simulated=simulated)
        assert verdict(shown, claimed, claimed, Thing.MAIN_BATTLE_TANK) is expected

    def test_one_class_alone_excludes_nothing(self):
        shown = showing(counted(15, "long_vehicle", 0, 2), images=(image(15, gsd_m=0.3),))
        assert verdict(shown, 6, 6, Thing.MAIN_BATTLE_TANK) is Verdict.PARTIAL

    def test_guns_may_be_smaller_than_vehicles(self):
        shown = showing(counted(15, "vehicle", 0, 0), counted(15, "long_vehicle", 0, 0), images=(image(15, gsd_m=0.3),))
        assert not verdict(shown, 50, 50, Thing.ARTILLERY).strong

    def test_types_of_one_size_are_never_confirmed_nor_excluded_by_size(self):
        fighters = (
            PartShown(name="fighter", found=6, low=6, high=6),
            PartShown(name="strike aircraft", found=0, low=0, high=0),
        )
        shown = showing(counted(15, "aircraft", 11, 14, categories=fighters))
        assert verdict(shown, 6, 6, Thing.FIGHTER_AIRCRAFT) is Verdict.CONSISTENT
        assert verdict(shown, 9, 9, Thing.FIGHTER_AIRCRAFT) is Verdict.PARTIAL
        assert verdict(shown, 15, 15, Thing.FIGHTER_AIRCRAFT) is Verdict.CONTRADICTED

    def test_whose_they_are_no_image_shows(self):
        found = check(claim(COUNT, Thing.AIRCRAFT, 5, text="five Russian aircraft"), TWELVE)
        assert found.verdict is Verdict.PARTIAL
        assert "“Russian” is not observable" in found.reason

    def test_a_list_that_is_too_long_makes_each_part_partial(self):
        both = [
            claim(COUNT, Thing.MAIN_BATTLE_TANK, 30, 30, sentence=(0, 90), text="30 tanks"),
            claim(COUNT, Thing.ARMOURED_PERSONNEL_CARRIER, 20, 20, sentence=(0, 90), text="20 carriers"),
        ]
        shown = showing(*self.VEHICLES, images=(image(15, gsd_m=0.3),))
        for found in check_claims(both, shown):
            assert found.verdict is Verdict.PARTIAL
            assert found.parts[-1].what == "together"
            assert found.parts[-1].verdict is Verdict.CONTRADICTED
            assert "50 or more" in found.reason


class TestDenials:
    @pytest.mark.parametrize(
        ("low", "high", "expected"),
        [(3, 5, Verdict.CONTRADICTED), (0, 0, Verdict.CONFIRMED), (0, 1, Verdict.CONSISTENT)],
    )
    def test_no_aircraft(self, low, high, expected):
        no = denied(claim(PRESENCE, Thing.AIRCRAFT, 1))
        assert check(no, showing(counted(15, "aircraft", low, high))).verdict is expected

    def test_no_aircraft_under_cloud_is_not_confirmed(self):
        no = denied(claim(PRESENCE, Thing.AIRCRAFT, 1))
        shown = showing(counted(15, "aircraft", 0, 0), images=(image(15, 0.9),))
        assert check(no, shown).verdict is Verdict.CONSISTENT

    def test_no_russian_aircraft_is_not_contradicted_by_aircraft(self):
        no = denied(claim(PRESENCE, Thing.AIRCRAFT, 1, text="no Russian aircraft"))
        assert check(no, TWELVE).verdict is Verdict.PARTIAL


class TestNotShown:
    def test_a_class_that_was_not_looked_for_is_not_checked(self):
        assert verdict(TWELVE, 2, thing=Thing.SHIP) is Verdict.NOT_CHECKED

    def test_a_class_that_can_not_be_seen_is_not_observable_with_its_reason(self):
        hazy = image(15, not_observable={"ship": "not observable: 3 m per pixel is too coarse"})
        found = check(claim(COUNT, Thing.SHIP, 2), showing(counted(15, "aircraft", 1, 1), images=(hazy,)))
        assert found.verdict is Verdict.NOT_OBSERVABLE
        assert "3 m per pixel is too coarse" in found.reason

    def test_a_clouded_image_tells_nothing(self):
        found = check(claim(COUNT, Thing.AIRCRAFT, 2), showing(counted(15, "aircraft", 0, 0), images=(image(15, 0.0),)))
        assert found.verdict is Verdict.NOT_OBSERVABLE
        assert "none of the ground was seen" in found.reason

    @pytest.mark.parametrize("thing", [Thing.TENT, Thing.CONTAINER, Thing.RUNWAY, Thing.BRIDGE])
    def test_things_that_a_run_does_not_count_are_not_checked(self, thing):
        assert verdict(TWELVE, 2, thing=thing) is Verdict.NOT_CHECKED
