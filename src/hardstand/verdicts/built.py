"""Claims that something was built, or taken down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hardstand.claims.entries import Claim
from hardstand.verdicts.entries import Finding, PartChecked, Verdict, single
from hardstand.verdicts.likelihood import SURE
from hardstand.verdicts.moments import When
from hardstand.verdicts.seeable import built_as
from hardstand.verdicts.showing import Showing, WorkShown
from hardstand.verdicts.unseen import no_image
from hardstand.verdicts.words import capital, claimed, listed, number, percent, window

REAL_ONCE = 84 / 163
"""Share of real works among those stated between two dates of real places (docs/benchmarks.md)."""

REAL_LASTING = 84 / 109
"""The same among what lasts: 54 of the 79 false ones were cloud, vehicles, aircraft, shadow or light on a roof, which a
further date that shows the work again excludes. Derived, not measured on its own."""

PROBABLE = 0.9
"""Answer of the network below which a work that lasts counts no more than another one."""

LONG = 4.0
"""From so many times as long as wide, pavement or graded ground may become a strip (docs/construction.md)."""

LEAST_SHARE = 0.2
"""A work that is of the claimed kind with less than this is left out."""

_TAKEN_DOWN = re.compile(
    r"\b(demolish|raz(e|ed|ing)\b|dismantl|destroy|bulldoz|tear(ing)? down|tore down|torn down|burn|level(l)?ed house)",
    re.IGNORECASE,
)
_SHOWN = frozenset({"begun", "in progress", "finished", "no progress seen"})


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A work that may be what is claimed.

    Attributes:
        work: as the run states it.
        share: that it is of the claimed kind, if it is a work at all, 0..1.
        inside: whether it was begun wholly within the claimed time.
    """

    work: WorkShown
    share: float
    inside: bool

    @property
    def lasting(self) -> bool:
        """Whether two dates or more show it, and the network is sure of it."""
        shown = sum(state in _SHOWN for state in self.work.states.values())
        return shown >= 2 and self.work.probability >= PROBABLE

    @property
    def probability(self) -> float:
        """That it is real and of the claimed kind, from measured shares."""
        return self.share * (REAL_LASTING if self.lasting else REAL_ONCE)


def check_construction(claim: Claim, when: When, showing: Showing) -> Finding:
    """Whether works of the run are what is claimed.

    One work is weak evidence, and that none is found is none at all: the comparison misses most. Confirmed: the works
    were begun within the claimed time, each is the thing itself, two at least are lasting, and their measured shares
    leave at most one chance in twenty that fewer than claimed are real. Never contradicted.
    """
    kinds = built_as(claim.thing)
    if kinds is None:
        name = claim.thing.value.replace("_", " ")
        return single(Verdict.NOT_CHECKED, "built", f"What a run compares tells nothing of the thing “{name}”.")
    if not showing.compared:
        return single(Verdict.NOT_CHECKED, "built", "This run did not compare its images for what was built.")
    reason = _not_compared(when, showing)
    if reason is not None:
        return single(Verdict.NOT_OBSERVABLE, "built", reason)
    gone = bool(_TAKEN_DOWN.search(claim.text))
    found = _candidates(kinds[0], "vanished" if gone else "new", when, showing)
    asked = max(1, claim.quantity.low or 1)
    if not found:
        return single(Verdict.NOT_OBSERVABLE, "built", _NONE)
    return _finding(found, asked, when, exact=kinds[1], claim=claim)


_NONE = "The images were compared and no such work was found; the comparison misses most works, so that says nothing."


def _not_compared(when: When, showing: Showing) -> str | None:
    """Why no pair of dates bears on the claimed time; None where one does."""
    timed = [each for each in showing.acquisitions if each.time is not None and each.seen_fraction > 0]
    timed.sort(key=lambda each: (each.time, each.id))
    refused = {(each.before, each.after): each.reason for each in showing.not_compared}
    reasons = []
    for before, after in pairwise(timed):
        assert before.time is not None
        assert after.time is not None
        bears = (when.start is None or after.time >= when.start) and (when.end is None or before.time < when.end)
        if bears and (before.id, after.id) not in refused:
            return None
        if bears:
            reasons.append(refused[before.id, after.id])
    if reasons:
        return f"What was built in the claimed time can't be told: {reasons[0]}."
    return f"No two images show the ground before and after the claimed time, or within it. {no_image(showing)}"


def _candidates(kinds: Sequence[str], change: str, when: When, showing: Showing) -> list[Candidate]:
    found = []
    for work in showing.works:
        share = _share(work, kinds)
        overlaps = work.window is None or when.overlaps(work.window)
        if work.change == change and share >= LEAST_SHARE and overlaps:
            inside = work.window is not None and when.contains(work.window)
            found.append(Candidate(work=work, share=share, inside=inside))
    return sorted(found, key=lambda each: -each.probability)


def _share(work: WorkShown, kinds: Sequence[str]) -> float:
    """That a work is of the kinds; long pavement and long graded ground may be a strip that is not finished."""
    wanted = set(kinds)
    if "strip" in wanted and work.width_m > 0 and work.length_m >= LONG * work.width_m:
        wanted |= {"hardstand or apron", "ground works"}
    return min(1.0, sum(share for kind, share in work.kinds.items() if kind in wanted))


def _finding(found: Sequence[Candidate], asked: int, when: When, *, exact: bool, claim: Claim) -> Finding:
    within = [each for each in found if each.inside]
    chance = at_least(asked, [each.probability for each in within or found])
    # That more were built than were found can't be excluded: an upper end is never proved.
    open_above = claim.quantity.high is None
    sure = exact and open_above and when.dated and at_least(asked, [each.probability for each in within]) >= SURE
    lasting = sum(each.lasting for each in within) >= max(2, asked)
    verdict = Verdict.CONFIRMED if sure and lasting else Verdict.CONSISTENT
    told = _told(found)
    name = claim.thing.value.replace("_", " ")
    purpose = [] if exact else [f"That it is a {name}, and what it is for, the images do not tell."]
    return Finding(
        parts=(PartChecked(what="built", verdict=verdict, note=" ".join(told)),),
        sentences=(*told, *purpose, *([] if verdict is Verdict.CONFIRMED else [_WEAK])),
        evidence=tuple(name for each in found for name in (each.work.id, *_dates(each.work))),
        probability=max(SURE, chance) if verdict is Verdict.CONFIRMED else chance if when.dated else None,
        subject=f"that {claimed(asked, None)} of these works {'is' if asked == 1 else 'are'} real and of the kind",
        confidence=_confidence(within or found),
    )


_WEAK = "Half of the works that the comparison states are none: look at the pictures of both dates."


def _told(found: Sequence[Candidate]) -> list[str]:
    """The three likeliest, then how many more."""
    told = [_on_work(each.work) for each in found[:3]]
    more = len(found) - 3
    return told if more <= 0 else [*told, f"{capital(number(more))} further works may be of the kind."]


def _on_work(work: WorkShown) -> str:
    size = f"about {work.length_m:,.0f} m by {work.width_m:,.0f} m"
    since = "" if work.window is None else f" {window(work.window)}"
    state = "" if work.state is None or work.change == "vanished" else f"; on the last image it is {work.state}"
    verb = "vanished" if work.change == "vanished" else "was begun"
    shares = listed([f"{kind} {percent(share)}" for kind, share in work.kinds.items() if share >= 0.05])
    return f"A work ({work.id}; {shares}), {size}, {verb}{since}{state}."


def _dates(work: WorkShown) -> list[str]:
    return [name for name, state in work.states.items() if state in _SHOWN]


def _confidence(found: Sequence[Candidate]) -> tuple[str, str]:
    """Never high: the share of real works was measured on few places, and not by the network's answer."""
    if any(each.lasting and each.inside for each in found):
        return "moderate", "two dates or more show the work, but the comparison errs often"
    return (
        "low",
        "the comparison errs often, and one date alone shows the work or its time reaches beyond the claimed one",
    )


def at_least(asked: int, chances: Sequence[float]) -> float:
    """How probable it is that so many of independent works are real.

    Args:
        asked: so many, 1 or more.
        chances: probability of each, 0..1.
    """
    exactly = [1.0]
    for chance in chances:
        fewer = [*exactly, 0.0]
        exactly = [fewer[n] * (1 - chance) + (exactly[n - 1] * chance if n else 0.0) for n in range(len(fewer))]
    return min(1.0, sum(exactly[asked:]))
