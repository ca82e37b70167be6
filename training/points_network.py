"""A small network that finds the points of one aircraft in a crop, and says how sure it is of each.

Heat maps are read out by soft-argmax after
Nibali et al. 2018 (DSNT, arXiv:1801.07372); the variance of each point is predicted beside it after Kendall and Gal
2017 (arXiv:1703.04977).
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn

from hardstand.measurement.crops import CROP_PX
from training.network import Lite0Backbone, SeparableBlock
from training.points_patches import POINTS
from training.points_stem import STEM_CHANNELS, Stem

_STRIDE = 4
_BLOCKS = (3, 4, 5, 6, 8)
"""The EfficientNet-Lite0 blocks that are kept, up to stride 16."""

_LEVELS = {4: 40, 8: 112}
"""Block to channels at strides 8 and 16."""

_LOG_SD = (-2.0, 3.5)
"""Limits of the logarithm of a point's standard deviation, pixels of the crop: 0.14 to 33."""

_FIRST_LOG_SD = 2.5
"""An untrained network errs by some 12 pixels."""


class PointsNetwork(nn.Module):
    """RGB crops to points.

    Input: float, (batch, 3, CROP_PX, CROP_PX), 0..255.
    Output: points (batch, POINTS, 2), column and row, pixels; log of their standard deviation along any direction
    (batch, POINTS); logits of the heat maps (batch, POINTS, CROP_PX / 4, CROP_PX / 4).
    """

    def __init__(self, width: int = 48) -> None:
        super().__init__()
        self.stem = Stem()
        whole = Lite0Backbone(_BLOCKS[-1])
        self.blocks = nn.ModuleDict({str(index): whole._blocks[index] for index in _BLOCKS})
        inputs = (STEM_CHANNELS, *_LEVELS.values())
        self.lateral = nn.ModuleList(nn.Conv2d(channels, width, 1) for channels in inputs)
        self.smooth = nn.ModuleList(SeparableBlock(width) for _ in inputs)
        self.head = nn.Sequential(SeparableBlock(width), SeparableBlock(width), nn.Conv2d(width, 2 * POINTS, 1))
        output = cast(nn.Conv2d, self.head[-1])
        nn.init.normal_(output.weight, std=0.01)
        with torch.no_grad():
            cast(Tensor, output.bias)[POINTS:] = _FIRST_LOG_SD
        cells = (torch.arange(CROP_PX // _STRIDE) + 0.5) * _STRIDE
        self.register_buffer("cells", cells, persistent=False)

    def start_from(self, stem: Stem) -> None:
        """Take a trained stem, and blocks that know ImageNet."""
        whole = Lite0Backbone(_BLOCKS[-1])
        whole.load_imagenet()
        self.stem.load_state_dict(stem.state_dict())
        for index in _BLOCKS:
            self.blocks[str(index)].load_state_dict(whole._blocks[index].state_dict())

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        output = self.head(self._pyramid(image))
        heat, spread = output[:, :POINTS], output[:, POINTS:]
        share = heat.flatten(2).softmax(dim=2).unflatten(2, heat.shape[2:])
        cells = cast(Tensor, self.cells)
        column = (share.sum(dim=2) * cells).sum(dim=2)
        row = (share.sum(dim=3) * cells).sum(dim=2)
        log_sd = (share * spread).sum(dim=(2, 3)).clamp(*_LOG_SD)
        return torch.stack([column, row], dim=2), log_sd, heat

    def _pyramid(self, image: Tensor) -> Tensor:
        out = self.stem(image)
        levels = [out]
        for index in _BLOCKS:
            out = self.blocks[str(index)](out)
            if index in _LEVELS:
                levels.append(out)
        features = self.smooth[-1](self.lateral[-1](levels[-1]))
        for index in range(len(levels) - 2, -1, -1):
            enlarged = nn.functional.interpolate(features, scale_factor=2.0, mode="nearest")
            features = self.smooth[index](self.lateral[index](levels[index]) + enlarged)
        return cast(Tensor, features)
