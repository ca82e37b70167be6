"""What a claim takes from the text around it: who speaks, when, where, and whether the text is about such things."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pyproj import Geod

from hardstand.claims.document import Document
from hardstand.claims.entries import NO_TIME, Period, Place, Source
from hardstand.claims.extraction.naming import called_places
from hardstand.claims.extraction.setting import in_scene
from hardstand.claims.gazetteer.lookup import Gazetteer
from hardstand.claims.grammar.elided import with_elided
from hardstand.claims.grammar.grammar_words import BE
from hardstand.claims.grammar.mention import Mention
from hardstand.claims.grammar.mentions import find_mentions
from hardstand.claims.grammar.terms import type_of
from hardstand.claims.places.clauses import part_at
from hardstand.claims.places.distances import StatedDistance, find_distances
from hardstand.claims.places.mentions import PlaceKind, PlaceMention, StatedName, find_places, stated_names
from hardstand.claims.places.seats import is_aim, is_bound_for, is_far_end, is_seat, is_set_apart, is_ship
from hardstand.claims.places.unknown import unknown_places
from hardstand.claims.sentences import Sentence
from hardstand.claims.sources.around import source_at_edge
from hardstand.claims.sources.lexicon import IMAGE_NOUNS, VERBS, VerbClass
from hardstand.claims.sources.map import SourceAt, SourceMap, find_sources
from hardstand.claims.sources.providers import Provider, find_providers, is_known_provider
from hardstand.claims.times.belonging import nearest, seen_by, time_for
from hardstand.claims.times.phrases import Reference, Timed, find_times
from hardstand.claims.word_sets import word_set

SCENE_WORDS = 2
"""So many in the whole text and it is about such things."""
NEAR_KM = 50.0
"""A text that speaks of an air base and of the city this near means the base where it names neither."""
_WGS84 = Geod(ellps="WGS84")
IMAGING = frozenset({"photographed", "imaged", "captured", "taken", "collected", "acquired", "took", "passed"})
"""Verbs by which a sentence tells when images were made."""
BUILDERS = frozenset({"plans", "crews", "workers", "engineers", "construction", "work"})
DOING = frozenset({"added", "add", "adds", "call", "calls"})
"""Verbs by which these say nothing: "crews have added a jetty"."""
LEAD = 20
"""Characters before a place's name in which a preposition stands."""
LEFT = frozenset({"from", "leave", "leaves", "leaving", "left", "vacated", "vacating", "departed", "quit"})
"""Before the place that something leaves."""
GONE_TO = frozenset({"to", "for", "into", "toward", "towards", "onto"})
"""Before the place to which it goes."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """A text with everything that was found in it but the claims.

    Attributes:
        document: the text.
        sentences: of headline and body.
        mentions: by sentence, the phrases that name things.
        providers: of images, where the text names them.
        sources: who says what.
        places: in order.
        names: what the text says of the names of its places, in order.
        times: by sentence, in order, those of saying left out.
        distances: by sentence.
        scenes: by sentence, the number of words that speak of such things.
        gazetteer: knows places.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[tuple[Mention, ...], ...]
    providers: tuple[Provider, ...]
    sources: SourceMap
    places: tuple[PlaceMention, ...]
    names: tuple[StatedName, ...]
    times: tuple[tuple[Timed, ...], ...]
    distances: tuple[tuple[StatedDistance, ...], ...]
    scenes: tuple[int, ...]
    gazetteer: Gazetteer

    @property
    def about_things(self) -> bool:
        """Whether the whole text speaks of things that stand at places."""
        return self._scene_words >= SCENE_WORDS

    def scenes_beside(self, number: int) -> int:
        """How many words of the other sentences speak of such things."""
        return self._scene_words - self.scenes[number]

    @cached_property
    def _scene_words(self) -> int:
        return sum(self.scenes)

    def source_at(self, number: int, start: int, end: int) -> SourceAt:
        """Who says a stretch of a sentence and how; offsets are in the folded text."""
        at = self._citing(number, self.sources.at(number, start, end))
        at = replace(at, hedges=tuple(hedge for hedge in at.hedges if self._same_part(number, start, hedge)))
        if (at.source.speaker or "").lower() in BUILDERS and at.source.verb in DOING:
            at = replace(at, source=Source())
        if at.source.speaker is not None or at.source.provider is not None:
            return replace(at, source=replace(at.source, speaker=_without_stop(at.source.speaker)))
        edge = source_at_edge(self.sentences[number], self.document.folded, start, self.providers_in(number))
        return at if edge is None else replace(at, source=edge)

    def _same_part(self, number: int, position: int, hedge: str) -> bool:
        """Whether a hedge stands in the same part of its sentence, as semicolons divide it."""
        sentence = self.sentences[number]
        text = self.document.folded[sentence.start : sentence.end].lower()
        at = position - sentence.start
        first, last = text.rfind(";", 0, at) + 1, text.find(";", at)
        part = text[first : None if last < 0 else last]
        return hedge in part or hedge not in text

    def mentions_near(self, number: int) -> tuple[Mention, ...]:
        """The phrases that name things in a sentence and, in its paragraph, in the one before."""
        follows = number > 0 and self.sentences[number - 1].paragraph == self.sentences[number].paragraph
        return (*(self.mentions[number - 1] if follows else ()), *self.mentions[number])

    def providers_in(self, number: int) -> tuple[Provider, ...]:
        """The providers of images that a sentence names."""
        return self._by_sentence.get(number, ())

    @cached_property
    def _by_sentence(self) -> dict[int, tuple[Provider, ...]]:
        found: dict[int, list[Provider]] = defaultdict(list)
        for provider in self.providers:
            found[provider.sentence].append(provider)
        return {number: tuple(each) for number, each in found.items()}

    @cached_property
    def _name_starts(self) -> list[int]:
        return [each.start for each in self.names]

    def names_in(self, number: int) -> Sequence[StatedName]:
        """What a sentence says of the names of places."""
        sentence = self.sentences[number]
        first, end = (bisect_left(self._name_starts, at) for at in (sentence.start, sentence.end))
        return self.names[first:end]

    def _citing(self, number: int, at: SourceAt) -> SourceAt:
        """With the provider of the images that a speaker cites."""
        sentence = self.sentences[number]
        text = self.document.folded[sentence.start : sentence.end]
        cited = _CITING.search(text)
        if at.source.provider is not None:
            return at
        if at.source.speaker is not None and _speaks_of_images(sentence) and is_known_provider(at.source.speaker):
            return replace(at, source=replace(at.source, provider=at.source.speaker))
        if cited is None:
            return at
        here = (each.name for each in self.providers_in(number) if sentence.start + cited.start() <= each.start)
        return replace(at, source=replace(at.source, provider=next(here, None)))

    def period(self, number: int, *stretches: tuple[int, int]) -> Period:
        """When, for words of a sentence: the time of their own clause, else one that another clause lends.

        Args:
            number: of the sentence.
            stretches: of the words for the thing and of the verb, offsets in the folded text.
        """
        times = self._times_for(number)
        tokens = self.sentences[number].tokens
        chosen = time_for(tokens, times, stretches) if times is self.times[number] else nearest(times, stretches)
        if chosen is None:
            return NO_TIME
        return seen_by(chosen, tokens, stretches) if len(stretches) > 1 else chosen.period

    def period_within(self, number: int, start: int, end: int) -> Period:
        """When, by the words of a stretch alone: what a place can do is seldom dated by the rest of its sentence."""
        inside = any(start <= timed.start < end for timed in self.times[number])
        return self.period(number, (start, end)) if inside else NO_TIME

    def _times_for(self, number: int) -> tuple[Timed, ...]:
        """The times of a sentence; where it only speaks of "the images", those of the sentence before, if it imaged."""
        own = self.times[number]
        before = self.sentences[number - 1] if number else None
        if own or before is None or before.paragraph != self.sentences[number].paragraph:
            return own
        words = {token.lower for token in before.tokens}
        imaged = bool(words & IMAGING) and _speaks_of_images(self.sentences[number])
        return self.times[number - 1] if imaged else own

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


def _without_stop(name: str | None) -> str | None:
    """A name without the full stop of its sentence; "U.S." keeps its own."""
    if name is None or not name.endswith(".") or "." in name[:-1].split(" ")[-1]:
        return name
    return name[:-1]


def _in_clause(position: int, clause: tuple[int | None, int | None]) -> bool:
    since, until = clause
    return (since is None or position >= since) and (until is None or position < until)


def _speaks_of_images(sentence: Sentence) -> bool:
    """Whether images are meant that were spoken of before: "the images show", "visible in the pictures"."""
    words = [token.lower for token in sentence.tokens]
    return any(words[at] in {"the", "these"} and words[at + 1] in IMAGE_NOUNS for at in range(len(words) - 1))


def near(place: Place, other: Place | None) -> bool:
    """Whether two places lie within `NEAR_KM`; never where one is not known."""
    if other is None or None in {place.lon, place.lat, other.lon, other.lat}:
        return False
    _, _, metres = _WGS84.inv(place.lon, place.lat, other.lon, other.lat)
    return bool(metres <= NEAR_KM * 1000)


def look_around(document: Document, sentences: tuple[Sentence, ...], gazetteer: Gazetteer) -> Surroundings:
    """Find everything but the claims."""
    # "9K33 Osa" is no town.
    known = tuple(each for each in find_places(document, sentences, gazetteer) if type_of(each.text) is None)
    providers = find_providers(sentences, document.folded)
    unknown = unknown_places(sentences, known, [(each.start, each.end) for each in providers])
    known = (*known, *unknown)
    called = [each for sentence in sentences for each in called_places(document.folded, sentence, known)]
    found = (each for each in (*known, *called) if not is_ship(document.folded, each.start, each.end))
    places = tuple(sorted(found, key=lambda each: (each.start, each.end)))
    return Surroundings(
        document=document,
        sentences=sentences,
        mentions=_mentions(sentences),
        providers=providers,
        sources=find_sources(sentences, document.folded),
        places=places,
        names=stated_names(document, sentences, places),
        times=_times(document, sentences),
        distances=tuple(_distances(document, sentence) for sentence in sentences),
        scenes=tuple(in_scene([token.lower for token in sentence.tokens]) for sentence in sentences),
        gazetteer=gazetteer,
    )


def _mentions(sentences: Sequence[Sentence]) -> tuple[tuple[Mention, ...], ...]:
    """By sentence; a number alone counts what was named last, in the same paragraph."""
    found: list[tuple[Mention, ...]] = []
    for number, sentence in enumerate(sentences):
        follows = number > 0 and sentences[number - 1].paragraph == sentence.paragraph
        found.append(with_elided(find_mentions(sentence), sentence.tokens, found[-1] if follows else ()))
    return tuple(found)


def _times(document: Document, sentences: Sequence[Sentence]) -> tuple[tuple[Timed, ...], ...]:
    """By sentence, times of what happened: one that stands with a verb of saying tells when it was said.

    They are found paragraph by paragraph: "a day earlier" counts from the sentence before.
    """
    found: dict[int, list[Timed]] = {}
    for sentence in sentences:
        if sentence.paragraph not in found:
            paragraph = document.paragraphs[sentence.paragraph]
            text = _BEFORE_DAWN.sub(r"    at \1 on", document.folded[paragraph.start : paragraph.end])
            found[sentence.paragraph] = [
                _moved(timed, paragraph.start) for timed in find_times(text, document.published)
            ]
    return tuple(
        tuple(
            timed
            for timed in found[sentence.paragraph]
            if sentence.start <= timed.start < sentence.end and not _of_saying(timed, sentence)
        )
        for sentence in sentences
    )


def _moved(timed: Timed, offset: int) -> Timed:
    return replace(timed, start=timed.start + offset, end=timed.end + offset)


def _of_saying(timed: Timed, sentence: Sentence) -> bool:
    """Whether a verb of saying stands right before or after: "said on Thursday", "Thursday said"."""
    before = [token for token in sentence.tokens if token.end <= timed.start][-3:]
    if timed.reference is Reference.IMAGE or any(token.lower in _IMAGED for token in before):
        return False
    after = [token for token in sentence.tokens if token.start >= timed.end][:1]
    said = next((token for token in reversed(before) if _says(token.lower) and token.text.islower()), None)
    if said is not None and said.lower in DOING and _is_passive(sentence, said.start):
        return False
    if said is not None:
        return all(token.lower in _BETWEEN for token in before if token.start >= said.end)
    return bool(after) and _says(after[0].lower)


def _is_passive(sentence: Sentence, verb: int) -> bool:
    """Whether a form of "be" stands before the verb there: what "was added in May" was built, not said."""
    before = [token.lower for token in sentence.tokens if token.start < verb][-2:]
    return bool(BE & set(before))


def _says(word: str) -> bool:
    """Whether a word is a form of a verb of saying; images that "show" say no time."""
    return word in VERBS and VERBS[word][0] is not VerbClass.SHOW


_BEFORE_DAWN = re.compile(r"before (dawn|sunrise|midnight|noon|daybreak) on\b")
"""It is still that day; as many characters take its place."""
_CITING = re.compile(
    r"\b(?:citing|based on|according to|using|referring to|reviewing|examining|analy[sz]ing|studying|studied|published|"
    r"posted|released|reviewed|examined|analy[sz]ed|wrote about|(?:analysis|review|comparison|study) of)\b"
    r"[^,;]{0,40}\b(?:images?|imagery|photos?|photographs?|pictures)\b",
    re.IGNORECASE,
)
_IMAGED = IMAGE_NOUNS | {"taken", "captured", "collected", "acquired", "dated", "shot", "snapped"}
"""A time behind one of these is that of an image."""
_BETWEEN = word_set("on late early reporters journalists in a statement interview briefing")


def _distances(document: Document, sentence: Sentence) -> tuple[StatedDistance, ...]:
    found = find_distances(document.folded[sentence.start : sentence.end])
    return tuple(replace(each, start=each.start + sentence.start, end=each.end + sentence.start) for each in found)


def _rank(kind: PlaceKind) -> int:
    """The more exact, the lower."""
    return {PlaceKind.AIRPORT: 0, PlaceKind.BASE: 0, PlaceKind.GENERIC: 0, PlaceKind.CITY: 1}.get(kind, 2)


def _gap(start: int, end: int, other_start: int, other_end: int) -> int:
    """Characters between two stretches."""
    return max(0, other_start - end, start - other_end)
