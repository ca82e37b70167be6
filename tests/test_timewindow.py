"""`(after, by]`, held against a brute-force reading of the definition."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.errors import MetadataError
from hardstand.timewindow import TimeWindow, utc

EPOCH = datetime(2015, 9, 1, tzinfo=UTC)
HOURS = range(13)
MOMENTS = [EPOCH + timedelta(hours=hour) for hour in HOURS]
"""A small clock: every relation of two windows occurs on it."""

hours = st.integers(min_value=1, max_value=11)


@st.composite
def windows(draw: st.DrawFn) -> TimeWindow:
    """Windows on the small clock, open and closed ones."""
    after = draw(st.none() | hours)
    by = draw((hours if after is None else st.none() | hours).filter(lambda end: None in (after, end) or after < end))
    return TimeWindow(after=_moment(after), by=_moment(by))


def _moment(hour: int | None) -> datetime | None:
    return None if hour is None else MOMENTS[hour]


def _members(window: TimeWindow | None) -> set[datetime]:
    return set() if window is None else {moment for moment in MOMENTS if moment in window}


def _members_by_definition(window: TimeWindow) -> set[datetime]:
    """Counted hour by hour: begin behind `after`, stop with `by`."""
    first = 0 if window.after is None else MOMENTS.index(window.after) + 1
    last = len(MOMENTS) - 1 if window.by is None else MOMENTS.index(window.by)
    return set(MOMENTS[first : last + 1])


@given(windows())
def test_membership_is_that_of_the_definition(window):
    assert _members(window) == _members_by_definition(window)


def test_after_is_outside_and_by_is_inside():
    window = TimeWindow(after=MOMENTS[3], by=MOMENTS[5])
    instant = timedelta(microseconds=1)
    assert MOMENTS[3] not in window
    assert MOMENTS[3] + instant in window
    assert MOMENTS[5] in window
    assert MOMENTS[5] + instant not in window


@given(windows(), windows())
def test_what_two_windows_share_is_what_lies_in_both(first, second):
    assert _members(first.intersect(second)) == _members(first) & _members(second)


@given(windows(), windows())
def test_none_is_returned_only_where_no_moment_is_shared_at_all(first, second):
    if first.intersect(second) is None:
        dense = [EPOCH + timedelta(minutes=20 * step) for step in range(3 * len(HOURS))]
        assert not any(moment in first and moment in second for moment in dense)


@given(windows(), windows())
def test_intersecting_does_not_depend_on_the_order(first, second):
    assert first.intersect(second) == second.intersect(first)


@given(windows(), windows(), windows())
def test_intersecting_three_does_not_depend_on_where_one_begins(first, second, third):
    left, right = first.intersect(second), second.intersect(third)
    from_left = None if left is None else left.intersect(third)
    from_right = None if right is None else first.intersect(right)
    assert from_left == from_right


@given(windows())
def test_a_window_shares_itself_with_itself(window):
    assert window.intersect(window) == window


@given(windows())
def test_closed_means_that_both_ends_are_known(window):
    assert window.closed == (window.after is not None and window.by is not None)


@given(windows(), st.integers(-12, 14))
def test_the_zone_in_which_a_moment_is_told_does_not_matter(window, offset):
    zone = timezone(timedelta(hours=offset))
    assert {moment for moment in MOMENTS if moment.astimezone(zone) in window} == _members(window)


@pytest.mark.parametrize(
    ("after", "by", "message"),
    [
        (None, None, "at least one end"),
        (MOMENTS[2], MOMENTS[2], "end after it begins"),
        (MOMENTS[3], MOMENTS[2], "end after it begins"),
        (MOMENTS[2].replace(tzinfo=None), None, "'after'.*no time zone"),
        (MOMENTS[2], MOMENTS[3].replace(tzinfo=None), "'by'.*no time zone"),
    ],
)
def test_what_is_no_window_is_refused(after, by, message):
    with pytest.raises(MetadataError, match=message):
        TimeWindow(after=after, by=by)


@given(st.datetimes(timezones=st.timezones()))
def test_utc_keeps_the_moment(moment):
    assert utc(moment).tzinfo is UTC
    assert utc(moment).timestamp() == moment.timestamp()


def test_a_time_without_zone_is_refused():
    with pytest.raises(MetadataError, match="2015-09-04T08:30:00 has no time zone"):
        utc(datetime(2015, 9, 4, 8, 30))  # noqa: DTZ001 - the missing zone is what is tested
