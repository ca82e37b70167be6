"""Measure the aircraft detector on places that it was not trained on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, airport_of, read_airbus, read_coco
from hardstand.bench.matching import JudgedFrame, average_precision, count_errors, judge, precision_recall
from hardstand.detection import Detection, DetectionRequest, Detector, detect_objects
from hardstand.detection.card import ModelCard
from hardstand.imagery import AcquisitionOverrides, open_acquisition

LOWEST_SCORE = 0.01
"""Detections below this are left out of precision-recall curves."""

DATASET = "airbus-aircraft"

LABEL = "aircraft"
"""The class that is measured."""

COCO_IOUS = np.arange(50, 100, 5) / 100
"""The IoUs over which average precision is averaged."""

HRPLANES_GSD_M = 1.0
"""What scenes of HRPlanesV2 are read at: it gives no GSD; by its publishers most scenes have 0.7 to 1.5 m."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, kw_only=True)
class DetectionBench:
    """Quality of a detector on frames of places that it did not see.

    Attributes:
        frames: number of frames.
        places: number of places.
        objects: number of labelled objects.
        ap50: average precision at IoU 0.5, 0..1.
        ap75: average precision at IoU 0.75, 0..1.
        ap: mean of the average precisions at IoU 0.50, 0.55 to 0.95 (the measure of COCO, Lin et al. 2014, with every
            point of the curve instead of 101), 0..1.
        count_error: mean over the frames of |found - labelled| / labelled at the default score.
        precision: at the default score and IoU 0.5.
        recall: at the default score and IoU 0.5.
        score: the default score.
    """

    frames: int
    places: int
    objects: int
    ap50: float
    ap75: float
    ap: float
    count_error: float
    precision: float
    recall: float
    score: float


def unseen_frames(frames: Sequence[LabelledFrame], card: ModelCard) -> list[LabelledFrame]:
    """Labelled frames of airports at which no place trained the model or set its thresholds."""
    used = card.hardstand
    known = {*used.trained_places.get(DATASET, ()), *used.calibration_places.get(DATASET, ())}
    airports = {airport_of(place) for place in known}
    return [frame for frame in frames if frame.labelled and airport_of(frame.place) not in airports]


def measure_detection(data: Path, detector: Detector, progress: Progress) -> DetectionBench:
    """Run the detector on the Airbus frames that it did not see and compare with the labels.

    Raises:
        DatasetError: the data set is not there.
    """
    frames = unseen_frames(read_airbus(data), detector.card)
    found = detect_frames(frames, detector, AIRBUS_GSD_M, progress)
    return summarise(frames, found, detector.card.hardstand.classes[LABEL].count_score)


def measure_hrplanes(data: Path, detector: Detector, progress: Progress) -> DetectionBench:
    """Run the detector on all scenes of the split `valid` of HRPlanesV2, each read as if it had 1 m.

    Raises:
        DatasetError: the data set is not there.
    """
    frames = read_coco(data, "hrplanes", "airplane", split="valid")
    found = detect_frames(frames, detector, HRPLANES_GSD_M, renamed(progress, "Reading HRPlanesV2"))
    return summarise(frames, found, detector.card.hardstand.classes[LABEL].count_score)


def renamed(progress: Progress, what: str) -> Progress:
    """Tells the same under another name."""
    return lambda _, done, total: progress(what, done, total)


def detect_frames(
    frames: Sequence[LabelledFrame], detector: Detector, gsd_m: float, progress: Progress
) -> list[tuple[Detection, ...]]:
    """The aircraft found on every frame, down to the lowest score."""
    found = []
    for number, frame in enumerate(frames, start=1):
        acquisition = open_acquisition(frame.path, overrides=AcquisitionOverrides(gsd_m=gsd_m))
        request = DetectionRequest(min_score=LOWEST_SCORE, forced=True)
        found.append(tuple(each for each in detect_objects(acquisition, detector, request) if each.label == LABEL))
        progress("Detecting aircraft", number, len(frames))
    return found


def summarise(frames: Sequence[LabelledFrame], found: Sequence[tuple[Detection, ...]], score: float) -> DetectionBench:
    """Figures from detections and labels."""
    loose, tight = (judge_all(frames, found, iou) for iou in (0.5, 0.75))
    precision, recall = precision_recall(loose, score)
    return DetectionBench(
        frames=len(frames),
        places=len({frame.place for frame in frames}),
        objects=sum(len(frame.boxes) for frame in frames),
        ap50=average_precision(loose),
        ap75=average_precision(tight),
        ap=mean_average_precision(frames, found),
        count_error=float(count_errors(loose, score).mean()),
        precision=precision,
        recall=recall,
        score=score,
    )


def mean_average_precision(frames: Sequence[LabelledFrame], found: Sequence[tuple[Detection, ...]]) -> float:
    """Mean of the average precisions at ten IoUs from 0.50 to 0.95, 0..1."""
    return float(np.mean([average_precision(judge_all(frames, found, iou)) for iou in COCO_IOUS]))


def judge_all(frames: Sequence[LabelledFrame], found: Sequence[tuple[Detection, ...]], iou: float) -> list[JudgedFrame]:
    """Every frame's detections against its labels."""
    return [
        judge(upright_boxes(detections), np.array([d.score for d in detections]), frame.boxes, iou)
        for frame, detections in zip(frames, found, strict=True)
    ]


def upright_boxes(detections: Sequence[Detection]) -> NDArray[np.float64]:
    """(n, 4) column min, row min, column max, row max: the labels of the data set are upright."""
    corners = [detection.polygon.corners for detection in detections]
    boxes = [np.concatenate([each.min(axis=0), each.max(axis=0)]) for each in corners]
    return np.array(boxes, dtype=np.float64).reshape(-1, 4)
