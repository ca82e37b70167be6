"""Maps and fits, against arithmetic and against truth with wrong points mixed in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.registration import mapping
from hardstand.registration.mapping import Model, Ties

BASE = np.eye(2, 3)

numbers = st.floats(-1000, 1000)


@st.composite
def affine_maps(draw):
    """Invertible, with scales between a fifth and five."""
    turn, scale, stretch = draw(st.floats(-180, 180)), draw(st.floats(0.2, 5)), draw(st.floats(0.8, 1.25))
    angle = np.radians(turn)
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.hstack([scale * rotation @ np.diag([stretch, 1.0]), [[draw(numbers)], [draw(numbers)]]])


points = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=10).map(np.array)


@given(affine_maps(), points)
def test_there_and_back(matrix, spots):
    np.testing.assert_allclose(mapping.apply(mapping.invert(matrix), mapping.apply(matrix, spots)), spots, atol=1e-6)


@given(affine_maps(), affine_maps(), affine_maps(), points)
def test_chains_associate(first, second, third, spots):
    left = mapping.chain(mapping.chain(first, second), third)
    right = mapping.chain(first, mapping.chain(second, third))
    step_by_step = mapping.apply(third, mapping.apply(second, mapping.apply(first, spots)))
    np.testing.assert_allclose(mapping.apply(left, spots), step_by_step, atol=1e-4)
    np.testing.assert_allclose(mapping.apply(right, spots), step_by_step, atol=1e-4)


@given(affine_maps(), affine_maps())
def test_scales_multiply(first, second):
    product = mapping.pixel_scale(first) * mapping.pixel_scale(second)
    assert mapping.pixel_scale(mapping.chain(first, second)) == pytest.approx(product)


def noisy_ties(truth, count, wrong, sigma, seed):
    draw = np.random.default_rng(seed)
    moving = draw.uniform(0, 2000, (count, 2))
    reference = mapping.apply(truth, moving) + draw.normal(0, sigma, (count, 2))
    reference[:wrong] += draw.uniform(-8, 8, (wrong, 2))
    return Ties(moving=moving, reference=reference)


SIMILAR = np.array([[0.999, -0.002, 5.0], [0.002, 0.999, -3.0]])
SHEARED = np.array([[1.002, 0.003, 5.0], [-0.001, 0.997, -3.0]])
SHIFTED = np.array([[1.0, 0.0, 5.25], [0.0, 1.0, -3.5]])


@pytest.mark.parametrize(
    ("model", "truth"), [(Model.SHIFT, SHIFTED), (Model.SIMILARITY, SIMILAR), (Model.AFFINE, SHEARED)]
)
@pytest.mark.parametrize("wrong", [0, 80, 140])
def test_wrong_points_do_not_bend_a_fit(model, truth, wrong):
    ties = noisy_ties(truth, 200, wrong, 0.2, seed=wrong)
    fitted = mapping.fit(ties, 1.5, model, BASE)
    assert fitted is not None
    frame = np.array([[0.0, 0.0], [2000.0, 0.0], [0.0, 2000.0], [2000.0, 2000.0]])
    assert np.hypot(*(mapping.apply(fitted.matrix, frame) - mapping.apply(truth, frame)).T).max() < (
        0.3 if wrong < 100 else 0.7
    )
    assert fitted.agrees[wrong:].mean() > 0.99


def test_least_squares_equals_the_normal_equations():
    ties = noisy_ties(SHEARED, 30, 0, 1.0, seed=4)
    design = np.column_stack([ties.moving, np.ones(30)])
    expected = np.linalg.solve(design.T @ design, design.T @ ties.reference).T
    np.testing.assert_allclose(mapping.least_squares(ties, Model.AFFINE, BASE), expected, atol=1e-8)


def test_similarity_is_the_best_of_its_neighbours():
    """No small change of turn, scale or shift lowers the sum of squares."""
    ties = noisy_ties(SHEARED, 30, 0, 1.0, seed=5)
    best = mapping.least_squares(ties, Model.SIMILARITY, BASE)
    cost = (ties.distances(best) ** 2).sum()
    for change in ([[1e-5, 0, 0], [0, 1e-5, 0]], [[0, -1e-5, 0], [1e-5, 0, 0]], [[0, 0, 1e-2], [0, 0, 0]]):
        for sign in (-1, 1):
            assert (ties.distances(best + sign * np.array(change)) ** 2).sum() > cost


def test_held_out_points_take_no_part():
    """A point that is moved far away changes nobody's map but that of other folds, and never its own judge."""
    ties = noisy_ties(SHEARED, 40, 0, 0.1, seed=6)
    before = mapping.held_out_distances(ties, 1.5, Model.AFFINE, BASE)
    reference = ties.reference.copy()
    reference[7] += (0.9, 0.0)
    after = mapping.held_out_distances(Ties(moving=ties.moving, reference=reference), 1.5, Model.AFFINE, BASE)
    expected = np.hypot(*(mapping.apply(SHEARED, ties.moving[7:8]) - reference[7:8]).T)[0]
    assert after[7] == pytest.approx(expected, abs=0.15)
    assert before[7] < 0.4


def test_the_held_out_residual_of_pure_noise_is_no_better_than_chance():
    """Points all over the search window: an honest residual must not shrink with the fit."""
    draw = np.random.default_rng(1)
    moving = draw.uniform(0, 2000, (100, 2))
    ties = Ties(moving=moving, reference=moving + draw.uniform(-8, 8, (100, 2)))
    distances = mapping.held_out_distances(ties, 1.5, Model.AFFINE, BASE)
    assert np.median(distances) > 4


def test_too_few_points_give_no_map():
    ties = noisy_ties(SHIFTED, 3, 0, 0.0, seed=1)
    assert all(mapping.fit(ties, 1.5, model, BASE) is None for model in Model)
