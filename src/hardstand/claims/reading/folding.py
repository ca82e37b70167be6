"""A text as an English reader sees it, with the place of each of its characters in the text as written."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hardstand.claims.reading.look_alikes import LETTERS, LONG_DASHES, is_unseen, plain

_COMBINING = "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_MARKED = re.compile(rf"[^\n][{_COMBINING}]+")
_MARK = re.compile(f"[{_COMBINING}]")
_OVERLAYS = re.compile("[\u0334-\u0338\u0488\u0489\u20d0-\u20ff]")
"""Marks that strike through or enclose a letter."""
_DASHES = "".join(sorted(LONG_DASHES))
_NOT_PLAIN = re.compile(rf"\r\n|``|''|(?<!-)-{{2,3}}(?!-)|[{_DASHES}]|[^\n\x20-\x5f\x61-\x7e]")
_PAIRS = {"\r\n": "\n", "``": '"', "''": '"'}
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_DESIGNATOR = re.compile(r"[^\W\d_]-?\d+\w{0,2}")
"""One letter and figures, as in T-72."""
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, kw_only=True)
class Folded:
    """A text for matching.

    Attributes:
        text: the characters.
        offsets: (len(text) + 1) place of each in the text as written, never falling; the last is the end of that text.
        look_alikes: number of letters of other alphabets that were read as English ones, >= 0.
        unseen: number of characters that no reader sees and that were left out, >= 0; soft hyphens are not counted.
    """

    text: str
    offsets: Sequence[int]
    look_alikes: int = 0
    unseen: int = 0


def fold(text: str) -> Folded:
    """Read a text as a reader sees it.

    Marks that nobody sees are left out, and so are strokes through letters. Quotation marks, dashes and spaces become
    the plain ones, a long dash between words gets spaces around it, line ends of all kinds become one. Letters of
    another alphabet that look like English ones become these, but only in a word that has English letters too.

    Args:
        text: of any length; the time is proportional to it.
    """
    folded = Folded(text=text, offsets=range(len(text) + 1))
    if _MARK.search(text):
        folded = rewrite(folded, _letters_with_marks(text))
    folded = rewrite(folded, _plain_characters(folded.text))
    read, changed = _without_look_alikes(folded.text)
    counts = Counter(text)
    unseen = sum(number for one, number in counts.items() if one != _SOFT_HYPHEN and is_unseen(one))
    return replace(folded, text=read, look_alikes=changed, unseen=unseen)


def rewrite(folded: Folded, edits: Iterable[tuple[int, int, str]]) -> Folded:
    """The same text with stretches replaced.

    Args:
        folded: a text.
        edits: start, end and replacement, in order, none empty, none overlapping. What replaces a stretch stands,
            character by character, where the stretch stood; what is longer than it stands at its last character.
    """
    pieces: list[str] = []
    offsets = array("q")
    done = 0
    for start, end, replacement in edits:
        pieces += (folded.text[done:start], replacement)
        offsets.extend(folded.offsets[done:start])
        if len(replacement) == 1:
            offsets.append(folded.offsets[start])
        else:
            offsets.extend(folded.offsets[min(start + number, end - 1)] for number in range(len(replacement)))
        done = end
    pieces.append(folded.text[done:])
    offsets.extend(folded.offsets[done:])
    return replace(folded, text="".join(pieces), offsets=offsets)


def _letters_with_marks(text: str) -> Iterator[tuple[int, int, str]]:
    """A letter and the marks on it become one letter, or the letter alone where no alphabet has the two together."""
    for match in _MARKED.finditer(text):
        found = match.group()
        composed = unicodedata.normalize("NFC", _OVERLAYS.sub("", found))
        yield match.start(), match.end(), _MARK.sub("", composed)


def _plain_characters(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _NOT_PLAIN.finditer(text):
        start, end, found = match.start(), match.end(), match.group()
        written = _dash(text, start, end) if found[0] in LONG_DASHES or found[0] == "-" else _PAIRS.get(found)
        yield start, end, plain(found) if written is None else written


def _dash(text: str, start: int, end: int) -> str:
    """A dash that parts a sentence: with a space on each side, but not between figures."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before.isdigit() and after.isdigit():
        return "-"
    left = " " if before and not before.isspace() else ""
    right = " " if after and not after.isspace() else ""
    return f"{left}-{right}"


def _without_look_alikes(text: str) -> tuple[str, int]:
    """The text with English letters for those that only look like them, and how many these were; length unchanged."""
    if text.isascii():
        return text, 0
    changed = 0

    def read(match: re.Match[str]) -> str:
        nonlocal changed
        word = match.group()
        if word.isascii() or not (_has_english(word) or _DESIGNATOR.fullmatch(word)):
            return word
        english = "".join(LETTERS.get(letter, letter) for letter in word)
        changed += sum(one != other for one, other in zip(word, english, strict=True))
        return english

    return _WORD.sub(read, text), changed


def _has_english(word: str) -> bool:
    return any(letter.isascii() and letter.isalpha() for letter in word)
