"""Times as they are written without regard to today: one date, month, season or year at an offset."""

from __future__ import annotations

from hardstand.claims.times.calendar_days import Days
from hardstand.claims.times.dates import DATE_STARTS, read_date
from hardstand.claims.times.months import MONTHS_STARTS, read_months
from hardstand.claims.times.numeric import read_numeric
from hardstand.claims.times.starts import FIGURES
from hardstand.claims.times.written import Written

Read = tuple[Written | Days | None, int]
"""What was read and the offset after it; None in the first place = a date of an age that has no images."""


ABSOLUTE_STARTS = DATE_STARTS | MONTHS_STARTS


def read_absolute(text: str, at: int, word: str, *, day_first: bool | None, after_in: bool = False) -> Read | None:
    """Read the time that stands at an offset.

    Args:
        text: where it stands.
        at: offset of its first character.
        word: with which it begins, as `first_word` tells.
        day_first: whether figures such as 04/09/2015 give the day first; None = not known.
        after_in: whether "in" stands right before: "in September 12 tanks" counts tanks.
    """
    return (
        (read_numeric(text, at, day_first) if word == FIGURES else None)
        or read_date(text, at, word, after_in=after_in)
        or read_months(text, at, word)
    )
