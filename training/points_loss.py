"""What the points network is punished for: points and box sides that are off, and uncertainties that don't fit."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from hardstand.measurement.crops import CROP_PX
from training.points_patches import SOURCES

_HEAT_SD_CELLS = 0.8
_HEAT_WEIGHT = 0.4
_BOX_WEIGHT = (0.5, 1.0, 0.5, 0.5)
"""By source. The boxes of HRPlanes were drawn on images of which an aircraft fills few pixels."""

_SIGNS = (-1.0, -1.0, 1.0, 1.0)
"""Outwards at the left, upper, right and lower side."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """What is known of a batch.

    Attributes:
        points: (batch, POINTS, 2), pixels of the crop; NaN where not known.
        back: (batch, 2, 3); takes the crop's pixels to the axes of the box.
        box: (batch, 4), pixels there.
        source: (batch,) int64, index into SOURCES.
    """

    points: Tensor
    back: Tensor
    box: Tensor
    source: Tensor


class PointsLoss(nn.Module):
    """Negative log likelihoods of points and of boxes.

    A box reaches a little beyond the points of its aircraft, not alike at all four sides: those who drew the Airbus
    boxes left more room above and to the left (`margin`). They also erred (`label_log_sd`). Both are learnt for each
    source, in pixels of the crop.
    """

    def __init__(self) -> None:
        super().__init__()
        self.margin = nn.Parameter(torch.full((len(SOURCES), len(_SIGNS)), 0.5))
        self.label_log_sd = nn.Parameter(torch.zeros(len(SOURCES)))

    def forward(self, answer: tuple[Tensor, Tensor, Tensor], target: Target) -> tuple[Tensor, Tensor, Tensor]:
        """Losses of points, heat maps and boxes."""
        points, log_sd, heat = answer
        known = ~target.points.isnan().any(dim=2)
        truth = torch.nan_to_num(target.points)
        return (
            _points_loss(points, log_sd, truth, known),
            _HEAT_WEIGHT * _heat_loss(heat, truth, known),
            self._box_loss(points, log_sd, target),
        )

    def _box_loss(self, points: Tensor, log_sd: Tensor, target: Target) -> Tensor:
        straight = points @ target.back[:, :, :2].transpose(1, 2) + target.back[:, None, :, 2]
        low, first = straight.min(dim=1)
        high, last = straight.max(dim=1)
        sides, which = torch.cat([low, high], dim=1), torch.cat([first, last], dim=1)
        signs = torch.tensor(_SIGNS)
        error = sides + self.margin[target.source] * signs - target.box
        variance = log_sd.gather(1, which).mul(2).exp() + self.label_log_sd[target.source].mul(2).exp()[:, None]
        loss = _tempered(0.5 * error**2 / variance + 0.5 * variance.log(), variance)
        weight = torch.tensor(_BOX_WEIGHT)[target.source]
        return (loss.mean(dim=1) * weight).mean()


def _points_loss(points: Tensor, log_sd: Tensor, truth: Tensor, known: Tensor) -> Tensor:
    variance = (2 * log_sd).exp()
    squared = ((points - truth) ** 2).sum(dim=2)
    loss = _tempered(0.5 * squared / variance + variance.log(), variance)
    return (loss * known).sum() / known.sum().clamp(min=1)


def _tempered(loss: Tensor, variance: Tensor) -> Tensor:
    """Weigh by the deviation, so that what is hard is learnt too (Seitzer et al. 2022, arXiv:2203.09168, beta 0.5)."""
    return loss * variance.detach().sqrt().clamp(max=8.0)


def _heat_loss(heat: Tensor, truth: Tensor, known: Tensor) -> Tensor:
    """Cross entropy with a narrow bell round the truth, which keeps the maps to one peak."""
    cells = heat.shape[-1]
    place = (torch.arange(cells, device=heat.device) + 0.5)[None, None]
    scaled = truth * (cells / CROP_PX)
    column, row = (
        torch.exp(-((place - scaled[..., axis : axis + 1]) ** 2) / (2 * _HEAT_SD_CELLS**2)) for axis in (0, 1)
    )
    bell = row[..., :, None] * column[..., None, :]
    bell = bell / bell.sum(dim=(2, 3), keepdim=True).clamp(min=1e-6)
    entropy = -(bell.flatten(2) * heat.flatten(2).log_softmax(dim=2)).sum(dim=2)
    return (entropy * known).sum() / known.sum().clamp(min=1)
