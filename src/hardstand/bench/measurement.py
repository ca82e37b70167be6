"""How well lengths, spans and headings of aircraft are measured, and whether their stated errors hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, airport_of, box_iou, read_airbus
from hardstand.bench.detection import detect_frames, mean_average_precision, upright_boxes
from hardstand.bench.hulls import MATCH_IOU, HullBench, hulls_from_detections, hulls_from_labels, locate_all, refine_all
from hardstand.bench.nwpu import nwpu_side
from hardstand.bench.points_truth import AircraftTruth, read_nwpu_aircraft
from hardstand.bench.sizes import Array, Errors, Progress, SizeBench, errors_of, jittered, summarise_sizes
from hardstand.detection import Detector
from hardstand.measurement.points_model import PointsModel

NWPU_READ_AT_M = 0.5
"""The NWPU set does not give the ground sampling distance of its images; the detector reads them at this one."""


@dataclass(frozen=True, kw_only=True)
class MeasurementBench:
    """All figures.

    Attributes:
        nwpu_labels: NWPU aircraft that trained nothing, from label boxes that were moved a little.
        nwpu_detected: the same, from the detector's boxes; those not detected are left out.
        nwpu_recall: share of them that was detected.
        airbus_labels: box of the points on Airbus places that trained nothing, from label boxes moved a little.
        airbus_detected: the same from the detector's boxes.
        ap_upright: mean average precision over IoU 0.50 to 0.95 there, of the detector's upright boxes.
        ap_joined: likewise of those boxes joined with the boxes of the points.
    """

    nwpu_labels: SizeBench
    nwpu_detected: SizeBench
    nwpu_recall: float
    airbus_labels: HullBench
    airbus_detected: HullBench
    ap_upright: float
    ap_joined: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Measured:
    """The figures with the errors that they come from."""

    figures: MeasurementBench
    errors: Errors


def measure_measurement(data: Path, detector: Detector, model: PointsModel, progress: Progress) -> Measured:
    """Measure aircraft that trained nothing and compare with what people drew.

    Raises:
        DatasetError: a data set is not there.
    """
    truths = read_nwpu_aircraft(data, lambda name: nwpu_side(name) == "test")
    errors = errors_of(truths, jittered([truth.box for truth in truths]), model, progress)
    boxes = _detected_boxes(truths, detector, progress)
    seen = [index for index, box in enumerate(boxes) if box is not None]
    detected = errors_of([truths[i] for i in seen], [b for b in boxes if b is not None], model, progress)
    frames = unseen_frames(read_airbus(data), detector, model)
    found = detect_frames(frames, detector, AIRBUS_GSD_M, progress)
    located = locate_all(frames, found, model, progress)
    refined = refine_all(found, located, model.card.hardstand)
    figures = MeasurementBench(
        nwpu_labels=summarise_sizes(errors),
        nwpu_detected=summarise_sizes(detected),
        nwpu_recall=len(seen) / len(truths),
        airbus_labels=hulls_from_labels(frames, model, progress),
        airbus_detected=hulls_from_detections(frames, found, located, model),
        ap_upright=mean_average_precision(frames, found),
        ap_joined=mean_average_precision(frames, refined),
    )
    return Measured(figures=figures, errors=errors)


def unseen_frames(frames: Sequence[LabelledFrame], detector: Detector, model: PointsModel) -> list[LabelledFrame]:
    """Labelled Airbus frames of airports that neither trained nor calibrated the detector or the points network."""
    cards = (detector.card.hardstand, model.card.hardstand)
    used = [places for card in cards for places in (card.trained_places, card.calibration_places)]
    airports = {airport_of(place) for places in used for place in places.get("airbus-aircraft", ())}
    return [frame for frame in frames if frame.labelled and airport_of(frame.place) not in airports]


def _detected_boxes(truths: Sequence[AircraftTruth], detector: Detector, progress: Progress) -> list[Array | None]:
    """For each aircraft the box of the detection that matches it best, or None."""
    boxes: list[Array | None] = []
    for path, group in groupby(truths, key=lambda truth: truth.path):
        members = list(group)
        found = detect_frames([_frame(path)], detector, NWPU_READ_AT_M, _quiet)[0]
        sure = [d for d in found if d.score >= detector.card.hardstand.classes[d.label].count_score]
        boxes += _best(upright_boxes(sure), np.array([truth.box for truth in members]))
        progress("Detecting NWPU aircraft", len(boxes), len(truths))
    return boxes


def _quiet(what: str, done: int, total: int) -> None:
    """Tell nobody."""


def _frame(path: Path) -> LabelledFrame:
    none = np.zeros((0, 4))
    return LabelledFrame(name=path.name, path=path, place=path.stem, boxes=none, truncated=none[:, 0].astype(np.bool_))


def _best(found: Array, labels: Array) -> list[Array | None]:
    if not len(found):
        return [None] * len(labels)
    overlaps = box_iou(found, labels)
    best = overlaps.argmax(axis=0)
    return [found[i] if overlaps[i, column] >= MATCH_IOU else None for column, i in enumerate(best)]
