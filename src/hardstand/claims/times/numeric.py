"""Dates in figures: 2015-09-04, 04.09.2015, 04/09/2015."""

from __future__ import annotations

import re
from datetime import date

from hardstand.claims.times.calendar_days import Days, unknown
from hardstand.claims.times.calendar_words import HOURS, YEARS, pattern

_EDGE = r"(?![0-9\w]|[-/.,:][0-9])"
_YEAR_FIRST = re.compile(
    rf"(?P<year>[0-9]{{4}})(?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})"
    rf"(?:[T ][0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]{{1,9}})?)?(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?{_EDGE}"
)
_YEAR_LAST = re.compile(
    rf"(?P<one>[0-9]{{1,2}})(?P<mark>[-/.])(?P<two>[0-9]{{1,2}})(?P=mark)(?P<year>[0-9]{{4}}|(?<=[0-9]{{2}}.)[0-9]{{2}}){_EDGE}"
)
_HOURS = pattern(rf",? at {HOURS}")
PIVOT = 69
"""Of two figures: 69 is 2069, 70 is 1970, as POSIX has it."""


def read_numeric(text: str, at: int, day_first: bool | None) -> tuple[Days | None, int] | None:
    """Read a date in figures at an offset: its days and the offset after it; no days where it is of another age."""
    found = _YEAR_FIRST.match(text, at)
    if found is not None:
        days = _one([(int(found["year"]), int(found["month"]), int(found["day"]))])
    else:
        found = _YEAR_LAST.match(text, at)
        if found is None:
            return None
        days = _one(_readings(found, day_first))
    hours = _HOURS.match(text, found.end())
    return days, found.end() if hours is None else hours.end()


def order_of(text: str) -> bool | None:
    """Whether the figures of a text give the day first, as one above 12 shows; None = not shown, or both."""
    found = [(int(each["one"]), int(each["two"])) for each in _YEAR_LAST.finditer(text) if each["mark"] != "."]
    day_first = any(12 < one <= 31 and two <= 12 for one, two in found)
    month_first = any(12 < two <= 31 and one <= 12 for one, two in found)
    return day_first if day_first != month_first else None


def _readings(found: re.Match[str], day_first: bool | None) -> list[tuple[int, int, int]]:
    """(year, month, day), each way in which it may be meant."""
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    year = year if len(found["year"]) == 4 else year + (2000 if year < PIVOT + 1 else 1900)
    first, second = (year, two, one), (year, one, two)
    if found["mark"] == "." or day_first is True or one > 12:
        return [first]
    return [second] if day_first is False or two > 12 else [first, second]


def _one(readings: list[tuple[int, int, int]]) -> Days | None:
    if readings[0][0] not in YEARS:
        return None
    days = sorted({day for reading in readings if (day := _date(*reading)) is not None})
    if not days:
        return unknown("this date does not exist")
    ambiguous = "whether the day or the month stands first is not shown, so the period runs from the one to the other"
    return Days(first=days[0], last=days[-1], notes=(ambiguous,) if len(days) > 1 else ())


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
