"""Rows of words with capitals, of which names are made."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hardstand.claims.word_sets import word_set

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:(?:-|'(?!s\b))[^\W_]+)*")
_ARTICLE = re.compile(r"(?:al|el|ad|as|ash|at|az|ez|es|ed|er|an|ar)-(?=[^\W\d_])", re.IGNORECASE)
CONNECTORS = word_set("al el ad as ash az ez de del la le les bin ibn du da do dos der am")
"""Small words inside a name."""
LONGEST = 8
"""Words of the longest name."""
TITLE_CASE = 0.75
"""A headline with capitals on so many of its longer words shows no name by its capitals."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word; a possessive 's belongs to none.

    Attributes:
        text: as in the folded text.
        lower: the same in lower case.
        start: offset in the folded text.
        end: offset after it.
        gap: what stands before it.
    """

    text: str
    lower: str
    start: int
    end: int
    gap: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, after an article as in "al-Tanf"."""
        article = _ARTICLE.match(self.text)
        first = self.text[article.end()] if article else self.text[0]
        return first.isupper()


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a sentence that may be one name.

    Attributes:
        first: number of its first word in the sentence.
        end: number of the word after it.
    """

    first: int
    end: int


def words_of(text: str, offset: int) -> list[Word]:
    """The words of a sentence.

    Args:
        text: of the sentence.
        offset: where it begins in the folded text.
    """
    found: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        if match[0] == "s" and text[match.start() - 1 : match.start()] == "'":
            continue
        gap = text[last : match.start()]
        found.append(Word(match[0], match[0].lower(), offset + match.start(), offset + match.end(), gap))
        last = match.end()
    return found


def runs_of(found: list[Word], breaks: frozenset[str] = frozenset()) -> list[Run]:
    """Rows of capitalised words with nothing but a space between them; small words of names may stand inside.

    Args:
        found: words of a sentence.
        breaks: words, lower case, that are in no name whatever their capitals.
    """
    runs: list[Run] = []
    at = 0
    while at < len(found):
        if not found[at].capital or found[at].lower in breaks:
            at += 1
            continue
        end = at + 1
        while (
            end < len(found) and end - at < LONGEST and found[end].lower not in breaks and (step := _step(found, end))
        ):
            end += step
        runs.append(Run(at, end))
        at = end
    return runs


def _step(found: list[Word], at: int) -> int:
    """How many words more belong to the run: 0, 1, or 2 with a small word."""
    word = found[at]
    if word.gap != " ":
        return 0
    if word.capital or (
        word.text.isdigit() and len(word.text) <= 3 and found[at - 1].lower in {"base", "site", "camp"}
    ):
        return 1
    following = found[at + 1] if at + 1 < len(found) else None
    if word.lower in CONNECTORS and following is not None and following.gap == " " and following.capital:
        return 2
    return 0


def in_title_case(found: list[Word]) -> bool:
    """Whether nearly every longer word of a sentence has a capital."""
    longer = [word for word in found if len(word.text) > 3]
    return len(longer) >= 4 and sum(word.capital for word in longer) > TITLE_CASE * len(longer)


def name_of(found: list[Word], first: int, end: int) -> str:
    """The words from one number to before another, parted by spaces."""
    return " ".join(word.text for word in found[first:end])


def possessive(found: list[Word], end: int) -> bool:
    """Whether 's follows the word before a number, and then another word."""
    return end < len(found) and found[end].gap.startswith("'s")
