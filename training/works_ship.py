"""Export the network of works, and write its card beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from training.card_file import model_item, weights_asset, write_card
from training.works_export import export_works
from training.works_network import WorksNetwork
from training.works_train import WorksRecipe

VERSION = "1.0.0"

LICENCE = "non-commercial use only: trained on data under CC BY-NC-SA 4.0"

RENDERED = (
    "Strips, aprons, buildings and ground works painted over the training frames, and pieces of other training frames "
    "pasted in the outlines of strips and blocks. No real work trained: what is real is everything that is none."
)

READING = {
    "cell_m": 1.0,
    "least_probability": 0.79,
    "edge": 0.25,
    "least_area_m2": 80.0,
    "least_width_m": 4.0,
    "least_ground_works_m": 15.0,
}
"""How answers become outlines; set on the calibration places."""

MEASURED: dict[str, Any] = {
    "painted": {
        "on": "27 pairs of dates at airports that trained and calibrated nothing",
        "works": 124,
        "found": 78,
        "right": 34,
        "f1_at_iou_0.5": 0.337,
    },
    "untouched": {"km2": 40.2, "stated_per_km2": 4.06, "of_163_looked_at_real": 84, "false_per_km2": 1.97},
}
"""By `hardstand bench construction`, on airports that trained and calibrated nothing."""

LIMITATIONS = (
    "What it has learnt to find was rendered or pasted over real ground; what share of real works it finds is open.",
    "It misses most of what is painted, strips above all, which it sees in pieces.",
    "Half of what it states on real pairs is none: thin cloud, vehicles, another season, aircraft, roofs.",
    "Trained and measured on civil airports alone, at 0.5 m, reduced to 1 m.",
)


def ship_works(
    checkpoint: Path,
    folder: Path,
    recipe: WorksRecipe,
    places: tuple[Sequence[str], Sequence[str]],
    reading: dict[str, float],
    measured: dict[str, Any],
) -> Path:
    """Write `works.onnx` and `works.json` into `folder`; returns the card's path.

    Args:
        checkpoint: of `train_works`.
        folder: of the models that are shipped.
        recipe: that the checkpoint was trained by.
        places: of the Airbus set, that trained and that calibrated.
        reading: how answers become outlines.
        measured: figures with what they were measured on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    weights, card = folder / "works.onnx", folder / "works.json"
    export_works(checkpoint, weights)
    facts = {
        "gsd_m": {"low": 0.3, "high": 1.0},
        "reading": reading,
        "data": [
            {"name": "Airbus aircraft sample data set (Pléiades)", "use": "training", "licence": "CC BY-NC-SA 4.0"}
        ],
        "trained_places": {"airbus-aircraft": sorted(places[0])},
        "calibration_places": {"airbus-aircraft": sorted(places[1])},
        "rendered": RENDERED,
        "measured": measured,
        "limitations": LIMITATIONS,
    }
    write_card(card, _item(weights, facts, recipe))
    return card


def _item(weights: Path, facts: dict[str, Any], recipe: WorksRecipe) -> dict[str, Any]:
    properties = {
        "datetime": None,
        "start_datetime": "2012-01-01T00:00:00Z",
        "end_datetime": "2026-12-31T23:59:59Z",
        "description": "Compares two dates at 1 m: where pavement, buildings or ground works appeared or vanished.",
        "license": "other",
        "version": VERSION,
        "mlm:name": "hardstand-works",
        "mlm:architecture": "Siamese encoder to stride 16, differences followed back to stride 2",
        "mlm:tasks": ["semantic-segmentation"],
        "mlm:framework": "ONNX",
        "mlm:total_parameters": sum(parameter.numel() for parameter in WorksNetwork().parameters()),
        "mlm:pretrained": False,
        "mlm:pretrained_source": None,  # trained from scratch, which the extension wants said
        "mlm:batch_size_suggestion": 1,
        "mlm:accelerator": "amd64",
        "mlm:accelerator_constrained": False,
        "mlm:hyperparameters": asdict(recipe),
        "mlm:input": [_input()],
        "mlm:output": [_output()],
        "hardstand:works": facts,
    }
    return model_item(f"hardstand-works-{VERSION}", properties, weights_asset(weights, LICENCE))


def _input() -> dict[str, Any]:
    return {
        "name": "two RGB pictures at 1 m",
        "bands": [{"name": name} for name in ("red", "green", "blue")],
        "input": {"shape": [-1, -1, -1, 6], "dim_order": ["batch", "height", "width", "channel"], "data_type": "uint8"},
        "description": "8-bit RGB before, then after, on one grid; sides are multiples of 16; the graph normalises.",
        "pre_processing_function": None,
    }


def _output() -> dict[str, Any]:
    return {
        "name": "appeared and vanished",
        "tasks": ["semantic-segmentation"],
        "result": {
            "shape": [-1, 3, -1, -1],
            "dim_order": ["batch", "channel", "height", "width"],
            "data_type": "float32",
        },
        "description": "Probability of pavement, building and ground works at stride 2, for either direction of time.",
        "post_processing_function": None,
    }
