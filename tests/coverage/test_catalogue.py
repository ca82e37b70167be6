"""The index finds what looking at every footprint finds."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from hardstand.coverage import Catalogue, Footprints, Outlines, Period, Place, read_box, read_spot
from hardstand.coverage import catalogue as catalogue_module
from hardstand.coverage.footprint import NUMBERS, TEXT, TIME
from tests.coverage.conftest import FIRST, MONTH, catalogue, feature


def footprints(outlines, hours, lasting=None):
    """Footprints with given outlines, hours into the month, and the hours that they may lie later."""
    times = np.array([FIRST.replace(tzinfo=None) + timedelta(hours=hour) for hour in hours], dtype=TIME)
    return Footprints(
        ids=np.array([f"{number:05d}" for number in range(len(outlines))], dtype=TEXT),
        times=times,
        untils=times if lasting is None else times + np.array(lasting, dtype="timedelta64[h]"),
        outlines=Outlines.pack(np.array(outlines, dtype=object)),
        platforms=np.full(len(outlines), "", dtype=TEXT),
        numbers=np.full((len(outlines), len(NUMBERS)), np.nan),
        sources=np.full(len(outlines), "test", dtype=TEXT),
    )


def found(index, place, period=MONTH):
    return [each.id for each in index.find(place, period)]


def slowly(outlines, hours, place, period):
    """By looking at every one."""
    touching = shapely.intersects(np.array(outlines, dtype=object), place.geometry)
    hits = [(FIRST + timedelta(hours=hours[number]), number) for number in np.flatnonzero(touching)]
    return [f"{number:05d}" for time, number in sorted(hits) if time in period]


corner = st.tuples(st.integers(-180, 170), st.integers(-90, 80))
outline = st.one_of(
    st.builds(lambda at, w, h: box(at[0], at[1], at[0] + w, at[1] + h), corner, st.integers(1, 10), st.integers(1, 10)),
    st.builds(lambda at, w: Polygon([at, (at[0] + w, at[1]), (at[0], at[1] + w)]), corner, st.integers(1, 10)),
    st.builds(
        lambda y, w: MultiPolygon([box(180 - w, y, 180, y + w), box(-180, y, w - 180, y + w)]),
        st.integers(-90, 80),
        st.integers(1, 9),
    ),
)
place = st.one_of(
    st.builds(lambda x, y: read_spot(f"{x},{y}"), st.integers(-180, 180), st.integers(-90, 90)),
    st.builds(
        lambda w, s, e, n: read_box(f"{w},{s},{e},{s + n}"),
        st.integers(-180, 0),
        st.integers(-90, 50),
        st.integers(1, 180),
        st.integers(1, 40),
    ),
    st.builds(
        lambda w, s, e: read_box(f"{w},{s},{e},{s + 5}"),
        st.integers(100, 180),
        st.integers(-90, 50),
        st.integers(-180, -100),
    ),
)


@given(st.data())
def test_the_index_finds_what_looking_at_every_footprint_finds(data):
    outlines = data.draw(st.lists(outline, max_size=30))
    hours = data.draw(st.lists(st.integers(-100, 900), min_size=len(outlines), max_size=len(outlines)))
    where = data.draw(place)
    begins = data.draw(st.integers(-50, 400))
    period = Period(
        begins=FIRST + timedelta(hours=begins), ends=FIRST + timedelta(hours=begins + data.draw(st.integers(1, 500)))
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(catalogue_module, "LEAF", 4)  # so that there are many
        index = Catalogue.of(footprints(outlines, hours))
        assert found(index, where, period) == slowly(outlines, hours, where, period)


def test_among_many_footprints_too():
    draw = np.random.default_rng(1)
    corners = draw.uniform((-180, -80), (170, 70), (5_000, 2))
    sides = draw.uniform(0.05, 3, (5_000, 2))
    outlines = shapely.box(corners[:, 0], corners[:, 1], *(corners + sides).T)
    hours = draw.integers(0, 700, 5_000).tolist()
    index = Catalogue.of(footprints(list(outlines), hours))
    for x, y in draw.uniform((-180, -80), (180, 80), (50, 2)):
        spot = Place(name="", geometry=shapely.Point(x, y))
        assert found(index, spot) == slowly(outlines, hours, spot, MONTH)


def test_an_empty_catalogue_finds_nothing():
    assert found(catalogue(), read_spot("1,2")) == []


def test_a_spot_beyond_180_degrees_meets_only_what_crosses_there():
    across = {"type": "Polygon", "coordinates": [[[179, 10], [-179, 10], [-179, 11], [179, 11], [179, 10]]]}
    index = catalogue(feature("across", around=across), feature("else", around=(0.0, 10.5)))
    assert found(index, read_spot("179.5,10.5")) == ["across"]
    assert found(index, read_spot("-179.5,10.5")) == ["across"]
    assert found(index, read_spot("0,10.5")) == ["else"]
    assert found(index, read_box("178,10,-178,11")) == ["across"]


def test_the_beginning_of_the_period_is_in_it_and_its_end_is_not():
    index = catalogue(feature("first", "2015-09-01T00:00:00Z"), feature("next", "2015-10-01T00:00:00Z"))
    assert found(index, read_spot("35.95,35.4")) == ["first"]


def test_an_image_that_may_lie_outside_the_period_is_not_in_it():
    outlines = [box(0, 0, 1, 1)] * 3
    index = Catalogue.of(footprints(outlines, [-1, 1, 700], [5, 5, 50]))
    assert found(index, read_spot("0.5,0.5")) == ["00001"]


def test_arrays_of_unequal_length_are_refused():
    good = footprints([box(0, 0, 1, 1)] * 2, [0, 1])
    with pytest.raises(ValueError, match="of one length"):
        Footprints(**{**vars(good), "times": good.times[:1]})


@given(st.lists(outline, min_size=1, max_size=20), st.integers(1, 5))
def test_outlines_come_out_as_they_went_in(outlines, parts):
    pieces = [outlines[start::parts] for start in range(parts)]
    packed = Outlines.join([Outlines.pack(np.array(piece, dtype=object)) for piece in pieces])
    expected = [each for piece in pieces for each in piece]
    order = np.arange(len(expected))[::-1]
    assert all(taken.equals_exact(expected[index]) for taken, index in zip(packed.take(order), order, strict=True))
