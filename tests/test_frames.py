"""Coordinate types: the maps undo each other, chain as matrices do, and agree with pyproj."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pyproj import CRS, Transformer

from hardstand.frames import (
    GroundTransform,
    LonLatPolygon,
    PixelPolygon,
    PixelTransform,
    SiteFrame,
    SitePolygon,
)

pixels = arrays(np.float64, (4, 2), elements=st.floats(-1e4, 1e4))


@st.composite
def matrices(draw: st.DrawFn) -> np.ndarray:
    """Affine maps as registration meets them: turned, scaled, slightly sheared, perhaps mirrored, shifted."""
    angle = draw(st.floats(-math.pi, math.pi))
    scale = draw(st.floats(0.1, 10))
    stretch = draw(st.floats(0.5, 2))
    shear = draw(st.floats(-0.3, 0.3))
    mirror = draw(st.sampled_from([-1, 1]))
    shift = draw(arrays(np.float64, (2, 1), elements=st.floats(-1e5, 1e5)))
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return np.hstack([scale * turn @ np.array([[1, shear], [0, mirror * stretch]]), shift])


def _by_hand(matrix: np.ndarray, points: np.ndarray) -> list[tuple[float, float]]:
    (a, b, c), (d, e, f) = matrix.tolist()
    return [(a * x + b * y + c, d * x + e * y + f) for x, y in points.tolist()]


@given(matrices(), pixels)
def test_a_map_is_what_its_formula_says(matrix, points):
    np.testing.assert_allclose(PixelTransform(matrix).apply(points), _by_hand(matrix, points), rtol=1e-9, atol=1e-6)


@given(matrices(), pixels)
def test_the_way_back_leads_back(matrix, points):
    there = PixelTransform(matrix)
    np.testing.assert_allclose(there.inverse().apply(there.apply(points)), points, atol=1e-6)
    np.testing.assert_allclose(there.inverse().inverse().matrix, matrix, rtol=1e-9, atol=1e-6)


@given(matrices(), pixels)
def test_ground_and_back_leads_back(matrix, points):
    ground = GroundTransform(matrix)
    polygon = PixelPolygon(points)
    np.testing.assert_allclose(ground.to_pixels(ground.to_site(polygon)).corners, points, atol=1e-6)


@given(matrices(), matrices(), pixels)
def test_a_chain_is_one_map_after_the_other(first, second, points):
    chained = PixelTransform(first).then_ground(GroundTransform(second))
    expected = _by_hand(second, np.array(_by_hand(first, points)))
    np.testing.assert_allclose(chained.to_site(PixelPolygon(points)).corners, expected, rtol=1e-9, atol=1e-5)


@given(matrices(), matrices(), matrices())
def test_where_a_chain_is_parted_does_not_matter(first, second, third):
    last = GroundTransform(third)
    stepwise = PixelTransform(first).then_ground(PixelTransform(second).then_ground(last))
    middle = np.vstack([second, [0, 0, 1]]) @ np.vstack([first, [0, 0, 1]])
    at_once = PixelTransform(middle[:2]).then_ground(last)
    np.testing.assert_allclose(stepwise.matrix, at_once.matrix, rtol=1e-9, atol=1e-4)


@given(st.floats(-math.pi, math.pi), st.floats(0.05, 30), st.sampled_from([-1, 1]))
def test_gsd_is_the_scale_whichever_way_the_image_is_turned(angle, gsd, mirror):
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    matrix = np.hstack([gsd * turn @ np.diag([1, mirror]), [[767_000.0], [3_921_000.0]]])
    assert GroundTransform(matrix).gsd_m == pytest.approx(gsd, rel=1e-9)


def test_gsd_of_oblong_pixels_keeps_their_area():
    assert GroundTransform(np.array([[0.4, 0, 0], [0, -0.9, 0]])).gsd_m == pytest.approx(0.6)


@given(st.floats(-179, 179), st.floats(-79, 83), st.floats(0.0005, 0.01))
def test_longitudes_come_back_from_utm(longitude, latitude, size):
    zone = int((longitude + 180) // 6) + 1
    crs = CRS.from_epsg((32600 if latitude >= 0 else 32700) + zone)
    corners = np.array([[longitude, latitude], [longitude + size, latitude], [longitude, latitude + size]])
    assume(int((longitude + size + 180) // 6) + 1 == zone)
    frame = SiteFrame(crs=crs)
    site = frame.from_lonlat(LonLatPolygon(corners))
    # The authority's axis order (latitude first), asked of pyproj directly, must give the same east and north.
    east, north = Transformer.from_crs("EPSG:4326", crs).transform(corners[:, 1], corners[:, 0])
    np.testing.assert_allclose(site.corners, np.stack([east, north], axis=1), atol=1e-6)
    np.testing.assert_allclose(frame.to_lonlat(site).corners, corners, atol=1e-9)


def test_a_local_plane_knows_no_longitudes():
    frame = SiteFrame(crs=None)
    triangle = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    assert frame.to_lonlat(SitePolygon(triangle)) is None
    assert frame.from_lonlat(LonLatPolygon(triangle)) is None


@pytest.mark.parametrize("kind", [PixelPolygon, SitePolygon, LonLatPolygon])
class TestPolygons:
    @pytest.mark.parametrize("shape", [(4,), (2, 2), (4, 3), (0, 2), (1, 4, 2)])
    def test_another_shape_is_refused_and_named(self, kind, shape):
        with pytest.raises(ValueError, match=rf"\(n, 2\).*{'.*'.join(map(str, shape))}"):
            kind(np.zeros(shape))

    @pytest.mark.parametrize("value", [math.nan, math.inf])
    def test_what_is_nowhere_is_refused(self, kind, value):
        with pytest.raises(ValueError, match="finite"):
            kind(np.array([[0, 0], [1, 0], [value, 1]]))

    def test_a_polygon_does_not_change_with_the_array_it_was_made_from(self, kind):
        corners = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 3.0]])
        polygon = kind(corners)
        corners[0] = 99
        assert polygon.corners[0].tolist() == [0, 0]
        with pytest.raises(ValueError, match="read-only"):
            polygon.corners[0] = 99

    def test_its_shape_has_its_area(self, kind):
        assert kind(np.array([[0, 0], [2, 0], [2, 3], [0, 3]])).shape.area == 6


@pytest.mark.parametrize("kind", [PixelTransform, GroundTransform])
@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        (np.eye(3), "(2, 3)"),
        (np.zeros((2, 3)), "invertible"),
        (np.array([[1.0, 2.0, 0.0], [2.0, 4.0, 0.0]]), "invertible"),
        (np.array([[1.0, 0.0, math.nan], [0.0, 1.0, 0.0]]), "finite"),
    ],
)
def test_what_is_no_affine_map_is_refused(kind, matrix, message):
    with pytest.raises(ValueError, match=message.replace("(", r"\(").replace(")", r"\)")):
        kind(matrix)
