"""Works that grow over dates: their truth against shapely, against the pixels, and against what the images prove."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from pyproj import Geod

from hardstand.simulation import (
    Building,
    CloudPlan,
    DatePlan,
    HazePlan,
    RenderedScene,
    SitePlan,
    Stage,
    WorkKind,
    WorkMaterial,
    WorkPlan,
    building_work,
    render_site,
    strip_work,
)
from hardstand.simulation.truth_works import derive_changes

GROWING = (Stage.NONE, Stage.BEGUN, Stage.IN_PROGRESS, Stage.FINISHED)
AXIS = ((-120.0, -80.0), (60.0, 40.0), (110.0, 90.0))
SHED = Building(centre=(-70.0, 60.0), width_m=20.0, depth_m=30.0, height_m=8.0, heading_deg=30.0)
IDS = ("a", "b", "c", "d")
FIRST = datetime(2015, 8, 20, 8, 30, tzinfo=UTC)


def stages(*steps: Stage) -> dict[str, Stage]:
    return dict(zip(IDS, steps, strict=True))


@pytest.fixture(scope="module")
def taxiway() -> WorkPlan:
    return strip_work("taxiway", AXIS, 22.0, stages(*GROWING))


@pytest.fixture(scope="module")
def shed() -> WorkPlan:
    return building_work("shed", SHED, stages(*GROWING))


@pytest.fixture
def grass(site: SitePlan) -> SitePlan:
    """300 x 260 m of grass on four dates at 1 m, without noise."""
    dates = tuple(
        DatePlan(id=name, time=site.dates[0].time + timedelta(days=5 * number), noise=0.0, psf_px=0.4, gsd_m=1.0)
        for number, name in enumerate(IDS)
    )
    return replace(site, width_m=300.0, height_m=260.0, stands=(), surfaces=(), dates=dates)


def render(plan: SitePlan) -> RenderedScene:
    return render_site(plan, np.random.default_rng(6))


def changed(one: RenderedScene, other: RenderedScene, date: int, least: int = 6) -> NDArray[np.bool_]:
    difference = np.abs(one.images[date].astype(int) - other.images[date]).max(axis=2)
    return np.asarray(difference > least)


def inside(polygon: shapely.Geometry, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    columns, rows = np.meshgrid(np.arange(shape[1]) + 0.5, np.arange(shape[0]) + 0.5)
    return np.asarray(shapely.contains_xy(polygon, columns, rows))


def test_measures_are_those_of_the_outline(grass: SitePlan, taxiway: WorkPlan, shed: WorkPlan) -> None:
    strip, house = render(replace(grass, works=(taxiway, shed))).truth.works
    for truth in (strip, house):
        assert truth.area_m2 == pytest.approx(shapely.Polygon(truth.outline_m).area, rel=1e-6)
        # On the ellipsoid, where the UTM zone's scale is within one part in a thousand of 1.
        on_globe = abs(Geod(ellps="WGS84").geometry_area_perimeter(shapely.Polygon(truth.lonlat))[0])
        assert truth.area_m2 == pytest.approx(on_globe, rel=2e-3)
        for name in IDS:
            assert truth.on_images[name].shape.area == pytest.approx(truth.area_m2, rel=1e-6)
    assert strip.length_m == pytest.approx(np.hypot(180, 120) + np.hypot(50, 50))
    assert strip.width_m == pytest.approx(22.0, rel=0.01)
    assert strip.orientation_deg == pytest.approx(np.degrees(np.arctan2(230, 170)))
    assert (house.length_m, house.width_m, house.orientation_deg) == pytest.approx((30.0, 20.0, 30.0))


@pytest.mark.parametrize("kind", [WorkKind.STRIP, WorkKind.APRON, WorkKind.OTHER])
def test_the_pixels_change_where_the_outline_says(grass: SitePlan, taxiway: WorkPlan, kind: WorkKind) -> None:
    work = replace(taxiway, kind=kind)
    with_work, without = render(replace(grass, works=(work,))), render(grass)
    outline = with_work.truth.works[0].on_images["a"].shape
    # Verges of 2 and of 5 m, whose corners are not cut, edges that wander by 0.7 m, and blur.
    for date, beyond_m in ((1, 7.0), (2, 12.0), (3, 12.0)):
        difference = changed(with_work, without, date)
        assert difference[inside(outline.buffer(-3), difference.shape)].mean() > 0.9, date
        assert not difference[~inside(outline.buffer(beyond_m), difference.shape)].any(), date
    assert not changed(with_work, without, 0, least=0).any()


def test_paving_advances_along_the_axis(grass: SitePlan, taxiway: WorkPlan) -> None:
    half, whole = render(replace(grass, works=(taxiway,))).images[2:]
    dark = half.astype(float).mean(axis=2)
    ends = np.array([AXIS[0], AXIS[2]]) * (1, -1) + (150, 130)
    (begin_column, begin_row), (end_column, end_row) = (ends + np.array([(10, -7), (-6, 6)])).astype(int)
    begin, end = dark[begin_row - 2 : begin_row + 3, begin_column - 2 : begin_column + 3], dark[end_row, end_column]
    assert begin.mean() < 0.75 * end, "the asphalt begins at the first point, the last lies in gravel"
    assert whole[end_row, end_column].mean() < 0.75 * end


def test_fresh_asphalt_is_darker_and_fresh_concrete_brighter_than_earth(grass: SitePlan, taxiway: WorkPlan) -> None:
    def tone(material: WorkMaterial, date: int) -> float:
        scene = render(replace(grass, works=(replace(taxiway, material=material),)))
        within = inside(scene.truth.works[0].on_images["a"].shape.buffer(-3), scene.images[0].shape)
        return float(scene.images[date][within].mean())

    asphalt, concrete = tone(WorkMaterial.ASPHALT, 3), tone(WorkMaterial.CONCRETE, 3)
    assert asphalt < 0.7 * tone(WorkMaterial.ASPHALT, 1) < concrete


def test_a_finished_work_looks_the_same_on_the_next_date(grass: SitePlan, taxiway: WorkPlan) -> None:
    done = replace(taxiway, stages=stages(Stage.NONE, Stage.BEGUN, Stage.FINISHED, Stage.FINISHED))
    scene = render(replace(grass, works=(done,)))
    assert np.array_equal(scene.images[2], scene.images[3])


def test_removing_the_last_work_changes_only_its_pixels(grass: SitePlan, taxiway: WorkPlan, shed: WorkPlan) -> None:
    both, one = render(replace(grass, works=(taxiway, shed))), render(replace(grass, works=(taxiway,)))
    # 6 m of yard, 8 m of height at 58 degrees of sun, and blur.
    around = shapely.Polygon(both.truth.works[1].on_images["a"].corners).buffer(6 + 6 + 8)
    for date in range(4):
        difference = changed(both, one, date, least=0)
        assert difference.any() == (date > 0)
        assert not difference[~inside(around, difference.shape)].any()


def test_a_building_rises_and_one_that_is_torn_down_leaves_bare_ground(grass: SitePlan) -> None:
    new = building_work("new", SHED, stages(*GROWING))
    gone = building_work("gone", SHED, stages(Stage.FINISHED, Stage.FINISHED, Stage.NONE, Stage.NONE))
    overhead = replace(grass, dates=tuple(replace(date, sun_elevation_deg=90.0) for date in grass.dates))
    rising, falling, bare = (render(replace(overhead, works=works)) for works in ((new,), (gone,), ()))
    roof = inside(rising.truth.works[0].on_images["a"].shape.buffer(-3), rising.images[0].shape)
    assert np.array_equal(rising.images[0], bare.images[0])
    assert np.array_equal(rising.images[3][roof], falling.images[0][roof])
    assert np.abs(falling.images[3].astype(int) - falling.images[0])[roof].mean() > 20
    assert np.abs(falling.images[3].astype(int) - bare.images[3])[roof].mean() > 10
    (change,) = falling.truth.works[0].changes
    assert (change.before, change.now, change.after, change.by) == (Stage.FINISHED, Stage.NONE, "b", "c")


def test_earthworks_throw_shadows_once_their_banks_are_raised(grass: SitePlan) -> None:
    outline = ((-40.0, -30.0), (40.0, -30.0), (40.0, 30.0), (-40.0, 30.0))
    work = WorkPlan(
        id="revetment", kind=WorkKind.GROUND_WORKS, outline=outline, axis=((-40.0, 0.0), (40.0, 0.0)),
        stages=stages(*GROWING),
    )  # fmt: skip
    low_sun = replace(grass, works=(work,), dates=tuple(replace(date, sun_elevation_deg=20.0) for date in grass.dates))
    scene = render(low_sun)
    within = inside(scene.truth.works[0].on_images["a"].shape.buffer(-3), scene.images[0].shape)
    flat, raised = (scene.images[date].mean(axis=2)[within] for date in (1, 2))
    assert np.quantile(raised, 0.03) < 0.8 * np.quantile(flat, 0.03)


@pytest.mark.parametrize("azimuth", [0.0, 90.0, 240.0])
def test_roofs_lean_and_works_on_the_ground_do_not(grass: SitePlan, taxiway: WorkPlan, azimuth: float) -> None:
    tall = Building(centre=(-60.0, 60.0), width_m=30.0, depth_m=30.0, height_m=12.0, roof=(0.98, 0.98, 0.98))
    done = replace(taxiway, stages=stages(*[Stage.FINISHED] * 4))
    tower = building_work("tower", tall, stages(*[Stage.FINISHED] * 4))
    oblique = {"off_nadir_deg": 30.0, "view_azimuth_deg": azimuth, "sun_elevation_deg": 90.0}
    dates = (grass.dates[0], *(replace(date, **oblique) for date in grass.dates[1:]))
    scene = render(replace(grass, dates=dates, works=(done, tower)))
    strip, house = scene.truth.works
    assert strip.on_images["a"].corners == pytest.approx(strip.on_images["b"].corners)
    assert house.on_images["a"].corners == pytest.approx(house.on_images["b"].corners)
    within = inside(strip.on_images["a"].shape.buffer(-3), scene.images[0].shape)
    assert np.abs(scene.images[0].astype(int) - scene.images[1])[within].mean() < 3
    bright = (scene.images[1].min(axis=2) > 180).nonzero()
    middle = np.array([np.mean(bright[1]), np.mean(bright[0])]) + 0.5
    # 12 m times the tangent of 30 degrees, away from the satellite.
    aside = 12.0 * np.tan(np.radians(30.0))
    away = np.array([-np.sin(np.radians(azimuth)), np.cos(np.radians(azimuth))])
    assert middle - house.on_images["a"].corners.mean(axis=0) == pytest.approx(aside * away, abs=0.7)


def test_a_facade_towards_the_satellite_is_seen_and_the_far_one_is_not(grass: SitePlan) -> None:
    # A slab of 40 m: its near wall is seen over 23 m of ground, more than its own 10 m.
    slab = Building(centre=(0.0, 0.0), width_m=10.0, depth_m=60.0, height_m=40.0, roof=(0.98, 0.98, 0.98))
    oblique = replace(
        grass.dates[0], off_nadir_deg=30.0, view_azimuth_deg=270.0, sun_azimuth_deg=270.0, sun_elevation_deg=45.0
    )
    image = render(replace(grass, dates=(oblique,), buildings=(slab,))).images[0].astype(float).mean(axis=2)
    # The satellite and the sun stand in the west: the west wall, in full sun, reaches from 5 m west to where the
    # roof begins, 40 tan(30) - 5 m east; the east wall, in shade, lies behind it.
    facade = image[130, 150 - 3 : 150 + int(40 * np.tan(np.radians(30)) - 5) - 2]
    assert facade.std() < 8
    assert facade.mean() > 90


def test_under_cloud_or_fog_a_work_is_not_seen_and_its_window_is_wider(grass: SitePlan, shed: WorkPlan) -> None:
    clear = render(replace(grass, works=(shed,))).truth.works[0]
    assert [(change.after, change.by) for change in clear.changes] == [("a", "b"), ("b", "c"), ("c", "d")]
    cloud = replace(grass.dates[1], clouds=(CloudPlan(centre=(-70.0, 60.0), radii_m=(60.0, 60.0)),))
    fog = replace(grass.dates[2], haze_banks=(HazePlan(strength=0.95),))
    dates = (grass.dates[0], cloud, fog, grass.dates[3])
    truth = render(replace(grass, works=(shed,), dates=dates)).truth.works[0]
    assert truth.visible == {"a": True, "b": False, "c": False, "d": True}
    (change,) = truth.changes
    assert (change.before, change.now) == (Stage.NONE, Stage.FINISHED)
    assert (change.window.after, change.window.by) == (dates[0].time, dates[3].time)


def test_a_work_outside_the_frame_is_not_seen(grass: SitePlan, shed: WorkPlan) -> None:
    away = replace(shed, outline=tuple((east + 400.0, north) for east, north in shed.outline))
    truth = render(replace(grass, works=(away,))).truth.works[0]
    assert not any(truth.visible.values())
    assert truth.changes == ()


@given(st.lists(st.tuples(st.sampled_from(list(Stage)), st.booleans()), min_size=1, max_size=8))
def test_changes_are_the_steps_between_sights(rows: list[tuple[Stage, bool]]) -> None:
    dates = [(f"d{number}", FIRST + timedelta(days=number)) for number in range(len(rows))]
    steps = {name: stage for (name, _), (stage, _) in zip(dates, rows, strict=True)}
    seen = {name: shown for (name, _), (_, shown) in zip(dates, rows, strict=True)}
    # Independently: runs of one stage among the dates that show the work.
    runs = [list(run) for _, run in groupby([name for name, _ in dates if seen[name]], key=lambda name: steps[name])]
    expected = [(before[-1], now[0]) for before, now in pairwise(runs)]
    found = derive_changes(steps, seen, dates)
    assert [(change.after, change.by) for change in found] == expected
    assert all(steps[change.after] is change.before and steps[change.by] is change.now for change in found)


def test_a_work_that_contradicts_itself_is_refused(grass: SitePlan, taxiway: WorkPlan, shed: WorkPlan) -> None:
    with pytest.raises(ValueError, match="needs `building`"):
        replace(taxiway, building=SHED)
    with pytest.raises(ValueError, match="needs `building`"):
        replace(shed, building=None)
    with pytest.raises(ValueError, match="three points"):
        replace(taxiway, outline=AXIS[:2])
    with pytest.raises(ValueError, match="stage for each date"):
        replace(grass, works=(replace(taxiway, stages={"a": Stage.NONE}),))
    with pytest.raises(ValueError, match="each work"):
        replace(grass, works=(taxiway, replace(shed, id="taxiway")))
