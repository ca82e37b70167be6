"""Claims that no image can settle: what somebody wants, offers or plans, and what something can do."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from hardstand.claims.document import Role
from hardstand.claims.entries import UNSAID, ClaimKind, Polarity, Quantity
from hardstand.claims.extraction.drafts import Draft
from hardstand.claims.extraction.setting import in_scene, speaks_of_else
from hardstand.claims.extraction.surroundings import Surroundings
from hardstand.claims.grammar.grammar_words import PLACING
from hardstand.claims.grammar.lexicon import Lexicon
from hardstand.claims.grammar.mention import Mention
from hardstand.claims.grammar.terms import thing_lexicon
from hardstand.claims.sentences import Sentence, Token
from hardstand.claims.sources.map import Modality, SourceAt
from hardstand.claims.things import Thing
from hardstand.claims.word_sets import word_set

SUBJECT_REACH = 12
"""Tokens between a thing and the words for what it can do."""
_STOPS = word_set('. ; : ! ? , "')
_SOFT_STOPS = word_set("while although but because which who after before")
_INSIDE = word_set("monday tuesday wednesday thursday friday saturday sunday also strongly repeatedly")
"""Words that may stand inside a cue: "offered Tuesday to"."""
PLACES = word_set("airport airports airfield airfields port ports base bases facility facilities camp airbase")


def spoken_drafts(around: Surroundings, number: int, things: Sequence[Draft]) -> list[Draft]:
    """The claims of intent and capability in one sentence, besides those that a thing's claim already makes."""
    sentence = around.sentences[number]
    words = [token.lower for token in sentence.tokens]
    if sentence.role is Role.HEADLINE:
        return []
    mentions = around.mentions[number]
    scene = in_scene(words) + sum(1 + mention.strong for mention in around.mentions_near(number))
    other = speaks_of_else(words)
    if (other and other >= in_scene(words)) or not (around.about_things or scene):
        return []
    drafts: list[Draft] = []
    for kind, first, end in _cues(sentence):
        if _cannot_say(sentence.tokens, first):
            continue
        start, stop = _begins(kind, mentions, first, sentence.tokens), sentence.tokens[end - 1].end
        if _already(kind, start, stop, [*things, *drafts]):
            continue
        thing, quantity = _thing(kind, mentions, first, end, sentence.tokens)
        if thing is Thing.OTHER and not (
            around.about_things or in_scene(words) or any(each.strong for each in mentions)
        ):
            continue
        at = _source(around, number, first, end)
        if at.modality is Modality.QUESTION:
            continue
        drafts.append(
            Draft(
                start=start,
                end=stop,
                sentence=number,
                kind=kind,
                thing=thing,
                quantity=quantity,
                polarity=_polarity(at, sentence.tokens[first:end]),
                hedges=at.hedges,
                source=at.source,
                period=around.period(number, (start, stop)),
                place=around.place(number, start, stop),
            )
        )
    return drafts


def _cannot_say(tokens: Sequence[Token], first: int) -> bool:
    """Whether somebody is only unable to tell: "unable to verify"."""
    return bool(
        {"verify", "confirm", "determine", "independently", "reach"} & {t.lower for t in tokens[first : first + 4]}
    )


def _begins(kind: ClaimKind, mentions: Sequence[Mention], first: int, tokens: Sequence[Token]) -> int:
    """Where the claim begins: of a capability with the words for what has it, where they stand close before."""
    before = [each for each in mentions if each.end <= first <= each.end + SUBJECT_REACH and _may_do(each, tokens)]
    if tokens[first].lower == "only":
        return tokens[first].start
    return tokens[before[-1].first].start if kind is ClaimKind.CAPABILITY and before else tokens[first].start


def _may_do(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether it can be what is able to: not what something else has or lacks."""
    owned = mention.first > 0 and tokens[mention.first - 1].lower in {"has", "have", "had"}
    return not mention.negated and not owned


def _source(around: Surroundings, number: int, first: int, end: int) -> SourceAt:
    """Who wants it: whoever governs the cue, or, where the cue is the verb itself, what follows it."""
    tokens = around.sentences[number].tokens
    at = around.source_at(number, tokens[first].start, tokens[first].end)
    if at.source.speaker is None and first + 2 < end:
        inner = around.source_at(number, tokens[first + 2].start, tokens[end - 1].end)
        return replace(inner, negated=at.negated, denies=at.denies)
    return at


def _cues(sentence: Sentence) -> Iterator[tuple[ClaimKind, int, int]]:
    """Each cue with the clause that it opens: first token, and the token after the last."""
    tokens = sentence.tokens
    kept = [position for position, token in enumerate(tokens) if token.lower not in _INSIDE]
    for start, after, kind in _lexicon().find([tokens[position] for position in kept]):
        first, end = kept[start], kept[after - 1] + 1
        stop = end
        while stop < len(tokens) and tokens[stop].text not in _STOPS and tokens[stop].lower not in _SOFT_STOPS:
            stop += 1
        yield kind, first, stop


def _already(kind: ClaimKind, start: int, end: int, drafts: Sequence[Draft]) -> bool:
    """Whether a claim of this kind stands in the same stretch, or round it."""
    return any(draft.kind is kind and draft.start < end and draft.end > start for draft in drafts)


def _polarity(at: SourceAt, tokens: Sequence[Token]) -> Polarity:
    """Whether it is denied; "will not hesitate to" is no denial."""
    negated = at.negated and "hesitate" not in {token.lower for token in tokens}
    return Polarity.DENIED if at.denies != negated else Polarity.AFFIRMED


def _thing(
    kind: ClaimKind, mentions: Sequence[Mention], first: int, end: int, tokens: Sequence[Token]
) -> tuple[Thing, Quantity]:
    """The thing that a cue is about: of a capability the nearest before it, of an intent the first after it."""
    if kind is ClaimKind.CAPABILITY:
        if tokens[first].lower == "only":
            return Thing.OTHER, Quantity(low=1, approximate=True)
        able = [each for each in mentions if each.end <= first and _may_do(each, tokens)]
        before = [each for each in able if tokens[each.end - 1].lower not in PLACES]
        return (before[-1].thing, before[-1].quantity) if before else (Thing.OTHER, Quantity(low=1, approximate=True))
    inside = [each for each in mentions if first <= each.first < end and tokens[each.first - 1].lower not in PLACING]
    if inside:
        return inside[0].thing, inside[0].quantity if inside[0].counted else UNSAID
    # "In preparation for troop arrivals": the word only describes another.
    described = thing_lexicon().find(tokens[first:end])
    return (described[0][2].thing or Thing.OTHER, UNSAID) if described else (Thing.OTHER, UNSAID)


@cache
def _lexicon() -> Lexicon[ClaimKind]:
    text = (resources.files("hardstand.claims.extraction") / "cues.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return Lexicon((cue, ClaimKind(row["kind"])) for row in rows for cue in row["cues"].split("|"))
