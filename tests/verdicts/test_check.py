"""The reason as a reader gets it."""

from __future__ import annotations

from dataclasses import replace

from hardstand.claims.entries import ClaimKind
from hardstand.claims.things import Thing
from hardstand.verdicts.check import check_claims
from hardstand.verdicts.showing import StandShown
from tests.verdicts.making import check, claim, counted, denied, event, period, showing

STAND = StandShown(
    id="stand-1",
    label="aircraft",
    states={"d15": "occupied"},
    sightings={"d15": "d15/6"},
    statements={"d15": "Aircraft."},
)
TWELVE = showing(counted(15, "aircraft", 11, 14, found=13), stands=(STAND,))
MANY = claim(ClaimKind.COUNT, Thing.AIRCRAFT, 20, 20)


def test_a_reason_has_numbers_dates_and_credit():
    found = check(MANY, TWELVE)
    for part in ("15 September 2015", "11 to 14 aircraft", "90 % interval", "13 found", "20 are claimed", "A firm"):
        assert part in found.reason
    assert "almost no chance (1 to 5 %)" in found.reason
    assert found.likelihood == "almost no chance"
    assert found.confidence == "high"
    assert "Confidence is high" in found.reason
    assert "roof" in found.reason
    assert found.evidence == ("d15", "d15/6")


def test_simulated_runs_say_so_and_real_ones_do_not():
    assert "simulated" in check(MANY, replace(TWELVE, simulated=True)).reason
    assert "simulated" not in check(MANY, TWELVE).reason


def test_a_hedge_changes_the_reason_and_nothing_else():
    plain, hedged = check(MANY, TWELVE), check(replace(MANY, hedges=("apparently",)), TWELVE)
    assert "“apparently”" in hedged.reason
    assert (plain.verdict, plain.parts) == (hedged.verdict, hedged.parts)


def test_a_denial_says_what_the_images_say_to_it():
    assert "speaks against the denial" in check(denied(claim(ClaimKind.PRESENCE, Thing.AIRCRAFT, 1)), TWELVE).reason


def test_an_arrival_names_events_and_stands_of_its_time():
    shown = showing(
        counted(4, "aircraft", 4, 6),
        counted(15, "aircraft", 11, 14),
        events=(event(1, "arrival", 4, 15), event(2, "departure", 4, 15), event(3, "arrival", 4, 15, "ship")),
    )
    found = check(claim(ClaimKind.ARRIVAL, Thing.AIRCRAFT, 1, period=period(4, 15)), shown)
    assert found.evidence == ("d4", "d15", "event-1", "stand-1")


def test_verdicts_come_in_the_order_of_the_claims():
    claims = [claim(ClaimKind.COUNT, Thing.AIRCRAFT, low) for low in (30, 5, 12)]
    assert [each.claim for each in check_claims(claims, TWELVE)] == claims
    assert check_claims([], TWELVE) == ()
