"""Places as people type them, and how much of them is covered."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import box

from hardstand.coverage import Place, read_box, read_spot
from hardstand.errors import MetadataError


def test_a_spot_is_longitude_and_latitude_and_says_which_is_which():
    place = read_spot(" 35.9488, -35.4011 ")
    assert (place.geometry.x, place.geometry.y) == (35.9488, -35.4011)
    assert place.name == "35.9488° E, 35.4011° S"
    assert read_spot("-9.13,38.77").name == "9.13° W, 38.77° N"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("35.4,120.2", "swapped"),
        ("35.4", "longitude first"),
        ("35,94,35,40", "longitude first"),
        ("35.9 35.4", "longitude first"),
        ("a,b", "longitude first"),
        ("nan,1", "longitude first"),
        ("181,0", "off the globe"),
        ("500,100", "off the globe"),
        ("", "longitude first"),
    ],
)
def test_what_is_no_spot_is_refused(text, words):
    with pytest.raises(MetadataError, match=words):
        read_spot(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1,2,3", "W,S,E,N"),
        ("1,2,x,4", "W,S,E,N"),
        ("1,4,3,2", "no area"),
        ("1,2,1,4", "no area"),
        ("35,120,36,121", "off the globe"),
        ("-200,0,10,10", "off the globe"),
    ],
)
def test_what_is_no_box_is_refused(text, words):
    with pytest.raises(MetadataError, match=words):
        read_box(text)


def test_a_box_across_180_degrees_is_two():
    place = read_box("179,-20,-178,-18")
    assert place.geometry.equals(shapely.union_all([box(179, -20, 180, -18), box(-180, -20, -178, -18)]))
    assert read_box("180,-20,-178,-18").geometry.equals(box(-180, -20, -178, -18))


def test_swapped_numbers_can_be_tried_the_other_way_round():
    assert read_spot("37.58,36.92").swapped().name == "36.92° E, 37.58° N"
    assert read_spot("120,36").swapped() is None
    assert read_box("1,2,3,4").swapped() is None


def test_a_spot_is_covered_whole_or_not_at_all():
    spot = read_spot("0.5,0.5")
    assert spot.covered_share([box(0, 0, 1, 1), box(5, 5, 6, 6)]) == 1
    assert spot.covered_share([box(5, 5, 6, 6)]) == 0
    assert spot.covered_share([]) == 0


def test_overlapping_outlines_cover_their_ground_once():
    area = Place(name="", geometry=box(0, 0, 1, 1))
    halves = [box(-1, -1, 0.5, 2), box(-1, -1, 0.5, 2)]
    assert area.covered_share(halves) == pytest.approx(0.5)
    assert area.covered_share([*halves, box(0.5, -1, 3, 2)]) == 1
    assert area.covered_share([]) == 0


@given(st.integers(-60, 50), st.integers(1, 30), st.floats(0.1, 0.9))
def test_shares_are_those_of_the_ground_and_not_of_the_map(south, height, part):
    area, cover = box(10, south, 11, south + height), box(9, south, 12, south + part * height)
    geod = Geod(ellps="sphere")

    def ground(shape):
        # Corners every tenth of a degree, for a box's north and south are no great circles.
        return abs(geod.geometry_area_perimeter(shapely.segmentize(shape, 0.1))[0])

    expected = ground(area.intersection(cover)) / ground(area)
    assert Place(name="", geometry=area).covered_share([cover]) == pytest.approx(expected, rel=1e-4)
