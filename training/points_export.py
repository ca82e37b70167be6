"""Write the trained points network as ONNX: pixels as they are read go in, points and deviations come out."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn

from hardstand.measurement.crops import CROP_PX
from training.points_network import PointsNetwork

_OPSET = 17


class DeployedPoints(nn.Module):
    """uint8 (batch, CROP_PX, CROP_PX, 3) in; `points` (batch, 6, 2) and `deviations` (batch, 6) out, pixels."""

    def __init__(self, network: PointsNetwork) -> None:
        super().__init__()
        self.network = network.eval()

    def forward(self, crop: Tensor) -> tuple[Tensor, Tensor]:
        points, log_sd, _ = self.network(crop.permute(0, 3, 1, 2).float())
        return cast(Tensor, points), cast(Tensor, log_sd).exp()


def load_points(checkpoint: Path) -> PointsNetwork:
    """The averaged weights of a training."""
    network = PointsNetwork()
    network.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["average"])
    return network.eval()


def export_points(checkpoint: Path, target: Path) -> None:
    """Write the checkpoint's averaged weights to `target`, beside first, then renamed."""
    beside = target.with_suffix(".part")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the new exporter fixes the batch size
        torch.onnx.export(
            DeployedPoints(load_points(checkpoint)),
            (torch.zeros(1, CROP_PX, CROP_PX, 3, dtype=torch.uint8),),
            str(beside),
            input_names=["crop"],
            output_names=["points", "deviations"],
            dynamic_axes={"crop": {0: "batch"}, "points": {0: "batch"}, "deviations": {0: "batch"}},
            opset_version=_OPSET,
            dynamo=False,
        )
    os.replace(beside, target)
