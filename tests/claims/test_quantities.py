"""Words for numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.claims.grammar.quantities import number_of, quantity_before
from hardstand.claims.sentences import tokens_of


def quantity(words: str) -> tuple[int | None, int | None, bool] | None:
    tokens = tokens_of(f"{words} tanks")
    found = quantity_before(tokens, len(tokens) - 1)
    return None if found is None else (found[0].low, found[0].high, found[0].approximate)


@pytest.mark.parametrize(
    ("words", "low", "high", "approximate"),
    [
        ("six", 6, 6, False),
        ("1,200", 1200, 1200, False),
        ("twenty-six", 26, 26, False),
        ("half a dozen", 6, 6, False),
        ("two dozen", 24, 24, False),
        ("a dozen", 12, 12, False),
        ("a pair of", 2, 2, False),
        ("one hundred and fifty", 150, 150, False),
        ("two of the", 2, 2, False),
        ("eight of the 12", 8, 8, False),
        ("at least 50", 50, None, False),
        ("no fewer than six", 6, None, False),
        ("50 or more", 50, None, False),
        ("more than 550", 551, None, False),
        ("upwards of 20", 21, None, False),
        ("up to 40", 0, 40, False),
        ("no more than 40", 0, 40, False),
        ("fewer than 40", 0, 39, False),
        ("12 to 15", 12, 15, False),
        ("from 12 to 15", 12, 15, False),
        ("between 12 and 15", 12, 15, False),
        ("12-15", 12, 15, False),
        ("about 40", 36, 44, True),
        ("some 15", 13, 17, True),
        ("an estimated 30", 27, 33, True),
        ("dozens of", 24, None, True),
        ("scores of", 40, None, True),
        ("hundreds of", 200, None, True),
        ("thousands of", 2000, None, True),
        ("a handful of", 2, None, True),
        ("several", 2, None, True),
        ("no", 1, None, False),
        ("not a single", 1, None, False),
    ],
)
def test_words_of_the_guide(words: str, low: int, high: int | None, approximate: bool):
    assert quantity(words) == (low, high, approximate)


@pytest.mark.parametrize("words", ["old", "the", "5.5", "1" * 40, "very"])
def test_what_is_no_number_of_things(words: str):
    assert quantity(words) is None


@given(st.integers(1, 999_999_999))
def test_figures_are_their_number(number: int):
    assert quantity(str(number)) == (number, number, False)
    assert number_of(f"{number:,}") == number


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_a_range_holds_both_ends(first: int, second: int):
    low, high = sorted((first, second))
    if low < high:
        assert quantity(f"between {low} and {high}") == (low, high, False)


@given(st.text(max_size=60))
def test_any_text_is_read_or_left(text: str):
    tokens = tokens_of(f"{text} tanks")
    found = quantity_before(tokens, len(tokens) - 1)
    assert found is None or found[0].high is None or (found[0].low or 0) <= found[0].high
