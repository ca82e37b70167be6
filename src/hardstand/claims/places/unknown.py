"""Places that a text names and the gazetteer does not know: "near Pantsuliv"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from hardstand.claims.entries import Place
from hardstand.claims.grammar.terms import type_of
from hardstand.claims.places.types import PlaceKind, PlaceMention
from hardstand.claims.places.unknown_words import (
    ARTICLES,
    BELONGING,
    CALENDAR,
    CALLED,
    GEOGRAPHY,
    HEADING,
    LENGTHS,
    LOCATIVE,
    LONGEST,
    LYING,
    MEDIA,
    NO_NAMES,
    OVER,
    PARTED,
    SITE_NOUNS,
    SITES,
    TITLES,
    WINDS,
)
from hardstand.claims.places.words import DEMONYMS
from hardstand.claims.reading.agencies import AGENCIES
from hardstand.claims.sentences import Sentence, Token
from hardstand.claims.sources.lexicon import BODIES
from hardstand.claims.sources.providers import is_known_provider


def unknown_places(
    sentences: Sequence[Sentence], known: Sequence[PlaceMention], others: Iterable[tuple[int, int]]
) -> list[PlaceMention]:
    """Names behind "in", "near" and the like that are no known place, person's title, body, day or type.

    Args:
        sentences: of the text.
        known: places found already.
        others: stretches of the folded text that name something else, as a provider of images.
    """
    taken = {position for each in known for position in range(each.start, each.end)}
    taken |= {position for start, end in others for position in range(start, end)}
    return [each for sentence in sentences for each in _in_sentence(sentence.tokens, taken)]


def _in_sentence(tokens: Sequence[Token], taken: set[int]) -> list[PlaceMention]:
    found = []
    for position in range(len(tokens)):
        if tokens[position].start in taken:
            continue
        end, words = position, 0
        while (step := _step(tokens, end)) and words < LONGEST and tokens[end].start not in taken:
            end, words = end + step, words + 1
        if words == 1 and _is_number(tokens, end):
            end += 1
        if _lower(tokens, position - 1) in CALLED:
            continue
        if words == 1 and _lower(tokens, position).split("-")[0] in DEMONYMS and _is_coast(tokens, position):
            end += 1
            found.append(_mention(tokens[position:end], PlaceKind.REGION))
            taken |= set(range(tokens[position].start, tokens[end - 1].end))
        elif end > position and _is_placed(tokens, position, end) and not _other_name(tokens, position, end):
            found.append(_mention(tokens[position:end]))
            taken |= set(range(tokens[position].start, tokens[end - 1].end))
    return found


def _is_coast(tokens: Sequence[Token], position: int) -> bool:
    """Whether a people's name with "coast" names where something is: "near the Somali coast"."""
    behind = _lower(tokens, position - 1) == "the" and _lower(tokens, position - 2) in LOCATIVE
    return behind and _lower(tokens, position + 1) in {"coast", "coastline"}


def _is_number(tokens: Sequence[Token], position: int) -> bool:
    """Whether the number that ends a name stands there: "Kilo 9, as locals call it"."""
    number = _lower(tokens, position)
    last = position + 1 >= len(tokens) or tokens[position + 1].text in {",", ".", ";", ")", "lies", "is"}
    return number.isdigit() and len(number) <= 3 and last


def _step(tokens: Sequence[Token], position: int) -> int:
    """How many tokens of a name stand there: one, or those that hyphens join ("al-Tanf", "Punggye-ri"); 0 = none."""
    if position >= len(tokens):
        return 0
    length = 1
    while position + length + 1 < len(tokens) and _hyphen(tokens, position + length):
        length += 2
    article = tokens[position].lower in ARTICLES and length > 1 and _named(tokens[position + 2])
    return length if article or _named(tokens[position]) else 0


def _hyphen(tokens: Sequence[Token], position: int) -> bool:
    before, mark, after = tokens[position - 1 : position + 2]
    return mark.text == "-" and mark.start == before.end and after.start == mark.end


def _is_placed(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether the words around a name say that it is a place."""
    if _behind(tokens, first, end) or _lies(tokens, first, end):
        return True
    following = _lower(tokens, end)
    heads = following == ":" and 0 < end <= HEADING and first > 0 and tokens[first - 1].text == ","
    owns = following == "'s" and any(token.lower in BELONGING for token in tokens[end + 1 : end + 5])
    apposed = following == "," and _lower(tokens, first - 1) == "," and _lower(tokens, first - 2) in SITE_NOUNS
    return heads or owns or apposed or _measured(tokens, end) or _in_a_country(tokens, first, end)


def _in_a_country(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a name of several words opens the sentence, its country behind it: "Roosevelt Roads in Puerto Rico"."""
    within = end + 1 < len(tokens) and tokens[end].lower == "in" and _named(tokens[end + 1])
    return not first and end > 1 and within and all(_named(token) for token in tokens[:end])


def _behind(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a preposition or verb that only places follow governs a name."""
    start = first - (_lower(tokens, first - 1) in WINDS)
    article = _lower(tokens, start - 1) == "the"
    back = start - 1 - article
    before = _lower(tokens, back)
    if before == "to" and _lower(tokens, back - 1) == "according":
        return False
    parted = before == "of" and _lower(tokens, back - 1) in PARTED
    area = article and before in LOCATIVE | OVER and _lower(tokens, end) in GEOGRAPHY
    return before in (OVER if article else LOCATIVE) or parted or area


def _measured(tokens: Sequence[Token], end: int) -> bool:
    """Whether behind a comma or bracket it is said how far the place lies: "Taftanaz, 15 km from the city"."""
    return _lower(tokens, end) in {",", "("} and any(
        token.lower in LENGTHS and before.text[0].isdigit() for before, token in pairwise(tokens[end + 1 : end + 4])
    )


def _lower(tokens: Sequence[Token], position: int) -> str:
    return tokens[position].lower if 0 <= position < len(tokens) else ""


def _lies(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a name opens its sentence or clause and what follows says where it lies or what it is."""
    if first and tokens[first - 1].text != ",":
        return False
    following, second = _lower(tokens, end), _lower(tokens, end + 1)
    if following in {",", "("} and not first:
        site = any(token.lower in SITE_NOUNS for token in tokens[end + 2 : end + 7])
        return second in LYING or second[:1].isdigit() or (second in {"a", "an", "the"} and site) or second == "as"
    sited = bool(SITES & {token.lower for token in tokens})
    measured = any(token.lower in LENGTHS for token in tokens[end : end + 8])
    return (following in {"lies", "sits"} and (not first or measured)) or (
        following in {"is", "has", "hosts"} and sited
    )


def _named(token: Token) -> bool:
    return token.text[0].isupper() and token.text[0].isalpha() and token.lower not in CALENDAR


def _other_name(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether the words name a person, a body, a nationality, a type or a provider of images."""
    words = [token.lower for token in tokens[first:end]]
    return (
        words[0] in DEMONYMS | MEDIA
        or bool(NO_NAMES & set(words))
        or " ".join(words).removeprefix("the ") in AGENCIES
        or is_known_provider(" ".join(words))
        or bool(set(words) & (BODIES | TITLES))
        or any(type_of(token.text) is not None for token in tokens[first:end])
        or (len(words) == 1 and tokens[first].text.isupper())
    )


def _mention(tokens: Sequence[Token], kind: PlaceKind = PlaceKind.CITY) -> PlaceMention:
    text = tokens[0].text
    for before, token in pairwise(tokens):
        text += token.text if token.start == before.end else f" {token.text}"
    place = Place(name=text, reason=f"the gazetteer knows no {text}")
    return PlaceMention(start=tokens[0].start, end=tokens[-1].end, text=text, kind=kind, place=place)
