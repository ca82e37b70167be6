"""Whether the objects are of the claimed type, and whose they are: what a number does not answer."""

from __future__ import annotations

from dataclasses import replace

from hardstand.claims.entries import Claim
from hardstand.claims.things import Thing
from hardstand.verdicts.entries import Finding, PartChecked, Verdict
from hardstand.verdicts.moments import When
from hardstand.verdicts.seeable import Seeable, type_reason, whose
from hardstand.verdicts.showing import PartShown, Showing
from hardstand.verdicts.totals import Total, totals
from hardstand.verdicts.views import parts_of, size_sentence
from hardstand.verdicts.words import day, listed


def with_type(finding: Finding, claim: Claim, seen: Seeable, when: When, showing: Showing) -> Finding:
    """A finding on a number with what the images say of the type; untouched where the objects are the thing itself."""
    if seen.exact or not finding.verdict.told or finding.verdict is Verdict.CONTRADICTED:
        return finding
    part, sized = _type_part(claim, seen, when, showing)
    return replace(finding, parts=(*finding.parts, part), sentences=(*finding.sentences, *sized, part.note))


def with_owner(finding: Finding, claim: Claim) -> Finding:
    """With what no image shows, where the text says whose the things are."""
    owner = whose(claim.text)
    if owner is None or not finding.verdict.told or finding.verdict is Verdict.CONTRADICTED:
        return finding
    note = f"No image shows whose they are: “{owner}” is not observable."
    part = PartChecked(what="whose", verdict=Verdict.NOT_OBSERVABLE, note=note)
    return replace(finding, parts=(*finding.parts, part), sentences=(*finding.sentences, note))


def _type_part(claim: Claim, seen: Seeable, when: When, showing: Showing) -> tuple[PartChecked, list[str]]:
    held = [total for total in totals(showing, seen.labels) if when.holds(total.time)]
    last = held[-1] if held else None
    if last is not None and seen.categories:
        fitting = parts_of(last, seen.categories)
        if fitting and all(part.high is not None for part in fitting):
            return _by_category(claim, last, fitting), []
    sized = None if last is None else size_sentence(last, _size_word(claim.thing))
    note = type_reason(claim.thing, None if last is None else last.acquisition.gsd_m)
    part = PartChecked(what="type", verdict=Verdict.NOT_OBSERVABLE, note=note)
    return part, [] if sized is None else [sized]


def _by_category(claim: Claim, total: Total, fitting: tuple[PartShown, ...]) -> PartChecked:
    """Types of one size are told apart badly: the sizes may fit a claim, they never prove or exclude it."""
    low, high = sum(part.low or 0 for part in fitting), sum(part.high or 0 for part in fitting)
    asked = 1 if claim.quantity.low is None else claim.quantity.low
    names = listed([part.name for part in fitting])
    head = f"By size, {low} to {high} of those on {day(total.time)} may be of the types {names}"
    if high < asked:
        note = f"{head}, fewer than claimed; size alone excludes nothing."
        return PartChecked(what="type", verdict=Verdict.NOT_OBSERVABLE, note=note)
    note = f"{head}; size alone does not prove a type."
    return PartChecked(what="type", verdict=Verdict.CONSISTENT, note=note)


def _size_word(thing: Thing) -> str:
    return "truck" if thing is Thing.TRUCK else "armoured"
