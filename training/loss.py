"""What the network is punished for: a wrong heat map and boxes that do not overlap."""

from __future__ import annotations

import torch
from torch import Tensor

from training.network import SIZE_UNIT_PX

BOX_WEIGHT = 2.0
HEAT_CAP = 1e-4


def detection_loss(output: Tensor, heat: Tensor, sides: Tensor, weight: Tensor) -> tuple[Tensor, Tensor]:
    """Heat and box loss of a batch, each per object.

    Args:
        output: (batch, 5, cells, cells), as `AircraftNetwork` returns it.
        heat: (batch, cells, cells), as in `Targets`.
        sides: (batch, 4, cells, cells), as in `Targets`.
        weight: (batch, cells, cells), as in `Targets`.
    """
    objects = heat.eq(1).sum().clamp(min=1).float()
    heat_loss = focal_loss(output[:, 0], heat) / objects
    distances = torch.exp(output[:, 1:].clamp(-6, 3)) * SIZE_UNIT_PX
    box_loss = (weight * (1 - generalised_iou(distances, sides))).sum() / objects
    return heat_loss, BOX_WEIGHT * box_loss


def focal_loss(logits: Tensor, heat: Tensor) -> Tensor:
    """Penalty-reduced focal loss of CornerNet and CenterNet (arXiv:1904.07850, equation 1; alpha 2, beta 4)."""
    chance = torch.sigmoid(logits).clamp(HEAT_CAP, 1 - HEAT_CAP)
    hit = heat.eq(1).float()
    miss = heat.lt(1).float() * heat.ge(0).float() * (1 - heat.clamp(min=0)) ** 4
    return -(hit * (1 - chance) ** 2 * chance.log() + miss * chance**2 * (1 - chance).log()).sum()


def generalised_iou(predicted: Tensor, wanted: Tensor) -> Tensor:
    """Generalised IoU (Rezatofighi et al. 2019, arXiv:1902.09630) of boxes around one point, -1..1.

    Both are (batch, 4, rows, columns): distances to left, top, right and bottom side.
    """
    low = torch.minimum(predicted, wanted)
    high = torch.maximum(predicted, wanted)
    shared = _area(low.clamp(min=0))
    union = _area(predicted) + _area(wanted) - shared
    hull = _area(high)
    return shared / union.clamp(min=1e-6) - (hull - union) / hull.clamp(min=1e-6)


def _area(sides: Tensor) -> Tensor:
    return (sides[:, 0] + sides[:, 2]) * (sides[:, 1] + sides[:, 3])
