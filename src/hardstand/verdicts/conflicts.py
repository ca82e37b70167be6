"""Claims of one text that contradict each other, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from pyproj import Geod

from hardstand.claims.entries import Claim, ClaimKind, Place, Polarity
from hardstand.claims.things import Thing
from hardstand.verdicts.entries import Checked
from hardstand.verdicts.where import NEAR_KM


class ConflictKind(StrEnum):
    """How two claims stand to each other."""

    DENIED = "one denies what the other affirms"
    NUMBERS = "two numbers of one thing"
    AT_ODDS = "both can be true, but they bear on each other"


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Two claims side by side.

    Attributes:
        kind: how they stand to each other.
        first: the one that comes first in the text, with its verdict.
        second: the other one.
        summary: who says what, and what the images say to each, in sentences.
    """

    kind: ConflictKind
    first: Checked
    second: Checked
    summary: str


_WGS84 = Geod(ellps="WGS84")
_BEING_THERE = frozenset({ClaimKind.COUNT, ClaimKind.PRESENCE})
_HAPPENING = frozenset({ClaimKind.COUNT, ClaimKind.PRESENCE, ClaimKind.ARRIVAL, ClaimKind.OTHER})
_COMPARED = (*_HAPPENING, ClaimKind.DEPARTURE, ClaimKind.CONSTRUCTION)
_FORCES = (Thing.PERSONNEL, Thing.WEAPONS)
"""Whoever denies one of them is asked about the other: weapons supplied, no troops fighting."""


def find_conflicts(checked: Sequence[Checked]) -> tuple[Conflict, ...]:
    """Every two claims that bear against each other, in the order of the text.

    One affirms and the other denies things of which one holds the other, or each counts the same thing otherwise; place
    and time are the same, or one of the two does not say them.
    """
    order = {each.claim.id: place for place, each in enumerate(checked)}
    found = [*_denials(checked), *_numbers(checked)]
    return tuple(sorted(found, key=lambda each: (order[each.first.claim.id], order[each.second.claim.id])))


def _denials(checked: Sequence[Checked]) -> Iterator[Conflict]:
    held = [each for each in checked if each.claim.kind in _COMPARED]
    denied = [each for each in held if each.claim.polarity is Polarity.DENIED]
    affirmed = [each for each in held if each.claim.polarity is Polarity.AFFIRMED]
    for no in denied:
        for yes in affirmed:
            kind = _kind(yes.claim, no.claim)
            if kind is not None and _one_place_and_time(yes.claim, no.claim):
                yield _conflict(kind, yes, no)


def _kind(yes: Claim, no: Claim) -> ConflictKind | None:
    """What is denied of a wider thing is denied of each narrower one; the other way round both can be true."""
    alike = yes.kind is no.kind or {yes.kind, no.kind} <= _BEING_THERE
    if not alike and not {yes.kind, no.kind} <= _HAPPENING:
        return None
    if yes.thing.within(no.thing):
        excludes = alike and yes.kind is not ClaimKind.OTHER and yes.thing is not Thing.OTHER
        return ConflictKind.DENIED if excludes else ConflictKind.AT_ODDS
    related = no.thing.within(yes.thing) or (yes.thing in _FORCES and no.thing in _FORCES)
    return ConflictKind.AT_ODDS if related else None


def _numbers(checked: Sequence[Checked]) -> Iterator[Conflict]:
    """Exact numbers of the same thing, by different speakers, that can't both be right."""
    by_thing: dict[object, list[Checked]] = defaultdict(list)
    for each in checked:
        claim = each.claim
        exact = claim.quantity.low is not None and not claim.quantity.approximate
        if claim.kind in _COMPARED and claim.polarity is Polarity.AFFIRMED and exact:
            by_thing[claim.kind, claim.thing].append(each)
    for group in by_thing.values():
        for one, other in combinations(group, 2):
            differ = one.claim.source.speaker != other.claim.source.speaker and _apart(one.claim, other.claim)
            if differ and _one_place_and_time(one.claim, other.claim):
                yield _conflict(ConflictKind.NUMBERS, one, other)


def _apart(one: Claim, other: Claim) -> bool:
    first, second = one.quantity, other.quantity
    below = first.high is not None and second.low is not None and first.high < second.low
    return below or (second.high is not None and first.low is not None and second.high < first.low)


def _one_place_and_time(one: Claim, other: Claim) -> bool:
    first, second = one.period, other.period
    later = first.after is not None and second.by is not None and first.after > second.by
    earlier = second.after is not None and first.by is not None and second.after > first.by
    return not later and not earlier and _one_place(one.place, other.place)


def _one_place(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None or (one.code is not None and one.code == other.code):
        return True
    names = {name.casefold() for name in (one.name, *one.also)}
    if names & {name.casefold() for name in (other.name, *other.also)}:
        return True
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return one.code is None or other.code is None  # an area may hold the other place
    return float(_WGS84.inv(one.lon, one.lat, other.lon, other.lat)[2]) <= 1000 * NEAR_KM


def _conflict(kind: ConflictKind, one: Checked, other: Checked) -> Conflict:
    first, second = sorted((one, other), key=lambda each: each.claim.start)
    summary = f"{kind.value[0].upper()}{kind.value[1:]}. {_said(first)} {_said(second)}"
    return Conflict(kind=kind, first=first, second=second, summary=summary)


def _said(checked: Checked) -> str:
    """Who says it, and the verdict with its first reason."""
    denied = checked.claim.polarity is Polarity.DENIED
    speaker = checked.claim.source.speaker or "the text"
    first = checked.reason.partition(". ")[0].rstrip(".")
    words = f"“{checked.claim.text}” ({checked.claim.id})"
    return f"{'Denied by' if denied else 'According to'} {speaker}: {words}: {checked.verdict.value}. {first}."
