"""Pictures taken from known places: the transform must come back."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from hardstand.registration import Registered, register_pair
from tests.registration.scenes import SHOT_PX, placed, truth, view, worst_corner

HERE = placed(500, 500)


@pytest.mark.parametrize(
    "there",
    [
        pytest.param(placed(500, 500), id="same place"),
        pytest.param(placed(524.7, 482.8), id="sub-pixel shift"),
        pytest.param(placed(900, 800), id="half in common"),
        pytest.param(placed(520, 480, turn_deg=2.5), id="turned a little"),
        pytest.param(placed(510, 490, scale=2.06), id="GSD a little off"),
        pytest.param(placed(505, 515, turn_deg=0.5, shear=0.02), id="sheared"),
        pytest.param(placed(1900, 500, turn_deg=90), id="turned by 90 degrees"),
        pytest.param(placed(1000, 300, turn_deg=37), id="turned by 37 degrees"),
    ],
)
def test_transform_comes_back_within_a_fifth_of_a_pixel(ground, archive, there):
    reference = archive.save("reference", view(ground, HERE, seed=1))
    moving = archive.save("moving", view(ground, there, seed=2))
    result = register_pair(reference, moving)
    assert isinstance(result, Registered), result
    assert worst_corner(result.transform.matrix, truth(HERE, there)) < 0.2
    assert result.residual_px < 0.2
    assert result.residual_m == pytest.approx(result.residual_px * 0.5)


def test_swapping_the_images_gives_the_way_back(ground, archive):
    first = archive.save("first", view(ground, HERE, seed=1))
    second = archive.save("second", view(ground, placed(580, 470, turn_deg=1), seed=2))
    there, back = register_pair(first, second), register_pair(second, first)
    assert isinstance(there, Registered)
    assert isinstance(back, Registered)
    assert worst_corner(there.transform.inverse().matrix, back.transform.matrix) < 0.1


def test_cropping_the_moving_image_moves_the_transform_along(ground, archive):
    reference = archive.save("reference", view(ground, HERE, seed=1))
    picture = view(ground, placed(540, 530), seed=2)
    whole = register_pair(reference, archive.save("whole", picture))
    part = register_pair(reference, archive.save("part", picture[32:, 64:]))
    assert isinstance(whole, Registered)
    assert isinstance(part, Registered)
    np.testing.assert_allclose(
        part.transform.apply(np.array([[0.0, 0.0]])), whole.transform.apply(np.array([[64.0, 32.0]])), atol=0.1
    )


def test_shadow_snow_cloud_and_moved_objects_do_not_bend_the_fit(ground, archive):
    there = placed(530.6, 517.4)
    picture = view(ground, there, seed=2)
    picture[:, 350:500] //= 3  # shadow
    picture[:220, :220] = 255 - picture[:220, :220]  # bright ground now dark
    cv2.circle(picture, (600, 600), 130, 250, -1)  # cloud
    old, new = view(ground, HERE, seed=1), picture
    for number in range(12):  # aircraft that moved between the dates
        cv2.ellipse(old, (60 + 50 * number, 300), (20, 6), 0, 0, 360, 255, -1)
        cv2.ellipse(new, (75 + 50 * number, 330), (20, 6), 0, 0, 360, 255, -1)
    result = register_pair(archive.save("reference", old), archive.save("moving", new))
    assert isinstance(result, Registered), result
    assert worst_corner(result.transform.matrix, truth(HERE, there)) < 0.2
    in_cloud = np.hypot(*(result.tie_points[:, :2] - (600, 600)).T) < 80
    assert not in_cloud.any()


@pytest.mark.parametrize("scale", [1.0, 3.0, 5.0])
def test_images_of_different_gsd_fit_by_their_gsds(ground, archive, scale):
    there = placed(300, 400, scale=scale)
    reference = archive.save("reference", view(ground, HERE, seed=1), gsd=0.5)
    moving = archive.save("moving", view(ground, there, size=int(SHOT_PX * 2 / scale), seed=2), gsd=0.25 * scale)
    result = register_pair(reference, moving)
    assert isinstance(result, Registered), result
    assert worst_corner(result.transform.matrix, truth(HERE, there), int(SHOT_PX * 2 / scale)) < 0.2 * max(1, scale)


def test_without_any_gsd_the_scale_is_found_and_metres_stay_unknown(ground, archive):
    there = placed(450, 420, scale=2.7)
    reference = archive.save("reference", view(ground, HERE, seed=1), gsd=None)
    moving = archive.save("moving", view(ground, there, seed=2), gsd=None)
    result = register_pair(reference, moving)
    assert isinstance(result, Registered), result
    assert worst_corner(result.transform.matrix, truth(HERE, there)) < 0.3
    assert result.residual_m is None


def test_tie_points_lie_on_both_images_and_on_the_transform(ground, archive):
    there = placed(700, 620)
    result = register_pair(
        archive.save("reference", view(ground, HERE, seed=1)), archive.save("moving", view(ground, there, seed=2))
    )
    assert isinstance(result, Registered)
    assert ((result.tie_points >= 0) & (result.tie_points <= SHOT_PX)).all()
    apart = np.hypot(*(result.transform.apply(result.tie_points[:, :2]) - result.tie_points[:, 2:]).T)
    assert apart.max() < 2.0
    assert 0.5 < result.spread <= 1.0


def test_same_input_gives_the_same_bytes(ground, archive):
    first = archive.save("first", view(ground, HERE, seed=1))
    second = archive.save("second", view(ground, placed(530, 510), seed=2))
    one, two = register_pair(first, second), register_pair(first, second)
    assert isinstance(one, Registered)
    assert isinstance(two, Registered)
    assert one.transform.matrix.tobytes() == two.transform.matrix.tobytes()
    assert one.tie_points.tobytes() == two.tie_points.tobytes()
