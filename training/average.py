"""The moving average of a network in training: what leaves."""

from __future__ import annotations

import torch
from torch import nn


def update_average(average: nn.Module, network: nn.Module, decay: float) -> None:
    """Move the averaged weights towards the network's; counters and statistics are averaged alike."""
    with torch.no_grad():
        for mean, value in zip(average.state_dict().values(), network.state_dict().values(), strict=True):
            if mean.is_floating_point():
                mean.lerp_(value, 1 - decay)
            else:
                mean.copy_(value)
