from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hardstand.frames import PixelPolygon
from hardstand.imagery import Cause, Stretch, Visibility, inspect_raster, measure_stretch, measure_visibility

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")

SAME = Stretch(low=(0.0,) * 3, high=(255.0,) * 3, identity=True)


def polygon(*corners):
    return PixelPolygon(np.array(corners, float))


def rectangle(left, upper, right, lower):
    return polygon((left, upper), (right, upper), (right, lower), (left, lower))


def half_cloudy():
    """100 x 80 pixels in cells of 8; the left half is cloud."""
    cause = np.zeros((10, 13), np.uint8)
    cause[:, :6] = Cause.CLOUD
    return Visibility(cause=cause, step_px=8.0, width=100, height=80)


@pytest.mark.parametrize(
    ("box", "share"),
    [
        ((50, 10, 60, 20), 1.0),
        ((10, 10, 20, 20), 0.0),
        ((40, 10, 56, 20), 0.5),
        ((44, 10, 52, 20), 0.5),
        ((90, 10, 110, 20), 0.5),
        ((200, 10, 210, 20), 0.0),
        ((0, 0, 100, 80), 0.52),
    ],
)
def test_shares_of_rectangles(box, share):
    assert half_cloudy().seen_share(rectangle(*box)) == pytest.approx(share, abs=1e-9)


@settings(deadline=None)
@given(
    corners=st.lists(st.tuples(st.floats(-40, 140), st.floats(-40, 120)), min_size=3, max_size=6),
    seed=st.integers(0, 9),
)
def test_shares_agree_with_the_sum_over_all_cells(corners, seed):
    hull = shapely.MultiPoint(corners).convex_hull
    if not isinstance(hull, shapely.Polygon) or hull.area < 1:
        return
    cause = np.random.default_rng(seed).integers(0, 4, (10, 13)).astype(np.uint8)
    seen = Visibility(cause=cause, step_px=8.0, width=100, height=80)
    frame = shapely.box(0, 0, 100, 80)
    area = sum(
        hull.intersection(frame).intersection(shapely.box(c * 8, r * 8, c * 8 + 8, r * 8 + 8)).area
        for r, c in zip(*np.nonzero(cause == Cause.SEEN), strict=True)
    )
    share = seen.seen_share(PixelPolygon(np.array(hull.exterior.coords)[:-1]))
    assert share == pytest.approx(area / hull.area, abs=1e-9)


def test_large_polygons_agree_with_small_cells_summed():
    cause = np.random.default_rng(2).integers(0, 4, (300, 300)).astype(np.uint8)
    seen = Visibility(cause=cause, step_px=2.0, width=600, height=600)
    whole = seen.seen_share(rectangle(0, 0, 600, 600))
    assert whole == pytest.approx(seen.seen_fraction, abs=1e-9)
    assert seen.seen_share(rectangle(-600, 0, 600, 600)) == pytest.approx(whole / 2, abs=1e-9)


def test_a_polygon_without_area_was_not_seen():
    assert half_cloudy().seen_share(polygon((60, 10), (70, 10), (80, 10))) == 0.0


def test_a_grid_must_cover_the_image():
    with pytest.raises(ValueError, match="shape"):
        Visibility(cause=np.zeros((9, 13), np.uint8), step_px=8.0, width=100, height=80)


def test_nodata_is_not_seen(write_raster):
    bands = np.full((3, 160, 160), 90, np.uint8)
    bands[:, :, :80] = 0
    seen = measure_visibility(write_raster(bands, nodata=0), SAME, 0.5)
    np.testing.assert_array_equal(seen.cause[:, :10], Cause.NODATA)
    np.testing.assert_array_equal(seen.cause[:, 10:], Cause.SEEN)


def test_an_undeclared_black_frame_is_not_seen_but_shadows_are(write_raster):
    bands = np.random.default_rng(1).integers(60, 120, (3, 320, 320), dtype=np.uint8)
    bands[:, :, 240:] = 0
    bands[:, 40:80, 40:80] = 0
    seen = measure_visibility(write_raster(bands), SAME, 0.5)
    np.testing.assert_array_equal(seen.cause[:, 30:], Cause.NODATA)
    np.testing.assert_array_equal(seen.cause[:, :30], Cause.SEEN)


@pytest.mark.parametrize(("width", "height"), [(161, 163), (8, 8), (3, 500), (1, 1)])
def test_any_size_is_covered(write_raster, width, height):
    seen = measure_visibility(write_raster(np.full((3, height, width), 90, np.uint8)), SAME, 0.5)
    assert seen.seen_fraction == 1.0
    assert seen.seen_share(rectangle(0, 0, width, height)) == pytest.approx(1.0)


def test_cells_follow_the_gsd_within_bounds(write_raster):
    raster = write_raster(np.full((1, 400, 400), 90, np.uint8))
    grey = Stretch(low=(0.0,), high=(255.0,), identity=True)
    assert [measure_visibility(raster, grey, gsd).step_px for gsd in (0.5, 0.2, None, 10.0)] == [8, 20, 8, 2]


def cloud_over_ground(seed=4):
    """(3, 800, 800): joints and noise of bright concrete at 200, and a billowing cloud over its middle."""
    generator = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:800, 0:800]
    ground = 200 + 25 * generator.standard_normal((800, 800)) - 40 * ((rows % 20 < 2) | (columns % 20 < 2))
    distance = np.hypot(rows - 400, columns - 400)
    billow = 225 + 18 * np.sin(columns / 25) * np.cos(rows / 21)
    share = np.clip((320 - distance) / 60, 0, 1)
    picture = ground * (1 - share) + billow * share
    return np.repeat(picture[None], 3, axis=0).clip(0, 255).astype(np.uint8), distance


def test_a_cloud_over_concrete_is_found_and_the_concrete_is_not(write_raster):
    picture, distance = cloud_over_ground()
    seen = measure_visibility(write_raster(picture), SAME, 0.5)
    middle = distance[4::8, 4::8]
    assert (seen.cause[middle < 230] == Cause.CLOUD).mean() > 0.95
    assert (seen.cause[middle > 340] == Cause.SEEN).all()


def test_clear_airports_show_no_cloud_and_clouded_ones_do(data):
    folder = data / "airbus-aircraft" / "images"
    shares = {}
    for path in sorted(folder.glob("*.jpg")):
        raster = inspect_raster(path)
        seen = measure_visibility(raster, SAME, 0.5)
        shares[path.stem] = float((seen.cause == Cause.CLOUD).mean())
    # By eye: two of 94 frames have thick cloud, over about a third and a twelfth of them.
    clouded = {
        "4e8c95f3-bbb6-4e2f-920d-8d3b2bd1d29f": (0.22, 0.38),
        "0263270b-e3ee-41dc-aeef-43ff77e66d5b": (0.04, 0.12),
    }
    for stem, (low, high) in clouded.items():
        assert low < shares.pop(stem) < high
    assert np.mean(list(shares.values())) < 0.001
    assert max(shares.values()) < 0.01


def test_cloud_on_a_sentinel_band_is_found(data):
    """By eye: an unbroken cloud lies over the north-east corner of the first scene, none over the second."""
    shares = []
    for name in ("tgt_S2A_20160529T153631_T33UUU_sub.jp2", "ref_S2A_20160608T153121_T33UUU_sub.jp2"):
        raster = inspect_raster(data / "sentinel2-pair" / name)
        seen = measure_visibility(raster, measure_stretch(raster), 10.0)
        shares.append(float((seen.cause == Cause.CLOUD).mean()))
        if name.startswith("tgt"):
            assert (seen.cause[:250, -60:] == Cause.CLOUD).mean() > 0.5
    assert shares[0] > 0.08
    assert shares[1] < 0.01
