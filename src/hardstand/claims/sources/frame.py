"""What a verb of saying or showing governs, and how frames lie within each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hardstand.claims.entries import Source
from hardstand.claims.sentences import Token
from hardstand.claims.sources.lexicon import Modality
from hardstand.claims.sources.shades_lexicon import ADVERBS

NEAR = 8
"""So many verbs of saying back another one may govern them."""

TURNS = frozenset({"but", "while", "whereas", "although", "though", "however", "yet", "whilst", ";"})
BETWEEN = frozenset({"the", "a", "an", "its", "his", "their", "even"}) | ADVERBS
"""What may stand between such a word and the speaker."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A verb of saying or showing with its source and what it governs.

    Attributes:
        source: who says it, by which verb.
        spans: stretches that it governs, as offsets in the folded text.
        verb: position of the verb in its sentence; -1 where it stands in another one.
        first: position where subject or verb begins.
        denies: whether the speaker says that it is not so.
        negated: whether it is what the images do not show.
        hedges: words of the verb that leave it open.
        modality: of what is said, by the verb.
        transparent: whether the speaker is that of what stands around ("we believe" within a quotation).
        weak: whether it only tells where it was seen ("seen in images from X"): a speaker goes first.
    """

    source: Source
    spans: tuple[tuple[int, int], ...]
    verb: int = -1
    first: int = -1
    denies: bool = False
    negated: bool = False
    hedges: tuple[str, ...] = ()
    modality: Modality = Modality.FACT
    transparent: bool = False
    weak: bool = False

    @property
    def length(self) -> int:
        """Characters that it governs."""
        return sum(end - start for start, end in self.spans)

    def covers(self, start: int, end: int) -> bool:
        """Whether at least half of a stretch is governed."""
        shared = sum(max(0, min(end, last) - max(start, first)) for first, last in self.spans)
        return shared > 0 and 2 * shared >= end - start

    def ended(self, stop: int) -> Frame:
        """The same, governing nothing from an offset on."""
        return replace(self, spans=tuple((start, min(end, stop)) for start, end in self.spans if start < stop))


def parted(frames: Sequence[Frame], tokens: Sequence[Token]) -> list[Frame]:
    """Frames in the order of their verbs, each ended where another speaker takes the word after "but" or "while"."""
    ordered = sorted(frames, key=lambda frame: frame.verb)
    turns = [at for frame in ordered if (at := _turn(frame, tokens)) is not None]
    return [_until_turn(frame, tokens, turns) for frame in ordered]


def _turn(frame: Frame, tokens: Sequence[Token]) -> int | None:
    """The position of the word for a contrast, if the frame's own speaker stands right behind it."""
    if frame.weak or frame.transparent or frame.first < 1 or frame.first > frame.verb:
        return None
    position = frame.first - (tokens[frame.first].lower not in TURNS | {"and"})
    while position > 0 and tokens[position].lower in BETWEEN - TURNS:
        position -= 1
    word = tokens[position].lower
    return position if word in TURNS or (word == "and" and position and tokens[position - 1].text == ",") else None


def _until_turn(frame: Frame, tokens: Sequence[Token], turns: Sequence[int]) -> Frame:
    if frame.weak:
        return frame
    turn = next((at for at in turns if at > frame.verb), None)
    return frame if turn is None else frame.ended(tokens[turn].start)


def nested(frames: Sequence[Frame], tokens: Sequence[Token]) -> list[Frame]:
    """The frames in the order of their verbs, each ended where one that governs it from behind begins ("X said")."""
    ordered = sorted(frames, key=lambda frame: frame.verb)
    for position, frame in enumerate(ordered):
        verb, first = tokens[frame.verb].start, tokens[frame.first].start
        if frame.weak or not frame.spans or frame.spans[0][0] >= verb:
            continue
        for earlier in range(max(0, position - NEAR), position):
            inner = ordered[earlier]
            if frame.covers(tokens[inner.verb].start, tokens[inner.verb].end):
                ordered[earlier] = inner.ended(first)
    return ordered
