"""Numbers whose thing was named before: "120 of them", "two more", "a third was set up", "holds no more than 15"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hardstand.claims.entries import Quantity
from hardstand.claims.grammar.describing import MONTHS
from hardstand.claims.grammar.grammar_words import AUXILIARIES, MARKS, NUMBER_WORDS
from hardstand.claims.grammar.mention import Mention
from hardstand.claims.grammar.predicates import is_verb
from hardstand.claims.grammar.pronouns import pronouns
from hardstand.claims.grammar.quantities import NOTHING, number_of, quantity_before
from hardstand.claims.sentences import Token
from hardstand.claims.things import Thing
from hardstand.claims.word_sets import word_set

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""A plain number between these may be a year and is never taken for a count without its noun."""
ORDINALS = word_set("second third fourth fifth sixth seventh eighth ninth tenth")
SUBJECT_BEFORE = AUXILIARIES - {"'s", "do", "does", "did"} | word_set(
    "remain remained remains left arrived stood stand departed sit sat appear appeared returned still"
)
"""Behind a number without a noun they say something of it: "120 were gone"."""
HOLDING = word_set(
    """
    hold holds held house houses housed host hosts hosted contain contains contained has had counted show shows
    showed captured destroyed lost damaged left leaving sent received added totalled totaled saw
    """
)
"""Verbs whose object a number alone may be, where a thing was named before."""
CHANGING = word_set(
    """
    rose rise risen rises fell fall fallen falls grew grown grows increased increases dropped drops climbed
    climbs shrank shrunk doubled tripled quadrupled jumped declined went gone swelled dwindled decreased stood
    stands
    """
)
"""Of "the number of tents": it did so "from 12 to 36"."""
THEM = word_set("them these those")
LEVELS = word_set("to from at")
COMPARED = (("up", "from"), ("down", "from"), ("compared", "with"), ("compared", "to"), ("against",))
"""Behind a number they bring another of the same things: "up from 12 a week earlier"."""
NOT_THINGS = word_set(
    """
    killed wounded injured dead people civilians percent per cent years days weeks months hours minutes miles
    kilometres kilometers metres meters km m
    """
)
UNCOUNTABLE = frozenset({Thing.OTHER, Thing.MILITARY_EQUIPMENT, Thing.WEAPONS, Thing.SETTLEMENT_DAMAGE})


def with_elided(named: Sequence[Mention], tokens: Sequence[Token], listed: Sequence[Mention]) -> tuple[Mention, ...]:
    """The phrases that name things, with the numbers that leave their thing out.

    Args:
        named: phrases of the sentence, in order.
        tokens: of the sentence.
        listed: phrases of the sentence before.

    Returns:
        all of them in order; those added have the number, or the pronoun, alone as their span.
    """
    earlier = listed[-1] if listed else None
    named = [_of_them(_in_all(mention, tokens), tokens) for mention in named]
    taken = {position for mention in named for position in range(mention.first, mention.end)}
    added: list[Mention] = []
    for position in range(1, len(tokens) + 1):
        found = _number(tokens, position, taken) or _ordinal(tokens, position, taken)
        if found is None or (position < len(tokens) and _else_counted(tokens[position])):
            continue
        quantity, first = found
        before = _antecedent([*named, *added], position, earlier)
        if before is None or not _stands_alone(tokens, first, position, before):
            continue
        taken.update(range(first, position))
        numbered = before.noun is not None or (before.end <= first and _numbered(before, tokens))
        added.append(_elided(before, first, _end(tokens, position), quantity, numbered=numbered))
    added += pronouns(tokens, named, listed)
    told = {each.noun for each in added}
    kept = [each for each in named if each.first not in told]
    return tuple(sorted((*kept, *added), key=lambda each: each.first))


def _end(tokens: Sequence[Token], position: int) -> int:
    """Where the phrase of a number ends: behind "others", "more" or "of them", if one of these follows."""
    following = [token.lower for token in tokens[position : position + 2]]
    if following == ["of", "them"]:
        return position + 2
    return position + (following[:1] in (["others"], ["more"]))


def _numbered(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether only a number of them is spoken of: "the number of tents", "of the tents only three remain"."""
    start = mention.first - (mention.first > 0 and tokens[mention.first - 1].lower == "the")
    words = [token.lower for token in tokens[max(0, start - 2) : start]]
    partly = tokens[start].lower == "the" and words in (["of"], [",", "of"], ["and", "of"], ["that", "of"])
    return words in (["number", "of"], ["numbers", "of"]) or partly


def _elided(before: Mention, first: int, end: int, quantity: Quantity, *, numbered: bool) -> Mention:
    noun = None
    if numbered:
        noun = before.first if before.noun is None else before.noun
    return replace(
        before, first=first, head=end - 1, end=end, quantity=quantity, counted=quantity is not NOTHING,
        negated=quantity is NOTHING, determiner=None, modifiers=(), plural=quantity.high != 1, noun=noun,
    )  # fmt: skip


def _antecedent(named: Sequence[Mention], position: int, earlier: Mention | None) -> Mention | None:
    """The last countable things named before a token."""
    before = [each for each in named if each.end <= position - 1 and _countable(each)]
    if not before and (earlier is None or not _countable(earlier)):
        return None
    return max(before, key=lambda each: each.end, default=earlier)


def _countable(mention: Mention) -> bool:
    return mention.thing not in UNCOUNTABLE and not mention.mass and (mention.plural or mention.counted)


def _else_counted(token: Token) -> bool:
    """Whether the number counts people, distances or the days of May."""
    return token.lower in NOT_THINGS or (token.lower[:3] in MONTHS and token.text[0].isupper())


def _number(tokens: Sequence[Token], position: int, taken: set[int]) -> tuple[Quantity, int] | None:
    """A number in figures or words that ends right before a token, and where it begins."""
    last = tokens[position - 1]
    few = last.lower == "of" and position > 1 and tokens[position - 2].lower in NUMBER_WORDS
    if position - 1 in taken or not (few or last.lower[0].isdigit() or last.lower in NUMBER_WORDS):
        return None
    found = quantity_before(tokens, position)
    if found is not None and not taken.isdisjoint(range(found[1], position)):
        # Of "from 8 to 20" the 8 has been taken.
        plain = number_of(last.lower)
        found = None if plain is None else (Quantity(low=plain, high=plain), position - 1)
    if found is None:
        return None
    quantity = found[0]
    year = quantity.low == quantity.high and FIRST_YEAR <= (quantity.low or 0) <= LAST_YEAR and last.text.isdigit()
    return None if year or quantity.low is None else found


def _ordinal(tokens: Sequence[Token], position: int, taken: set[int]) -> tuple[Quantity, int] | None:
    """As "a third": one more of the same."""
    if position < 2 or position - 1 in taken or tokens[position - 1].lower not in ORDINALS:
        return None
    return (Quantity(low=1, high=1), position - 2) if tokens[position - 2].lower in {"a", "an"} else None


def _stands_alone(tokens: Sequence[Token], first: int, position: int, before: Mention) -> bool:
    """Whether a number has no noun of its own behind it and something is said of it."""
    following = tokens[position].lower if position < len(tokens) else "."
    second = tokens[position + 1].lower if position + 1 < len(tokens) else "."
    ahead = [token.lower for token in tokens[max(0, first - 2) : first]]
    if tokens[position - 1].lower == "of":
        return following in THEM
    if following == "of" and second in THEM | {"which"}:
        return not (position + 2 < len(tokens) and tokens[position + 2].lower in NOT_THINGS)
    if _dated(following, second, ahead, before) or _compared(ahead) or _level(ahead, tokens, before, first):
        return True
    if following in {"more", "others", "other"}:
        return second in SUBJECT_BEFORE or second in MARKS or second in {"near", "at", "in", "on"}
    return _is_subject(following, ahead) or _is_object(following, ahead)


def _dated(following: str, second: str, ahead: Sequence[str], before: Mention) -> bool:
    """As in "240 tanks in November, 65 in May"."""
    when = following in {"in", "on"} and (second[:3] in MONTHS or second[:1].isdigit())
    return when and before.counted and bool({",", "and", "to", "but", "then"} & set(ahead[-1:]))


def _level(ahead: Sequence[str], tokens: Sequence[Token], before: Mention, first: int) -> bool:
    """As in "the number of tents rose to 85"."""
    return bool(ahead[-1:]) and ahead[-1] in LEVELS and _changes(tokens, before, first)


def _is_subject(following: str, ahead: Sequence[str]) -> bool:
    verb = following in SUBJECT_BEFORE or (is_verb(following) and following.endswith(("ed", "came", "left")))
    return verb and (not ahead or ahead[-1] not in {"in", "since", "by", "until", "on", "than"})


def _is_object(following: str, ahead: Sequence[str]) -> bool:
    ends = following in MARKS - {"%", "/", ":"} or following in {"at", "in", "there", "on", "by"}
    return ends and bool(ahead) and ahead[-1] in HOLDING


def _compared(ahead: Sequence[str]) -> bool:
    return any(tuple(ahead[-len(words) :]) == words for words in COMPARED)


def _changes(tokens: Sequence[Token], before: Mention, first: int) -> bool:
    """Whether the text tells how the number of the things changed."""
    words = [token.lower for token in tokens[:first]]
    counted = "number" in words[: before.first] or "numbers" in words[: before.first]
    if counted and {"put", "puts", "estimated", "estimates"} & set(words):
        return True
    return counted and bool(CHANGING & set(words[words.index("number" if "number" in words else "numbers") :]))


def _of_them(mention: Mention, tokens: Sequence[Token]) -> Mention:
    """With the number of "30 of them tanks"."""
    first = mention.first
    if mention.counted or first < 3 or [token.lower for token in tokens[first - 2 : first]] not in _OF_THEM:
        return mention
    found = quantity_before(tokens, first - 2)
    if found is None or found[0] is NOTHING:
        return mention
    return replace(mention, first=found[1], quantity=found[0], counted=True, plural=found[0].high != 1)


def _in_all(mention: Mention, tokens: Sequence[Token]) -> Mention:
    """With the number that follows a bare plural: "Su-30s, four in all", "trucks, 16 of them"."""
    comma = mention.end < len(tokens) and tokens[mention.end].text in {",", "("}
    if mention.counted or not mention.plural or not comma:
        return mention
    for length in range(1, LONGEST_NUMBER + 1):
        end = mention.end + 1 + length
        following = tuple(token.lower for token in tokens[end : end + 2])
        found = quantity_before(tokens, end) if following in ALTOGETHER and end <= len(tokens) else None
        if found is not None and found[1] == mention.end + 1 and _counts_all(found[0]):
            return replace(mention, end=end + 2, quantity=found[0], counted=True)
    return mention


def _counts_all(quantity: Quantity) -> bool:
    """Whether it is a number of its own: "one of them" and "some of them" count a part."""
    return (quantity.low or 0) > 1 and (quantity.high is not None or not quantity.approximate)


LONGEST_NUMBER = 4
"""Tokens of a number behind its thing."""
ALTOGETHER = (("in", "all"), ("of", "them"), ("in", "total"), ("or", "more"), ("or", "so"))
"""Behind a number they say that it counts what was named right before."""
_OF_THEM = (["of", "them"], ["of", "which"], ["of", "whom"], ["of", "these"], ["of", "those"])
