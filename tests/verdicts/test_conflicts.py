"""Claims side by side."""

from __future__ import annotations

from dataclasses import replace

from hardstand.claims.entries import ClaimKind, Period, Place, Source
from hardstand.claims.things import Thing
from hardstand.verdicts.check import check_claims
from hardstand.verdicts.conflicts import ConflictKind, find_conflicts
from tests.verdicts.making import claim, counted, denied, period, showing

TWELVE = showing(counted(15, "aircraft", 11, 14))
PUTIN, MINISTER = Source(speaker="Vladimir Putin"), Source(speaker="Walid al-Moallem")


def kinds(*claims):
    return [each.kind for each in find_conflicts(check_claims(claims, TWELVE))]


def test_supplied_and_sent_against_no_troops():
    supplied = claim(ClaimKind.ARRIVAL, Thing.WEAPONS, 1, source=PUTIN, imagery_can_tell=False)
    sent = claim(ClaimKind.ARRIVAL, Thing.PERSONNEL, 1, source=PUTIN, imagery_can_tell=False)
    none = denied(claim(ClaimKind.OTHER, Thing.PERSONNEL, 1, source=MINISTER, imagery_can_tell=False))
    found = find_conflicts(check_claims([supplied, sent, none], TWELVE))
    assert [(each.first.claim, each.second.claim) for each in found] == [(supplied, none), (sent, none)]
    assert {each.kind for each in found} == {ConflictKind.AT_ODDS}
    assert "According to Vladimir Putin" in found[0].summary
    assert "Denied by Walid al-Moallem" in found[0].summary
    assert "not observable" in found[0].summary


def test_no_aircraft_denies_fighters_but_no_fighters_does_not_deny_aircraft():
    fighters, aircraft = (claim(ClaimKind.PRESENCE, thing, 1) for thing in (Thing.FIGHTER_AIRCRAFT, Thing.AIRCRAFT))
    assert kinds(fighters, denied(aircraft)) == [ConflictKind.DENIED]
    assert kinds(aircraft, denied(fighters)) == [ConflictKind.AT_ODDS]
    assert kinds(fighters, denied(claim(ClaimKind.PRESENCE, Thing.SHIP, 1))) == []


def test_another_time_or_place_is_no_conflict():
    yes, no = claim(ClaimKind.PRESENCE, Thing.AIRCRAFT, 1), denied(claim(ClaimKind.PRESENCE, Thing.AIRCRAFT, 1))
    assert kinds(yes, no) == [ConflictKind.DENIED]
    assert kinds(yes, replace(no, period=Period())) == [ConflictKind.DENIED]
    assert kinds(yes, replace(no, period=period(16, 20))) == []
    here, there = Place(name="A", lon=35.95, lat=35.4), Place(name="B", lon=36.5, lat=33.4)
    assert kinds(replace(yes, place=here), no) == [ConflictKind.DENIED]
    assert kinds(replace(yes, place=here), replace(no, place=there)) == []


def test_two_numbers_of_two_speakers():
    six = claim(ClaimKind.COUNT, Thing.AIRCRAFT, 6, 6, source=PUTIN)
    nine = claim(ClaimKind.COUNT, Thing.AIRCRAFT, 9, 9, source=MINISTER)
    assert kinds(six, nine) == [ConflictKind.NUMBERS]
    assert kinds(six, replace(nine, source=PUTIN)) == []
    assert kinds(six, replace(nine, quantity=replace(nine.quantity, low=3))) == []
    assert kinds(six, replace(nine, quantity=replace(nine.quantity, approximate=True))) == []


def test_coming_and_leaving_are_no_denial():
    left = claim(ClaimKind.DEPARTURE, Thing.AIRCRAFT, 1)
    assert kinds(left, denied(claim(ClaimKind.ARRIVAL, Thing.AIRCRAFT, 1))) == []
    assert kinds(left, denied(claim(ClaimKind.DEPARTURE, Thing.AIRCRAFT, 1))) == [ConflictKind.DENIED]
