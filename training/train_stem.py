"""Teach the stem to answer as the first three Lite0 blocks do, on the pictures of the training side.

After FitNets (Romero et al. 2015, arXiv:1412.6550). Without it the kept blocks would start from noise.
"""

from __future__ import annotations

import json
import sys

import torch
from torch import Tensor, nn

from training.network import Lite0Backbone, Stem


def train_stem(images: list[Tensor], steps: int, peak_rate: float = 4e-3) -> Stem:
    """Train a stem on batches of images, (batch, 3, rows, columns), 0..255; every step takes the next one."""
    teacher = Lite0Backbone()
    teacher.load_imagenet()
    teacher.eval().requires_grad_(False)
    stem = Stem().train()
    spread = teacher(images[0]).std(dim=(0, 2, 3), keepdim=True)
    optimiser = torch.optim.AdamW(stem.parameters(), peak_rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, peak_rate, total_steps=steps + 1)
    for step in range(steps):
        batch = images[step % len(images)]
        loss = nn.functional.mse_loss(stem(batch) / spread, teacher(batch) / spread)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 50 == 0:
            sys.stderr.write(json.dumps({"stem": step, "loss": round(loss.item(), 4)}) + "\n")
    return stem
