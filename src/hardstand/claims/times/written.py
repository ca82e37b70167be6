"""Dates as they are written, often without a year, and the days that they mean."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from hardstand.claims.document import Published
from hardstand.claims.times.calendar_days import (
    Days,
    Part,
    Stretch,
    months_from,
    moved,
    needs_publication,
    part_of,
    spoken,
    unknown,
)
from hardstand.claims.times.calendar_words import WEEKDAYS

LEAP_SEARCH = 8
"""Years to go back for a 29 February: a century without a leap day leaves out one of them."""

FROM_NEIGHBOUR = "the year follows from the other date"


class Strength(Enum):
    """What words need around them to be a time at all."""

    SURE = auto()
    """Nothing: "4 September"."""
    MONTH = auto()
    """A preposition, for names that are also words or people: "in May"."""
    YEAR = auto()
    """A preposition: "2015" alone may count trucks."""
    NUMBER = auto()
    """A month beside it: "4 and 15 September"."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A date as it stands in a text; what it leaves out comes from its neighbours and the day of publication.

    Attributes:
        day: of the month; None = whole months.
        month: 1 to 12, the first of them; None = not said.
        year: None = not said.
        year_shift: -1 for "last year", 0 for "this year", 1 for "next year" beside it; None = not said.
        length: whole months that it covers, where there is no day.
        weekday: 0 (Monday) to 6; None = not said.
        part: of the months; None = all of them.
        strength: what it needs around it.
        month_first: whether the month stands before the day, so that more days may follow ("September 4 and 15").
        notes: what the reader should know of how the words were read.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    year_shift: int | None = None
    length: int = 1
    weekday: int | None = None
    part: Part | None = None
    strength: Strength = Strength.SURE
    month_first: bool = False
    notes: tuple[str, ...] = ()

    @property
    def only_weekday(self) -> bool:
        """Whether it is a weekday and nothing else."""
        return self.month is None and self.weekday is not None

    def in_year(self, year: int) -> Stretch | None:
        """First and last day in a year; None where the calendar has no such date."""
        if self.month is None:
            return None
        if self.day is None:
            whole = months_from(year, self.month, self.length)
            return whole if whole is None or self.part is None else part_of(whole, self.part)
        if not 1 <= self.day <= calendar.monthrange(year, self.month)[1]:
            return None
        day = date(year, self.month, self.day)
        return day, day


@dataclass(frozen=True, kw_only=True)
class Limit:
    """What fixes a year or a week that the text leaves out.

    Attributes:
        day: the date is the last such one that begins by this day; None = not known.
        year: of publication; None = not known. A date without a year lies in it, where no day is known.
        words: of that day, to be told to the reader.
        neighbour: whether that day is another date of the same words.
        ahead: whether it is told of the future: the date is the first such one from that day on.
    """

    day: date | None = None
    year: int | None = None
    words: str = ""
    neighbour: bool = False
    ahead: bool = False


def limit_of(published: Published) -> Limit:
    """What the publication fixes."""
    if published.day is None:
        return Limit(year=published.year)
    return Limit(day=published.day, year=published.day.year, words=f"the day of publication, {spoken(published.day)}")


def resolved(written: Written, limit: Limit) -> Days:
    """The days that a written date means."""
    if written.only_weekday:
        return _weekday(written, limit)
    if not _exists(written):
        return unknown("this date does not exist")
    if written.year is not None:
        return _in_year(written, written.year, ())
    return _without_year(written, limit)


def _without_year(written: Written, limit: Limit) -> Days:
    if written.year_shift is not None:
        return _in_shifted_year(written, limit)
    if limit.day is not None and limit.ahead:
        note = f"the text gives no year; this is the first such time from {limit.words} on"
        return replace(resolved_from(written, limit.day), notes=(*written.notes, note))
    if limit.day is not None:
        return _latest(written, limit, limit.day)
    if limit.year is not None:
        return _in_year(written, limit.year, (f"the year is that of publication, {limit.year}",))
    return unknown("the text gives no year, and the year of publication is not known: give it with --published")


def _in_shifted_year(written: Written, limit: Limit) -> Days:
    """In the year of publication, or so many years later."""
    if limit.year is None or written.year_shift is None:
        return needs_publication()
    year = limit.year + written.year_shift
    if not date.min.year < year < date.max.year:
        return unknown("no calendar holds that year")
    return _in_year(written, year, (f"the year counts from that of publication, {limit.year}",))


def resolved_from(written: Written, start: date) -> Days:
    """The days of a date without a year that ends a period: the first such one from its start on."""
    for year in range(start.year, min(start.year + LEAP_SEARCH, date.max.year) + 1):
        found = written.in_year(year)
        if found is not None and found[1] >= start:
            return Days(first=max(found[0], start), last=found[1], notes=(FROM_NEIGHBOUR,))
    return unknown("this date does not exist")


def _exists(written: Written) -> bool:
    """Whether any year has such a day; 2000 was a leap year."""
    return written.month is not None and (written.in_year(2000 if written.year is None else written.year) is not None)


def _in_year(written: Written, year: int, notes: tuple[str, ...]) -> Days:
    found = written.in_year(year)
    if found is None:
        return unknown("this date does not exist in that year")
    return Days(first=found[0], last=found[1], notes=(*written.notes, *notes, *_checked(written, found[0])))


def _latest(written: Written, limit: Limit, day: date) -> Days:
    for year in range(day.year, max(day.year - LEAP_SEARCH, date.min.year) - 1, -1):
        found = written.in_year(year)
        if found is not None and found[0] <= day:
            notes = (*written.notes, *_year_note(limit, same=year == day.year), *_checked(written, found[0]))
            return Days(first=found[0], last=found[1], notes=notes)
    return unknown("no year fits this date")


def _year_note(limit: Limit, *, same: bool) -> tuple[str, ...]:
    if limit.neighbour:
        return () if same else (FROM_NEIGHBOUR,)
    return (f"the text gives no year; this is the last such time that begins by {limit.words}",)


def _weekday(written: Written, limit: Limit) -> Days:
    assert written.weekday is not None
    if limit.day is None:
        return needs_publication()
    name = WEEKDAYS[written.weekday]
    if limit.ahead:
        day = moved(limit.day, (written.weekday - limit.day.weekday()) % 7)
        return Days(first=day, last=day, notes=(f"{name} is the first {name} from {limit.words} on",))
    day = moved(limit.day, -((limit.day.weekday() - written.weekday) % 7))
    return Days(first=day, last=day, notes=(f"{name} is the last {name} up to {limit.words}",))


def _checked(written: Written, day: date) -> tuple[str, ...]:
    """Whether the weekday that is said is the one of the calendar."""
    if written.weekday is None or written.day is None or day.weekday() == written.weekday:
        return ()
    return (f"the text calls it a {WEEKDAYS[written.weekday]}, but {spoken(day)} is a {WEEKDAYS[day.weekday()]}",)
