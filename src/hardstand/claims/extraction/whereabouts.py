"""Where what a sentence tells of stands: of the places around it the one that is meant."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pyproj import Geod

from hardstand.claims.document import Document
from hardstand.claims.entries import Place
from hardstand.claims.places.clauses import part_at
from hardstand.claims.places.distances import StatedDistance
from hardstand.claims.places.mentions import PlaceKind, PlaceMention
from hardstand.claims.places.seats import is_aim, is_bound_for, is_far_end, is_seat, is_set_apart
from hardstand.claims.sentences import Sentence

NEAR_KM = 50.0
"""A text that speaks of an air base and of the city this near means the base where it names neither."""
_WGS84 = Geod(ellps="WGS84")
LEAD = 20
"""Characters before a place's name in which a preposition stands."""
LEFT = frozenset({"from", "leave", "leaves", "leaving", "left", "vacated", "vacating", "departed", "quit"})
"""Before the place that something leaves."""
GONE_TO = frozenset({"to", "for", "into", "toward", "towards", "onto"})
"""Before the place to which it goes."""


@dataclass(frozen=True, kw_only=True)
class Whereabouts:
    """The places of a text, and which of them a stretch of it is about.

    Attributes:
        document: the text.
        sentences: of headline and body.
        places: in order.
        distances: by sentence.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    places: tuple[PlaceMention, ...]
    distances: tuple[tuple[StatedDistance, ...], ...]

    def place(
        self,
        number: int,
        start: int,
        end: int,
        clause: tuple[int | None, int | None] = (None, None),
        *,
        away: bool = False,
        speaker: str | None = None,
    ) -> Place | None:
        """Where, for a stretch of a sentence: the nearest, most exact place named in it, else the last before.

        Args:
            number: of the sentence.
            start: offset in the folded text.
            end: the same.
            clause: where its clause begins and ends; None = not known.
            away: whether something leaves: of "from A to B" A is the place, else B.
            speaker: who says it; "the ministry in Minsk" names no place where anything stands.
        """
        sentence = self.sentences[number]
        inside = [each for each in self.between(sentence.start, sentence.end) if each.place is not None]
        own = self._of_things(number, inside)
        told = [each for each in own if not self._seat(each) and each.text not in (speaker or "")]
        if not told:
            return self._elsewhere(sentence, own)
        own = self._beside(sentence, start, self._on_the_way(told, away=away))
        own = [each for each in own if away and self._leads(each, LEFT | {"out of"})] or own
        own = [each for each in own if _in_clause(each.start, clause)] or own
        return min(own, key=lambda each: (self._vague(each), _gap(start, end, each.start, each.end))).place

    def _elsewhere(self, sentence: Sentence, own: Sequence[PlaceMention]) -> Place | None:
        """Where, for a sentence that names only where a speaker sits: what was named before, else that."""
        around = self.place_around(sentence)
        here = any(each.place == around for each in self.between(sentence.start, sentence.end))
        return own[-1].place if own and (around is None or here) else around

    def _of_things(self, number: int, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
        """Without those that are only compared with, or from which it is only measured how far another lies."""
        text = self.document.folded
        own = [each for each in mentions if not is_set_apart(text, each.start)]
        own = [each for each in own if not self._measured_from(number, each, figures=True)]
        own = [each for each in own if not self._measured_from(number, each)] or own
        own = [each for each in own if not is_bound_for(text, each.start)] or own
        return [each for each in own if not is_far_end(text, each.start)] or own

    def _on_the_way(self, mentions: list[PlaceMention], *, away: bool) -> list[PlaceMention]:
        """Without those that were only passed, and those to which something leaves or from which it came."""
        own = [each for each in mentions if not self._leads(each, {"via"})] or mentions
        return [each for each in own if not self._leads(each, GONE_TO if away else LEFT)] or own

    def _beside(self, sentence: Sentence, start: int, mentions: list[PlaceMention]) -> list[PlaceMention]:
        """Those in the same part of the sentence, if any."""
        text = self.document.folded[sentence.start : sentence.end]
        first, end = part_at(text, max(0, start - sentence.start))
        return [each for each in mentions if first <= each.start - sentence.start < end] or mentions

    def _seat(self, mention: PlaceMention) -> bool:
        text = self.document.folded
        return is_seat(text, mention.start, mention.end) or is_aim(text, mention.start)

    def place_around(self, sentence: Sentence) -> Place | None:
        """Where, for a sentence that names no place: what its paragraph, else the whole text is about."""
        paragraph = self.document.paragraphs[sentence.paragraph]
        before = [each for each in self.between(paragraph.start, sentence.start) if self._may_stay(each)]
        exact = [each for each in before if _rank(each.kind) == 0]
        named = exact or [each for each in before if _rank(each.kind) == 1]
        last = self._last_meant(named)
        if last is None or (not exact and near(last, self.main_place)):
            areas = [each.place for each in before if each.kind in {PlaceKind.REGION, PlaceKind.SEA}]
            return self.main_place or (areas[-1] if areas else None)
        return last

    def _last_meant(self, mentions: list[PlaceMention]) -> Place | None:
        """The last of them; that near which it only lies comes before it: "at Tsel, near Asipovichy"."""
        meant = [each for each in mentions if not self._leads(each, {"near", *LEFT})] or mentions
        return meant[-1].place if meant else None

    def _may_stay(self, mention: PlaceMention) -> bool:
        """Whether what is said next may be about this place."""
        return mention.place is not None and not self._seat(mention) and not self._only_measured(mention)

    def _only_measured(self, mention: PlaceMention) -> bool:
        """Whether it is only said how far another place lies from this one, in its sentence."""
        number = bisect_right(self._sentence_starts, mention.start) - 1
        return number >= 0 and self._measured_from(number, mention, figures=True)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [each.start for each in self.sentences]

    @cached_property
    def main_place(self) -> Place | None:
        """The airport or base that the text names most often, the first of several; else the last city, or None."""
        stays = [each for each in self.places if self._may_stay(each)]
        exact = [each.place for each in stays if each.place is not None and _rank(each.kind) == 0]
        cities = [each.place for each in stays if each.place is not None and _rank(each.kind) == 1]
        if exact:
            return max(dict.fromkeys(exact), key=exact.count)
        return max(dict.fromkeys(cities), key=cities.count) if cities else None

    def _vague(self, mention: PlaceMention) -> int:
        """The more exact, the lower; with an article a city's name is a river's or a region's."""
        return _rank(mention.kind) + (mention.kind is PlaceKind.CITY and self._leads(mention, {"the"}))

    def _leads(self, mention: PlaceMention, words: frozenset[str] | set[str]) -> bool:
        """Whether one of the words stands right before a place, or before the article of its name."""
        before = self.document.folded[max(0, mention.start - LEAD) : mention.start].lower().split()
        if len(before) > 1 and before[-1] == "the" and "the" not in words:
            before.pop()
        return bool(before) and (before[-1] in words or " ".join(before[-2:]) in words)

    def _measured_from(self, number: int, mention: PlaceMention, *, figures: bool = False) -> bool:
        """Whether it is only said how far, or with `figures` how many kilometres, another place lies from this one."""
        return any(
            each.start + each.origin_from <= mention.start < each.end and (each.figures or not figures)
            for each in self.distances[number]
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [each.start for each in self.places]

    def between(self, start: int, end: int) -> Sequence[PlaceMention]:
        """The places that begin in a stretch of the folded text."""
        return self.places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _in_clause(position: int, clause: tuple[int | None, int | None]) -> bool:
    since, until = clause
    return (since is None or position >= since) and (until is None or position < until)


def near(place: Place, other: Place | None) -> bool:
    """Whether two places lie within `NEAR_KM`; never where one is not known."""
    if other is None or None in {place.lon, place.lat, other.lon, other.lat}:
        return False
    _, _, metres = _WGS84.inv(place.lon, place.lat, other.lon, other.lat)
    return bool(metres <= NEAR_KM * 1000)


def _rank(kind: PlaceKind) -> int:
    """The more exact, the lower."""
    return {PlaceKind.AIRPORT: 0, PlaceKind.BASE: 0, PlaceKind.GENERIC: 0, PlaceKind.CITY: 1}.get(kind, 2)


def _gap(start: int, end: int, other_start: int, other_end: int) -> int:
    """Characters between two stretches."""
    return max(0, other_start - end, start - other_end)
