"""The clauses of a sentence, told apart without a trained model: by marks, by words that join, and by finite verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hardstand.claims.sentences import Token
from hardstand.claims.sources.lexicon import RUMOURS, VERBS
from hardstand.claims.sources.shades_lexicon import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    FINITE,
    MAYBE_SUBORDINATORS,
    PREPOSITIONS,
    RELATIVES,
    SIGNS,
    SUBORDINATORS,
)

LISTED = frozenset({"including", "excluding", "according"})
"""Forms in -ing after a comma that open no clause of their own."""
LOOK_AHEAD = 9
"""So many words ahead a finite verb is looked for after "and"."""


@dataclass
class _Walk:
    """Where the walk through a sentence stands: the clauses that are open, the last one innermost."""

    open: list[int] = field(default_factory=lambda: [0])
    closing: list[str] = field(default_factory=lambda: [""])
    count: int = 0
    finite: bool = False

    def push(self, closed_by: str) -> None:
        """Opens a clause within the present one."""
        self.count += 1
        self.open.append(self.count)
        self.closing.append(closed_by)
        self.finite = False

    def replace(self) -> None:
        """Ends all that is open and begins another clause beside it."""
        self.count += 1
        self.open, self.closing, self.finite = [self.count], [""], False

    def pop(self) -> None:
        """Goes back to the clause around."""
        self.open.pop()
        self.closing.pop()
        self.finite = True


def clauses_of(tokens: Sequence[Token]) -> tuple[int, ...]:
    """The number of the clause of each token; the parts of a clause that another one interrupts have one number."""
    walk = _Walk()
    numbers: list[int] = []
    for position, token in enumerate(tokens):
        _step(tokens, position, walk)
        walk.finite = walk.finite or token.lower in FINITE
        numbers.append(walk.open[-1])
    return tuple(numbers)


def _step(tokens: Sequence[Token], position: int, walk: _Walk) -> None:
    token = tokens[position]
    if token.text in {"(", "["}:
        walk.push(")")
    elif token.text in {")", "]"}:
        _close(walk, ")")
    elif is_dash(tokens, position):
        _dash(walk)
    elif token.text in {";", ":"}:
        walk.replace()
    elif token.text == ",":
        _comma(tokens, position, walk)
    else:
        _word(tokens, position, walk)


def _close(walk: _Walk, mark: str) -> None:
    while mark in walk.closing:
        walk.pop()


def _dash(walk: _Walk) -> None:
    if "-" in walk.closing:
        _close(walk, "-")
    else:
        walk.push("-")


def _comma(tokens: Sequence[Token], position: int, walk: _Walk) -> None:
    following = lower_at(tokens, position + 1)
    if following in RELATIVES or _is_gerund(following) or _is_participle(tokens, position + 1):
        if walk.closing[-1] == ",":
            walk.pop()
        walk.push(",")
    elif walk.closing[-1] == "," and _resumes(tokens, position + 1):
        walk.pop()
    elif _has_own_verb(tokens, position + 1) and (walk.finite or following not in {"and", "or"}):
        walk.replace()


def _word(tokens: Sequence[Token], position: int, walk: _Walk) -> None:
    word = tokens[position].lower
    if word in SUBORDINATORS:
        if not (word == "if" and lower_at(tokens, position - 1) == "as") and word not in {"yet", "so", "nor"}:
            walk.replace()
    elif word in MAYBE_SUBORDINATORS:
        if position and _has_own_verb(tokens, position + 1):
            walk.replace()
    elif word == "and" and walk.finite:
        if lower_at(tokens, position + 1) in FINITE or _has_own_verb(tokens, position + 1):
            walk.replace()
    elif word == "that" and _opens_clause(tokens, position):
        walk.push("that")


def _opens_clause(tokens: Sequence[Token], position: int) -> bool:
    """Whether "that" opens what somebody says, or tells more of a thing; not after "no evidence"."""
    before = lower_at(tokens, position - 1)
    if before in SIGNS or before in PREPOSITIONS or not before:
        return False
    return before in VERBS or before in RUMOURS or before not in AUXILIARIES


def _resumes(tokens: Sequence[Token], position: int) -> bool:
    while lower_at(tokens, position) in ADVERBS:
        position += 1
    word, after = lower_at(tokens, position), lower_at(tokens, position + 1)
    counted = after in DETERMINERS or after[:1].isdigit()
    return word in FINITE or (word in VERBS and not _is_gerund(word)) or (word.endswith(("s", "ed")) and counted)


def _has_own_verb(tokens: Sequence[Token], position: int) -> bool:
    """Whether a subject and its finite verb follow before the next mark."""
    for ahead in range(position, min(position + LOOK_AHEAD, len(tokens))):
        word = tokens[ahead].lower
        if word in FINITE:
            return ahead > position + (tokens[position].lower in {"and", "or", "but"})
        if tokens[ahead].text in {",", ";", ":", "(", ")", '"', "."} or word in RELATIVES or word in {"that", "to"}:
            return False
    return False


def _is_gerund(word: str) -> bool:
    return (
        word.endswith("ing")
        and len(word) > 4
        and word not in LISTED
        and word not in {"nothing", "something", "evening"}
    )


def _is_participle(tokens: Sequence[Token], position: int) -> bool:
    word = lower_at(tokens, position)
    return word.endswith("ed") and lower_at(tokens, position + 1) in PREPOSITIONS


def is_dash(tokens: Sequence[Token], position: int) -> bool:
    """Whether a token is a dash between words, not the hyphen within one."""
    token = tokens[position]
    if token.text not in {"-", "--", "---"} or not position or position + 1 == len(tokens):
        return False
    return tokens[position - 1].end < token.start and token.end < tokens[position + 1].start


def lower_at(tokens: Sequence[Token], position: int) -> str:
    """The token there in lower case; nothing outside the sentence."""
    return tokens[position].lower if 0 <= position < len(tokens) else ""


def is_name_like(token: Token) -> bool:
    """Whether a token begins with a capital and is no word that only opens a sentence."""
    return token.text[:1].isupper() and token.lower not in DETERMINERS and token.lower not in PREPOSITIONS
