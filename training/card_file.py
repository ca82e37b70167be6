"""What the cards of all shipped weights have in common: the asset that names them, and how a card is written."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any


def weights_asset(weights: Path, licence: str) -> dict[str, Any]:
    """The asset of a card that names a file of weights, with its digest and terms."""
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
        "hardstand:licence": licence,
    }


def model_item(identifier: str, properties: dict[str, Any], weights: dict[str, Any]) -> dict[str, Any]:
    """A STAC Item with the Machine Learning Model extension 1.4: a model is at home everywhere.

    The extension asks for the bands of the inputs once more in the item's `bands`, and STAC 1.1 then in an asset's too.
    """
    bands = list({band["name"]: band for each in properties["mlm:input"] for band in each["bands"]}.values())
    return {
        "type": "Feature",
        "stac_version": "1.1.0",
        "stac_extensions": [
            "https://stac-extensions.github.io/mlm/v1.4.0/schema.json",
            "https://stac-extensions.github.io/file/v2.1.0/schema.json",
        ],
        "id": identifier,
        "geometry": {"type": "Polygon", "coordinates": [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]},
        "bbox": [-180, -90, 180, 90],
        "properties": {**properties, "bands": bands},
        "links": [],
        "assets": {"weights": {**weights, "bands": bands}},
    }


def write_card(path: Path, item: dict[str, Any]) -> None:
    """Write a card, beside first, then renamed."""
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps(item, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(beside, path)
