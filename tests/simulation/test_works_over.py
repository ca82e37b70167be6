"""Works painted over a picture: where they are, what they leave alone, and that they look like the picture."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hardstand.simulation import Building
from hardstand.simulation.axis import along_and_across
from hardstand.simulation.camera import Camera
from hardstand.simulation.frame_look import FrameLook, Texture, measure_look
from hardstand.simulation.frame_texture import spot_noise
from hardstand.simulation.light import Sun
from hardstand.simulation.marking import path
from hardstand.simulation.open_ground import open_ground
from hardstand.simulation.over_types import BuildingOver, FrameLight, GroundOver
from hardstand.simulation.random_works import random_works
from hardstand.simulation.works import WorkKind as Kind
from hardstand.simulation.works import WorkMaterial as Material
from hardstand.simulation.works_over import PaintedWork, outline_m, paint_works

GSD_M = 0.5
LIGHT = FrameLight(sun=Sun(azimuth_deg=180.0, elevation_deg=45.0))
AXIS = ((-70.0, -20.0), (70.0, 25.0))
STRIP = GroundOver(kind=Kind.STRIP, material=Material.CONCRETE, outline=tuple(path(AXIS, 20.0)), axis=AXIS)
SHED = BuildingOver(
    building=Building(centre=(10.0, 5.0), width_m=20.0, depth_m=30.0, height_m=8.0, roof=(0.9, 0.9, 0.9))
)
ALL = (Kind.STRIP, Kind.APRON, Kind.BUILDING, Kind.GROUND_WORKS, Kind.CLEARED_GROUND)


@pytest.fixture(scope="module")
def picture() -> np.ndarray:
    """Dark grass with photon noise, and pavement of two tones along two edges."""
    rng = np.random.default_rng(8)
    ground = np.full((400, 480, 3), (62.0, 74.0, 52.0))
    ground[:80], ground[320:] = (96.0, 95.0, 92.0), (178.0, 174.0, 164.0)
    grain = cv2.GaussianBlur(rng.normal(0, 0.8, ground.shape), (0, 0), 0.7) * np.sqrt(ground)
    return np.clip(ground + grain, 1, 255).round().astype(np.uint8)


@pytest.fixture(scope="module")
def look(picture: np.ndarray) -> FrameLook:
    return measure_look(picture, GSD_M)


def paint(picture: np.ndarray, *works: object, light: FrameLight = LIGHT) -> tuple[np.ndarray, tuple[PaintedWork, ...]]:
    return paint_works(picture, GSD_M, works, light, np.random.default_rng(3))


def inside(shape: shapely.Geometry, size: tuple[int, ...]) -> np.ndarray:
    rows, columns = np.mgrid[: size[0], : size[1]] + 0.5
    return shapely.contains_xy(shape, columns, rows)


def brightness_change(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    return cv2.blur(after.mean(axis=2) - before.mean(axis=2), (3, 3))


def test_pavement_ends_where_its_outline_says(picture: np.ndarray) -> None:
    after, (work,) = paint(picture, STRIP)
    change = brightness_change(picture, after)
    paved = change > change[inside(work.outline.shape.buffer(-6), change.shape)].mean() / 2
    assert paved.sum() == pytest.approx(work.outline.shape.area, rel=0.02)
    assert work.outline.shape.area * GSD_M**2 == pytest.approx(20.0 * np.hypot(140, 45), rel=1e-6)
    assert paved[inside(work.outline.shape.buffer(-2), change.shape)].all()
    assert not paved[~inside(work.outline.shape.buffer(2), change.shape)].any()


def test_the_outline_lies_where_the_plan_puts_it(picture: np.ndarray) -> None:
    _, (work,) = paint(picture, STRIP)
    # North is up and the origin in the middle of 480 x 400 px of half a metre.
    expected = np.array(STRIP.outline) * (2, -2) + (240, 200)
    assert work.outline.corners == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(4))
def test_outside_what_was_touched_the_picture_is_as_it_was(picture: np.ndarray, look: FrameLook, seed: int) -> None:
    rng = np.random.default_rng(seed)
    works = random_works(picture.shape[:2], GSD_M, rng, count=5, kinds=ALL)
    light = FrameLight(sun=Sun(azimuth_deg=140.0, elevation_deg=35.0), lean=(0.3, -0.2))
    after, painted = paint_works(picture, GSD_M, works, light, rng, look)
    touched = shapely.union_all([work.touched for work in painted])
    changed = (after != picture).any(axis=2)
    assert changed.any()
    assert not changed[~inside(touched.buffer(1.0), changed.shape)].any()


def test_same_seed_same_bytes(picture: np.ndarray) -> None:
    untouched = picture.copy()
    one, other = paint(picture, STRIP, SHED)[0], paint(picture, STRIP, SHED)[0]
    assert one.tobytes() == other.tobytes()
    assert (picture == untouched).all(), "the picture that is given stays as it is"
    elsewhere, _ = paint_works(picture, GSD_M, (STRIP, SHED), LIGHT, np.random.default_rng(4))
    assert one.tobytes() != elsewhere.tobytes()


def test_another_work_leaves_the_first_as_it_was(picture: np.ndarray) -> None:
    far = replace(SHED, building=replace(SHED.building, centre=(-80.0, 70.0)))
    alone, both = paint(picture, STRIP)[0], paint(picture, STRIP, far)
    same = ~inside(both[1][1].touched.buffer(1.0), picture.shape)
    assert (alone == both[0])[same].all()


def test_missing_pixels_stay_missing(picture: np.ndarray) -> None:
    holed = picture.copy()
    holed[150:250, 200:280] = 0
    after, _ = paint(holed, STRIP)
    assert not after[150:250, 200:280].any()
    assert (after[:150] > 0).all()


def test_a_work_outside_the_picture_is_left_out(picture: np.ndarray) -> None:
    away = replace(SHED, building=replace(SHED.building, centre=(900.0, 0.0)))
    after, painted = paint(picture, away)
    assert not painted
    assert (after == picture).all()


def test_the_shadow_falls_away_from_the_sun_and_is_as_long_as_the_sun_is_low(picture: np.ndarray) -> None:
    after, (work,) = paint(picture, SHED)
    change = brightness_change(picture, after)
    left, top, right, _ = work.outline.shape.bounds
    # The sun in the south at 45 degrees: 8 m of shadow to the north, which is 16 px up.
    column = change[:, int((left + right) / 2)]
    dark = np.nonzero(column[: int(top)] < column[int(top) - 12 : int(top) - 4].mean() / 2)[0]
    assert dark.max() == pytest.approx(top - 1, abs=2)
    assert np.ptp(dark) + 1 == pytest.approx(16, abs=2.5)


def test_a_roof_leans_and_its_footprint_does_not(picture: np.ndarray) -> None:
    low_sun_behind = replace(LIGHT, sun=Sun(azimuth_deg=180.0, elevation_deg=80.0))
    _, (upright,) = paint(picture, SHED, light=low_sun_behind)
    after, (leaning,) = paint(picture, SHED, light=replace(low_sun_behind, lean=(0.5, 0.0)))
    assert leaning.outline.corners == pytest.approx(upright.outline.corners)
    roof = inside(leaning.outline.shape, picture.shape)
    bright = brightness_change(picture, after) > 60
    columns = np.nonzero(bright[200:204].any(axis=0))[0]
    # Half a metre to the east per metre of height: 4 m, 8 px.
    assert columns.min() == pytest.approx(np.nonzero(roof.any(axis=0))[0].min() + 8, abs=2)
    assert columns.max() == pytest.approx(np.nonzero(roof.any(axis=0))[0].max() + 8, abs=2)


def test_the_contrast_is_that_of_the_picture(picture: np.ndarray) -> None:
    after, (work,) = paint(picture, STRIP)
    difference = cv2.blur(after.astype(np.float32), (3, 3)) - cv2.blur(picture.astype(np.float32), (3, 3))
    within = inside(work.outline.shape, picture.shape)
    assert work.contrast == pytest.approx(np.sqrt((difference[within] ** 2).mean()), rel=0.02)


def test_tones_are_the_pictures_own(look: FrameLook) -> None:
    assert look.asphalt == pytest.approx((96, 95, 92), abs=6)
    assert look.concrete == pytest.approx((178, 174, 164), abs=6)
    assert look.soil[0] - look.soil[2] > look.concrete[0] - look.concrete[2]


def test_painted_pavement_has_the_grain_of_real_pavement(picture: np.ndarray) -> None:
    after, (work,) = paint(picture, STRIP)

    def fine(part: np.ndarray) -> float:
        grey = part.astype(np.float32).mean(axis=2)
        return float((grey - cv2.GaussianBlur(grey, (0, 0), 2.0)).std())

    x, y = (int(value) for value in work.outline.shape.centroid.coords[0])
    # Slab joints and lanes come on top of it.
    assert fine(after[y - 12 : y + 12, x - 12 : x + 12]) == pytest.approx(fine(picture[340:390, 40:440]), rel=0.35)


@pytest.mark.parametrize("sigma", [0.7, 1.0, 1.6])
def test_blur_is_read_off_the_edges(sigma: float) -> None:
    rng = np.random.default_rng(2)
    fine = np.full((1600, 1600), 60.0, np.float32)
    for _ in range(60):
        corners = rng.uniform(50, 1550, 2) + rng.uniform(-150, 150, (4, 2))
        cv2.fillConvexPoly(fine, cv2.convexHull(corners.astype(np.int32)), float(rng.uniform(100, 220)))
    # Four fine cells make a pixel, so that edges fall anywhere between pixels.
    coarse = cv2.resize(fine, (400, 400), interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(coarse, (0, 0), sigma) + rng.normal(0, 1.0, (400, 400))
    picture = np.repeat(np.clip(blurred, 1, 255).round().astype(np.uint8)[..., None], 3, axis=2)
    # Averaging over the pixel's own square adds a twelfth of a pixel to the variance.
    assert measure_look(picture, GSD_M).blur_px == pytest.approx(np.sqrt(sigma**2 + 1 / 12), rel=0.15)


def test_spot_noise_has_the_samples_spread_and_colour_correlation() -> None:
    rng = np.random.default_rng(5)
    grey = cv2.GaussianBlur(rng.normal(0, 8.0, (32, 32)), (0, 0), 1.0)
    sample = np.stack([grey, grey * 0.5, grey + rng.normal(0, 1.0, (32, 32))], axis=2).astype(np.float32)
    sample -= sample.mean(axis=(0, 1))
    noise = spot_noise(Texture(colour=np.full(3, 100, np.float32), residual=sample), (300, 300), rng)
    assert noise.reshape(-1, 3).std(axis=0) == pytest.approx(sample.reshape(-1, 3).std(axis=0), rel=0.25)
    assert np.corrcoef(noise.reshape(-1, 3).T)[0, 1] == pytest.approx(1.0, abs=1e-3)
    assert abs(noise.mean()) < 0.5


def test_a_picture_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="rows, columns, 3"):
        measure_look(np.zeros((50, 50), np.uint8), GSD_M)
    with pytest.raises(ValueError, match="whole tiles"):
        measure_look(np.zeros((500, 500, 3), np.uint8), GSD_M)


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1))
def test_random_works_lie_inside_apart_and_clear(seed: int) -> None:
    shape = (900, 1100)
    avoid = np.zeros(shape, np.bool_)
    avoid[:, 500:600] = True
    works = random_works(shape, GSD_M, np.random.default_rng(seed), avoid=avoid, count=4, kinds=ALL)
    outlines = [shapely.Polygon(outline_m(work)) for work in works]
    frame, forbidden = shapely.box(-275, -225, 275, 225), shapely.box(-25, -225, 25, 225)
    for number, outline in enumerate(outlines):
        assert frame.contains(outline)
        assert outline.intersection(forbidden).area <= 0.03 * outline.area
        assert all(outline.distance(other) >= 12.0 for other in outlines[:number])
    again = random_works(shape, GSD_M, np.random.default_rng(seed), avoid=avoid, count=4, kinds=ALL)
    assert again == works


def test_strips_and_buildings_have_the_sizes_that_are_promised() -> None:
    rng = np.random.default_rng(0)
    works = [work for _ in range(40) for work in random_works((2400, 2400), GSD_M, rng, count=3)]
    strips = [work for work in works if isinstance(work, GroundOver)]
    houses = [work.building for work in works if isinstance(work, BuildingOver)]
    lengths = [shapely.LineString(strip.axis).length for strip in strips]
    widths = [shapely.Polygon(strip.outline).area / length for strip, length in zip(strips, lengths, strict=True)]
    for sizes, least, small, large, most in ((lengths, 55, 120, 300, 610), (widths, 5.5, 12, 25, 46)):
        assert least <= min(sizes) < small
        assert large < max(sizes) <= most
    assert all(6 <= side <= 60 for house in houses for side in (house.width_m, house.depth_m))
    assert {len(strip.axis) > 2 for strip in strips} == {True, False}
    assert {(house.arch_m > 0, house.gabled) for house in houses} == {(False, False), (True, True), (True, False)}


def test_coordinates_along_a_bend_are_those_of_the_line() -> None:
    axis = ((-60.0, -40.0), (0.0, -30.0), (25.0, 10.0), (25.0, 70.0))
    camera = Camera(width=60, height=50, gsd_m=2.0, centre=(5.0, 10.0))
    along, across = along_and_across(axis, camera)
    line = shapely.LineString(axis)
    left, top = camera.upper_left
    for row, column in np.random.default_rng(1).integers((0, 0), (50, 60), (80, 2)):
        point = shapely.Point(left + (column + 0.5) * 2.0, top - (row + 0.5) * 2.0)
        if 1 < line.project(point) < line.length - 1:
            assert along[row, column] == pytest.approx(line.project(point), abs=0.01)
            assert abs(across[row, column]) <= point.distance(line) + 0.01
            # To the right of the way is positive: the side on which a parallel on the right lies nearer.
            aside = line.offset_curve(-2.0)
            if point.distance(line) > 3:
                assert (across[row, column] > 0) == (point.distance(aside) < point.distance(line))


def test_open_ground_is_the_grass_and_not_the_pavement(picture: np.ndarray, look: FrameLook) -> None:
    found = open_ground(picture, GSD_M, look)
    assert found[100:300].mean() > 0.95
    assert found[:70].mean() < 0.05
    assert found[330:].mean() < 0.05
