"""Haze, deep shadow and overexposure: said where they hide, not where ground is flat, bright, dark or wet by itself."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest

from hardstand.bench.datasets import read_airbus
from hardstand.bench.pictures import read_picture
from hardstand.bench.visibility import CLOUDED, seen_boxes, visibility_of
from hardstand.imagery import Cause, PixelWindow, Stretch, Visibility, measure_stretch, measure_visibility
from hardstand.imagery.faint import find_gaps
from hardstand.simulation.haze_over import expose, lay_haze, patches

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")

SAME = Stretch(low=(0.0,) * 3, high=(255.0,) * 3, identity=True)
SIDE = 480
GAPS = (Cause.HAZE, Cause.DEEP_SHADOW, Cause.SATURATED)


def apron(seed=0, side=SIDE):
    """(side, side, 3): concrete with joints and stains, asphalt, grass, and white objects with dark shadows."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:side, 0:side]
    grey = np.where((rows // 120 + columns // 160) % 2 == 0, 165.0, 85.0)
    grey -= 60 * ((rows % 30 < 4) | (columns % 30 < 4))
    grey += 12 * cv2.resize(rng.standard_normal((24, 24)), (side, side), interpolation=cv2.INTER_CUBIC)
    for row, column in rng.integers(20, side - 60, (side // 5, 2)):
        grey[row : row + 8, column : column + 40] = 225
        grey[row + 8 : row + 14, column + 4 : column + 40] = 35
    grey += rng.standard_normal((side, side))
    return np.clip(grey[..., None] * (1.0, 1.0, 0.94), 0, 255).astype(np.uint8)


def flat(level, tint=(1.0, 1.0, 1.0), grain=0.4, side=SIDE):
    noise = grain * np.random.default_rng(5).standard_normal((side, side, 1))
    return np.clip((level + noise) * np.array(tint), 0, 255).astype(np.uint8)


@pytest.fixture
def judge(write_raster):
    """The visibility of a picture (rows, columns, 3)."""

    def measured(picture, gsd_m=0.5) -> Visibility:
        return measure_visibility(write_raster(np.moveaxis(picture, 2, 0)), SAME, gsd_m)

    return measured


def share(visibility, cause):
    return float((visibility.cause == cause).mean())


def test_ground_in_clear_air_is_seen(judge):
    assert judge(apron()).seen_fraction == 1.0


@pytest.mark.parametrize("haze", [0.3, 0.5, 0.7])
def test_haze_through_which_contrast_is_left_hides_nothing(judge, haze):
    seen = judge(lay_haze(apron(), -np.log(1 - haze), 1.0, np.random.default_rng(1)))
    assert seen.seen_fraction == 1.0


@pytest.mark.parametrize("airlight", [(150.0, 155.0, 165.0), (205.0, 210.0, 218.0), (240.0, 243.0, 247.0)])
def test_fog_hides_the_ground_whatever_its_brightness(judge, airlight):
    seen = judge(lay_haze(apron(), 6.0, 1.0, np.random.default_rng(1), airlight))
    assert share(seen, Cause.HAZE) == 1.0


def test_a_bank_of_fog_hides_what_lies_below_it_and_no_more(judge):
    depth = np.zeros((SIDE, SIDE), np.float32)
    depth[:, : SIDE // 2] = 6
    seen = judge(lay_haze(apron(), depth, 1.0, np.random.default_rng(1)))
    half = seen.cause.shape[1] // 2
    assert (seen.cause[:, : half - 9] == Cause.HAZE).all()
    assert (seen.cause[:, half + 1 :] == Cause.SEEN).all()


def test_thicker_haze_never_shows_more(judge):
    ground, field = apron(), patches((SIDE, SIDE), 0.5, np.random.default_rng(3))
    hidden = [
        judge(lay_haze(ground, depth * field, 1.0, np.random.default_rng(1), (150.0,) * 3)).cause != Cause.SEEN
        for depth in (0.0, 2.0, 3.0, 4.0, 6.0, 8.0)
    ]
    shares = [mask.mean() for mask in hidden]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] > 0.2
    for thinner, thicker in pairwise(hidden):
        assert (thinner & ~thicker).mean() < 0.002  # the noise estimate differs a little from picture to picture


def test_more_noise_needs_more_contrast(judge):
    """Through 85 % of haze a clean picture shows most of the ground, one with noise of 4 grey values none."""
    depth = -np.log(1 - 0.85)
    seen = [judge(lay_haze(apron(), depth, grain, np.random.default_rng(1))).seen_fraction for grain in (0, 1, 2, 4)]
    assert seen == sorted(seen, reverse=True)
    assert seen[0] > 0.9
    assert seen[-1] == 0


@pytest.mark.parametrize(
    ("level", "tint"),
    [(170, (1.0, 1.0, 0.95)), (95, (1, 1, 1)), (60, (0.7, 1.0, 0.5)), (45, (0.6, 0.9, 1.0))],
    ids=["concrete", "asphalt", "grass", "water"],
)
def test_flat_ground_beside_other_ground_is_seen(judge, level, tint):
    """A runway's width of it, concrete in its slabs, and of water as much as there is."""
    picture, ground = apron(), flat(level, tint)
    if level == 170:
        ground[::12] -= 28
        ground[:, ::12] -= 28
    width = SIDE if level == 45 else 90
    picture[:, :width] = ground[:, :width]
    assert judge(picture).seen_fraction == 1.0


def test_bright_roofs_and_snow_with_tracks_are_seen(judge):
    picture = apron()
    picture[100:160, 100:300] = flat(235)[100:160, 100:300]
    assert judge(picture).seen_fraction == 1.0
    snow = flat(225)
    for first in range(4):  # tracks of 2 m
        snow[first::40] = snow[:, first::60] = 150
    assert judge(snow).seen_fraction == 1.0


def test_little_light_is_deep_shadow_and_less_light_is_seen(judge):
    rng = np.random.default_rng(1)
    assert judge(expose(apron(), 0.5, 1.0, rng)).seen_fraction == 1.0
    assert share(judge(expose(apron(), 0.02, 1.0, rng)), Cause.DEEP_SHADOW) == 1.0


def test_overexposed_ground_is_not_seen(judge):
    picture = apron()
    picture[:, 240:] = 255
    seen = judge(picture)
    half = seen.cause.shape[1] // 2
    assert (seen.cause[:, half + 1 :] == Cause.SATURATED).all()
    assert (seen.cause[:, : half - 1] == Cause.SEEN).all()


def test_a_wide_dark_patch_is_the_shadow_of_a_cloud_only_where_there_is_a_cloud(judge):
    rows, columns = np.mgrid[0:800, 0:800]
    picture = apron(side=800)
    picture[500:760, 500:760] = expose(picture[500:760, 500:760], 0.01, 0.5, np.random.default_rng(2))
    without = judge(picture)
    assert share(without, Cause.DEEP_SHADOW) > 0.03
    assert share(without, Cause.CLOUD_SHADOW) == 0
    distance = np.hypot(rows - 220, columns - 220)
    billow = (225 + 18 * np.sin(columns / 25) * np.cos(rows / 21))[..., None]
    over = np.clip((220 - distance) / 60, 0, 1)[..., None]
    clouded = judge((picture * (1 - over) + billow * over).astype(np.uint8))
    assert share(clouded, Cause.CLOUD) > 0.05
    assert share(clouded, Cause.CLOUD_SHADOW) > 0.03
    assert share(clouded, Cause.DEEP_SHADOW) == 0


def hazed(seed=2):
    rng = np.random.default_rng(seed)
    # Too dim for the rule of thick cloud, which keeps or drops whole patches.
    return lay_haze(apron(), 7 * patches((SIDE, SIDE), 0.5, rng), 1.0, rng, (150.0, 150.0, 150.0))


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_picture_has_a_turned_grid(judge, turns):
    picture = hazed()
    turned = judge(np.ascontiguousarray(np.rot90(picture, turns))).cause
    expected = np.rot90(judge(picture).cause, turns)
    assert 0.05 < (expected != Cause.SEEN).mean() < 0.95
    assert (turned != expected).mean() < 0.005


def test_a_picture_moved_by_whole_cells_has_a_moved_grid(judge):
    picture = hazed()
    whole, part = judge(picture).cause, judge(picture[80:, 40:]).cause
    inner = slice(8, -8)  # what the windows reach from the new edge
    assert (part[inner, inner] != whole[10:, 5:][inner, inner]).mean() < 0.01


def test_fog_is_found_in_sixteen_bits_where_the_stretch_takes_the_veil_off(write_raster):
    ground = apron()
    for depth, cause in ((0.0, Cause.SEEN), (7.0, Cause.HAZE)):
        bands = np.moveaxis(lay_haze(ground, depth, 1.0, np.random.default_rng(1)).astype(np.uint16) * 8, 2, 0)
        raster = write_raster(bands, f"{depth:g}.tif")
        seen = measure_visibility(raster, measure_stretch(raster), 0.5)
        assert (seen.cause == cause).mean() > 0.99


@pytest.mark.parametrize("shape", [(1, 1), (3, 500), (9, 9)])
@pytest.mark.parametrize("level", [0, 3, 90, 255])
def test_tiny_pictures_are_judged(judge, shape, level):
    causes = judge(np.full((*shape, 3), level, np.uint8)).cause
    assert set(np.unique(causes)) <= {Cause.SEEN, *GAPS, Cause.NODATA}


def test_an_image_without_data_is_nodata_and_nothing_else(write_raster):
    raster = write_raster(np.zeros((3, 160, 160), np.uint8), nodata=0)
    assert (measure_visibility(raster, SAME, 0.5).cause == Cause.NODATA).all()


def test_at_ten_metres_fog_hides_and_clear_ground_is_seen(judge):
    assert share(judge(apron(), 10.0), Cause.HAZE) == 0
    seen = judge(lay_haze(apron(), 6.0, 1.0, np.random.default_rng(1)), 10.0)
    assert share(seen, Cause.HAZE) == 1.0


BANDS = ("B02", "B03", "B04", "B08")


@pytest.mark.parametrize(("infrared", "cause"), [(620, Cause.SEEN), (210, Cause.HAZE)])
def test_vegetation_in_the_near_infrared_is_ground_that_was_seen(write_raster, infrared, cause):
    """The same flat pale picture: a meadow, or fog."""
    noise = np.random.default_rng(2).normal(0, 1, (4, 300, 300))
    bands = np.array([190, 200, 200, infrared])[:, None, None] + noise
    raster = write_raster(bands.astype(np.uint16), descriptions=BANDS)
    pale = Stretch(low=(0.0,) * 3, high=(255.0,) * 3, identity=False)
    assert (measure_visibility(raster, pale, 10.0).cause == cause).all()


def test_without_a_description_a_fourth_band_is_no_near_infrared(write_raster):
    bands = np.full((4, 200, 200), 205, np.uint16)
    bands[3] = 620
    pale = Stretch(low=(0.0,) * 3, high=(255.0,) * 3, identity=False)
    assert (measure_visibility(write_raster(bands), pale, 10.0).cause == Cause.HAZE).all()


@pytest.fixture(scope="module")
def airport(data):
    """A quarter of a real frame of an airport that calibrated the detector, (1280, 1280, 3)."""
    frames = [frame for frame in read_airbus(data) if frame.place == "series-17"]
    return read_picture(frames[0].path, PixelWindow(column=600, row=600, width=1280, height=1280))


@pytest.mark.parametrize(("haze", "least_seen"), [(0.0, 0.995), (0.3, 0.98), (0.5, 0.9)])
def test_a_real_airport_is_seen_through_haze(judge, airport, haze, least_seen):
    """Flat grass is said to be hidden a little too early."""
    seen = judge(lay_haze(airport, -np.log(1 - haze), 1.0, np.random.default_rng(1)))
    assert seen.seen_fraction > least_seen


def test_a_real_airport_is_hidden_by_fog_darkness_and_light(judge, airport):
    rng = np.random.default_rng(1)
    assert share(judge(lay_haze(airport, 6.0, 1.0, rng)), Cause.HAZE) > 0.99
    assert share(judge(expose(airport, 0.01, 1.0, rng)), Cause.DEEP_SHADOW) > 0.99
    assert share(judge(expose(airport, 20.0, 1.0, rng)), Cause.SATURATED) > 0.95


def test_what_people_labelled_on_clouded_frames_was_seen(data):
    """Of 49 aircraft between and beside real clouds one lies partly under a cloud's edge."""
    clouded = [frame for frame in read_airbus(data) if frame.name in CLOUDED]
    hidden = [~seen_boxes(visibility_of(frame.path), frame.boxes) for frame in clouded]
    assert sum(len(each) for each in hidden) == 49
    assert sum(each.sum() for each in hidden) <= 2


def two_clouds(gap_cells: int) -> tuple[np.ndarray, np.ndarray]:
    """Two clouds over lively ground with a gap between them, and the contrast of the ground."""
    cloud = np.zeros((120, 160), np.bool_)
    cloud[20:80, 20:60] = cloud[20:80, 60 + gap_cells : 100 + gap_cells] = True
    return cloud, np.where(cloud, 2.0, 30.0).astype(np.float32)


@pytest.mark.parametrize(("gap_cells", "hidden"), [(4, True), (12, True), (24, False)])
def test_a_gap_in_cloud_is_a_view_of_the_ground_only_where_an_aircraft_fits(gap_cells: int, hidden: bool) -> None:
    cloud, contrast = two_clouds(gap_cells)
    beside = find_gaps(cloud, contrast, 4.0)
    assert beside[50, 60 : 60 + gap_cells].all() == hidden
    assert not beside[100:].any()
    assert not (beside & cloud).any()


def test_a_wider_gap_is_hidden_where_it_shows_no_contrast_and_flat_ground_outside_is_not() -> None:
    cloud, contrast = two_clouds(24)
    contrast[30:70, 60:84] = 6.0  # the gap, within the cloud's reach
    contrast[90:110, 20:60] = 6.0  # below the clouds
    contrast[30:70, 5:20] = 6.0  # beside them
    gaps = find_gaps(cloud, contrast, 4.0)
    assert gaps[31:69, 61:83].all()
    assert not gaps[90:110].any()
    assert not gaps[:, :20].any()


def test_without_cloud_flat_ground_is_no_cloud() -> None:
    nothing = np.zeros((40, 40), np.bool_)
    assert not find_gaps(nothing, np.zeros((40, 40), np.float32), 4.0).any()
