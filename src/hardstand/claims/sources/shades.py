"""Hedges, negations and modalities of a sentence, each with the stretches that it governs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hardstand.claims.sentences import Token
from hardstand.claims.sources.clauses import clauses_of, is_dash, lower_at
from hardstand.claims.sources.lexicon import Modality
from hardstand.claims.sources.reach import Match, Reach, ShadeKind
from hardstand.claims.sources.shades_lexicon import DETERMINERS, FINITE, PREPOSITIONS
from hardstand.claims.sources.triggers import TRIGGERS

Span = tuple[int, int]
WINDOW = 300
"""A word governs at most so many tokens on either side, so that a sentence without end takes no time without end."""

UNITS = frozenset({"km", "kilometres", "kilometers", "kilometre", "kilometer", "miles", "mile", "metres", "nm"})
DIRECTIONS = ("north", "south", "east", "west")
NAMED = frozenset({"known", "called", "spelled", "spelt", "written", "named", "transliterated"})
ASIDE = 8
"""Within so many tokens after a comma a distance or a direction stands, if it opens an aside."""


@dataclass(frozen=True, kw_only=True)
class Shade:
    """One word or phrase that shades a statement.

    Attributes:
        kind: what it does.
        text: the phrase in lower case.
        start: offset of its first character in the folded text.
        spans: stretches that it governs, as offsets.
        modality: of a modality, which one.
    """

    kind: ShadeKind
    text: str
    start: int
    spans: tuple[Span, ...]
    modality: Modality = Modality.FACT


def shades_of(tokens: Sequence[Token]) -> tuple[Shade, ...]:
    """All shades of a sentence, in order."""
    clauses = clauses_of(tokens)
    found: list[Shade] = []
    if tokens and any(token.text == "?" for token in tokens[-2:]):
        whole = ((tokens[0].start, tokens[-1].end),)
        question = Modality.QUESTION
        found.append(Shade(kind=ShadeKind.MODALITY, text="?", start=tokens[0].start, spans=whole, modality=question))
    for position in range(len(tokens)):
        for trigger in TRIGGERS:
            match = trigger(tokens, position)
            if match is not None:
                found.append(_shade(tokens, clauses, position, match))
    return tuple(found)


def _shade(tokens: Sequence[Token], clauses: Sequence[int], position: int, match: Match) -> Shade:
    words = " ".join(token.lower for token in tokens[position : position + match.length])
    return Shade(
        kind=match.kind,
        text=words,
        start=tokens[position].start,
        spans=_spans(tokens, clauses, position, match),
        modality=match.modality,
    )


def _spans(tokens: Sequence[Token], clauses: Sequence[int], position: int, match: Match) -> tuple[Span, ...]:
    after = position + match.length
    if match.reach in {Reach.CLAUSE, Reach.REST}:
        clause = clauses[position if match.reach is Reach.CLAUSE else min(after, len(tokens) - 1)]
        first = position if match.reach is Reach.REST else max(0, position - WINDOW)
        window = range(first, min(len(tokens), position + WINDOW))
        inside = [index for index in window if clauses[index] == clause or position <= index < after]
        return _joined(tokens, inside if match.reach is Reach.REST else _without_asides(tokens, inside, position))
    stops = {Reach.LIST: _ends_list, Reach.CHUNK: _ends_chunk, Reach.NOUN: _ends_noun}[match.reach]
    end = after
    if lower_at(tokens, end) == ",":
        end += 1
    while end < min(len(tokens), position + WINDOW) and not stops(tokens, clauses, position, end):
        end += 1
    return ((tokens[position].start, tokens[end - 1].end),)


def _without_asides(tokens: Sequence[Token], inside: list[int], position: int) -> list[int]:
    """Without what only tells where a place lies or how else it is called: "..., 85 km east of Mogilev, ..."."""
    kept: list[int] = []
    aside = False
    for index in inside:
        if tokens[index].text in {",", "("}:
            aside = _opens_aside(tokens, index + 1)
        aside = aside and tokens[index].lower not in FINITE and index != position
        if not aside:
            kept.append(index)
    return kept


def _opens_aside(tokens: Sequence[Token], start: int) -> bool:
    if lower_at(tokens, start) == "also":
        return lower_at(tokens, start + 1) in NAMED
    for index in range(start, min(len(tokens), start + ASIDE)):
        word = tokens[index].lower
        if tokens[index].text in {",", ")", ";"} or word in FINITE:
            return False
        if word in UNITS and lower_at(tokens, index - 1)[:1].isdigit():
            return True
        if word.startswith(DIRECTIONS) and lower_at(tokens, index + 1) in {"of", "-"}:
            return True
    return False


def _joined(tokens: Sequence[Token], inside: list[int]) -> tuple[Span, ...]:
    spans: list[Span] = []
    last = -2
    for index in inside:
        if index == last + 1 and spans:
            spans[-1] = (spans[-1][0], tokens[index].end)
        else:
            spans.append((tokens[index].start, tokens[index].end))
        last = index
    return tuple(spans)


def _ends_chunk(tokens: Sequence[Token], _clauses: Sequence[int], _position: int, end: int) -> bool:
    token = tokens[end]
    return (
        token.text in {",", ";", ":", ")", '"'} or token.lower == "but" or is_dash(tokens, end) or _parts(tokens, end)
    )


def _parts(tokens: Sequence[Token], end: int) -> bool:
    """Whether "and" begins another thing of a list: a number, an article or another clause follows."""
    if tokens[end].lower not in {"and", "or"}:
        return False
    following = lower_at(tokens, end + 1)
    return following in DETERMINERS or following[:1].isdigit() or following in FINITE or following in {"possibly", "no"}


def _ends_list(tokens: Sequence[Token], clauses: Sequence[int], position: int, end: int) -> bool:
    token = tokens[end]
    if token.text in {";", ":", ")"} or token.lower in {"but", "while"} or clauses[end] != clauses[position]:
        return True
    if token.lower == "and":
        return _parts(tokens, end)
    return token.text == "," and not _or_follows(tokens, clauses, end)


def _or_follows(tokens: Sequence[Token], clauses: Sequence[int], comma: int) -> bool:
    for index in range(comma + 1, min(len(tokens), comma + WINDOW)):
        word = tokens[index].lower
        if word in {"or", "nor"}:
            return True
        if clauses[index] != clauses[comma] or word in FINITE or word in {"and", "but"}:
            return False
    return False


def _ends_noun(tokens: Sequence[Token], clauses: Sequence[int], position: int, end: int) -> bool:
    word = tokens[end].lower
    if word in PREPOSITIONS and word not in {"of", "to"}:
        return end > position + 1
    return word in FINITE or _ends_chunk(tokens, clauses, position, end)
