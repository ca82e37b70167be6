"""Who provided the images that a text speaks of."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hardstand.claims.sentences import Sentence, Token, tokens_of
from hardstand.claims.sources.clauses import is_name_like, lower_at
from hardstand.claims.sources.lexicon import ANALYSED, ANALYSES, BODIES, IMAGE_NOUNS, PROVIDED
from hardstand.claims.sources.shades_lexicon import BE, TIMES
from hardstand.claims.sources.speakers import text_of
from hardstand.claims.word_sets import word_set

FIRM_WORDS = word_set(
    "labs space technologies technology analysis analytics imaging intelligence systems inc. inc corp. satellites "
    "geospatial international services aerospace defence defense group sat earth maps agency"
)
"""One of these in a name tells that it is a firm or an agency."""
APPOSED = word_set("firm company operator provider startup start-up business agency corporation")
KINDS = word_set(
    "satellite radar commercial optical sar aerial drone new high resolution - low thermal infrared multispectral"
)
"""What may stand between a provider's name and the word for its images."""
SCENES = word_set(
    "scene scenes pass passes capture captures acquisition acquisitions mosaic mosaics overpass overpasses tile tiles "
    "still stills grab grabs collect view views"
)
"""Behind a known provider's name these are its images too."""
LONGEST = 12
"""So many tokens after the word for images its provider is looked for."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A provider of images, where a text names one.

    Attributes:
        name: as the text has it.
        start: offset of the name in the folded text.
        end: offset after it.
        sentence: number of the sentence, from 0.
    """

    name: str
    start: int
    end: int
    sentence: int


def find_providers(sentences: Sequence[Sentence], folded: str) -> tuple[Provider, ...]:
    """Every place where the text names the provider of images, in order."""
    found: list[Provider] = []
    for number, sentence in enumerate(sentences):
        tokens = sentence.tokens
        seen: set[int] = set()
        for position, token in enumerate(tokens):
            for first, last in _names(tokens, position, token.lower):
                if first < last and first not in seen:
                    seen.add(first)
                    start, end = tokens[first].start, tokens[last - 1].end
                    name = text_of(tokens[first:last], folded)
                    found.append(Provider(name=name, start=start, end=end, sentence=number))
        found += _imaging(sentence, number, seen, folded)
    return tuple(found)


IMAGED = word_set("photographed imaged took taken captured collected acquired")
"""Verbs of which a known provider may be the subject."""


def _imaging(sentence: Sentence, number: int, seen: set[int], folded: str) -> list[Provider]:
    """Known providers right before such a verb: "Maxar photographed the airfield"."""
    tokens = sentence.tokens
    found = []
    for position, token in enumerate(tokens):
        first = position
        while first > 0 and position - first < 3 and is_name_like(tokens[first - 1]):
            first -= 1
        if token.lower in IMAGED and first < position and first not in seen and _is_provider(tokens, first, position):
            name = text_of(tokens[first:position], folded)
            start, end = tokens[first].start, tokens[position - 1].end
            found.append(Provider(name=name, start=start, end=end, sentence=number))
    return found


def _names(tokens: Sequence[Token], position: int, word: str) -> Iterator[tuple[int, int]]:
    if word in SCENES:
        first, last = _before(tokens, position)
        if first < last and _is_known(tokens, first, last):
            yield first, last
    elif word in IMAGE_NOUNS:
        yield _before(tokens, position)
        yield _taking(tokens, position)
        yield _after(tokens, position)
    elif word in PROVIDED and lower_at(tokens, position - 1) in BE and lower_at(tokens, position + 1) == "by":
        first, last = _name_at(tokens, position + 2)
        if first < last and _is_provider(tokens, first, last):
            yield first, last


def only_provider(providers: Sequence[Provider]) -> str | None:
    """The provider of a text that names exactly one; "Maxar" and "Maxar Technologies" are one."""
    names = sorted({provider.name for provider in providers}, key=len)
    if names and all(name.startswith(names[0]) for name in names):
        return names[-1]
    return None


def _before(tokens: Sequence[Token], position: int) -> tuple[int, int]:
    """As in "Maxar images", "Maxar's new satellite images", "Maxar released images": a known name or that of a firm."""
    end = position
    while end and tokens[end - 1].lower in KINDS:
        end -= 1
    if end and tokens[end - 1].lower in PROVIDED:
        end -= 1
    if end and tokens[end - 1].text == "'s":
        end -= 1
    for length in range(min(6, end), 0, -1):
        if _is_provider(tokens, end - length, end):
            return end - length, end
    return 0, 0


def _after(tokens: Sequence[Token], position: int) -> tuple[int, int]:
    """As in "Imagery provided by X", "images from X, a firm", "photos by X"."""
    for index in range(position + 1, min(position + LONGEST, len(tokens))):
        word = tokens[index].lower
        if tokens[index].text in {";", '"', "."} or (word in IMAGE_NOUNS and index > position + 1):
            break
        if word not in {"by", "from", "of"}:
            continue
        first, last = _name_at(tokens, index + 1)
        if first < last and _gives(tokens, index, position, first, last):
            return first, last
    return 0, 0


def _taking(tokens: Sequence[Token], position: int) -> tuple[int, int]:
    """As in "Images that X took", "a picture which X acquired"."""
    if lower_at(tokens, position + 1) not in {"that", "which"}:
        return 0, 0
    first, last = _name_at(tokens, position + 2)
    return (first, last) if first < last and lower_at(tokens, last) in IMAGED else (0, 0)


def is_scene(tokens: Sequence[Token], position: int) -> bool:
    """Whether a word such as "pass" or "scenes" stands behind a known provider's name, for its images."""
    if tokens[position].lower not in SCENES:
        return False
    first, last = _before(tokens, position)
    return first < last and _is_known(tokens, first, last)


def _gives(tokens: Sequence[Token], link: int, position: int, first: int, last: int) -> bool:
    """Whether the word before a name ("by", "from") makes it the provider's."""
    if gave(tokens, position, link) is False or tokens[link].lower == "of":
        return False
    if tokens[link].lower == "by":
        beside = link == position + 1 and not _is_analysed(tokens, position)
        return beside or gave(tokens, position, link) is True
    return _is_provider(tokens, first, last) or _is_firm(tokens, last)


def gave(tokens: Sequence[Token], position: int, link: int) -> bool | None:
    """Whether the last participle between two tokens is one of giving images; None where there is none.

    "Taken on 3 May by" gives them, "analysed by" looks at them.
    """
    for index in range(link - 1, position, -1):
        word = tokens[index].lower
        if word in PROVIDED | ANALYSED:
            return word in PROVIDED
    return None


def _is_analysed(tokens: Sequence[Token], position: int) -> bool:
    """Whether the images are those of "an analysis of images": who follows has looked at them."""
    return any(token.lower in ANALYSES for token in tokens[max(0, position - 6) : position])


def _name_at(tokens: Sequence[Token], start: int) -> tuple[int, int]:
    """The name that begins there, articles left out."""
    while start < len(tokens) and tokens[start].lower in {
        "the",
        "a",
        "an",
        "commercial",
        "satellite",
        "firm",
        "company",
        "u.s.",
    }:
        start += 1
    for length in range(6, 0, -1):
        if start + length <= len(tokens) and _is_known(tokens, start, start + length):
            return start, start + length
    end = start
    while end < len(tokens) and (_in_name(tokens, end) or (end > start and _joins(tokens, end))):
        end += 1
    return start, end


def _in_name(tokens: Sequence[Token], position: int) -> bool:
    token = tokens[position]
    return (is_name_like(token) and token.lower not in TIMES) or (token.lower in BODIES and token.text[:1].isupper())


def _joins(tokens: Sequence[Token], position: int) -> bool:
    """As in "of", "and", "&" or a hyphen within a name."""
    token = tokens[position]
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if following is None or not following.text[:1].isalnum():
        return False
    if token.text == "-" and token.start == tokens[position - 1].end:
        return True
    return (token.lower in {"of", "&"} and following.text[:1].isupper()) or _joins_body(tokens, position)


def _joins_body(tokens: Sequence[Token], position: int) -> bool:
    """As in "Center for Strategic and International Studies": "for" and "and" within the name of a body."""
    if tokens[position].lower not in {"for", "and"} or not tokens[position + 1].text[:1].isupper():
        return False
    return any(token.lower in BODIES and token.text[:1].isupper() for token in tokens[max(0, position - 3) : position])


def _is_provider(tokens: Sequence[Token], first: int, last: int) -> bool:
    if _is_known(tokens, first, last):
        return True
    names = tokens[first:last]
    if len(names) < 2 or not all(is_name_like(token) for token in names):
        return False
    return any(token.lower in FIRM_WORDS for token in names[1:])


def _is_firm(tokens: Sequence[Token], end: int) -> bool:
    """Whether ", a commercial satellite firm" follows."""
    if lower_at(tokens, end) != "," or lower_at(tokens, end + 1) not in {"a", "an", "the"}:
        return False
    return any(token.lower in APPOSED for token in tokens[end + 2 : end + 9])


def _is_known(tokens: Sequence[Token], first: int, last: int) -> bool:
    return tokens[first].text[:1].isupper() and tuple(token.lower for token in tokens[first:last]) in _known()


def is_known_provider(name: str) -> bool:
    """Whether a name is that of a known provider of images."""
    return tuple(name.lower().split()) in _known()


@cache
def _known() -> frozenset[tuple[str, ...]]:
    with (files("hardstand.claims.sources") / "providers.csv").open(encoding="utf-8") as lines:
        names = [row["name"] for row in csv.DictReader(lines)]
    return frozenset(tuple(token.lower for token in tokens_of(name)) for name in names)
