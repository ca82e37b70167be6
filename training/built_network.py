"""The network that finds what was built at 10 m: a U-Net over both dates, at half resolution."""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from hardstand.construction.coarse_tone import BANDS

RARE = -3.0
"""Where the logit begins: little of the ground is built on."""


class BuiltNetwork(nn.Module):
    """(batch, 2 * BANDS, rows, columns) toned in, first the earlier date; (batch, rows, columns) logits out.

    Rows and columns are multiples of 16. Four pixels become one with all their values at the beginning, and each cell
    answers for its four pixels at the end: a quarter of the work, and labels of 10 m are no finer.
    """

    def __init__(self, widths: tuple[int, int, int], drop: float) -> None:
        super().__init__()
        fine, middle, deep = widths
        self.stem = nn.Sequential(_block(12 * BANDS, fine), _block(fine, fine))
        self.down1 = nn.Sequential(_block(fine, middle), _block(middle, middle))
        self.down2 = nn.Sequential(_block(middle, deep), _block(deep, deep))
        self.down3 = nn.Sequential(_block(deep, deep), _block(deep, deep))
        self.up3 = _block(deep + deep, deep)
        self.up2 = _block(deep + middle, middle)
        self.up1 = _block(middle + fine, fine)
        self.drop = nn.Dropout2d(drop)
        self.last = nn.Conv2d(fine, 4, 1)
        nn.init.constant_(cast(Tensor, self.last.bias), RARE)

    def forward(self, dates: Tensor) -> Tensor:
        first, second = dates[:, :BANDS], dates[:, BANDS:]
        half = self.stem(F.pixel_unshuffle(torch.cat([first, second, second - first], 1), 2))
        quarter = self.down1(F.max_pool2d(half, 2))
        eighth = self.down2(F.max_pool2d(quarter, 2))
        sixteenth = self.drop(self.down3(F.max_pool2d(eighth, 2)))
        cells = self.up3(torch.cat([_doubled(sixteenth), eighth], 1))
        cells = self.up2(torch.cat([_doubled(cells), quarter], 1))
        cells = self.up1(torch.cat([_doubled(cells), half], 1))
        return F.pixel_shuffle(self.last(self.drop(cells)), 2)[:, 0]


class Together(nn.Module):
    """Several networks of one kind; the mean of their logits."""

    def __init__(self, members: list[BuiltNetwork]) -> None:
        super().__init__()
        self.members = nn.ModuleList(members)

    def forward(self, dates: Tensor) -> Tensor:
        return torch.stack([member(dates) for member in self.members]).mean(0)


def _block(taken: int, given: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(taken, given, 3, padding=1, bias=False), nn.BatchNorm2d(given), nn.ReLU(inplace=True)
    )


def _doubled(cells: Tensor) -> Tensor:
    return F.interpolate(cells, scale_factor=2.0, mode="nearest")
