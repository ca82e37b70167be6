"""Reading and matching windows: the quick way against the slow one, and known shifts."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from affine import Affine
from shapely import box

from hardstand.registration import Registered, grey, plan, register_pair
from hardstand.registration.grey import open_grey
from hardstand.registration.local import Level, directions, match_windows
from hardstand.registration.overlap import common_ground, spread_windows, window_side
from hardstand.registration.phase import guesses_from_phase
from hardstand.registration.plan import plan_pair
from hardstand.registration.prior import Prior
from tests.registration.scenes import SHOT_PX, placed, view, worst_corner

HERE = placed(500, 500)


def test_an_image_read_by_windows_gives_the_transform_of_one_kept_whole(ground, archive, monkeypatch):
    grid = Affine(0.5, 0, 767_000, 0, -0.5, 3_921_000)
    first = archive.save_placed("first", view(ground, HERE, seed=1), "EPSG:32636", grid)
    second = archive.save_placed("second", view(ground, placed(512, 497), seed=2), "EPSG:32636", grid)
    kept = register_pair(first, second)
    monkeypatch.setattr(grey, "WHOLE_PX", 0)
    read = register_pair(first, second)
    assert isinstance(kept, Registered)
    assert isinstance(read, Registered)
    assert worst_corner(read.transform.matrix, kept.transform.matrix) < 0.05


def test_a_window_is_the_part_of_the_whole(ground, archive):
    with open_grey(archive.save("image", view(ground, HERE))) as image:
        whole, _ = image.reduced(2)
        part, seen = image.window(2, -10, 300, 60, 70)
    np.testing.assert_array_equal(part[:50, 10:], whole[300:350, :50])
    np.testing.assert_array_equal(seen, np.pad(np.ones((50, 50), np.bool_), ((0, 20), (10, 0))))


def test_black_fill_is_not_ground_but_a_black_pixel_is(ground, archive):
    picture = view(ground, HERE)
    picture[:100] = 0
    picture[300, 300] = 0
    with open_grey(archive.save("image", picture)) as image:
        _, seen = image.reduced(1)
    assert not seen[:100].any()
    assert seen[100:].all()


@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.3, -0.4), (3.5, 2.25), (-6.2, 5.7)])
def test_every_window_finds_its_shift(ground, archive, shift):
    with (
        open_grey(archive.save("reference", view(ground, HERE, seed=1))) as reference,
        open_grey(
            archive.save("moving", view(ground, placed(500 - 2 * shift[0], 500 - 2 * shift[1]), seed=2))
        ) as moving,
    ):
        level = Level(reference_factor=1, moving_factor=1, reach=8)
        middles = spread_windows(reference, box(0, 0, SHOT_PX, SHOT_PX), 1, 64)
        found = match_windows(reference, moving, np.eye(2, 3), middles, 64, level)
    off = found.offset - shift
    assert np.median(np.abs(off), axis=0).max() < 0.2
    assert (np.hypot(*off.T) < 0.5).mean() > 0.95


def test_directions_do_not_care_for_brightness_or_its_sign(ground):
    picture = view(ground, HERE).astype(np.float32)
    seen = np.ones(picture.shape, dtype=np.bool_)
    np.testing.assert_allclose(directions(picture, seen), directions(255 - picture, seen), atol=1e-4)
    strong = np.abs(directions(picture, seen)) > 0.9
    turned = np.angle(directions(picture, seen)[strong] * np.conj(directions(2 * picture + 9, seen)[strong]))
    assert np.abs(turned).max() < 1e-3


def test_what_was_not_measured_has_no_direction(ground):
    picture = view(ground, HERE).astype(np.float32)
    seen = np.ones(picture.shape, dtype=np.bool_)
    seen[200:400, 300:500] = False
    assert (directions(picture, seen)[200:400, 300:500] == 0).all()


def test_windows_neither_overlap_nor_leave_the_common_ground(ground, archive):
    with open_grey(archive.save("reference", view(ground, HERE, seed=1))) as reference:
        common = common_ground(reference, reference, np.array([[1.0, 0.0, 130.0], [0.0, 1.0, -90.0]]))
        side = window_side(common, 1)
        middles = spread_windows(reference, common, 1, side)
    assert len(middles) > 50
    squares = [box(x - side / 2, y - side / 2, x + side / 2, y + side / 2) for x, y in middles]
    assert all(common.buffer(1e-9).covers(square) for square in squares)
    for number, square in enumerate(squares):
        assert all(square.intersection(other).area < 1e-6 for other in squares[:number])


@pytest.mark.parametrize("shift", [(40, -24), (-300, 120), (0, 0)])
def test_the_whole_picture_gives_the_shift(ground, archive, shift):
    with (
        open_grey(archive.save("reference", view(ground, HERE, seed=1))) as reference,
        open_grey(
            archive.save("moving", view(ground, placed(500 + 2 * shift[0], 500 + 2 * shift[1]), seed=2))
        ) as moving,
    ):
        best = guesses_from_phase(reference, moving, np.eye(2, 3), 4)[0]
    np.testing.assert_allclose(best[:, 2], shift, atol=4)


def test_levels_step_down_to_full_size_and_bound_the_picture(ground, archive, monkeypatch):
    monkeypatch.setattr(plan, "VIEW_PX", 40)
    prior = Prior(matrix=np.eye(2, 3), placed=False, scaled=True)
    with open_grey(archive.save("reference", view(ground, HERE))) as image:
        pair = plan_pair(image, image, prior)
    factors = [level.reference_factor for level in pair.levels()]
    assert SHOT_PX / factors[0] <= 40
    assert factors[-2:] == [1, 1]
    for coarse, fine in pairwise(factors):
        assert coarse <= plan.STEP * fine
