"""Detections against labels: who matches whom, average precision, precision and recall by score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hardstand.bench.datasets import box_iou


@dataclass(frozen=True, kw_only=True, eq=False)
class JudgedFrame:
    """The detections of one frame, judged.

    Attributes:
        scores: (n,) highest first.
        hit: (n,) True = matches a label that no higher score has taken.
        labelled: number of labels.
    """

    scores: NDArray[np.float64]
    hit: NDArray[np.bool_]
    labelled: int


def judge(
    boxes: NDArray[np.float64], scores: NDArray[np.float64], labels: NDArray[np.float64], iou: float
) -> JudgedFrame:
    """Match greedily from the highest score down, each label once (the rule of PASCAL VOC, Everingham et al. 2010).

    Args:
        boxes: (n, 4) detections: column min, row min, column max, row max.
        scores: (n,).
        labels: (m, 4) labels.
        iou: least overlap of a match.
    """
    order = np.argsort(-scores, kind="stable")
    matches = match_greedily(box_iou(boxes[order], labels), iou)
    return JudgedFrame(scores=scores[order], hit=matches >= 0, labelled=len(labels))


def match_greedily(overlaps: NDArray[np.float64], iou: float) -> NDArray[np.intp]:
    """Each label to the first detection that overlaps it enough and no other free label more.

    Args:
        overlaps: (n, m) intersection over union of n detections, highest score first, with m labels.
        iou: least overlap of a match.

    Returns:
        (n,) index of the label that a detection matches, or -1.
    """
    detections, labels = overlaps.shape
    free = np.ones(labels, dtype=np.bool_)
    matches = np.full(detections, -1, dtype=np.intp)
    for row in range(detections if labels else 0):
        open_overlaps = np.where(free, overlaps[row], -1.0)
        best = int(open_overlaps.argmax())
        if open_overlaps[best] >= iou:
            free[best] = False
            matches[row] = best
    return matches


def average_precision(frames: Iterable[JudgedFrame]) -> float:
    """Area under the precision-recall curve over all frames, every point (PASCAL VOC 2010 and later), 0..1."""
    scores, hit, labelled = _pooled(frames)
    if labelled == 0:
        raise ValueError("average precision needs labels")
    hits = np.cumsum(hit[np.argsort(-scores, kind="stable")])
    if not len(hits):
        return 0.0
    precision = hits / np.arange(1, len(hits) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    gained = np.diff(np.concatenate([[0.0], hits / labelled]))
    return float((gained * envelope).sum())


def precision_recall(frames: Iterable[JudgedFrame], score: float) -> tuple[float, float]:
    """Precision and recall of what scores at least `score`; precision is 1 where nothing does."""
    scores, hit, labelled = _pooled(frames)
    kept = scores >= score
    found = int(kept.sum())
    right = int(hit[kept].sum())
    return (right / found if found else 1.0), right / labelled


def count_errors(frames: Iterable[JudgedFrame], score: float) -> NDArray[np.float64]:
    """|found - labelled| / labelled of every frame that has labels."""
    return np.array([abs(int((f.scores >= score).sum()) - f.labelled) / f.labelled for f in frames if f.labelled])


SCORE_STEPS = np.arange(1, 100) / 100
"""Scores that are tried as thresholds."""


def score_of_best_balance(*sets: Sequence[JudgedFrame]) -> float:
    """The score at which precision and recall over all frames differ least; the middle of equal ones.

    There as many objects are invented as are missed, so that plain counts are right on the whole. Of several sets of
    frames each counts alike, however many objects it holds.
    """
    quality = np.mean([[precision_recall(frames, score) for score in SCORE_STEPS] for frames in sets], axis=0)
    gaps = np.abs(quality[:, 0] - quality[:, 1])
    best = np.flatnonzero(gaps <= gaps.min() + 1e-12)
    return float((SCORE_STEPS[best[0]] + SCORE_STEPS[best[-1]]) / 2)


def _pooled(frames: Iterable[JudgedFrame]) -> tuple[NDArray[np.float64], NDArray[np.bool_], int]:
    kept = list(frames)
    scores = np.concatenate([np.zeros(0), *(frame.scores for frame in kept)])
    hit = np.concatenate([np.zeros(0, np.bool_), *(frame.hit for frame in kept)])
    return scores, hit, sum(frame.labelled for frame in kept)
