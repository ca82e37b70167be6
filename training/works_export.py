"""Write the trained network of works as ONNX: pictures as they are read go in, probabilities of both ways come out."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn

from training.works_network import MULTIPLE, WorksNetwork

_OPSET = 17


class DeployedWorks(nn.Module):
    """uint8 (batch, rows, columns, 6) in, RGB before and after; probabilities (batch, 3, rows / 2, columns / 2) out."""

    def __init__(self, network: WorksNetwork) -> None:
        super().__init__()
        self.network = network.eval()

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        values = pictures.permute(0, 3, 1, 2).float()
        appeared, vanished = self.network.both_ways(values[:, :3], values[:, 3:])
        return appeared.softmax(dim=1)[:, 1:], vanished.softmax(dim=1)[:, 1:]


def load_works(checkpoint: Path) -> WorksNetwork:
    """The averaged weights of a training."""
    network = WorksNetwork()
    network.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["average"])
    return network.eval()


def export_works(checkpoint: Path, target: Path) -> None:
    """Write the checkpoint's averaged weights to `target`, beside first, then renamed."""
    beside = target.with_suffix(".part")
    free = {0: "batch", 1: "rows", 2: "columns"}
    answers = {0: "batch", 2: "half_rows", 3: "half_columns"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the new exporter fixes the batch size
        torch.onnx.export(
            DeployedWorks(load_works(checkpoint)),
            (torch.zeros(1, 4 * MULTIPLE, 4 * MULTIPLE, 6, dtype=torch.uint8),),
            str(beside),
            input_names=["pictures"],
            output_names=["appeared", "vanished"],
            dynamic_axes={"pictures": free, "appeared": answers, "vanished": answers},
            opset_version=_OPSET,
            dynamo=False,
        )
    os.replace(beside, target)
