"""A later sentence that dates what an earlier one listed: "The equipment apparently arrived between ..."."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from hardstand.claims.entries import NO_TIME, ClaimKind, Period
from hardstand.claims.extraction.drafts import Draft
from hardstand.claims.sentences import Sentence
from hardstand.claims.things import Thing

REACH = 2
"""Sentences between a list and what is said of it."""
CARRIED = frozenset({Thing.TENT, Thing.CONTAINER})
"""They come with the equipment."""
LISTED = frozenset({ClaimKind.COUNT, ClaimKind.PRESENCE, ClaimKind.ARRIVAL})


def lend_times(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> list[Draft]:
    """Give the things of a list the time and the hedge of the arrival that a later sentence tells of them all."""
    lent = list(drafts)
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for position, draft in enumerate(drafts):
        by_sentence[draft.sentence].append(position)
    for arrival in drafts:
        if arrival.kind is not ClaimKind.ARRIVAL or not arrival.definite or arrival.period.rule is None:
            continue
        for number in range(arrival.sentence - REACH, arrival.sentence):
            for position in by_sentence.get(number, ()):
                lent[position] = _dated(lent[position], arrival, sentences)
    return lent


def _dated(draft: Draft, arrival: Draft, sentences: Sequence[Sentence]) -> Draft:
    if not _listed_before(draft, arrival, sentences):
        return draft
    rule = f"{arrival.period.rule}; said of it in a later sentence"
    hedges = tuple(dict.fromkeys((*draft.hedges, *arrival.hedges)))
    return replace(draft, hedges=hedges, period=Period(after=arrival.period.after, by=arrival.period.by, rule=rule))


def _listed_before(draft: Draft, arrival: Draft, sentences: Sequence[Sentence]) -> bool:
    near = 0 < arrival.sentence - draft.sentence <= REACH
    same = near and sentences[draft.sentence].paragraph == sentences[arrival.sentence].paragraph
    undated = draft.period == NO_TIME or (draft.period.after is None and draft.period.by is None)
    carried = arrival.thing is Thing.MILITARY_EQUIPMENT and draft.thing in CARRIED
    return same and undated and draft.kind in LISTED and (carried or draft.thing.within(arrival.thing))
