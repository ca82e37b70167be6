"""Periods as people type them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from hardstand.coverage import Period, read_claimed, read_period
from hardstand.errors import MetadataError


def moment(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_days_are_whole_and_in_utc():
    period = read_period("2015-09-04", " 2015-09-15 ")
    assert (period.begins, period.ends) == (moment(2015, 9, 4), moment(2015, 9, 16))
    assert moment(2015, 9, 15, 23, 59) in period
    assert moment(2015, 9, 16) not in period
    assert moment(2015, 9, 4) in period


def test_one_day_is_a_period():
    assert read_period("2015-09-04", "2015-09-04").ends == moment(2015, 9, 5)


def test_times_with_a_zone_are_taken_as_they_are():
    period = read_period("2015-09-04T10:30:00+02:00", "2015-09-04T09:00Z")
    assert (period.begins, period.ends) == (moment(2015, 9, 4, 8, 30), moment(2015, 9, 4, 9))
    assert period.begins.tzinfo is UTC


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2015-09-15", "2015-09-04", "must end after it begins"),
        ("2015-09-04T08:00Z", "2015-09-04T08:00Z", "must end after it begins"),
        ("2015-09-05", "2015-09-05T00:00Z", "must end after it begins"),
        ("2015-09-04T08:30", "2015-09-05", "no time zone.*2015-09-04T08:30:00Z"),
        ("2015-09-04", "2015-09-05 10:00", "no time zone"),
        ("4 September 2015", "2015-09-15", "no day and no time"),
        ("04/09/2015", "2015-09-15", "no day and no time"),
        ("2015-13-01", "2015-12-31", "no day and no time"),
        ("", "2015-12-31", "no day and no time"),
        ("0215-09-04", "2015-09-15", "the year 215"),
        ("2015-09-04", "9999-12-31", "the year 9999"),
    ],
)
def test_what_is_no_period_is_refused(first, last, words):
    with pytest.raises(MetadataError, match=words):
        read_period(first, last)


def test_a_period_needs_zones():
    with pytest.raises(MetadataError, match="no time zone"):
        Period(begins=datetime(2015, 9, 4), ends=moment(2015, 9, 5))  # noqa: DTZ001 - what must be refused


def test_a_period_is_in_utc_whatever_it_was_given_in():
    east = timezone(timedelta(hours=3))
    period = Period(begins=datetime(2015, 9, 4, 3, tzinfo=east), ends=datetime(2015, 9, 5, 3, tzinfo=east))
    assert period == read_period("2015-09-04", "2015-09-04")


class TestWhatIsClaimed:
    def test_is_a_day_or_two(self):
        assert read_claimed("2015-09-04") == read_period("2015-09-04", "2015-09-04")
        assert read_claimed("2015-09-04/2015-09-15") == read_period("2015-09-04", "2015-09-15")
        assert read_claimed("2015-09-04T08:00Z/2015-09-04T09:00Z").ends == moment(2015, 9, 4, 9)

    @pytest.mark.parametrize("text", ["2015-09-04T08:00Z", "2015-09-04/", "/2015-09-04", "early September"])
    def test_is_nothing_else(self, text):
        with pytest.raises(MetadataError):
            read_claimed(text)


class TestTheFuture:
    NOW = moment(2015, 9, 10, 12)

    def test_is_cut_off(self):
        assert read_period("2015-09-01", "2015-12-31").cut_at(self.NOW).ends == self.NOW

    def test_is_no_matter_where_the_period_is_over(self):
        period = read_period("2015-09-01", "2015-09-09")
        assert period.cut_at(self.NOW) is period

    def test_has_no_images(self):
        with pytest.raises(MetadataError, match="begins in the future"):
            read_period("2015-09-11", "2015-09-12").cut_at(self.NOW)
