"""From a document to its claims."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.claims.document import Document
from hardstand.claims.entries import Claim, ClaimKind
from hardstand.claims.extraction.drafts import Draft
from hardstand.claims.extraction.looking_back import lend_times
from hardstand.claims.extraction.nature import imagery_can_tell
from hardstand.claims.extraction.placed import named_drafts, placed_drafts
from hardstand.claims.extraction.saying import spoken_drafts
from hardstand.claims.extraction.surroundings import Surroundings, look_around
from hardstand.claims.extraction.thing_claims import thing_drafts
from hardstand.claims.gazetteer.lookup import Gazetteer
from hardstand.claims.sentences import Sentence, sentences_of


def extract_claims(document: Document, gazetteer: Gazetteer) -> tuple[Claim, ...]:
    """Every claim of a text, in the order of the text.

    Args:
        document: the text as read.
        gazetteer: knows places.
    """
    sentences = sentences_of(document)
    around = look_around(document, sentences, gazetteer)
    drafts = lend_times(_without_doubles(_drafts(around, sentences)), sentences)
    return tuple(
        _claim(document, sentences[draft.sentence], draft, number)
        for number, draft in enumerate(_sorted(drafts), start=1)
    )


def _drafts(around: Surroundings, sentences: Sequence[Sentence]) -> list[Draft]:
    drafts: list[Draft] = []
    before: list[Draft] = []
    for number, sentence in enumerate(sentences):
        goes_on = number > 0 and sentences[number - 1].paragraph == sentence.paragraph and bool(before)
        before = _of_sentence(around, number, goes_on=goes_on)
        drafts += before
    return drafts


def _of_sentence(around: Surroundings, number: int, *, goes_on: bool) -> list[Draft]:
    """The claims of one sentence; `goes_on` tells whether the one before it, in its paragraph, makes any."""
    things = thing_drafts(around, number, goes_on=goes_on)
    spoken = spoken_drafts(around, number, things)
    able = [draft for draft in spoken if draft.kind is ClaimKind.CAPABILITY]
    return [
        *(draft for draft in things if not any(_only_named(draft, each) for each in able)),
        *placed_drafts(around, number),
        *named_drafts(around, number),
        *spoken,
    ]


def _only_named(draft: Draft, able: Draft) -> bool:
    """Whether a thing is only what something else can take: "can berth an aircraft carrier"."""
    inside = able.start <= draft.start and draft.end <= able.end
    if draft.kind is ClaimKind.COUNT and draft.start == able.start:
        return False
    has_it = draft.start == able.start and draft.kind is ClaimKind.CONSTRUCTION and not draft.by_verb
    return has_it or (
        inside
        and draft.kind in {ClaimKind.PRESENCE, ClaimKind.OTHER, ClaimKind.ARRIVAL, ClaimKind.INTENT, ClaimKind.COUNT}
    )


def _sorted(drafts: Sequence[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda draft: (draft.start, draft.end, draft.kind.value))


def _without_doubles(drafts: Sequence[Draft]) -> list[Draft]:
    """One claim of a kind on one stretch of text."""
    kept: dict[tuple[int, int, str], Draft] = {}
    for draft in drafts:
        kept.setdefault((draft.start, draft.end, draft.kind.value), draft)
    return list(kept.values())


def _claim(document: Document, sentence: Sentence, draft: Draft, number: int) -> Claim:
    start, end = document.place_in_text(draft.start, draft.end)
    tells, why = imagery_can_tell(draft.kind, draft.thing, draft.polarity, leaves_traces=draft.leaves_traces)
    return Claim(
        id=f"claim-{number}",
        start=start,
        end=end,
        text=document.text[start:end],
        kind=draft.kind,
        thing=draft.thing,
        quantity=draft.quantity,
        polarity=draft.polarity,
        hedges=draft.hedges,
        source=draft.source,
        period=draft.period,
        place=draft.place,
        distance=draft.distance,
        imagery_can_tell=tells,
        why=why,
        sentence=document.place_in_text(sentence.start, sentence.end),
    )
