"""Claims about a place itself: how far it lies from another, and what it is called."""

from __future__ import annotations

from dataclasses import replace

from hardstand.claims.distance_checks import distance_entry
from hardstand.claims.distances import StatedDistance
from hardstand.claims.drafts import Draft
from hardstand.claims.entries import ClaimKind, Place, Polarity
from hardstand.claims.places import PlaceMention
from hardstand.claims.surroundings import Surroundings
from hardstand.claims.things import Thing


def placed_drafts(around: Surroundings, number: int) -> list[Draft]:
    """The claims of one sentence on how far a place lies from another."""
    return [_located(around, number, stated) for stated in around.distances[number]]


def named_drafts(around: Surroundings, number: int) -> list[Draft]:
    """The claims of one sentence on what a place is called, or was named after."""
    sentence = around.sentences[number]
    return [
        _draft(around, number, name.start, name.end, ClaimKind.NAME, _named_at(around, name.start, name.end))
        for name in around.names
        if sentence.start <= name.start < sentence.end
    ]


def _located(around: Surroundings, number: int, stated: StatedDistance) -> Draft:
    origin = _named_at(around, stated.start + stated.origin_from, stated.end)
    subject = _subject(around, number, stated)
    draft = _draft(around, number, stated.start, stated.end, ClaimKind.LOCATION, subject)
    return replace(draft, distance=distance_entry(stated, subject, origin))


def _subject(around: Surroundings, number: int, stated: StatedDistance) -> Place | None:
    """What lies there: the last place before the figures in the sentence, else the last exact one before it."""
    sentence = around.sentences[number]
    before = [each for each in around.places if sentence.start <= each.start and each.end <= stated.start]
    known = [each for each in before if each.place is not None]
    return known[-1].place if known else around.place_around(sentence)


def _named_at(around: Surroundings, start: int, end: int) -> Place | None:
    inside: list[PlaceMention] = [each for each in around.places if each.start < end and each.end > start]
    return inside[0].place if inside else None


def _draft(around: Surroundings, number: int, start: int, end: int, kind: ClaimKind, place: Place | None) -> Draft:
    at = around.sources.at(number, start, end)
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
