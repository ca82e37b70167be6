"""Prepositions of time, and what each makes of the days behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from hardstand.claims.times.calendar_days import Days, moved, stretch_of
from hardstand.claims.times.calendar_words import DAYTIME, HOURS, HOURS_SURE, NUMBER, UNIT, pattern
from hardstand.claims.times.starts import by_first_word, first_word
from hardstand.claims.times.written import Strength
from hardstand.claims.word_sets import word_set


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
    """A night or a weekend ends on the next day, if only one is named."""


ABOUT_DAYS = 3
"""At least so many days on either side of "around 10 September"; a quarter of a longer time."""

_COUNTED = rf"(?! (?:{NUMBER} )?{UNIT})"
_DAYPART = rf"(?:the )?(?:(?:early|late|small) )?(?:hours|daylight hours|{DAYTIME})(?: hours)? of"
_WITHIN = rf"on|in|during|over{_COUNTED}|throughout|within{_COUNTED}|at|for|of|dated|earlier in|later in"
_BEHIND = rf"(?:(?: {HOURS_SURE}|(?<=at) {HOURS}),?(?: on)?)? "
_FORMS: tuple[tuple[Bound, str, str], ...] = (
    (Bound.NEAR, "on", r"on or (?:about|around)"),
    (Bound.ABOUT, "on in", r"(?:on|in) (?:around|about)"),
    (Bound.ABOUT, "around about circa approximately roughly", r"around|about|circa|approximately|roughly"),
    (Bound.BETWEEN, "between", r"between"),
    (Bound.NIGHT, "overnight", r"overnight(?: on| from| to)?"),
    (Bound.NIGHT, "on in during over at night weekend", r"(?:(?:on|in|during|over|at) )?the (?:night|weekend) of"),
    (Bound.BY, "by no not", r"(?:by )?(?:no|not) later than|by"),
    (Bound.BY, "on", r"on or before"),
    (Bound.BY, "since", r"since at least"),
    (Bound.BY, "up until till through as", r"up until|up to|until|till|through|as late as"),
    (Bound.SINCE, "ever since from", r"ever since|since|from"),
    (Bound.SINCE, "starting beginning", r"(?:starting|beginning)(?: on| in| from)?"),
    (Bound.SINCE, "as no not on", r"as from|as early as|(?:no|not) earlier than|not before|on or after"),
    (Bound.AFTER, "shortly soon immediately after following later", r"(?:[a-z]+ )?after|following|later than"),
    (Bound.BEFORE, "shortly just immediately before prior ahead earlier",
     r"(?:[a-z]+ )?before|prior to|ahead of|earlier than"),
    (Bound.IN, "on in during over throughout within at for of dated earlier later",
     rf"(?:{_WITHIN})(?: {_DAYPART})?"),
    (Bound.IN, "as", r"as recently as|as of|as at"),
    (Bound.IN, "early late small hours daylight morning afternoon evening night mid noon", _DAYPART),
)  # fmt: skip
"""What they do, with which words they begin ("the" passed over), and how they read; longer ones before shorter ones."""
_PREPOSITIONS = by_first_word(
    (word_set(starts), (bound, pattern(f"({form}){_BEHIND}"))) for bound, starts, form in _FORMS
)
BOUND_STARTS = frozenset(_PREPOSITIONS)
_ONWARDS = pattern(r" (?:onwards?|forward|on(?= ?(?:[,.;:)]|$)))")

_NO_MONTH = word_set("at on for of about over following within dated approximately roughly")
_YEAR = word_set("between since from after by until till through before in during throughout around circa") | {
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
        words: in small letters, a time of day left out.
        start: offset of its first character.
        end: offset after it and the space behind it.
    """

    bound: Bound
    words: str
    start: int
    end: int


def read_preposition(text: str, at: int) -> Preposition | None:
    """Read the preposition that stands at an offset."""
    for bound, form in _PREPOSITIONS.get(first_word(text, at), ()):
        found = form.match(text, at)
        if found is not None:
            words = " ".join(found[1].lower().split())
            return Preposition(bound=bound, words=words, start=at, end=found.end())
    return None


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


def _night(first: date, last: date) -> tuple[date | None, date | None, str]:
    return (first, moved(last, 1), "it ends on the next day") if first == last else (first, last, "")


_BOUNDED: dict[Bound, Callable[[date, date], tuple[date | None, date | None, str]]] = {
    Bound.SINCE: lambda first, _: (first, None, ""),
    Bound.AFTER: lambda _, last: (moved(last, 1), None, "the first possible day is the next one"),
    Bound.BY: lambda _, last: (None, last, ""),
    Bound.BEFORE: lambda first, _: (None, moved(first, -1), "the last possible day is the one before"),
    Bound.NEAR: lambda first, last: (moved(first, -1), moved(last, 1), "taken as up to a day off on either side"),
    Bound.ABOUT: _about,
    Bound.NIGHT: _night,
}
