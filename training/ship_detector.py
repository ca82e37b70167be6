"""Export a trained detector, measure it and write its model card beside it.

Thresholds and the errors that counts carry come from the calibration side; the figures of quality from the test side,
which neither trained nor calibrated anything.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hardstand.bench.airports import airport_windows
from hardstand.bench.datasets import AIRBUS_GSD_M
from hardstand.bench.held_out import detect_all, judge_class
from hardstand.bench.matching import (
    JudgedFrame,
    average_precision,
    count_errors,
    precision_recall,
    score_of_best_balance,
)
from hardstand.bench.random_ground import random_ground
from hardstand.bench.truth import (
    HeldOutFrame,
    airbus_frames,
    helicopter_frames,
    hrplanes_frames,
    nwpu_frames,
    only,
    resampled,
    vehicle_frames,
)
from hardstand.counting.fit import CountedFrame, fit_calibration
from hardstand.detection import Detection, Detector
from hardstand.detection.model_file import load_model
from hardstand.detection.request import DOUBT_SHARE
from training.card_file import write_card
from training.detector_card import draft_card
from training.export import export
from training.recipe import Recipe
from training.split import CALIBRATION, TEST

Progress = Callable[[str, int, int], None]

MATCH_IOU = 0.5

COUNT_IOU = 0.3
"""A detection that overlaps a label by this much stands for the object when objects are counted."""

SCORES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8)

AIRCRAFT_GSD_STEPS_M = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.2, 1.5)
VEHICLE_GSD_M = 0.3
VEHICLE_GSD_STEPS_M = (0.3, 0.4, 0.5, 0.6, 0.7)
"""Ground sampling distances to which the calibration frames are brought to find the range that a class is served on."""

LOWEST_AP_IN_RANGE = {"aircraft": 0.95, "vehicle": 0.6, "long_vehicle": 0.6}
"""The range ends where the average precision at IoU 0.5 on the calibration side falls below this."""

LONG_VEHICLE_GSD_STEPS_M = (0.5, 0.6, 0.7, 0.8)
"""The same for long vehicles, which the calibration side shows at 0.5 m; finer images are judged with those of cars."""

SETS_ALIKE = frozenset({"vehicle", "long_vehicle"})
"""Classes whose default score gives each data set the same weight.

One junction holds twice the cars of all other ground that calibrates, and hardly a tree, which is what cars are
confused with; the windows of airports that were chosen for their lorries hold more of them than those drawn anywhere.
"""

GSD_EDGES_M: dict[str, tuple[float, ...]] = {"aircraft": (0.75,), "vehicle": (0.4,)}
"""Where one band of ground sampling distances of the counts ends and the next begins."""

UNCALIBRATED_SCORE = 0.5
"""Default score of a class of which no calibration frame shows an object: few are found, and few invented."""

HELICOPTER_COARSEST_GSD_M = 1.0
"""The scenes that judge helicopters are read as 1 m; up to there their range is that of aircraft."""

SHIP_GSD_M = (0.3, 2.0)
"""The publisher of NWPU says 0.5 to 2 m; finer images are reduced to nothing finer than 0.3 m."""


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """One class on the frames of one side.

    Attributes:
        frames: on which the class is labelled.
        strict: judged at `MATCH_IOU`.
        loose: judged at `COUNT_IOU`.
    """

    frames: list[HeldOutFrame]
    strict: list[JudgedFrame]
    loose: list[JudgedFrame]

    @property
    def objects(self) -> int:
        return sum(frame.labelled for frame in self.strict)


def ship(checkpoint: Path, data: Path, folder: Path, recipe: Recipe, progress: Progress) -> Path:
    """Write the weights and their card into `folder`, under the recipe's name; returns the card's path."""
    weights, card = folder / f"{recipe.name}.onnx", folder / f"{recipe.name}.json"
    export(checkpoint, recipe, weights)
    write_card(card, draft_card(weights, data, recipe))
    return measure_card(weights, data, progress)


def measure_card(weights: Path, data: Path, progress: Progress) -> Path:
    """Measure weights on what they did not see, and write the figures into the card beside them; returns its path."""
    card, detector = weights.with_suffix(".json"), load_model(weights)
    with tempfile.TemporaryDirectory() as spare:
        figures = _measured(detector, data, Path(spare), progress)
    item = json.loads(card.read_text(encoding="utf-8"))
    for label, facts in item["properties"]["hardstand:detector"]["classes"].items():
        facts.update(figures[label])
    write_card(card, item)
    return card


def _measured(detector: Detector, data: Path, spare: Path, progress: Progress) -> dict[str, dict[str, Any]]:
    """By class, what its card says of its quality."""
    labels = detector.card.hardstand.labels
    frames = _frames(detector, data, spare)
    found = detect_all(frames, detector, progress, "Searching held-out frames")
    ranges = {"ship": SHIP_GSD_M}
    if "aircraft" in labels:
        ranges["aircraft"] = _range(_aircraft_steps(data, spare), detector, "aircraft", AIRBUS_GSD_M, progress)
        finest, coarsest = ranges["aircraft"]
        ranges["helicopter"] = (finest, min(coarsest, HELICOPTER_COARSEST_GSD_M))
    if "vehicle" in labels:
        ranges["vehicle"] = _range(_vehicle_steps(data, spare), detector, "vehicle", VEHICLE_GSD_M, progress)
        _, coarsest = _range(_long_vehicle_steps(data, spare), detector, "long_vehicle", AIRBUS_GSD_M, progress)
        ranges["long_vehicle"] = (ranges["vehicle"][0], coarsest)
    return {
        label: _figures(label, ranges[label], *(_side(frames, found, label, side) for side in ("calibration", "test")))
        for label in labels
    }


def _frames(detector: Detector, data: Path, spare: Path) -> list[HeldOutFrame]:
    """What the detector did not see."""
    frames = []
    if "aircraft" in detector.card.hardstand.labels:
        frames += [*airbus_frames(data, {"calibration": CALIBRATION, "test": TEST}), *hrplanes_frames(data)]
    if "ship" in detector.card.hardstand.labels:
        frames += nwpu_frames(data)
    if "helicopter" in detector.card.hardstand.labels:
        frames += [only("helicopter", frame) for frame in helicopter_frames(data)]
    if "vehicle" in detector.card.hardstand.labels:
        frames += [resampled(frame, VEHICLE_GSD_M, spare) for frame in vehicle_frames(data)]
        frames += [only("vehicle", resampled(frame, VEHICLE_GSD_M, spare)) for frame in nwpu_frames(data, fine=True)]
        frames += [*airport_windows(data, spare), *random_ground(data, spare)]
    return frames


def _side(frames: Sequence[HeldOutFrame], found: Sequence[tuple[Detection, ...]], label: str, side: str) -> _Judged:
    chosen = [(frame, each) for frame, each in zip(frames, found, strict=True) if frame.side == side]
    own = [(frame, each) for frame, each in chosen if label in frame.boxes]
    sheets, detections = [frame for frame, _ in own], [each for _, each in own]
    strict, loose = (judge_class(sheets, detections, label, iou) for iou in (MATCH_IOU, COUNT_IOU))
    return _Judged(frames=sheets, strict=strict, loose=loose)


def _figures(label: str, served: tuple[float, float], calibration: _Judged, test: _Judged) -> dict[str, Any]:
    served_m = {"low": served[0], "high": served[1]}
    score = round(_default_score(label, calibration), 3) if calibration.objects else UNCALIBRATED_SCORE
    if not calibration.objects:
        return {"gsd_range_m": served_m, "count_score": score, "tested": _tested(test, score)}
    return {
        "gsd_range_m": served_m,
        "count_score": score,
        "quality": [_row(calibration.strict, each) for each in SCORES],
        "tested": _tested(test, score),
        "counts": _calibration(label, calibration, DOUBT_SHARE * score),
    }


def _default_score(label: str, calibration: _Judged) -> float:
    if label not in SETS_ALIKE:
        return score_of_best_balance(calibration.strict)
    sets: dict[str, list[JudgedFrame]] = {}
    for frame, judged in zip(calibration.frames, calibration.strict, strict=True):
        sets.setdefault(frame.kind, []).append(judged)
    return score_of_best_balance(*(each for each in sets.values() if any(frame.labelled for frame in each)))


def _row(judged: Sequence[JudgedFrame], score: float) -> dict[str, float]:
    precision, recall = precision_recall(judged, score)
    return {"score": score, "precision": round(precision, 4), "recall": round(recall, 4)}


def _tested(judged: _Judged, score: float) -> dict[str, Any] | None:
    if not judged.objects:
        return None
    precision, recall = precision_recall(judged.strict, score)
    errors = [frame for frame in judged.strict if frame.labelled]
    return {
        "frames": len(judged.frames),
        "places": _places(judged.frames),
        "objects": judged.objects,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "score": score,
        "ap50": round(average_precision(judged.strict), 4),
        "count_error": round(float(count_errors(errors, score).mean()), 4),
    }


def _places(frames: Sequence[HeldOutFrame]) -> int | None:
    """Number of places; HRPlanesV2 does not say which of its scenes show one place, and some trained."""
    if any(frame.data_set == "hrplanes" for frame in frames):
        return None
    return len({(frame.data_set, frame.place) for frame in frames})


def _calibration(label: str, judged: _Judged, lowest_score: float) -> dict[str, Any]:
    """The errors that counts carry, from the calibration side, down to the lowest score that a run looks at."""
    counted = [
        CountedFrame(
            place=f"{frame.data_set}/{frame.place}",
            scores=own.scores,
            hit=own.hit,
            labelled=own.labelled,
            gsd_m=frame.gsd_m,
            ground_km2=frame.ground_km2,
        )
        for frame, own in zip(judged.frames, judged.loose, strict=True)
    ]
    places: dict[str, list[str]] = {}
    for frame in judged.frames:
        places.setdefault(frame.data_set, []).append(frame.place)
    return fit_calibration(
        counted,
        lowest_score=lowest_score,
        gsd_edges_m=GSD_EDGES_M.get(label, ()),
        measured_on=_MEASURED_ON[label],
        places={name: sorted(set(own)) for name, own in places.items()},
        overlap=COUNT_IOU,
    ).model_dump(mode="json")


_MEASURED_ON = {
    "aircraft": "civil airports at 0.5 m, and airports and air bases on map-viewer scenes read as 1 m",
    "helicopter": "airfields on map-viewer scenes read as 1 m",
    "vehicle": "one street junction and streets of a small town at 0.3 m, and airports and their surroundings at 0.5 m",
    "long_vehicle": "airports and their surroundings at 0.5 m, and one street junction at 0.3 m",
    "ship": "harbours and rivers on map-viewer scenes read as 0.5 m",
}


def _aircraft_steps(data: Path, spare: Path) -> dict[float, list[HeldOutFrame]]:
    own = airbus_frames(data, {"calibration": CALIBRATION})
    return {gsd: [resampled(frame, gsd, spare) for frame in own] for gsd in AIRCRAFT_GSD_STEPS_M}


def _vehicle_steps(data: Path, spare: Path) -> dict[float, list[HeldOutFrame]]:
    own = [frame for frame in vehicle_frames(data) if frame.side == "calibration"][::4]
    return {gsd: [resampled(frame, gsd, spare) for frame in own] for gsd in VEHICLE_GSD_STEPS_M}


def _long_vehicle_steps(data: Path, spare: Path) -> dict[float, list[HeldOutFrame]]:
    own = [window for window in airport_windows(data, spare) if window.side == "calibration"]
    return {gsd: [resampled(window, gsd, spare) for window in own] for gsd in LONG_VEHICLE_GSD_STEPS_M}


def _range(
    steps: dict[float, list[HeldOutFrame]], detector: Detector, label: str, middle: float, progress: Progress
) -> tuple[float, float]:
    """The unbroken run of GSDs around `middle` on which the class holds."""
    quality = {}
    for gsd, frames in steps.items():
        found = detect_all(frames, detector, progress, f"{label} at {gsd:g} m")
        quality[gsd] = average_precision(judge_class(frames, found, label, MATCH_IOU))
    served = [middle]
    for run in (sorted(g for g in quality if g > middle), sorted((g for g in quality if g < middle), reverse=True)):
        for gsd in run:
            if quality[gsd] < LOWEST_AP_IN_RANGE[label]:
                break
            served.append(gsd)
    return min(served), max(served)
