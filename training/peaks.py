"""What a network that is already trained sees on a frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from training.cells import STRIDE
from training.examples import Example
from training.hard_negatives import TEMPTING, Peaks
from training.network import SIZE_UNIT_PX, ObjectNetwork

_MULTIPLE = 32
"""The network takes sides that are multiples of this, pixels."""


@dataclass(frozen=True)
class PeakFinder:
    """A trained network with the classes of its channels."""

    network: ObjectNetwork
    classes: Sequence[str]

    def __call__(self, example: Example, image: NDArray[np.uint8], zoom: float) -> Peaks:
        """All peaks on a frame, read at a zoom, of the classes that the frame asks for."""
        channels = [channel for channel, label in enumerate(self.classes) if label in example.asked]
        if not channels:
            return Peaks.none()
        with torch.inference_mode():
            output = self.network.eval()(_padded(image, zoom))[0]
        heat = torch.sigmoid(output[channels]).amax(dim=0)
        highest = nn.functional.max_pool2d(heat[None], 5, 1, 2)[0]
        row, column = torch.nonzero((heat == highest) & (heat >= TEMPTING), as_tuple=True)
        centres = (torch.stack([column, row], dim=1).double().numpy() + 0.5) * STRIDE
        logarithms = output[len(self.classes) : len(self.classes) + 4, row, column]
        sides = torch.exp(logarithms).double().numpy().T * SIZE_UNIT_PX
        boxes = np.concatenate([centres - sides[:, :2], centres + sides[:, 2:]], axis=1)
        return Peaks(boxes=boxes / zoom, centres=centres / zoom, scores=heat[row, column].double().numpy())


def _padded(image: NDArray[np.uint8], zoom: float) -> torch.Tensor:
    """(1, 3, rows, columns) float, sides filled up to what the network takes."""
    method = cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR
    pixels = cv2.resize(image, None, fx=zoom, fy=zoom, interpolation=method)
    rows, columns = (-side % _MULTIPLE for side in pixels.shape[:2])
    filled = cv2.copyMakeBorder(pixels, 0, rows, 0, columns, cv2.BORDER_REFLECT_101)
    return torch.from_numpy(filled).permute(2, 0, 1)[None].float()
