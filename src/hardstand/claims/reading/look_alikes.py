"""Which characters look like which: letters of other alphabets, quotation marks, dashes and spaces."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_CYRILLIC = {
    "\u0410": "A", "\u0412": "B", "\u0415": "E", "\u0405": "S", "\u0406": "I", "\u0408": "J", "\u041a": "K",
    "\u041c": "M", "\u041d": "H", "\u041e": "O", "\u0420": "P", "\u0421": "C", "\u0422": "T", "\u0423": "Y",
    "\u0425": "X", "\u04ae": "Y", "\u050c": "G", "\u04c0": "I",
    "\u0430": "a", "\u0435": "e", "\u0455": "s", "\u0456": "i", "\u0458": "j", "\u043e": "o", "\u0440": "p",
    "\u0441": "c", "\u0443": "y", "\u0445": "x", "\u04bb": "h", "\u0501": "d", "\u051b": "q", "\u051d": "w",
    "\u04cf": "l", "\u043a": "k", "\u0432": "b", "\u043c": "m", "\u043d": "h", "\u0442": "t", "\u050d": "g",
}  # fmt: skip
_GREEK = {
    "\u0391": "A", "\u0392": "B", "\u0395": "E", "\u0396": "Z", "\u0397": "H", "\u0399": "I", "\u039a": "K",
    "\u039c": "M", "\u039d": "N", "\u039f": "O", "\u03a1": "P", "\u03a4": "T", "\u03a5": "Y", "\u03a7": "X",
    "\u03b1": "a", "\u03b5": "e", "\u03b9": "i", "\u03ba": "k", "\u03bd": "v", "\u03bf": "o", "\u03c1": "p",
    "\u03c4": "t", "\u03c5": "u", "\u03c7": "x", "\u03b3": "y", "\u03f9": "C", "\u03f2": "c", "\u03f3": "j",
}  # fmt: skip
LETTERS = {**_CYRILLIC, **_GREEK, "\u0251": "a", "\u0261": "g", "\u0269": "i"}
"""Cyrillic and Greek letters, and rare Latin ones, by the English letter that they look like."""

SINGLE_QUOTES = frozenset(
    "'\u0060\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u2018\u2019\u201a\u201b\u2032\u2035"
    "\u2039\u203a\ua78c\uff07\uff40"
)
DOUBLE_QUOTES = frozenset(
    '"\u00ab\u00bb\u02ba\u02ee\u201c\u201d\u201e\u201f\u2033\u2036\u275d\u275e\u300c\u300d\u301d\u301e\u301f\uff02'
)
HYPHENS = frozenset("-\u058a\u2010\u2011\u2012\u2013\u2043\u2212\u2796\ufe63\uff0d")
LONG_DASHES = frozenset("\u2014\u2015\u2e3a\u2e3b\u301c\ufe31\ufe58")
"""These part a sentence; between words without spaces they are given some."""
LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")

_UNSEEN_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_SPACES = frozenset("\t\u2800")
_SAME = frozenset({"<compat>", "<font>", "<wide>", "<narrow>", "<square>", "<noBreak>"})
"""A character of these kinds is another way to write the same; a fraction or a raised figure is not."""
_KEPT = frozenset("\u2024\u2025\u2026\u00b5\u00b8\u00a8\u00af")
"""Dots, micro sign and lone accents stay."""


def is_unseen(character: str) -> bool:
    """Whether no reader sees a character: zero-width marks, marks of direction, soft hyphens, control characters."""
    kind = unicodedata.category(character)
    if kind == "Cc":
        return character not in LINE_ENDS and character != "\t"
    if kind == "Mn":
        return "\ufe00" <= character <= "\ufe0f" or character >= "\U000e0100" or character in _UNSEEN_LETTERS
    return kind == "Cf" or character in _UNSEEN_LETTERS


@lru_cache(maxsize=4096)
def plain(character: str) -> str:
    """What stands for one character in the folded text; "" where no reader sees it, itself where nothing is plainer."""
    if is_unseen(character):
        return ""
    for members, written in ((LINE_ENDS, "\n"), (SINGLE_QUOTES, "'"), (DOUBLE_QUOTES, '"'), (HYPHENS, "-")):
        if character in members:
            return written
    if unicodedata.category(character) == "Zs" or character in _SPACES:
        return " "
    return _compatible(character)


def _compatible(character: str) -> str:
    kind = unicodedata.decomposition(character).partition(" ")[0]
    if kind not in _SAME or character in _KEPT:
        return character
    whole = unicodedata.normalize("NFKC", character)
    return character if whole.startswith(" ") else whole
