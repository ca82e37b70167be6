"""How well a group of labelled pictures is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hardstand.bench.datasets import LabelledFrame
from hardstand.bench.detection import judge_all
from hardstand.bench.matching import average_precision, precision_recall
from hardstand.detection import Detection

STRICT_IOU, LOOSE_IOU = 0.5, 0.3

Found = Sequence[tuple[Detection, ...]]
"""Aircraft by frame."""


@dataclass(frozen=True, kw_only=True)
class Quality:
    """How well a group of pictures is read, at the default score.

    Attributes:
        name: of the group.
        frames: number of pictures.
        objects: number of labelled aircraft.
        recall: share of them found, IoU 0.5.
        precision: share of what was found that is labelled, IoU 0.5.
        loose_recall: as `recall` at IoU 0.3: what is gained was found, but its box was poor.
        loose_precision: as `precision` at IoU 0.3.
        ap50: average precision at IoU 0.5, all scores.
    """

    name: str
    frames: int
    objects: int
    recall: float
    precision: float
    loose_recall: float
    loose_precision: float
    ap50: float


def assess(name: str, frames: Sequence[LabelledFrame], found: Found, score: float) -> Quality:
    """The figures of a group of labelled frames."""
    strict, loose = (judge_all(frames, found, iou) for iou in (STRICT_IOU, LOOSE_IOU))
    precision, recall = precision_recall(strict, score)
    loose_precision, loose_recall = precision_recall(loose, score)
    return Quality(
        name=name,
        frames=len(frames),
        objects=sum(len(frame.boxes) for frame in frames),
        recall=recall,
        precision=precision,
        loose_recall=loose_recall,
        loose_precision=loose_precision,
        ap50=average_precision(strict),
    )
