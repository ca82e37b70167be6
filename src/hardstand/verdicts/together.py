"""Things that one sentence lists side by side, and that images can't tell apart: their numbers add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from hardstand.claims.entries import Claim, ClaimKind, Polarity
from hardstand.verdicts.counted import Numbers, check_number, numbers_of
from hardstand.verdicts.entries import Finding, PartChecked, Verdict
from hardstand.verdicts.moments import when
from hardstand.verdicts.seeable import Seeable, counted_as
from hardstand.verdicts.showing import Showing
from hardstand.verdicts.words import claimed, listed

_KINDS = frozenset({ClaimKind.COUNT, ClaimKind.PRESENCE})


def with_companions(
    claims: Sequence[Claim], findings: Mapping[str, Finding], showing: Showing, published: date | None
) -> dict[str, Finding]:
    """Findings by claim id, those of "six tanks and 26 carriers" with what the images say to all 32.

    A list for which the images leave no room makes each of its claims partial at most: one of them is wrong, and which
    the images do not tell.
    """
    found = dict(findings)
    for group in _groups([claim for claim in claims if findings[claim.id].verdict.told]):
        together = _check(group, showing, published)
        if together is None:
            continue
        for claim in group:
            if findings[claim.id].verdict is not Verdict.CONTRADICTED:
                found[claim.id] = _joined(findings[claim.id], claim, group, together)
    return found


def _groups(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims of one sentence, place and time on things of the same classes, none of which holds another."""
    by_list: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        seen = counted_as(claim.thing)
        if claim.kind in _KINDS and claim.polarity is Polarity.AFFIRMED and seen is not None and not seen.exact:
            by_list[claim.sentence, claim.place, claim.period, seen.labels].append(claim)
    return [group for group in by_list.values() if len(group) > 1 and _apart(group)]


def _apart(group: Sequence[Claim]) -> bool:
    pairs = combinations([claim.thing for claim in group], 2)
    return not any(one.within(other) or other.within(one) for one, other in pairs)


def _check(group: Sequence[Claim], showing: Showing, published: date | None) -> Finding | None:
    parts = [counted_as(claim.thing) for claim in group]
    first = parts[0]
    if first is None:
        return None
    bounded = all(part is not None and part.bounds_above for part in parts)
    seen = Seeable(labels=first.labels, called=first.called, bounds_above=bounded)
    asked = Numbers(low=sum(numbers_of(claim).low for claim in group), high=None, all_there=False)
    return check_number(asked, seen, when(group[0].period, published), showing)


def _joined(finding: Finding, claim: Claim, group: Sequence[Claim], together: Finding) -> Finding:
    others = listed([f"{other.id} (“{other.text}”)" for other in group if other is not claim])
    total = sum(numbers_of(each).low for each in group)
    head = f"Together with {others} that makes {claimed(total, None)}"
    note = f"{head}: {_SAYS.get(together.verdict, 'the images allow that many')}."
    part = PartChecked(what="together", verdict=together.verdict, note=note)
    return replace(finding, parts=(*finding.parts, part), sentences=(*finding.sentences, note))


_SAYS = {
    Verdict.CONTRADICTED: "the images leave no room for all of them, and do not tell which number is wrong",
    Verdict.NOT_OBSERVABLE: "the images speak against so many, but do not exclude them",
}
