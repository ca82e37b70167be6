"""The figures of quality, held against cases worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.bench.datasets import box_iou, first_of_each_object
from hardstand.bench.matching import (
    JudgedFrame,
    average_precision,
    count_errors,
    judge,
    precision_recall,
    score_of_best_balance,
)

LABELS = np.array([[0, 0, 10, 10], [20, 0, 30, 10], [40, 0, 50, 10]], dtype=float)


def frame(scores: list[float], hit: list[bool], labelled: int) -> JudgedFrame:
    return JudgedFrame(scores=np.array(scores), hit=np.array(hit, dtype=bool), labelled=labelled)


def test_a_label_is_taken_once_by_the_highest_score() -> None:
    boxes = np.array([[1, 0, 11, 10], [0, 0, 10, 10], [20, 0, 30, 10]], dtype=float)
    judged = judge(boxes, np.array([0.9, 0.8, 0.7]), LABELS, iou=0.5)
    assert judged.hit.tolist() == [True, False, True]


def test_average_precision_by_hand() -> None:
    # hit, miss, hit of three labels: precision 1, 1/2, 2/3; envelope 1, 2/3, 2/3; area 1/3 + 1/3 * 2/3
    assert average_precision([frame([0.9, 0.8, 0.7], [True, False, True], 3)]) == pytest.approx(1 / 3 + 2 / 9)


def test_frames_are_pooled_by_score() -> None:
    split = [frame([0.9, 0.7], [True, True], 2), frame([0.8], [False], 1)]
    together = [frame([0.9, 0.8, 0.7], [True, False, True], 3)]
    assert average_precision(split) == pytest.approx(average_precision(together))


def test_precision_and_recall_at_a_score() -> None:
    judged = [frame([0.9, 0.8, 0.3], [True, False, True], 4)]
    assert precision_recall(judged, 0.5) == (0.5, 0.25)
    assert precision_recall(judged, 0.95) == (1.0, 0.0)


def test_count_error_ignores_frames_without_labels() -> None:
    judged = [frame([0.9, 0.8], [True, True], 4), frame([0.9], [False], 0)]
    assert count_errors(judged, 0.5).tolist() == [0.5]


def test_the_score_of_best_balance_lies_in_the_middle_of_its_run() -> None:
    judged = [frame([0.9, 0.6, 0.2], [True, True, False], 2), frame([0.8, 0.3], [True, False], 1)]
    # From 0.31 to 0.60 everything that counts is an object, and every object counts.
    assert score_of_best_balance(judged) == pytest.approx(0.455)


def test_the_score_of_best_balance_takes_one_more_object_for_one_more_mistake() -> None:
    # At 0.5: three of four, all right (F1 6/7). At 0.45: four of four, one wrong (F1 8/9).
    judged = [frame([0.9, 0.8, 0.7, 0.45, 0.45], [True, True, True, True, False], 4)]
    assert score_of_best_balance(judged) <= 0.45


def test_a_small_set_counts_as_much_as_a_large_one_for_the_best_balance() -> None:
    large = [frame([0.9] * 90 + [0.3] * 10, [True] * 90 + [False] * 10, 100)]  # as many false as missed from 0.3 down
    small = [frame([0.9, 0.6, 0.6], [True, False, False], 1)]  # nothing missed and two false below 0.6
    assert score_of_best_balance(large, small) > 0.6
    assert score_of_best_balance([*large, *small]) <= 0.6
    assert score_of_best_balance(large) == score_of_best_balance(large, large)


@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(1, 50), st.floats(1, 50)), min_size=1, max_size=8
    )
)
def test_iou_is_symmetric_and_one_with_itself(rows: list[tuple[float, float, float, float]]) -> None:
    boxes = np.array([[x, y, x + w, y + h] for x, y, w, h in rows])
    overlap = box_iou(boxes, boxes)
    assert np.allclose(overlap, overlap.T)
    assert np.allclose(np.diag(overlap), 1)
    assert ((overlap >= 0) & (overlap <= 1 + 1e-12)).all()


def test_an_object_that_was_labelled_twice_is_kept_once() -> None:
    boxes = np.array([[0, 0, 10, 10], [50, 50, 60, 60], [1, 0, 11, 10]], dtype=float)
    assert first_of_each_object(boxes).tolist() == [0, 1]
