"""What spoils a picture, held against values worked by hand and against what must not change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from hardstand.bench.degradation import (
    AIRLIGHT,
    add_haze,
    change_contrast,
    compress,
    degradations,
    draw_labels,
    invert,
    remove_colour,
    resample,
)

PICTURES = arrays(np.uint8, st.tuples(st.integers(8, 24), st.integers(8, 24), st.just(3)))


def ramp(rows: int = 64, columns: int = 96) -> np.ndarray:
    across = np.linspace(20, 230, columns)
    down = np.linspace(0.5, 1, rows)
    return (down[:, None, None] * across[None, :, None] * np.array([1, 0.9, 0.8])).astype(np.uint8)


@given(PICTURES)
def test_inverting_twice_changes_nothing(picture: np.ndarray) -> None:
    assert np.array_equal(invert(invert(picture)), picture)


@given(PICTURES)
def test_nothing_is_spoilt_at_no_strength(picture: np.ndarray) -> None:
    assert np.array_equal(add_haze(picture, 0), picture)
    assert np.array_equal(change_contrast(picture, 1), picture)
    assert np.array_equal(draw_labels(picture, 0, seed=1), picture)


def test_haze_by_hand() -> None:
    picture = np.full((4, 5, 3), 100, np.uint8)
    assert add_haze(picture, 0.5)[0, 0].tolist() == [round((100 + light) / 2) for light in AIRLIGHT]
    assert add_haze(picture, 1)[0, 0].tolist() == list(AIRLIGHT)


def test_contrast_is_changed_about_the_mean() -> None:
    picture = ramp()
    flat = change_contrast(picture, 0.5)
    assert flat.mean() == pytest.approx(picture.mean(), abs=0.5)
    assert flat.std() == pytest.approx(picture.std() / 2, abs=0.5)


def test_the_worse_the_jpeg_the_farther_from_the_picture() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (64, 64, 3)).astype(np.uint8)
    errors = [np.abs(compress(picture, quality).astype(int) - picture).mean() for quality in (95, 70, 40, 10)]
    assert errors == sorted(errors)
    assert errors[0] < errors[-1]


def test_jpeg_keeps_red_red() -> None:
    picture = np.zeros((32, 32, 3), np.uint8)
    picture[..., 0] = 200
    assert compress(picture, 90)[16, 16].tolist() == pytest.approx([200, 0, 0], abs=6)


def test_grey_has_three_equal_channels_of_the_luma() -> None:
    grey = remove_colour(ramp())
    luma = ramp() @ np.array([0.299, 0.587, 0.114])
    assert (grey == grey[..., :1]).all()
    assert np.abs(grey[..., 0] - luma).max() <= 1


@pytest.mark.parametrize(("wanted", "rows", "columns"), [(1.0, 32, 48), (0.25, 128, 192), (0.8, 40, 60)])
def test_resampling_keeps_the_ground_and_its_mean(wanted: float, rows: int, columns: int) -> None:
    picture = ramp()
    changed = resample(picture, 0.5, wanted)
    assert changed.shape == (rows, columns, 3)
    assert changed.mean() == pytest.approx(picture.mean(), abs=1)


def test_labels_depend_on_the_seed_alone_and_grow_in_number() -> None:
    picture = np.full((400, 500, 3), 90, np.uint8)
    first, again, other = (draw_labels(picture, 60, seed) for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    covered = [(draw_labels(picture, density, 3) != picture).any(axis=2).mean() for density in (5, 20, 60)]
    assert 0 < covered[0] < covered[1] < covered[2] < 0.5


@pytest.mark.parametrize("step", degradations(), ids=lambda step: f"{step.kind}-{step.strength:g}")
def test_every_step_leaves_a_picture_of_the_same_size(step) -> None:
    picture = ramp(300, 400)
    spoilt = step.apply(picture, 2)
    assert spoilt.shape == picture.shape
    assert spoilt.dtype == np.uint8
    assert (step.gsd_m is None) == (not np.array_equal(spoilt, picture))
