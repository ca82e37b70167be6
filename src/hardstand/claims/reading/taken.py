"""What was taken out of a file before it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class TakenText:
    """The characters of a file and what its format says of them.

    Attributes:
        text: the characters.
        headline: whether the first paragraph is known to be the headline.
        day: day of publication that the format gives, or None.
        publisher: that it names, or None.
        notes: what a reader should know, in sentences.
    """

    text: str
    headline: bool = False
    day: date | None = None
    publisher: str | None = None
    notes: tuple[str, ...] = ()
