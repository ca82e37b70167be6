"""The box of an aircraft's points against the box that people drew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hardstand.bench.datasets import LabelledFrame, box_iou
from hardstand.bench.detection import upright_boxes
from hardstand.bench.sizes import Array, Progress, jittered, locate_boxes
from hardstand.detection import Detection
from hardstand.measurement.locate import Located, hull_box, refine
from hardstand.measurement.points_model import PointsModel

LEAST_SCORE = 0.1
"""Detections below this keep their upright box: they hardly count in any average precision."""

MATCH_IOU = 0.5


@dataclass(frozen=True, kw_only=True)
class HullBench:
    """How well the box of the points fits the label box.

    Attributes:
        aircraft: number of aircraft.
        side_px: median over all sides of the distance to the label's side, pixels.
        side_before_px: likewise of the box that was given.
    """

    aircraft: int
    side_px: float
    side_before_px: float


def refine_all(
    frames: Sequence[LabelledFrame], found: Sequence[tuple[Detection, ...]], model: PointsModel, progress: Progress
) -> list[tuple[Detection, ...]]:
    """Every frame's detections with the boxes of their points, as a run has them."""
    refined = []
    for number, (frame, detections) in enumerate(zip(frames, found, strict=True), start=1):
        wanted = [d for d in detections if d.score >= LEAST_SCORE and not d.cut]
        answers = locate_boxes(frame.path, list(upright_boxes(wanted)), model)
        points = {id(each): answer for each, answer in zip(wanted, answers, strict=True)}
        margin = model.card.hardstand.hull_margin
        refined.append(tuple(refine(each, points.get(id(each)), margin) for each in detections))
        progress("Fitting boxes to points", number, len(frames))
    return refined


def hulls_from_labels(frames: Sequence[LabelledFrame], model: PointsModel, progress: Progress) -> HullBench:
    """Boxes of points that were found from label boxes which were moved a little; cut aircraft are left out."""
    before, after = [], []
    for number, frame in enumerate(frames, start=1):
        boxes = frame.boxes[~frame.truncated]
        given = jittered(list(boxes), seed=number)
        for box, start, answer in zip(boxes, given, locate_boxes(frame.path, given, model), strict=True):
            if isinstance(answer, Located):
                before.append(np.abs(start - box))
                after.append(np.abs(_hull(answer, model) - box))
        progress("Fitting boxes to points of labelled aircraft", number, len(frames))
    return _hull_bench(before, after)


def _hull(located: Located, model: PointsModel) -> Array:
    corners = hull_box(located, model.card.hardstand.hull_margin).corners
    return np.concatenate([corners.min(axis=0), corners.max(axis=0)])


def hulls_from_detections(
    frames: Sequence[LabelledFrame], found: Sequence[tuple[Detection, ...]], refined: Sequence[tuple[Detection, ...]]
) -> HullBench:
    """Boxes of points in place of the detector's, where those match a label; cut aircraft are left out."""
    before, after = [], []
    for frame, first, second in zip(frames, found, refined, strict=True):
        given, fitted = upright_boxes(first), upright_boxes(second)
        for row, label in _matches(given, frame.boxes[~frame.truncated]):
            before.append(np.abs(given[row] - label))
            after.append(np.abs(fitted[row] - label))
    return _hull_bench(before, after)


def _matches(found: Array, labels: Array) -> Iterator[tuple[int, Array]]:
    """Each label with the detection that overlaps it best, where it does by half."""
    overlaps = box_iou(found, labels)
    for column, label in enumerate(labels):
        row = int(overlaps[:, column].argmax())
        if overlaps[row, column] >= MATCH_IOU:
            yield row, label


def _hull_bench(before: Sequence[Array], after: Sequence[Array]) -> HullBench:
    return HullBench(aircraft=len(after), side_px=float(np.median(after)), side_before_px=float(np.median(before)))
