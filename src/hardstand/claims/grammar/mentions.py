"""The phrases of a sentence that name things: number, adjectives and head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hardstand.claims.entries import Quantity
from hardstand.claims.grammar.describing import describes
from hardstand.claims.grammar.gathering import under_one_number, with_types_in_brackets, without_collections
from hardstand.claims.grammar.grammar_words import DETERMINERS
from hardstand.claims.grammar.heads import Head, heads_of, is_modifier
from hardstand.claims.grammar.mention import Mention
from hardstand.claims.grammar.quantities import NOTHING, quantity_before
from hardstand.claims.grammar.terms import Term
from hardstand.claims.sentences import Sentence, Token
from hardstand.claims.things import Thing

LONGEST_MODIFIERS = 8
"""Words between a number and its thing at most."""
YEARS = range(1900, 2100)
MANY_FIGHTERS = 60
"""More fighter aircraft than that stand on no one base."""


def find_mentions(sentence: Sentence) -> tuple[Mention, ...]:
    """Every phrase of a sentence that names a thing, in order; whether it is claimed there is not decided here."""
    tokens = sentence.tokens
    named = [_phrase(tokens, head) for head in heads_of(tokens) if not is_modifier(tokens, head)]
    return tuple(under_one_number(without_collections(with_types_in_brackets(named, tokens), tokens), tokens))


def _phrase(tokens: Sequence[Token], head: Head) -> Mention:
    first = head.start
    while first > 0 and head.start - first < LONGEST_MODIFIERS and describes(tokens, first - 1):
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


def _of_a_country(head: Head, tokens: Sequence[Token], first: int) -> Head:
    """Forces whose country is named are surely forces: "Somali forces", "Chinese personnel"."""
    before = tokens[head.start - 1] if head.start > first else None
    if head.term.thing is not Thing.PERSONNEL or before is None or not before.text[0].isupper():
        return head
    named = head.start - 1 > 0 or before.lower.endswith(("an", "ish", "ese", "i", "ch"))
    return replace(head, term=replace(head.term, strong=True)) if named else head


def _of_people(head: Head, quantity: Quantity | None, tokens: Sequence[Token]) -> Head:
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
    head: Head,
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
