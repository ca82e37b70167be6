"""Whether a claim on a simulated site is true, and whether its images could show it: without a word from the verdicts.

What stood there is known at a few moments, of which some have an image. What differs between two of them changed
halfway between. What could be seen is what one who misses nothing would know from the images alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hardstand.claims.entries import Claim, ClaimKind, Polarity
from hardstand.claims.things import Thing
from hardstand.simulation.demo import AIRPORT

MARGIN = timedelta(days=2)
"""What an image shows is taken to hold so long before and after it: no image says more of another day."""

OWNER = "Russian"
"""The word in a claim's text that says whose the things are."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A thing on the ground: where it stands, what it is, and whether the image of the moment shows it."""

    stand: str
    thing: Thing
    seen: bool


@dataclass(frozen=True, kw_only=True)
class Building:
    """A work at a moment: its id, what it becomes, how far it is, and whether the image of the moment shows it."""

    work: str
    thing: Thing
    stage: str
    seen: bool


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What was there at a time.

    Attributes:
        time: UTC.
        gsd_m: of the image taken then, metres per pixel; None = none was taken.
        clear: share of the site that the image shows, 0..1; 0 without an image.
        things: all, seen or not.
        works: all, whatever their stage.
    """

    time: datetime
    gsd_m: float | None
    clear: float
    things: tuple[Standing, ...]
    works: tuple[Building, ...]

    def number(self, thing: Thing) -> int:
        """How many there are, seen or not."""
        return sum(each.thing.within(thing) for each in self.things)

    def seen(self, thing: Thing) -> int:
        """How many of them the image shows."""
        return sum(each.thing.within(thing) and each.seen for each in self.things)


History = Sequence[Moment]
"""In the order of time."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """A claim's time: begin and end (no longer in it), UTC; None = open. `dated`: whether it has an end."""

    start: datetime | None
    end: datetime | None
    dated: bool

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in it."""
        return (self.start is None or self.start <= moment) and (self.end is None or moment < self.end)

    def watched(self, images: History) -> bool:
        """Whether every moment of it lies within `MARGIN` of an image in it."""
        if self.start is None or self.end is None or not images:
            return False
        inner = all(later.time - earlier.time <= 2 * MARGIN for earlier, later in pairwise(images))
        return inner and images[0].time - self.start <= MARGIN and self.end - images[-1].time <= MARGIN


def span_of(claim: Claim, published: date | None) -> Span:
    """Whole days in UTC; what has no end ends with the day of publication."""
    first, last = claim.period.after, claim.period.by or published
    return Span(
        start=None if first is None else datetime.combine(first, time(), UTC),
        end=None if last is None else datetime.combine(last, time(), UTC) + timedelta(days=1),
        dated=claim.period.by is not None or (first is not None and published is not None),
    )


def is_true(claim: Claim, published: date | None, history: History) -> bool | None:
    """Whether it is so; None where nobody can say, or the history does not reach."""
    rule: Callable[[Claim, Span, History], bool | None] | None = {
        **dict.fromkeys((ClaimKind.COUNT, ClaimKind.PRESENCE), _number_true),
        **dict.fromkeys((ClaimKind.ARRIVAL, ClaimKind.DEPARTURE), _movement_true),
        ClaimKind.CONSTRUCTION: _built_true,
    }.get(claim.kind)
    found = None if rule is None or claim.thing is Thing.PERSONNEL else rule(claim, span_of(claim, published), history)
    return with_place_and_owner(found, claim)


def with_place_and_owner(found: bool | None, claim: Claim) -> bool | None:
    """From the things at the site to the claim as it was made."""
    if found and OWNER in claim.text:
        return None
    place = claim.place
    if place is not None and place.code != AIRPORT:
        standing = claim.kind not in {ClaimKind.ARRIVAL, ClaimKind.DEPARTURE} and claim.quantity.high is None
        found = True if found and standing and "province" in place.name else None
    return found if found is None or claim.polarity is Polarity.AFFIRMED else not found


def within(claim: Claim, least: int, most: int | None = None) -> bool | None:
    """Whether a number of which only bounds are known (None = none above) is one that is claimed; None = may be."""
    low, high = (1 if claim.quantity.low is None else claim.quantity.low), claim.quantity.high
    if (most is not None and most < low) or (high is not None and least > high):
        return False
    return True if least >= low and (high is None or (most is not None and most <= high)) else None


def _segments(history: History) -> Iterator[tuple[datetime, datetime, Moment]]:
    """Each moment with the time in which it was as at that moment; a margin at both ends."""
    middles = [earlier.time + (later.time - earlier.time) / 2 for earlier, later in pairwise(history)]
    ends = [history[0].time - MARGIN, *middles, history[-1].time + MARGIN]
    yield from ((ends[place], ends[place + 1], moment) for place, moment in enumerate(history))


def during(span: Span, history: History) -> tuple[list[Moment], bool]:
    """Moments of which a part lies in a span, and whether the history reaches over the whole of it."""
    every = list(_segments(history))
    first, last = every[0][0], every[-1][1]
    known = span.start is not None and span.end is not None and first <= span.start and span.end <= last
    held = [each for begin, end, each in every if _overlap(span, begin, end)]
    return held, known


def _overlap(span: Span, begin: datetime, end: datetime) -> bool:
    return (span.start is None or end > span.start) and (span.end is None or begin < span.end)


def _number_true(claim: Claim, span: Span, history: History) -> bool | None:
    held, known = during(span, history)
    numbers = [moment.number(claim.thing) for moment in held]
    if any(within(claim, number, number) for number in numbers):
        return True
    return False if known else None


def _movement_true(claim: Claim, span: Span, history: History) -> bool | None:
    """By how many came, or left, in all; whoever came and left again counts."""
    moved = 0
    for earlier, later in pairwise(history):
        if span.holds(earlier.time + (later.time - earlier.time) / 2):
            before, after = (earlier, later) if claim.kind is ClaimKind.ARRIVAL else (later, earlier)
            moved += len(_stands(after, claim.thing) - _stands(before, claim.thing))
    return within(claim, moved, moved if during(span, history)[1] else None)


def _stands(moment: Moment, thing: Thing) -> set[str]:
    return {each.stand for each in moment.things if each.thing.within(thing)}


def _built_true(claim: Claim, span: Span, history: History) -> bool | None:
    """By the works that went on, or on which work was being done."""
    held, known = during(span, history)
    if "demolished" in claim.text:
        return False if known else None
    active = {each.work for moment in held for each in moment.works if each.stage in {"begun", "in progress"}}
    active |= {each.work for earlier, later in pairwise(held) for each in progress(earlier, later)}
    kinds = {each.work: each.thing for each in history[0].works}
    number = sum(kinds[work].within(claim.thing) or claim.thing is Thing.OTHER for work in active)
    return within(claim, number, number if known else None)


def progress(earlier: Moment, later: Moment) -> list[Building]:
    """Works that are farther on the later of two moments."""
    before = {each.work: each for each in earlier.works}
    return [each for each in later.works if each.stage != before[each.work].stage]
