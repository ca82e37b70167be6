"""Claims that no image can settle: what somebody wants, offers or plans, and what something can do."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from hardstand.claims.document import Role
from hardstand.claims.entries import UNSAID, ClaimKind, Period, Polarity, Quantity
from hardstand.claims.extraction.drafts import Draft
from hardstand.claims.extraction.setting import in_hard_scene, in_scene, speaks_of_else
from hardstand.claims.extraction.surroundings import Surroundings
from hardstand.claims.grammar.grammar_words import PLACING
from hardstand.claims.grammar.lexicon import Lexicon
from hardstand.claims.grammar.mention import Mention
from hardstand.claims.grammar.terms import thing_lexicon
from hardstand.claims.places.mentions import PlaceKind
from hardstand.claims.sentences import Sentence, Token
from hardstand.claims.sources.map import Modality, SourceAt
from hardstand.claims.things import STANDING, Thing
from hardstand.claims.word_sets import word_set

SUBJECT_REACH = 12
"""Tokens between a thing and the words for what it can do."""
_STOPS = word_set('. ; : ! ? , "')
_SOFT_STOPS = word_set("while although but because which who after before")
_INSIDE = word_set("monday tuesday wednesday thursday friday saturday sunday also strongly repeatedly")
"""Words that may stand inside a cue: "offered Tuesday to"."""
_PEOPLE = word_set("we you i he she nobody everybody people children visitors residents families pupils everyone")
"""What these can do is no claim of a place."""
_ABLE = word_set("can cannot ca could able unable capable")
_ADVERBIAL = word_set("not n't now also still only no longer already easily")
_NOT_ABLE = word_set(
    """
    be see say tell confirm verify count make expect only imagine know find determine rule read identify guess help
    trust believe happen show mean come hope ask look get think speak settle prove decide answer explain
    """
)
"""What an observer can or cannot do tells nothing of a place."""
_LEARNT = word_set(
    """
    seen ruled counted confirmed verified determined identified expected distinguished discerned excluded explained
    taken established estimated assessed judged viewed observed detected trusted
    """
)
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
    places = around.where.between(sentence.start, sentence.end)
    airports = sum(each.kind in {PlaceKind.AIRPORT, PlaceKind.BASE} for each in places)
    if (other and other >= in_scene(words)) or not (around.about_things or scene or airports):
        return []
    drafts: list[Draft] = []
    sited = around.about_things or any(each.kind is not PlaceKind.GENERIC for each in places)
    for kind, first, end in _cues(sentence, any_verb=sited):
        if _cannot_say(sentence.tokens, first):
            continue
        start, stop = _begins(kind, mentions, first, sentence.tokens), sentence.tokens[end - 1].end
        if _already(kind, sentence.tokens[first].start, stop, [*things, *drafts]):
            continue
        thing, quantity = _thing(kind, mentions, first, end, sentence.tokens)
        if thing is Thing.OTHER and not _about_a_place(around, number, kind):
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
                period=_when(around, number, kind, start, stop),
                place=around.where.place(number, start, stop),
            )
        )
    return drafts


def _when(around: Surroundings, number: int, kind: ClaimKind, start: int, stop: int) -> Period:
    if kind is ClaimKind.CAPABILITY:
        return around.period_within(number, start, stop)
    return around.period(number, (start, stop))


def _about_a_place(around: Surroundings, number: int, kind: ClaimKind) -> bool:
    """Whether a sentence that wants or can do something, and names no thing for it, speaks of such places."""
    sentence, mentions = around.sentences[number], around.mentions[number]
    places = [each for each in around.where.between(sentence.start, sentence.end) if each.kind is not PlaceKind.GENERIC]
    words = [token.lower for token in sentence.tokens]
    scene = in_scene(words) if kind is ClaimKind.CAPABILITY else in_hard_scene(words)
    if around.about_things or any(each.strong for each in mentions) or (places and scene):
        return True
    if any(each.kind in {PlaceKind.AIRPORT, PlaceKind.BASE} for each in places):
        return True
    standing = bool(places) and any(each.thing in STANDING for each in mentions)
    return kind is ClaimKind.CAPABILITY and ((bool(scene) and bool(mentions)) or standing)


def _cannot_say(tokens: Sequence[Token], first: int) -> bool:
    """Whether somebody is only unable to tell ("unable to verify"), or it is the speaker who can."""
    before = [token.lower for token in tokens[max(0, first - 3) : first]]
    if _PEOPLE & set(before):
        return tokens[first].lower in _ABLE
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


def _cues(sentence: Sentence, *, any_verb: bool) -> Iterator[tuple[ClaimKind, int, int]]:
    """Each cue with the clause that it opens: first token, and the token after the last.

    Args:
        sentence: one.
        any_verb: whether "can" makes one with a verb that no cue lists.
    """
    tokens = sentence.tokens
    kept = [position for position, token in enumerate(tokens) if token.lower not in _INSIDE]
    terms = _lexicon().find([tokens[position] for position in kept])
    found = [(kept[start], kept[after - 1] + 1, kind) for start, after, kind in terms]
    found += [(at, at + 1, ClaimKind.INTENT) for at in _wants(tokens) if not any(a <= at < b for a, b, _ in found)]
    able = _can(tokens) if any_verb else ()
    found += [(at, at + 2, ClaimKind.CAPABILITY) for at in able if not any(a <= at < b for a, b, _ in found)]
    firsts = {first: kind for first, _, kind in found}
    for first, end, kind in sorted(found):
        stop = end
        while stop < len(tokens) and tokens[stop].text not in _STOPS and tokens[stop].lower not in _SOFT_STOPS:
            goes_on = tokens[stop].lower in {"and", "but"}
            if goes_on and (_of_kind(firsts, stop, kind) or tokens[min(stop + 1, len(tokens) - 1)].lower == "that"):
                break
            stop += 1
        yield kind, first, stop


def _wants(tokens: Sequence[Token]) -> Iterator[int]:
    """Where somebody wants another to do something: "wants Santiago to close its depot"."""
    for position, token in enumerate(tokens[:-1]):
        ahead = [each.lower for each in tokens[position + 1 : position + WANT_REACH]]
        wanted = token.lower in {"want", "wants", "wanted"} and "neither" not in ahead
        if wanted and {"to", "out", "back", "gone"} & set(ahead):
            yield position


WANT_REACH = 6
"""Tokens behind "wants" in which what is wanted begins."""


def _of_kind(firsts: dict[int, ClaimKind], position: int, kind: ClaimKind) -> bool:
    """Whether a cue of the same kind stands right behind a token: "is operational again and can receive"."""
    return any(firsts.get(position + step) is kind for step in (1, 2))


def _can(tokens: Sequence[Token]) -> Iterator[int]:
    """Where something can or cannot do what no cue lists."""
    for position, token in enumerate(tokens[:-1]):
        if token.lower not in {"can", "cannot", "ca"} or not position:
            continue
        after = next((each.lower for each in tokens[position + 1 :] if each.lower not in _ADVERBIAL), "")
        passive = [each.lower for each in tokens[position + 1 : position + 4] if each.lower not in _ADVERBIAL]
        told = passive[:1] == ["be"] and len(passive) > 1 and _done(passive[1])
        if told or (after not in _NOT_ABLE and after[:1].isalpha()):
            yield position


def _done(word: str) -> bool:
    """Whether "can be" goes on with what is done to a thing, not with what is learnt of it."""
    return word.endswith(("ed", "en", "flown", "built", "brought")) and word not in _LEARNT


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
