"""What a detector finds on held-out frames, held against their labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from hardstand.bench.datasets import box_iou
from hardstand.bench.matching import JudgedFrame, judge
from hardstand.bench.truth import HeldOutFrame
from hardstand.detection import Detection, DetectionRequest, Detector, detect_objects
from hardstand.imagery import AcquisitionOverrides, open_acquisition

IGNORED_IOU = 0.3
"""A detection that overlaps a vehicle of no asked class by more than this is neither right nor wrong."""

LOWEST_SCORE = 0.02

Progress = Callable[[str, int, int], None]


def detect_all(
    frames: Sequence[HeldOutFrame], detector: Detector, progress: Progress, what: str
) -> list[tuple[Detection, ...]]:
    """Everything found on every frame, down to the lowest score."""
    found = []
    for number, frame in enumerate(frames, start=1):
        acquisition = open_acquisition(frame.path, overrides=AcquisitionOverrides(gsd_m=frame.gsd_m))
        found.append(
            tuple(detect_objects(acquisition, detector, DetectionRequest(min_score=LOWEST_SCORE, forced=True)))
        )
        progress(what, number, len(frames))
    return found


def judge_class(
    frames: Sequence[HeldOutFrame], found: Sequence[tuple[Detection, ...]], label: str, iou: float
) -> list[JudgedFrame]:
    """Detections of one class, as upright hulls, against the labels of the frames on which that class is labelled."""
    return [
        _judge_frame(frame, detections, label, iou)
        for frame, detections in zip(frames, found, strict=True)
        if label in frame.boxes
    ]


def _judge_frame(frame: HeldOutFrame, detections: Sequence[Detection], label: str, iou: float) -> JudgedFrame:
    own = [each for each in detections if each.label == label]
    corners = [each.polygon.corners for each in own]
    hulls = np.array([np.concatenate([c.min(axis=0), c.max(axis=0)]) for c in corners], np.float64).reshape(-1, 4)
    scores = np.array([each.score for each in own], np.float64)
    asked = ~(box_iou(hulls, frame.ignored) > IGNORED_IOU).any(axis=1)
    asked &= ~frame.on_unclear(label, hulls)
    return judge(hulls[asked], scores[asked], frame.boxes[label], iou)
