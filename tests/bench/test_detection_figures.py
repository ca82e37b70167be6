"""The figures of the detection bench against a slow computation from their definitions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from shapely import box

from hardstand.bench.datasets import LabelledFrame
from hardstand.bench.detection import mean_average_precision, renamed, summarise
from hardstand.detection import Detection
from hardstand.frames import PixelPolygon

Box = tuple[float, float, float, float]


def overlap(first: Box, second: Box) -> float:
    one, other = box(*first), box(*second)
    return one.intersection(other).area / one.union(other).area


def slow_average_precision(labels: list[list[Box]], found: list[list[tuple[float, Box]]], iou: float) -> float:
    """Mean over the labels k of the best precision at which at least k of them are found."""
    ranked = sorted(((score, number, one) for number, each in enumerate(found) for score, one in each), reverse=True)
    free = [list(each) for each in labels]
    hits: list[bool] = []
    for _, number, one in ranked:
        best = max(free[number], key=lambda label, one=one: overlap(one, label), default=None)
        hit = best is not None and overlap(one, best) >= iou
        if hit:
            free[number].remove(best)
        hits.append(hit)
    right = np.cumsum(hits)
    precision = right / np.arange(1, len(hits) + 1)
    total = sum(map(len, labels))
    return sum(max(precision[right >= k], default=0.0) for k in range(1, total + 1)) / total


def scene(rng: np.random.Generator) -> tuple[list[Box], list[tuple[float, Box]]]:
    """Labels side by side, detections shifted by more and more, a few on bare ground, no two scores alike."""
    labels: list[Box] = [(40.0 * k, 0.0, 40.0 * k + 30, 30.0) for k in range(rng.integers(1, 8))]
    found = []
    for left, top, right, bottom in labels:
        if rng.random() < 0.85:
            across, down = rng.uniform(-8, 8, 2)
            found.append((float(rng.random()), (left + across, top + down, right + across, bottom + down)))
    found += [(float(rng.random()), (x, 200.0, x + 20, 230.0)) for x in rng.uniform(0, 300, rng.integers(0, 3))]
    return labels, found


def as_frame(labels: Sequence[Box]) -> LabelledFrame:
    boxes = np.array(labels, dtype=float)
    return LabelledFrame(name="f", path=Path("f"), place="f", boxes=boxes, truncated=np.zeros(len(boxes), bool))


def as_detection(score: float, place: Box) -> Detection:
    corners = np.array(box(*place).exterior.coords)[:4]
    return Detection(acquisition="f", label="aircraft", score=score, polygon=PixelPolygon(corners))


@pytest.mark.parametrize("seed", range(6))
def test_mean_average_precision_agrees_with_its_definition(seed: int) -> None:
    rng = np.random.default_rng(seed)
    labels, found = zip(*(scene(rng) for _ in range(4)), strict=True)
    frames = [as_frame(each) for each in labels]
    detections = [tuple(as_detection(*one) for one in each) for each in found]
    ious = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
    slow = [slow_average_precision(list(labels), list(found), iou) for iou in ious]
    assert mean_average_precision(frames, detections) == pytest.approx(np.mean(slow))
    figures = summarise(frames, detections, 0.5)
    assert (figures.ap50, figures.ap75) == (pytest.approx(slow[0]), pytest.approx(slow[5]))
    assert figures.ap == pytest.approx(np.mean(slow))


def test_progress_under_another_name() -> None:
    told = []
    renamed(lambda *args: told.append(args), "Reading scenes")("Detecting", 2, 5)
    assert told == [("Reading scenes", 2, 5)]
