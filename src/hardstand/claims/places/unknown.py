"""Places that a text names and the gazetteer does not know: "near Pantsuliv"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

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
    entered leaving left reached bombed shelled attacked departed fled quit evacuated abandoned overran leave enter
    reach evacuate beneath
    """
)
MEDIA = word_set("telegram facebook twitter x instagram youtube tiktok whatsapp television tv")
GEOGRAPHY = word_set(
    """
    pass river camp refugee strait ridge valley crossing canal lake district peninsula plain heights hills
    mountains desert island islands
    """
)
"""Behind a name with an article they make it a place: "the Chong Bok pass"."""
PARTED = word_set("out outskirts edge north south east west town village city hamlet suburb airfield airport")
"""Before "of" and a name."""
ARTICLES = word_set("al el ar as an at ad ash az")
"""Of Arabic names, joined by a hyphen: "al-Tanf"."""
HEADING = 8
"""Tokens before the colon of a heading: "Damage assessment, Izyum: ..."."""
LONGEST = 4
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
        if tokens[position].start in taken:
            continue
        end, words = position, 0
        while (step := _step(tokens, end)) and words < LONGEST and tokens[end].start not in taken:
            end, words = end + step, words + 1
        if end > position and _is_placed(tokens, position, end) and not _other_name(tokens, position, end):
            found.append(_mention(tokens[position:end]))
            taken |= set(range(tokens[position].start, tokens[end - 1].end))
    return found


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
    article = first > 0 and tokens[first - 1].lower == "the"
    back = first - 1 - article
    behind = back >= 0 and tokens[back].lower in (OVER if article else LOCATIVE)
    behind = behind or (back > 0 and tokens[back].lower == "of" and tokens[back - 1].lower in PARTED)
    following = tokens[end].lower if end < len(tokens) else ""
    area = article and back >= 0 and tokens[back].lower in LOCATIVE | {"along"} and following in GEOGRAPHY
    heads = following == ":" and 0 < end <= HEADING and first > 0 and tokens[first - 1].text == ","
    return behind or area or heads or _lies(tokens, first)


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
    text = tokens[0].text
    for before, token in pairwise(tokens):
        text += token.text if token.start == before.end else f" {token.text}"
    place = Place(name=text, reason=f"the gazetteer knows no {text}")
    return PlaceMention(start=tokens[0].start, end=tokens[-1].end, text=text, kind=PlaceKind.CITY, place=place)
