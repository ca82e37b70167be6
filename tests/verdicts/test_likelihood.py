"""Words of likelihood and the chances behind them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.verdicts.likelihood import BANDS, in_words, likelihood_sentence, probability_within


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, "almost no chance"),
        (0.04, "almost no chance"),
        (0.1, "very unlikely"),
        (0.3, "unlikely"),
        (0.5, "roughly even chance"),
        (0.6, "likely"),
        (0.9, "very likely"),
        (0.97, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_the_words_of_icd_203(probability, word):
    assert in_words(probability) == word


def test_the_bands_meet():
    assert len(BANDS) == 7
    assert all(one[2] == other[1] for one, other in pairwise(BANDS))


def test_the_sentence_reads():
    assert likelihood_sentence(0.9, "that it rains") == "It is very likely (80 to 95 %) that it rains."
    assert likelihood_sentence(0.5, "that it rains") == "There is a roughly even chance (45 to 55 %) that it rains."


@given(st.floats(0, 1))
def test_more_probable_is_never_a_weaker_word(probability):
    order = [band[0] for band in BANDS]
    assert order.index(in_words(probability)) <= order.index(in_words(min(1.0, probability + 0.02)))


ORDERED = st.tuples(*[st.integers(0, 60)] * 3).map(lambda ends: tuple(sorted(ends)))


@given(ORDERED, st.integers(0, 80), st.integers(0, 20))
def test_a_wider_claim_is_never_less_probable(interval, low, more):
    assert probability_within(interval, max(0, low - more), low + more) >= probability_within(interval, low, low)


@given(ORDERED)
def test_the_ends_leave_about_one_in_twenty(interval):
    low, _, high = interval
    assert probability_within(interval, low, high) >= 0.89
    assert probability_within(interval, high + 1, None) <= 0.051


def test_numbers_of_any_length():
    assert probability_within((1, 2, 3), 10**400, None) == 0.01
    assert probability_within((1, 2, 3), 0, 10**400) == 0.99
