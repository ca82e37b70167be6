"""Measure every class of the shipped detectors on real frames that trained nothing, and what is taken for what."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from hardstand.bench.airports import airport_windows
from hardstand.bench.datasets import box_iou
from hardstand.bench.detection import LOWEST_SCORE, upright_boxes
from hardstand.bench.matching import JudgedFrame, average_precision, match_greedily, precision_recall
from hardstand.bench.random_ground import random_ground
from hardstand.bench.truth import HeldOutFrame, helicopter_frames, nwpu_frames, resampled, vehicle_frames
from hardstand.detection import Detection, DetectionRequest, Detector, detect_objects
from hardstand.detection.card import ClassFacts
from hardstand.detection.merging import keep_first
from hardstand.detection.several import owners
from hardstand.imagery import AcquisitionOverrides, open_acquisition

MATCH_IOU = 0.5
"""Least overlap of a detection and a label that are one object."""

VEHICLE_GSDS_M = (0.3, 0.5)
"""Ground sampling distances to which frames with vehicles are reduced."""

NOTHING = "nothing"
"""In the confusion: no object, or no detection."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, kw_only=True)
class ClassScore:
    """Quality of one class on one set of frames.

    Attributes:
        label: the class.
        objects: number of labelled objects.
        ap50_oriented: average precision at IoU 0.5 of the detections' boxes with the oriented labels, 0..1.
        ap50_hull: the same of their upright hulls with the labels as drawn, 0..1.
        precision: at the default score, with the hulls.
        recall: at the default score, with the hulls.
    """

    label: str
    objects: int
    ap50_oriented: float
    ap50_hull: float
    precision: float
    recall: float


@dataclass(frozen=True, kw_only=True)
class SetScore:
    """Quality of all classes that are labelled on one set of frames.

    Attributes:
        name: of the set, with its ground sampling distance.
        gsd_m: at which it was read, metres.
        frames: number of frames.
        classes: one per class of the set that the detector knows.
        confusion: true class to found class to number of objects, at the default scores; "nothing" as a true class is
            a false detection, as a found class a miss.
    """

    name: str
    gsd_m: float
    frames: int
    classes: tuple[ClassScore, ...]
    confusion: dict[str, dict[str, int]]

    def to_record(self) -> dict[str, Any]:
        """As plain values, classes by name."""
        scores = {
            each.label: {key: value for key, value in asdict(each).items() if key != "label"} for each in self.classes
        }
        return {"gsd_m": self.gsd_m, "frames": self.frames, "classes": scores, "confusion": self.confusion}


def measure_classes(data: Path, detectors: Sequence[Detector], progress: Progress) -> list[SetScore]:
    """Every class that real data hold, on frames that the models have not seen.

    Args:
        data: the folder that holds the data sets.
        detectors: the first that knows a class answers for it.
        progress: told what is being done.

    Raises:
        DatasetError: a data set is not there.
    """
    vehicles = [frame for frame in vehicle_frames(data) if frame.side == "test"]
    streets, coarse, helicopters = nwpu_frames(data, fine=True), nwpu_frames(data), helicopter_frames(data)
    with tempfile.TemporaryDirectory() as name:
        spare = Path(name)
        airports, anywhere = (
            [window for window in read(data, spare) if window.side == "test"]
            for read in (airport_windows, random_ground)
        )
        sets = [
            *((f"aerial-cars at {gsd:g} m", gsd, _resampled(vehicles, gsd, spare)) for gsd in VEHICLE_GSDS_M),
            *((f"nwpu-vhr10 streets at {gsd:g} m", gsd, _resampled(streets, gsd, spare)) for gsd in VEHICLE_GSDS_M),
            (f"busy aprons at {airports[0].gsd_m:g} m", airports[0].gsd_m, airports),
            (f"anywhere at airports at {anywhere[0].gsd_m:g} m", anywhere[0].gsd_m, anywhere),
            (f"nwpu-vhr10 read as {coarse[0].gsd_m:g} m", coarse[0].gsd_m, coarse),
            (f"hrplanes with helicopters read as {helicopters[0].gsd_m:g} m", helicopters[0].gsd_m, helicopters),
        ]
        return [score_set(what, gsd, frames, detectors, progress) for what, gsd, frames in sets]


def _resampled(frames: Sequence[HeldOutFrame], gsd_m: float, folder: Path) -> list[HeldOutFrame]:
    return [resampled(frame, gsd_m, folder) for frame in frames]


def score_set(
    name: str, gsd_m: float, frames: Sequence[HeldOutFrame], detectors: Sequence[Detector], progress: Progress
) -> SetScore:
    """Run the detectors of which a class is labelled on a set of frames, and hold what they find against the labels."""
    labelled = {label for frame in frames for label in frame.boxes}
    used = [detector for detector in detectors if labelled & set(detector.card.hardstand.labels)]
    owned = owners(used)
    known = {label: used[index].card.hardstand.classes[label] for label, index in owned.items()}
    everything = []
    for number, frame in enumerate(frames, start=1):
        everything.append(
            [
                each
                for index, detector in enumerate(used)
                for each in _found(frame, detector)
                if owned[each.label] == index
            ]
        )
        progress(f"Detecting on {name}", number, len(frames))
    counted = [_counted(found, known, gsd_m) for found in everything]
    labels = [label for label in known if label in labelled]
    classes = [_class_score(label, frames, everything, known[label].count_score) for label in labels]
    return SetScore(
        name=name,
        gsd_m=gsd_m,
        frames=len(frames),
        classes=tuple(each for each in classes if each is not None),
        confusion=confusion(frames, counted),
    )


def _found(frame: HeldOutFrame, detector: Detector) -> tuple[Detection, ...]:
    acquisition = open_acquisition(frame.path, overrides=AcquisitionOverrides(gsd_m=frame.gsd_m))
    return detect_objects(acquisition, detector, DetectionRequest(min_score=LOWEST_SCORE, forced=True))


def _counted(found: Sequence[Detection], known: Mapping[str, ClassFacts], gsd_m: float) -> list[Detection]:
    """What a run would count: from the default score of its class on, one object in one place; best first."""
    sure = [each for each in found if each.score >= known[each.label].count_score]
    kept = keep_first([each.label for each in sure], _corners(sure) * gsd_m)
    return sorted((sure[index] for index in kept), key=lambda each: -each.score)


def _class_score(
    label: str, frames: Sequence[HeldOutFrame], found: Sequence[Sequence[Detection]], count_score: float
) -> ClassScore | None:
    pairs = [
        (frame, [each for each in detections if each.label == label])
        for frame, detections in zip(frames, found, strict=True)
        if label in frame.boxes
    ]
    objects = sum(len(frame.boxes[label]) for frame, _ in pairs)
    if not objects:
        return None
    hulls = [_judge(box_iou(upright_boxes(own), frame.boxes[label]), frame, own) for frame, own in pairs]
    oriented = [_judge(oriented_iou(_corners(own), frame.outlines[label]), frame, own) for frame, own in pairs]
    precision, recall = precision_recall(hulls, count_score)
    return ClassScore(
        label=label,
        objects=objects,
        ap50_oriented=average_precision(oriented),
        ap50_hull=average_precision(hulls),
        precision=precision,
        recall=recall,
    )


def _judge(overlaps: NDArray[np.float64], frame: HeldOutFrame, found: Sequence[Detection]) -> JudgedFrame:
    """Detections in the order of their scores; what matches nothing but lies on what is ignored is left out."""
    hit = match_greedily(overlaps, MATCH_IOU) >= 0
    kept = hit | ~_on_ignored(frame, found)
    scores = np.array([each.score for each in found], np.float64)
    return JudgedFrame(scores=scores[kept], hit=hit[kept], labelled=overlaps.shape[1])


def _on_ignored(frame: HeldOutFrame, found: Sequence[Detection]) -> NDArray[np.bool_]:
    boxes = upright_boxes(found)
    unclear = [bool(frame.on_unclear(each.label, box[None])[0]) for each, box in zip(found, boxes, strict=True)]
    return np.asarray((box_iou(boxes, frame.ignored) >= MATCH_IOU).any(axis=1) | np.array(unclear, bool))


def confusion(frames: Sequence[HeldOutFrame], found: Sequence[Sequence[Detection]]) -> dict[str, dict[str, int]]:
    """What is found as what. A false detection counts only of classes that are labelled on its frame.

    Args:
        frames: with their labels.
        found: detections of each frame, highest score first.
    """
    table: dict[str, dict[str, int]] = {}

    def count(true: str, seen: str) -> None:
        row = table.setdefault(true, {})
        row[seen] = row.get(seen, 0) + 1

    for frame, detections in zip(frames, found, strict=True):
        truth = list(chain.from_iterable([label] * len(boxes) for label, boxes in frame.boxes.items()))
        boxes = np.concatenate([np.zeros((0, 4)), *frame.boxes.values()])
        matches = match_greedily(box_iou(upright_boxes(detections), boxes), MATCH_IOU)
        on_ignored = _on_ignored(frame, detections)
        for index, detection in enumerate(detections):
            if matches[index] >= 0:
                count(truth[matches[index]], detection.label)
            elif detection.label in frame.boxes and not on_ignored[index]:
                count(NOTHING, detection.label)
        for missed in sorted(set(range(len(truth))) - set(matches.tolist())):
            count(truth[missed], NOTHING)
    return {true: dict(sorted(row.items())) for true, row in sorted(table.items())}


def _corners(found: Sequence[Detection]) -> NDArray[np.float64]:
    return np.array([each.polygon.corners for each in found], np.float64).reshape(-1, 4, 2)


def oriented_iou(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """Intersection over union of convex quadrilaterals: (n, 4, 2) and (m, 4, 2) to (n, m), 0..1.

    The corners are taken by their convex hull, so that their order does not matter.
    """
    one, other = (_hulls(each) for each in (first, second))
    shared = np.asarray(shapely.area(shapely.intersection(one[:, None], other[None, :])))
    areas = [np.asarray(shapely.area(each)) for each in (one, other)]
    union = areas[0][:, None] + areas[1][None, :] - shared
    return np.asarray(np.divide(shared, union, out=np.zeros_like(shared), where=union > 0))


def _hulls(corners: NDArray[np.float64]) -> NDArray[np.object_]:
    return np.asarray(shapely.convex_hull(shapely.multipoints(corners)), np.object_).reshape(-1)
