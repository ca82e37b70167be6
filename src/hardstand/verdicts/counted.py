"""Claims that so many of a thing, or any at all, stand there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hardstand.claims.entries import Claim, ClaimKind
from hardstand.verdicts.entries import Finding, PartChecked, Verdict, single
from hardstand.verdicts.likelihood import SURE, probability_within
from hardstand.verdicts.moments import When
from hardstand.verdicts.seeable import Seeable
from hardstand.verdicts.showing import Showing
from hardstand.verdicts.totals import Total, confidence_of, totals
from hardstand.verdicts.unseen import none_blind, nothing_usable
from hardstand.verdicts.views import count_sentence, sightings_of
from hardstand.verdicts.words import capital, claimed, day

HIDDEN = "What stands under a roof, in a hangar or under a net is not in view."
BETWEEN = "What came and left again between two images leaves no trace in them."

_SOME_MORE = re.compile(r"\b(others?|another|additional|extra|further|new|newly|more|recent|recently)\b", re.IGNORECASE)
"""Words by which a number is one of several: more than that many on the image say nothing against it."""


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """What is claimed of a number.

    Attributes:
        low: at least.
        high: at most; None = open.
        all_there: whether it says how many there are in all, so that more than `high` speak against it.
    """

    low: int
    high: int | None
    all_there: bool


def numbers_of(claim: Claim) -> Numbers:
    """A claim without a number says that there is at least one."""
    low = 1 if claim.quantity.low is None else claim.quantity.low
    counted = claim.kind is ClaimKind.COUNT and not _SOME_MORE.search(claim.text)
    return Numbers(low=low, high=claim.quantity.high, all_there=counted)


def check_number(asked: Numbers, seen: Seeable, when: When, showing: Showing) -> Finding:
    """Whether so many stood there at a moment of the claimed time.

    Confirmed: the objects are the thing itself, the claim says its time, and on one image in it the whole 90 % interval
    lies within the claimed numbers. Contradicted: images bound the claimed time, and on every one in it nearly all of
    the ground was seen and the interval excludes the claim. Consistent: one image in it leaves room.
    """
    every = totals(showing, seen.labels)
    held = [total for total in every if when.holds(total.time)]
    if not held:
        return nothing_usable(seen, when, showing)
    bound = when.dated and when.watched([total.time for total in held]) and none_blind(seen, when, showing)
    if bound and all(_excludes(total, asked, seen) for total in held):
        return _found(Verdict.CONTRADICTED, held[-1], held, asked, seen, showing)
    proving = [total for total in held if _proves(total, asked, seen)]
    if proving and when.dated:
        return _found(Verdict.CONFIRMED, proving[-1], proving[-1:], asked, seen, showing)
    open_to_it = [total for total in held if _allows(total, asked, seen)]
    if open_to_it:
        best = max(open_to_it, key=lambda total: (_probability(total, asked) if seen.exact else 0, total.time))
        return _found(Verdict.CONSISTENT, best, [best], asked, seen, showing)
    return _against(held, asked, seen, when)


def _excludes(total: Total, asked: Numbers, seen: Seeable) -> bool:
    if total.ceiling is None or not seen.bounds_above:
        return False
    return total.ceiling < asked.low or _too_many(total.floor, asked, seen)


def _too_many(least: int | None, asked: Numbers, seen: Seeable) -> bool:
    """Whether more are there than are claimed in all."""
    counted = seen.exact and asked.all_there
    return counted and asked.high is not None and least is not None and least > asked.high


def _proves(total: Total, asked: Numbers, seen: Seeable) -> bool:
    if not seen.exact or total.floor is None or total.floor < asked.low:
        return False
    return asked.high is None or (total.ceiling is not None and total.ceiling <= asked.high)


def _allows(total: Total, asked: Numbers, seen: Seeable) -> bool:
    least = None if total.interval is None else total.interval[0]
    return not seen.bounds_above or (total.may_hold(asked.low) and not _too_many(least, asked, seen))


def _probability(total: Total, asked: Numbers) -> float:
    return 0.0 if total.interval is None else probability_within(total.interval, asked.low, asked.high)


def _found(
    verdict: Verdict, best: Total, told: Sequence[Total], asked: Numbers, seen: Seeable, showing: Showing
) -> Finding:
    """A finding with the counts that it rests on."""
    number = claimed(asked.low, asked.high)
    shown = [count_sentence(total, seen.called) for total in told]
    last = f"{capital(number)} {'is' if number == 'one' else 'are'} claimed."
    caveats = [HIDDEN] if verdict is Verdict.CONTRADICTED else []
    if verdict is Verdict.CONTRADICTED and len(told) > 1:
        caveats.append(BETWEEN)
    evidence = [each for total in told for each in (total.acquisition.id, *sightings_of(showing, total))]
    return Finding(
        parts=(PartChecked(what="number", verdict=verdict, note=" ".join([*shown, last])),),
        sentences=(*shown, last, *caveats),
        evidence=tuple(evidence),
        probability=_likely(verdict, best, asked, seen),
        subject=f"that {number} {seen.called} stood there on {day(best.time)}",
        confidence=confidence_of(best, showing, by_size=not seen.exact),
    )


def _likely(verdict: Verdict, total: Total, asked: Numbers, seen: Seeable) -> float | None:
    """None where the interval is of other things than the claim, or does not reach over the whole site."""
    if verdict is Verdict.CONFIRMED:
        return max(SURE, _probability(total, asked))
    if verdict is Verdict.CONTRADICTED:
        return min(1 - SURE, _probability(total, asked))
    if not seen.exact or total.interval is None or total.floor is None or total.missing or asked.low == asked.high:
        return None  # one number among those of an interval is never likely, however well it fits
    hidden = not total.whole
    chance = probability_within(total.interval, asked.low, None if hidden else asked.high)
    # What is hidden may only add: a high chance stays high, a low one says nothing.
    return None if hidden and (chance < SURE / 2 or asked.high is not None) else chance


def _against(held: Sequence[Total], asked: Numbers, seen: Seeable, when: When) -> Finding:
    """No image leaves room for it, but they do not exclude it either."""
    shown = [count_sentence(total, seen.called) for total in held]
    why = (
        "the claim says no time that images could bound"
        if not when.dated
        else "the images do not bound the claimed time, or the detector's errors are not known well enough here"
    )
    note = f"That speaks against {claimed(asked.low, asked.high)}, but does not exclude it: {why}."
    evidence = tuple(total.acquisition.id for total in held)
    finding = single(Verdict.NOT_OBSERVABLE, "number", note, evidence)
    return Finding(parts=finding.parts, sentences=(*shown, note), evidence=evidence)
