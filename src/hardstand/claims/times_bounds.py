"""Prepositions of time, and what each makes of the days behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from hardstand.claims.calendar_days import Days, moved, stretch_of
from hardstand.claims.calendar_words import DAYTIME, HOURS, HOURS_SURE, NUMBER, UNIT, pattern, word_set
from hardstand.claims.times_written import Strength


class Bound(Enum):
    """What a preposition makes of the days behind it."""

    IN = auto()
    """It happened in them."""
    BETWEEN = auto()
    SINCE = auto()
    """From the first of them on."""
    AFTER = auto()
    """From the day after the last of them on."""
    BY = auto()
    """Up to the last of them."""
    BEFORE = auto()
    """Up to the day before the first of them."""
    NEAR = auto()
    """A day more on either side: "on or about"."""
    ABOUT = auto()
    """Some days more on either side: "around"."""
    NIGHT = auto()
    """A night ends on the next day."""


ABOUT_DAYS = 3
"""At least so many days on either side of "around 10 September"; a quarter of a longer time."""

_COUNTED = rf"(?! (?:{NUMBER} )?{UNIT})"
_DAYPART = rf"(?:the )?(?:(?:early|late|small) )?(?:hours|daylight hours|{DAYTIME})(?: hours)? of"
_FORMS = {
    Bound.NEAR: r"on or (?:about|around)",
    Bound.ABOUT: r"(?:on |in )?(?:around|about|circa|approximately|roughly)",
    Bound.BETWEEN: r"between",
    Bound.NIGHT: r"overnight(?: on| from| to)?|(?:(?:on|in|during|over) )?the night of",
    Bound.BY: (
        r"by no later than|no later than|not later than|on or before|since at least|up until|up to|as late as"
        r"|as of|as at|by|until|till|through"
    ),
    Bound.SINCE: (
        r"ever since|since|(?:starting|beginning)(?: on| in| from)?|as from|as early as|no earlier than"
        r"|not earlier than|not before|on or after|from"
    ),
    Bound.AFTER: r"(?:shortly |soon |immediately )?after|following|later than",
    Bound.BEFORE: r"(?:shortly |just |immediately )?before|prior to|ahead of|earlier than",
    Bound.IN: (
        rf"(?:on|in|during|over{_COUNTED}|throughout|within{_COUNTED}|at|for|of|dated|earlier in|later in)"
        rf"(?: {_DAYPART})?|{_DAYPART}"
    ),
}
"""Longer forms before the shorter ones that they hold."""
_PREPOSITION = pattern(
    "(?:"
    + "|".join(f"(?P<{bound.name}>{form})" for bound, form in _FORMS.items())
    + rf")(?:(?: {HOURS_SURE}|(?<=at) {HOURS}),?(?: on)?)? "
)
_ONWARDS = pattern(r" (?:onwards?|forward|on(?= ?(?:[,.;:)]|$)))")

_NO_MONTH = word_set("at on for of about over following within dated approximately roughly")
_YEAR = word_set(
"between since from after by until till through before in during throughout around circa") | {
    "as of", "as early as", "as late as", "no later than", "prior to", "since at least", "ever since", "starting in",
    "beginning in", "up until", "no earlier than", "not before", "on or before", "on or after", "in around", "in about",
}  # fmt: skip
_SURE_YEAR = frozenset({"in", "during", "throughout", "since", "ever since", "as of"})
_RISING = re.compile(
    r"(?:rose|rise|risen|grew|grown|fell|fall|increased?|decreased?|reduced?|cut|up|down|expanded|shrank) $",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Preposition:
    """A preposition of time as it stands in a text.

    Attributes:
        bound: what it makes of the days behind it.
        words: in small letters.
        end: offset after it and the space behind it.
    """

    bound: Bound
    words: str
    end: int


def read_preposition(text: str, at: int) -> Preposition | None:
    """Read the preposition that stands at an offset."""
    found = _PREPOSITION.match(text, at)
    if found is None:
        return None
    words = " ".join(found[0].lower().split())
    return Preposition(bound=Bound[str(found.lastgroup)], words=words, end=found.end())


def onwards(text: str, end: int) -> int:
    """The offset after "on" or "onwards" behind a time, or the same offset."""
    found = _ONWARDS.match(text, end)
    return end if found is None else found.end()


def allowed(strengths: set[Strength], words: str | None, before: str, *, counting: bool) -> bool:
    """Whether words may be a time behind a preposition.

    Args:
        strengths: what the words need around them.
        words: the preposition, None = there is none.
        before: what stands before it.
        counting: whether the last number may count what follows it.
    """
    if Strength.SURE in strengths:
        return True
    if words is None:
        return False
    if Strength.MONTH in strengths:
        return words not in _NO_MONTH
    if words not in _YEAR or (words == "by" and _RISING.search(before)):
        return False
    return words in _SURE_YEAR or not counting


def bounded(bound: Bound, days: Days) -> tuple[date | None, date | None, tuple[str, ...]]:
    """First and last day in which it may have happened, and what the preposition did."""
    stretch = stretch_of(days)
    if stretch is None or bound in {Bound.IN, Bound.BETWEEN}:
        return days.first, days.last, days.notes
    first, last = stretch
    after, by, note = _BOUNDED[bound](first, last)
    return after, by, (*days.notes, *((note,) if note else ()))


def _about(first: date, last: date) -> tuple[date | None, date | None, str]:
    loose = max(ABOUT_DAYS, ((last - first).days + 1) // 4)
    return moved(first, -loose), moved(last, loose), f"taken as up to {loose} days off on either side"


_BOUNDED: dict[Bound, Callable[[date, date], tuple[date | None, date | None, str]]] = {
    Bound.SINCE: lambda first, _: (first, None, ""),
    Bound.AFTER: lambda _, last: (moved(last, 1), None, "the first possible day is the next one"),
    Bound.BY: lambda _, last: (None, last, ""),
    Bound.BEFORE: lambda first, _: (None, moved(first, -1), "the last possible day is the one before"),
    Bound.NEAR: lambda first, last: (moved(first, -1), moved(last, 1), "taken as up to a day off on either side"),
    Bound.ABOUT: _about,
    Bound.NIGHT: lambda first, last: (first, moved(last, 1), "a night ends on the next day"),
}
