"""What the network is punished for: a wrong heat map and boxes that do not overlap."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.network import SIZE_UNIT_PX

BOX_WEIGHT = 2.0
ORIENTATION_WEIGHT = 1.0
HEAT_CAP = 1e-4


@dataclass(frozen=True, kw_only=True, eq=False)
class Batch:
    """Images and targets, each with the batch as its first axis; see `Targets`."""

    images: Tensor
    heat: Tensor
    sides: Tensor
    weight: Tensor
    oriented: Tensor
    oriented_weight: Tensor


def detection_loss(output: Tensor, target: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Heat, box and orientation loss of a batch, each per object.

    Args:
        output: (batch, classes + 8, cells, cells), as `ObjectNetwork` returns it.
        target: what it should be.
    """
    classes = target.heat.shape[1]
    objects = target.heat.eq(1).sum().clamp(min=1).float()
    heat_loss = focal_loss(output[:, :classes], target.heat) / objects
    distances = torch.exp(output[:, classes : classes + 4].clamp(-6, 3)) * SIZE_UNIT_PX
    box_loss = (target.weight * (1 - generalised_iou(distances, target.sides))).sum() / objects
    turned = orientation_loss(output[:, classes + 4 :], target.oriented)
    turned_loss = (target.oriented_weight * turned).sum() / objects
    return heat_loss, BOX_WEIGHT * box_loss, ORIENTATION_WEIGHT * turned_loss


def orientation_loss(output: Tensor, wanted: Tensor) -> Tensor:
    """Squared error of the doubled angle's vector, and how far length and width are off, (batch, cells, cells).

    Args:
        output: (batch, 4, cells, cells), as the last channels of `ObjectNetwork`.
        wanted: (batch, 4, cells, cells), as `Targets.oriented`.
    """
    angle = (output[:, :2] - wanted[:, :2]).square().sum(dim=1)
    size = torch.log(wanted[:, 2:].clamp(min=1.0) / SIZE_UNIT_PX)
    return angle + nn.functional.smooth_l1_loss(output[:, 2:], size, beta=0.1, reduction="none").sum(dim=1)


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
