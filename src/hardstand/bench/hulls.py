"""The box of an aircraft's points against the box that people drew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hardstand.bench.datasets import LabelledFrame, box_iou
from hardstand.bench.detection import upright_boxes
from hardstand.bench.sizes import Array, Progress, jittered, locate_boxes
from hardstand.detection import Detection
from hardstand.measurement.locate import Located, hull_box, rectangle, refine, upright
from hardstand.measurement.points_card import PointsProperties
from hardstand.measurement.points_model import PointsModel

LEAST_SCORE = 0.1
"""Detections below this keep their upright box: they hardly count in any average precision."""

MATCH_IOU = 0.5


@dataclass(frozen=True, kw_only=True)
class HullBench:
    """Median distance of a box's sides from the label's, pixels, over the aircraft that have points.

    Attributes:
        aircraft: number of aircraft.
        given_px: of the box that was given.
        hull_px: of the box of the points.
        joined_px: of the box between both, which a run goes on with.
    """

    aircraft: int
    given_px: float
    hull_px: float
    joined_px: float


_Triple = tuple[Array, Array, Array]
"""Distances (4,) of the given box, of the box of the points and of the joined one from the label's sides, pixels."""


def locate_all(
    frames: Sequence[LabelledFrame], found: Sequence[tuple[Detection, ...]], model: PointsModel, progress: Progress
) -> list[list[Located | str | None]]:
    """Points of every frame's detections; None for those that score too low to be asked."""
    answers = []
    for number, (frame, detections) in enumerate(zip(frames, found, strict=True), start=1):
        wanted = [each.score >= LEAST_SCORE and not each.cut for each in detections]
        boxes = [upright(each.polygon) for each, asked in zip(detections, wanted, strict=True) if asked]
        located = iter(locate_boxes(frame.path, boxes, model))
        answers.append([next(located) if asked else None for asked in wanted])
        progress("Finding the points of aircraft", number, len(frames))
    return answers


def refine_all(
    found: Sequence[tuple[Detection, ...]], located: Sequence[Sequence[Located | str | None]], card: PointsProperties
) -> list[tuple[Detection, ...]]:
    """Every frame's detections with their boxes joined with those of their points."""
    return [
        tuple(refine(each, points, card) for each, points in zip(detections, answers, strict=True))
        for detections, answers in zip(found, located, strict=True)
    ]


def hulls_from_labels(frames: Sequence[LabelledFrame], model: PointsModel, progress: Progress) -> HullBench:
    """Boxes of points that were found from label boxes which were moved a little; cut aircraft are left out."""
    labels = [list(frame.boxes[~frame.truncated]) for frame in frames]
    given = [
        tuple(
            Detection(acquisition=frame.name, label="aircraft", score=1.0, polygon=rectangle(box))
            for box in jittered(boxes, seed=number)
        )
        for number, (frame, boxes) in enumerate(zip(frames, labels, strict=True))
    ]
    located = locate_all(frames, given, model, progress)
    triples = [
        triple
        for boxes, detections, answers in zip(labels, given, located, strict=True)
        for box, detection, answer in zip(boxes, detections, answers, strict=True)
        for triple in _distances(box, detection, answer, model)
    ]
    return _summary(triples)


def hulls_from_detections(
    frames: Sequence[LabelledFrame],
    found: Sequence[tuple[Detection, ...]],
    located: Sequence[Sequence[Located | str | None]],
    model: PointsModel,
) -> HullBench:
    """Boxes of points that were found from the detections that match a label; cut aircraft are left out."""
    triples = [
        triple
        for frame, detections, answers in zip(frames, found, located, strict=True)
        for row, label in _matches(upright_boxes(detections), frame.boxes[~frame.truncated])
        for triple in _distances(label, detections[row], answers[row], model)
    ]
    return _summary(triples)


def _distances(
    label: Array, detection: Detection, located: Located | str | None, model: PointsModel
) -> Iterator[_Triple]:
    if isinstance(located, Located):
        card = model.card.hardstand
        boxes = (detection.polygon, hull_box(located, card), refine(detection, located, card).polygon)
        given, hull, joined = (np.abs(upright(box) - label) for box in boxes)
        yield given, hull, joined


def _matches(found: Array, labels: Array) -> Iterator[tuple[int, Array]]:
    """Each label with the detection that overlaps it best, where it does by half."""
    overlaps = box_iou(found, labels)
    for column, label in enumerate(labels):
        row = int(overlaps[:, column].argmax()) if len(found) else -1
        if row >= 0 and overlaps[row, column] >= MATCH_IOU:
            yield row, label


def _summary(triples: Sequence[_Triple]) -> HullBench:
    given, hull, joined = (float(np.median(np.stack(column))) for column in zip(*triples, strict=True))
    return HullBench(aircraft=len(triples), given_px=given, hull_px=hull, joined_px=joined)
