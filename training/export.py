"""Write trained weights as ONNX: pixels as they are read go in, peaks and boxes come out."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn

from training.network import SIZE_UNIT_PX, ObjectNetwork
from training.recipe import Recipe
from training.train_detector import network_of

OPSET = 17


class Deployed(nn.Module):
    """The network with its surroundings: uint8 (batch, rows, columns, 3) in, `heat`, `sides` and `oriented` out.

    `heat` (batch, classes, cells, cells) keeps local maxima of 3 x 3 cells and is zero elsewhere; `sides` and the last
    two channels of `oriented` are pixels.
    """

    def __init__(self, network: ObjectNetwork) -> None:
        super().__init__()
        self.network = network.eval()

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        classes = self.network.classes
        output = self.network(image.permute(0, 3, 1, 2).float())
        heat = torch.sigmoid(output[:, :classes])
        highest = nn.functional.max_pool2d(heat, 3, stride=1, padding=1)
        peaks = heat * (heat == highest).float()
        sides = torch.exp(output[:, classes : classes + 4].clamp(-6, 3)) * SIZE_UNIT_PX
        turned = output[:, classes + 4 : classes + 6]
        extents = torch.exp(output[:, classes + 6 :].clamp(-6, 3)) * SIZE_UNIT_PX
        return peaks, sides, torch.cat([turned, extents], dim=1)


def export(checkpoint: Path, recipe: Recipe, target: Path) -> None:
    """Write the checkpoint's averaged weights to `target`, beside first, then renamed."""
    network = network_of(recipe)
    network.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["average"])
    beside = target.with_suffix(".part")
    outputs = ["heat", "sides", "oriented"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the new exporter fixes the batch size
        torch.onnx.export(
            Deployed(network),
            (torch.zeros(1, 320, 320, 3, dtype=torch.uint8),),
            str(beside),
            input_names=["image"],
            output_names=outputs,
            dynamic_axes={"image": {0: "batch", 1: "rows", 2: "columns"}},
            opset_version=OPSET,
            dynamo=False,
        )
    os.replace(beside, target)
