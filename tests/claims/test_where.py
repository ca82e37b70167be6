"""Which of several places in a text a claim is about."""

from __future__ import annotations

import pytest

from tests.claims.extracting import claims_of

CASES = [
    ("The frigate Tobruk and two patrol boats reached Latakia on Monday.", ["Latakia", "Latakia"]),
    ("Fourteen new barracks were built at Camp Delta near Gelling last year.", ["Camp Delta"]),
    ("Six tanks stand at Dahmash, but the ministry in Damascus denied that a hangar at Shayrat was hit.",
     ["Dahmash", "Shayrat"]),
    ("Ten tanks remain in Zarqan, the military mission in Bamako reported.", ["Zarqan"]),
    ("Two helicopters flew from Sevra to Tolmak on Friday.", ["Tolmak"]),
    ("The last 40 soldiers withdrew from Tessalit toward Gao.", ["Tessalit"]),
    ("More than 30 trucks were parked near Orvath, about 60 km north of Kyiv.", ["Orvath"]),
    ("Ten hangars stand at Orvath, 20 km from Kyiv. A dozen tanks are parked there.", ["Orvath", "Orvath"]),
    ("The base, officially named Karvan and formerly known as Objekt, houses four drones.", ["Karvan"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "places"), CASES)
def test_the_place_of_each_thing(text, places):
    claims = claims_of(text)
    things = [each for each in claims if each.kind.value not in {"location", "name", "intent", "capability"}]
    found = [each.place.name if each.place else None for each in things]
    assert [name for name in places if name not in found] == [], found
    assert set(found) <= set(places), found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The future outpost, 12 miles north-west of Bangui, may hold a brigade of tanks.", None),
        ("Torvek, a pair of islets 1,100 km north of Mauritius, has a new runway.", "Torvek"),
        ("Their trenches ring the hills near Torvek, 15 km from the city of Idlib.", "Torvek"),
    ],
)
def test_what_lies_so_far_away(text, place):
    claims = claims_of(text)
    located = [each for each in claims if each.kind.value == "location"]
    assert len(located) == 1
    assert place is None or located[0].place.name == place


def test_another_name_of_a_known_base_does_not_take_its_position():
    text = "Aircraft stood at Hmeimim air base. The base, also known as Fogfield, lies 20 km south-east of Latakia."
    (location,) = [claim for claim in claims_of(text) if claim.kind.value == "location"]
    assert location.place is not None
    assert location.place.code == "OSLK"
    assert location.distance is not None
    assert location.distance.agrees_distance is True
