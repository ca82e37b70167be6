"""The parts that everything is drawn with, each against an independent way to the same answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_utm_crs_info

from hardstand.simulation import AIRLINER, AircraftPlan, SitePlan, StandPlan, SurfaceKind
from hardstand.simulation.camera import Camera, cover
from hardstand.simulation.globe import utm_epsg
from hardstand.simulation.light import Sun, shade
from hardstand.simulation.marking import fillets, line, rectangle
from hardstand.simulation.materials import MATERIALS
from hardstand.simulation.noise import fractal_noise
from hardstand.simulation.outlines import Facet, place

NADIR = Camera(width=100, height=80, gsd_m=0.5)
corner = st.tuples(st.floats(-30, 130), st.floats(-30, 110))


@given(st.lists(corner, min_size=3, max_size=3))
def test_coverage_is_the_area_inside_each_pixel(corners: list[tuple[float, float]]) -> None:
    triangle = shapely.Polygon(corners)
    assume(triangle.area > 0.5 * triangle.length)  # slivers thinner than a cell come out as thick as half a cell
    inside = triangle.intersection(shapely.box(0, 0, 100, 80))
    patch = cover(np.array(corners), 100, 80)
    # Half a cell, an eighth of a pixel, along the whole outline at worst: where edges run along the cells' own,
    # those just beside the frame among them.
    outline = triangle.boundary.intersection(shapely.box(0, 0, 100, 80).buffer(0.25))
    found = 0.0 if patch is None else float(patch.coverage.sum())
    assert found == pytest.approx(inside.area, abs=max(inside.length, outline.length) / 8 + 1.0)


def test_coverage_is_not_too_large_or_too_small_on_the_whole() -> None:
    rng = np.random.default_rng(4)
    errors = []
    for corners in rng.uniform((5, 5), (95, 75), (300, 3, 2)):
        triangle = shapely.Polygon(corners)
        patch = cover(corners, 100, 80)
        assert patch is not None
        errors.append((float(patch.coverage.sum()) - triangle.area) / triangle.length)
    assert abs(float(np.mean(errors))) < 0.015  # pixels, per pixel of outline


def test_nothing_is_covered_outside_the_image() -> None:
    assert cover(np.array([[101.0, 0.0], [110.0, 0.0], [110.0, 5.0]]), 100, 80) is None


@settings(max_examples=12, deadline=None)
@given(st.integers(-1799, 1799).filter(lambda tenths: tenths % 60).map(lambda tenths: tenths / 10), st.floats(-79, 55))
def test_the_utm_zone_is_the_one_that_the_registry_names(longitude: float, latitude: float) -> None:
    area = AreaOfInterest(longitude, latitude, longitude, latitude)
    names = {int(info.code) for info in query_utm_crs_info(datum_name="WGS 84", area_of_interest=area)}
    assert utm_epsg(longitude, latitude) in names


@given(st.floats(0, 360), st.floats(5, 90))
def test_flat_ground_in_the_sun_keeps_its_colour(azimuth: float, elevation: float) -> None:
    flat = Facet(corners=np.array([[0.0, 0, 2], [1, 0, 2], [1, 1, 2]]), colour=(0.2, 0.5, 0.8))
    assert shade(flat, Sun(azimuth_deg=azimuth, elevation_deg=elevation), NADIR) == pytest.approx([0.2, 0.5, 0.8])


def test_a_slope_towards_the_sun_is_brighter_than_one_away_from_it() -> None:
    sun = Sun(azimuth_deg=90.0, elevation_deg=40.0)
    rising_west = Facet(corners=np.array([[0.0, 0, 2], [0, 1, 2], [2, 1, 0], [2, 0, 0]]), colour=(0.5, 0.5, 0.5))
    rising_east = Facet(corners=np.array([[0.0, 0, 0], [0, 1, 0], [2, 1, 2], [2, 0, 2]]), colour=(0.5, 0.5, 0.5))
    assert (shade(rising_west, sun, NADIR) > 1.2 * shade(rising_east, sun, NADIR)).all()


@pytest.mark.parametrize(("heading", "expected"), [(0.0, (0, 1)), (90.0, (1, 0)), (180.0, (0, -1)), (270.0, (-1, 0))])
def test_headings_run_clockwise_from_north(heading: float, expected: tuple[int, int]) -> None:
    ahead = place(np.array([[1.0, 0.0, 0.0]]), (0.0, 0.0), heading)
    assert ahead[0, :2] == pytest.approx(expected, abs=1e-12)


def test_noise_has_the_spread_that_it_promises() -> None:
    noise = fractal_noise((600, 600), 64, 1, np.random.default_rng(0))
    assert noise.mean() == pytest.approx(0.0, abs=0.2)
    assert noise.std() == pytest.approx(1.0, abs=0.3)


def test_fillets_round_inner_corners_only() -> None:
    cross = [line((-100, 0), (100, 0), 20), line((0, -100), (0, 100), 20)]
    pieces = fillets(cross, 30.0)
    assert len(pieces) == 4
    # Each is a square of the radius less a quarter of a circle.
    for piece in pieces:
        assert shapely.Polygon(piece).area == pytest.approx(30**2 * (1 - np.pi / 4), rel=0.2)
    assert not fillets([rectangle(0, 0, 10, 10)], 30.0)


def test_every_kind_of_surface_has_a_material() -> None:
    assert set(MATERIALS) == set(SurfaceKind)


def test_a_plan_that_contradicts_itself_is_refused(site: SitePlan) -> None:
    first, second = site.dates
    with pytest.raises(ValueError, match="order of time"):
        replace(site, dates=(second, first))
    with pytest.raises(ValueError, match="each stand"):
        replace(site, stands=(*site.stands, StandPlan(id="a", centre=(0, 0), heading_deg=0)))
    stray = AircraftPlan(stand="nowhere", type=AIRLINER)
    with pytest.raises(ValueError, match="nowhere"):
        replace(site, dates=(replace(first, aircraft=(stray,)),))
    twice = AircraftPlan(stand="a", type=AIRLINER)
    with pytest.raises(ValueError, match="occupied stand"):
        replace(site, dates=(replace(first, aircraft=(twice, twice)),))
