"""What an editor reads about coverage."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hardstand.coverage import Limits, Period, bound, read_claimed, read_period, read_spot
from hardstand.coverage.survey import survey_footprints
from hardstand.report.coverage import (
    bounds_sentences,
    duration,
    gap_sentence,
    overview,
    period_in_words,
    sentences,
    untold_sentences,
)
from tests.coverage.conftest import FIRST, MONTH, image

SPOT = read_spot("35.95,35.4")
FOURTH, FIFTEENTH = 3 * 24 + 8.4, 14 * 24 + 8 + 37 / 60


def look(*images, **limits):
    return survey_footprints(images, SPOT, MONTH, Limits(**limits))


def test_a_gap_says_that_an_arrival_can_be_dated_no_closer():
    found = look(image(FOURTH), image(FIFTEENTH))
    before, between, after = map(gap_sentence, found.gaps)
    assert between == (
        "Between 4 September 2015, 08:24 UTC and 15 September 2015, 08:37 UTC there is no usable image: "
        "an arrival in this gap, 11 days long, can be dated no closer."
    )
    assert before.startswith("Before 4 September 2015, 08:24 UTC no usable image is listed")
    assert "had come by then" in before
    assert after == (
        "After 15 September 2015, 08:37 UTC no usable image is listed in the period: what came later can't be dated."
    )


def test_a_gap_names_what_was_not_usable_in_it_and_why():
    images = (image(FOURTH), image(200, cloud_share=0.9), image(250, cloud_share=0.9, gsd_m=2), image(FIFTEENTH))
    text = gap_sentence(look(*images, cloud_share=0.5, gsd_m=1).gaps[1])
    assert text.endswith("Not usable in it: two passes (cloud over 50 %: 2, coarser than 1 m: 1).")


def test_where_there_is_nothing_nothing_can_be_dated():
    found = look()
    assert gap_sentence(found.gaps[0]) == "No usable image is listed in the whole period: nothing can be dated."
    assert overview(found) == (
        "No passes over 35.95° E, 35.4° N are listed from 1 September 2015 to 30 September 2015. Longest gap: 30 days."
    )


def test_the_overview_counts():
    images = (image(FOURTH), image(200, cloud_share=0.9), image(FIFTEENTH))
    assert "Three passes over 35.95° E, 35.4° N are listed" in overview(look(*images))
    assert "; all are usable. Longest gap: 16 days. Median time" in overview(look(*images))
    assert "; two are usable." in overview(look(*images, cloud_share=0.5))
    assert "One pass over 35.95° E, 35.4° N is listed" in overview(look(image(5)))
    assert "; one is usable." in overview(look(image(5)))
    assert "; none is usable." in overview(look(image(5, cloud_share=1), cloud_share=0.1))


def test_what_is_claimed_names_the_images_that_bound_it():
    found = look(image(5), image(FOURTH), image(FIFTEENTH), image(500))
    told, dated = bounds_sentences(bound(found, read_claimed("2015-09-04/2015-09-15")))
    assert told.startswith("Said to have happened from 4 September 2015 to 15 September 2015.")
    assert "last usable image before it is of 1 September 2015, 05:00 UTC" in told
    assert "From that time itself: 4 September 2015, 08:24 UTC and 15 September 2015, 08:37 UTC." in told
    assert "the 11 days after 4 September 2015, 08:24 UTC, and by 15 September 2015, 08:37 UTC" in dated


def test_what_is_claimed_at_the_edge_is_open():
    found = look(image(FOURTH), image(FIFTEENTH))
    told, dated = bounds_sentences(bound(found, read_claimed("2015-09-02")))
    assert "No usable image of the period is from before that time. None is from that time itself." in told
    assert dated == "At best it can be dated to a time on or before 4 September 2015, 08:24 UTC."
    [only] = bounds_sentences(bound(look(), read_claimed("2015-09-02")))
    assert "from after that time" in only


def test_what_the_catalogue_does_not_tell_is_said():
    found = look(image(5), image(FOURTH, cloud_share=0.1), cloud_share=0.3)
    assert untold_sentences(found) == ["Of one usable pass the catalogue does not tell: cloud over 30 %. Kept."]
    assert untold_sentences(look(image(5), image(FOURTH))) == [
        "Of two usable passes no cloud share is given: the sky may have been overcast."
    ]
    assert untold_sentences(look(image(5, cloud_share=0.0))) == []


def test_every_answer_says_that_it_is_at_best():
    found = look(image(5))
    assert any(
        "at best" in each and "cloud share is that of a whole image" in each for each in sentences(found, None, ())
    )


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=7), "7 seconds"),
        (timedelta(minutes=45), "45 minutes"),
        (timedelta(hours=26, minutes=10), "26 hours"),
        (timedelta(days=3, hours=10), "3.4 days"),
        (timedelta(days=11, minutes=13), "11 days"),
        (timedelta(days=1500), "1,500 days"),
    ],
)
def test_lengths_are_as_exact_as_a_reader_needs(length, words):
    assert duration(length) == words


def test_periods_are_named_by_days_or_by_times():
    assert period_in_words(read_period("2015-09-04", "2015-09-04")) == "on 4 September 2015"
    assert period_in_words(read_period("2015-09-04", "2015-09-15")) == "from 4 September 2015 to 15 September 2015"
    seconds = Period(begins=FIRST, ends=FIRST + timedelta(seconds=9))
    assert period_in_words(seconds) == "from 1 September 2015, 00:00:00 UTC to 1 September 2015, 00:00:09 UTC"
