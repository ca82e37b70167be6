"""The pixels of an object at a place on an image whose GSD is not known.

The detector is asked at many assumed GSDs, each time on a crop that would hold the object. Where the box that it finds,
by the object's published size, gives the GSD that was assumed, it has found the object.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hardstand.detection.detector import Detector
from hardstand.detection.sheet import model_gsd
from hardstand.errors import MetadataError
from hardstand.frames import PixelPolygon
from hardstand.imagery import PixelWindow, RasterReader, Stretch
from hardstand.measurement.equipment import Equipment
from hardstand.measurement.known_objects import BOX_ERROR, Mark, PixelSize
from hardstand.measurement.locate import Located, locate
from hardstand.measurement.points_model import PointsModel

ASSUMED_GSD_M = tuple(float(value) for value in np.exp(np.arange(math.log(0.1), math.log(3.0), 0.12)))
"""GSDs at which the object is looked for, metres: 0.1 to 3, each 13 % coarser than the last."""

CROP_OF_OBJECT = 2.5
"""Side of the crop, by the object's larger extent."""

TILE_STEP = 32
"""Sides of a detector's tiles are multiples of this."""

SAME_GSD_SPREAD = 0.2
"""How far the GSD that a box gives may lie from the one that was assumed, as a logarithm, before it counts little."""

LEAST_MATCH = 0.1
"""A box with a smaller product of score and agreement is not taken for the object."""

NEAR_SHARE = 0.5
"""The place must lie within the box, or nearer to its middle than this share of its larger side."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A box that may be the object.

    Attributes:
        polygon: on the image.
        match: score of the detector by how well its size agrees with the GSD that was assumed, 0..1.
        cut: whether it touches the image's edge.
    """

    polygon: PixelPolygon
    match: float
    cut: bool


def find_size(
    mark: Mark, reader: RasterReader, stretch: Stretch, detector: Detector, points: PointsModel | None
) -> PixelSize:
    """The pixels of the object at a mark.

    Args:
        mark: a type and a place.
        reader: of the image, opened.
        stretch: of its values to 8 bits.
        detector: that finds objects of the type's class.
        points: that finds the points of aircraft; None = boxes only.

    Raises:
        MetadataError: no such object was found there, or the image's edge cuts it.
    """
    found = max(_candidates(mark, reader, stretch, detector), key=lambda each: each.match, default=None)
    ends = f"Give its two ends instead: {mark.equipment.name}@COLUMN,ROW:COLUMN,ROW."
    if found is None or found.match < LEAST_MATCH:
        column, row = mark.point
        raise MetadataError(
            f"No {mark.equipment.label.replace('_', ' ')} of the size of {mark.equipment.name} was found at column "
            f"{column:g}, row {row:g}. {ends}"
        )
    if found.cut:
        raise MetadataError(f"The edge of the image cuts the object at {mark.text!r}: take another one.")
    return _measure(mark.equipment, found.polygon, reader, stretch, points)


def _candidates(mark: Mark, reader: RasterReader, stretch: Stretch, detector: Detector) -> Iterator[Candidate]:
    label = mark.equipment.label
    if label not in detector.card.hardstand.labels:
        raise MetadataError(
            f"The detector {detector.card.name!r} finds no {label.replace('_', ' ')}: give the two ends of "
            f"{mark.equipment.name} as {mark.equipment.name}@COLUMN,ROW:COLUMN,ROW."
        )
    lowest = 0.5 * detector.card.hardstand.classes[label].count_score
    for gsd_m in ASSUMED_GSD_M:
        window, rows, columns = _crop(mark, gsd_m, detector)
        pixels, valid = reader.read_rgb(window, rows, columns, stretch)
        if not valid.any():
            continue
        (answer,) = detector.detect(pixels[None], lowest)
        scale = window.width / columns
        for corners, score, found in zip(answer.polygons, answer.scores, answer.labels, strict=True):
            polygon = corners * scale + np.array([window.column, window.row])
            if found == label and _near(mark.point, polygon):
                yield _candidate(mark.equipment, gsd_m, polygon, float(score), reader)


def _crop(mark: Mark, gsd_m: float, detector: Detector) -> tuple[PixelWindow, int, int]:
    """The square round a place that would hold the object, and its rows and columns as the detector takes them."""
    target = model_gsd(detector.card.hardstand.input_gsd_m, gsd_m)
    extent = max(mark.equipment.longest_m, mark.equipment.across_m)
    side = math.ceil(CROP_OF_OBJECT * extent / target / TILE_STEP) * TILE_STEP
    rows, columns = detector.tile_px or (side, side)
    height, width = rows * target / gsd_m, columns * target / gsd_m
    column, row = mark.point
    return PixelWindow(column=column - width / 2, row=row - height / 2, width=width, height=height), rows, columns


def _near(point: tuple[float, float], corners: NDArray[np.float64]) -> bool:
    low, high = corners.min(axis=0), corners.max(axis=0)
    inside = bool(((low <= point) & (np.array(point) <= high)).all())
    return inside and math.dist(point, (low + high) / 2) <= NEAR_SHARE * float((high - low).max())


def _candidate(
    equipment: Equipment, gsd_m: float, corners: NDArray[np.float64], score: float, reader: RasterReader
) -> Candidate:
    sides = np.ptp(corners, axis=0)
    size = math.sqrt(equipment.longest_m * equipment.across_m)
    given = size / math.sqrt(float(sides[0] * sides[1]))
    if equipment.label not in {"aircraft", "helicopter"}:
        length, _ = _oriented(corners)
        given = equipment.longest_m / length
    off = math.log(given / gsd_m) / SAME_GSD_SPREAD
    extent = np.array([reader.raster.width, reader.raster.height])
    cut = bool((corners < 1).any() or (corners > extent - 1).any())
    return Candidate(polygon=PixelPolygon(corners), match=score * math.exp(-(off**2) / 2), cut=cut)


def _oriented(corners: NDArray[np.float64]) -> tuple[float, float]:
    """Longer and shorter side of an oriented box, pixels."""
    first, second = (float(np.hypot(*(corners[index + 1] - corners[index]))) for index in (0, 1))
    return max(first, second), min(first, second)


def _measure(
    equipment: Equipment,
    polygon: PixelPolygon,
    reader: RasterReader,
    stretch: Stretch,
    points: PointsModel | None,
) -> PixelSize:
    if equipment.label not in {"aircraft", "helicopter"}:
        length, width = _oriented(polygon.corners)
        return PixelSize(length_px=length, span_px=width, error=math.hypot(BOX_ERROR, 1.0 / width), how="its box")
    sides = np.ptp(polygon.corners, axis=0)
    if equipment.label == "helicopter":
        return PixelSize(length_px=float(sides.max()), error=3 * BOX_ERROR, how="its box")
    located = None if points is None else locate([polygon], reader, stretch, points)[0]
    if points is not None and isinstance(located, Located):
        return _by_points(located, points)
    return PixelSize(sides_px=(float(sides[0]), float(sides[1])), error=BOX_ERROR, how="its box")


def _by_points(located: Located, model: PointsModel) -> PixelSize:
    nose, tail, left, right = located.points[:4]
    axis = nose - tail
    length = float(np.hypot(*axis))
    span = float(abs(np.cross(axis / length, left - right)))
    scales = model.card.hardstand.scales
    length_sd = scales.length * float(np.sqrt(located.variances[:2].sum()))
    span_sd = scales.span * float(np.sqrt(located.variances[2:4].sum()))
    error = max(length_sd / length, span_sd / max(span, 1e-9))
    return PixelSize(length_px=length, span_px=span, error=error, how="its points")
