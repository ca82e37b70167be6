"""The network that finds nose, tail and wing tips, as it ships with Hardstand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hardstand.detection.graph import Graph
from hardstand.measurement.crops import CROP_PX
from hardstand.measurement.points_card import PointsCard, read_points_card
from hardstand.measurement.views import VIEWS, AgreedPoints, agree, turned

MODELS = Path(__file__).parent / "models"

_BATCH = 8
"""Crops that go through the network at once, each in all its views."""

_INPUT = f"uint8 RGB of shape (batch, {CROP_PX}, {CROP_PX}, 3)"


@dataclass(frozen=True, kw_only=True)
class PointsModel:
    """Weights and card.

    Attributes:
        graph: takes (batch, CROP_PX, CROP_PX, 3) uint8 RGB; gives `points` (batch, 6, 2), column and row in pixels of
            the crop, and `deviations` (batch, 6), their standard deviations in pixels. The order is nose, tail, left
            and right wing tip, left and right end of the tailplane.
        card: what the weights are.
    """

    graph: Graph
    card: PointsCard

    def find(self, crops: NDArray[np.uint8]) -> list[AgreedPoints]:
        """Points of each crop, (n, CROP_PX, CROP_PX, 3), from all its views."""
        return [found for first in range(0, len(crops), _BATCH) for found in self._find(crops[first : first + _BATCH])]

    def _find(self, crops: NDArray[np.uint8]) -> list[AgreedPoints]:
        views = np.concatenate([turned(crops, view) for view in VIEWS])
        answers = self.graph.run(("points", "deviations"), views)
        points = answers[0].astype(np.float64).reshape(len(VIEWS), len(crops), -1, 2)
        deviations = answers[1].astype(np.float64).reshape(len(VIEWS), len(crops), -1)
        return [agree(points[:, index], deviations[:, index]) for index in range(len(crops))]


def load_points_model(weights: Path = MODELS / "points.onnx", threads: int = 0) -> PointsModel:
    """The shipped points network, or another of its kind with its card beside it.

    Raises:
        DetectionError: a file is missing or damaged, or the card describes another file.
    """
    card = read_points_card(weights.with_suffix(".json"))
    graph = Graph(weights, card, threads)
    graph.require_input("uint8", _INPUT, channel_axis=3)
    graph.require_outputs(("points", "deviations"))
    return PointsModel(graph=graph, card=card)
