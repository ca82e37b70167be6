"""What the points network is shown: points stay on what they mark, whatever is done to the crop."""

import cv2
import numpy as np
import pytest

from hardstand.bench.nwpu import SAME_PLACE, nwpu_side
from hardstand.measurement.crops import BOX_SHARE, CROP_PX
from training.points_crops import make_crop
from training.points_patches import BOX_PX, PATCH_PX, cut_patch, points_side

MARKS = np.array([[130.0, 60.0], [70.0, 130.0], [80.0, 70.0], [125.0, 122.0], [66.0, 118.0], [84.0, 132.0]])
COLOURS = ((255, 0, 0), (0, 0, 255), (255, 255, 0), (0, 255, 0), (255, 0, 255), (0, 255, 255))


def _marked():
    """An image with a bright disc of its own colour at each point."""
    image = np.full((200, 200, 3), 60, np.uint8)
    for (column, row), colour in zip(MARKS, COLOURS, strict=True):
        cv2.circle(image, (round(column - 0.5), round(row - 0.5)), 5, colour, -1)
    box = np.concatenate([MARKS.min(axis=0), MARKS.max(axis=0)])
    return cut_patch(image, box, MARKS, 3)


@pytest.fixture
def plain(monkeypatch):
    """Crops without changes of light, colour and sharpness."""
    monkeypatch.setattr("training.points_crops.change_look", lambda crop, _: crop)


@pytest.mark.parametrize("seed", range(12))
def test_points_stay_on_their_marks(plain, seed):
    crop = make_crop(_marked(), np.random.default_rng(seed))
    mirrored = np.linalg.det(crop.back[:, :2]) < 0
    colours = [COLOURS[i] for i in ([0, 1, 3, 2, 5, 4] if mirrored else range(6))]
    for (column, row), colour in zip(crop.points, colours, strict=True):
        if min(column, row) > 1 and max(column, row) < CROP_PX - 1:
            assert np.abs(crop.image[int(row), int(column)].astype(int) - colour).max() < 110


@pytest.mark.parametrize("seed", range(12))
def test_the_way_back_brings_points_into_their_box(plain, seed):
    crop = make_crop(_marked(), np.random.default_rng(seed))
    straight = crop.points @ crop.back[:, :2].T + crop.back[:, 2]
    assert np.concatenate([straight.min(axis=0), straight.max(axis=0)]) == pytest.approx(crop.box, abs=1e-6)


def test_patches_show_every_aircraft_at_one_size():
    image = np.zeros((900, 900, 3), np.uint8)
    nothing = np.full((6, 2), np.nan)
    for size in (20.0, 80.0, 300.0):
        box = np.array([400.0, 400.0, 400.0 + size, 400.0 + size / 2])
        patch = cut_patch(image, box, nothing, 1)
        assert patch.image.shape == (PATCH_PX, PATCH_PX, 3)
        assert patch.box[2] - patch.box[0] == pytest.approx(BOX_PX, rel=0.02)
        assert (patch.box[:2] + patch.box[2:]) / 2 == pytest.approx(PATCH_PX / 2, abs=1.0)


def test_a_crop_in_training_is_as_large_as_at_run_time(plain):
    crops = [make_crop(_marked(), np.random.default_rng(seed)) for seed in range(40)]
    shares = [max(crop.box[2:] - crop.box[:2]) / CROP_PX for crop in crops]
    assert np.median(shares) == pytest.approx(BOX_SHARE, rel=0.15)


def test_images_of_one_place_stand_on_one_side():
    assert all(len({points_side(name) for name in group}) == 1 for group in SAME_PLACE)


def test_what_judges_neither_trains_nor_calibrates():
    names = [f"{number:03d}.jpg" for number in range(1, 651)]
    assert all((points_side(name) == "test") == (nwpu_side(name) == "test") for name in names)
    assert {points_side(name) for name in names} == {"train", "calibration", "test"}


def test_the_same_generator_gives_the_same_crop():
    first, second = (make_crop(_marked(), np.random.default_rng(5)) for _ in range(2))
    assert np.array_equal(first.image, second.image)
    assert np.array_equal(first.points, second.points)
