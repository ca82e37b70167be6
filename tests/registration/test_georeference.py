"""Georeferenced images: across systems, across pixel sizes, with small errors, with wrong places."""

from __future__ import annotations

import numpy as np
import pytest
from affine import Affine
from pyproj import Transformer

from hardstand.registration import Refused, Registered, mapping, register_pair
from hardstand.registration.prior import prior_of
from tests.registration.scenes import SHOT_PX, paint_ground, placed, truth, view, worst_corner

HERE = placed(500, 500)
UTM = "EPSG:32636"
EAST, NORTH = 767_000.0, 3_921_000.0
"""East and north of ground pixel (0, 0); a ground pixel is 0.25 m."""


def on_utm(to_ground: np.ndarray, east: float = 0.0, north: float = 0.0) -> Affine:
    """The georeference of a picture that was placed on the ground, wrong by (east, north) metres."""
    (a, b, c), (d, e, f) = (to_ground * 0.25).tolist()
    return Affine(a, b, EAST + c + east, -d, -e, NORTH - f + north)


def test_the_prior_is_the_truth_where_the_georeference_is(ground, archive):
    there = placed(640, 480, scale=3.0)
    reference = archive.save_placed("reference", view(ground, HERE), UTM, on_utm(HERE))
    moving = archive.save_placed("moving", view(ground, there, size=460), UTM, on_utm(there))
    np.testing.assert_allclose(prior_of(reference, moving).matrix, truth(HERE, there), atol=1e-6)


@pytest.mark.parametrize(("east", "north"), [(0.0, 0.0), (3.1, -2.2), (-14.0, 9.0)])
def test_content_corrects_a_georeference_by_sub_pixels(ground, archive, east, north):
    there = placed(560, 530)
    reference = archive.save_placed("reference", view(ground, HERE, seed=1), UTM, on_utm(HERE))
    moving = archive.save_placed("moving", view(ground, there, seed=2), UTM, on_utm(there, east, north))
    result = register_pair(reference, moving)
    assert isinstance(result, Registered), result
    assert worst_corner(result.transform.matrix, truth(HERE, there)) < 0.2


def test_pixel_sizes_differ_and_no_half_pixel_is_lost(ground, archive):
    """A pixel of the one covers 2 x 2 of the other, from one corner: a slip in the convention shows as half a pixel."""
    there = placed(500, 500, scale=4.0)
    reference = archive.save_placed("reference", view(ground, HERE, seed=1), UTM, on_utm(HERE))
    moving = archive.save_placed("moving", view(ground, there, size=SHOT_PX // 2, seed=2), UTM, on_utm(there))
    for first, second in ((reference, moving), (moving, reference)):
        result = register_pair(first, second)
        assert isinstance(result, Registered), result
        expected = prior_of(first, second).matrix
        assert worst_corner(result.transform.matrix, expected, second.raster.width) < 0.25


def test_degrees_meet_metres(ground, archive):
    reference = archive.save_placed("reference", view(ground, HERE, seed=1), UTM, on_utm(HERE))
    to_lonlat = Transformer.from_crs(UTM, "OGC:CRS84", always_xy=True)
    west, top = to_lonlat.transform(EAST + 150, NORTH - 150)
    step = 5e-6
    lonlat = Affine(step, 0, west, 0, -step, top)
    back = Transformer.from_crs("OGC:CRS84", UTM, always_xy=True)
    pixels = np.array([[0.0, 0.0], [700.0, 0.0], [0.0, 700.0]])
    x, y = back.transform(west + step * pixels[:, 0], top - step * pixels[:, 1])
    on_ground = np.stack([(x - EAST) / 0.25, (NORTH - y) / 0.25], axis=1)
    there = np.hstack([((on_ground[1:] - on_ground[0]) / 700).T, on_ground[:1].T])
    moving = archive.save_placed("moving", view(ground, there, seed=2), "EPSG:4326", lonlat)
    result = register_pair(reference, moving)
    assert isinstance(result, Registered), result
    assert worst_corner(result.transform.matrix, truth(HERE, there)) < 0.2


def test_footprints_apart_are_refused_before_any_pixel(ground, archive):
    reference = archive.save_placed("reference", view(ground, HERE), UTM, on_utm(HERE))
    moving = archive.save_placed("moving", view(ground, HERE), UTM, on_utm(HERE, east=5000))
    result = register_pair(reference, moving)
    assert isinstance(result, Refused)
    assert "georeference" in result.reason


def test_a_georeference_that_content_contradicts_is_refused(ground, archive):
    """Same pixels, but the georeference says 200 m further east: one of the two is wrong, and we can't know which."""
    reference = archive.save_placed("reference", view(ground, HERE, seed=1), UTM, on_utm(HERE))
    moving = archive.save_placed("moving", view(ground, HERE, seed=2), UTM, on_utm(HERE, east=200))
    result = register_pair(reference, moving)
    assert isinstance(result, Refused)
    assert "georeference" in result.reason


def test_a_georeference_alone_proves_nothing(archive, ground):
    reference = archive.save_placed("reference", view(ground, HERE, seed=1), UTM, on_utm(HERE))
    moving = archive.save_placed("moving", view(paint_ground(8), HERE, seed=2), UTM, on_utm(HERE))
    assert isinstance(register_pair(reference, moving), Refused)


def test_a_georeferenced_and_a_bare_image_fit_by_content(ground, archive):
    there = placed(540, 470)
    reference = archive.save_placed("reference", view(ground, HERE, seed=1), UTM, on_utm(HERE))
    result = register_pair(reference, archive.save("moving", view(ground, there, seed=2)))
    assert isinstance(result, Registered), result
    assert worst_corner(result.transform.matrix, truth(HERE, there)) < 0.2


def test_maps_chain_as_pixels_do():
    first, second = placed(3, 4, turn_deg=20), placed(-7, 2, scale=0.5, shear=0.1)
    points = np.array([[0.0, 0.0], [10.0, -3.0]])
    np.testing.assert_allclose(
        mapping.apply(mapping.chain(first, second), points), mapping.apply(second, mapping.apply(first, points))
    )
