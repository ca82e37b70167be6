"""What a detector is: pixels at one GSD in, boxes with class and score out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from hardstand.detection.card import ModelCard


@dataclass(frozen=True, kw_only=True, eq=False)
class TileDetections:
    """What a detector found on one tile.

    Attributes:
        polygons: (n, 4, 2) float64, corners (column, row) in pixels of the tile.
        scores: (n,) float64, 0..1.
        labels: n class names.
    """

    polygons: NDArray[np.float64]
    scores: NDArray[np.float64]
    labels: tuple[str, ...]

    def __post_init__(self) -> None:
        """Check that the three belong together."""
        count = len(self.labels)
        if self.polygons.shape != (count, 4, 2) or self.scores.shape != (count,):
            raise ValueError(
                f"{count} labels need polygons of shape ({count}, 4, 2) and scores of shape ({count},), "
                f"not {self.polygons.shape} and {self.scores.shape}"
            )


class Detector(Protocol):
    """Anything that finds objects on tiles; found by name through the entry point group `hardstand.detectors`."""

    @property
    def card(self) -> ModelCard:
        """What the detector is, what it was measured on and at which GSD it works."""
        ...

    @property
    def tile_px(self) -> tuple[int, int] | None:
        """Rows and columns that every tile must have; None = any multiples of 32."""
        ...

    def detect(self, tiles: NDArray[np.uint8], min_score: float) -> Sequence[TileDetections]:
        """Find objects on a batch of tiles.

        Args:
            tiles: (batch, rows, columns, 3) uint8 RGB at a GSD inside the card's `input_gsd_m`; sides as `tile_px`
                says.
            min_score: drop what scores lower, whatever its class; the caller then applies each class's own threshold.

        Returns:
            One entry per tile.
        """
        ...
