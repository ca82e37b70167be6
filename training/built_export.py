"""Write networks that find what was built as one ONNX graph."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from hardstand.construction.coarse_tone import BANDS
from training.built_card import built_item
from training.built_network import BuiltNetwork, Together
from training.built_recipe import BuiltRecipe
from training.card_file import write_card

_OPSET = 17


def export_built(members: Sequence[BuiltNetwork], recipe: BuiltRecipe, own: dict[str, Any], target: Path) -> Path:
    """Write the mean of the members to `target`, and the card with `own` facts beside it; returns `target`."""
    beside = target.with_suffix(".part")
    free = {2: "rows", 3: "columns"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # as for the other networks
        torch.onnx.export(
            Together(list(members)).eval(),
            (torch.zeros(1, 2 * BANDS, 64, 64),),
            str(beside),
            input_names=["dates"],
            output_names=["logit"],
            dynamic_axes={"dates": free, "logit": {1: "rows", 2: "columns"}},
            opset_version=_OPSET,
            dynamo=False,
        )
    os.replace(beside, target)
    write_card(target.with_suffix(".json"), built_item(target, own, recipe))
    return target
