"""Stated distances are read with their figures, units and direction, and held against the earth."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyproj import Geod

from hardstand.claims.entries import Place
from hardstand.claims.gazetteer.geodesy import DEGREES, WINDS, between_directions, inverse, wind
from hardstand.claims.places.distance_checks import FITS, ROUGHLY, distance_entry, tolerance_km
from hardstand.claims.places.distance_units import KILOMETRES, agree, rounding, unit_of, written
from hardstand.claims.places.distances import StatedDistance, bearing_of, find_distances
from tests.claims.extracting import gazetteer

EARTH_KM = 6371.0088
"""Mean radius of the WGS 84 ellipsoid (Moritz 2000)."""
LATAKIA = Place(name="Latakia", lon=35.79088, lat=35.53125)
AIRPORT = Place(name="the airport", code="OSLK", lon=35.9487, lat=35.4011)


def one(text: str) -> StatedDistance:
    found = find_distances(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "figures", "bearing", "origin"),
    [
        ("The depot is 12 km north-west of Palmyra.", ((12.0, "km"),), "north-west", "Palmyra"),
        ("A camp some 30 miles from the border with Turkey.", ((30.0, "mi"),), None, "the border with Turkey"),
        ("It is 50km (31 miles) from Homs.", ((50.0, "km"), (31.0, "mi")), None, "Homs"),
        ("The ship lay 10 nautical miles off the coast.", ((10.0, "nmi"),), None, "the coast"),
        ("About 6 miles (10 kilometers) southeast of Kyiv.", ((6.0, "mi"), (10.0, "km")), "south-east", "Kyiv"),
        ("It is 3 km to the east of Deir ez-Zor.", ((3.0, "km"),), "east", "Deir ez-Zor"),
        ("Two dozen miles northwest of Kyiv.", ((24.0, "mi"),), "north-west", "Kyiv"),
        ("Roughly 1,200 kilometres from Moscow.", ((1200.0, "km"),), None, "Moscow"),
        ("10 to 15 kilometres south of Kherson", ((10.0, "km"), (15.0, "km")), "south", "Kherson"),
        ("A mile from the base stood a radar.", ((1.0, "mi"),), None, "the base"),
        ("It lies 800 metres west of Hostomel airport", ((800.0, "m"),), "west", "Hostomel airport"),
        ("200 miles away from the city of Sanaa", ((200.0, "mi"),), None, "Sanaa"),
        ("2.5 km south-southeast of Bucha", ((2.5, "km"),), "south-south-east", "Bucha"),
        ("just north of Bucha", (), "north", "Bucha"),
    ],
)
def test_a_statement_is_read_as_it_stands(
    text: str, figures: tuple[tuple[float, str], ...], bearing: str | None, origin: str
) -> None:
    stated = one(text)
    assert (stated.figures, stated.bearing, stated.origin) == (figures, bearing, origin)
    assert text[stated.start + stated.origin_from : stated.end] == origin


def test_on_the_outskirts_is_said_without_a_figure() -> None:
    stated = one("A depot on the southern outskirts of Aleppo burned.")
    assert (stated.edge, stated.km, stated.bearing, stated.origin) == (True, None, "south", "Aleppo")


@pytest.mark.parametrize("text", ["about 25 km from Homs", "some 25 km from Homs", "nearly 25 miles from Homs"])
def test_what_is_not_meant_exactly_says_so(text: str) -> None:
    assert one(text).approximate


def test_a_figure_alone_is_meant_exactly() -> None:
    assert not one("25 km from Homs").approximate


@pytest.mark.parametrize(
    "text",
    [
        "They drove at 50 km/h from Kyiv.",
        "The runway is 2,500 metres long.",
        "A 40-mile-long convoy moved.",
        "The range is 300 km.",
        "Trade with the north of the country fell.",
        "",
    ],
)
def test_what_says_no_place_is_left_alone(text: str) -> None:
    assert find_distances(text) == ()


@pytest.mark.parametrize("filler", ["due ", "12 ", "away ", "twenty ", "a", "1,", "km "])
def test_long_rows_of_one_word_take_no_time(filler: str) -> None:
    find_distances("5 km " + filler * (200_000 // len(filler)))


def test_the_spans_are_those_of_the_text_given() -> None:
    text = "Trucks stood 5 km south of Homs and tents 7 miles east of Hama."
    assert [text[each.start : each.end] for each in find_distances(text)] == [
        "5 km south of Homs",
        "7 miles east of Hama",
    ]


def test_a_range_is_as_far_as_its_middle() -> None:
    assert one("10 to 20 km from Homs").km == pytest.approx(15)
    assert one("10 miles (16 km) from Homs").km == pytest.approx(16.09, abs=0.01)


@given(st.floats(0.1, 900).map(lambda number: round(number, 1)), st.sampled_from(sorted(DEGREES)))
def test_what_is_written_is_read(number: float, bearing: str) -> None:
    stated = one(f"The radar is {number:g} km {bearing} of Homs.")
    assert stated.figures == ((number, "km"),)
    assert stated.bearing == bearing_of(bearing) == bearing


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for stated in find_distances(text):
        assert 0 <= stated.start < stated.end <= len(text)


@pytest.mark.parametrize(
    ("first", "other", "right"),
    [
        ((25.0, "km"), (15.0, "mi"), True),
        ((50.0, "km"), (31.0, "mi"), True),
        ((100.0, "km"), (60.0, "mi"), True),
        ((50.0, "km"), (40.0, "mi"), False),
        ((25.0, "km"), (10.0, "mi"), False),
        ((10.0, "nmi"), (18.5, "km"), True),
        ((12.0, "km"), (12.0, "mi"), False),
    ],
)
def test_converted_figures_agree_within_their_rounding(
    first: tuple[float, str], other: tuple[float, str], *, right: bool
) -> None:
    assert agree(first, other) is right
    assert agree(other, first) is right


@given(st.floats(0.5, 5000), st.sampled_from(sorted(KILOMETRES)), st.sampled_from(sorted(KILOMETRES)))
def test_an_exact_conversion_rounded_to_whole_units_agrees(number: float, unit: str, other: str) -> None:
    converted = round(number) * KILOMETRES[unit] / KILOMETRES[other]
    assume(round(number) >= 1 and round(converted) >= 1)
    assert agree((float(round(number)), unit), (float(round(converted)), other))


@given(st.integers(1, 10**6))
def test_no_figure_is_rounded_by_more_than_half_of_itself(number: int) -> None:
    assert 0 < rounding(float(number)) <= number / 2


LON = st.floats(-180, 180)
LAT = st.floats(-85, 85)


@given(LON, LAT, LON, LAT)
def test_distance_is_that_of_the_haversine_on_a_sphere(lon: float, lat: float, lon2: float, lat2: float) -> None:
    km, _ = inverse(Place(name="a", lon=lon, lat=lat), Place(name="b", lon=lon2, lat=lat2))
    across, along = math.radians(lon2 - lon), math.radians(lat2 - lat)
    root = (
        math.sin(along / 2) ** 2
        + math.cos(math.radians(lat)) * math.cos(math.radians(lat2)) * math.sin(across / 2) ** 2
    )
    assert km == pytest.approx(2 * EARTH_KM * math.asin(math.sqrt(min(1, root))), rel=0.006, abs=1e-6)


@given(LON, LAT, LON, LAT)
def test_it_is_as_far_there_as_back(lon: float, lat: float, lon2: float, lat2: float) -> None:
    here, there = Place(name="a", lon=lon, lat=lat), Place(name="b", lon=lon2, lat=lat2)
    assert inverse(here, there)[0] == pytest.approx(inverse(there, here)[0], abs=1e-6)


@given(st.floats(-170, 170), LAT, st.floats(-3, 3), st.floats(-3, 3), st.floats(-9, 9))
def test_turning_the_earth_changes_nothing(lon: float, lat: float, across: float, along: float, turn: float) -> None:
    assume(abs(across) + abs(along) > 0.01)
    far = replace(AIRPORT, lon=lon + across, lat=lat + along)
    near = replace(LATAKIA, lon=lon, lat=lat)
    turned = inverse(replace(near, lon=lon + turn), replace(far, lon=lon + across + turn))
    km, azimuth = inverse(near, far)
    assert turned[0] == pytest.approx(km, abs=1e-6)
    assert between_directions(turned[1], azimuth) < 1e-4


@given(st.floats(-60, 60), st.floats(-170, 170), st.floats(-0.3, 0.3), st.floats(-0.3, 0.3))
def test_close_places_look_at_each_other_in_opposite_directions(
    lat: float, lon: float, across: float, along: float
) -> None:
    assume(abs(across) + abs(along) > 0.001)
    here, there = Place(name="a", lon=lon, lat=lat), Place(name="b", lon=lon + across, lat=lat + along)
    assert between_directions(inverse(here, there)[1], inverse(there, here)[1]) == pytest.approx(180, abs=1)


@given(st.floats(0, 360, exclude_max=True))
def test_a_wind_is_the_nearest_of_the_eight(degrees: float) -> None:
    best = min(WINDS, key=lambda name: between_directions(DEGREES[name], degrees))
    assert between_directions(DEGREES[wind(degrees)], degrees) == pytest.approx(
        between_directions(DEGREES[best], degrees)
    )


def test_the_earth_has_the_last_word_on_a_well_known_airport() -> None:
    km, azimuth = inverse(LATAKIA, AIRPORT)
    assert km == pytest.approx(20.3, abs=0.1)
    assert wind(azimuth) == "south-east"
    stated = one("It is about 25 km (15 miles) south of Latakia.")
    entry = distance_entry(stated, AIRPORT, gazetteer().lookup("Latakia"))
    assert (entry.agrees_units, entry.agrees_distance, entry.agrees_bearing) == (True, False, False)
    units, distance, direction = entry.findings
    assert units.startswith("The figures agree with each other: 15 miles are 24.1 km")
    assert distance.startswith("The distance is off: the airport is 20.3 km from Latakia")
    assert direction == (
        "The direction is off: seen from Latakia, the airport lies to the south-east (135 degrees from north), "
        "not to the south."
    )


@given(st.floats(5, 300), st.floats(0, 360, exclude_max=True), st.sampled_from(WINDS), st.floats(-60, 60))
def test_findings_follow_the_tolerances(km: float, azimuth: float, bearing: str, lat: float) -> None:
    lon2, lat2, _ = Geod(ellps="WGS84").fwd(20.0, lat, azimuth, km * 1000)
    origin, subject = Place(name="A", lon=20.0, lat=lat), Place(name="B", lon=lon2, lat=lat2)
    off = between_directions(azimuth, DEGREES[bearing])
    assume(min(abs(off - FITS), abs(off - ROUGHLY)) > 0.01)
    said = 50.0
    assume(abs(abs(km - said) - tolerance_km(said)) > 0.001)
    stated = replace(one("50 km north of A"), bearing=bearing)
    entry = distance_entry(stated, subject, origin)
    assert entry.agrees_distance is (abs(km - said) <= tolerance_km(said))
    assert entry.agrees_bearing is (off <= ROUGHLY)
    assert ("roughly" in entry.findings[-1]) is (FITS < off <= ROUGHLY)


def test_figures_that_contradict_each_other_are_told() -> None:
    entry = distance_entry(one("50 km (40 miles) from Latakia"), AIRPORT, LATAKIA)
    assert entry.agrees_units is False
    assert entry.findings[0] == "The figures do not agree with each other: 40 miles are 64.4 km, not 50."


def test_a_place_without_position_is_not_compared() -> None:
    nowhere = Place(name="Tripoli", reason="3 places may be meant")
    for subject, origin in ((nowhere, LATAKIA), (AIRPORT, nowhere), (None, LATAKIA), (AIRPORT, None)):
        entry = distance_entry(one("50 km south of Latakia"), subject, origin)
        assert (entry.agrees_distance, entry.agrees_bearing) == (None, None)
        assert entry.findings[-1].startswith("Not checked against the earth")


def test_one_place_has_no_direction_to_itself() -> None:
    entry = distance_entry(one("5 km south of Latakia"), LATAKIA, LATAKIA)
    assert entry.agrees_bearing is None
    assert "have one position" in entry.findings[-1]


def test_units_are_written_out() -> None:
    assert [unit_of(word) for word in ("kilometre", "kms", "nautical miles", "nm", "feet", "yards", "meters", "m")] == [
        "km", "km", "nmi", "nmi", "ft", "yd", "m", "m",
    ]  # fmt: skip
    assert (written(1.0, "ft"), written(2.5, "nmi")) == ("1 foot", "2.5 nautical miles")
