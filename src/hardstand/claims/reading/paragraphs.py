"""Where paragraphs end: at blank lines, and at single line ends that are no mere wrapping."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hardstand.claims.reading.folding import Folded, rewrite
from hardstand.claims.reading.furniture import role_of_line
from hardstand.claims.word_sets import word_set

WIDEST_WRAP = 130
"""Characters: longer lines than these are whole paragraphs."""
NARROWEST_WRAP = 40
"""Characters: nobody wraps at fewer; such lines are items of a list."""
NEARLY_FULL = 0.85
"""A line is full if it and the next word would be longer than this share of the text's width."""
SHORT = 0.6
"""A line of less than this share of the width that is followed by a capital is a heading or an item of a list."""
OPEN_WORDS = word_set(
    """
    a an the of in on at by for with from to into onto and or but nor between after before since until during near
    that which who whose said says is are was were be been has have had will would its their his her this these
    """
)
"""No sentence and no heading ends with one of these."""
_ENDS_SENTENCE = re.compile(r"[.!?\u2026][\"')\]]*$")
_ITEM = re.compile(r"(?:[-*\u2022\u25cf\u25aa\u00b7]|\d{1,2}[.)]|\([a-z\d]\)) ")
_LINE = re.compile(r"[^\n]+")
_TAIL = 12


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line that holds more than space.

    Attributes:
        start: offset of its first character that is no space.
        end: offset after its last one that is no space.
        text: between the two.
        alone: whether it is furniture, a credit or a line that only says when, and so a paragraph of its own.
    """

    start: int
    end: int
    text: str
    alone: bool


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How the lines of a text are laid.

    Attributes:
        wrapped: whether lines are broken at a width.
        width: that width in characters, > 0.
    """

    wrapped: bool
    width: int


def join_lines(folded: Folded) -> Folded:
    """The same text with each line end that only wraps a paragraph turned into a space.

    A line end between a hyphen and the rest of its word is dropped. Every other line end parts two paragraphs.
    """
    lines = lines_of(folded.text)
    layout = layout_of([line for line, following in neighbours(folded.text, lines) if following])
    return rewrite(folded, _soft_ends(folded.text, lines, layout))


def spans_of(text: str) -> list[tuple[int, int]]:
    """Start and end of what each line holds but space, lines of space left out; after `join_lines`, each paragraph."""
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        if stripped := line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            found.append((start, start + len(stripped)))
    return found


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold more than space."""
    texts = ((start, end, text[start:end]) for start, end in spans_of(text))
    return [Line(start=start, end=end, text=line, alone=role_of_line(line) is not None) for start, end, line in texts]


def layout_of(lines: Sequence[Line]) -> Layout:
    """How lines are laid that are followed by another one at once; without any, each line is a paragraph."""
    prose = [line for line in lines if not line.alone]
    lengths = sorted(len(line.text) for line in prose)
    if not lengths:
        return Layout(wrapped=False, width=WIDEST_WRAP)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    unfinished = sum(not _ENDS_SENTENCE.search(line.text[-_TAIL:]) for line in prose)
    return Layout(wrapped=NARROWEST_WRAP <= width <= WIDEST_WRAP and 2 * unfinished >= len(prose), width=max(width, 1))


def only_wraps(line: Line, following: Line, layout: Layout) -> bool:
    """Whether the end of a line parts no paragraphs, only words."""
    if line.alone or following.alone:
        return False
    if _full(line, following, layout):
        return True
    if _ITEM.match(following.text):
        return False
    ended = _ENDS_SENTENCE.search(line.text[-_TAIL:]) is not None
    if following.text[0].islower() or (not ended and _goes_on(line.text, following.text)):
        return True
    return layout.wrapped and not ended and len(line.text) > SHORT * layout.width


def _goes_on(line: str, following: str) -> bool:
    """Whether a line breaks off within a sentence, as in the narrow columns of a newspaper."""
    last = line.rsplit(" ", 1)[-1]
    return last in OPEN_WORDS or last.endswith(",") or last.isdigit() or following[0] == "(" or following[0].isdigit()


def _full(line: Line, following: Line, layout: Layout) -> bool:
    word = following.text[:WIDEST_WRAP].partition(" ")[0]
    return layout.wrapped and len(line.text) + 1 + len(word) > max(NEARLY_FULL * layout.width, len(line.text) / 2)


def neighbours(text: str, lines: Sequence[Line]) -> Iterator[tuple[Line, Line | None]]:
    """Each line with the one that follows without a blank line, or None."""
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        at_once = following is not None and text.count("\n", line.end, following.start) == 1
        yield line, following if at_once else None


def _soft_ends(text: str, lines: Sequence[Line], layout: Layout) -> Iterator[tuple[int, int, str]]:
    for line, following in neighbours(text, lines):
        if following is not None and only_wraps(line, following, layout):
            parted = line.text.endswith("-") and line.text[-2:-1].isalnum() and following.text[0].isalnum()
            yield line.end, following.start, "" if parted else " "
