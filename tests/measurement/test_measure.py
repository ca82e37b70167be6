"""Lengths, spans and headings follow the ground, whatever way the image is turned."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Geod

from hardstand.detection.result import Detection
from hardstand.frames import GroundTransform, PixelPolygon, SiteFrame
from hardstand.measurement.locate import Located
from hardstand.measurement.measure import ROTOR, UNCERTAIN, UNKNOWN_ERROR, measure, measure_aircraft, measure_box
from hardstand.measurement.points_card import BoxErrors, PointsProperties

PLANE = SiteFrame(crs=None)
ERRORS = BoxErrors(length_share=0.0, length_m=0.5, width_share=0.1, width_m=0.0, direction_deg=4.0)
CARD = PointsProperties.model_validate(
    {
        "scales": {"length": 1.0, "span": 1.0, "heading": 1.0},
        "limits": {"relative_sd": 0.2, "heading_sd_deg": 20.0, "agreement": 0.7},
        "hull_margin": [0.0, 0.0, 0.0, 0.0],
        "hull_weight": 0.5,
        "boxes": {"vehicle": ERRORS.model_dump()},
    }
)
angles = st.floats(0, 359.99)


def _north_up(gsd_m):
    return GroundTransform(np.array([[gsd_m, 0.0, 0.0], [0.0, -gsd_m, 0.0]]))


def _located(heading_deg, length_px=60.0, span_px=50.0, sd_px=1.0, agreement=1.0):
    """An aircraft on an image whose rows run downwards, north up."""
    heading = np.radians(heading_deg)
    ahead = np.array([np.sin(heading), -np.cos(heading)])
    left = np.array([-np.cos(heading), -np.sin(heading)])
    shape = np.array([(0.5, 0), (-0.5, 0), (-0.05, 0.5), (-0.05, -0.5), (-0.45, 0.17), (-0.45, -0.17)])
    points = 200.0 + shape[:, :1] * length_px * ahead + shape[:, 1:] * span_px * left
    return Located(points=points, variances=np.full(6, sd_px**2), agreement=agreement)


def _turn_apart(first, second):
    return abs((first - second + 180) % 360 - 180)


@given(angles, st.floats(0.2, 3.0))
def test_size_and_heading_of_a_known_aircraft(heading, gsd):
    measured = measure_aircraft(_located(heading), _north_up(gsd), PLANE, CARD)
    assert (measured.length_m, measured.span_m) == pytest.approx((60 * gsd, 50 * gsd))
    assert _turn_apart(measured.heading_deg, heading) < 1e-6
    assert 0 <= measured.heading_deg < 360
    assert (measured.length_sd_m, measured.span_sd_m) == pytest.approx((np.sqrt(2) * gsd, np.sqrt(2) * gsd))
    assert measured.heading_sd_deg == pytest.approx(np.degrees(np.sqrt(2) / 60))


@given(angles, angles)
def test_turning_the_ground_turns_the_heading_and_nothing_else(heading, turn):
    cos, sin = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    clockwise = np.array([[cos, sin], [-sin, cos]])
    straight = _north_up(0.5)
    turned = GroundTransform(clockwise @ straight.matrix)
    before, after = (measure_aircraft(_located(heading), ground, PLANE, CARD) for ground in (straight, turned))
    assert _turn_apart(after.heading_deg, before.heading_deg + turn) < 1e-6
    assert (after.length_m, after.span_m) == pytest.approx((before.length_m, before.span_m))


def test_left_and_right_are_the_pilots():
    points = measure_aircraft(_located(0.0), _north_up(0.5), PLANE, CARD).points
    assert points.nose[1] < points.tail[1]
    assert points.left_tip[0] < points.right_tip[0]


def test_heading_counts_from_true_north_where_the_grid_leans():
    frame = SiteFrame(crs=CRS("EPSG:32637"))
    [place] = frame.points_from_lonlat(np.array([[36.0, 60.0]]))  # 3 degrees west of the zone's middle
    grid = GroundTransform(np.array([[0.5, 0.0, place[0] - 100], [0.0, -0.5, place[1] + 100]]))
    measured = measure_aircraft(_located(0.0), grid, frame, CARD)
    convergence = np.degrees(np.arctan(np.tan(np.radians(36 - 39)) * np.sin(np.radians(60))))
    assert measured.heading_deg == pytest.approx(360 + convergence, abs=0.02)
    ends = frame.to_lonlat(grid.to_site(PixelPolygon(np.array([*_located(0.0).points[:3]])))).corners
    assert measured.length_m == pytest.approx(Geod(ellps="WGS84").inv(*ends[1], *ends[0])[2], rel=5e-4)


def test_uncertain_points_are_not_measured_and_say_so():
    measured = measure_aircraft(_located(30.0, sd_px=12.0), _north_up(0.5), PLANE, CARD)
    assert (measured.length_m, measured.heading_deg, measured.reason) == (None, None, UNCERTAIN)


def test_without_agreement_about_the_nose_there_is_a_size_but_no_heading():
    measured = measure_aircraft(_located(30.0, agreement=0.6), _north_up(0.5), PLANE, CARD)
    assert measured.length_m == pytest.approx(30.0)
    assert (measured.heading_deg, measured.heading_sd_deg, measured.points) == (None, None, None)


def _box(direction_deg, length, width):
    angle = np.radians(direction_deg)
    along, aside = np.array([np.sin(angle), -np.cos(angle)]), np.array([np.cos(angle), np.sin(angle)])
    corners = [(1, 1), (1, -1), (-1, -1), (-1, 1)]
    return PixelPolygon(np.array([a * along * length / 2 + b * aside * width / 2 for a, b in corners]))


@given(st.floats(0, 179.99), st.integers(0, 3))
def test_an_oriented_box_is_measured_from_whichever_corner_it_begins(direction, first):
    box = PixelPolygon(np.roll(_box(direction, 24.0, 9.0).corners, first, axis=0))
    measured = measure_box(box, _north_up(0.5), PLANE, ERRORS)
    assert (measured.length_m, measured.span_m) == pytest.approx((12.0, 4.5))
    assert abs((measured.heading_deg - direction + 90) % 180 - 90) < 1e-6
    assert (measured.length_sd_m, measured.span_sd_m) == pytest.approx((0.5, 0.45))


@pytest.mark.parametrize(
    ("label", "cut", "reason"),
    [("helicopter", False, ROTOR), ("vehicle", True, "the edge of the image cuts it"), ("raft", False, UNKNOWN_ERROR)],
)
def test_what_can_not_be_measured_says_why(label, cut, reason):
    detection = Detection(acquisition="a", label=label, score=0.9, polygon=_box(0, 20, 8), cut=cut)
    measured = measure(detection, None, _north_up(0.5), PLANE, CARD)
    assert (measured.length_m, measured.reason) == (None, reason)
