"""Phrases that name a thing and claim nothing of it: where something else is, whose it is, who says it."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.claims.entries import ClaimKind
from hardstand.claims.grammar.governing import MOVEMENTS, Governed
from hardstand.claims.grammar.grammar_words import BE, PLACING, UNITS
from hardstand.claims.grammar.kinds import RUIN_VERBS
from hardstand.claims.grammar.mention import Mention
from hardstand.claims.grammar.predicates import NOUNS, is_verb
from hardstand.claims.sentences import Token
from hardstand.claims.sources.lexicon import VERBS, VerbClass
from hardstand.claims.things import STANDING, Thing
from hardstand.claims.word_sets import word_set

CARRIERS_OF_OTHERS = frozenset({Thing.TRUCK, Thing.SHIP, Thing.CONTAINER, Thing.TENT})
"""Things that others stand on or in: "loaded on trucks"."""
OF_WHICH = word_set(
    """
    most some half all none many several few majority rest
    talk reports claims rumours rumors allegations existence presence row rows series group cluster number destruction
    damage reconstruction construction widening paving resurfacing laying digging building rebuilding lengthening
    clearing levelling grading type kind pair sign signs evidence traces parts part section sections stretch stretches
    images image photos erection enlargement sort addition creation excavation
    """
)
CARE = word_set(
    """
    safety security death deaths loss command lives protection morale families eyes supervision handling use details
    nature
    """
)
"""Of people, not the people themselves."""
ARMED = word_set("mounted armed fitted equipped topped surrounded ringed")
"""With "with", they describe what stands before."""
PARTS = word_set("any none most some all many hundreds thousands dozens scores half few")
"""Before "of" they count: "any of its soldiers"."""
MACHINES = word_set("bulldozer bulldozers excavator excavators digger diggers")
MOSTLY = word_set("mostly mainly chiefly")
SHORT = 3
"""Tokens of a phrase such as "its observers"."""
ADDING = word_set("added adding addition extension extensions works work repairs upgrades improvements")


COMPARING = word_set("about regarding concerning like than as")
"""Behind one of these something is only spoken of or compared."""


def is_adjunct(mention: Mention, group: Sequence[Mention], told: Governed | None, tokens: Sequence[Token]) -> bool:
    """Whether the phrase claims nothing of its thing.

    Args:
        mention: the phrase.
        group: the list that it stands in.
        told: what is said of the list, or None.
        tokens: of the sentence.
    """
    if mention.noun is not None:
        return False
    return (
        _clears(mention, told, tokens)
        or _renames(mention, tokens)
        or _speaks(mention, told, tokens)
        or _says_where(mention, group, told, tokens)
        or _is_agent(mention, tokens)
    )


def _renames(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether it only says what the place before it is: "Nagurskoye, the country's northernmost airfield,"."""
    if mention.counted or mention.thing is not Thing.BUILDING or not mention.first > 1 or mention.end >= len(tokens):
        return False
    comma, before, after = tokens[mention.first - 1], tokens[mention.first - 2], tokens[mention.end]
    if comma.text == "the" and mention.first > 2:
        comma, before = before, tokens[mention.first - 3]
    told = after.text == "," or mention.determiner in {"a", "an"}
    return (
        comma.text == ","
        and before.text[0].isupper()
        and told
        and "and" not in {each.lower for each in tokens[mention.end : mention.end + 2]}
    )


def _clears(mention: Mention, told: Governed | None, tokens: Sequence[Token]) -> bool:
    """Whether it is a machine that flattens or digs: "Bulldozers have flattened a hilltop"."""
    machine = tokens[mention.end - 1].lower in MACHINES and not mention.counted
    return machine and told is not None and told.behind and told.kind is ClaimKind.OTHER


def _speaks(mention: Mention, told: Governed | None, tokens: Sequence[Token]) -> bool:
    """Whether the people named only say something: "the brigade claimed"."""
    if mention.thing is Thing.PERSONNEL and told is not None and told.behind and not mention.counted:
        verb = told.predicate
        active = verb.first > 0 and tokens[verb.first - 1].lower not in BE
        if active and verb.word in VERBS and VERBS[verb.word][0] is VerbClass.SAY:
            return True
    following = tokens[mention.end].lower if mention.end < len(tokens) else ""
    says = following in VERBS and VERBS[following][0] is not VerbClass.SHOW
    return mention.thing is Thing.PERSONNEL and says and not mention.counted


def _owns(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether another thing is its own: "the base's second runway"."""
    following = tokens[mention.end].lower if mention.end < len(tokens) else ""
    return following in {"'s", "'"} and mention.thing in STANDING | {Thing.PERSONNEL}


def _part_of(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether only a part of a building or a place near it is spoken of: "the roof of the building"."""
    whole = mention.plural and mention.determiner is None
    if mention.thing not in STANDING or mention.counted or mention.first < 2 or whole:
        return False
    noun = tokens[mention.first - 2].lower
    measured = noun in UNITS and mention.determiner is None
    return noun not in NOUNS and noun not in OF_WHICH and not is_verb(noun) and not measured


def _says_where(mention: Mention, group: Sequence[Mention], told: Governed | None, tokens: Sequence[Token]) -> bool:
    """Whether the phrase only says where something else is: "near the runway", "on trucks"."""
    alike = mention.thing in STANDING and group[0].thing in STANDING
    lead = group[0] if alike and mention.determiner in {None, "the"} and not mention.counted else mention
    before = tokens[lead.first - 1].lower if lead.first else ""
    particle = before == "to" or (before in PLACING and mention.thing not in STANDING)
    if told is not None and not told.behind and told.predicate.end == mention.first and particle:
        return False
    if before == "of" and _of_whom(mention, lead, tokens):
        return True
    if _owns(mention, tokens) or _compares(mention, lead, tokens):
        return True
    return _carried(mention, lead, tokens) or (before in PLACING and _placed(mention, told, before))


def _of_whom(mention: Mention, lead: Mention, tokens: Sequence[Token]) -> bool:
    """Whether "of" makes it a part, a kind or whom something else is of: "the safety of U.S. troops"."""
    if lead.first > 1 and tokens[lead.first - 2].lower in PARTS:
        return False
    members = mention.thing is Thing.PERSONNEL and mention.determiner in {"the", "its", "their"}
    if members and mention.end - mention.first <= SHORT:
        return True
    cared = mention.thing in {Thing.PERSONNEL, Thing.WEAPONS} and lead.first > 1
    if (cared and tokens[lead.first - 2].lower in CARE) or mention.modifiers[:1] == ("type",):
        return True
    return _part_of(mention, tokens)


def _compares(mention: Mention, lead: Mention, tokens: Sequence[Token]) -> bool:
    """Whether it is only compared with or says what others mostly are; "what looks like a radar" is one."""
    before = tokens[lead.first - 1].lower if lead.first else ""
    likens = before == "like" and lead.first > 1 and tokens[lead.first - 2].lower in {"looks", "look", "looked"}
    mostly = bool(MOSTLY & {before, *mention.modifiers[:1]})
    return mostly or (before in COMPARING and not mention.counted and not likens)


def _carried(mention: Mention, lead: Mention, tokens: Sequence[Token]) -> bool:
    """Whether "with" makes it what something else is armed with."""
    if not lead.first or tokens[lead.first - 1].lower != "with":
        return False
    armed = mention.thing is Thing.WEAPONS and not mention.counted
    return armed or (lead.first > 1 and tokens[lead.first - 2].lower in ARMED)


def _placed(mention: Mention, told: Governed | None, before: str) -> bool:
    """Whether a phrase behind a preposition of place is a place."""
    if _work_on(before, told):
        return False
    if mention.thing in STANDING:
        ruined = mention.counted and told is not None and not told.behind and told.predicate.word in RUIN_VERBS
        return not ruined
    if before in {"beside", "alongside"} and mention.determiner in {"a", "an"}:
        return False
    travels = told is not None and told.kind in MOVEMENTS and mention.thing.within(Thing.VEHICLE)
    if before == "in" and mention.counted and travels:
        return False
    if mention.counted and mention.thing not in CARRIERS_OF_OTHERS:
        return before in {"on", "in", "inside", "for", "into", "against"}
    return True


def _work_on(preposition: str, told: Governed | None) -> bool:
    """As in "Work on a new hangar", "added to the runway"."""
    word = "" if told is None or told.behind else told.predicate.word
    founded = preposition == "for" and (word == "foundations" or word.endswith(" for"))
    return founded or (word == "work" and preposition == "on") or (word in ADDING and preposition == "to")


def _is_agent(mention: Mention, tokens: Sequence[Token]) -> bool:
    before = tokens[mention.first - 1].lower if mention.first else ""
    if before.endswith("ing") and mention.first > 1:
        before = tokens[mention.first - 2].lower
    return before == "by" and not mention.counted
