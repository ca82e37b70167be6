"""Which words stand between a number and its thing: "six recently deployed T-72 tanks"."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.claims.grammar.grammar_words import AUXILIARIES, BREAKS, DETERMINERS, NUMBER_WORDS, QUANTITY_TAILS, UNITS
from hardstand.claims.grammar.predicates import is_verb
from hardstand.claims.grammar.terms import type_of
from hardstand.claims.sentences import Token
from hardstand.claims.times import calendar_words
from hardstand.claims.word_sets import word_set

VERBS_FOLLOW = word_set("that which who they it he she we to")
"""A form in -ed behind one of these is a verb of its own."""
DAYS = word_set("morning evening night afternoon noon dawn dusk midnight") | {
    name.lower() for name in calendar_words.WEEKDAYS
}
"""No part of a phrase that names a thing."""
MONTHS = frozenset(name[:3].lower() for name in calendar_words.MONTHS)
"""Beginnings of their names: "on September 15 tanks ..."."""


def describes(tokens: Sequence[Token], position: int) -> bool:
    """Whether a token can stand between a number and its thing."""
    token = tokens[position]
    word = token.lower
    following = tokens[position + 1].lower
    if word in QUANTITY_TAILS:
        return False
    if token.text == "US" or (word[0].isdigit() and type_of(token.text) is not None):
        return True
    if word[0].isdigit() or word in NUMBER_WORDS:
        return following == "-" or following in UNITS or numbers_a_type(tokens, position)
    if word in {"-", "'s", "'"}:
        return word == "-" or position > 0
    if _after_hyphen(tokens, position) or _between_participles(tokens, position):
        return True
    open_to_it = word not in BREAKS | DAYS and word[0].isalpha()
    return open_to_it and (not is_verb(word) or following == "-" or _participle(tokens, position))


def numbers_a_type(tokens: Sequence[Token], position: int) -> bool:
    """Whether figures are part of a name: "Boeing 747 cargo jet", "Project 22350 frigate"."""
    if position < 2 or not tokens[position].lower[0].isdigit():
        return False
    before = tokens[position - 1]
    return before.text[0].isupper() and before.lower not in BREAKS and before.lower[:3] not in MONTHS


def _between_participles(tokens: Sequence[Token], position: int) -> bool:
    """Whether it joins two that describe: "damaged or destroyed aircraft"."""
    joins = tokens[position].lower in {"or", "and"} and position > 0
    return joins and all(tokens[other].lower.endswith(("ed", "burnt", "en")) for other in (position - 1, position + 1))


def _after_hyphen(tokens: Sequence[Token], position: int) -> bool:
    """Whether a word hangs on the one before: the "out" of "burnt-out"."""
    return position > 1 and tokens[position - 1].text == "-" and tokens[position - 1].end == tokens[position].start


def _participle(tokens: Sequence[Token], position: int) -> bool:
    """Whether a verb's form describes what follows ("recently deployed helicopters") and is no verb of a clause."""
    word = tokens[position].lower
    if not word.endswith(("ed", "en", "ing", "built", "dug", "burnt", "laid")):
        return False
    if position == 0:
        return True
    before = tokens[position - 1].lower
    if word.endswith("ing") and before not in DETERMINERS | NUMBER_WORDS | {"of"}:
        return False
    if before.endswith("ly") and position > 1:
        before = tokens[position - 2].lower
    if before == "-" or before[0].isdigit():
        return not numbers_a_type(tokens, position - 1)
    if word.endswith("ed") and before.endswith(("ary", "ous", "ive", "able", "ial")):
        return True
    return before in BREAKS - AUXILIARIES - VERBS_FOLLOW
