"""Every place that a text names, where it lies, and what else the text calls it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hardstand.claims.document import Document
from hardstand.claims.entries import Place
from hardstand.claims.gazetteer.lookup import Gazetteer, Hints
from hardstand.claims.gazetteer.regions import capital_of, country_named, state_named
from hardstand.claims.places.aliases import StatedName, link_names, stated_names
from hardstand.claims.places.areas import area_in, governing, region_key
from hardstand.claims.places.facilities import Scene, facility_in
from hardstand.claims.places.generic import generic_mentions
from hardstand.claims.places.looking_up import look_up, town_of
from hardstand.claims.places.runs import Run, in_title_case, runs_of, words_of
from hardstand.claims.places.types import Named, PlaceKind, PlaceMention
from hardstand.claims.places.words import BREAKS
from hardstand.claims.sentences import Sentence

__all__ = ["PlaceKind", "PlaceMention", "StatedName", "find_places", "stated_names"]


def find_places(document: Document, sentences: tuple[Sentence, ...], gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """The places that a text names, and words that point to them, in the order of the text.

    Args:
        document: the text as read.
        sentences: of its headline and body.
        gazetteer: knows where places lie.

    Returns:
        mentions with offsets into the folded text; one that two names of the text share has one `Place`.
    """
    scenes = [_scene(document.folded, sentence) for sentence in sentences]
    named = [each for scene in scenes for each in _named_in(scene, gazetteer)]
    named = _within_the_next(_without_persons(named, scenes), document.folded)
    hints = _hints(named, gazetteer)
    names = link_names(document.folded, sentences, named)
    found = look_up(names, gazetteer, hints)
    found += generic_mentions(document.folded, sentences, found, gazetteer)
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def _scene(text: str, sentence: Sentence) -> Scene:
    found = words_of(text[sentence.start : sentence.end], sentence.start)
    headline = text[sentence.end - 1] != "." and in_title_case(found)
    return Scene(text=text, words=found, title_case=headline)


def _named_in(scene: Scene, gazetteer: Gazetteer) -> list[Named]:
    found: list[Named] = []
    reached = 0
    for run in runs_of(scene.words, BREAKS if scene.title_case else frozenset()):
        first = max(run.first, reached)
        while first < run.end:
            rest = Run(first, run.end)
            if scene.title_case:
                hit = _facility_part(scene, rest, gazetteer) or _part(scene, rest, gazetteer)
            else:
                hit = facility_in(scene, rest) or area_in(scene, rest, gazetteer)
            if hit is None:
                break
            found.append(hit[0])
            first = reached = hit[1]
    return found


def _facility_part(scene: Scene, run: Run, gazetteer: Gazetteer) -> tuple[Named, int] | None:
    """The facility inside a headline's row of capitals: with the longest name that is known, else the shortest."""
    hit = None
    for first in range(run.first, run.end):
        found = facility_in(scene, Run(first, run.end))
        if found is None:
            continue
        hit = found
        if gazetteer.airports(hit[0].name) if hit[0].aerial else gazetteer.cities(town_of(hit[0].name)):
            return hit
    return hit


def _part(scene: Scene, run: Run, gazetteer: Gazetteer) -> tuple[Named, int] | None:
    """The first name inside a headline's row of capitals."""
    for first in range(run.first, run.end):
        for end in range(min(run.end, first + 3), first, -1):
            hit = area_in(scene, Run(first, end), gazetteer)
            if hit is None or hit[0].start != scene.words[first].start:
                continue
            if hit[0].kind is not PlaceKind.CITY or end == run.end or governing(scene.words, first) is not None:
                return hit
    return None


def _without_persons(named: list[Named], scenes: Sequence[Scene]) -> list[Named]:
    """Without "Jordan" where the text has a "Michael Jordan" and does not say "in Jordan"."""
    taken = {each.start for each in named}
    surnames = set()
    for scene in scenes:
        if scene.title_case:
            continue
        for run in runs_of(scene.words):
            if run.end - run.first >= 2 and not any(word.start in taken for word in scene.words[run.first : run.end]):
                surnames.add(scene.words[run.end - 1].text)
    return [
        each for each in named if each.text not in surnames or (not each.government and each.kind is PlaceKind.COUNTRY)
    ]


def _within_the_next(named: list[Named], text: str) -> list[Named]:
    """With what follows after a comma, or "in": "Latakia, Syria", "Palmyra airport in Syria"."""
    found = list(named)
    for number, (one, other) in enumerate(pairwise(named)):
        within = _hints_of(other)
        if within is not None and _holds(one, text[one.end : other.start]):
            country = country_named(one.name) is not None
            kind = PlaceKind.CITY if one.government and not country else one.kind
            found[number] = replace(one, hints=within, kind=kind, government=one.government and country)
    return found


def _holds(named: Named, between: str) -> bool:
    """Whether what stands after a place's name and these words is where it lies."""
    if named.facility:
        return between in {", ", " in ", " in the "}
    return between == ", " and (named.kind in {PlaceKind.CITY, PlaceKind.REGION} or named.government)


def _hints_of(named: Named) -> Hints | None:
    """What a country or region says of a place that lies in it."""
    if named.kind is PlaceKind.COUNTRY:
        entry = country_named(named.name)
        return None if entry is None else Hints(countries=frozenset({entry.country}), strict=True)
    if named.kind is PlaceKind.REGION:
        state = state_named(named.name)
        if state is not None:
            return Hints(countries=frozenset({"US"}), regions=frozenset({state.region}), strict=True)
    return None


def _hints(named: list[Named], gazetteer: Gazetteer) -> Hints:
    """What the text names by the way: countries as places, regions, and where its unmistakable cities lie."""
    countries: set[str] = set()
    regions: set[str] = set()
    for each in named:
        if each.kind is PlaceKind.COUNTRY and not each.government:
            entry = country_named(each.name)
            countries |= {entry.country} if entry is not None else set()
        if each.kind is PlaceKind.REGION:
            regions.add(region_key(each.name))
        countries |= each.hints.countries
        if each.kind in {PlaceKind.AIRPORT, PlaceKind.BASE, PlaceKind.CITY}:
            countries |= _country_of(each, gazetteer)
    return Hints(countries=frozenset(countries), regions=frozenset(regions))


def _country_of(named: Named, gazetteer: Gazetteer) -> set[str]:
    """Where a city or airport lies of which there is but one, or a capital."""
    capital = capital_of(named.name)
    if capital is not None:
        return {capital}
    found = gazetteer.airports(named.name) if named.aerial else gazetteer.cities(town_of(named.name))
    return {found[0].country} - {""} if len(found) == 1 else set()


def place_of(mentions: Sequence[PlaceMention], start: int, end: int) -> Place | None:
    """The place that a stretch of the folded text names, or None."""
    return next((each.place for each in mentions if each.start < end and each.end > start and each.place), None)
