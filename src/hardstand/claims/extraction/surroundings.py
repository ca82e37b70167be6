"""What a claim takes from the text around it: who speaks, when, where, and whether the text is about such things."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from hardstand.claims.document import Document
from hardstand.claims.entries import NO_TIME, Period, Source
from hardstand.claims.extraction.belonging import nearest, seen_by, time_for
from hardstand.claims.extraction.naming import called_places
from hardstand.claims.extraction.setting import in_scene
from hardstand.claims.extraction.whereabouts import Whereabouts
from hardstand.claims.gazetteer.lookup import Gazetteer
from hardstand.claims.grammar.elided import with_elided
from hardstand.claims.grammar.grammar_words import BE
from hardstand.claims.grammar.mention import Mention
from hardstand.claims.grammar.mentions import find_mentions
from hardstand.claims.grammar.terms import type_of
from hardstand.claims.places.distances import StatedDistance, find_distances
from hardstand.claims.places.mentions import StatedName, find_places, stated_names
from hardstand.claims.places.seats import is_ship
from hardstand.claims.places.unknown import unknown_places
from hardstand.claims.sentences import Sentence
from hardstand.claims.sources.around import source_at_edge
from hardstand.claims.sources.lexicon import IMAGE_NOUNS, VERBS, VerbClass
from hardstand.claims.sources.map import SourceAt, SourceMap, find_sources
from hardstand.claims.sources.providers import Provider, find_providers, is_known_provider
from hardstand.claims.times.phrases import Reference, Timed, find_times
from hardstand.claims.word_sets import word_set

SCENE_WORDS = 2
"""So many in the whole text and it is about such things."""
IMAGING = frozenset({"photographed", "imaged", "captured", "taken", "collected", "acquired", "took", "passed"})
"""Verbs by which a sentence tells when images were made."""
BUILDERS = frozenset({"plans", "crews", "workers", "engineers", "construction", "work"})
DOING = frozenset({"added", "add", "adds", "call", "calls"})
"""Verbs by which these say nothing: "crews have added a jetty"."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """A text with everything that was found in it but the claims.

    Attributes:
        document: the text.
        sentences: of headline and body.
        mentions: by sentence, the phrases that name things.
        providers: of images, where the text names them.
        sources: who says what.
        where: the places, and which of them is meant.
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
    where: Whereabouts
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


def _without_stop(name: str | None) -> str | None:
    """A name without the full stop of its sentence; "U.S." keeps its own."""
    if name is None or not name.endswith(".") or "." in name[:-1].split(" ")[-1]:
        return name
    return name[:-1]


def _speaks_of_images(sentence: Sentence) -> bool:
    """Whether images are meant that were spoken of before: "the images show", "visible in the pictures"."""
    words = [token.lower for token in sentence.tokens]
    return any(words[at] in {"the", "these"} and words[at + 1] in IMAGE_NOUNS for at in range(len(words) - 1))


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
    distances = tuple(_distances(document, sentence) for sentence in sentences)
    return Surroundings(
        document=document,
        sentences=sentences,
        mentions=_mentions(sentences),
        providers=providers,
        sources=find_sources(sentences, document.folded),
        where=Whereabouts(document=document, sentences=sentences, places=places, distances=distances),
        names=stated_names(document, sentences, places),
        times=_times(document, sentences),
        distances=distances,
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
