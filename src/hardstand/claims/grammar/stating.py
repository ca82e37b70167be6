"""From the phrases of a sentence and what governs them to statements: kind, thing and number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hardstand.claims.entries import ClaimKind
from hardstand.claims.grammar.adjuncts import is_adjunct
from hardstand.claims.grammar.events import events_of
from hardstand.claims.grammar.found_predicates import find_predicates
from hardstand.claims.grammar.governing import MOVEMENTS, Governed, govern, kind_of, lists_of
from hardstand.claims.grammar.grammar_words import ADVERBS, BE, HAVE, PLACING
from hardstand.claims.grammar.kinds import BUILT_WORDS, CAME_WORDS, FIXED, GIVING_UP, MODES, is_ruined, kind_and_thing
from hardstand.claims.grammar.mention import Mention
from hardstand.claims.grammar.predicates import Predicate
from hardstand.claims.grammar.statement import Statement
from hardstand.claims.grammar.unlisted import unlisted_works
from hardstand.claims.grammar.works import built, works_of
from hardstand.claims.sentences import Sentence, Token
from hardstand.claims.things import STANDING, Thing
from hardstand.claims.word_sets import word_set


def state(sentence: Sentence, named: Sequence[Mention]) -> tuple[Statement, ...]:
    """What a sentence says of things, in order.

    Args:
        sentence: one.
        named: the phrases in it that name things.
    """
    tokens = sentence.tokens
    mentions = [each for each in named if not _is_verb_here(each, tokens)]
    predicates = find_predicates(tokens, mentions)
    statements = []
    groups = [(group, govern(group, tokens, predicates)) for group in lists_of(mentions, tokens)]
    objects = {
        told.predicate.first
        for group, told in groups
        if told is not None
        and not told.behind
        and told.predicate.word not in COVERING
        and not _destination(told, group)
        and not _placing(group[0], tokens)
        and _direct(told, group, tokens)
    }
    teachers = {told.predicate.first for _, told in groups if told is not None and told.behind}
    for group, told in groups:
        if _taught(told, teachers):
            continue
        acts = told is not None and told.behind and told.predicate.first in objects
        for mention in group:
            if acts and not mention.counted and not _teaches(told) and not _gives_up(told):
                continue
            statement = _statement(mention, group, told, tokens)
            if statement is not None:
                statements += [statement, *_also(statement, told, predicates, tokens)]
    statements += works_of(tokens, predicates, statements, mentions)
    used = {statement.verb for statement in statements if statement.verb is not None}
    statements += [
        built(mention, predicate) for mention, predicate in unlisted_works(tokens, predicates, mentions, used)
    ]
    statements += [
        Statement(first=first, end=end, kind=ClaimKind.OTHER, thing=Thing.OTHER, quantity=quantity, strong=False)
        for first, end, quantity in events_of(tokens)
    ]
    return tuple(sorted(statements, key=lambda each: (each.first, each.end)))


def _teaches(told: Governed | None) -> bool:
    return told is not None and told.predicate.word in TEACHING


def _gives_up(told: Governed | None) -> bool:
    return told is not None and told.predicate.word in GIVING_UP


def _taught(told: Governed | None, teachers: set[int]) -> bool:
    """Whether they are only those whom others train."""
    return told is not None and _teaches(told) and not told.behind and told.predicate.first in teachers


TEACHING = word_set("train trains trained training drill drilling instruct instructing teach teaching")
"""Of instructors that train soldiers the instructors are told of."""
COVERING = word_set(
    """
    guard guards guarding flank flanks flanking cover covers covered line lines lined lining occupy occupied surround
    surrounded pockmark pockmarked fill filled block blocks blocked spend spent
    """
)
"""Their object is only where their subject is: "containers covered the runway"."""
_BEFORE_VERBS = word_set("can could will would may might must shall to not cannot n't")


def _also(
    statement: Statement, told: Governed | None, predicates: Sequence[Predicate], tokens: Sequence[Token]
) -> list[Statement]:
    """What a second verb says of the same thing: "arrived on 4 May and left on 9 May"."""
    if told is None or not told.behind:
        return []
    main = _main_verb(statement, told, predicates, tokens)
    if main is not None and kind_of(main, tokens) is not statement.kind:
        return [replace(statement, kind=kind_of(main, tokens), verb=main.first, verb_kind=main.kind)]
    for predicate in predicates:
        before = [token.lower for token in tokens[max(0, predicate.first - 3) : predicate.first]]
        joined = predicate.first > told.predicate.end and "and" in before and not set(before) & {",", "the", "a"}
        moves = predicate.kind in MOVEMENTS | {ClaimKind.OTHER} and predicate.kind is not statement.kind
        if joined and moves and before[-1] in {"and", "then", "later", "had", "have", "has", "were", "subsequently"}:
            return [replace(statement, kind=predicate.kind, verb=predicate.first)]
    return []


def _main_verb(
    statement: Statement, told: Governed, predicates: Sequence[Predicate], tokens: Sequence[Token]
) -> Predicate | None:
    """The verb of the clause behind a relative one: "tents that stood there in June have been taken down"."""
    who = tokens[statement.end].lower if statement.end < len(tokens) else ""
    if who not in {"that", "which", "who"} or told.predicate.first - statement.end > RELATIVE_REACH:
        return None
    for predicate in predicates:
        if predicate.first <= told.predicate.end:
            continue
        between = [token.lower for token in tokens[told.predicate.end : predicate.first]]
        helped = bool(between) and between[-1] in BE | HAVE | {"since", "now", "apparently", "reportedly", "to"}
        apart = {"and", "but", ",", ";", "when", "that", "which", "who", "before", "after", "as"} & set(between)
        return predicate if helped and not apart else None
    return None


RELATIVE_REACH = 5
"""Tokens between "that" and its verb."""


def _is_verb_here(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether "building", "parking" and "grading" after a form of "be" or "begin" are no things."""
    word = tokens[mention.end - 1].lower
    alone = mention.first == mention.head == mention.end - 1 and not mention.plural
    if alone and mention.head:
        helper = mention.head - 1 - (tokens[mention.head - 1].lower in ADVERBS)
        if helper >= 0 and tokens[helper].lower in _BEFORE_VERBS:
            return True
    if (
        word not in {"building", "grading", "levelling", "earthmoving", "housing", "landing"}
        or mention.first != mention.head
    ):
        return False
    before = tokens[mention.head - 1].lower if mention.head else ""
    after = tokens[mention.end].lower if mention.end < len(tokens) else ""
    if word == "housing" and after == "for":
        return False
    return before in BE or before in {
        "began",
        "begun",
        "started",
        "starts",
        "of",
        "by",
        "and",
        "not",
        "also",
        "now",
        "still",
        "reportedly",
    }


def _statement(
    mention: Mention, group: Sequence[Mention], told: Governed | None, tokens: Sequence[Token]
) -> Statement | None:
    if is_adjunct(mention, group, told, tokens) or _likens(mention, tokens):
        return None
    kind, thing = kind_and_thing(mention, group, told, tokens)
    if kind in MODES and not mention.counted and _shares(mention, group, CAME_WORDS):
        kind = ClaimKind.ARRIVAL
    if kind in MODES and thing in STANDING and _shares(mention, group, BUILT_WORDS):
        kind = ClaimKind.CONSTRUCTION
    if kind is None:
        return None
    return Statement(
        first=mention.first,
        end=mention.end,
        kind=kind,
        thing=thing,
        quantity=mention.quantity,
        counted=mention.counted,
        negated=mention.negated,
        strong=mention.strong,
        designation=mention.designation,
        verb_kind=None if told is None else told.kind,
        verb=None if told is None else told.predicate.first,
        noun=mention.noun,
        definite=mention.determiner in {"the", "these", "those", "this", "that", "its", "their"},
        plural=mention.plural,
        ruined=thing is Thing.SETTLEMENT_DAMAGE or is_ruined(mention, told, tokens),
    )


def _likens(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether the word is a figure of speech: "a missile of a free kick", "an army of volunteers"."""
    following = [token.lower for token in tokens[mention.end : mention.end + 2]]
    crowd = tokens[mention.end - 1].lower in {"army", "armies"} and following[:1] == ["of"]
    if crowd and mention.end + 1 < len(tokens) and tokens[mention.end + 1].text.islower():
        return True
    return following in (["of", "a"], ["of", "an"]) and mention.determiner == "a" and mention.thing is Thing.WEAPONS


def _shares(mention: Mention, group: Sequence[Mention], words: frozenset[str]) -> bool:
    """Whether an adjective of the list's member before also describes this one: "recently deployed tanks and guns"."""
    number = group.index(mention)
    described = set(mention.modifiers)
    if described & words:
        return True
    plain = not described and mention.determiner is None and not mention.counted
    return plain and number > 0 and _shares(group[number - 1], group, words)


def _destination(told: Governed, group: Sequence[Mention]) -> bool:
    """Whether the things are where others came to or from: "had left the base"."""
    return told.kind in {ClaimKind.ARRIVAL, ClaimKind.DEPARTURE} and all(each.thing in FIXED for each in group)


def _direct(told: Governed, group: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether the things are the object of an active verb that stands right before them."""
    before = tokens[told.predicate.first - 1].lower if told.predicate.first else ""
    between = {token.lower for token in tokens[told.predicate.end : group[0].first]}
    return before not in BE and not between & ({",", "and", "but", "that"} | PLACING)


def _placing(mention: Mention, tokens: Sequence[Token]) -> bool:
    return mention.first > 0 and tokens[mention.first - 1].lower in PLACING
