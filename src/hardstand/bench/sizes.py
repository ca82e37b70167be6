"""Sizes and headings of NWPU aircraft against what their masks say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hardstand.bench.points_truth import AircraftTruth
from hardstand.frames import GroundTransform, SiteFrame
from hardstand.imagery import AcquisitionOverrides, measure_stretch, open_acquisition, open_reader
from hardstand.measurement.locate import Located, locate, rectangle
from hardstand.measurement.measure import measure_aircraft
from hardstand.measurement.points_model import PointsModel
from hardstand.measurement.result import Measurement

Array = NDArray[np.float64]
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

JITTER = 0.05
"""Standard deviation by which each side of a label box is moved, as a share of the box's side: detectors err too."""

IN_PIXELS = GroundTransform(np.array([[1.0, 0.0, 0.0], [0.0, -1.0, 0.0]]))
"""Ground of one metre per pixel, north up: lengths come out in pixels."""

PLANE = SiteFrame(crs=None)

Z90 = 1.6449
"""Standard deviations of a normal distribution on both sides of the mean that hold 90 %."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Errors:
    """Errors of the aircraft that were measured.

    Attributes:
        asked: number of aircraft that were to be measured.
        length: (n, 2) float64: measured less true, and stated standard deviation, both as shares of the true length.
        span: likewise of the span.
        heading: (m, 2) float64: error in -180..180 degrees, and stated standard deviation; m <= n.
    """

    asked: int
    length: Array
    span: Array
    heading: Array


@dataclass(frozen=True, kw_only=True)
class SizeBench:
    """Figures from `Errors`.

    Attributes:
        aircraft: number that were to be measured.
        measured: share of them that was.
        directed: share of them that got a heading.
        heading_error_deg: median error of the heading.
        swapped: share of the headings that point to the tail.
        length_error: median error, share of the length.
        span_error: median error, share of the span.
        length_held: share of the aircraft whose length lies in the stated 90 % interval.
        span_held: likewise of the span.
        heading_held: likewise of the headings, swapped ones left out.
    """

    aircraft: int
    measured: float
    directed: float
    heading_error_deg: float
    swapped: float
    length_error: float
    span_error: float
    length_held: float
    span_held: float
    heading_held: float


def jittered(boxes: Sequence[Array], seed: int = 5) -> list[Array]:
    """Boxes (4,) whose sides were moved at random, as a detector's are."""
    rng = np.random.default_rng(seed)
    return [box + JITTER * np.tile(box[2:] - box[:2], 2) * rng.normal(size=4).clip(-2, 2) for box in boxes]


def errors_of(
    truths: Sequence[AircraftTruth], boxes: Sequence[Array], model: PointsModel, progress: Progress
) -> Errors:
    """Measure each aircraft from its box (4,), image by image, in pixels and degrees from up."""
    pairs = list(zip(truths, boxes, strict=True))
    rows: list[tuple[AircraftTruth, Measurement]] = []
    for path, group in groupby(pairs, key=lambda pair: pair[0].path):
        members = list(group)
        answers = locate_boxes(path, [box for _, box in members], model)
        values = [measure_aircraft(each, IN_PIXELS, PLANE, model.card.hardstand) for each in answers]
        rows += [(truth, value) for (truth, _), value in zip(members, values, strict=True)]
        progress("Measuring NWPU aircraft", len(rows), len(pairs))
    return _errors(rows)


def locate_boxes(path: Path, boxes: Sequence[Array], model: PointsModel) -> list[Located | str]:
    """Points of the aircraft in upright boxes (4,) on one image."""
    raster = open_acquisition(path, overrides=AcquisitionOverrides(gsd_m=1.0)).raster
    with open_reader(raster) as reader:
        return locate([rectangle(box) for box in boxes], reader, measure_stretch(raster), model) if len(boxes) else []


def _errors(rows: Sequence[tuple[AircraftTruth, Measurement]]) -> Errors:
    lengths, spans, headings = [], [], []
    for truth, value in rows:
        if value.length_m is not None and value.length_sd_m is not None:
            lengths.append([(value.length_m - truth.length_px) / truth.length_px, value.length_sd_m / truth.length_px])
        if value.span_m is not None and value.span_sd_m is not None:
            spans.append([(value.span_m - truth.span_px) / truth.span_px, value.span_sd_m / truth.span_px])
        if value.heading_deg is not None and value.heading_sd_deg is not None:
            headings.append([(value.heading_deg - heading_of(truth) + 180) % 360 - 180, value.heading_sd_deg])
    length, span, heading = (np.array(each).reshape(-1, 2) for each in (lengths, spans, headings))
    return Errors(asked=len(rows), length=length, span=span, heading=heading)


def heading_of(truth: AircraftTruth) -> float:
    """Degrees clockwise from up."""
    column, row = truth.points[0] - truth.points[1]
    return float(np.degrees(np.arctan2(column, -row)))


def summarise_sizes(errors: Errors) -> SizeBench:
    """Medians and shares."""
    swapped = np.abs(errors.heading[:, 0]) > 90
    return SizeBench(
        aircraft=errors.asked,
        measured=len(errors.length) / errors.asked,
        directed=len(errors.heading) / errors.asked,
        heading_error_deg=_median(errors.heading),
        swapped=float(swapped.mean()),
        length_error=_median(errors.length),
        span_error=_median(errors.span),
        length_held=held(errors.length, Z90),
        span_held=held(errors.span, Z90),
        heading_held=held(errors.heading[~swapped], Z90),
    )


def held(errors: Array, factor: float) -> float:
    """Share of the errors (n, 2) that lie within so many stated standard deviations."""
    return float((np.abs(errors[:, 0]) <= factor * errors[:, 1]).mean()) if len(errors) else 0.0


def _median(errors: Array) -> float:
    return float(np.median(np.abs(errors[:, 0]))) if len(errors) else float("nan")
