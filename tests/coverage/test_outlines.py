"""Outlines from GeoJSON: mended, cut at 180°, the quick way like the slow one."""

from __future__ import annotations

import json
import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, Polygon, box
from shapely.geometry import mapping

from hardstand.coverage.outlines import mend_outlines, read_area, read_outline
from hardstand.errors import CatalogueError


def mended(*geometries):
    """Geometries as they are searched."""
    places = [f"line {number}" for number in range(1, len(geometries) + 1)]
    return mend_outlines([read_outline(each, place) for each, place in zip(geometries, places, strict=True)], places)


def ring(*points):
    return {"type": "Polygon", "coordinates": [[list(point) for point in (*points, points[0])]]}


boxes = st.builds(
    lambda x, y, width, height: box(x, y, x + width, y + height),
    st.floats(-170, 160),
    st.floats(-80, 70),
    st.floats(0.01, 10),
    st.floats(0.01, 10),
)


@given(st.lists(boxes, min_size=1, max_size=8))
def test_the_quick_way_gives_what_the_slow_one_gives(shapes):
    several = MultiPolygon([box(0, 0, 1, 1), box(2, 0, 3, 1)])
    geometries = [json.loads(shapely.to_geojson(shape)) for shape in (*shapes, several, *shapes)]
    slow = [read_area(geometry, "") for geometry in geometries]
    assert all(quick.equals(other) for quick, other in zip(mended(*geometries), slow, strict=True))


def test_holes_stay_holes():
    outer, inner = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]
    [area] = mended({"type": "Polygon", "coordinates": [outer, inner]})
    assert area.area == 15
    assert not area.covers(Point(1.5, 1.5))


def test_heights_are_dropped():
    [area] = mended(ring((0, 0, 7), (1, 0, 7), (1, 1, 7), (0, 1, 7)))
    assert not area.has_z
    assert area.area == 1


@pytest.mark.parametrize(
    "outline",
    [
        ring((179, 10), (-179, 10), (-179, 11), (179, 11)),
        ring((179, 10), (179, 11), (-179, 11), (-179, 10)),  # the other way round
        ring((179, 10), (181, 10), (181, 11), (179, 11)),
        ring((-181, 10), (-179, 10), (-179, 11), (-181, 11)),
        {
            "type": "MultiPolygon",
            "coordinates": [
                mapping(box(179, 10, 180, 11))["coordinates"],
                mapping(box(-180, 10, -179, 11))["coordinates"],
            ],
        },
    ],
)
def test_an_outline_across_180_degrees_does_not_go_round_the_world(outline):
    [area] = mended(outline)
    assert area.equals(MultiPolygon([box(179, 10, 180, 11), box(-180, 10, -179, 11)]))
    assert not area.intersects(Point(0, 10.5))


def test_one_round_the_pole_holds_the_pole():
    [area] = mended(ring((0, 80), (90, 80), (180, 80), (-90, 80)))
    assert area.covers(Point(45, 89))
    assert not area.intersects(Point(45, 70))


def test_the_whole_world_stays_whole():
    [area] = mended(mapping(box(-180, -90, 180, 90)))
    assert area.covers(Point(0, 0))
    assert area.area == 360 * 180


def test_longitudes_that_count_to_360_are_brought_back():
    [area] = mended(mapping(box(200, 10, 201, 11)))
    assert area.equals(box(-160, 10, -159, 11))


def test_an_outline_that_crosses_itself_is_mended():
    [area] = mended(ring((0, 0), (2, 2), (2, 0), (0, 2)))
    assert area.is_valid
    assert area.covers(Point(0.5, 1))
    assert area.area == pytest.approx(2)


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        ({"type": "Point", "coordinates": [1, 2]}, "not 'Point'"),
        ([1, 2], "not None"),
        ({"type": "Polygon"}, "no Polygon"),
        ({"type": "Polygon", "coordinates": []}, "empty"),
        ({"type": "Polygon", "coordinates": [[]]}, "Polygon"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "no Polygon"),
        ({"type": "Polygon", "coordinates": [[["a", "b"], [1, 1], [1, 0], ["a", "b"]]]}, "no Polygon"),
        ({"type": "MultiPolygon", "coordinates": [[[1, 2, 3]]]}, "no MultiPolygon"),
        (ring((0, 0), (1, 1), (2, 2)), "no area"),
        (ring((35.4, 95.9), (35.5, 95.9), (35.5, 96.0)), "longitude first"),
        (ring((500, 0), (501, 0), (501, 1)), "off the globe"),
    ],
)
def test_what_is_no_outline_is_refused_with_its_line(geometry, words):
    with pytest.raises(CatalogueError, match=f"^line 2: .*{words}"):
        mended(ring((0, 0), (1, 0), (1, 1)), geometry)


@given(st.lists(st.tuples(st.floats(-360, 360), st.floats(-90, 90)), min_size=3, max_size=7))
def test_any_ring_becomes_an_area_on_the_globe_or_is_refused(corners):
    try:
        [area] = mended(ring(*corners))
    except CatalogueError:
        return
    west, south, east, north = area.bounds
    assert area.is_valid
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf, 10**400, 1e300])
@pytest.mark.parametrize("corner", [1, 3])
def test_corners_that_are_no_place_are_refused(odd, corner):
    outline = ring((0, 0), (1, 0), (1, 1))
    outline["coordinates"][0][corner] = [0, odd]  # the last one closes the ring
    with pytest.raises(CatalogueError, match=r"^line 1: "):
        mended(outline)


def test_no_outlines_give_none():
    assert len(mend_outlines([], [])) == 0
    assert isinstance(mended(ring((0, 0), (1, 0), (1, 1)))[0], Polygon)
