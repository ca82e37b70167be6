"""Claims about things: how many stand there, what came, left or was built."""

from __future__ import annotations

from hardstand.claims.drafts import Draft
from hardstand.claims.entries import ClaimKind, Polarity
from hardstand.claims.setting import fits
from hardstand.claims.sources import SourceAt
from hardstand.claims.sources_lexicon import Modality
from hardstand.claims.stating import Statement, state
from hardstand.claims.surroundings import Surroundings

UNTOLD = frozenset({Modality.CONDITIONAL, Modality.QUESTION})
"""What is only asked, or would be if something else were: nobody claims it."""
WILLED = frozenset({Modality.PLANNED, Modality.DEMANDED})


def thing_drafts(around: Surroundings, number: int) -> list[Draft]:
    """The claims about things in one sentence."""
    sentence = around.sentences[number]
    elsewhere = around.about_things or any(statement.strong for statement in state(sentence))
    drafts = []
    for statement in state(sentence):
        words = [token.lower for token in (*sentence.tokens[: statement.first], *sentence.tokens[statement.end :])]
        if not fits(words, strong=statement.strong, around=elsewhere):
            continue
        draft = _draft(around, number, statement)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _draft(around: Surroundings, number: int, statement: Statement) -> Draft | None:
    tokens = around.sentences[number].tokens
    start, end = tokens[statement.first].start, tokens[statement.end - 1].end
    at = around.sources.at(number, start, end)
    if at.modality in UNTOLD:
        return None
    willed = at.modality in WILLED
    return Draft(
        start=start,
        end=end,
        sentence=number,
        kind=ClaimKind.INTENT if willed else statement.kind,
        thing=statement.thing,
        quantity=statement.quantity,
        polarity=_polarity(at, statement),
        hedges=at.hedges,
        source=at.carried if statement.definite and at.source.speaker is None and at.carried is not None else at.source,
        period=around.period(number, start, end),
        place=around.place(number, start, end),
        definite=statement.definite,
    )


def _polarity(at: SourceAt, statement: Statement) -> Polarity:
    """A denial of an absence affirms."""
    negated = at.negated or statement.negated
    return Polarity.DENIED if at.denies != negated else Polarity.AFFIRMED
