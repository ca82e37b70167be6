"""Who says what: for every stretch of a text its speaker, and whether it is denied, hedged, planned or asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hardstand.claims.entries import Source
from hardstand.claims.sentences import Sentence
from hardstand.claims.sources.frame import Frame, nested, parted
from hardstand.claims.sources.frames import verb_frames
from hardstand.claims.sources.lexicon import VERBS, Modality, VerbClass
from hardstand.claims.sources.naming import speakers_of
from hardstand.claims.sources.phrases import phrase_frames
from hardstand.claims.sources.quotations import quoted_frames
from hardstand.claims.sources.reach import ShadeKind
from hardstand.claims.sources.shades import Shade, shades_of
from hardstand.claims.word_sets import word_set

__all__ = ["Modality", "SourceAt", "SourceMap", "find_sources"]

NARRATIVE = Source()
"""Where the text itself speaks."""
STRONGEST = (Modality.QUESTION, Modality.CONDITIONAL, Modality.DEMANDED, Modality.PLANNED)
"""Where several govern one stretch, the first of these counts."""


TOLD_OF = frozenset({VerbClass.DEMAND, VerbClass.PLEDGE})
PERCEIVED = word_set("saw seen sees observed spotted")
"""Who says that somebody saw, showed or offered something is the speaker: "Bellingcat found that images show"."""


@dataclass(frozen=True, kw_only=True)
class SourceAt:
    """Who says a stretch of a text, and how.

    Attributes:
        source: speaker, office, provider and verb.
        denies: whether the speaker says that it is not so ("denied that").
        negated: whether it is grammatically negated ("no tanks", "did not show"); denied and negated is affirmed.
        hedges: words that leave it open, in lower case, in the order of the text.
        modality: whether it is told as a fact.
        carried: who said the sentence before in the same paragraph, where nobody is named for this one; the caller
            may use it where the stretch goes on with what was listed there ("The equipment apparently arrived").
    """

    source: Source = NARRATIVE
    denies: bool = False
    negated: bool = False
    hedges: tuple[str, ...] = ()
    modality: Modality = Modality.FACT
    carried: Source | None = None


@dataclass(frozen=True, kw_only=True)
class SourceMap:
    """The sources of a text, made by `find_sources`."""

    frames: tuple[tuple[Frame, ...], ...]
    shades: tuple[tuple[Shade, ...], ...]
    carried: tuple[Source | None, ...]

    def at(self, sentence_index: int, start: int, end: int) -> SourceAt:
        """Who says a stretch of a sentence; start and end are offsets in the folded text."""
        covering = [frame for frame in self.frames[sentence_index] if frame.covers(start, end)]
        strong = [frame for frame in covering if not frame.weak and not frame.transparent]
        inner = _inner(strong)
        shades = [shade for shade in self.shades[sentence_index] if _governs(shade, inner, start, end)]
        kinds = {shade.kind for shade in shades}
        tones = [frame for frame in covering if frame is inner or frame.transparent]
        hedges = [word for frame in tones for word in frame.hedges]
        hedges += [shade.text for shade in shades if shade.kind is ShadeKind.HEDGE]
        return SourceAt(
            source=_source(inner, strong, [frame for frame in covering if frame.weak]),
            denies=any(frame.denies for frame in tones) or ShadeKind.FALSEHOOD in kinds,
            negated=any(frame.negated for frame in tones) or ShadeKind.NEGATION in kinds,
            hedges=tuple(dict.fromkeys(hedges)),
            modality=_strongest([frame.modality for frame in tones] + [shade.modality for shade in shades]),
            carried=self.carried[sentence_index] if not strong else None,
        )


def find_sources(sentences: tuple[Sentence, ...], folded: str) -> SourceMap:
    """Who says what in a text.

    Args:
        sentences: of the text, in order.
        folded: the text in whose characters their offsets count.
    """
    speakers = speakers_of(sentences, folded)
    frames: list[list[Frame]] = []
    for number, sentence in enumerate(sentences):
        speakers.memory.tell_of(sentence.tokens)
        verbs = verb_frames(sentence.tokens, number, speakers)
        others = phrase_frames(sentence.tokens, number, speakers, verbs)
        frames.append(nested(parted([*verbs, *others], sentence.tokens), sentence.tokens))
        speakers.passed(number)
    for number, frame in quoted_frames(sentences, tuple(map(tuple, frames))):
        frames[number].append(frame)
    return SourceMap(
        frames=tuple(tuple(sorted(each, key=lambda frame: frame.length)) for each in frames),
        shades=tuple(shades_of(sentence.tokens) for sentence in sentences),
        carried=_carried(sentences, frames),
    )


def _carried(sentences: Sequence[Sentence], frames: Sequence[Sequence[Frame]]) -> tuple[Source | None, ...]:
    """The last source of the sentences before in each sentence's paragraph."""
    found: list[Source | None] = []
    last: Source | None = None
    for number, sentence in enumerate(sentences):
        if number and sentences[number - 1].paragraph != sentence.paragraph:
            last = None
        found.append(last)
        named = [frame.source for frame in frames[number] if frame.verb >= 0 and not frame.transparent]
        last = named[-1] if named else last
    return tuple(found)


def _inner(strong: Sequence[Frame]) -> Frame | None:
    """The frame that counts: the innermost one, unless one around it denies what it says."""
    denying = [frame for frame in strong if frame.denies]
    return denying[0] if denying else (strong[0] if strong else None)


def _source(inner: Frame | None, strong: Sequence[Frame], weak: Sequence[Frame]) -> Source:
    seen = weak[0].source if weak else NARRATIVE
    if inner is None:
        return seen
    source = inner.source
    kind = VERBS.get((source.verb or "").lower(), (None, False))[0]
    told = [frame for frame in strong if frame is not inner and frame.source.speaker and not _shows(frame)]
    if told and (kind in TOLD_OF or (source.verb or "").lower() in PERCEIVED):
        outer = told[-1].source
        return replace(outer, provider=outer.provider or source.provider or seen.provider)
    if source.speaker is None:
        outer = next((frame.source for frame in strong if frame.source.speaker), NARRATIVE)
        source = replace(source, speaker=outer.speaker, office=outer.office)
    return replace(source, provider=source.provider or seen.provider)


def _shows(frame: Frame) -> bool:
    return VERBS.get((frame.source.verb or "").lower(), (None, False))[0] is VerbClass.SHOW


def _governs(shade: Shade, inner: Frame | None, start: int, end: int) -> bool:
    """Whether a shade reaches the stretch, and stands in what the speaker says."""
    shared = sum(max(0, min(end, last) - max(start, first)) for first, last in shade.spans)
    if not shared or 2 * shared < end - start:
        return False
    return inner is None or any(first <= shade.start < last for first, last in inner.spans)


def _strongest(modalities: Sequence[Modality]) -> Modality:
    return next((each for each in STRONGEST if each in modalities), Modality.FACT)
