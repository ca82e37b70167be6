"""Claims about a place itself: how far it lies from another, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hardstand.claims.entries import ClaimKind, Place, Polarity
from hardstand.claims.extraction.drafts import Draft
from hardstand.claims.extraction.naming import names_called
from hardstand.claims.extraction.setting import in_scene, speaks_of_else
from hardstand.claims.extraction.surroundings import Surroundings
from hardstand.claims.places.distance_checks import distance_entry
from hardstand.claims.places.distances import StatedDistance
from hardstand.claims.places.mentions import PlaceKind
from hardstand.claims.things import Thing

BESIDE = 3
"""Characters between a place's name and its distance in an apposition: ", " or " ("."""
NAME_REACH = 120
"""Characters of a place's name at most."""
SUBJECT_REACH = 60
"""Characters between a place and how far it lies from another, for one claim to hold both."""


def placed_drafts(around: Surroundings, number: int) -> list[Draft]:
    """The claims of one sentence on how far a place lies from another."""
    words = [token.lower for token in around.sentences[number].tokens]
    if speaks_of_else(words) > in_scene(words):
        return []
    return [
        _located(around, number, stated) for stated in around.distances[number] if _of_a_place(around, number, stated)
    ]


_LIES = re.compile(
    r"\b(?:[Ll]ies|lie|lay|[Ll]ocated(?! (?:the|a|an)\b)|[Ss]ituated|[Ll]ying|[Ss]ited|sits|sit|stands)\b[^;:]{0,60}$"
)
_IS = re.compile(r"\b(?:is|was|are|were|base|airport|airfield|site|town|village|city)\b[^;:,]{0,30}$")


_IS_WHAT = re.compile(r", (?:a|an|the) [\w' -]{3,40} ?$")
"""Between a place and its distance: "Agalega, a pair of islets 1,100 km north of"."""
_IS_A = re.compile(r", (?:a|an|the) (?:[\w'-]+ ){0,8}?")
"""Between a place and its distance, where what it is stands there: "Rechytsa, a town in Gomel 45 km from"."""
_OUTPOST = re.compile(
    r"\b(?:base|airbase|airfield|airport|airstrip|outpost|site|camp|facility|town|village|island|complex|depot|plant|"
    r"garrison|port|settlement)(?:,| \() ?(?:which is |located |situated )?$"
)
"""Before a distance: "the future outpost, 12 miles north-west of"."""
_OF_AN_AREA = re.compile(r"^ (?:refugee |displaced persons )?(?:camp|pass|crossing|district|island|ridge|area|region)")


def _of_a_place(around: Surroundings, number: int, stated: StatedDistance) -> bool:
    """Whether it is a place that lies so far away, not something that stands or happens there."""
    sentence = around.sentences[number]
    before = around.document.folded[sentence.start : stated.start]
    named = [each for each in around.where.between(sentence.start, stated.start) if each.end <= stated.start]
    between = around.document.folded[named[-1].end : stated.start] if named else ""
    beside = bool(named) and (bool(_IS_WHAT.fullmatch(between)) or len(_OF_AN_AREA.sub("", between)) <= BESIDE)
    if around.document.folded.startswith("to ", stated.start):
        return False
    lies = bool(_LIES.search(before)) or bool(_OUTPOST.search(before))
    return lies or (bool(named) and bool(_IS.search(before))) or beside


def named_drafts(around: Surroundings, number: int) -> list[Draft]:
    """The claims of one sentence on what a place is called, or was named after."""
    stated = [
        _draft(around, number, name.start, name.end, ClaimKind.NAME, _named_at(around, name.start, name.end))
        for name in around.names_in(number)
        if not _from_origin(around, number, name.start)
    ]
    return [*stated, *(each for each in _called(around, number) if not any(_overlap(each, other) for other in stated))]


def _overlap(one: Draft, other: Draft) -> bool:
    return one.start < other.end and other.start < one.end


def _from_origin(around: Surroundings, number: int, start: int) -> bool:
    """Whether the name is that of the place from which a distance is measured: it is not called anything here."""
    return any(each.start + each.origin_from <= start < each.end for each in around.distances[number])


def _called(around: Surroundings, number: int) -> list[Draft]:
    """What is called something by words that no known place stands before: "the site, locally known as Object 12"."""
    sentence = around.sentences[number]
    words = [token.lower for token in sentence.tokens]
    told = around.about_things or in_scene(words) or _sited(words) or around.distances[number]
    if not told or speaks_of_else(words):
        return []
    text = around.document.folded[sentence.start : sentence.end]
    found = []
    for start, end in names_called(text):
        whole = sentence.start + start, sentence.start + end
        place = _holder(around, number, *whole)
        found.append(_draft(around, number, *whole, ClaimKind.NAME, place))
    return found


def _holder(around: Surroundings, number: int, start: int, end: int) -> Place | None:
    """What is called so: the first place named before in its sentence, else behind it, else what is spoken of."""
    sentence = around.sentences[number]
    here = [
        each
        for each in around.where.between(sentence.start, sentence.end)
        if not _from_origin(around, number, each.start)
    ]
    own = [each for each in here if each.start < end and each.end > start and each.kind is PlaceKind.BASE]
    before = [each for each in here if each.end <= start]
    clause = [each for each in before if ";" not in around.document.folded[each.end : start]]
    after = [each for each in here if each.start >= end and not before]
    exact = [each for each in clause if each.kind in {PlaceKind.AIRPORT, PlaceKind.BASE, PlaceKind.CITY}]
    named = [each for each in (*exact, *clause, *own, *after) if each.place is not None]
    return named[0].place if named else around.where.place(number, start, end)


def _sited(words: Sequence[str]) -> bool:
    """Whether a sentence speaks of a place that could hold such things."""
    return bool(
        {"airport", "airfield", "base", "airbase", "site", "facility", "camp", "port", "garrison", "range"} & set(words)
    )


def _located(around: Surroundings, number: int, stated: StatedDistance) -> Draft:
    origin = _named_at(around, stated.start + stated.origin_from, stated.end) if stated.origin else None
    subject = _subject(around, number, stated)
    start = _subject_start(around, number, stated)
    draft = _draft(around, number, start, stated.end, ClaimKind.LOCATION, subject)
    return replace(draft, distance=distance_entry(stated, subject, origin))


def _subject_start(around: Surroundings, number: int, stated: StatedDistance) -> int:
    """Where the words for what lies there begin, if they stand close before the figures; else where those begin."""
    sentence = around.sentences[number]
    before = [each for each in around.where.between(sentence.start, stated.start) if each.end <= stated.start]
    return before[-1].start if before and stated.start - before[-1].end <= SUBJECT_REACH else stated.start


def _subject(around: Surroundings, number: int, stated: StatedDistance) -> Place | None:
    """What lies there: the last place before the figures in the sentence, else the last exact one before it."""
    sentence = around.sentences[number]
    before = [each for each in around.where.between(sentence.start, stated.start) if each.end <= stated.start]
    exact = [each for each in before if each.kind in {PlaceKind.AIRPORT, PlaceKind.BASE, PlaceKind.GENERIC}]
    if not (exact or before):
        around_it = around.where.place_around(sentence)
        return None if around_it is None or around_it.name == stated.origin else around_it
    towns = [each for each in before if each.kind not in {PlaceKind.COUNTRY, PlaceKind.REGION}] or before
    beside = towns[-1] if _describes(around.document.folded[towns[-1].end : stated.start]) else None
    apposed = next(
        (each for each in before if _IS_A.fullmatch(around.document.folded[each.end : stated.start])), beside
    )
    named = [each for each in exact if each.place is not None] or [each for each in before if each.place is not None]
    last = apposed or (named or before)[-1]
    return last.place or Place(name=last.text, reason="the text does not say which one")


def _describes(between: str) -> bool:
    """Whether nothing but a comma or bracket stands between a place and its distance."""
    return between.strip() in {",", "("}


def _named_at(around: Surroundings, start: int, end: int) -> Place | None:
    inside = [each for each in around.where.between(start - NAME_REACH, end) if each.end > start]
    return inside[0].place if inside else None


def _draft(around: Surroundings, number: int, start: int, end: int, kind: ClaimKind, place: Place | None) -> Draft:
    at = around.source_at(number, start, end)
    return Draft(
        start=start,
        end=end,
        sentence=number,
        kind=kind,
        thing=Thing.OTHER,
        polarity=Polarity.DENIED if at.denies != at.negated else Polarity.AFFIRMED,
        hedges=at.hedges,
        source=at.source,
        place=place,
    )
