"""Held-out airports, spoilt step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, read_airbus
from hardstand.bench.degradation import Degradation, degradations, resample
from hardstand.bench.detection import LABEL, Progress, detect_frames, unseen_frames
from hardstand.bench.pictures import detect_picture, read_picture, silent
from hardstand.bench.quality import Quality, assess
from hardstand.detection import Detection, Detector


@dataclass(frozen=True, kw_only=True)
class DegradedQuality:
    """One point of a curve.

    Attributes:
        kind: name of the curve.
        strength: where on it, in the unit that its name says.
        lost_ap50: AP at IoU 0.5 on the clean frames less that on these.
        quality: on these.
    """

    kind: str
    strength: float
    lost_ap50: float
    quality: Quality


def measure_curves(data: Path, detector: Detector, progress: Progress) -> tuple[Quality, tuple[DegradedQuality, ...]]:
    """The clean frames and every degradation of them.

    Raises:
        DatasetError: the Airbus set is missing.
    """
    frames = curve_frames(read_airbus(data), detector)
    score = detector.card.hardstand.classes[LABEL].count_score
    clean = assess("clean", frames, detect_frames(frames, detector, AIRBUS_GSD_M, silent), score)
    steps = degradations()
    points = []
    for number, step in enumerate(steps, start=1):
        spoilt, found = zip(*_detect_spoilt(frames, step, detector), strict=True)
        quality = assess(f"{step.kind} {step.strength:g}", spoilt, found, score)
        lost = clean.ap50 - quality.ap50
        points.append(DegradedQuality(kind=step.kind, strength=step.strength, lost_ap50=lost, quality=quality))
        progress("Reading spoilt frames", number, len(steps))
    return clean, tuple(points)


def curve_frames(frames: Sequence[LabelledFrame], detector: Detector) -> list[LabelledFrame]:
    """Of every held-out place the frame with the most aircraft: enough for the curves, and a third of the time."""
    held_out = unseen_frames(frames, detector.card)
    places = sorted({frame.place for frame in held_out})
    return [max((f for f in held_out if f.place == place), key=lambda frame: len(frame.boxes)) for place in places]


def _detect_spoilt(
    frames: Sequence[LabelledFrame], step: Degradation, detector: Detector
) -> Iterator[tuple[LabelledFrame, tuple[Detection, ...]]]:
    for number, frame in enumerate(frames):
        picture = step.apply(read_picture(frame.path), number)
        gsd_m = AIRBUS_GSD_M if step.gsd_m is None else step.gsd_m
        if step.gsd_m is not None:
            picture = resample(picture, AIRBUS_GSD_M, gsd_m)
        scaled = replace(frame, boxes=frame.boxes * (AIRBUS_GSD_M / gsd_m))
        yield scaled, detect_picture(picture, scaled, detector, gsd_m)
