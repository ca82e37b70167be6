"""Words that point to an airport or base without its name: "the airport", "an air base near Latakia", "there"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from hardstand.claims.entries import Place
from hardstand.claims.gazetteer.geodesy import inverse
from hardstand.claims.gazetteer.lookup import Gazetteer
from hardstand.claims.gazetteer.names import fold, without_articles
from hardstand.claims.gazetteer.regions import country_named
from hardstand.claims.places.types import PlaceKind, PlaceMention
from hardstand.claims.places.words import ADJECTIVES, DEMONYMS
from hardstand.claims.sentences import Sentence
from hardstand.claims.word_sets import word_set

NEARBY = 60.0
"""Kilometres from a town within which an airport is the one "near" or "in" it."""

_AERIAL = r"international airport|airport|airfield|airstrip|aerodrome|air ?base|air station"
_ANY = r"(?:military |naval |army )?(?:base|facility|installation)|site|compound|complex|garrison"
_OF_THE_SEA = r"(?:military |naval |commercial )?(?:port|harbou?r|shipyard)"
_OTHER_ADJECTIVES = word_set(
    "same coastal sprawling remote strategic large major key international only second expanded country's city's "
    "province's army government-held"
)
_ADJECTIVE = "|".join(sorted(map(re.escape, ADJECTIVES | DEMONYMS | _OTHER_ADJECTIVES), key=len, reverse=True))
_POINTING = re.compile(
    rf"\b(?P<article>the|that|this|its|an?)\s+(?:(?:{_ADJECTIVE})\s+){{0,3}}"
    rf"(?:(?P<air>{_AERIAL})|(?P<any>{_ANY})|(?P<sea>{_OF_THE_SEA}))\b(?!-)",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\s+(?P<how>in|at|near|outside|inside|of|on)\s+[^.;:,()]{0,60}?$")
_THERE = re.compile(
    r"\bthere\b(?![,\"]*\s+\"?(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|be|remains?|appears?|"
    r"seems?|no|exists?)\b)(?!'s)"
)
_OF_SHIPS = re.compile(r"port\b|harbou?r|shipyard|dockyard|naval|submarine|navy", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class _Facility:
    """A named facility of the text."""

    start: int
    place: Place
    aerial: bool
    of_ships: bool


class _Text:
    """The mentions of a text, ready to be asked what a generic word points to."""

    def __init__(self, mentions: Sequence[PlaceMention], gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._mentions = sorted(mentions, key=lambda each: each.start)
        self._starts = [each.start for each in self._mentions]
        self._facilities = [
            _Facility(
                start=each.start, place=each.place, aerial=_is_aerial(each), of_ships=bool(_OF_SHIPS.search(each.text))
            )
            for each in self._mentions
            if each.kind in {PlaceKind.AIRPORT, PlaceKind.BASE} and each.place is not None
        ]
        self._distinct = list({each.place.name: each for each in reversed(self._facilities)}.values())[::-1][:_MOST]
        self._only = {wanted: self._only_one(wanted) for wanted in ("air", "any", "sea")}
        self._near: dict[tuple[str, Place | None, str], Place | None] = {}
        self._facility_starts = [each.start for each in self._facilities]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a named place, other than a country's adjective, stands in a stretch."""
        at = bisect_left(self._starts, start)
        near = self._mentions[max(0, at - 1) : at + 1]
        return any(each.start < end and each.end > start for each in near)

    def next_area(self, start: int, stop: int) -> PlaceMention | None:
        """The first place named after a position."""
        at = bisect_left(self._starts, start)
        if at < len(self._mentions) and self._mentions[at].start < stop:
            return self._mentions[at]
        return None

    def last(self, position: int, wanted: str) -> Place | None:
        """The facility that was named last; where none was, the only one that the text names."""
        before = bisect_left(self._facility_starts, position)
        for at in range(before - 1, max(-1, before - 1 - _LOOK_BACK), -1):
            if _fits(self._facilities[at], wanted):
                return self._facilities[at].place
        return self._only[wanted]

    def _only_one(self, wanted: str) -> Place | None:
        found = [each.place for each in self._distinct if _fits(each, wanted)]
        return found[0] if len(found) == 1 else None

    def near(self, area: PlaceMention, wanted: str) -> Place | None:
        """The one facility of the text that lies in or near a place."""
        key = (area.text, area.place, wanted)
        if key not in self._near:
            found = [each.place for each in self._distinct if _fits(each, wanted) and self._lies(each.place, area)]
            self._near[key] = found[0] if len(found) == 1 else None
        return self._near[key]

    def _lies(self, place: Place, area: PlaceMention) -> bool:
        if place.lon is None or area.place is None:
            return False
        if area.place.lon is not None:
            return inverse(area.place, place)[0] <= NEARBY
        entries = self._gazetteer.airports(place.code or place.name)
        if len(entries) != 1:
            return False
        if area.kind is PlaceKind.COUNTRY:
            country = country_named(area.text)
            return country is not None and country.country == entries[0].country
        return without_articles(entries[0].region) in without_articles(fold(area.text))

    def of_town(self, area: PlaceMention) -> Place | None:
        """The only airport of a town."""
        entries = self._gazetteer.airports(f"{area.text} airport")
        return self._gazetteer.choose(f"{area.text} airport", entries) if len(entries) == 1 else None


_MOST = 1000
"""Facilities of a text among which the one near a town is looked for."""
_LOOK_BACK = 50
"""Facilities before a word among which the one is that it points to."""


def _is_aerial(mention: PlaceMention) -> bool:
    return (
        mention.kind is PlaceKind.AIRPORT
        or (mention.place is not None and mention.place.code is not None)
        or bool(re.search(r"\bair|raf |nas ", mention.text, re.IGNORECASE))
    )


def _fits(facility: _Facility, wanted: str) -> bool:
    return wanted == "any" or (facility.aerial if wanted == "air" else facility.of_ships)


def generic_mentions(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[PlaceMention], gazetteer: Gazetteer
) -> list[PlaceMention]:
    """Words that point to a facility, each with the one that it points to, or None.

    "The airport" is the one named last, or the only one that the text names; "an air base near Latakia" is the one that
    the text names and that lies there; "the airport in Damascus" is that town's, where it has one.

    Args:
        text: the folded text.
        sentences: of headline and body.
        mentions: of named places.
        gazetteer: knows where they lie.
    """
    known = _Text(mentions, gazetteer)
    found = []
    for sentence in sentences:
        for match in _POINTING.finditer(text, sentence.start, sentence.end):
            if not known.overlaps(match.start(), match.end()):
                found += _pointing(text, match, sentence.end, known)
        found += [
            PlaceMention(start=match.start(), end=match.end(), text=match[0], kind=PlaceKind.GENERIC, place=place)
            for match in _THERE.finditer(text, sentence.start, sentence.end)
            if (place := known.last(match.start(), "any")) is not None
        ]
    return found


def _pointing(text: str, match: re.Match[str], stop: int, known: _Text) -> list[PlaceMention]:
    wanted = match.lastgroup or "any"
    area = known.next_area(match.end(), stop)
    how = None if area is None else _BOUND.match(text, match.end(), area.start)
    if area is not None and how is not None:
        place = _bound(match, area, how["how"], known)
    elif match["article"].lower() in {"a", "an"}:
        return []
    else:
        place = known.last(match.start(), wanted)
    return [PlaceMention(start=match.start(), end=match.end(), text=match[0], kind=PlaceKind.GENERIC, place=place)]


def _bound(match: re.Match[str], area: PlaceMention, how: str, known: _Text) -> Place | None:
    wanted = match.lastgroup or "any"
    if area.kind in {PlaceKind.AIRPORT, PlaceKind.BASE}:
        return area.place
    place = known.near(area, wanted)
    if place is None and area.kind is PlaceKind.CITY and wanted == "air" and how in {"in", "at", "of"}:
        place = known.of_town(area)
    if place is None and match["article"].lower() not in {"a", "an"} and area.kind is not PlaceKind.CITY:
        place = known.last(match.start(), wanted)
    return place
