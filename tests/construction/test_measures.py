from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import affinity

from hardstand.construction.measures import measure_outline

sides = st.floats(5, 800)


@given(sides, sides, st.floats(0, 360))
def test_a_turned_rectangle_has_its_own_sides_and_the_direction_of_its_longer_one(first, second, turn):
    length, width = max(first, second), min(first, second)
    upright = shapely.box(-width / 2, -length / 2, width / 2, length / 2)  # the longer side points north
    measured = measure_outline(affinity.rotate(upright, -turn))
    assert measured.length_m == pytest.approx(length, rel=1e-4)
    assert measured.width_m == pytest.approx(width, rel=1e-4)
    assert measured.area_m2 == pytest.approx(length * width)
    if length > 1.01 * width:
        apart = abs((measured.orientation_deg - turn + 90) % 180 - 90)
        assert apart < 0.1


def test_a_bent_strip_is_as_long_as_its_middle_line():
    line = shapely.LineString([(0, 0), (200, 0), (200, 150)])
    measured = measure_outline(line.buffer(10, cap_style="flat", join_style="mitre"))
    assert measured.length_m == pytest.approx(350, rel=0.03)
    assert measured.width_m == pytest.approx(20, rel=0.03)


def test_a_disc_has_sides_of_the_root_of_its_area():
    measured = measure_outline(shapely.Point(0, 0).buffer(20, quad_segs=64))
    assert measured.length_m == pytest.approx(measured.width_m)
    assert measured.length_m == pytest.approx(np.sqrt(np.pi) * 20, rel=0.01)


def test_a_hole_takes_from_the_area_but_not_from_the_length():
    ring = shapely.box(0, 0, 100, 40).difference(shapely.box(40, 10, 60, 30))
    measured = measure_outline(ring)
    assert measured.area_m2 == pytest.approx(4000 - 400)
    assert measured.length_m == pytest.approx(100)
