"""STAC items of the detectors that a run used, after the Machine Learning Model extension where enough is known."""

from __future__ import annotations

import json

import pystac

from hardstand.detection.shipped import MODELS
from hardstand.exchange.exports.documents import ModelRead
from hardstand.exchange.exports.run import FinishedRun
from hardstand.exchange.exports.stac.fields import FILE, MLM, Fields, file_values, known, named_by_hash
from hardstand.exchange.exports.stac.when import span_of
from hardstand.exchange.records import Record

_OF_THE_CARD = ("description", "license", "bands", "mlm:")
"""Beginnings of the properties that are taken from a card."""
_SHA256_DIGITS = 64


def model_item(model: ModelRead, run: FinishedRun) -> pystac.Item:
    """The item of one detector. The extension asks for architecture, inputs and outputs, which only a card tells."""
    card = _card(model)
    fields = _about(model, run) | (Fields() if card is None else _of_card(card))
    hashed = len(model.sha256) == _SHA256_DIGITS
    item = pystac.Item(
        id=f"{model.name}-{model.version}",
        geometry=None,
        bbox=None,
        properties=fields.values,
        stac_extensions=sorted(fields.extensions | ({FILE} if hashed else set())),
        **span_of(run),
    )
    if hashed:
        item.add_asset("weights", _weights(model, card))
    return item


def _about(model: ModelRead, run: FinishedRun) -> Fields:
    return known(
        {
            "title": f"{model.name} {model.version}",
            "version": model.version,
            "hardstand:simulated": run.summary.simulated,
            "hardstand:licence": model.licence,
            "hardstand:forced": model.forced,
            "hardstand:input_gsd_m": list(model.input_gsd_m),
            "hardstand:min_scores": model.min_scores,
        }
    )


def _card(model: ModelRead) -> Record | None:
    """The card of a shipped model; the weights' hash says whether it is this one."""
    for path in sorted(MODELS.glob("*.json")):
        card: Record = json.loads(path.read_text(encoding="utf-8"))
        if card["assets"]["weights"]["hardstand:sha256"] == model.sha256:
            return card
    return None


def _of_card(card: Record) -> Fields:
    taken = {name: value for name, value in card["properties"].items() if name.startswith(_OF_THE_CARD)}
    values = without_null(taken)
    assert isinstance(values, dict)
    return known(values, MLM)


def without_null(value: object) -> object:
    """The same without keys whose value is None, at any depth."""
    if isinstance(value, dict):
        return {key: without_null(each) for key, each in value.items() if each is not None}
    return [without_null(each) for each in value] if isinstance(value, list) else value


def _weights(model: ModelRead, card: Record | None) -> pystac.Asset:
    extra: Record = file_values(model.sha256)
    shipped = {} if card is None else card["assets"]["weights"]
    extra |= {name: shipped[name] for name in ("mlm:artifact_type", "file:size", "bands") if shipped.get(name)}
    return pystac.Asset(
        href=named_by_hash(model.sha256),
        title=f"Weights of {model.name} {model.version}",
        description="The weights are not in this catalogue; their SHA-256 tells them from any other.",
        media_type=shipped.get("type"),
        roles=["mlm:model", "mlm:weights", "data"],
        extra_fields=extra,
    )
