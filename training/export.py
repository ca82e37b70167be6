"""Write trained weights as ONNX: pixels as they are read go in, peaks and box sides come out."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn

from training.network import SIZE_UNIT_PX, AircraftNetwork

OPSET = 17


class Deployed(nn.Module):
    """The network with its surroundings: uint8 (batch, rows, columns, 3) in, `heat` and `sides` out.

    `heat` keeps local maxima of 3 x 3 cells and is zero elsewhere; `sides` are pixels.
    """

    def __init__(self, network: AircraftNetwork) -> None:
        super().__init__()
        self.network = network.eval()

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        output = self.network(image.permute(0, 3, 1, 2).float())
        heat = torch.sigmoid(output[:, :1])
        highest = nn.functional.max_pool2d(heat, 3, stride=1, padding=1)
        peaks = heat * (heat == highest).float()
        return peaks[:, 0], torch.exp(output[:, 1:].clamp(-6, 3)) * SIZE_UNIT_PX


def load_average(checkpoint: Path) -> AircraftNetwork:
    """The averaged weights of a training."""
    network = AircraftNetwork()
    network.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["average"])
    return network.eval()


def export(checkpoint: Path, target: Path) -> None:
    """Write the checkpoint's averaged weights to `target`, beside first, then renamed."""
    beside = target.with_suffix(".part")
    axes = {"image": {0: "batch", 1: "rows", 2: "columns"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the new exporter fixes the batch size
        torch.onnx.export(
            Deployed(load_average(checkpoint)),
            (torch.zeros(1, 320, 320, 3, dtype=torch.uint8),),
            str(beside),
            input_names=["image"],
            output_names=["heat", "sides"],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    os.replace(beside, target)
