"""What shows no common ground must be refused, with a reason that has numbers in it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from hardstand.registration import Refused, register_pair
from tests.registration.scenes import SHOT_PX, paint_ground, placed, view

HERE = placed(500, 500)


def noise(seed: int) -> np.ndarray:
    """Blotches without any place."""
    values = np.random.default_rng(seed).normal(0, 1, (SHOT_PX, SHOT_PX)).astype(np.float32)
    blotches = cv2.GaussianBlur(values, (0, 0), 2.0)
    return np.clip(128 + 200 * blotches, 1, 255).astype(np.uint8)


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_another_place_is_refused(ground, archive, seed):
    other = view(paint_ground(seed), HERE, seed=2)
    result = register_pair(archive.save("reference", view(ground, HERE, seed=1)), archive.save("moving", other))
    assert isinstance(result, Refused)
    assert (result.reference, result.moving) == ("reference", "moving")


def test_noise_is_refused(archive):
    result = register_pair(archive.save("reference", noise(1)), archive.save("moving", noise(2)))
    assert isinstance(result, Refused)


@pytest.mark.parametrize("level", [0, 1, 128, 255])
def test_an_image_without_any_structure_is_refused(ground, archive, level):
    flat = np.full((SHOT_PX, SHOT_PX), level, dtype=np.uint8)
    picture = archive.save("picture", view(ground, HERE, seed=1))
    assert isinstance(register_pair(picture, archive.save("flat", flat)), Refused)
    assert isinstance(register_pair(archive.save("flat", flat), picture), Refused)


def test_pictures_that_do_not_touch_are_refused(ground, archive):
    away = view(ground, placed(500, 10), size=240, seed=2)
    result = register_pair(archive.save("reference", view(ground, HERE, seed=1)), archive.save("moving", away))
    assert isinstance(result, Refused)


def test_a_strip_of_twenty_pixels_is_too_little(ground, archive):
    beside = view(ground, placed(500 + 2 * (SHOT_PX - 20), 500), seed=2)
    result = register_pair(archive.save("reference", view(ground, HERE, seed=1)), archive.save("moving", beside))
    assert isinstance(result, Refused)


def test_one_object_seen_at_two_places_is_no_common_ground(ground, archive):
    """An airliner with its markings is the same everywhere; so is a standard gate."""
    first, second = view(ground, HERE, seed=1), view(paint_ground(9), HERE, seed=2)
    second[300:420, 260:380] = first[200:320, 330:450]
    result = register_pair(archive.save("reference", first), archive.save("moving", second))
    assert isinstance(result, Refused)


def test_runways_and_taxiways_of_another_place_do_not_agree(archive):
    """Long parallel edges fit anywhere along themselves."""
    pictures = []
    for seed in (1, 2):
        picture = noise(seed) // 4 + 90
        for row in (100, 160, 300, 330, 520):
            cv2.line(picture, (0, row), (SHOT_PX, row + 12), 230, 3)
        pictures.append(picture)
    result = register_pair(archive.save("reference", pictures[0]), archive.save("moving", pictures[1]))
    assert isinstance(result, Refused)


def test_a_mirrored_image_is_refused(ground, archive):
    mirrored = np.ascontiguousarray(view(ground, HERE, seed=2)[:, ::-1])
    result = register_pair(archive.save("reference", view(ground, HERE, seed=1)), archive.save("moving", mirrored))
    assert isinstance(result, Refused)


def test_a_gsd_that_is_wrong_by_a_quarter_is_not_bent_into_shape(ground, archive):
    reference = archive.save("reference", view(ground, HERE, seed=1), gsd=0.5)
    moving = archive.save("moving", view(ground, placed(480, 490, scale=2.5), seed=2), gsd=0.5)
    assert isinstance(register_pair(reference, moving), Refused)
