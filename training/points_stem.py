"""Teach the stem to answer as the first three Lite0 blocks do, on the pictures of the training side.

After FitNets (Romero et al. 2015, arXiv:1412.6550). Without it the kept blocks would start from noise.
"""

from __future__ import annotations

import json
import sys
from typing import cast

import torch
from torch import Tensor, nn

from training.network import LEVELS, Lite0Backbone, convolution

STEM_CHANNELS = LEVELS[2]
"""Channels of the Lite0 blocks 0 to 2 at stride 4, which the stem takes the place of."""


class Stem(nn.Module):
    """Plain convolutions to stride 4, in a fifth of the time of the Lite0 blocks whose answers they learn to give.

    Input is (batch, 3, rows, columns), 0..255; output (batch, STEM_CHANNELS, rows / 4, columns / 4).
    """

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            *_step(3, 16, 2),
            *_step(16, 32, 2),
            *_step(32, 32, 1),
            convolution(32, STEM_CHANNELS, 1),
            nn.BatchNorm2d(STEM_CHANNELS),
        )

    def forward(self, image: Tensor) -> Tensor:
        return cast(Tensor, self.layers(image / 128.0))


def _step(inputs: int, outputs: int, stride: int) -> tuple[nn.Module, ...]:
    return convolution(inputs, outputs, 3, stride), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)


def train_stem(images: list[Tensor], steps: int, peak_rate: float = 4e-3) -> Stem:
    """Train a stem on batches of images, (batch, 3, rows, columns), 0..255; every step takes the next one."""
    teacher = Lite0Backbone(2)
    teacher.load_imagenet()
    teacher.eval().requires_grad_(False)
    stem = Stem().train()
    spread = teacher(images[0])[0].std(dim=(0, 2, 3), keepdim=True)
    optimiser = torch.optim.AdamW(stem.parameters(), peak_rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, peak_rate, total_steps=steps + 1)
    for step in range(steps):
        batch = images[step % len(images)]
        loss = nn.functional.mse_loss(stem(batch) / spread, teacher(batch)[0] / spread)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 50 == 0:
            sys.stderr.write(json.dumps({"stem": step, "loss": round(loss.item(), 4)}) + "\n")
    return stem
