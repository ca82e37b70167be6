"""A small network that compares two pictures of one ground and says where works have appeared, and of what kind.

Both pictures go through one encoder, and what differs is followed from coarse to fine (after FC-Siam-diff: Daudt, Le
Saux and Boulch 2018, Fully Convolutional Siamese Networks for Change Detection). What appeared and what vanished are
one question asked in both directions of time, so that swapping the pictures swaps the answers exactly.
"""

from __future__ import annotations

from itertools import pairwise
from typing import cast

import torch
from torch import Tensor, nn

KINDS = ("none", "pavement", "building", "ground works")
"""Classes of the output, in its order."""

MULTIPLE = 16
"""Rows and columns of a picture are multiples of this."""

_CHANNELS = (16, 32, 64, 128)
"""At strides 2, 4, 8 and 16."""

_DEPTH = (0, 0, 1, 3)
"""Residual blocks at each stride: what lies further around is weighed where pixels are few."""

_AROUND = 7
"""Cells a side of what a pixel is held against: 112 pixels."""

_LEAST_SPREAD = 0.02
"""Added to the contrast around, so that noise on water is not enlarged to a picture."""

_MIDDLE, _SPREAD = 0.43, 0.24
"""Of the values of frames, as shares of 255."""

_DECODED = (16, 32, 64)
"""At strides 2, 4 and 8, on the way back."""


class WorksNetwork(nn.Module):
    """Two RGB pictures to logits of `KINDS`.

    Input: float (batch, 3, rows, columns), 0..255, before and after; both sides multiples of `MULTIPLE`.
    Output: what is there after and was not before, (batch, 4, rows / 2, columns / 2).
    """

    def __init__(self) -> None:
        super().__init__()
        sides = (6, *_CHANNELS)
        self.encoder = nn.ModuleList(
            _stage(first, then, depth) for (first, then), depth in zip(pairwise(sides), _DEPTH, strict=True)
        )
        self.difference = nn.ModuleList(_conv(2 * count, count, 1) for count in _CHANNELS)
        below = (*_DECODED[1:], _CHANNELS[-1])
        self.decoder = nn.ModuleList(
            _block(own + deep, out) for own, deep, out in zip(_CHANNELS, below, _DECODED, strict=False)
        )
        self.head = nn.Conv2d(_DECODED[0], len(KINDS), 1)

    def forward(self, before: Tensor, after: Tensor) -> Tensor:
        return self._appeared(self._pairs(before, after))

    def both_ways(self, before: Tensor, after: Tensor) -> tuple[Tensor, Tensor]:
        """What appeared, and what vanished: what appears when time runs backwards."""
        pairs = self._pairs(before, after)
        return self._appeared(pairs), self._appeared([(then, first) for first, then in pairs])

    def _pairs(self, before: Tensor, after: Tensor) -> list[tuple[Tensor, Tensor]]:
        """Features of both pictures at every stride."""
        levels = self._levels(against_surroundings(torch.cat([before, after])))
        return [cast(tuple[Tensor, Tensor], level.chunk(2)) for level in levels]

    def _levels(self, pictures: Tensor) -> list[Tensor]:
        levels = []
        for stage in self.encoder:
            pictures = stage(pictures)
            levels.append(pictures)
        return levels

    def _appeared(self, levels: list[tuple[Tensor, Tensor]]) -> Tensor:
        joined = [
            compare(torch.cat([after, after - before], dim=1))
            for compare, (before, after) in zip(self.difference, levels, strict=True)
        ]
        features = joined[-1]
        for decode, own in zip(reversed(self.decoder), reversed(joined[:-1]), strict=True):
            enlarged = nn.functional.interpolate(features, scale_factor=2.0, mode="nearest")
            features = decode(torch.cat([own, enlarged], dim=1))
        return cast(Tensor, self.head(features))


def against_surroundings(pictures: Tensor) -> Tensor:
    """Values 0..255 as they stand out from what lies around them, and as they are: (batch, 6, rows, columns).

    Two dates differ in light, haze and stretch; against the mean and the contrast of some hundred metres around, ground
    that did not change looks alike.
    """
    values = pictures / 255.0
    mean, square = _surroundings(values), _surroundings(values * values)
    spread = (square - mean * mean).clamp(min=0.0).sqrt() + _LEAST_SPREAD
    return torch.cat([(values - _enlarged(mean)) / _enlarged(spread), (values - _MIDDLE) / _SPREAD], dim=1)


def _surroundings(values: Tensor) -> Tensor:
    """Means over `_AROUND` cells of `MULTIPLE` pixels a side, one for each cell."""
    cells = nn.functional.avg_pool2d(values, MULTIPLE)
    return nn.functional.avg_pool2d(cells, _AROUND, 1, _AROUND // 2, count_include_pad=False)


def _enlarged(cells: Tensor) -> Tensor:
    return nn.functional.interpolate(cells, scale_factor=float(MULTIPLE), mode="bilinear", align_corners=False)


def _conv(inputs: int, outputs: int, size: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class _Residual(nn.Module):
    """Two convolutions whose result is added to what they were given."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            _conv(channels, channels, 3),
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, features: Tensor) -> Tensor:
        return nn.functional.relu(features + self.body(features))


def _stage(inputs: int, outputs: int, depth: int) -> nn.Sequential:
    more = (_Residual(outputs) for _ in range(depth))
    return nn.Sequential(_conv(inputs, outputs, 3, 2), _conv(outputs, outputs, 3), *more)


def _block(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(_conv(inputs, outputs, 3), _conv(outputs, outputs, 3))
