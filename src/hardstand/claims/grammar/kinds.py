"""What kind of claim a phrase and what governs it make, and of which thing."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.claims.entries import ClaimKind
from hardstand.claims.grammar.governing import MOVEMENTS, Governed
from hardstand.claims.grammar.grammar_words import AUXILIARIES, BE
from hardstand.claims.grammar.mention import Mention
from hardstand.claims.grammar.predicates import is_verb
from hardstand.claims.sentences import Token
from hardstand.claims.things import STANDING, Thing
from hardstand.claims.word_sets import word_set

FIXED = STANDING - {Thing.RADAR, Thing.FUEL_STORAGE}
"""They neither come nor leave."""
BUILT_WORDS = word_set(
    """
    built constructed erected paved extended expanded new repaved resurfaced widened lengthened renovated refurbished
    rebuilt dug unfinished half-built half-finished enlarged completed excavated poured laid surfaced resurfaced
    graded carved erected upgraded newly freshly
    """
)
"""Before a structure they make a claim of building."""
CAME_WORDS = word_set("deployed arrived delivered imported arriving landed transferred")
RUINED = word_set(
    """
    destroyed burned burnt damaged razed torched flattened gutted collapsed levelled leveled ruined charred
    bombed burning wrecked shelled
    """
)
"""Of houses they make damage to a settlement."""
SPOILT = RUINED - {"wrecked", "levelled", "leveled", "burning"} | {
    "overturned",
    "sunken",
    "scorched",
    "punctured",
    "shattered",
    "blackened",
    "mangled",
    "holed",
}
LEFTOVERS = word_set("wreckage wreck wrecks remains remnants ruins hulks hulk carcasses carcass")
FLATTENED = word_set("levelled leveled bulldozed flattened razed")
FLAT = frozenset({Thing.BUILDING, Thing.SHELTER, Thing.HANGAR, Thing.BRIDGE})
HOMES = word_set(
    """
    camp camps house houses home homes building buildings structure structures village villages dwelling dwellings hut
    huts warehouse warehouses shop shops bank banks clinic clinics market markets hostel hostels temple temples
    monastery hotel hotels ward school schools hospital hospitals church churches mosque mosques block blocks
    apartment apartments compound compounds
    """
)
RUIN_VERBS = word_set(
    """
    destroy destroys destroyed destroying damage damages damaged damaging burn burned burnt burning raze razed
    razing torch torched torching flatten flattened flattening gutted collapsed shelled bombed wrecked
    levelled leveled struck hit sunk sank broken breached severed cratered ablaze torn scorched gutting guts obliterated
    annihilated pulverised pulverized shattered punctured charred blackened incinerated mangled shredded toppled buckled
    crippled smashed blasted holed ruptured pierced overturned capsized sinking hitting striking blasting bombed riddled
    singed crippling smashing wrecking
    """
) | {
    "burned down",
    "burnt down",
    "burned out",
    "burnt out",
    "burned to the ground",
    "burnt to the ground",
    "wiped out",
    "caved in",
    "in ruins",
    "left in ruins",
    "turned to rubble",
    "turned into rubble",
    "reduced to ruins",
    "struck by",
    "shot up",
    "blowing up",
    "knocking out",
    "shooting down",
    "taken out by",
    "put out of action",
    "blown up",
    "blew up",
    "knocked out",
    "brought down",
    "reduced to ash",
    "reduced to ashes",
    "reduced to rubble",
    "on fire",
    "caught fire",
    "set on fire",
    "set alight",
    "set ablaze",
    "gutted by fire",
    "set fire to",
    "cut in two",
    "swept away",
    "tore up",
    "torn up",
    "ripped up",
    "washed away",
    "went up in flames",
    "shot down",
}
GIVING_UP = word_set("abandoned abandons abandoning vacated vacates vacating quit quits quitting")
"""Who does so has left; of the place nothing is claimed."""
SITED = word_set("located situated lies lie based sits sit")
BUILDABLE = STANDING | {Thing.TENT, Thing.CRATER}
"""What can be built, set up or filled."""
PUT_UP = word_set("installed installing installs") | {"set up", "put up"}
"""What no builder makes came to be there by these."""
MODES = frozenset({ClaimKind.COUNT, ClaimKind.PRESENCE})


def kind_and_thing(
    mention: Mention, group: Sequence[Mention], told: Governed | None, tokens: Sequence[Token]
) -> tuple[ClaimKind | None, Thing]:
    """The kind of claim, None where nothing is claimed, and the thing.

    Args:
        mention: the phrase.
        group: the list that it stands in.
        told: what is said of the list, or None.
        tokens: of the sentence.
    """
    homes = mention.thing is Thing.BUILDING and tokens[mention.end - 1].lower in HOMES
    if mention.thing is Thing.SETTLEMENT_DAMAGE or (homes and _ruined(set(mention.modifiers), told)):
        return ClaimKind.OTHER, Thing.SETTLEMENT_DAMAGE
    if _claims_nothing(mention, told):
        return None, mention.thing
    if _spoilt(mention, told) or _remains(mention, tokens):
        return ClaimKind.OTHER, mention.thing
    kind = _kind_described(mention, told)
    if kind is None:
        kind = _kind_listed(mention, group, tokens) if told is None else _kind_told(mention, told, tokens)
    return kind, mention.thing


def _spoilt(mention: Mention, told: Governed | None) -> bool:
    """Whether it stands there destroyed ("three burnt-out bombers"), or what was built was flattened."""
    spoilt = bool(set(mention.modifiers) & SPOILT) and (told is None or told.kind in MODES)
    flattened = told is not None and told.predicate.word in FLATTENED and mention.thing in FLAT
    return spoilt or flattened


def _remains(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether only what is left of it stands there: "the charred remains of two bombers"."""
    of = mention.first > 1 and tokens[mention.first - 1].lower == "of"
    return of and tokens[mention.first - 2].lower in LEFTOVERS


def _claims_nothing(mention: Mention, told: Governed | None) -> bool:
    """Whether it is a superlative ("the most capable force"), or only said where the thing lies."""
    lies = told is not None and told.behind and told.predicate.word in SITED
    if "fewer" in mention.modifiers:
        return True
    return (mention.determiner == "most" and not mention.plural) or (lies and mention.thing in STANDING)


def _kind_described(mention: Mention, told: Governed | None) -> ClaimKind | None:
    """The kind that its adjectives make: "a new hangar", "recently deployed helicopters"."""
    described = set(mention.modifiers)
    open_to_it = told is None or told.kind in MODES
    if open_to_it and mention.thing in STANDING and described & BUILT_WORDS:
        return ClaimKind.CONSTRUCTION
    if open_to_it and described & CAME_WORDS:
        return ClaimKind.ARRIVAL
    filled = told is not None and told.kind is ClaimKind.CONSTRUCTION
    return _standing(mention) if mention.thing is Thing.CRATER and not filled else None


def _kind_listed(mention: Mention, group: Sequence[Mention], tokens: Sequence[Token]) -> ClaimKind | None:
    """The kind where no verb says anything: a list with numbers, as in a caption."""
    if mention.thing is Thing.MILITARY_EQUIPMENT and mention.strong and not mention.plural and mention.determiner:
        return ClaimKind.ARRIVAL
    told = any(each.counted or each.negated for each in group) or _is_caption(tokens)
    return _standing(mention) if told else None


def _is_caption(tokens: Sequence[Token]) -> bool:
    """Whether a sentence has no verb: "Trucks and tents south of Yelnya, 1 November 2021"."""
    named = any(token.text[0].isupper() for token in tokens[1:])
    # "May" with a capital is the month.
    return named and not any(token.text in AUXILIARIES or is_verb(token.lower) for token in tokens)


def _kind_told(mention: Mention, told: Governed, tokens: Sequence[Token]) -> ClaimKind | None:
    """The kind that a verb or noun makes of a thing."""
    if mention.thing is Thing.MILITARY_EQUIPMENT and tokens[mention.end - 1].lower in {"build-up", "buildup", "up"}:
        return ClaimKind.ARRIVAL
    if told.predicate.word in GIVING_UP and told.behind and mention.thing is Thing.PERSONNEL:
        return ClaimKind.DEPARTURE
    if told.predicate.word in GIVING_UP and not told.behind and mention.thing in FIXED:
        return None
    if told.kind is ClaimKind.PRESENCE:
        return _kind_present(mention, told, tokens)
    if told.kind is ClaimKind.CONSTRUCTION and mention.thing not in BUILDABLE:
        return _kind_put(mention, told, tokens)
    return _kind_fixed(mention, told) if mention.thing in FIXED else told.kind


def _kind_fixed(mention: Mention, told: Governed) -> ClaimKind | None:
    """Of what never moves nothing is claimed by coming and going, nor by being only where something happens."""
    if told.kind in MOVEMENTS:
        return ClaimKind.CONSTRUCTION if told.predicate.word.startswith("appear") else None
    idle = told.kind is ClaimKind.OTHER and told.predicate.word not in RUIN_VERBS
    return None if idle and mention.determiner == "the" and not mention.counted else told.kind


def _done_to(told: Governed, tokens: Sequence[Token]) -> bool:
    """Whether the verb is passive: it was done to them."""
    if told.predicate.word.endswith("ing"):
        return False
    return told.predicate.first > 0 and tokens[told.predicate.first - 1].lower in BE


def _kind_put(mention: Mention, told: Governed, tokens: Sequence[Token]) -> ClaimKind | None:
    """Of what no builder makes: the builders themselves claim nothing, what was set up has come."""
    if (
        mention.thing in {Thing.PERSONNEL, Thing.VEHICLE}
        and told.behind
        and not mention.counted
        and not _done_to(told, tokens)
    ):
        return None
    return ClaimKind.ARRIVAL if told.predicate.word in PUT_UP else _standing(mention)


def _kind_present(mention: Mention, told: Governed, tokens: Sequence[Token]) -> ClaimKind | None:
    """Of "the runway" nothing is claimed by being seen; "could house 24 fighters" says what a place can do."""
    following = {token.lower for token in tokens[told.predicate.end : told.predicate.end + 2]}
    whole = told.predicate.word == "intact" or "intact" in following
    if mention.determiner == "the" and mention.thing in FIXED and not mention.counted and not whole:
        return None
    return ClaimKind.CAPABILITY if _could_hold(told, tokens) else _standing(mention)


def _could_hold(told: Governed, tokens: Sequence[Token]) -> bool:
    """Whether the verb only says that there is room."""
    before = tokens[told.predicate.first - 1].lower if told.predicate.first else ""
    return told.predicate.word in {"house", "host", "hold", "store", "shelter", "contain"} and before in {
        "can",
        "could",
        "to",
    }


def is_ruined(mention: Mention, told: Governed | None, tokens: Sequence[Token]) -> bool:
    """Whether the words say that it was destroyed or damaged."""
    if _remains(mention, tokens):
        return True
    return bool(set(mention.modifiers) & SPOILT) or _ruined(set(mention.modifiers), told)


def _ruined(described: set[str], told: Governed | None) -> bool:
    return bool(described & RUINED) or (told is not None and told.predicate.word in RUIN_VERBS)


def _standing(mention: Mention) -> ClaimKind:
    return ClaimKind.COUNT if mention.counted else ClaimKind.PRESENCE
