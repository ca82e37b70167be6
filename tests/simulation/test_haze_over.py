"""Haze, darkness and overexposure follow their formulas."""

from __future__ import annotations

import numpy as np
import pytest

from hardstand.simulation.haze_over import AIRLIGHT, expose, lay_haze, patches


def picture():
    return np.random.default_rng(4).integers(0, 256, (60, 80, 3), dtype=np.uint8)


def rng():
    return np.random.default_rng(1)


def test_no_haze_and_no_noise_leave_a_picture_as_it_is():
    np.testing.assert_array_equal(lay_haze(picture(), 0.0, 0.0, rng()), picture())
    np.testing.assert_array_equal(expose(picture(), 1.0, 0.0, rng()), picture())


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_haze_mixes_ground_and_airlight(share):
    seen = lay_haze(picture(), -np.log(1 - share), 0.0, rng())
    expected = picture() * (1 - share) + np.array(AIRLIGHT) * share
    assert np.abs(seen - expected).max() <= 0.51  # rounded to 8 bits


def test_fog_without_end_shows_airlight_and_noise():
    seen = lay_haze(picture(), 50.0, 2.0, rng()).astype(float)
    assert seen.mean(axis=(0, 1)) == pytest.approx(AIRLIGHT, abs=0.2)
    assert seen[..., 0].std() == pytest.approx(2.0, rel=0.05)


def test_a_field_hides_where_it_is_thick():
    depth = np.zeros((60, 80), np.float32)
    depth[:, 40:] = 50
    seen = lay_haze(picture(), depth, 0.0, rng())
    np.testing.assert_array_equal(seen[:, :40], picture()[:, :40])
    assert (seen[:, 40:] == AIRLIGHT).all()


def test_exposure_multiplies_and_cuts():
    np.testing.assert_array_equal(expose(picture(), 3.0, 0.0, rng()), np.minimum(255, picture().astype(int) * 3))
    dark = expose(picture(), 1.0, 0.0, rng(), gamma=2.0)
    np.testing.assert_array_equal(dark, np.rint(255 * (picture() / 255) ** 2))


def test_patches_are_smooth_reach_both_ends_and_follow_their_seed():
    field = patches((1200, 1200), 0.5, np.random.default_rng(2))
    assert field.min() == 0
    assert field.max() == 1
    assert np.abs(np.diff(field, axis=1)).max() < 0.05
    np.testing.assert_array_equal(field, patches((1200, 1200), 0.5, np.random.default_rng(2)))
    means = [patches((1200, 1200), 0.5, np.random.default_rng(seed)).mean() for seed in range(8)]
    assert 0.3 < np.mean(means) < 0.7
