"""Figures of the measurement bench from errors whose figures are known."""

import numpy as np
import pytest
from scipy.stats import norm

from hardstand.bench.datasets import LabelledFrame
from hardstand.bench.hulls import hulls_from_detections, refine_all
from hardstand.bench.measurement_plot import NOMINAL, draw_measurement, shares_held
from hardstand.bench.sizes import Z90, Errors, held, jittered, summarise_sizes
from hardstand.detection.result import Detection
from hardstand.measurement import load_points_model
from hardstand.measurement.locate import Located, rectangle

RNG = np.random.default_rng(1)


def _normal(count, spread, stated=None):
    return np.column_stack([RNG.normal(0, spread, count), np.full(count, stated or spread)])


def test_errors_that_are_as_stated_are_held_as_often_as_said():
    rows = _normal(20_000, 0.03)
    assert held(rows, Z90) == pytest.approx(0.9, abs=0.01)
    assert shares_held(rows) == pytest.approx(NOMINAL, abs=0.015)


def test_a_heading_to_the_tail_counts_as_swapped_and_not_against_the_interval():
    heading = _normal(1000, 2.0)
    heading[:20, 0] += 180
    heading[:, 0] = (heading[:, 0] + 180) % 360 - 180
    figures = summarise_sizes(Errors(asked=1250, length=_normal(1000, 0.02), span=_normal(1000, 0.04), heading=heading))
    assert (figures.measured, figures.directed, figures.swapped) == (0.8, 0.8, 0.02)
    assert figures.heading_held == pytest.approx(0.9, abs=0.03)
    assert figures.span_error == pytest.approx(0.04 * norm.ppf(0.75), rel=0.1)


def test_nothing_measured_has_no_median():
    none = np.zeros((0, 2))
    figures = summarise_sizes(Errors(asked=3, length=none, span=none, heading=np.array([[1.0, 1.0]])))
    assert figures.measured == 0
    assert np.isnan(figures.length_error)


def test_jitter_is_the_same_each_time_and_grows_with_the_box():
    small, large = np.array([0.0, 0, 10, 10]), np.array([0.0, 0, 100, 100])
    first, again = jittered([small, large]), jittered([small, large])
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert np.abs(first[0] - small).max() <= 1.0
    assert 1.0 < np.abs(first[1] - large).max() <= 10.0


@pytest.mark.parametrize("weight", [0.0, 0.5, 1.0])
def test_the_joined_box_lies_between_the_given_one_and_the_hull(weight):
    model = load_points_model()
    card = model.card.hardstand.model_copy(update={"hull_margin": (0.0, 0.0, 0.0, 0.0), "hull_weight": weight})
    given = Detection(acquisition="a", label="aircraft", score=0.9, polygon=rectangle(np.array([0.0, 0, 40, 40])))
    points = np.array([[10.0, 4], [10, 44], [0, 20], [50, 20], [8, 40], [12, 40]])
    located = Located(points=points, variances=np.ones(6), agreement=1.0)
    [[joined]] = refine_all([(given,)], [[located]], card)
    corners = joined.polygon.corners
    box = np.concatenate([corners.min(axis=0), corners.max(axis=0)])
    assert box == pytest.approx(np.array([0, 4 * weight, 40 + 10 * weight, 40 + 4 * weight]))


def test_distances_to_labels_are_those_of_matching_detections_only():
    model = load_points_model()
    label = np.array([[10.0, 10, 50, 50]])
    frame = LabelledFrame(name="a", path=None, place="a", boxes=label, truncated=np.array([False]))
    near, far = (
        Detection(acquisition="a", label="aircraft", score=0.9, polygon=rectangle(label[0] + shift))
        for shift in (np.array([2.0, 2, 2, 2]), np.full(4, 500.0))
    )
    left, top, right, bottom = label[0]
    points = np.array([[left, top], [right, bottom], [left, bottom], [right, top], [30, 30], [30, 30]])
    located = Located(points=points, variances=np.ones(6), agreement=1.0)
    figures = hulls_from_detections([frame], [(far, near)], [[located, located]], model)
    assert (figures.aircraft, figures.given_px) == (1, 2.0)
    margin = 40 * np.median(np.abs(model.card.hardstand.hull_margin))
    assert figures.hull_px == pytest.approx(margin)


def test_the_plot_is_drawn_alike_each_time(tmp_path):
    errors = Errors(asked=50, length=_normal(50, 0.02), span=_normal(50, 0.02), heading=_normal(50, 2.0))
    first, again = (draw_measurement(errors, tmp_path / "a.svg") for _ in range(2))
    assert first == again
    assert b"<svg" in first
