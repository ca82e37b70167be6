"""Tiny ONNX graphs whose answers are known, with their cards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET = helper.make_opsetid("", 17)
IR_VERSION = 8


def save(path: Path, graph: onnx.GraphProto) -> Path:
    model = helper.make_model(graph, opset_imports=[OPSET], ir_version=IR_VERSION)
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString())
    return path


def write_card(weights: Path, detector: Mapping[str, Any], **overrides: Any) -> Path:
    """A card as a person writes it, beside the weights."""
    asset = {
        "href": weights.name,
        "hardstand:sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
        "hardstand:licence": "CC0-1.0",
    }
    card = {
        "type": "Feature",
        "properties": {"mlm:name": weights.stem, "version": "1", "hardstand:detector": dict(detector)},
        "assets": {"weights": asset | overrides},
    }
    path = weights.with_suffix(".json")
    path.write_text(json.dumps(card), encoding="utf-8")
    return path


def class_facts(**changes: Any) -> dict[str, Any]:
    facts = {
        "count_score": 0.5,
        "gsd_range_m": {"low": 0.3, "high": 1.0},
        "largest_object_m": 4.0,
        "made_of": "Nothing.",
    }
    return facts | changes


def facts(decoder: str, labels: Sequence[str], **changes: Any) -> dict[str, Any]:
    detector = {
        "decoder": decoder,
        "input_gsd_m": {"low": 0.5, "high": 0.5},
        "classes": {label: class_facts() for label in labels},
    }
    return detector | changes


def yolo(
    path: Path,
    anchors: NDArray[np.float64],
    *,
    side: int | None = 64,
    kind: int = TensorProto.FLOAT,
    output: str = "output0",
    batch: int | str = 1,
) -> Path:
    """A YOLO-OBB export that answers with the same anchors everywhere.

    Where a score is negative, it is the mean of the image's red in 0..1 instead.

    Args:
        path: the file to write.
        anchors: (4 + classes + 1, n).
        side: of the input, pixels; None = free.
        kind: type of the input.
        output: its name.
        batch: of the input.
    """
    scores = np.zeros_like(anchors, np.float32)
    scores[4:-1] = anchors[4:-1] < 0
    fixed = np.where(scores > 0, 0, anchors).astype(np.float32)
    sides = ["rows", "columns"] if side is None else [side, side]
    tensors = {
        "fixed": fixed[None],
        "asked": scores[None],
        "red": np.array([3, 0, 0], np.float32).reshape(1, 3, 1, 1),
        "flat": np.array([-1, 1, 1], np.int64),
    }
    nodes = [
        helper.make_node("Cast", ["images"], ["float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["float", "red"], ["reds"]),
        helper.make_node("ReduceMean", ["reds"], ["mean"], axes=[1, 2, 3], keepdims=1),
        helper.make_node("Reshape", ["mean", "flat"], ["level"]),
        helper.make_node("Mul", ["level", "asked"], ["seen"]),
        helper.make_node("Add", ["seen", "fixed"], [output]),
    ]
    graph = helper.make_graph(
        nodes,
        "yolo-obb",
        [helper.make_tensor_value_info("images", kind, [batch, 3, *sides])],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, [batch, *anchors.shape])],
        [numpy_helper.from_array(value, name) for name, value in tensors.items()],
    )
    return save(path, graph)


def centre_point(path: Path, outputs: Mapping[str, NDArray[np.float64]], *, rows: int = 32, columns: int = 32) -> Path:
    """A centre-point network that answers with the same tensors (channels, cells down, cells across) everywhere."""
    nodes = [
        helper.make_node("Cast", ["image"], ["float"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["float"], ["mean"], axes=[1, 2, 3], keepdims=1),
        helper.make_node("Mul", ["mean", "zero"], ["nothing"]),
        *(helper.make_node("Add", ["nothing", f"{name}-fixed"], [name]) for name in outputs),
    ]
    tensors = {"zero": np.zeros((1, 1, 1, 1), np.float32)} | {
        f"{name}-fixed": value[None].astype(np.float32) for name, value in outputs.items()
    }
    graph = helper.make_graph(
        nodes,
        "centre-point",
        [helper.make_tensor_value_info("image", TensorProto.UINT8, ["batch", rows, columns, 3])],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", *value.shape])
            for name, value in outputs.items()
        ],
        [numpy_helper.from_array(value, name) for name, value in tensors.items()],
    )
    return save(path, graph)
