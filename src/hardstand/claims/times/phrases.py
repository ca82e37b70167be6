"""When: the times that a text says, as whole days, and how the words became them.

A time is a row of dates behind a preposition ("between September 4 and 15"). Its words are read once from left to
right by small patterns that each have a longest match, so that the work grows with the length of the text only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from hardstand.claims.document import Published
from hardstand.claims.entries import Period
from hardstand.claims.times.bounds import BOUND_STARTS, Bound, Preposition, allowed, bounded, onwards, read_preposition
from hardstand.claims.times.calendar_days import Anchor, Days, spoken, unknown
from hardstand.claims.times.calendar_words import counts
from hardstand.claims.times.chain import CHAIN_STARTS, Chain, combined, read_chain
from hardstand.claims.times.numeric import order_of
from hardstand.claims.times.starts import FIGURES, LONGEST_FIGURES, stands_alone
from hardstand.claims.times.written import Strength, Written


class Reference(StrEnum):
    """Of what a time is the time."""

    EVENT = "event"
    """Of what is told."""
    IMAGE = "image"
    """Of the image that shows it: "imagery from 4 September"."""


@dataclass(frozen=True, kw_only=True)
class Timed:
    """A time that a text says.

    Attributes:
        start: offset of its first character, a preposition included.
        end: offset after its last one.
        period: the days, and the rule by which the words became them; both days are None where none follows.
        reference: of what it is the time.
    """

    start: int
    end: int
    period: Period
    reference: Reference = Reference.EVENT


_WORD = re.compile(r"[^\W_]+")
_IMAGED = re.compile(
    r"\b(?:images?|imagery|photos?|photographs?|pictures?|footage|videos?|scenes?|snapshots?|frames?|acquisitions?)"
    r"(?: (?!that\b|which\b|show|reveal|confirm|indicat|suggest|depict)[\w-]+){0,4} $",
    re.IGNORECASE,
)
_DATING = re.compile(r"\b(?:dating|dates?|reports?|statements?|data) $", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:first|largest|biggest|highest|lowest|heaviest|worst|most|longest)\b[^.;]{0,40}$", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|plans?|planned|planning|intends?|expects?|expected|scheduled|due to|going to|aims?|"
    r"might|must|should be|is to|are to|agreed to|pledged to|promised to|vowed to|ordered|demanded|demands|urged)\b"
    r"(?! have\b)",
    re.IGNORECASE,
)
AHEAD_REACH = 200
"""Characters before a time in which a plan is told."""
_STARTS = CHAIN_STARTS | BOUND_STARTS | {"the"}
LOOK_BACK = 64
"""Characters before a time in which its image is named."""


def find_times(text: str, published: Published) -> tuple[Timed, ...]:
    """Find the times that a text says.

    Args:
        text: a sentence or more, with plain quotation marks and dashes.
        published: when it was published, from which "yesterday" and dates without a year count.

    Returns:
        The times in order, none overlapping. `period.after` is never later than `period.by`.
    """
    anchor = Anchor(published=published, day_first=order_of(text))
    found: list[Timed] = []
    free = 0
    for word in _WORD.finditer(text):
        if word.start() < free or not _may_start(text, word):
            continue
        timed, free, days = _read(text, word.start(), anchor)
        if timed is not None:
            found.append(timed)
        if days is not None and days.known:
            anchor = replace(anchor, previous=days)
    return tuple(found)


def _is_ahead(text: str, at: int) -> bool:
    """Whether what is told before a time, in the same sentence, is still to come."""
    start = max(0, at - AHEAD_REACH, *(text.rfind(mark, 0, at) for mark in (".", ";", ":", ", where ")))
    return _AHEAD.search(text, start, at) is not None


def _may_start(text: str, word: re.Match[str]) -> bool:
    """Whether a time may begin with a word: a cheap look at each, so that most of a text is passed over."""
    lower = FIGURES if "0" <= word[0][0] <= "9" and len(word[0]) <= LONGEST_FIGURES else word[0].lower()
    return lower in _STARTS and stands_alone(text, word.start())


def _read(text: str, at: int, anchor: Anchor) -> tuple[Timed | None, int, Days | None]:
    """The time at an offset, the offset from which to go on, and its days."""
    preposition = read_preposition(text, at)
    if preposition is not None and preposition.end < len(text) and stands_alone(text, preposition.end):
        chain, _ = _chain(text, preposition.end, anchor, preposition)
        if chain is not None:
            return _timed(text, at, chain, preposition, anchor)
    chain, free = _chain(text, at, anchor, None)
    return (None, free, None) if chain is None else _timed(text, at, chain, None, anchor)


def _chain(text: str, at: int, anchor: Anchor, preposition: Preposition | None) -> tuple[Chain | None, int]:
    """The dates at an offset, if they may stand behind the preposition."""
    words = None if preposition is None else preposition.words
    between = preposition is not None and preposition.bound is Bound.BETWEEN
    chain, free = read_chain(text, at, anchor, after_in=words == "in", between=between)
    if chain is None or (between and len(chain.items) < 2):
        return None, free
    strengths = {item.strength if isinstance(item, Written) else Strength.SURE for item in chain.items}
    before = "" if preposition is None else text[max(0, preposition.start - LOOK_BACK) : preposition.start]
    counting = counts(text, chain.ends[-1])
    return (chain if allowed(strengths, words, before, counting=counting) else None), free


def _timed(
    text: str, at: int, chain: Chain, preposition: Preposition | None, anchor: Anchor
) -> tuple[Timed, int, Days]:
    bound = Bound.IN if preposition is None else preposition.bound
    anchor = replace(anchor, ahead=_is_ahead(text, at))
    before = text[max(0, at - LOOK_BACK) : at]
    imaged = _IMAGED.search(before) is not None
    end = chain.ends[-1]
    if preposition is not None and preposition.words == "from":
        further = onwards(text, end)
        dated = imaged or _DATING.search(before) is not None or len(chain.items) > 1
        bound = Bound.IN if (dated or anchor.ahead) and further == end else Bound.SINCE
        end = further
    days = combined(chain, anchor, between=bound is Bound.BETWEEN)
    if bound is Bound.SINCE and _COMPARED.search(before):
        days = unknown("it is what something is compared with, and says no time of its own")
    reference = Reference.IMAGE if imaged else Reference.EVENT
    period = _period(text[at:end], bound, days, anchor.published.day)
    return Timed(start=at, end=end, period=period, reference=reference), end, days


def _period(words: str, bound: Bound, days: Days, published: date | None) -> Period:
    quoted = f'"{" ".join(words.split())}"'
    after, by, notes = bounded(bound, days)
    if bound is Bound.SINCE and after is not None and published is not None and after <= published:
        by, notes = published, (*notes, "up to the day of publication")
    if after is not None and by is not None and after > by:
        return Period(rule=f"{quoted}: the period would end before it begins")
    span = _spoken(after, by)
    told = "; ".join(notes)
    if span is None:
        return Period(rule=f"{quoted}: {told}")
    return Period(after=after, by=by, rule=f"{quoted} is {span}" + (f": {told}" if told else ""))


def _spoken(after: date | None, by: date | None) -> str | None:
    if after is not None and by is not None:
        return spoken(after) if after == by else f"{spoken(after)} to {spoken(by)}"
    if after is not None:
        return f"{spoken(after)} or later"
    return None if by is None else f"{spoken(by)} or earlier"
