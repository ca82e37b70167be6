"""Sources that no verb with a subject gives: "according to X", "reports by X of", "seen in images from X"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from hardstand.claims.sentences import Token
from hardstand.claims.sources.citing import credited
from hardstand.claims.sources.clauses import is_name_like, lower_at
from hardstand.claims.sources.frame import Frame
from hardstand.claims.sources.lexicon import ANALYSES, BODIES, ROLES, RUMOURS, VERBS, VerbClass
from hardstand.claims.sources.naming import Speakers
from hardstand.claims.sources.noun_phrases import MARKS, phrase_end, shows, speaks
from hardstand.claims.sources.regions import JOINS, NEAR, Range, is_preceded, offsets
from hardstand.claims.sources.verbs import verb_group
from hardstand.claims.word_sets import word_set

SEEN = word_set(
    "seen visible spotted identified detected observed pictured photographed evident captured counted depicted "
    "shown apparent revealed recognisable recognizable"
)
WITHIN = frozenset({"in", "on", "by", "from", "through", "via", "using"})
LOOKS = 10
"""So many tokens after "in" the word for images is looked for."""


def phrase_frames(tokens: Sequence[Token], number: int, speakers: Speakers, verbs: Sequence[Frame]) -> list[Frame]:
    """The frames of a sentence that stand beside those of its verbs.

    Args:
        tokens: of the sentence.
        number: of the sentence, from 0.
        speakers: who was named before.
        verbs: the frames of the sentence's verbs.
    """
    found: list[Frame] = []
    for position, token in enumerate(tokens):
        if token.lower == "according" and lower_at(tokens, position + 1) == "to":
            found.extend(_according(tokens, position, number, speakers, verbs))
        elif token.lower in RUMOURS:
            found.extend(_rumour(tokens, position, speakers))
        elif token.lower in SEEN or _opens_look(tokens, position):
            found.extend(_seen(tokens, position, number, speakers))
        if token.lower in VERBS and token.lower.endswith("ed"):
            found.extend(_by_agent(tokens, position, speakers))
    found.extend(credited(tokens, speakers.providers.get(number, [])))
    return found


def _according(
    tokens: Sequence[Token], position: int, number: int, speakers: Speakers, verbs: Sequence[Frame]
) -> Iterator[Frame]:
    start = position + 2
    end = max(phrase_end(tokens, start), _images_end(tokens, start))
    phrase, apposition = tokens[start:end], _apposition(tokens, end)
    if not phrase:
        return
    words = "according to"
    source = speakers.looks(number, phrase, words) if _on_images(phrase) else speakers.said(phrase, words, apposition)
    if source is None:
        return
    after = end + (len(apposition) + 1 if apposition else 0)
    earlier = bisect_left(verbs, position, key=lambda frame: frame.verb)
    last = verbs[earlier - 1].verb if earlier else -1
    ranges = _around(tokens, position, after, last)
    yield Frame(source=source, spans=offsets(tokens, ranges), verb=position, first=position)


def _on_images(phrase: Sequence[Token]) -> bool:
    return shows(phrase) and not any(token.lower in ANALYSES | ROLES | BODIES for token in phrase[:3])


def _images_end(tokens: Sequence[Token], start: int) -> int:
    """Where "satellite images released by Maxar" ends; the start where it is not about images."""
    end = start
    while end < min(len(tokens), start + LOOKS + 6) and tokens[end].text not in MARKS and not _is_stop(tokens, end):
        end += 1
    return end if shows(tokens[start:end]) else start


def _is_stop(tokens: Sequence[Token], position: int) -> bool:
    word = tokens[position].lower
    return word in {".", "that", "which", "who"} | JOINS


def _apposition(tokens: Sequence[Token], end: int) -> Sequence[Token]:
    """What follows between commas if it tells an office: ", a spokesman for Y,"."""
    if lower_at(tokens, end) != ",":
        return ()
    stop = end + 1
    while stop < len(tokens) and tokens[stop].text not in {",", ".", '"', ";"}:
        stop += 1
    part = tokens[end + 1 : stop]
    opens = bool(part) and (part[0].lower in {"a", "an", "the"} or any(token.text == "'s" for token in part[:3]))
    return part if opens and any(token.lower in ROLES for token in part[:6]) and len(part) < 14 else ()


def _around(tokens: Sequence[Token], first: int, after: int, previous: int) -> tuple[Range, ...]:
    """What "according to X" governs: what follows where it opens a clause, else what stands before and after."""
    if lower_at(tokens, after) == ",":
        after += 1
    if lower_at(tokens, after) in {"which", "who"} and lower_at(tokens, after - 1) == ",":
        after = 1 + next((i for i in range(after, len(tokens) - 1) if tokens[i].text == ","), after - 1)
    opens = first == 0 or tokens[first - 1].lower in JOINS | {"and", '"', ":", ";"}
    if opens:
        return ((after, len(tokens)),)
    start = max(previous, first - NEAR) if previous >= 0 else first
    limit = next((index + 1 for index in range(first - 1, start, -1) if _limits(tokens, index)), 0)
    rest = lower_at(tokens, after)
    follows = (
        is_preceded(tokens, first)
        and lower_at(tokens, after - 1) == ","
        and rest not in JOINS | {"and", "which", "who"}
    )
    return ((limit, first), (after, len(tokens))) if follows else ((limit, first),)


def _limits(tokens: Sequence[Token], position: int) -> bool:
    return tokens[position].lower in JOINS or tokens[position].text == ";"


def _rumour(tokens: Sequence[Token], position: int, speakers: Speakers) -> Iterator[Frame]:
    """As in "Reports by X of Y", "X's claim that Y"."""
    end = position + 1
    phrase: Sequence[Token] = ()
    if lower_at(tokens, end) in {"by", "from"}:
        end = phrase_end(tokens, position + 2)
        phrase = tokens[position + 2 : end]
    elif position > 1 and tokens[position - 1].text == "'s" and is_name_like(tokens[position - 2]):
        first = position - 2
        while first > 0 and is_name_like(tokens[first - 1]):
            first -= 1
        phrase = tokens[first : position - 1]
    if not phrase or not speaks(phrase) or lower_at(tokens, end) not in {"of", "that", "about"}:
        return
    source = speakers.said(phrase, tokens[position].text)
    if source is not None:
        stop = next(
            (i for i in range(end + 1, len(tokens)) if tokens[i].text in {";", '"'} or tokens[i].lower in JOINS),
            len(tokens),
        )
        yield Frame(source=source, spans=offsets(tokens, ((end + 1, stop),)), verb=position, first=position)


def _opens_look(tokens: Sequence[Token], position: int) -> bool:
    """Whether "in" stands there, or another such word at the head of a clause."""
    word = tokens[position].lower
    return word in {"in", "on"} or (word in WITHIN and (not position or tokens[position - 1].text == ","))


def _seen(tokens: Sequence[Token], position: int, number: int, speakers: Speakers) -> Iterator[Frame]:
    """As in "Seen in images from X", "In images from X, ..."."""
    seen = tokens[position].lower in SEEN
    link = position + seen
    if lower_at(tokens, link) not in WITHIN:
        return
    end = _images_end(tokens, link + 1)
    if end == link + 1:
        return
    verb = tokens[position].text if seen else None
    source = speakers.looks(number, tokens[link + 1 : end], verb)
    yield Frame(source=source, spans=offsets(tokens, ((0, len(tokens)),)), verb=position, first=position, weak=True)


def _by_agent(tokens: Sequence[Token], position: int, speakers: Speakers) -> Iterator[Frame]:
    """As in "Were confirmed by X": who said it stands after "by"."""
    kind = VERBS[tokens[position].lower][0]
    if kind in {VerbClass.DEMAND, VerbClass.PLEDGE} or not verb_group(tokens, position).passive:
        return
    if lower_at(tokens, position + 1) != "by":
        return
    end = phrase_end(tokens, position + 2)
    phrase = tokens[position + 2 : end]
    if not speaks(phrase) or shows(phrase):
        return
    source = speakers.said(phrase, tokens[position].text)
    if source is not None:
        denies = kind is VerbClass.DENY
        yield Frame(
            source=source, spans=offsets(tokens, ((0, len(tokens)),)), verb=position, first=position, denies=denies
        )
