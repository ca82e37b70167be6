"""The phrases of a sentence that name things: number, adjectives and head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hardstand.claims.entries import Quantity
from hardstand.claims.grammar.grammar_words import (
    ADVERBS,
    AUXILIARIES,
    BREAKS,
    DETERMINERS,
    NUMBER_WORDS,
    QUANTITY_TAILS,
    UNITS,
)
from hardstand.claims.grammar.predicates import is_verb
from hardstand.claims.grammar.quantities import NOTHING, quantity_before
from hardstand.claims.grammar.terms import Term, thing_lexicon, type_of
from hardstand.claims.sentences import Sentence, Token
from hardstand.claims.sources.lexicon import BODIES
from hardstand.claims.things import STANDING, Thing
from hardstand.claims.word_sets import word_set

LONGEST_MODIFIERS = 8
"""Words between a number and its thing at most."""
VERBS_FOLLOW = word_set("that which who they it he she we to")
"""A form in -ed behind one of these is a verb of its own."""
DIRECTIONS = word_set(
    """
    north south east west northeast northwest southeast southwest north-east north-west south-east south-west
    northern southern eastern western
    """
)
"""Behind a thing they begin where it is: "an earth berm west of the town"."""
AFTERTHOUGHTS = word_set(
    """
    close adjacent ready visible present able capable likely next opposite empty intact open absent missing gone
    alight ablaze aloft ashore afloat alone abroad available idle
    """
)
"""Behind a thing they begin what is said of it."""
DAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday morning evening night afternoon noon dawn dusk midnight"
)
"""No part of a phrase that names a thing."""
PURPOSES = word_set("repair training storage transport production assembly maintenance testing")
"""Before another noun they go on with it: "a tank repair facility"."""
YEARS = range(1900, 2100)
WORKS = word_set("works work extension expansion construction upgrade repairs resurfacing")
"""Behind a structure they say what is done to it: "the runway works are finished"."""
MANY_FIGHTERS = 60
"""More fighter aircraft than that stand on no one base."""
MONTHS = word_set("jan feb mar apr may jun jul aug sep oct nov dec")
"""Beginnings of their names: "on September 15 tanks ..."."""
IN_BRACKETS = 6
"""Tokens behind an opening bracket in which a type may explain what stands before it."""
LONGEST_TYPE = 5
"""Tokens that one designation may have been cut into."""


CARRIERS = word_set(
    """
    battery batteries system systems unit units variant variants complex complexes type types class model
    components flights flight models airframe airframes regiment regiments family launcher launchers missile missiles site sites
    """
)
"""Nouns that add nothing to the designation before them."""


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A phrase that names a thing.

    Attributes:
        first: number of its first token in the sentence, with its number ("six main battle tanks").
        head: number of the first token of the word for the thing.
        end: number of the token after it.
        thing: what it names.
        strong: whether the words can hardly mean anything else.
        quantity: how many.
        negated: whether the number itself says that there is none.
        counted: whether the text gives a number, though a vague one ("dozens", "a handful"); "several" gives none.
        determiner: "a", "the" and so on, lower case, or None.
        modifiers: words between number and head, lower case.
        designation: whether a type is named ("T-72").
        plural: whether more than one is meant.
        mass: whether it is not counted ("artillery").
        noun: of a number that stands apart from its noun ("of the tents, six"), the first token of that; else None.
    """

    first: int
    head: int
    end: int
    thing: Thing
    strong: bool
    quantity: Quantity
    negated: bool = False
    counted: bool = False
    determiner: str | None = None
    modifiers: tuple[str, ...] = ()
    designation: bool = False
    plural: bool = False
    mass: bool = False
    noun: int | None = None


@dataclass(frozen=True)
class _Head:
    start: int
    end: int
    term: Term
    designation: bool


def find_mentions(sentence: Sentence) -> tuple[Mention, ...]:
    """Every phrase of a sentence that names a thing, in order; whether it is claimed there is not decided here."""
    tokens = sentence.tokens
    heads = _merged(_heads(tokens), tokens)
    named = [_phrase(tokens, head) for head in heads if not _is_modifier(tokens, head)]
    return tuple(_under_one_number(_without_collections(_with_types_in_brackets(named, tokens), tokens), tokens))


def _under_one_number(mentions: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Of "300 tanks and other armoured vehicles" the number counts all armoured vehicles."""
    kept: list[Mention] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        bare = mention.plural and not (mention.counted or mention.determiner or mention.designation)
        between = [] if before is None else [token.lower for token in tokens[before.end : mention.first]]
        if before is None or not (bare and before.counted and not before.negated) or before.thing is Thing.PERSONNEL:
            kept.append(mention)
        elif between in (["and", "other"], ["or", "other"]) or (
            between == ["and"] and tokens[mention.first].lower == "other"
        ):
            kept[-1] = replace(before, end=mention.end, head=mention.head, thing=mention.thing, designation=False)
        else:
            kept.append(mention)
    return kept


def _without_collections(mentions: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Without the words for many together: "a convoy of 36 trucks" are trucks."""
    starts = {mention.first for mention in mentions if mention.determiner not in {"the", "its", "their", "his"}}
    told = {mention.first for mention in mentions if mention.counted}
    mentions = [each for each in mentions if not _bare(each, tokens)]
    kept = [each for each in mentions if not (_word(tokens, each.end) == "of" and each.end + 1 in starts)]
    kept = [each for each in kept if not (_laid(each, tokens) and each.end + 1 in starts)]
    kept = [
        each for each in kept if not (_word(tokens, each.end) == "," and each.end + 1 in told and _many(each, tokens))
    ]
    return [each for each in kept if not any(_inside(each, other) for other in kept)]


def _laid(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether it is laid for what follows: "foundations for 12 barracks"."""
    return tokens[mention.end - 1].lower in {"foundation", "foundations"} and _word(tokens, mention.end) == "for"


def _many(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether the word is one for many together: "the last convoy, roughly 60 lorries"."""
    return tokens[mention.end - 1].lower in {"convoy", "column", "garrison", "contingent", "fleet", "force"}


def _bare(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether one thing is named without an article or a number, as no noun is: "to bridge the gap"."""
    before = tokens[mention.first - 1].lower if mention.first else ""
    alone = mention.determiner is None and not mention.modifiers and not mention.counted and not mention.negated
    noun = mention.plural or mention.designation or mention.mass or mention.end - mention.head > 1
    return alone and not noun and before in {"to", "can", "could", "will", "would", "may", "might", "must", "should"}


def _inside(mention: Mention, other: Mention) -> bool:
    """Whether a phrase is part of a longer one: the "Boeing" of "a Boeing 747 cargo jet"."""
    return mention is not other and other.first <= mention.first and mention.end <= other.head


def _word(tokens: Sequence[Token], position: int) -> str:
    return tokens[position].lower if position < len(tokens) else ""


def _with_types_in_brackets(mentions: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """With types in brackets: "six fighters (Su-30SM)" are one thing."""
    kept: list[Mention] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        if before is None or not _explains(mention, before, tokens):
            kept.append(mention)
        elif mention.thing.within(before.thing):
            kept[-1] = replace(before, thing=mention.thing, strong=True)
    return kept


def _explains(mention: Mention, before: Mention, tokens: Sequence[Token]) -> bool:
    inside = before.end < mention.first <= before.end + IN_BRACKETS and tokens[before.end].text == "("
    in_list = tokens[before.end].text == "(" and all(token.text != ")" for token in tokens[before.end : mention.first])
    inside = inside or (in_list and mention.counted)
    closed = all(token.text != ")" for token in tokens[before.end : mention.first])
    related = mention.thing.within(before.thing) or before.thing.within(mention.thing)
    fewer = before.counted and (mention.quantity.high or 0) <= (before.quantity.high or 0)
    return inside and closed and related and (mention.quantity.approximate or fewer)


def _heads(tokens: Sequence[Token]) -> list[_Head]:
    found = [_Head(start, end, term, False) for start, end, term in thing_lexicon().find(tokens)]
    found = [head for head in found if not (tokens[head.start].lower == "houses" and _holds(tokens, head.start))]
    taken = {position for head in found for position in range(head.start, head.end)}
    position = 0
    while position < len(tokens):
        head = None if position in taken else _type_at(tokens, position)
        if head is not None:
            found = [each for each in found if each.end <= head.start or each.start >= head.end]
            found.append(head)
        position = position + 1 if head is None else head.end
    found = [_named_ship(head, tokens) for head in found if head.term.thing is not None]
    return sorted(found, key=lambda head: head.start)


def _named_ship(head: _Head, tokens: Sequence[Token]) -> _Head:
    """A carrier with a name is a ship: "the carrier Shandong"."""
    named = head.end < len(tokens) and tokens[head.end].text[0].isupper()
    if tokens[head.start].lower != "carrier" or head.end - head.start > 1 or not named:
        return head
    return replace(head, term=replace(head.term, thing=Thing.SHIP, strong=True))


def _holds(tokens: Sequence[Token], position: int) -> bool:
    """Whether "houses" is a verb there: "the base still houses about 500 troops"."""
    before = tokens[position - 1].lower if position else "."
    after = tokens[position + 1].lower if position + 1 < len(tokens) else "."
    counts = after[:1].isdigit() or after in NUMBER_WORDS | {
        "a",
        "an",
        "about",
        "around",
        "some",
        "roughly",
        "up",
        "at",
    }
    noun = before[:1].isalpha() and before not in BREAKS and not before.endswith("ed")
    return counts and (noun or before in {",", "which", "that", "it", "and"})


def _type_at(tokens: Sequence[Token], position: int) -> _Head | None:
    """The longest designation that begins at a token; the tokenizer may have cut it ("MiG-31", "K")."""
    if not tokens[position].text[0].isupper():
        return None
    for length in range(min(LONGEST_TYPE, len(tokens) - position), 0, -1):
        part = tokens[position : position + length]
        name = _joined(part)
        thing = None if name is None else type_of(name)
        if thing is not None and name is not None:
            certain = any(character.isdigit() for character in name)
            many = name.endswith("s") and type_of(name[:-1]) is thing
            term = Term(thing=thing, strong=certain, plural=many)
            return _with_noun(_Head(position, position + length, term, True), tokens)
    return None


def _with_noun(head: _Head, tokens: Sequence[Token]) -> _Head:
    """With the noun that only carries the designation: "S-400 batteries"."""
    end = head.end
    while end < len(tokens) and tokens[end].lower in CARRIERS:
        end += 1
    if end == head.end:
        return head
    return _Head(head.start, end, replace(head.term, plural=tokens[end - 1].lower.endswith("s")), True)


def _joined(part: Sequence[Token]) -> str | None:
    """Tokens as one designation: with a hyphen for one space before a figure or a name; None where they are parted."""
    text = part[0].text
    for before, token in pairwise(part):
        if token.start == before.end:
            text += token.text
        elif token.start == before.end + 1 and (token.text[0].isdigit() or token.text[0].isupper()):
            text += f"-{token.text}"
        else:
            return None
    return text


def _merged(heads: list[_Head], tokens: Sequence[Token]) -> list[_Head]:
    """Names that follow each other name one thing: "S-400 surface-to-air missile systems", "T-72 and T-90 tanks"."""
    merged: list[_Head] = []
    for head in heads:
        whole = head
        while merged and _one_phrase(merged[-1], whole, tokens):
            last = merged.pop()
            term = _finer(last.term, whole, designation=last.designation)
            whole = _Head(last.start, whole.end, term, last.designation or whole.designation)
        merged.append(whole)
    return merged


def _one_phrase(first: _Head, second: _Head, tokens: Sequence[Token]) -> bool:
    between = [token.lower for token in tokens[first.end : second.start]]
    if first.term.plural and not first.designation:
        return False
    if not between or between == ["-"]:
        return True
    joined = first.designation and between in (["and"], ["or"], [","], ["/"])
    bare = not tokens[first.end - 1].text.endswith("s")
    same = second.designation and second.term.thing is first.term.thing and between in (["and"], ["or"], ["/"])
    return joined and (bare or (same and _counted(first, tokens))) and not second.term.mass


def _counted(head: _Head, tokens: Sequence[Token]) -> bool:
    """Whether a number stands right before: "22 Su-30s and Su-35s" are 22 in all."""
    return head.start > 0 and (found := quantity_before(tokens, head.start)) is not None and found[0] is not NOTHING


def _finer(first: Term, second: _Head, *, designation: bool) -> Term:
    """The thing of both words: of a type before a wider word the type's, else that of the last word."""
    narrower = first.thing is not None and second.term.thing is not None and first.thing.within(second.term.thing)
    # "Il-78 tankers" are aircraft; "MiG-31 hangars" are hangars.
    named = designation and not second.term.strong and second.term.thing not in STANDING
    thing = first.thing if narrower or named else second.term.thing
    return replace(second.term, thing=thing, strong=first.strong or second.term.strong)


def _is_modifier(tokens: Sequence[Token], head: _Head) -> bool:
    """Whether the word only describes the next one: "tank crews", "helicopter pilots", "artillery fire"."""
    if head.end >= len(tokens):
        return False
    following = tokens[head.end]
    if following.lower == "-" and head.end + 1 < len(tokens):
        return following.start == tokens[head.end - 1].end and tokens[head.end + 1].start == following.end
    if head.term.plural:
        return following.lower in BODIES and head.term.thing is Thing.PERSONNEL
    word = following.lower
    if word in WORKS and head.term.thing in STANDING:
        return False
    if word in PURPOSES and head.end + 1 < len(tokens) and tokens[head.end + 1].lower not in BREAKS:
        return True
    if word in BREAKS or word in ADVERBS or not word[0].isalpha() or is_verb(word) or word.endswith("ly"):
        return False
    if word in DIRECTIONS | AFTERTHOUGHTS or word.endswith("ed"):
        return False
    return not (following.text[0].isupper() and not head.designation)


def _phrase(tokens: Sequence[Token], head: _Head) -> Mention:
    first = head.start
    while first > 0 and head.start - first < LONGEST_MODIFIERS and _describes(tokens, first - 1):
        first -= 1
    modifiers = tuple(token.lower for token in tokens[first : head.start])
    counted = quantity_before(tokens, first)
    head = _of_people(_of_a_country(head, tokens, first), None if counted is None else counted[0], tokens)
    if counted is not None and not _is_year(tokens, counted[1], first):
        quantity, start = counted
        words = {token.lower for token in tokens[start:first]}
        mention = _mention(head, start, modifiers, quantity, plural=quantity.high != 1)
        return replace(mention, negated=quantity is NOTHING, counted=_gives_number(quantity, words))
    owned = "'s" in modifiers or "'" in modifiers
    determined = first > 0 and tokens[first - 1].lower in DETERMINERS
    determiner = tokens[first - 1].lower if determined and not owned else None
    plural = _plural(head.term, determiner)
    start = first - 1 if determined else first
    quantity = _uncounted(head.term, determiner, plural=plural)
    return _mention(head, start, modifiers, quantity, determiner=determiner, plural=plural)


def _is_year(tokens: Sequence[Token], start: int, first: int) -> bool:
    """Whether the number is a year: "Since 2014 dredgers have reclaimed ..."."""
    plain = first == start + 1 and tokens[start].text.isdigit() and int(tokens[start].text[:9]) in YEARS
    return plain and start > 0 and tokens[start - 1].lower in {"since", "in", "by", "until", "from", "during", "before"}


def _of_a_country(head: _Head, tokens: Sequence[Token], first: int) -> _Head:
    """Forces whose country is named are surely forces: "Somali forces", "Chinese personnel"."""
    before = tokens[head.start - 1] if head.start > first else None
    if head.term.thing is not Thing.PERSONNEL or before is None or not before.text[0].isupper():
        return head
    named = head.start - 1 > 0 or before.lower.endswith(("an", "ish", "ese", "i", "ch"))
    return replace(head, term=replace(head.term, strong=True)) if named else head


def _of_people(head: _Head, quantity: Quantity | None, tokens: Sequence[Token]) -> _Head:
    """Fighters in their hundreds, or of somebody, are people and no aircraft."""
    many = quantity is not None and (quantity.low or 0) >= MANY_FIGHTERS
    led = head.end < len(tokens) and tokens[head.end].lower in {"from", "of", "loyal", "belonging"}
    owned = head.start > 0 and tokens[head.start - 1].lower in {"'s", "'"}
    led = led or owned
    if not (many or led) or tokens[head.end - 1].lower != "fighters" or head.designation or head.end - head.start > 1:
        return head
    return replace(head, term=replace(head.term, thing=Thing.PERSONNEL, strong=True))


def _gives_number(quantity: Quantity, words: set[str]) -> bool:
    if quantity is NOTHING:
        return False
    return not (quantity.approximate and quantity.high is None and (quantity.low or 0) <= 2) or "handful" in words


def _mention(
    head: _Head,
    start: int,
    modifiers: tuple[str, ...],
    quantity: Quantity,
    *,
    plural: bool,
    determiner: str | None = None,
) -> Mention:
    return Mention(
        first=start,
        head=head.start,
        end=head.end,
        thing=head.term.thing or Thing.OTHER,
        strong=head.term.strong,
        quantity=quantity,
        determiner=determiner,
        modifiers=modifiers,
        designation=head.designation,
        plural=plural,
        mass=head.term.mass,
    )


def _describes(tokens: Sequence[Token], position: int) -> bool:
    """Whether a token can stand between a number and its thing."""
    token = tokens[position]
    word = token.lower
    following = tokens[position + 1].lower
    if word in QUANTITY_TAILS:
        return False
    if word[0].isdigit() and type_of(token.text) is not None:
        return True
    if word[0].isdigit() or word in NUMBER_WORDS:
        return following == "-" or following in UNITS or _numbers_a_type(tokens, position)
    if word in {"-", "'s", "'"}:
        return word == "-" or position > 0
    if _after_hyphen(tokens, position) or _between_participles(tokens, position):
        return True
    if token.text == "US":
        return True
    if word in BREAKS | DAYS or not (word[0].isalpha() or word[0].isdigit()):
        return False
    return not is_verb(word) or following == "-" or _participle(tokens, position)


def _numbers_a_type(tokens: Sequence[Token], position: int) -> bool:
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
        return not _numbers_a_type(tokens, position - 1)
    return before in BREAKS - AUXILIARIES - VERBS_FOLLOW


def _plural(term: Term, determiner: str | None) -> bool:
    if term.plural is None:
        return determiner not in {"a", "an", "this", "that", "another", "each", "every", "the"}
    return term.plural


def _uncounted(term: Term, determiner: str | None, *, plural: bool) -> Quantity:
    """What a phrase without a number says: one or more, or two or more."""
    if determiner == "any":
        return NOTHING
    if not plural or (term.mass and determiner != "many"):
        return Quantity(low=1, approximate=True)
    return Quantity(low=2, approximate=True)
