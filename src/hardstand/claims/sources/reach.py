"""What a word that shades a statement is, how far it reaches, and how phrases of the lexicon are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hardstand.claims.sentences import Token
from hardstand.claims.sources.clauses import lower_at
from hardstand.claims.sources.lexicon import Modality
from hardstand.claims.sources.shades_lexicon import (
    ADVERBS,
    VISIBLE,
)

Phrase = tuple[str, ...]


class Reach(StrEnum):
    """How far a word governs."""

    CLAUSE = "clause"
    """Its whole clause, the subject too."""
    REST = "rest"
    """What follows in its clause."""
    LIST = "list"
    """What follows up to a comma, and over commas that part a list with "or"."""
    CHUNK = "chunk"
    """What follows up to the next mark."""
    NOUN = "noun"
    """The noun that follows."""


class ShadeKind(StrEnum):
    """What a word does to what it governs."""

    HEDGE = "hedge"
    NEGATION = "negation"
    MODALITY = "modality"
    FALSEHOOD = "falsehood"
    """It calls a report false."""


@dataclass(frozen=True, kw_only=True)
class Match:
    """A word or phrase that shades what it governs.

    Attributes:
        kind: what it does.
        length: in tokens.
        reach: how far it governs.
        modality: of a modality, which one.
    """

    kind: ShadeKind
    length: int
    reach: Reach
    modality: Modality = Modality.FACT


def by_first(phrases: Sequence[Phrase]) -> dict[str, list[Phrase]]:
    """Phrases by their first word, the longer ones first."""
    index: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        index.setdefault(phrase[0], []).append(phrase)
    return index


def longest(tokens: Sequence[Token], position: int, phrases: dict[str, list[Phrase]]) -> Phrase:
    """The longest phrase that stands there; () = none."""
    for phrase in phrases.get(tokens[position].lower, ()):
        if all(lower_at(tokens, position + index) == word for index, word in enumerate(phrase)):
            return phrase
    return ()


def skip_adverbs(tokens: Sequence[Token], position: int) -> int:
    """The position of the next token that is no adverb."""
    while lower_at(tokens, position) in ADVERBS:
        position += 1
    return position


def is_visible(tokens: Sequence[Token], after: int) -> bool:
    """Whether "could" is followed by "be seen" or "see": what could be seen was there."""
    if lower_at(tokens, after) == "be":
        after = skip_adverbs(tokens, after + 1)
    return lower_at(tokens, after) in VISIBLE
