"""Points from outlines: of shapes whose points are known, and of what people drew."""

from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, affinity

from hardstand.bench.points_truth import PIXEL_REACH, derive_all, points_of, symmetry_axis

HALF = [(40, 0), (34, 3), (8, 3), (-8, 36), (-14, 36), (-8, 3), (-28, 2), (-36, 13), (-40, 13), (-38, 0)]
"""The left half of a swept-wing aircraft, (ahead, left), from the nose to the tail."""
SHAPE = Polygon([(x, -y) for x, y in HALF] + [(x, y) for x, y in HALF[-2:0:-1]])
"""The whole, on an image whose rows run downwards, its nose towards growing columns."""
POINTS = np.array([[40, 0], [-40, 0], [-11, -36], [-11, 36], [-38, -13], [-38, 13]], dtype=float)


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 360), st.floats(0.7, 2.0))
def test_points_turn_and_grow_with_the_outline(turn, size):
    placed = affinity.rotate(affinity.scale(SHAPE, size, size, origin=(0, 0)), turn, origin=(0, 0))
    cos, sin = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    expected = size * POINTS @ np.array([[cos, sin], [-sin, cos]])
    points, symmetry = points_of(placed)
    assert symmetry > 0.97
    assert np.hypot(*(points - expected).T).max() < PIXEL_REACH + 1.2 + 0.02 * 80 * size


def test_the_axis_of_a_kite_is_found():
    kite = affinity.rotate(Polygon([(10, 0), (0, 4), (-20, 0), (0, -4)]), 33, origin=(0, 0))
    angle, shift, symmetry = symmetry_axis(shapely.segmentize(kite, 1.0))
    assert np.degrees(angle) % 180 == pytest.approx(33, abs=0.3)
    assert (shift, symmetry) == (pytest.approx(0, abs=0.1), pytest.approx(1, abs=0.01))


def test_a_mask_of_the_data_set_gives_points_on_its_aircraft(data: Path):
    for truth in islice(derive_all(data), 5):
        left, top, right, bottom = truth.box
        low, high = truth.points.min(axis=0), truth.points.max(axis=0)
        assert np.abs([low[0] - left, low[1] - top, high[0] - right, high[1] - bottom]).max() < 6
        assert 0.6 < truth.span_px / truth.length_px < 1.4
