"""Claims that something came or left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, hypot

from hardstand.verdicts.counted import BETWEEN, HIDDEN, Numbers
from hardstand.verdicts.entries import Finding, PartChecked, Verdict
from hardstand.verdicts.likelihood import CONFIDENCES, SURE, probability_within
from hardstand.verdicts.moments import When
from hardstand.verdicts.seeable import Seeable
from hardstand.verdicts.showing import EventShown, Showing
from hardstand.verdicts.totals import Total, confidence_of, totals
from hardstand.verdicts.unseen import no_image, none_blind, nothing_usable
from hardstand.verdicts.views import count_sentence, evidence_of
from hardstand.verdicts.words import capital, claimed, day, number

MOVED = {"arrival": "arrived", "departure": "left"}
"""Kinds of events that a claim can be about, with their verb."""


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """A claim on a movement: its kind ("arrival" or "departure"), number, things and time."""

    kind: str
    numbers: Numbers
    seen: Seeable
    when: When

    def ordered(self, every: Sequence[Total]) -> list[Total]:
        """In the order in which an arrival is seen; a departure is one against the order of time."""
        return list(every) if self.kind == "arrival" else list(reversed(every))


def check_movement(kind: str, asked: Numbers, seen: Seeable, when: When, showing: Showing) -> Finding:
    """Whether so many came, or left, within the claimed time.

    Confirmed: the objects are the thing itself, and between two images within the claimed time their number rose by so
    many at least, from the upper end of the one interval to the lower end of the other, with nearly all of the ground
    seen where they were not yet there. Arrivals of single stands prove nothing on their own: each may be a false
    detection after, or a missed one before. Contradicted: images bound the claimed time, and after its first one (for a
    departure: before its last one) none leaves room for as many as are said to have come. Consistent: one does.
    """
    question = _Asked(kind=kind, numbers=asked, seen=seen, when=when)
    every = totals(showing, seen.labels)
    if not every:
        return nothing_usable(seen, when, showing, what=kind)
    with_it = _with_it(question, every)
    if len(every) < 2 or not with_it:
        return _untold(question, every, showing)
    held = [total for total in every if when.holds(total.time)]
    pair = _proving(question, held)
    if pair is not None:
        return _found(Verdict.CONFIRMED, question, pair, showing)
    if none_blind(seen, when, showing) and _contradicted(question, held):
        return _found(Verdict.CONTRADICTED, question, held, showing)
    told = held if len(held) > 1 else [every[0], *with_it] if every[0] not in with_it else with_it
    if any(total.may_hold(asked.low) or not seen.bounds_above for total in with_it):
        return _found(Verdict.CONSISTENT, question, told, showing)
    return _found(Verdict.NOT_OBSERVABLE, question, told, showing)


def _with_it(asked: _Asked, every: Sequence[Total]) -> list[Total]:
    """Images that could show what moved, each with another one on the other side of the movement.

    For arrivals those of the claimed time and the first one after it, without the first one of all.
    """
    ordered = asked.ordered(every)
    held = [total for total in ordered if asked.when.holds(total.time)]
    beyond = [total for total in ordered if _is_beyond(asked, total)]
    found = [total for total in (*held, *beyond[:1]) if total is not ordered[0]]
    return sorted(found, key=lambda total: total.time)


def _is_beyond(asked: _Asked, total: Total) -> bool:
    if asked.kind == "arrival":
        return asked.when.end is not None and total.time >= asked.when.end
    return asked.when.start is not None and total.time < asked.when.start


def _proving(asked: _Asked, held: Sequence[Total]) -> list[Total] | None:
    """Two images in the claimed time between which the number rose as claimed, in the order of time."""
    if not asked.when.dated or not asked.seen.exact:
        return None
    ordered = asked.ordered(held)
    for place, without in enumerate(ordered):
        for with_it in ordered[place + 1 :]:
            if _rose(asked.numbers, without, with_it):
                return sorted([without, with_it], key=lambda total: total.time)
    return None


def _rose(asked: Numbers, without: Total, with_it: Total) -> bool:
    if without.ceiling is None or with_it.floor is None or with_it.floor - without.ceiling < max(1, asked.low):
        return False
    if asked.high is None:
        return True
    return without.floor is not None and with_it.ceiling is not None and with_it.ceiling - without.floor <= asked.high


def _contradicted(asked: _Asked, held: Sequence[Total]) -> bool:
    if not asked.when.dated or not asked.seen.bounds_above or any(total.ceiling is None for total in held):
        return False
    later = asked.ordered(held)[1:] or held
    short = all(total.ceiling is not None and total.ceiling < asked.numbers.low for total in later)
    return short and asked.when.watched([total.time for total in held])


def _untold(asked: _Asked, every: Sequence[Total], showing: Showing) -> Finding:
    note = (
        f"Only one image shows {asked.seen.called}: one image alone shows no {asked.kind}."
        if len(every) < 2
        else f"No two images stand on both sides of the claimed time or within it. {no_image(showing)}"
    )
    part = PartChecked(what=asked.kind, verdict=Verdict.NOT_OBSERVABLE, note=note)
    return Finding(parts=(part,), sentences=(note,), evidence=tuple(total.acquisition.id for total in every[:1]))


def _found(verdict: Verdict, asked: _Asked, told: Sequence[Total], showing: Showing) -> Finding:
    inside, across = _events(asked, showing)
    numbers, verb = asked.numbers, MOVED[asked.kind]
    shown = [count_sentence(total, asked.seen.called) for total in (told if len(told) <= 3 else (told[0], told[-1]))]
    note = f"{capital(claimed(numbers.low, numbers.high))} {verb}, it is claimed."
    last = asked.ordered(told)[-1]
    return Finding(
        parts=(PartChecked(what=asked.kind, verdict=verdict, note=" ".join([*shown, note])),),
        sentences=(*shown, *_on_events(asked, inside, across), note, *_fewer(asked, last), *_caveats(verdict)),
        evidence=(*(total.acquisition.id for total in told), *evidence_of(inside or across)),
        probability=_likely(verdict, asked, told),
        subject=f"that {claimed(numbers.low, numbers.high)} {asked.seen.called} {verb} between the images",
        confidence=_confidence(told, asked, showing) if verdict.told else None,
    )


def _events(asked: _Asked, showing: Showing) -> tuple[list[EventShown], list[EventShown]]:
    """Events whose window lies wholly in the claimed time, and those that reach beyond it."""
    own = [each for each in showing.events if each.kind == asked.kind and each.label in asked.seen.labels]
    inside = [each for each in own if asked.when.contains(each.window)]
    known = {each.id for each in inside}
    return inside, [each for each in own if asked.when.overlaps(each.window) and each.id not in known]


def _on_events(asked: _Asked, inside: Sequence[EventShown], across: Sequence[EventShown]) -> list[str]:
    if not inside and not across:
        return [f"The images prove no {asked.kind} of {asked.seen.called} in that time."]
    reach = f", and {number(len(across))} in windows that reach beyond it" if across else ""
    stands = f"{number(len(inside))} of {asked.seen.called} at single stands in windows within the claimed time"
    return [f"The images show {asked.kind}s: {stands}{reach}."]


def _fewer(asked: _Asked, last: Total) -> list[str]:
    """Where the image that should show what moved has no room for it."""
    if last.interval is None or last.interval[2] >= asked.numbers.low:
        return []
    other = "had left again" if asked.kind == "arrival" else "had come in between"
    return [f"On {day(last.time)} the image holds fewer: that fits only if some {other} or were hidden."]


def _confidence(told: Sequence[Total], asked: _Asked, showing: Showing) -> tuple[str, str]:
    """The lower one of the images at both ends."""
    both = [confidence_of(total, showing, by_size=not asked.seen.exact) for total in (told[0], told[-1])]
    return min(both, key=lambda each: CONFIDENCES.index(each[0]))


def _caveats(verdict: Verdict) -> list[str]:
    if verdict is Verdict.CONTRADICTED:
        return [HIDDEN, BETWEEN]
    if verdict is Verdict.NOT_OBSERVABLE:
        return ["The images speak against it, but do not exclude it: they do not bound the claimed time well enough."]
    return ["The images allow it, and do not prove it."] if verdict is Verdict.CONSISTENT else []


def _likely(verdict: Verdict, asked: _Asked, told: Sequence[Total]) -> float | None:
    """What the rise of the number says; it is of what came less what left, so that a low chance says nothing."""
    if verdict.strong:
        return SURE if verdict is Verdict.CONFIRMED else 1 - SURE
    ordered = asked.ordered([total for total in told if asked.when.holds(total.time)])
    if verdict is not Verdict.CONSISTENT or not asked.seen.exact or len(ordered) < 2 or asked.numbers.high is not None:
        return None
    rise = _rise(ordered[0], ordered[-1])
    chance = None if rise is None else probability_within(rise, max(1, asked.numbers.low), None)
    return chance if chance is not None and chance >= 0.5 else None


def _rise(without: Total, with_it: Total) -> tuple[int, int, int] | None:
    """From one count to another, as Zou and Donner combine intervals (2008, Statistics in Medicine 27:1693)."""
    if without.interval is None or with_it.interval is None or without.ceiling is None or with_it.floor is None:
        return None
    (low, middle, high), (low_2, middle_2, high_2) = without.interval, with_it.interval
    rise = middle_2 - middle
    below, above = hypot(middle_2 - low_2, high - middle), hypot(high_2 - middle_2, middle - low)
    return floor(rise - below), rise, ceil(rise + above)
