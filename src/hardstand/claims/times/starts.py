"""The word with which a time begins: by it a form is chosen, so that most words of a text are passed over at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from hardstand.claims.times.calendar_words import MONTHS, WEEKDAYS
from hardstand.claims.word_sets import word_set

FIGURES = "0"
"""Stands for any number in figures."""
ORDINAL = "1st"
"""Stands for the ordinals from "1st" to "4th", which may begin a part of a month as well."""
LONGEST_FIGURES = 6
"""Characters of "2015", "21st", "1990s" and no more: a longer number is no date."""

MONTH_STARTS = frozenset(name[:length].lower() for name in MONTHS for length in (3, len(name))) | {"sept"}
WEEKDAY_STARTS = frozenset(name.lower() for name in WEEKDAYS) | word_set(
    "mon tue tues wed weds thu thur thurs fri sat sun"
)
HOUR_STARTS = word_set("early late earlier later")

_ORDINALS = word_set("1st 2nd 3rd 4th")
_FIRST = re.compile(r"(?:[Tt][Hh][Ee]\s{1,3})?([^\W_]+)")
_NOT_BEFORE_FIGURES = frozenset("-.,/:+$€£#%_'")

Form = TypeVar("Form")


def by_first_word(forms: Iterable[tuple[frozenset[str], Form]]) -> Mapping[str, tuple[Form, ...]]:
    """Forms by the words with which they may begin, each list in the given order."""
    found: dict[str, list[Form]] = {}
    for starts, form in forms:
        for start in starts:
            found.setdefault(start, []).append(form)
    return {start: tuple(each) for start, each in found.items()}


def first_word(text: str, at: int) -> str:
    """The word that stands at an offset in small letters, "the" passed over; `FIGURES` for a number."""
    found = _FIRST.match(text, at)
    if found is None:
        return ""
    word = found[1]
    if word.lower() in _ORDINALS:
        return ORDINAL
    if "0" <= word[0] <= "9":
        return FIGURES if len(word) <= LONGEST_FIGURES else ""
    return word.lower()


def stands_alone(text: str, at: int) -> bool:
    """Whether the word at an offset is no part of a longer one or of another number, as in "Su-30" and "$4"."""
    before = text[at - 1] if at else " "
    if "0" <= text[at] <= "9":
        return before not in _NOT_BEFORE_FIGURES
    return not (before == "-" and at > 1 and text[at - 2].isalnum())
