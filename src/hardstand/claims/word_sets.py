"""Sets of words and phrases, written as running text."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text, which spaces part."""
    return frozenset(text.split())


def phrases_of(text: str) -> tuple[str, ...]:
    """The phrases of a text, which commas and line ends part, in order."""
    parts = text.replace("\n", ",").split(",")
    return tuple(phrase for part in parts if (phrase := part.strip()))
