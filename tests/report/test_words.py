"""Numbers, dates and windows read as a wire service writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardstand.report.words import Calendar, day_and_time, listed, noun, number, percent, things
from hardstand.timewindow import TimeWindow


def at(year: int, month: int, day: int, hour: int = 8, minute: int = 30, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


QUIET = Calendar.of([])


def test_numbers_turn_to_figures_at_ten() -> None:
    assert [number(n) for n in (0, 1, 9, 10, 1200)] == ["no", "one", "nine", "10", "1,200"]


@pytest.mark.parametrize(
    ("count", "label", "expected"),
    [
        (1, "aircraft", "one aircraft"),
        (3, "aircraft", "three aircraft"),
        (0, "truck", "no trucks"),
        (1, "storage_tank", "one storage tank"),
        (12, "storage_tank", "12 storage tanks"),
        (2, "bus", "two buses"),
        (2, "transport aircraft", "two transport aircraft"),
    ],
)
def test_nouns_agree_with_their_number(count: int, label: str, expected: str) -> None:
    assert things(count, label) == expected
    assert noun(label, count) in expected


def test_lists_end_with_and() -> None:
    assert [listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


@pytest.mark.parametrize(
    ("after", "by", "expected"),
    [
        (at(2015, 9, 4), at(2015, 9, 15), "between 4 and 15 September 2015"),
        (at(2015, 8, 20), at(2015, 9, 4), "between 20 August and 4 September 2015"),
        (at(2014, 12, 30), at(2015, 1, 2), "between 30 December 2014 and 2 January 2015"),
        (at(2015, 9, 4, 6), at(2015, 9, 4, 14, 5), "between 06:30 and 14:05 UTC on 4 September 2015"),
        (None, at(2015, 9, 4), "on or before 4 September 2015"),
        (at(2015, 9, 4), None, "after 4 September 2015"),
    ],
)
def test_windows(after: datetime | None, by: datetime | None, expected: str) -> None:
    assert QUIET.window(TimeWindow(after=after, by=by)) == expected


def test_the_time_of_day_is_said_only_where_images_share_a_day() -> None:
    calendar = Calendar.of([at(2015, 9, 4, 6), at(2015, 9, 4, 14), at(2015, 9, 15)])
    assert calendar.between(at(2015, 9, 4, 14), at(2015, 9, 15)) == (
        "between 14:30 UTC on 4 September 2015 and 15 September 2015"
    )
    assert calendar.on(at(2015, 9, 4, 6)) == "at 06:30 UTC on 4 September 2015"
    assert calendar.on(at(2015, 9, 15)) == "on 15 September 2015"
    assert calendar.window(TimeWindow(after=None, by=at(2015, 9, 4, 6))) == "on or before 4 September 2015, 06:30 UTC"


def test_seconds_are_said_where_images_share_a_minute() -> None:
    first, second = at(2015, 9, 4, 8, 30, 5), at(2015, 9, 4, 8, 30, 47)
    assert Calendar.of([first, second]).between(first, second) == (
        "between 08:30:05 and 08:30:47 UTC on 4 September 2015"
    )


def test_other_zones_are_brought_to_utc() -> None:
    damascus = datetime(2015, 9, 5, 1, 0, tzinfo=timezone(timedelta(hours=3)))
    assert day_and_time(damascus) == "4 September 2015, 22:00 UTC"
    assert QUIET.moment(damascus) == "4 September 2015"


@settings(deadline=None)
@given(st.floats(min_value=0, max_value=1))
def test_a_share_is_never_rounded_to_nothing_or_everything(share: float) -> None:
    text = percent(share)
    assert (text == "0 %") == (share == 0)
    assert (text == "100 %") == (share == 1)


@settings(deadline=None)
@given(st.lists(st.datetimes(timezones=st.just(UTC)), min_size=2, max_size=4, unique=True))
def test_two_images_are_never_called_the_same(moments: list[datetime]) -> None:
    whole = sorted({moment.replace(microsecond=0) for moment in moments})
    calendar = Calendar.of(whole)
    assert len({calendar.moment(moment) for moment in whole}) == len(whole)
