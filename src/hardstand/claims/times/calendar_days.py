"""Stretches of whole days, and arithmetic with them that never leaves the calendar."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from hardstand.claims.document import Published
from hardstand.claims.times.calendar_words import MONTHS

Stretch = tuple[date, date]
"""First and last day."""

_LOOSE = {"hour": 0, "day": 0, "week": 3, "fortnight": 7, "month": 15, "year": 182, "decade": 1826}
"""Days by which "two weeks ago" may be off on either side: half a unit, for nobody counts days who speaks of weeks."""
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "year": 12, "decade": 120}
TENTHS = (1, 11, 21)
"""First days of the early, middle and late part of a month."""
_WEEK_PARTS = ((0, 2), (1, 3), (3, 6))


@dataclass(frozen=True, kw_only=True)
class Days:
    """What words of time mean in days.

    Attributes:
        first: first day; None = open or not known.
        last: last day; None = open or not known.
        notes: how the words became these days, in half-sentences.
    """

    first: date | None = None
    last: date | None = None
    notes: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether any day follows from the words."""
        return self.first is not None or self.last is not None


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """What words of time may count from.

    Attributes:
        published: when the text was published.
        previous: the time before in the same text, if its days are known.
        day_first: whether figures such as 04/09/2015 give the day first; None = the text does not show it.
        ahead: whether what is told is still to come.
    """

    published: Published
    previous: Days | None = None
    day_first: bool | None = None
    ahead: bool = False


@dataclass(frozen=True)
class Part:
    """A part of a month, week, year or season.

    Attributes:
        kind: "third", "half", "quarter" or "week".
        first: number of the first such part, from 0; -1 = the last of them.
        last: number of the last one.
    """

    kind: str
    first: int
    last: int


def spoken(day: date) -> str:
    """As in "4 September 2015"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moved(day: date, days: int) -> date:
    """So many days later, within what the calendar holds."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def shifted(day: date, number: int, unit: str) -> date:
    """So many units later (negative: earlier); a month later is the same day of the month, or its last."""
    if unit == "hour":
        return moved(day, -(-number // 24) if number > 0 else number // 24)
    if unit in _DAYS:
        return moved(day, number * _DAYS[unit])
    months = day.year * 12 + day.month - 1 + number * _MONTHS[unit]
    year = months // 12
    if not date.min.year <= year <= date.max.year:
        return date.max if number > 0 else date.min
    month = months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def point(base: Stretch, numbers: tuple[int, int], unit: str, sign: int) -> Stretch:
    """The days that lie `numbers` (least, most) units after the base, or before it where `sign` is -1."""
    loose = _LOOSE[unit]
    if unit == "hour":
        numbers, unit = (numbers[0] // 24, -(-numbers[1] // 24)), "day"
    if sign < 0:
        first = moved(shifted(base[0], -numbers[1], unit), -loose)
        last = moved(shifted(base[1], -numbers[0], unit), loose)
        return first, max(first, min(last, base[1]))
    first = moved(shifted(base[0], numbers[0], unit), -loose)
    last = moved(shifted(base[1], numbers[1], unit), loose)
    return min(last, max(first, base[0])), last


def loosely(unit: str) -> tuple[str, ...]:
    """What to tell of the days that `point` adds on either side."""
    return (f"taken as up to {_LOOSE[unit]} days off on either side",) if _LOOSE[unit] else ()


def months_from(year: int, month: int, length: int = 1) -> Stretch | None:
    """So many whole months; None where the calendar does not hold them."""
    final = year * 12 + month - 2 + length
    if not (date.min.year <= year and final // 12 <= date.max.year):
        return None
    last_year, last_month = final // 12, final % 12 + 1
    return date(year, month, 1), date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def week_of(day: date, weeks: int = 0) -> Stretch:
    """Monday to Sunday of the week of a day, or so many weeks later."""
    monday = moved(day, 7 * weeks - day.weekday())
    return monday, moved(monday, 6)


def part_of(whole: Stretch, part: Part) -> Stretch:
    """An early, middle or late part, half or week of a month, week, season or year."""
    first, last = whole
    length = (last - first).days + 1
    if part.kind == "week":
        start = moved(last, -6) if part.first < 0 else moved(first, 7 * part.first)
        return min(start, last), min(moved(start, 6), last)
    if length <= 7:
        return _part_of_week(first, last, part)
    if length <= 31:
        return _part_of_month(first, last, part)
    return _part_in_months(whole, part)


def _part_of_week(first: date, last: date, part: Part) -> Stretch:
    pieces = ((0, 3), (3, 6)) if part.kind == "half" else _WEEK_PARTS
    start, end = pieces[min(part.first, len(pieces) - 1)][0], pieces[min(part.last, len(pieces) - 1)][1]
    return min(moved(first, start), last), min(moved(first, end), last)


def _part_of_month(first: date, last: date, part: Part) -> Stretch:
    starts = (1, 16) if part.kind == "half" else TENTHS
    ends = [moved(first, start - 2) for start in starts[1:]] + [last]
    return moved(first, starts[min(part.first, len(starts) - 1)] - 1), ends[min(part.last, len(starts) - 1)]


def _part_in_months(whole: Stretch, part: Part) -> Stretch:
    """Of a season, a year or a decade, by whole months."""
    first, last = whole
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    size = max(1, months // {"half": 2, "quarter": 4}.get(part.kind, 3))
    start = shifted(first, part.first * size, "month")
    end = moved(shifted(first, (part.last + 1) * size, "month"), -1)
    return min(start, last), min(max(end, start), last)


def unknown(note: str) -> Days:
    """Words of time from which no day follows."""
    return Days(notes=(note,))


def needs_publication() -> Days:
    """Words that count from a day of publication that nobody knows."""
    return unknown("it counts from the day of publication, which is not known: give it with --published")


def stretch_of(days: Days | None) -> Stretch | None:
    """First and last day, the one standing in for the other where that is open."""
    if days is None:
        return None
    first, last = days.first or days.last, days.last or days.first
    return None if first is None or last is None else (first, last)
