"""What holds of which thing in winding sentences: who carries, who leaves, what is covered, what is only a place."""

from __future__ import annotations

import pytest

from tests.claims.extracting import claims_of

Told = tuple[str, str, int | None]


def said(text: str) -> list[Told]:
    return [(c.kind.value, c.thing.value, c.quantity.low) for c in claims_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A convoy of 25 lorries loaded with howitzers reached the army base at Bamako.",
            [("arrival", "truck", 25), ("arrival", "artillery", 2)],
        ),
        ("The army pulled its tanks back from Shire.", [("departure", "main_battle_tank", 2)]),
        (
            "Russian soldiers left Hostomel, leaving behind three tanks.",
            [("departure", "personnel", 2), ("count", "main_battle_tank", 3)],
        ),
        ("The strike on the air base at Saky left six fighter jets damaged.", [("other", "fighter_aircraft", 6)]),
        ("Containers covered most of the runway at the Uiju airfield.", [("presence", "container", 2)]),
        ("New construction at the Dzhankoi air base includes two hangars.", [("construction", "hangar", 2)]),
        ("The army has built foundations for 12 barracks at Kamenka.", [("construction", "building", 12)]),
        ("Work on a third hangar is under way at the air base.", [("construction", "hangar", 1)]),
        ("Chinese soldiers dug 10 kilometres of trenches near Galwan.", [("construction", "earthworks", 2)]),
        ("Imagery shows three burnt-out bombers at Olenya.", [("other", "bomber_aircraft", 3)]),
        ("The battle tanks, which stand at Kidal, were photographed on 4 May.", [("presence", "main_battle_tank", 2)]),
        ("Military trucks and tents south of Yelnya, 1 May 2024.", [("presence", "truck", 2), ("presence", "tent", 2)]),
        ("Heavy fighting raged near the military airport at Khartoum.", [("other", "other", None)]),
        ("Some 70 military jets and other aircraft stood at Gao.", [("count", "aircraft", 63)]),
    ],
)
def test_each_thing_has_what_is_said_of_it(text: str, expected: list[Told]):
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Bulldozers levelled ground for a runway at the air base.", "vehicle"),
        ("Peacekeepers observed two tanks near Kfar Kila.", "personnel"),
        ("Pickups mounted with machine guns left the base at Kidal.", "weapons"),
        ("The minister spoke of the safety of U.S. troops at the air base.", "personnel"),
        ("The foundations for the barracks at the base were laid.", "earthworks"),
        ("The French armed forces ministry said that eight howitzers left Gossi.", "personnel"),
    ],
)
def test_who_builds_sees_or_is_only_spoken_of_claims_nothing(text: str, thing: str):
    assert thing not in [each[1] for each in said(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Russia could send 12 bombers to Nicaragua.", "intent"),
        ("Twelve bombers would be based at Managua if the treaty is signed.", "intent"),
    ],
)
def test_what_may_come_is_an_intent(text: str, kind: str):
    assert [each[0] for each in said(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "If tanks arrive at the base, the army will withdraw its trucks.",
        "The army would have sent 12 tanks to the base.",
        "Is Moscow preparing to send bombers to Nicaragua?",
    ],
)
def test_conditions_and_questions_claim_no_tanks_and_bombers(text: str):
    assert not {"main_battle_tank", "bomber_aircraft"} & {each[1] for each in said(text)}


def test_swapping_the_verbs_swaps_the_kinds():
    came = "Twelve tanks entered Kidal on 4 May and six howitzers left Gao on 9 May."
    went = "Twelve tanks left Kidal on 4 May and six howitzers entered Gao on 9 May."
    assert [each[0] for each in said(came)] == ["arrival", "departure"]
    assert [each[0] for each in said(went)] == ["departure", "arrival"]


def test_narrow_columns_break_no_sentence():
    text = (
        "Satellite images provided by\nMaxar show six battle tanks at\nthe base in Kidal on 4 May and\n"
        "12 trucks. The base lies about 20\nkilometres\n(12 miles) south of Gao."
    )
    flowing = text.replace("\n", " ")
    assert said(text) == said(flowing)
    assert len(said(text)) == 3
