"""Things that are named by a pronoun, by a word that no list holds, by what is left of them, or for another purpose."""

from __future__ import annotations

import pytest

from hardstand.claims.entries import ClaimKind
from tests.claims.extracting import claims_of

Told = tuple[str, str]


def told(text: str) -> list[Told]:
    return [(claim.kind.value, claim.thing.value) for claim in claims_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mission saw five mortars at Buhas. They had gone by 4 May.", ("departure", "artillery")),
        ("Soldiers set up a pontoon bridge at Kupiansk on 3 May. It was dismantled two days later.",
         ("construction", "bridge")),
        ("Monitors saw six Grad launchers at Buhas. The systems were withdrawn on 4 May.",
         ("departure", "rocket_launcher")),
        ("Forty tanks stood at Yelnya on 4 May, officials said. Most had left a week later.",
         ("departure", "main_battle_tank")),
    ],
)  # fmt: skip
def test_what_stands_for_a_thing_is_that_thing(text: str, expected: Told):
    assert expected in told(text)


def test_who_abandons_a_post_has_left_and_nothing_is_claimed_of_the_post():
    assert told("US troops abandoned their outpost at Manbij on Tuesday.") == [("departure", "personnel")]


@pytest.mark.parametrize("noun", ["cofferdam", "spillway", "grandstand"])
def test_what_is_built_needs_no_word_in_a_list(noun: str):
    text = f"Soldiers have built a {noun} at the naval base in Ream, the ministry said."
    assert ("construction", "other") in told(text)


def test_what_is_built_in_numbers_is_counted():
    (claim,) = claims_of("The ministry said that 12 large cofferdams have been built at the naval base in Ream.")
    assert (claim.kind, claim.quantity.low, claim.quantity.high) == (ClaimKind.CONSTRUCTION, 12, 12)


@pytest.mark.parametrize("what", ["reputation", "coalition", "case", "team"])
def test_what_is_built_and_stands_nowhere_is_no_claim(what: str):
    assert not claims_of(f"The minister of defence has built a {what} in Ankara, officials said.")


@pytest.mark.parametrize(
    "text",
    [
        "The army began clearing jungle on Anacoco Island, officers said.",
        "Engineers of the army levelled 40 hectares of farmland near Beit Lahia.",
        "Ground has been levelled at the base in Ream, satellite images show.",
    ],
)
def test_ground_that_is_cleared_is_earthworks(text: str):
    assert ("construction", "earthworks") in told(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Su-30s, four in all, and two tankers stood at the air base in Hmeimim on 4 May.", 4),
        ("Fighter jets, 16 of them, were parked at the air base in Hmeimim on 4 May.", 16),
    ],
)
def test_a_number_behind_its_thing_counts_it(text: str, number: int):
    first = claims_of(text)[0]
    assert (first.quantity.low, first.quantity.high, first.kind) == (number, number, ClaimKind.COUNT)


def test_what_is_left_of_a_thing_is_told_as_damage():
    (claim,) = claims_of("Images by Maxar show the charred remains of two Tu-22M3 bombers at Soltsy air base.")
    assert (claim.kind, claim.imagery_can_tell) == (ClaimKind.OTHER, True)


def test_a_clause_behind_a_relative_one_says_what_became_of_the_thing():
    text = "Some 300 tents that stood at the camp in Tsel in June have been removed, the army said."
    assert {("departure", "tent"), ("count", "tent")} <= set(told(text))


def test_a_list_is_carried_by_the_member_that_fits():
    text = "A bank and at least two warehouses were burnt down in Palma, aid agencies said."
    assert told(text) == [("other", "settlement_damage")] * 2


@pytest.mark.parametrize(
    "text",
    [
        "An army of volunteers picked up litter along the Thames.",
        "A missile of a free kick gave Valencia the lead at home.",
        "The strong side can win the league, the coach said in Lyon.",
        "We can teach the Cold War without frightening anybody, a spokesperson for schools in Oslo said.",
    ],
)
def test_figures_of_speech_and_people_that_can_claim_nothing(text: str):
    assert not claims_of(text)
