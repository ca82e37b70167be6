"""What is built and has no word in the lists: "a new cooling-water channel has been finished"."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.claims.entries import ClaimKind, Quantity
from hardstand.claims.grammar.grammar_words import ADVERBS, AUXILIARIES, BE, BREAKS, HAVE, NUMBER_WORDS, UNITS
from hardstand.claims.grammar.mention import Mention
from hardstand.claims.grammar.predicates import NOUNS, Predicate, is_verb
from hardstand.claims.grammar.quantities import NOTHING, quantity_before
from hardstand.claims.sentences import Token
from hardstand.claims.things import Thing
from hardstand.claims.word_sets import word_set

BUILDING = word_set(
    """
    built building build builds constructed constructing erected erecting paved dug excavated extended widened
    lengthened enlarged completed finished installed raised rebuilt repaired renovated demolished dismantled
    refurbished added poured carved
    """
) | {
    "put up",
    "going up",
    "gone up",
    "went up",
    "set up",
    "under construction",
    "taking shape",
    "torn down",
    "pulled down",
}
"""Verbs whose subject, or object, can hardly be anything that no builder makes."""
CLEARING = word_set(
    """
    cleared clearing clear levelled leveled levelling leveling flattened flattening bulldozed bulldozing graded
    reclaimed reclaiming uprooted razed stripped
    """
)
GROUND = word_set(
    """
    ground land farmland hilltop hilltops jungle forest woodland vegetation scrub bush orchard orchards hillside
    hectares acres terrain dunes mangroves mangrove trees grove groves plot plots slope undergrowth
    """
)
"""What is cleared or levelled before anything is built."""
GROUND_REACH = 7
"""Tokens behind the verb in which the ground is named: "2.8 square kilometres of land"."""
NOT_BETWEEN = word_set(". , ; : and but to for near at in on from along around by")
OPENING = word_set("a an another")
LONGEST = 7
"""Tokens of such a phrase at most."""
NOT_BUILT = word_set(
    """
    team coalition case reputation career friendship relationship trust consensus majority alliance partnership network
    website database model government state nation country future list report study investigation review survey inquiry
    term mission exercise training course tour journey visit phase stage round deal agreement treaty contract
    army force navy fleet stock stockpile arsenal economy business brand company firm programme program project plan
    part section third half quarter lot number row series kind sort type way time year month week day call claim
    version picture image map statement sentence investigation deadline truce mandate lease visa operation offensive
    """
)
"""What is built, completed or extended and stands nowhere."""


def unlisted_works(
    tokens: Sequence[Token], predicates: Sequence[Predicate], mentions: Sequence[Mention], used: set[int]
) -> list[tuple[Mention, Predicate]]:
    """The phrases, each with the verb that says that it was built.

    Args:
        tokens: of the sentence.
        predicates: its words that say something of things.
        mentions: the phrases that name a listed thing.
        used: first tokens of the verbs that already say something of one of these.
    """
    taken = {position for mention in mentions for position in range(mention.first, mention.end)}
    found = []
    for predicate in predicates:
        if predicate.first in used:
            continue
        ground = _ground(tokens, predicate) if predicate.word in CLEARING else None
        if ground is not None and taken.isdisjoint(range(*ground)):
            found.append((_land(*ground), predicate))
        if predicate.kind is not ClaimKind.CONSTRUCTION or predicate.word not in BUILDING:
            continue
        span = _subject(tokens, predicate) or _object(tokens, predicate)
        if span is not None and taken.isdisjoint(range(span[0], span[1] + 1)):
            found.append((_mention(tokens, *span), predicate))
    return found


def _ground(tokens: Sequence[Token], predicate: Predicate) -> tuple[int, int] | None:
    """The ground that is cleared: "have begun clearing jungle", "ground has been levelled"."""
    for end in range(predicate.end + 1, min(len(tokens), predicate.end + GROUND_REACH) + 1):
        if tokens[end - 1].lower in GROUND and not tokens[end - 1].text[0].isupper():
            return predicate.end, end
        if tokens[end - 1].lower in NOT_BETWEEN:
            break
    end = predicate.first
    while end > 0 and tokens[end - 1].lower in AUXILIARIES | ADVERBS:
        end -= 1
    passive = any(token.lower in BE for token in tokens[end : predicate.first])
    return (end - 1, end) if passive and end and tokens[end - 1].lower in GROUND else None


def _land(start: int, end: int) -> Mention:
    return Mention(
        first=start, head=end - 1, end=end, thing=Thing.EARTHWORKS, strong=False,
        quantity=Quantity(low=1, approximate=True),
    )  # fmt: skip


def _subject(tokens: Sequence[Token], predicate: Predicate) -> tuple[int, int] | None:
    """The phrase right before a passive: "an engineering office is going up"."""
    end = predicate.first
    while end > 0 and tokens[end - 1].lower in AUXILIARIES | ADVERBS:
        end -= 1
    helped = any(token.lower in BE | HAVE for token in tokens[end : predicate.first])
    return _phrase(tokens, end) if helped else None


def _object(tokens: Sequence[Token], predicate: Predicate) -> tuple[int, int] | None:
    """The phrase right behind an active verb: "have built a cofferdam"."""
    start = predicate.end
    if start >= len(tokens) or tokens[start].lower not in OPENING:
        return None
    end = start + 1
    while end < min(len(tokens), start + LONGEST) and _inside(tokens[end]):
        end += 1
    return _phrase(tokens, end)


def _phrase(tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
    """From "a", "another" or a number to the noun before a token."""
    start = end - 1
    while start >= max(0, end - LONGEST) and _inside(tokens[start]):
        start -= 1
    begins = start >= 0 and (
        tokens[start].lower in OPENING or tokens[start].lower in NUMBER_WORDS or tokens[start].text.isdigit()
    )
    if not begins or end - start < 2:
        return None
    noun = tokens[end - 1]
    plain = noun.text.islower() and noun.text.replace("-", "").isalpha() and len(noun.text) > 2
    whole = end >= len(tokens) or tokens[end].lower in BREAKS | ADVERBS or is_verb(tokens[end].lower)
    return (start, end) if plain and whole and not is_verb(noun.lower) and not _means_else(noun.lower) else None


def _means_else(noun: str) -> bool:
    bare = noun.removesuffix("s")
    return bool({noun, bare} & (NOT_BUILT | UNITS | NOUNS)) or noun.endswith(
        ("ing", "ion", "ship", "ness", "ity", "ly")
    )


def _inside(token: Token) -> bool:
    word = token.lower
    return word == "-" or (word not in BREAKS and token.text[0].islower() and not is_verb(word))


def _mention(tokens: Sequence[Token], start: int, end: int) -> Mention:
    counted = quantity_before(tokens, start + 1)
    first = start
    quantity = Quantity(low=1, approximate=True)
    if counted is not None and tokens[start].lower not in OPENING:
        quantity, first = counted[0], counted[1]
    if quantity is NOTHING or quantity.low is None:
        quantity = Quantity(low=1, approximate=True)
    opening = tokens[start].lower
    return Mention(
        first=first, head=end - 1, end=end, thing=Thing.OTHER, strong=False, quantity=quantity,
        counted=opening not in OPENING, determiner=opening, plural=tokens[end - 1].lower.endswith("s"),
    )  # fmt: skip
