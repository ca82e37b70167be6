"""The truth against the pixels: what is claimed of an aircraft is measured on the difference that it makes."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from hardstand.simulation import (
    AIRLINER,
    ATTACK_AIRCRAFT,
    DELTA_FIGHTER,
    FIGHTER,
    HEAVY_TRANSPORT,
    SWING_WING_SPREAD,
    SWING_WING_SWEPT,
    TURBOPROP_TRANSPORT,
    AircraftPlan,
    AircraftTruth,
    AircraftType,
    Building,
    DatePlan,
    Paint,
    SitePlan,
    StandPlan,
    Surface,
    SurfaceKind,
    render_site,
)

ALL_TYPES = (
    *(AIRLINER, FIGHTER, TURBOPROP_TRANSPORT, HEAVY_TRANSPORT),
    *(DELTA_FIGHTER, SWING_WING_SPREAD, SWING_WING_SWEPT, ATTACK_AIRCRAFT),
)
BLACK = Paint(body=(0.02, 0.02, 0.02), wing=(0.02, 0.02, 0.02), fin=(0.02, 0.02, 0.02))

Grey = NDArray[np.float64]


def grey(site: SitePlan) -> Grey:
    """The first date's brightness."""
    return render_site(site, np.random.default_rng(1)).images[0].astype(np.float64).mean(axis=2)


def only(site: SitePlan, **changes: object) -> SitePlan:
    """The site with its first date alone, changed."""
    return replace(site, dates=(replace(site.dates[0], **changes),))


def shift_between(first: Grey, second: Grey) -> NDArray[np.float32]:
    """Pixels (column, row) by which the second image shows everything aside of the first, by correlation (ECC)."""
    start = np.eye(2, 3, dtype=np.float32)
    enough = (cv2.TERM_CRITERIA_COUNT, 60, 0.0)
    _, warp = cv2.findTransformECC(
        first.astype(np.float32), second.astype(np.float32), start, cv2.MOTION_TRANSLATION, enough
    )
    return np.asarray(warp[:, 2], np.float32)


def first_aircraft(site: SitePlan) -> AircraftTruth:
    return render_site(site, np.random.default_rng(1)).truth.dates[0].aircraft[0]


def inside(polygon: shapely.Polygon, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Pixels whose middle lies in a polygon of (column, row)."""
    columns, rows = np.meshgrid(np.arange(shape[1]) + 0.5, np.arange(shape[0]) + 0.5)
    return np.asarray(shapely.contains_xy(polygon, columns, rows))


def test_the_box_of_every_aircraft_differs_from_the_empty_stand(site: SitePlan) -> None:
    full = render_site(site, np.random.default_rng(1))
    bare = render_site(
        replace(site, dates=tuple(replace(date, aircraft=()) for date in site.dates)), np.random.default_rng(1)
    )
    for image, empty, truth in zip(full.images, bare.images, full.truth.dates, strict=True):
        changed = np.abs(image.astype(int) - empty).max(axis=2) > 20
        for aircraft in truth.aircraft:
            assert changed[inside(aircraft.box.shape, changed.shape)].mean() > 0.25
        # Boxes, and room for shadows of 12 m height at 58 degrees and for blur.
        boxes = shapely.union_all([aircraft.box.shape.buffer(18) for aircraft in truth.aircraft])
        assert not changed[~inside(boxes, changed.shape)].any()


@pytest.mark.parametrize("kind", ALL_TYPES, ids=lambda kind: kind.name)
@pytest.mark.parametrize("heading", [0.0, 37.0, 200.0])
def test_length_and_span_measured_on_the_pixels(site: SitePlan, kind: AircraftType, heading: float) -> None:
    stand = StandPlan(id="a", centre=(3.3, -7.1), heading_deg=heading)
    date = replace(
        site.dates[0],
        aircraft=(AircraftPlan(stand="a", type=kind, paint=BLACK),),
        sun_elevation_deg=90.0,
        psf_px=0.3,
        noise=0.0,
    )
    plan = replace(site, stands=(stand,), dates=(date,))
    changed = grey(only(plan, aircraft=())) - grey(plan) > 35
    rows, columns = np.nonzero(changed)
    angle = np.radians(heading)
    along = columns * np.sin(angle) - rows * np.cos(angle)
    across = columns * np.cos(angle) + rows * np.sin(angle)
    # The tips are pointed: up to a pixel at each end covers too little of a pixel to show.
    assert np.ptp(along) + 1 == pytest.approx(kind.length_m / 0.5, abs=2.5)
    assert np.ptp(across) + 1 == pytest.approx(kind.span_m / 0.5, abs=2.5)


@pytest.mark.parametrize("kind", ALL_TYPES, ids=lambda kind: kind.name)
def test_the_box_has_the_length_and_span_of_its_type(site: SitePlan, kind: AircraftType) -> None:
    truth = first_aircraft(only(site, aircraft=(AircraftPlan(stand="a", type=kind, turn_deg=11.0),)))
    corners = truth.box.corners
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1) * 0.5
    assert sides == pytest.approx([kind.span_m, kind.length_m, kind.span_m, kind.length_m], abs=0.01)
    nose = corners[:2].mean(axis=0) - corners[2:].mean(axis=0)
    assert np.degrees(np.arctan2(nose[0], -nose[1])) % 360 == pytest.approx(41.0)
    assert truth.heading_deg == pytest.approx(41.0)


@pytest.mark.parametrize("azimuth", [20.0, 110.0, 215.0, 300.0])
def test_an_aircrafts_shadow_falls_away_from_the_sun(site: SitePlan, azimuth: float) -> None:
    aircraft = (AircraftPlan(stand="a", type=HEAVY_TRANSPORT),)
    plan = only(site, aircraft=aircraft, sun_azimuth_deg=azimuth, sun_elevation_deg=40.0)
    darker = grey(only(plan, aircraft=())) - grey(plan) > 30
    rows, columns = np.nonzero(darker)
    middle = first_aircraft(plan).box.corners.mean(axis=0)
    aside = np.array([columns.mean(), rows.mean()]) - middle
    to_sun = np.array([np.sin(np.radians(azimuth)), -np.cos(np.radians(azimuth))])
    assert aside @ to_sun / np.linalg.norm(aside) < -0.9


@pytest.mark.parametrize(("elevation", "metres"), [(45.0, 10.0), (30.0, 17.32)])
def test_a_shadow_is_as_long_as_the_suns_elevation_makes_it(site: SitePlan, elevation: float, metres: float) -> None:
    block = Building(centre=(0.0, 0.0), width_m=20.0, depth_m=20.0, height_m=10.0)
    plan = only(site, aircraft=(), sun_azimuth_deg=270.0, sun_elevation_deg=elevation, psf_px=0.3)
    dark = grey(plan) - grey(replace(plan, buildings=(block,))) > 35
    row = dark[200]
    # The block's east side lies 10 m = 20 px right of the middle.
    assert row[222 : 218 + int(metres * 2)].all()
    assert not row[223 + int(metres * 2) :].any()


def test_what_is_high_leans_away_from_the_satellite(site: SitePlan) -> None:
    tower = Building(centre=(0.0, 0.0), width_m=20.0, depth_m=20.0, height_m=20.0, roof=(0.98, 0.98, 0.98))
    plan = only(site, aircraft=(), off_nadir_deg=20.0, view_azimuth_deg=270.0, sun_elevation_deg=90.0, psf_px=0.3)
    bright = grey(replace(plan, buildings=(tower,))) > 200
    columns = np.nonzero(bright[200])[0]
    aside_px = 20.0 * np.tan(np.radians(20.0)) / 0.5
    assert columns.mean() + 0.5 == pytest.approx(200 + aside_px, abs=1.0)


@pytest.mark.parametrize("metres", [(10.0, 0.0), (0.0, 10.0), (-6.25, 3.5)])
def test_moving_an_aircraft_moves_its_pixels(site: SitePlan, metres: tuple[float, float]) -> None:
    plan = only(site, aircraft=())
    empty = grey(plan)
    stand = site.stands[0].id
    here = grey(only(plan, aircraft=(AircraftPlan(stand=stand, type=AIRLINER),))) - empty
    there = grey(only(plan, aircraft=(AircraftPlan(stand=stand, type=AIRLINER, offset_m=metres),))) - empty
    (column, row), _ = cv2.phaseCorrelate(here, there)
    assert (column, row) == pytest.approx((metres[0] / 0.5, -metres[1] / 0.5), abs=0.35)


def test_the_ground_lies_where_the_georeference_says_on_every_date(site: SitePlan) -> None:
    still = replace(site.dates[0], aircraft=())
    moved = replace(
        still, id="moved", time=site.dates[1].time, grid_shift_m=(0.85, -3.6), geolocation_error_m=(2.0, 1.0)
    )
    scene = render_site(replace(site, dates=(still, moved)), np.random.default_rng(3))
    first, second = (image.astype(np.float64).mean(axis=2) for image in scene.images)
    column, row = shift_between(first, second)
    before, after = (truth.transform for truth in scene.truth.dates)
    # A ground point at pixel (0, 0) of the first image; the stated error is taken off the second's georeference.
    expected = (np.array(~after).reshape(3, 3) @ (before.c + 2.0, before.f + 1.0, 1.0))[:2]
    assert (column, row) == pytest.approx(expected, abs=0.1)
    assert expected == pytest.approx((-1.7, -7.2), abs=1e-6)


def test_a_coarser_date_shows_the_same_place(site: SitePlan) -> None:
    coarse = DatePlan(id="coarse", time=site.dates[1].time, gsd_m=1.0, aircraft=site.dates[0].aircraft)
    scene = render_site(replace(site, dates=(site.dates[0], coarse)), np.random.default_rng(3))
    assert scene.images[1].shape == (200, 200, 3)
    halved = cv2.resize(scene.images[0], (200, 200), interpolation=cv2.INTER_AREA).astype(float).mean(axis=2)
    assert np.corrcoef(halved.ravel(), scene.images[1].astype(float).mean(axis=2).ravel())[0, 1] > 0.9
    for fine, rough in zip(scene.truth.dates[0].aircraft, scene.truth.dates[1].aircraft, strict=True):
        assert fine.box.corners / 2 == pytest.approx(rough.box.corners)


def test_what_is_laid_on_one_date_is_on_that_date_only(site: SitePlan) -> None:
    corners = ((20.0, -60.0), (20.0, -20.0), (60.0, -20.0), (60.0, -60.0))
    works = Surface(kind=SurfaceKind.ASPHALT, corners=corners)
    second = replace(site.dates[1], surfaces=(works,))
    before = render_site(site, np.random.default_rng(1)).images
    after = render_site(replace(site, dates=(site.dates[0], second)), np.random.default_rng(1)).images
    assert np.array_equal(before[0], after[0])
    changed = np.abs(before[1].astype(int) - after[1]).max(axis=2) > 25
    # 20 m east and 60 m south of the middle are column 240 and row 320.
    laid = shapely.box(240, 240, 320, 320)
    assert changed[inside(laid.buffer(-3), changed.shape)].mean() > 0.95
    assert not changed[~inside(laid.buffer(3), changed.shape)].any()


def test_haze_takes_contrast_and_adds_light(site: SitePlan) -> None:
    clear, hazy = grey(only(site, haze=0.0, noise=0.0)), grey(only(site, haze=0.5, noise=0.0))
    assert hazy.std() == pytest.approx(clear.std() / 2, rel=0.1)
    assert hazy.min() > clear.min() + 50


def test_gain_changes_one_colour(site: SitePlan) -> None:
    plain = render_site(only(site), np.random.default_rng(1)).images[0].mean(axis=(0, 1))
    warm = render_site(only(site, gain=(1.1, 1.0, 1.0)), np.random.default_rng(1)).images[0].mean(axis=(0, 1))
    assert warm / plain == pytest.approx([1.1, 1.0, 1.0], abs=0.05)
