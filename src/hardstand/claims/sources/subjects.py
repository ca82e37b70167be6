"""The subject of a verb of saying or showing, found from the words around the verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hardstand.claims.sentences import Token
from hardstand.claims.sources.clauses import is_dash, is_name_like, lower_at
from hardstand.claims.sources.lexicon import (
    BODIES,
    ROLES,
)
from hardstand.claims.sources.noun_phrases import FURTHEST, phrase_end, phrase_start, shows, speaks
from hardstand.claims.sources.shades_lexicon import BE, FINITE, PREPOSITIONS, RELATIVES, TIMES
from hardstand.claims.sources.verbs import VerbGroup
from hardstand.claims.word_sets import word_set

UNNAMED = word_set("named identified anonymity anonymous anonymously")
QUOTES = word_set("quoted quotes quote quoting cited cites citing")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Who says or what shows.

    Attributes:
        phrase: its tokens.
        apposition: what stands between commas after it.
        first: position in the sentence where it begins.
        after: position where what is said may begin.
        relative: whether it is told of in a clause with "who" or "which".
        inverted: whether it follows its verb.
    """

    phrase: Sequence[Token]
    apposition: Sequence[Token] = ()
    first: int
    after: int
    relative: bool = False
    inverted: bool = False


def subject_of(tokens: Sequence[Token], verb: int, group: VerbGroup) -> Subject | None:
    """The subject of an active verb; None where it shares that of the verb before, or has none."""
    unnamed = _anonymous(tokens, group.first)
    if unnamed is not None:
        first = phrase_start(tokens, unnamed)
        return Subject(phrase=tokens[first:unnamed], first=first, after=verb + 1) if first < unnamed else None
    before = tokens[group.first - 1] if group.first else None
    if before is None or before.text in {",", '"'} or is_dash(tokens, group.first - 1):
        return _beyond_mark(tokens, verb, group.first - 1) if before is not None else None
    if before.lower == "as" and tokens[verb].lower.endswith("ing"):
        return _quoted_as(tokens, group.first - 1, verb)
    if before.lower in {"and", "or", "but", "then", "nor", "while", "by", "as"}:
        return None
    if before.lower in {"who", "which", "that"}:
        end = group.first - 1
        end -= lower_at(tokens, end - 1) == ","
        first = phrase_start(tokens, end)
        phrase = tokens[first:end]
        return Subject(phrase=phrase, first=first, after=verb + 1, relative=True) if phrase else None
    first = phrase_start(tokens, group.first)
    end = next((i for i in range(first, group.first) if tokens[i].lower in RELATIVES), group.first)
    end -= end > first and tokens[end - 1].text == ","
    return Subject(phrase=tokens[first:end], first=first, after=verb + 1) if first < end else None


def _anonymous(tokens: Sequence[Token], end: int) -> int | None:
    """Where "who asked not to be named" begins if it ends there; None where no such words stand before the verb."""
    if lower_at(tokens, end - 1) not in UNNAMED and lower_at(tokens, end - 2) not in UNNAMED:
        return None
    who = next((index for index in range(end - 1, max(0, end - 16), -1) if tokens[index].lower == "who"), None)
    return None if who is None else who - (lower_at(tokens, who - 1) == ",")


def _quoted_as(tokens: Sequence[Token], link: int, verb: int) -> Subject | None:
    """The source of "Interfax quoted a naval source as saying"; what is said may stand before the agency."""
    quoting = next((index for index in range(link - 1, max(0, link - 14), -1) if tokens[index].lower in QUOTES), None)
    if quoting is None or quoting + 1 >= link:
        return None
    phrase = tokens[quoting + 1 : link]
    if lower_at(tokens, quoting - 1) in BE:
        phrase = tokens[phrase_start(tokens, quoting - 1) : quoting - 1]
    elif lower_at(tokens, link - 1) == "by":
        return None
    first = phrase_start(tokens, quoting)
    return Subject(phrase=phrase, first=first, after=verb + 1) if phrase else None


def _beyond_mark(tokens: Sequence[Token], verb: int, mark: int) -> Subject | None:
    """The subject of a verb right after a mark: before what stands between commas, else behind the verb."""
    inverted = _inverted(tokens, verb)
    if inverted is not None and not any(token.lower in FINITE for token in tokens[verb + 1 : verb + FURTHEST]):
        return inverted
    around = _around(tokens, verb, mark) if tokens[mark].text != '"' else None
    return around or inverted


def _around(tokens: Sequence[Token], verb: int, comma: int) -> Subject | None:
    """The subject before what stands between commas: "X, a spokesman for Y, said"."""
    fallback: Subject | None = None
    end = comma
    for _ in range(6):
        inner = end
        while inner > 0 and tokens[inner - 1].text not in {",", ";", '"'} and not is_dash(tokens, inner - 1):
            inner -= 1
        if inner < 2 or tokens[inner - 1].text in {";", '"'}:
            return fallback
        end = inner - 1
        first = phrase_start(tokens, end)
        phrase = tokens[first:end]
        subject = Subject(phrase=phrase, apposition=tokens[end + 1 : comma], first=first, after=verb + 1)
        if phrase and _heads(phrase):
            return subject
        if fallback is None and phrase and phrase[0].lower in {"a", "an"} and speaks(phrase):
            fallback = subject
    return fallback


def _heads(phrase: Sequence[Token]) -> bool:
    first = phrase[0].lower
    if first in PREPOSITIONS or first in {"a", "an"} or (first.endswith(("ed", "ing")) and phrase[0].text.islower()):
        return False
    return speaks(phrase) or shows(phrase)


def _inverted(tokens: Sequence[Token], verb: int) -> Subject | None:
    """The subject that follows its verb, as in "said Lavrov"."""
    if tokens[verb].lower.endswith("ing"):
        return None
    end = phrase_end(tokens, verb + 1)
    phrase = tokens[verb + 1 : end]
    quoted = lower_at(tokens, verb - 1) == '"'
    if not phrase or not speaks(phrase) or (not quoted and not _is_certain(phrase)):
        return None
    closes = end >= len(tokens) or tokens[end].text in {",", ".", ";", '"', "!", "?"}
    if not closes and not (quoted and tokens[end].lower in PREPOSITIONS | TIMES | {"who"}):
        return None
    apposition = _to_mark(tokens[end + 1 : end + 13]) if lower_at(tokens, end) == "," else ()
    if any(token.lower in ROLES for token in apposition[:6]):
        end += 1 + len(apposition)
    return Subject(phrase=phrase, apposition=apposition, first=verb, after=end, inverted=True)


def _to_mark(tokens: Sequence[Token]) -> Sequence[Token]:
    end = next((index for index, token in enumerate(tokens) if token.text in {",", ".", '"', ";"}), len(tokens))
    return tokens[:end]


def _is_certain(phrase: Sequence[Token]) -> bool:
    return any(token.lower.rstrip(".") in ROLES | BODIES for token in phrase) or all(map(is_name_like, phrase))
