"""Where nose, tail and wing tips of the aircraft on one image lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hardstand.detection.result import Detection
from hardstand.frames import PixelPolygon
from hardstand.imagery import PixelWindow, RasterReader, Stretch, measure_stretch, open_reader
from hardstand.imagery.acquisition import Acquisition
from hardstand.measurement.crops import CROP_PX, crop_window, read_crop
from hardstand.measurement.points_card import PointsProperties
from hardstand.measurement.points_model import PointsModel

AIRCRAFT = "aircraft"

LEAST_SEEN = 0.5
"""Share of a crop that must hold data: an aircraft fills the middle of it."""

LEAST_OVERLAP = 0.4
"""Where the box of the points overlaps the detection's less than this (IoU), they belong to another aircraft."""

CUT = "the edge of the image cuts it"
MISSING = "too little of it was imaged"
ELSEWHERE = "its points could not be found"


@dataclass(frozen=True, kw_only=True, eq=False)
class Located:
    """An aircraft's points on the image.

    Attributes:
        points: (6, 2) float64, column and row in pixels of the image: nose, tail, left and right wing tip, left and
            right end of the tailplane.
        variances: (6,) float64, of each point along any direction, pixels squared; not calibrated.
        agreement: share of the views that see the nose at this end, 0.5..1.
    """

    points: NDArray[np.float64]
    variances: NDArray[np.float64]
    agreement: float


def locate_aircraft(
    detections: Sequence[Detection], acquisition: Acquisition, model: PointsModel
) -> list[Located | str | None]:
    """The points of each aircraft; a reason where there are none; None for what is no aircraft.

    Raises:
        ImageError: the image can't be read.
    """
    wanted = [index for index, each in enumerate(detections) if each.label == AIRCRAFT and not each.cut]
    answers: list[Located | str | None] = [CUT if each.label == AIRCRAFT else None for each in detections]
    if wanted:
        stretch = measure_stretch(acquisition.raster)
        with open_reader(acquisition.raster) as reader:
            found = locate([detections[index].polygon for index in wanted], reader, stretch, model)
        for index, answer in zip(wanted, found, strict=True):
            answers[index] = answer
    return answers


def locate(
    polygons: Sequence[PixelPolygon], reader: RasterReader, stretch: Stretch, model: PointsModel
) -> list[Located | str]:
    """The points of the aircraft in each polygon, or the reason why there are none."""
    windows = [crop_window(polygon) for polygon in polygons]
    crops = [read_crop(reader, stretch, window) for window in windows]
    found = model.find(np.stack([pixels for pixels, _ in crops]))
    answers: list[Located | str] = []
    for polygon, window, (_, seen), answer in zip(polygons, windows, crops, found, strict=True):
        located = _on_image(window, answer.points, answer.variances, answer.agreement)
        fits = overlap(hull_box(located, model.card.hardstand), polygon) >= LEAST_OVERLAP
        answers.append(MISSING if seen < LEAST_SEEN else located if fits else ELSEWHERE)
    return answers


def _on_image(
    window: PixelWindow, points: NDArray[np.float64], variances: NDArray[np.float64], agreement: float
) -> Located:
    scale = window.width / CROP_PX
    return Located(
        points=points * scale + (window.column, window.row), variances=variances * scale**2, agreement=agreement
    )


def hull_box(located: Located, card: PointsProperties) -> PixelPolygon:
    """The upright box of an aircraft's points, with the margin that people leave who draw such boxes."""
    low, high = located.points.min(axis=0), located.points.max(axis=0)
    beyond = float((high - low).max()) * np.array(card.hull_margin)
    return rectangle(np.concatenate([low - beyond[:2], high + beyond[2:]]))


def overlap(first: PixelPolygon, second: PixelPolygon) -> float:
    """Intersection over union, 0..1."""
    shared = first.shape.intersection(second.shape).area
    return float(shared / (first.shape.area + second.shape.area - shared))


def refine(detection: Detection, located: Located | str | None, card: PointsProperties) -> Detection:
    """The detection with an upright box between its own and that of its points: two estimates err less than one."""
    if not isinstance(located, Located):
        return detection
    own, hull = upright(detection.polygon), upright(hull_box(located, card))
    return replace(detection, polygon=rectangle(own + card.hull_weight * (hull - own)))


def upright(polygon: PixelPolygon) -> NDArray[np.float64]:
    """(4,) column min, row min, column max, row max of a polygon, pixels."""
    return np.concatenate([polygon.corners.min(axis=0), polygon.corners.max(axis=0)])


def rectangle(box: NDArray[np.float64]) -> PixelPolygon:
    """An upright box (4,) as a polygon, from its upper left corner clockwise on the image."""
    left, top, right, bottom = box
    return PixelPolygon(np.array([(left, top), (right, top), (right, bottom), (left, bottom)]))
