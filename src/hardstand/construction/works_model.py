"""The network that compares two dates at about 1 m, as it ships with Hardstand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hardstand.construction.works_card import WorksCard, read_works_card
from hardstand.detection.graph import Graph

MODELS = Path(__file__).parent / "models"

STRIDE = 2
"""Cells per side of one answer."""

MULTIPLE = 16
"""Rows and columns of what the network takes are multiples of this."""

KINDS = 3
"""Pavement, building, ground works: the channels of an answer, in this order."""


@dataclass(frozen=True, kw_only=True)
class WorksModel:
    """Weights and card.

    Attributes:
        graph: takes (batch, rows, columns, 6) uint8, RGB before and RGB after; gives `appeared` and `vanished`, (batch,
            3, rows / 2, columns / 2): probability of pavement, building and ground works.
        card: what the weights are.
    """

    graph: Graph
    card: WorksCard

    def compare(
        self, before: NDArray[np.uint8], after: NDArray[np.uint8]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """What appeared and what vanished between two pictures of one ground.

        Args:
            before: (rows, columns, 3) RGB, both multiples of `MULTIPLE`.
            after: the same ground later.

        Returns:
            Two arrays (3, rows / 2, columns / 2), 0..1, that add up to at most 1 over the kinds.
        """
        appeared, vanished = self.graph.run(("appeared", "vanished"), np.concatenate([before, after], axis=2)[None])
        return appeared[0], vanished[0]


def load_works_model(weights: Path = MODELS / "works.onnx", threads: int = 0) -> WorksModel:
    """The shipped network, or another of its kind with its card beside it.

    Raises:
        DetectionError: a file is missing or damaged, or the card describes another file.
    """
    card = read_works_card(weights.with_suffix(".json"))
    graph = Graph(weights, card, threads)
    graph.require_outputs(("appeared", "vanished"))
    return WorksModel(graph=graph, card=card)
