"""Places that a text names and the gazetteer does not know: "near Pantsuliv"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hardstand.claims.entries import Place
from hardstand.claims.grammar.terms import type_of
from hardstand.claims.places.types import PlaceKind, PlaceMention
from hardstand.claims.places.words import DEMONYMS
from hardstand.claims.sentences import Sentence, Token
from hardstand.claims.sources.lexicon import BODIES
from hardstand.claims.times.calendar_words import MONTHS, WEEKDAYS
from hardstand.claims.word_sets import word_set

LOCATIVE = word_set(
    """
    in at on near around outside from to toward towards inside over off into through across beyond between entering
    entered leaving left reached bombed shelled attacked
    """
)
MEDIA = word_set("telegram facebook twitter x instagram youtube tiktok whatsapp television tv")
LONGEST = 3
"""Words of such a name."""
LYING = word_set("which lies located situated about some is")
"""After a comma they say where the name before it lies."""
OVER = word_set("over across on")
SITES = word_set("airfield airport airstrip airbase base km kilometres kilometers miles runway hangars garrison")
TITLES = word_set(
    "president minister general gen col colonel maj major capt captain lt mr mrs ms sir king prince sheikh"
)


_NAMES = tuple(word.lower() for word in (*MONTHS, *WEEKDAYS))
CALENDAR = frozenset(
    (*_NAMES, *(f"{name[:length]}{stop}" for name in _NAMES for length in (3, 4) for stop in ("", ".")))
)


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
        back = position - 1 if position and tokens[position - 1].lower != "the" else position - 2
        behind = back >= 0 and tokens[back].lower in (LOCATIVE if back == position - 1 else OVER)
        if not (behind or _lies(tokens, position)) or tokens[position].start in taken:
            continue
        end = position
        while end < len(tokens) and end - position < LONGEST and _named(tokens[end]) and tokens[end].start not in taken:
            end += 1
        if end > position and not _other_name(tokens, position, end):
            found.append(_mention(tokens[position:end]))
    return found


def _lies(tokens: Sequence[Token], position: int) -> bool:
    """Whether a name opens the sentence and what follows says where it lies."""
    end = 0
    while end < len(tokens) and _named(tokens[end]):
        end += 1
    if position or not 0 < end <= LONGEST or end + 1 >= len(tokens):
        return False
    following, second = tokens[end].lower, tokens[end + 1].lower
    if following in {",", "("}:
        return second in LYING or second[0].isdigit()
    sited = bool(SITES & {token.lower for token in tokens})
    return following in {"lies", "sits"} or (following in {"is", "has", "hosts"} and sited)


def _named(token: Token) -> bool:
    return token.text[0].isupper() and token.text[0].isalpha() and token.lower not in CALENDAR


def _other_name(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether the words name a person, a body, a nationality, a type or a provider of images."""
    words = [token.lower for token in tokens[first:end]]
    return (
        words[0] in DEMONYMS | MEDIA
        or bool(set(words) & (BODIES | TITLES))
        or any(type_of(token.text) is not None for token in tokens[first:end])
        or (len(words) == 1 and tokens[first].text.isupper())
    )


def _mention(tokens: Sequence[Token]) -> PlaceMention:
    text = " ".join(token.text for token in tokens)
    place = Place(name=text, reason=f"the gazetteer knows no {text}")
    return PlaceMention(start=tokens[0].start, end=tokens[-1].end, text=text, kind=PlaceKind.CITY, place=place)
