"""What happens at a place without a thing that does it: "heavy fighting raged", "explosions were heard"."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.claims.entries import UNSAID, Quantity
from hardstand.claims.grammar.grammar_words import ADVERBS
from hardstand.claims.grammar.quantities import NOTHING, quantity_before
from hardstand.claims.sentences import Token
from hardstand.claims.word_sets import word_set

EVENTS = word_set(
    """
    fighting clashes clash explosion explosions blast blasts shelling gunfire gunshots skirmish skirmishes
    bombardment airstrike airstrikes
    """
)
HAPPENING = word_set(
    """
    raged rages raging continued continues erupted erupts resumed intensified flared heard reported rocked shook
    ongoing subsided ceased spread broke
    """
)
"""Behind an event they say that it happened; "took place" is left to be told by its other verb."""
TELLING = word_set("heard reported reporting reports hearing observed recorded witnessed")
AHEAD = 5
"""Tokens behind an event in which its verb stands."""
BACK = 4
"""Tokens before it in which somebody heard of it."""
NO_HEADS = frozenset({"of", "-", "in", "between", "season"})
DESCRIBING = word_set("heavy fierce intense renewed sporadic large several loud undetermined small street house")


def events_of(tokens: Sequence[Token]) -> list[tuple[int, int, Quantity]]:
    """The events of a sentence: first token, the one after the last, and how many if a number is given.

    Args:
        tokens: of the sentence.
    """
    found = []
    for position, token in enumerate(tokens):
        if token.lower not in EVENTS or not _is_told(tokens, position):
            continue
        first = position
        while first > 0 and (tokens[first - 1].lower in DESCRIBING or tokens[first - 1].lower in ADVERBS):
            first -= 1
        counted = quantity_before(tokens, first)
        number = counted is not None and counted[0] is not NOTHING and counted[0].high is not None
        quantity, start = counted if counted is not None and number else (UNSAID, first)
        found.append((start, position + 1, quantity))
    return found


def _is_told(tokens: Sequence[Token], position: int) -> bool:
    """Whether it is said to have happened, and is no part of a longer noun ("blast wall")."""
    ahead = [token.lower for token in tokens[position + 1 : position + 1 + AHEAD]]
    before = [token.lower for token in tokens[max(0, position - BACK) : position]]
    named = bool(ahead) and ahead[0] in NO_HEADS and ahead[0] in {"-", "of", "season"}
    return not named and bool(HAPPENING & set(ahead) or TELLING & set(before))
