"""From the subject of a verb to the source: the speaker in full, or the images' provider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hardstand.claims.entries import Source
from hardstand.claims.sentences import Sentence, Token
from hardstand.claims.sources.clauses import is_name_like, lower_at
from hardstand.claims.sources.lexicon import ANALYSES, BODIES, IMAGE_NOUNS, PRONOUNS, ROLES, VERBS, VerbClass
from hardstand.claims.sources.memory import Memory
from hardstand.claims.sources.noun_phrases import OWN, is_document, phrase_end, shows
from hardstand.claims.sources.providers import (
    IMAGED,
    Provider,
    find_providers,
    gave,
    is_known_provider,
    is_scene,
    only_provider,
)
from hardstand.claims.sources.speakers import Speaker, read_speaker, strip_leading, text_of
from hardstand.claims.sources.subjects import Subject

OF_IMAGES = frozenset({"it", "they", "these", "this", "which", "that"})
FIRM = frozenset({"company", "firm", "provider", "operator"})


@dataclass
class Speakers:
    """Who was named so far in a text, and who provided its images."""

    folded: str
    memory: Memory
    providers: dict[int, list[Provider]]
    only: str | None
    paragraphs: tuple[int, ...]
    images: Source | None = None
    latest: Provider | None = field(default=None)

    def source(self, number: int, subject: Subject, verb: Token) -> Source | None:
        """The source of a verb with this subject in a sentence; None where nobody is known by the pronoun.

        Args:
            number: of the sentence, from 0.
            subject: of the verb.
            verb: its token, as it stands.
        """
        phrase = subject.phrase
        if shows(phrase):
            self.images = self._from_images(number, [*phrase, *subject.apposition], verb.text)
            return self.images
        if self._means_images(phrase, verb):
            return replace(self.images, verb=verb.text) if self.images else Source(verb=verb.text)
        if len(phrase) == 1 and phrase[0].lower in OWN:
            return Source(verb=verb.text)
        return self.said(phrase, verb.text, subject.apposition)

    def said(self, phrase: Sequence[Token], verb: str, apposition: Sequence[Token] = ()) -> Source | None:
        """The source whose speaker a noun phrase names."""
        speaker = read_speaker(phrase, self.folded, apposition)
        full = self.memory.resolve(self._definite(speaker)) if speaker is not None else None
        if full is None:
            return None
        self.memory.note(full)
        provider = full.name if verb.lower() in IMAGED and is_known_provider(full.name) else None
        return Source(speaker=full.name, office=full.office, provider=provider, verb=verb)

    def looks(self, number: int, tokens: Sequence[Token], verb: str | None) -> Source:
        """The source of what is seen in images that a stretch of a sentence names."""
        provider = self._provider(number, tokens)
        return Source(speaker=provider, provider=provider, verb=verb)

    def _means_images(self, phrase: Sequence[Token], verb: Token) -> bool:
        kind = VERBS[verb.lower][0] if verb.lower in VERBS else None
        showing = kind is VerbClass.SHOW or verb.lower in {"reveal", "reveals", "revealed"}
        return showing and len(phrase) == 1 and phrase[0].lower in OF_IMAGES

    def _from_images(self, number: int, tokens: Sequence[Token], verb: str) -> Source:
        analyst = self._analyst(tokens)
        about_images = any(token.lower in IMAGE_NOUNS or is_scene(tokens, at) for at, token in enumerate(tokens))
        provider = self._provider(number, tokens) if about_images else None
        if analyst is None:
            return Source(speaker=provider, provider=provider, verb=verb)
        full = self.memory.resolve(analyst) or analyst
        self.memory.note(full)
        return Source(speaker=full.name, office=full.office, provider=provider, verb=verb)

    def _analyst(self, tokens: Sequence[Token]) -> Speaker | None:
        """Who looked at the images, or wrote the report: "analysed by X", "analysis by X", "X's statement"."""
        head = next((index for index, token in enumerate(tokens) if _is_made(token)), 0)
        for index, token in enumerate(tokens):
            given = gave(tokens, head, index)
            looked = given is False or (given is None and _is_written(tokens[head]))
            if looked and token.lower in {"by", "from"} and _is_named(tokens, index + 1):
                return read_speaker(tokens[index + 1 : phrase_end(tokens, index + 1)], self.folded)
        if not tokens or not _is_written(tokens[head]):
            return None
        owner = [token for token in strip_leading(tokens[:head]) if token.text != "'s"]
        named = [token for token in owner if is_name_like(token) or token.lower in BODIES | ROLES]
        if named:
            return read_speaker(tokens[:head][: _last(tokens[:head], named[-1]) + 1], self.folded)
        images = any(token.lower in IMAGE_NOUNS for token in tokens)
        return None if images else Speaker(name=text_of(strip_leading(tokens[: head + 1]), self.folded))

    def _provider(self, number: int, tokens: Sequence[Token]) -> str | None:
        """The provider named in the phrase, else in the sentence or the text; of several the last in the paragraph."""
        here = self.providers.get(number, [])
        inside = [each for each in here if tokens and tokens[0].start <= each.start < tokens[-1].end]
        if inside:
            return inside[0].name
        if self.only is not None:
            return self.only
        before = [each for each in here if not tokens or each.start < tokens[0].start]
        if before:
            return before[-1].name
        return self.latest.name if self.latest and self._near(self.latest.sentence, number) else None

    def _near(self, earlier: int, number: int) -> bool:
        return self.paragraphs[earlier] == self.paragraphs[number]

    def passed(self, number: int) -> None:
        """Remembers the providers of a sentence that has been read."""
        for provider in self.providers.get(number, []):
            self.latest = provider

    def _definite(self, speaker: Speaker) -> Speaker:
        """As in "The company" is the provider, "the ministry" and "the spokesman" are those that were named before."""
        words = speaker.name.split()
        word = words[-1].lower()
        if len(words) > 2 or word in PRONOUNS or not speaker.name.islower():
            return speaker
        if word in FIRM and (self.only or self.latest):
            return Speaker(name=self.only or (self.latest.name if self.latest else speaker.name))
        if word in BODIES:
            return next((body for body in reversed(self.memory.bodies.values()) if _contains(body, word)), speaker)
        person = self.memory.person
        return person if person is not None and word in (person.office or "").lower().split() else speaker


def _is_written(token: Token) -> bool:
    return token.lower in ANALYSES or is_document(token)


def _is_made(token: Token) -> bool:
    return token.lower in IMAGE_NOUNS or _is_written(token)


def _contains(body: Speaker, word: str) -> bool:
    return word in body.name.lower().split()


def _is_named(tokens: Sequence[Token], position: int) -> bool:
    if lower_at(tokens, position) == "the" or lower_at(tokens, position).isdigit():
        position += 1
    if position < len(tokens) and is_name_like(tokens[position]):
        return True
    return any(token.lower in BODIES | ROLES for token in tokens[position : phrase_end(tokens, position)][:3])


def _last(tokens: Sequence[Token], wanted: Token) -> int:
    return next(index for index, token in enumerate(tokens) if token is wanted)


def speakers_of(sentences: Sequence[Sentence], folded: str) -> Speakers:
    """Nobody has spoken yet; the providers and the people whose office a text names are known."""
    named = find_providers(sentences, folded)
    by_sentence: dict[int, list[Provider]] = {}
    for provider in named:
        by_sentence.setdefault(provider.sentence, []).append(provider)
    memory = Memory()
    for sentence in sentences:
        for phrase in _titled(sentence.tokens):
            person = read_speaker(phrase, folded)
            if person is not None and person.office and not person.many:
                memory.register(person)
    return Speakers(
        folded=folded,
        memory=memory,
        providers=by_sentence,
        only=only_provider(named),
        paragraphs=tuple(sentence.paragraph for sentence in sentences),
    )


def _titled(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Each stretch of words with capitals that holds an office and a name: "Syrian President Bashar Assad"."""
    found: list[Sequence[Token]] = []
    start: int | None = None
    for position in range(len(tokens) + 1):
        inside = position < len(tokens) and _may_be_title(tokens, position)
        if inside and start is None:
            start = position
        elif not inside and start is not None:
            phrase = strip_leading(tokens[start:position])
            if len(phrase) > 2 and any(token.lower.rstrip(".") in ROLES for token in phrase[:-2]):
                found.append(phrase)
            start = None
    return found


def _may_be_title(tokens: Sequence[Token], position: int) -> bool:
    token = tokens[position]
    hyphen = token.text == "-" and position > 0 and token.start == tokens[position - 1].end
    return is_name_like(token) or token.lower.rstrip(".") in ROLES or hyphen or token.lower in {"of", "al", "foreign"}
