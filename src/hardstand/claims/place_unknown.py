"""Places that a text names and the gazetteer does not know: "near Pantsuliv"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hardstand.claims.calendar_words import MONTHS, WEEKDAYS
from hardstand.claims.entries import Place
from hardstand.claims.place_types import PlaceKind, PlaceMention
from hardstand.claims.place_words import DEMONYMS
from hardstand.claims.sentences import Sentence, Token
from hardstand.claims.sources_lexicon import BODIES
from hardstand.claims.terms import type_of
from hardstand.claims.word_sets import word_set

LOCATIVE = word_set(
    "in at near around outside from to toward towards inside over off into through across beyond between"
)
LONGEST = 3
"""Words of such a name."""
LYING = word_set("which lies located situated about some is")
"""After a comma they say where the name before it lies."""
TITLES = word_set(
    "president minister general gen col colonel maj major capt captain lt mr mrs ms sir king prince sheikh"
)


CALENDAR = frozenset(
    word.lower() for name in (*MONTHS, *WEEKDAYS) for word in (name, name[:3], name[:4], f"{name[:3]}.", f"{name[:4]}.")
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
        behind = position > 0 and tokens[position - 1].lower in LOCATIVE
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
    if position or len(tokens) < 3:
        return False
    return tokens[1].text in {",", "("} and (tokens[2].lower in LYING or tokens[2].lower[0].isdigit())


def _named(token: Token) -> bool:
    return token.text[0].isupper() and token.text[0].isalpha() and token.lower not in CALENDAR


def _other_name(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether the words name a person, a body, a nationality, a type or a provider of images."""
    words = [token.lower for token in tokens[first:end]]
    return (
        words[0] in DEMONYMS
        or bool(set(words) & (BODIES | TITLES))
        or any(type_of(token.text) is not None for token in tokens[first:end])
        or (len(words) == 1 and tokens[first].text.isupper())
    )


def _mention(tokens: Sequence[Token]) -> PlaceMention:
    text = " ".join(token.text for token in tokens)
    place = Place(name=text, reason=f"the gazetteer knows no {text}")
    return PlaceMention(start=tokens[0].start, end=tokens[-1].end, text=text, kind=PlaceKind.CITY, place=place)
