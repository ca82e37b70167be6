"""Quotations, also over several sentences and paragraphs, and who is quoted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hardstand.claims.sentences import Sentence
from hardstand.claims.sources.frame import Frame
from hardstand.claims.sources.lexicon import Modality

NEAR = 8
"""Verbs of saying of its sentence, on either side of a quotation, that may be of who is quoted."""
SHORT = 4
"""Fewer words between quotation marks are a term, no speech."""


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """A stretch between quotation marks.

    Attributes:
        start: offset of its first character in the folded text, the mark left out.
        end: offset after its last one.
        first: number of the sentence where it begins.
        last: number of the sentence where it ends.
        words: how many tokens it has.
        open: whether its paragraph ends before a mark closes it, so that the next one may go on with it.
    """

    start: int
    end: int
    first: int
    last: int
    words: int
    open: bool = False


def quotations_of(sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """All quotations, in order; one that no mark closes ends with its paragraph."""
    found: list[Quotation] = []
    begun: Quotation | None = None
    for number, sentence in enumerate(sentences):
        if begun is not None and sentences[begun.first].paragraph != sentence.paragraph:
            found.append(replace(begun, open=True))
            begun = None
        for token in sentence.tokens:
            if token.text == '"' and begun is None:
                begun = Quotation(start=token.end, end=token.end, first=number, last=number, words=0)
            elif token.text == '"' and begun is not None:
                found.append(begun)
                begun = None
            elif begun is not None:
                begun = replace(begun, end=token.end, last=number, words=begun.words + 1)
    return (*found, replace(begun, open=True)) if begun is not None else tuple(found)


def quoted_frames(sentences: Sequence[Sentence], frames: Sequence[Sequence[Frame]]) -> list[tuple[int, Frame]]:
    """Frames for quotations that no verb of their own sentence governs, each with the number of its sentence."""
    found: list[tuple[int, Frame]] = []
    last: tuple[Quotation, Frame | None] | None = None
    for quotation in quotations_of(sentences):
        own = _own(sentences, frames, quotation)
        who = own or _beside(sentences, frames, quotation, last)
        last = (quotation, who)
        if who is None or quotation.words < SHORT:
            continue
        if who.denies and who is own:
            continue
        modality = who.modality if who is own else Modality.FACT
        plain = Frame(source=who.source, spans=(), modality=modality)
        for number in range(quotation.first, quotation.last + 1):
            span = _within(sentences[number], quotation)
            found.append((number, replace(plain, spans=(span,))))
    return found


def _within(sentence: Sentence, quotation: Quotation) -> tuple[int, int]:
    return max(sentence.start, quotation.start), min(sentence.end, quotation.end)


def _near(sentence: Sentence, frames: Sequence[Frame], quotation: Quotation) -> Sequence[Frame]:
    """The frames of a sentence, in the order of their verbs, whose verbs stand not far from a quotation."""

    def offset(frame: Frame) -> int:
        return sentence.tokens[frame.verb].start

    first = bisect_left(frames, quotation.start, key=offset)
    last = bisect_left(frames, quotation.end, key=offset)
    return frames[max(0, first - NEAR) : last + NEAR]


def _outside(sentence: Sentence, frame: Frame, quotation: Quotation) -> bool:
    """Whether the verb stands outside the quotation."""
    offset = sentence.tokens[frame.verb].start
    return not quotation.start <= offset < quotation.end


def _own(sentences: Sequence[Sentence], frames: Sequence[Sequence[Frame]], quotation: Quotation) -> Frame | None:
    """The verb in the sentence where it ends or begins: first the one that governs it, then the one beside it."""
    for number in (quotation.last, quotation.first):
        sentence = sentences[number]
        start, end = _within(sentence, quotation)
        usable = [frame for frame in _near(sentence, frames[number], quotation) if not frame.weak]
        for frame in usable:
            if _outside(sentence, frame, quotation) and frame.covers(start, end):
                return frame
        after = [frame for frame in usable if _opens_after(sentence, frame, quotation.end)]
        if after and number == quotation.last:
            return after[0]
    return None


def _opens_after(sentence: Sentence, frame: Frame, end: int) -> bool:
    """Whether the speaker stands right behind the closing mark."""
    return 0 <= sentence.tokens[frame.first].start - end <= 3


def _beside(
    sentences: Sequence[Sentence],
    frames: Sequence[Sequence[Frame]],
    quotation: Quotation,
    last: tuple[Quotation, Frame | None] | None,
) -> Frame | None:
    """Who said the quotation or the sentence before in the paragraph, or begins the one after."""
    if last is not None and _goes_on(sentences, last[0], quotation):
        return last[1]
    paragraph = sentences[quotation.first].paragraph
    whole = quotation.start - sentences[quotation.first].start <= 1
    for number in (quotation.first - 1, quotation.last + 1):
        if whole and 0 <= number < len(sentences) and sentences[number].paragraph == paragraph:
            spoken = [frame for frame in frames[number] if not frame.weak and frame.source.speaker]
            if spoken and (number < quotation.first or spoken[0].first <= 1):
                return spoken[-1] if number < quotation.first else spoken[0]
    return None


def _goes_on(sentences: Sequence[Sentence], before: Quotation, quotation: Quotation) -> bool:
    """Whether a quotation goes on with the one before: in the next sentence, or in the next paragraph if still open."""
    here, there = sentences[quotation.first], sentences[before.last]
    if before.open:
        return here.paragraph == there.paragraph + 1 or quotation.first == before.last + 1
    return here.paragraph == there.paragraph and quotation.first - before.last <= 1
