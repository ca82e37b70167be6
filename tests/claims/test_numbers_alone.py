"""Numbers that leave their thing out, numbers of parts, and what is no number at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.claims.extracting import claims_of

Told = tuple[str, str, int | None, int | None]


def said(text: str) -> list[Told]:
    return [(c.kind.value, c.thing.value, c.quantity.low, c.quantity.high) for c in claims_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The army parked 40 tanks at Elbasan; by Monday no more than 12 were left there.",
            ("count", "main_battle_tank", 0, 12),
        ),
        ("Three Su-25s stood on the apron at Gao, and a fourth was in a hangar.", ("count", "attack_aircraft", 1, 1)),
        (
            "The rebels said they destroyed five tanks and captured two more near Kidal.",
            ("other", "main_battle_tank", 2, 2),
        ),
        ("Monitors counted 54 military vehicles in Goris, 30 of them tanks.", ("count", "main_battle_tank", 30, 30)),
        ("There were 26 military planes at Hotan on 4 May, up from 14 on 20 April.", ("count", "aircraft", 14, 14)),
        (
            "The number of Su-35s at Khotilovo rose from 12 in March to 18 in April.",
            ("count", "fighter_aircraft", 18, 18),
        ),
        ("Of the 300 military trucks in the park at Yelnya, 120 had gone by 4 May.", ("departure", "truck", 120, 120)),
        (
            "Nine of the 14 tanks at Novyi Svit were missing, the Mission noted.",
            ("departure", "main_battle_tank", 9, 9),
        ),
    ],
)
def test_a_number_counts_what_was_named_before(text: str, expected: Told):
    assert expected in said(text)


def test_a_number_of_parts_takes_the_place_of_the_whole():
    told = said("Of the 300 military trucks in the park at Yelnya, 120 had gone by 4 May.")
    assert (300, 300) not in [(low, high) for *_, low, high in told]


def test_each_number_of_a_change_has_its_own_day():
    first, second = claims_of("The number of Su-35s at Khotilovo rose from 12 on 2 May to 18 on 9 May.")
    assert (first.quantity.low, first.period.by) == (12, date(2024, 5, 2))
    assert (second.quantity.low, second.period.by) == (18, date(2024, 5, 9))


@pytest.mark.parametrize(
    "text",
    [
        "Two tanks were hit near Kupiansk, and three people were killed.",
        "Two tanks stood near Kupiansk, 12 km from the front.",
        "Two tanks stood near Kupiansk between 3 and 6 May.",
        "Two tanks have stood near Kupiansk since 2022.",
    ],
)
def test_people_distances_and_dates_count_no_tanks(text: str):
    assert [low for _, thing, low, _ in said(text) if thing == "main_battle_tank"] == [2]


@given(year=st.integers(min_value=1990, max_value=2023))
def test_a_year_counts_nothing(year: int):
    told = said(f"Since {year} tanks have stood at the army base near Kidal.")
    assert [(thing, low) for _, thing, low, _ in told] == [("main_battle_tank", 2)]


def test_they_stand_for_what_was_listed():
    text = "Six tanks and 40 tents stand at the base in Kidal. They probably arrived between 4 and 9 May."
    tanks, tents, they = claims_of(text)
    assert they.kind.value == "arrival"
    for claim in (tanks, tents, they):
        assert (claim.period.after, claim.period.by) == (date(2024, 5, 4), date(2024, 5, 9))
        assert claim.hedged


def test_a_breakdown_in_brackets_is_no_second_count():
    told = said("The Mission saw 19 tanks (six T-64 and 13 T-72) near Luhansk.")
    assert [low for _, thing, low, _ in told if thing == "main_battle_tank"] == [19]
