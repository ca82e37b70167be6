"""The card of the network that finds what was built at 10 m."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hardstand.construction.coarse_card import LeftOut, Level
from hardstand.construction.coarse_tone import BANDS
from training.built_network import BuiltNetwork
from training.built_recipe import BuiltRecipe
from training.card_file import model_item, weights_asset

VERSION = "1.0.0"

LICENCE = "non-commercial use only: trained on labels under CC BY-NC-SA 4.0"

GSD_RANGE_M = (8.0, 13.0)
"""Pixels of the cities as their degrees come out on the ground: from 8.5 m, east and west at 48 degrees, to 13 m."""

DATA = (
    {
        "name": "OSCD, Onera Satellite Change Detection (Daudt et al. 2018), labels of eleven cities",
        "use": "training; each place judges networks that have not seen it",
        "licence": "CC BY-NC-SA 4.0",
    },
    {
        "name": "Copernicus Sentinel-2 L1C, 2015 to 2018, bands B02, B03, B04, B08",
        "use": "the images of those labels",
        "licence": "Copernicus Sentinel data, free and open",
    },
)

RENDERED = (
    "Nothing was drawn. In a third of the training patches, ground that was labelled in one place was laid over the "
    "later date of another; smooth veils stand for haze, and a rectangle for what was not seen."
)

LIMITATIONS = (
    "Measured on eleven cities, six of them French; only one lies in a desert, and only one among fields.",
    "Sentinel-2 L1C only. Other sensors of about 10 m have not been tried.",
    "Whatever differs in bands and texture may look built: ploughed fields, tides, clouds. Mask clouds first.",
    "Single houses and roads of one lane are smaller than a pixel, and mostly missed.",
    "The labels are not complete, and hold ships at Hong Kong; precision and recall are held to them as they stand.",
    "It says that a place was worked on, not whether something was put up or taken down: both train it alike.",
)


def facts(level: Level, left_out: Mapping[str, LeftOut]) -> dict[str, Any]:
    """The card's own part."""
    return {
        "level": level.model_dump(),
        "gsd_range_m": list(GSD_RANGE_M),
        "left_out": {name: each.model_dump() for name, each in left_out.items()},
        "data": list(DATA),
        "trained_places": {"oscd": sorted(left_out)},
        "rendered": RENDERED,
        "limitations": list(LIMITATIONS),
    }


def draft_facts(places: Sequence[str]) -> dict[str, Any]:
    """The card's own part before anything was measured."""
    return {
        "level": {"percentile": 97, "above": 0, "least": -0.85, "most": 2.2},
        "gsd_range_m": list(GSD_RANGE_M),
        "left_out": {},
        "trained_places": {"oscd": list(places)},
    }


def built_item(weights: Path, own: dict[str, Any], recipe: BuiltRecipe) -> dict[str, Any]:
    """The whole card, a STAC Item."""
    parameters = sum(each.numel() for each in BuiltNetwork(recipe.widths, recipe.drop).parameters())
    properties = {
        "datetime": None,
        "start_datetime": "2015-06-23T00:00:00Z",
        "end_datetime": "2026-12-31T23:59:59Z",
        "description": "Finds the pixels where something was built between two Sentinel-2 images on one grid.",
        "license": "other",
        "version": VERSION,
        "mlm:name": "hardstand-built-10m",
        "mlm:architecture": "U-Net over both dates at half resolution",
        "mlm:tasks": ["semantic-segmentation"],
        "mlm:framework": "ONNX",
        "mlm:total_parameters": parameters * recipe.members,
        "mlm:pretrained": False,
        "mlm:pretrained_source": None,  # trained from scratch, which the extension wants said
        "mlm:batch_size_suggestion": 1,
        "mlm:accelerator": "amd64",
        "mlm:accelerator_constrained": False,
        "mlm:hyperparameters": asdict(recipe),
        "mlm:input": [_mlm_input()],
        "mlm:output": [_mlm_output()],
        "hardstand:construction": own,
    }
    return model_item(f"hardstand-built-10m-{VERSION}", properties, weights_asset(weights, LICENCE))


def _mlm_input() -> dict[str, Any]:
    return {
        "name": "two dates on one grid",
        "bands": [{"name": name} for name in ("blue", "green", "red", "near infrared")],
        "input": {
            "shape": [1, 2 * BANDS, -1, -1],
            "dim_order": ["batch", "channel", "height", "width"],
            "data_type": "float32",
        },
        "description": (
            "The four bands of the earlier date, then those of the later; of each the logarithm, less its median, over "
            "half the distance from its 16th to its 84th percentile in the scene. Sides are multiples of 16."
        ),
        "pre_processing_function": None,
    }


def _mlm_output() -> dict[str, Any]:
    return {
        "name": "logit",
        "tasks": ["semantic-segmentation"],
        "result": {"shape": [1, -1, -1], "dim_order": ["batch", "height", "width"], "data_type": "float32"},
        "description": "Logit that something was built in the pixel; the card's level makes it a probability.",
        "post_processing_function": None,
    }
