"""The report of September 2015 on the air base near Latakia: everything that it claims is found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hardstand.claims import Claim, ClaimKind, Gazetteer, Polarity, Thing, extract_claims, read_document

FOURTH, FIFTEENTH = date(2015, 9, 4), date(2015, 9, 15)
FIRM = "AllSource Analysis"


@pytest.fixture(scope="module")
def claims(data: Path) -> tuple[Claim, ...]:
    article = data.parent / "article" / "latakia-2015.txt"
    if not article.is_file():
        pytest.skip(f"needs the report of 2015, which is under copyright, and {article} does not exist")
    return extract_claims(read_document(article), Gazetteer())


def of(claims: tuple[Claim, ...], thing: Thing, *kinds: ClaimKind) -> list[Claim]:
    return [claim for claim in claims if claim.thing is thing and claim.kind in kinds]


@pytest.mark.parametrize(
    ("thing", "low", "high"),
    [
        (Thing.MAIN_BATTLE_TANK, 6, 6),
        (Thing.ARMOURED_PERSONNEL_CARRIER, 26, 26),
        (Thing.HELICOPTER, 2, None),
        (Thing.ARTILLERY, 2, None),
    ],
)
def test_what_the_firm_saw_and_when_it_came(claims: tuple[Claim, ...], thing: Thing, low: int, high: int | None):
    (claim,) = [each for each in claims if each.thing is thing and each.period.by is not None]
    assert (claim.quantity.low, claim.quantity.high) == (low, high)
    assert (claim.period.after, claim.period.by) == (FOURTH, FIFTEENTH)
    assert claim.hedged
    assert (claim.source.speaker, claim.source.provider) == (FIRM, FIRM)
    assert claim.place is not None
    assert claim.place.code == "OSLK"


def test_trucks_and_transport_aircraft(claims: tuple[Claim, ...]):
    for thing in (Thing.TRUCK, Thing.TRANSPORT_AIRCRAFT):
        (claim,) = of(claims, thing, ClaimKind.ARRIVAL, ClaimKind.PRESENCE)
        assert (claim.quantity.low, claim.quantity.high, claim.quantity.approximate) == (2, None, True)
        assert claim.source.provider == FIRM


def test_construction(claims: tuple[Claim, ...]):
    assert len(of(claims, Thing.OTHER, ClaimKind.CONSTRUCTION)) == 1
    assert len(of(claims, Thing.TAXIWAY, ClaimKind.CONSTRUCTION)) == 1


def test_the_airport_its_names_and_where_it_lies(claims: tuple[Claim, ...]):
    names = [claim for claim in claims if claim.kind is ClaimKind.NAME]
    assert len(names) == 2
    assert all(claim.place is not None and claim.place.code == "OSLK" for claim in names)
    assert "Hemeimeem airport" in names[0].place.also
    (location,) = [claim for claim in claims if claim.kind is ClaimKind.LOCATION]
    distance = location.distance
    assert distance is not None
    assert (distance.km, distance.bearing) == (25, "south")
    assert (distance.agrees_units, distance.agrees_distance, distance.agrees_bearing) == (True, False, False)
    assert any("20.3 km" in finding for finding in distance.findings)
    assert any("south-east" in finding for finding in distance.findings)


def test_what_no_image_can_tell(claims: tuple[Claim, ...]):
    (only,) = [claim for claim in claims if claim.kind is ClaimKind.CAPABILITY]
    assert "only functioning airport" in only.text
    blind = {ClaimKind.CAPABILITY, ClaimKind.NAME, ClaimKind.INTENT}
    assert not any(claim.imagery_can_tell for claim in claims if claim.kind in blind)


def test_the_build_up_that_officials_reported(claims: tuple[Claim, ...]):
    speakers = {claim.source.speaker for claim in of(claims, Thing.MILITARY_EQUIPMENT, ClaimKind.ARRIVAL)}
    assert "U.S., Israeli and other officials" in speakers
    assert "U.S." in speakers


def test_what_was_ferried_in_and_what_for(claims: tuple[Claim, ...]):
    sent = of(claims, Thing.PERSONNEL, ClaimKind.ARRIVAL)
    assert {claim.source.speaker for claim in sent} == {"U.S.", "Vladimir Putin and other officials"}
    goal = next(claim for claim in claims if claim.kind is ClaimKind.INTENT and claim.text.startswith("goal"))
    assert (goal.source.speaker, goal.hedged) == ("U.S.", True)
    troops = next(claim for claim in claims if claim.kind is ClaimKind.INTENT and "troop" in claim.text)
    assert troops.hedges == ("possibly",)


def test_weapons_supplied_and_troops_denied(claims: tuple[Claim, ...]):
    (weapons,) = of(claims, Thing.WEAPONS, ClaimKind.ARRIVAL)
    assert weapons.source.office == "Russian President"
    (denied,) = [claim for claim in claims if claim.thing is Thing.PERSONNEL and claim.polarity is Polarity.DENIED]
    assert (denied.source.speaker, denied.source.office) == ("Walid al-Moallem", "Syrian Foreign Minister")
    assert not denied.imagery_can_tell


@pytest.mark.parametrize(
    ("speaker", "words"),
    [
        ("Russia", "offered to share"),
        ("Sergey Lavrov", "should coordinate"),
        ("John Kerry", "military-to-military talks"),
        ("Walid al-Moallem", "ready to offer"),
        ("Maria Zakharova", "happy to talk"),
        ("Maria Zakharova", "ready to provide"),
    ],
)
def test_statements_of_intent(claims: tuple[Claim, ...], speaker: str, words: str):
    found = [claim for claim in claims if claim.kind is ClaimKind.INTENT and words in claim.text]
    assert [claim.source.speaker for claim in found] == [speaker]
