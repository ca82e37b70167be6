"""From the phrases of a sentence and what governs them to statements: kind, thing and number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hardstand.claims.entries import UNSAID, ClaimKind, Quantity
from hardstand.claims.governing import BE, HAVE, PLACING, Governed, find_predicates, govern, lists_of
from hardstand.claims.mentions import Mention
from hardstand.claims.predicates import NOUNS, Predicate, is_verb
from hardstand.claims.sentences import Sentence, Token
from hardstand.claims.sources_lexicon import VERBS, VerbClass
from hardstand.claims.things import STRUCTURES, Thing
from hardstand.claims.word_sets import word_set

FIXED = STRUCTURES - {Thing.RADAR}
"""They neither come nor leave."""
CARRIERS_OF_OTHERS = frozenset({Thing.TRUCK, Thing.SHIP, Thing.CONTAINER, Thing.TENT})
"""Things that others stand on or in: "loaded on trucks"."""
BUILT_WORDS = word_set(
    """
    built constructed erected paved extended expanded new repaved resurfaced widened lengthened renovated
    refurbished rebuilt dug unfinished half-built half-finished enlarged completed excavated
    """
)
"""Before a structure they make a claim of building."""
CAME_WORDS = word_set("deployed arrived delivered imported arriving landed transferred")
RUINED = word_set(
    """
    destroyed burned burnt damaged razed torched flattened gutted collapsed levelled leveled ruined charred bombed
    burning wrecked shelled
    """
)
"""Of houses they make damage to a settlement."""
HOMES = word_set(
    """
    camp camps house houses home homes building buildings structure structures village villages dwelling dwellings hut huts
    school schools hospital hospitals church churches mosque mosques block blocks apartment apartments compound
    compounds
    """
)
GENERIC_WORKS = word_set("construction works groundwork work activity")
MODES = frozenset({ClaimKind.COUNT, ClaimKind.PRESENCE})


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
        verb: number of the token that governs it, or None.
        definite: whether it points back ("the equipment").
        plural: whether more than one is meant.
    """

    first: int
    end: int
    kind: ClaimKind
    thing: Thing
    quantity: Quantity
    counted: bool = False
    negated: bool = False
    strong: bool = True
    verb: int | None = None
    definite: bool = False
    plural: bool = False


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
        and not _destination(told, group)
        and not _placing(group[0], tokens)
        and _direct(told, group, tokens)
    }
    for group, told in groups:
        acts = told is not None and told.behind and told.predicate.first in objects
        for mention in group:
            if acts and not mention.counted:
                continue
            statement = _statement(mention, group, told, tokens)
            if statement is not None:
                statements += [statement, *_also(statement, told, predicates, tokens)]
    statements += _works(tokens, predicates, statements, mentions)
    return tuple(sorted(statements, key=lambda each: (each.first, each.end)))


_BEFORE_VERBS = word_set("can could will would may might must shall to not cannot n't")


def _also(
    statement: Statement, told: Governed | None, predicates: Sequence[Predicate], tokens: Sequence[Token]
) -> list[Statement]:
    """What a second verb says of the same thing: "arrived on 4 May and left on 9 May"."""
    if told is None or not told.behind:
        return []
    for predicate in predicates:
        before = [token.lower for token in tokens[max(0, predicate.first - 3) : predicate.first]]
        joined = predicate.first > told.predicate.end and "and" in before and not set(before) & {",", "the", "a"}
        moves = predicate.kind in {ClaimKind.ARRIVAL, ClaimKind.DEPARTURE} and predicate.kind is not statement.kind
        if joined and moves and before[-1] in {"and", "then", "later", "had", "have", "has", "were", "subsequently"}:
            return [replace(statement, kind=predicate.kind, verb=predicate.first)]
    return []


def _is_verb_here(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether "building", "parking" and "grading" after a form of "be" or "begin" are no things."""
    word = tokens[mention.end - 1].lower
    alone = mention.first == mention.head == mention.end - 1 and not mention.plural
    if alone and mention.head and tokens[mention.head - 1].lower in _BEFORE_VERBS:
        return True
    if (
        word not in {"building", "grading", "levelling", "earthmoving", "housing", "landing"}
        or mention.first != mention.head
    ):
        return False
    before = tokens[mention.head - 1].lower if mention.head else ""
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
    if _speaks(mention, tokens) or _says_where(mention, group, told, tokens) or _is_agent(mention, tokens):
        return None
    kind, thing = _kind_and_thing(mention, group, told, tokens)
    if kind in MODES and not counted(mention) and _shares(mention, group, CAME_WORDS):
        kind = ClaimKind.ARRIVAL
    if kind in MODES and thing in STRUCTURES and _shares(mention, group, BUILT_WORDS):
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
        verb=None if told is None else told.predicate.first,
        definite=mention.determiner in {"the", "these", "those", "this", "that", "its", "their"},
        plural=mention.plural,
    )


def _shares(mention: Mention, group: Sequence[Mention], words: frozenset[str]) -> bool:
    """Whether an adjective of the list's member before also describes this one: "recently deployed tanks and guns"."""
    number = group.index(mention)
    described = set(mention.modifiers)
    if described & words:
        return True
    plain = not described and mention.determiner is None and not counted(mention)
    return plain and number > 0 and _shares(group[number - 1], group, words)


def _destination(told: Governed, group: Sequence[Mention]) -> bool:
    """Whether the things are where others came to or from: "had left the base"."""
    return told.kind in {ClaimKind.ARRIVAL, ClaimKind.DEPARTURE} and all(each.thing in FIXED for each in group)


def _direct(told: Governed, group: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether the things are the object of an active verb that stands right before them."""
    before = tokens[told.predicate.first - 1].lower if told.predicate.first else ""
    between = {token.lower for token in tokens[told.predicate.end : group[0].first]}
    return before not in BE and not between & {",", "and", "but", "that"}


def _speaks(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether the people named only say something: "the brigade claimed"."""
    following = tokens[mention.end].lower if mention.end < len(tokens) else ""
    says = following in VERBS and VERBS[following][0] is not VerbClass.SHOW
    return mention.thing is Thing.PERSONNEL and says and not counted(mention)


def _owns(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether another thing is its own: "the base's second runway"."""
    following = tokens[mention.end].lower if mention.end < len(tokens) else ""
    return following in {"'s", "'"} and mention.thing in STRUCTURES


def _part_of(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether only a part of a building or a place near it is spoken of: "the roof of the building"."""
    if mention.thing not in STRUCTURES or mention.counted or mention.first < 2:
        return False
    noun = tokens[mention.first - 2].lower
    return noun not in NOUNS and noun not in OF_WHICH and not is_verb(noun)


OF_WHICH = word_set(
    """
    row rows series group cluster number destruction damage reconstruction construction widening paving resurfacing laying
    digging building rebuilding lengthening clearing levelling grading type kind pair sign signs evidence traces images image
    photos erection enlargement sort addition creation excavation
    """
)


def _placing(mention: Mention, tokens: Sequence[Token]) -> bool:
    return mention.first > 0 and tokens[mention.first - 1].lower in PLACING


RUIN_VERBS = word_set(
    """
    destroy destroys destroyed destroying damage damages damaged damaging burn burned burnt burning raze razed razing torch
    torched torching flatten flattened flattening gutted collapsed shelled bombed wrecked levelled leveled struck hit
    """
)
ADDING = word_set("added adding addition extension extensions works work repairs upgrades improvements")
SITED = word_set("located situated lies lie based sits sit")


def _says_where(mention: Mention, group: Sequence[Mention], told: Governed | None, tokens: Sequence[Token]) -> bool:
    """Whether the phrase only says where something else is: "near the runway", "on trucks"."""
    alike = mention.thing in STRUCTURES and group[0].thing in STRUCTURES
    lead = group[0] if alike and mention.determiner in {None, "the"} and not mention.counted else mention
    before = tokens[lead.first - 1].lower if lead.first else ""
    if told is not None and not told.behind and told.predicate.end == mention.first and before == "to":
        return False
    if _owns(mention, tokens) or (before == "of" and _part_of(mention, tokens)):
        return True
    if before in {"about", "regarding", "concerning", "like", "than", "as"}:
        return not counted(mention)
    if before not in PLACING:
        return False
    if mention.thing in STRUCTURES:
        return not _work_on(before, told)
    if counted(mention) and mention.thing not in CARRIERS_OF_OTHERS:
        return before in {"on", "in", "inside", "for", "into", "against"}
    return True


def _work_on(preposition: str, told: Governed | None) -> bool:
    """As in "Work on a new hangar", "added to the runway"."""
    word = "" if told is None or told.behind else told.predicate.word
    return (word == "work" and preposition == "on") or (word in ADDING and preposition == "to")


def _is_agent(mention: Mention, tokens: Sequence[Token]) -> bool:
    before = tokens[mention.first - 1].lower if mention.first else ""
    return before == "by" and not counted(mention)


def _kind_and_thing(
    mention: Mention, group: Sequence[Mention], told: Governed | None, tokens: Sequence[Token]
) -> tuple[ClaimKind | None, Thing]:
    described = set(mention.modifiers)
    homes = mention.thing is Thing.BUILDING and tokens[mention.end - 1].lower in HOMES
    if mention.determiner == "most" and not mention.plural:
        return None, mention.thing
    if mention.thing is Thing.SETTLEMENT_DAMAGE or (homes and _ruined(described, told)):
        return _standing(mention), Thing.SETTLEMENT_DAMAGE
    if mention.thing in STRUCTURES and described & BUILT_WORDS and (told is None or told.kind in MODES):
        return ClaimKind.CONSTRUCTION, mention.thing
    if described & CAME_WORDS and (told is None or told.kind in MODES):
        return ClaimKind.ARRIVAL, mention.thing
    if mention.thing in STRUCTURES and told is not None and told.behind and told.predicate.word in SITED:
        return None, mention.thing
    if mention.thing is Thing.CRATER and (told is None or told.kind is not ClaimKind.CONSTRUCTION):
        return _standing(mention), mention.thing
    if told is None:
        listed = any(counted(each) or each.negated for each in group)
        return (_standing(mention) if listed else None), mention.thing
    return _kind_told(mention, told, tokens), mention.thing


def _kind_told(mention: Mention, told: Governed, tokens: Sequence[Token]) -> ClaimKind | None:
    kind = told.kind
    if mention.thing is Thing.MILITARY_EQUIPMENT and tokens[mention.end - 1].lower in {"build-up", "buildup", "up"}:
        return ClaimKind.ARRIVAL
    if kind is ClaimKind.PRESENCE and mention.determiner == "the" and mention.thing in FIXED and not counted(mention):
        return None
    if kind is ClaimKind.PRESENCE:
        return ClaimKind.CAPABILITY if _could_hold(told, tokens) else _standing(mention)
    if kind in {ClaimKind.ARRIVAL, ClaimKind.DEPARTURE} and mention.thing in FIXED:
        return ClaimKind.CONSTRUCTION if told.predicate.word.startswith("appear") else None
    if kind is ClaimKind.CONSTRUCTION and mention.thing is Thing.PERSONNEL and told.behind:
        return None
    if kind is ClaimKind.CONSTRUCTION and mention.thing not in STRUCTURES | {Thing.OTHER, Thing.TENT, Thing.CRATER}:
        return _standing(mention)
    return kind


def _could_hold(told: Governed, tokens: Sequence[Token]) -> bool:
    """As in "Could house up to 24 fighters" says what the place can do."""
    before = tokens[told.predicate.first - 1].lower if told.predicate.first else ""
    return told.predicate.word in {"house", "host", "hold", "store", "shelter", "contain"} and before in {
        "can",
        "could",
        "to",
    }


def _ruined(described: set[str], told: Governed | None) -> bool:
    return bool(described & RUINED) or (told is not None and told.predicate.word in RUIN_VERBS)


def _standing(mention: Mention) -> ClaimKind:
    return ClaimKind.COUNT if counted(mention) else ClaimKind.PRESENCE


def counted(mention: Mention) -> bool:
    """Whether the text gives a number, though a vague one ("dozens"); "several" gives none."""
    return mention.counted


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
            Statement(first=first, end=predicate.end, kind=ClaimKind.CONSTRUCTION, thing=Thing.OTHER, quantity=quantity,
                      strong=False, verb=predicate.first, negated=first > 0 and tokens[first].lower == "no")
        )  # fmt: skip
    return found


_BEFORE_WORKS = word_set(
    """
    new and extensive major rapid ongoing continued large-scale significant further fresh the some considerable
    renewed large - scale no any recent additional intense heavy visible substantial building engineering earth
    """
)


def _stands_alone(
    predicate: Predicate, tokens: Sequence[Token], used: set[int | None], mentions: Sequence[Mention]
) -> bool:
    if (
        predicate.word not in {"construction", "works", "groundwork", "expansion", "extension"}
        or predicate.first in used
    ):
        return False
    after = tokens[predicate.end].lower if predicate.end < len(tokens) else "."
    before = tokens[predicate.first - 1].lower if predicate.first else ""
    if predicate.word in {"works", "extension"} and before not in _BEFORE_WORKS:
        return False
    behind = {mention.first for mention in mentions} | {mention.head for mention in mentions}
    if predicate.word == "construction" and before == "under":
        return False
    return predicate.end not in behind and (after not in {"site", "sites", "company", "materials", "workers", "crews"})


def with_number_of(statement: Statement, quantity: Quantity) -> Statement:
    """The same with another number."""
    return replace(statement, quantity=quantity)


__all__ = ["HAVE", "UNSAID", "Statement", "counted", "state", "with_number_of"]
