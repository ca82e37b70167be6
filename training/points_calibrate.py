"""What the points network's card says of errors, from aircraft and vehicles that trained nothing and judge nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, read_airbus
from hardstand.bench.detection import detect_frames, mean_average_precision
from hardstand.bench.held_out import detect_all
from hardstand.bench.hulls import locate_all, refine_all
from hardstand.bench.points_truth import AircraftTruth, read_nwpu_aircraft
from hardstand.bench.sizes import Z90, Errors, Progress, errors_of, jittered, locate_boxes
from hardstand.bench.truth import HeldOutFrame
from hardstand.detection import Detection, Detector
from hardstand.frames import GroundTransform, PixelPolygon, SiteFrame
from hardstand.measurement.locate import Located, overlap
from hardstand.measurement.measure import measure_box
from hardstand.measurement.points_card import BoxErrors
from hardstand.measurement.points_model import PointsModel
from training.points_patches import points_side
from training.split import side_of

Array = NDArray[np.float64]

_MATCH_IOU = 0.4
_ROUNDS = 4
_WEIGHTS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_NO_ERRORS = BoxErrors(length_share=0, length_m=0, width_share=0, width_m=0, direction_deg=0)

UNMEASURED = {
    "vehicle": BoxErrors(length_share=0.06, length_m=0.35, width_share=0.08, width_m=0.3, direction_deg=10.0),
    "long_vehicle": BoxErrors(length_share=0.08, length_m=0.4, width_share=0.1, width_m=0.35, direction_deg=8.0),
    "ship": BoxErrors(length_share=0.08, length_m=1.0, width_share=0.15, width_m=1.0, direction_deg=6.0),
}
"""Set wide by hand, for classes and parts of which no measurement was made."""

_ENOUGH = 30
"""Objects of a class from which its errors are taken."""

_WIDTHS_LABELLED = frozenset({"ship"})
"""Ships have masks; the boxes of vehicles were drawn from usual widths."""


def scales(data: Path, model: PointsModel, progress: Progress) -> dict[str, float]:
    """Factors on the standard deviations by which the intervals hold nine tenths of the errors.

    Each aircraft is measured from several boxes that were moved at random, since the boxes of a detector err as well.
    Aircraft on one image share its view and who drew its masks: every image counts alike.
    """
    truths = read_nwpu_aircraft(data, lambda name: points_side(name) == "calibration")
    images = [list(group) for _, group in groupby(truths, key=lambda truth: truth.path)]
    errors = [_errors_on(image, model, progress) for image in images]
    return {
        "length": _factor([each.length for each in errors]),
        "span": _factor([each.span for each in errors]),
        "heading": _factor([each.heading[np.abs(each.heading[:, 0]) <= 90] for each in errors]),
    }


def _errors_on(image: Sequence[AircraftTruth], model: PointsModel, progress: Progress) -> Errors:
    boxes = [box for seed in range(_ROUNDS) for box in jittered([truth.box for truth in image], seed=100 + seed)]
    return errors_of(list(image) * _ROUNDS, boxes, model, progress)


def _factor(by_image: Sequence[Array]) -> float:
    """The quantile at 90 % of |error| / deviation over images of equal weight, in units of the normal one's."""
    ratios = np.concatenate([np.abs(errors[:, 0]) / errors[:, 1] for errors in by_image])
    weights = np.concatenate([np.full(len(errors), 1.0 / max(len(errors), 1)) for errors in by_image])
    order = np.argsort(ratios)
    reached = np.cumsum(weights[order]) / weights.sum()
    return round(float(ratios[order][np.searchsorted(reached, 0.9)]) / Z90, 4)


def hull_margin(data: Path, model: PointsModel) -> list[float]:
    """By how much label boxes reach beyond the points to the left, above, to the right and below: medians.

    Shares of the longer side of the box of the points.
    """
    reaches = []
    for frame in (each for each in read_airbus(data) if each.labelled and side_of(each.place) == "calibration"):
        boxes = list(frame.boxes[~frame.truncated])
        for box, answer in zip(boxes, locate_boxes(frame.path, boxes, model), strict=True):
            if isinstance(answer, Located):
                low, high = answer.points.min(axis=0), answer.points.max(axis=0)
                reaches.append(np.concatenate([low - box[:2], box[2:] - high]) / (high - low).max())
    return [round(float(each), 4) for each in np.median(reaches, axis=0)]


def hull_weight(data: Path, detector: Detector, model: PointsModel, progress: Progress) -> float:
    """The weight of the box of the points at which the joined boxes have the highest mean average precision."""
    frames = [frame for frame in read_airbus(data) if frame.labelled and side_of(frame.place) == "calibration"]
    found = detect_frames(frames, detector, AIRBUS_GSD_M, progress)
    located = locate_all(frames, found, model, progress)

    def quality(weight: float) -> float:
        card = model.card.hardstand.model_copy(update={"hull_weight": weight})
        return mean_average_precision(frames, refine_all(found, located, card))

    return max(_WEIGHTS, key=quality)


def box_errors(
    frames: Sequence[HeldOutFrame], detectors: Sequence[Detector], progress: Progress
) -> dict[str, dict[str, float]]:
    """Errors of the oriented boxes of each class on the calibration frames, where enough of it stand there.

    Args:
        frames: those that judge are passed over.
        detectors: each answers for the classes of `UNMEASURED` that it knows.
        progress: told what is being done.
    """
    rows: dict[str, list[Array]] = {label: [] for label in UNMEASURED}
    for detector in detectors:
        known = [label for label in UNMEASURED if label in detector.card.hardstand.labels]
        own = [
            frame
            for frame in frames
            if frame.side == "calibration" and any(len(frame.outlines.get(label, ())) for label in known)
        ]
        for frame, found in zip(own, detect_all(own, detector, progress, f"boxes of {known}"), strict=True):
            counting = [each for each in found if each.score >= detector.card.hardstand.classes[each.label].count_score]
            for label in known:
                rows[label] += _matched(frame, counting, label)
    return {label: _with(label, errors, np.array(rows[label])) for label, errors in UNMEASURED.items()}


def _matched(frame: HeldOutFrame, found: Sequence[Detection], label: str) -> list[Array]:
    """Errors of length (share), width (share) and direction (degrees) of each detection that fits a label."""
    ground = GroundTransform(np.array([[frame.gsd_m, 0, 0], [0, -frame.gsd_m, 0]]))
    matched = []
    for corners in frame.outlines.get(label, ()):
        truth = PixelPolygon(corners)
        same = [each for each in found if each.label == label and overlap(each.polygon, truth) >= _MATCH_IOU]
        if same:
            best = max(same, key=lambda each: overlap(each.polygon, truth))
            own, true = (_measured(polygon, ground) for polygon in (best.polygon, truth))
            turned = (own[2] - true[2] + 90) % 180 - 90
            matched.append(np.array([own[0] / true[0] - 1, own[1] / true[1] - 1, turned]))
    return matched


def _measured(polygon: PixelPolygon, ground: GroundTransform) -> Array:
    """Length and width, metres, and direction, degrees, of an oriented box."""
    placed = measure_box(polygon, ground, SiteFrame(crs=None), _NO_ERRORS)
    return np.array([placed.length_m, placed.span_m, placed.heading_deg], np.float64)


def _with(label: str, errors: BoxErrors, rows: Array) -> dict[str, float]:
    if len(rows) < _ENOUGH:
        return errors.model_dump()
    length, width, direction = np.quantile(np.abs(rows), 0.9, axis=0) / Z90
    measured = {"length_share": round(float(length), 4), "length_m": 0.0, "direction_deg": round(float(direction), 2)}
    if label in _WIDTHS_LABELLED:
        measured |= {"width_share": round(float(width), 4), "width_m": 0.0}
    return {**errors.model_dump(), **measured}


def airbus_places(side: str, frames: Sequence[LabelledFrame]) -> list[str]:
    """Places of the Airbus set on one side of the split."""
    return sorted({frame.place for frame in frames if side_of(frame.place) == side})
