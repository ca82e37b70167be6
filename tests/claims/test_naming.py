"""What a text calls a place."""

from __future__ import annotations

from itertools import pairwise

import pytest

from hardstand.claims.extraction.naming import names_called
from tests.claims.extracting import claims_of


def called(text: str) -> list[str]:
    return [text[start:end] for start, end in names_called(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The airfield, which Soviet maps call Kirovabad, is closed.", "Kirovabad"),
        ("The base is still marked on charts by its former name, Kuzminka.", "Kuzminka"),
        ("Kilo 9, as locals call the place, lies near Marib.", "Kilo 9"),
        ("Murted, known until 2016 as Akinci, is an air base.", "Akinci"),
        ("The site, listed in Iranian documents as Project 311, was razed.", "Project 311"),
        ("The airport, formerly Basel al-Assad International, is open.", "Basel al-Assad International"),
        ("Locals still call the place Diego Point.", "Diego Point"),
        ("Named after a nearby village, the airfield lies in the east.", "a nearby village"),
    ],
)
def test_the_words_for_a_name_reach_to_its_end(text: str, name: str):
    assert [each for each in called(text) if name in each]


@pytest.mark.parametrize(
    "text",
    [
        "The missile, known as Fateh, was shown in a parade.",
        "An exercise named Zapad began.",
        "An unnamed U.S. official spoke of the base.",
        "The commander, called Abu Omar, left the base.",
    ],
)
def test_missiles_exercises_and_persons_are_no_places(text: str):
    assert called(text) == []


def test_two_names_are_two_claims():
    text = (
        "Kabul's airport, renamed Hamid Karzai International in 2014 and known since 2021 as Kabul International, "
        "is shut."
    )
    assert [c.kind.value for c in claims_of(text)].count("name") == 2


def test_nothing_overlaps():
    text = "The base, also known as Saky and formerly called Novofedorivka, which Russians call Saki, is large."
    spans = names_called(text)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
