"""A text as it was read: its characters, what each part of it is, and when it was published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a paragraph is."""

    HEADLINE = "headline"
    BODY = "body"
    DATELINE = "dateline"
    """A line of its own that only says where and when it was written."""
    CREDIT = "credit"
    """Byline, agency, contributors, copyright: who wrote it, not what they say."""
    FURNITURE = "furniture"
    """What belongs to the page ("Advertisement", "Share")."""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One paragraph.

    Attributes:
        start: offset of its first character in the document's `folded` text.
        end: offset after its last one.
        role: what it is.
    """

    start: int
    end: int
    role: Role


@dataclass(frozen=True, kw_only=True)
class Published:
    """When the text was published, as far as that is known.

    Attributes:
        day: the day, or None.
        year: the year, which a copyright line may give where nothing gives the day; None = not known either.
        rule: where that is from, in words.
    """

    day: date | None = None
    year: int | None = None
    rule: str = "the text gives no day of publication"


@dataclass(frozen=True, kw_only=True)
class Document:
    """A text that was read.

    Attributes:
        name: of the file.
        text: every character of a plain text; of HTML and PDF the text that was taken out of it.
        folded: the same for matching: marks that no reader sees are left out, look-alike letters of other alphabets in
            an English word are the English ones, quotation marks and dashes of all kinds are the plain ones.
        offsets: (len(folded) + 1) position in `text` of each character of `folded`; the last is the end of `text`.
        paragraphs: in order, parted by blank lines or line ends, none empty; together they hold all that is no space.
        published: when.
        agency: news agency or publisher that the text names as its own, or None.
        dateline: place named at the head of the text ("LATAKIA, Syria"), or None.
        notes: what a reader should know of the reading ("3 letters look English and are not"), in sentences.
    """

    name: str
    text: str
    folded: str
    offsets: Sequence[int]
    paragraphs: tuple[Paragraph, ...]
    published: Published
    agency: str | None = None
    dateline: str | None = None
    notes: tuple[str, ...] = ()

    def place_in_text(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of `folded` (start included, end not, at least one character) stands in `text`."""
        return self.offsets[start], self.offsets[end - 1] + 1
