"""The words with which a time may begin: all others are passed over without a closer look."""

from __future__ import annotations

import re

from hardstand.claims.calendar_words import MONTHS, NUMBER_WORDS, SEASONS, UNITS, WEEKDAYS, word_set

LONGEST_FIGURES = 6
"""Characters of "2015", "21st", "1990s" and no more: a longer number is no date."""

_CALENDAR = frozenset(name[:length].lower() for name in (*MONTHS, *WEEKDAYS) for length in (3, 4, 5, len(name)))
_PREPOSITIONS = word_set(
    "about after ahead approximately around as at before beginning between by circa during dated earlier ever "
    "following for from immediately in just later no not of on over overnight prior roughly shortly since soon "
    "starting through throughout till until up within"
)
_COUNTING = word_set(
    "1st 2nd 3rd 4th coming current early final first fourth h1 h2 last late lately latest less mid more most "
    "newly next only past preceding previous q1 q2 q3 q4 recent recently same second so that the third this today "
    "tomorrow tonight under very well yesterday"
)
_STARTS = _CALENDAR | _PREPOSITIONS | _COUNTING | NUMBER_WORDS | UNITS | frozenset(SEASONS)
_FIRST = re.compile(r"[^\W_]+")
_NOT_BEFORE_FIGURES = frozenset("-.,/:+$€£#%_'")


def may_start(text: str, at: int, end: int | None = None) -> bool:
    """Whether a time may begin with the word that stands at an offset."""
    if end is None:
        word = _FIRST.match(text, at)
        if word is None:
            return False
        end = word.end()
    if end - at > LONGEST_FIGURES and not text[at].isalpha():
        return False
    before = text[at - 1] if at else " "
    if "0" <= text[at] <= "9":
        return before not in _NOT_BEFORE_FIGURES
    joined = before == "-" and at > 1 and text[at - 2].isalnum()
    return not joined and text[at:end].lower() in _STARTS
