"""Days as they are written: "September 4", "Thursday, 10 September 2015", "the 4th of September"."""

from __future__ import annotations

import re

from hardstand.claims.times.calendar_words import (
    DAY,
    DAYTIME,
    HOURS,
    HOURS_SURE,
    MONTH,
    WEEKDAY,
    WEEKDAY_ALONE,
    WEEKDAY_SHORT,
    YEAR,
    YEAR_SHIFT,
    YEARS,
    counts,
    counts_many,
    month_number,
    pattern,
    weekday_number,
    year_shift,
)
from hardstand.claims.times.starts import FIGURES, HOUR_STARTS, MONTH_STARTS, ORDINAL, WEEKDAY_STARTS
from hardstand.claims.times.written import Strength, Written

LONGEST_MONTH = 31

_BEFORE = rf"(?:(?:early|late|earlier|later)(?: on)? )?(?:(?P<weekday>{WEEKDAY}|{WEEKDAY_SHORT}),? (?:the |\()?)?"
_AFTER = rf"(?:(?:, ?| of | |-|/)(?P<year>{YEAR})|,?(?: of)? (?P<shift>{YEAR_SHIFT}) year\b)?"
_MONTH_DAY = pattern(rf"{_BEFORE}(?P<month>{MONTH}) ?(?:the )?(?P<day>{DAY}){_AFTER}")
_DAY_MONTH = pattern(rf"{_BEFORE}(?:the )?(?P<day>{DAY})(?: day)?(?: of | |-)(?P<month>{MONTH}){_AFTER}")
_WEEKDAY = pattern(
    rf"(?:(?:early|late|earlier|later)(?: on)? )?(?P<weekday>{WEEKDAY}|{WEEKDAY_ALONE})"
    r"(?! (?:times|telegraph|mirror|express|mail|herald|prayers?|mosque)\b)"
)
_NUMBER = pattern(rf"(?:the )?(?P<day>{DAY})(?:, ?(?P<year>{YEAR})| (?P<spaced>{YEAR}))?")
_HOURS = pattern(
    rf"(?:'s)?(?: {DAYTIME})?"
    rf"(?:,? at {HOURS}|,? {HOURS_SURE})?"
)
_NAMES = re.compile(r"(?:black|bloody|good|ash|palm|easter|maundy|super|cyber|man)\s$", re.IGNORECASE)
"""Before these a weekday is a name ("Bloody Sunday")."""


DATE_STARTS = MONTH_STARTS | WEEKDAY_STARTS | HOUR_STARTS | {FIGURES, ORDINAL}


def read_date(text: str, at: int, word: str, *, after_in: bool) -> tuple[Written | None, int] | None:
    """Read a day with its month, or a weekday, that stands at an offset and begins with that word.

    None in the first place stands for a date of an age that has no images.
    """
    if word not in DATE_STARTS:
        return None
    found = None if after_in or word in {FIGURES, ORDINAL} else _MONTH_DAY.match(text, at)
    read = None if found is None else _month_day(found)
    if read is not None or word in MONTH_STARTS:
        return read
    found = _DAY_MONTH.match(text, at)
    return _weekday(text, at) if found is None else _date(found, month_first=False)


def read_number(text: str, at: int, word: str) -> tuple[Written, int] | None:
    """Read the day of a month that is named elsewhere: "4" in "4 and 15 September"."""
    found = _NUMBER.match(text, at) if word in {FIGURES, ORDINAL} else None
    if found is None or not 1 <= _figures(found["day"]) <= LONGEST_MONTH:
        return None
    year = found["year"] or found["spaced"]
    if year is not None and (int(year) not in YEARS or counts(text, found.end())):
        return Written(day=_figures(found["day"]), strength=Strength.NUMBER), found.end("day")
    return Written(day=_figures(found["day"]), year=int(year) if year else None, strength=Strength.NUMBER), found.end()


def _figures(words: str) -> int:
    return int(re.sub(r"[^0-9]", "", words))


def _month_day(found: re.Match[str]) -> tuple[Written | None, int] | None:
    """None where the number counts something: "September 45 tanks", "May 15 tanks"."""
    text, end = found.string, found.end()
    too_many = _figures(found["day"]) > LONGEST_MONTH and counts(text, end)
    a_word = found["month"].lower() in {"may", "march"} and counts_many(text, end)
    if found["year"] is None and (too_many or a_word):
        return None
    return _date(found, month_first=True)


def _date(found: re.Match[str], *, month_first: bool) -> tuple[Written | None, int]:
    """A day and a month, with a year if the four figures after it are one and count nothing."""
    text, end, year = found.string, found.end(), found["year"]
    if year is not None and counts(text, end) and (int(year) not in YEARS or int(year) % 100 == 0):
        year, end = None, found.end("day" if month_first else "month")
    if year is not None and int(year) not in YEARS:
        return None, end
    written = Written(
        day=_figures(found["day"]),
        month=month_number(found["month"]),
        year=None if year is None else int(year),
        year_shift=year_shift(found["shift"]),
        weekday=weekday_number(found["weekday"]) if found["weekday"] else None,
        month_first=month_first,
    )
    return written, _after_hours(text, end)


def _weekday(text: str, at: int) -> tuple[Written, int] | None:
    found = _WEEKDAY.match(text, at)
    if found is None or _NAMES.search(text[max(0, at - 8) : at]):
        return None
    return Written(weekday=weekday_number(found["weekday"])), _after_hours(text, found.end())


def _after_hours(text: str, end: int) -> int:
    """The offset after a time of day that follows; it stays on the day."""
    found = _HOURS.match(text, end)
    length = 0 if found is None or found[0].lower() == "'s" else len(found[0])
    return end + length
