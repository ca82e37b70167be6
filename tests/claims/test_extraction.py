"""From sentences to claims: what is said of what, how many, by whom, when and where."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.claims import ClaimKind, Polarity, Thing
from hardstand.errors import TextError
from tests.claims.extracting import claims_of


def said(text: str) -> list[tuple[str, str, int | None, int | None]]:
    return [(c.kind.value, c.thing.value, c.quantity.low, c.quantity.high) for c in claims_of(text)]


class TestKinds:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("At least 50 trucks were seen near the border crossing.", ("count", "truck", 50, None)),
            ("Two S-400 batteries have been delivered to the base.", ("arrival", "air_defence_system", 2, 2)),
            ("Three frigates left the naval base last week.", ("departure", "ship", 3, 3)),
            ("The images show a new taxiway being built at the base.", ("construction", "taxiway", 1, None)),
            ("Several Mi-8 helicopters are parked on the apron.", ("presence", "transport_helicopter", 2, None)),
            ("An airstrip has been carved out of the jungle.", ("construction", "runway", 1, None)),
            (
                "At least 120 houses in the village were destroyed, monitors said.",
                ("other", "settlement_damage", 120, None),
            ),
            ("The shelters could house up to 24 fighter jets.", ("capability", "fighter_aircraft", 0, 24)),
            ("Ukraine's air force shot down two Ka-52 attack helicopters.", ("other", "attack_helicopter", 2, 2)),
            ("The defence ministry said it would send 30 tanks to the front.", ("intent", "main_battle_tank", 30, 30)),
        ],
    )
    def test_one_thing(self, text: str, expected: tuple[str, str, int | None, int | None]):
        assert expected in said(text)

    def test_a_list_shares_what_is_said_of_it(self):
        text = "The images show six main battle tanks, 26 armored personnel carriers and a dozen howitzers."
        assert said(text) == [
            ("count", "main_battle_tank", 6, 6),
            ("count", "armoured_personnel_carrier", 26, 26),
            ("count", "artillery", 12, 12),
        ]

    def test_a_second_verb_is_a_second_claim(self):
        first, second = claims_of("Imagery shows that six tanks arrived on 4 May and left on 9 May.")
        assert (first.kind, first.period.by) == (ClaimKind.ARRIVAL, date(2024, 5, 4))
        assert (second.kind, second.period.by) == (ClaimKind.DEPARTURE, date(2024, 5, 9))

    def test_where_something_stands_is_no_claim_about_it(self):
        assert said("Twelve tanks stood near the runway.") == [("count", "main_battle_tank", 12, 12)]


class TestFields:
    def test_a_denial_is_a_claim(self):
        (claim,) = claims_of("The ministry denied that any tanks had been moved to the peninsula.")
        assert claim.polarity is Polarity.DENIED
        assert claim.source.speaker == "ministry"

    def test_no_tanks(self):
        (claim,) = claims_of("There are no tanks at the base, the army said.")
        assert (claim.polarity, claim.quantity.low, claim.quantity.high) == (Polarity.DENIED, 1, None)

    def test_hedges_leave_it_open(self):
        (claim,) = claims_of("Russian helicopters apparently left the air base.")
        assert claim.hedged
        assert claim.hedges == ("apparently",)

    def test_whose_images(self):
        (claim,) = claims_of("Imagery from Maxar taken on 3 March shows 40 tanks in columns.")
        assert claim.source.provider == "Maxar"
        assert (claim.period.after, claim.period.by) == (date(2024, 3, 3), date(2024, 3, 3))

    def test_a_time_of_saying_is_none_of_happening(self):
        (claim,) = claims_of("The army said on Tuesday that six tanks had arrived on 4 May.")
        assert (claim.period.after, claim.period.by) == (date(2024, 5, 4), date(2024, 5, 4))

    def test_a_later_sentence_dates_the_list(self):
        text = (
            "Images by Planet Labs show nine T-72 tanks and four howitzers at the base. "
            "The equipment apparently arrived between April 4 and 15."
        )
        tanks, howitzers, equipment = claims_of(text)
        for claim in (tanks, howitzers, equipment):
            assert (claim.period.after, claim.period.by) == (date(2024, 4, 4), date(2024, 4, 15))
            assert claim.hedged
            assert claim.source.provider == "Planet Labs"
        assert (tanks.quantity.low, howitzers.quantity.low) == (9, 4)
        assert equipment.kind is ClaimKind.ARRIVAL

    def test_each_clause_has_its_time(self):
        text = "A new hangar is being built at the base, and a bunker was dug between 20 March and 4 April."
        hangar, bunker = claims_of(text)
        assert hangar.period.after is None
        assert bunker.period.after == date(2024, 3, 20)

    def test_troops_and_plans_are_not_for_images(self):
        troops, plan = claims_of("No foreign troops are at the base. The army plans to build a second runway.")
        assert (troops.thing, troops.imagery_can_tell) == (Thing.PERSONNEL, False)
        assert (plan.kind, plan.imagery_can_tell) == (ClaimKind.INTENT, False)

    def test_how_far_is_checked_twice(self):
        text = "The Basel Assad International Airport lies 25 kilometers (15 miles) south of Latakia."
        (claim,) = claims_of(text)
        assert claim.kind is ClaimKind.LOCATION
        assert claim.place is not None
        assert claim.place.code == "OSLK"
        assert claim.distance is not None
        assert (claim.distance.km, claim.distance.bearing) == (25, "south")
        assert (claim.distance.agrees_units, claim.distance.agrees_bearing) == (True, False)

    def test_what_a_place_is_called(self):
        kinds = {claim.kind for claim in claims_of("The air base, formerly known as Camp Alpha, hosts 12 tanks.")}
        assert kinds == {ClaimKind.NAME, ClaimKind.COUNT}


class TestSilence:
    @pytest.mark.parametrize(
        "text",
        [
            "The aquarium's largest fish tank holds 40,000 litres.",
            "The Rockets fired from all guns in the third quarter and beat the Jets.",
            "Shares of the truck maker fell 4 percent after it cut its forecast.",
            "The think tank published its annual report on pensions.",
            "She wore a tank top on the runway in Milan.",
            "The carrier will raise roaming prices for its customers in spring.",
            "Heavy rain is forecast for the coast, with showers inland.",
        ],
    )
    def test_sport_business_and_weather(self, text: str):
        assert claims_of(text) == ()


class TestInvariants:
    def test_spans_are_the_text(self):
        text = "“Six tanks — and 26 carriers — arrived at the base on 4 May,” Col. Rahimi said."
        for claim in claims_of(text):
            assert text[claim.start : claim.end] == claim.text

    def test_text_before_moves_the_spans_along(self):
        text = "Satellite images show six T-72 tanks at the air base."
        before = "The council met on Monday to speak about the budget of the town.\n\n"
        (alone,), (behind,) = claims_of(text), claims_of(before + text)
        assert behind.start == alone.start + len(before)
        assert behind.text == alone.text

    def test_paragraphs_of_their_own_may_change_places(self):
        parts = [
            "Satellite images show six T-72 tanks at the air base.",
            "Two howitzers left the barracks on 4 May, the army said.",
            "A new taxiway is being built at the airfield.",
        ]
        found = {claim.text for claim in claims_of("\n\n".join(parts))}
        for order in permutations(parts):
            assert {claim.text for claim in claims_of("\n\n".join(order))} == found

    @given(st.text(max_size=200))
    def test_no_text_breaks_it(self, noise: str):
        text = f"Satellite images show six T-72 tanks at the air base. {noise} The army said so on Tuesday."
        try:
            found = claims_of(text)
        except TextError:
            return
        assert all(text[claim.start : claim.end] == claim.text for claim in found if "\r" not in text)

    def test_same_text_same_claims(self):
        text = "Maxar images of 3 May show 14 fighter jets, several helicopters and dozens of tents at the base."
        assert claims_of(text) == claims_of(text)
