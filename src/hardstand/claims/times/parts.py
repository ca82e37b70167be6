"""The early, middle and late parts, halves and weeks of longer times, as words name them."""

from __future__ import annotations

import re

from hardstand.claims.times.calendar_days import Part
from hardstand.claims.times.starts import ORDINAL
from hardstand.claims.word_sets import word_set

PART = (
    r"(?:(?:the )?(?:very )?(?P<half>first|second|last) half (?:of|in) "
    r"|(?:the )?(?:very )?(?P<nth>first|second|third|fourth|last|final|1st|2nd|3rd|4th) "
    r"(?P<of>weeks?|days|quarter) (?:of|in) "
    r"|(?:the )?(?:very )?(?P<third>beginning|start|early part|middle|end|close|late part) (?:of|in) "
    r"|(?P<adverb>early to mid|mid to late|early|mid|late)(?:-| in | ))"
)
"""With the space after it."""
_THIRDS = {
    "beginning": (0, 0), "start": (0, 0), "early part": (0, 0), "early": (0, 0), "middle": (1, 1), "mid": (1, 1),
    "end": (2, 2), "close": (2, 2), "late part": (2, 2), "late": (2, 2), "early to mid": (0, 1), "mid to late": (1, 2),
}  # fmt: skip
PART_STARTS = frozenset({ORDINAL}) | word_set(
    "very first second third fourth last final beginning start early middle end close late mid"
)
_NTH = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}
LAST = -1


def part_from(found: re.Match[str]) -> Part | None:
    """The part that a match of `PART` names."""
    if found["half"]:
        number = 0 if found["half"].lower() == "first" else 1
        return Part("half", number, number)
    if found["nth"]:
        return nth_part(found["nth"], found["of"])
    words = found["third"] or found["adverb"]
    return Part("third", *_THIRDS[" ".join(words.lower().split())]) if words else None


def nth_part(nth: str, of: str) -> Part:
    """The part that "second" and "week" or "quarter" name."""
    number = _NTH.get(nth.lower(), LAST)
    if of.lower() == "quarter":
        return Part("quarter", number % 4, number % 4)
    return Part("week", number, number)
