"""From the phrases of a sentence and what governs them to statements: kind, thing and number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hardstand.claims.entries import ClaimKind, Quantity
from hardstand.claims.grammar.adjuncts import is_adjunct
from hardstand.claims.grammar.events import events_of
from hardstand.claims.grammar.found_predicates import find_predicates
from hardstand.claims.grammar.governing import MOVEMENTS, Governed, govern, kind_of, lists_of
from hardstand.claims.grammar.grammar_words import ADVERBS, BE, HAVE, PLACING
from hardstand.claims.grammar.kinds import BUILT_WORDS, CAME_WORDS, FIXED, GIVING_UP, MODES, is_ruined, kind_and_thing
from hardstand.claims.grammar.mention import Mention
from hardstand.claims.grammar.predicates import Predicate
from hardstand.claims.grammar.unlisted import unlisted_works
from hardstand.claims.sentences import Sentence, Token
from hardstand.claims.things import STANDING, Thing
from hardstand.claims.word_sets import word_set


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One thing that a sentence says, before it is known who says it.

    Attributes:
        first: number of its first token.
        end: number of the token after it.
        kind: what is said.
        thing: of what.
        quantity: how many.
        counted: whether the text gives a number.
        negated: whether its own number denies it ("no tanks").
        strong: whether its words can hardly mean anything else.
        designation: whether a type is named ("T-72").
        verb_kind: kind of claim that this token makes, or None.
        verb: number of the token that governs it, or None.
        noun: number of the token where its own noun begins, if that stands before the number ("of the tents, six").
        definite: whether it points back ("the equipment").
        plural: whether more than one is meant.
        ruined: whether it was destroyed or damaged.
    """

    first: int
    end: int
    kind: ClaimKind
    thing: Thing
    quantity: Quantity
    counted: bool = False
    negated: bool = False
    strong: bool = True
    designation: bool = False
    verb_kind: ClaimKind | None = None
    verb: int | None = None
    noun: int | None = None
    definite: bool = False
    plural: bool = False
    ruined: bool = False


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
    statements += _works(tokens, predicates, statements, mentions)
    used = {statement.verb for statement in statements if statement.verb is not None}
    statements += [
        _built(mention, predicate) for mention, predicate in unlisted_works(tokens, predicates, mentions, used)
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


def _built(mention: Mention, predicate: Predicate) -> Statement:
    return Statement(
        first=mention.first,
        end=mention.end,
        kind=ClaimKind.CONSTRUCTION,
        thing=mention.thing,
        quantity=mention.quantity,
        counted=mention.counted,
        strong=False,
        verb_kind=ClaimKind.CONSTRUCTION,
        verb=predicate.first,
        plural=mention.plural,
    )


def _works(
    tokens: Sequence[Token],
    predicates: Sequence[Predicate],
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
) -> list[Statement]:
    """Construction of which nothing more is said: "new and extensive construction"."""
    used = {statement.verb for statement in statements if statement.kind is ClaimKind.CONSTRUCTION}
    found = []
    for predicate in predicates:
        if not _stands_alone(predicate, tokens, used, mentions):
            continue
        first = predicate.first
        while first > 0 and tokens[first - 1].lower in _BEFORE_WORKS:
            first -= 1
        quantity = Quantity(low=1, approximate=True)
        found.append(
            Statement(first=first, end=predicate.end, kind=ClaimKind.CONSTRUCTION, thing=_made(predicate),
                      quantity=quantity, strong=False, verb=predicate.first,
                      negated=first > 0 and tokens[first].lower == "no")
        )  # fmt: skip
    return found


FIRMS = word_set(
    """
    site sites company companies materials material workers worker crews division firm firms sector industry group giant
    business boom costs cost output orders jobs permits equipment magnate boss executive spending prices loans giants
    """
)
"""Behind "construction" they make it a trade."""
WORK_NOUNS = word_set("construction works groundwork expansion extension dredging") | {
    "reclaimed land",
    "reclaiming land",
    "land reclamation",
}
_BEFORE_WORKS = word_set(
    """
    new and extensive major rapid ongoing continued large-scale significant further fresh the some
    considerable renewed large - scale no any recent additional intense heavy visible substantial building
    engineering earth
    """
)


def _made(predicate: Predicate) -> Thing:
    return Thing.EARTHWORKS if "land" in predicate.word else Thing.OTHER


def _stands_alone(
    predicate: Predicate, tokens: Sequence[Token], used: set[int | None], mentions: Sequence[Mention]
) -> bool:
    if predicate.word not in WORK_NOUNS or predicate.first in used:
        return False
    after = tokens[predicate.end].lower if predicate.end < len(tokens) else "."
    before = tokens[predicate.first - 1].lower if predicate.first else ""
    if predicate.word in {"works", "extension"} and before not in _BEFORE_WORKS:
        return False
    behind = {mention.first for mention in mentions} | {mention.head for mention in mentions}
    if predicate.word == "construction" and before == "under":
        return False
    return predicate.end not in behind and (after not in FIRMS)
