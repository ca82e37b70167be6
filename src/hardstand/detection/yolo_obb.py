"""An oriented-box model of the YOLO family, as Ultralytics exports it to ONNX without suppression of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hardstand.detection.card import ModelCard
from hardstand.detection.detector import TileDetections
from hardstand.detection.graph import Graph
from hardstand.detection.merging import keep_first
from hardstand.detection.oriented_box import oriented_corners

INPUT = "float RGB of shape (batch, 3, rows, columns)"

BOX_VALUES = 5
"""Of each anchor: centre column, centre row, width and height before its classes, and the angle after them."""


class YoloObbDetector:
    """Runs a YOLO-OBB export.

    The graph takes (batch, 3, rows, columns) float32 RGB from 0 to 1. Its first output is (batch, 4 + classes + 1,
    anchors): centre column, centre row, width and height in pixels of the input, a score for each class, and the angle
    of the width from the column axis towards the row axis, radians.
    """

    def __init__(self, weights: Path, card: ModelCard, threads: int = 0) -> None:
        """Load the weights.

        Args:
            weights: the ONNX file.
            card: its model card; `channels` names the class of each of the model's classes in their order.
            threads: of one inference; 0 = as many as there are cores.

        Raises:
            DetectionError: the file is missing, or is not the graph that the card describes.
        """
        self._card = card
        self._graph = Graph(weights, card, threads)
        _, _, rows, columns = self._graph.require_input("float", INPUT, channel_axis=1)
        self._tile_px = None if rows is None or columns is None else (rows, columns)
        self._output, shape = next(iter(self._graph.outputs.items()))
        if len(shape) != 3:
            raise self._graph.refuse(
                f"its output {self._output!r} is not (batch, 4 + classes + 1, anchors); export an OBB model without nms"
            )
        found = None if shape[1] is None else shape[1] - BOX_VALUES
        self._graph.require_channels(self._output, found, len(card.hardstand.channel_labels))

    @property
    def card(self) -> ModelCard:
        """What the detector is, what it was measured on and at which GSD it works."""
        return self._card

    @property
    def tile_px(self) -> tuple[int, int] | None:
        """See `Detector.tile_px`."""
        return self._tile_px

    def detect(self, tiles: NDArray[np.uint8], min_score: float) -> Sequence[TileDetections]:
        """See `Detector.detect`."""
        found = self.run(tiles)
        self._graph.require_channels(
            self._output, found.shape[1] - BOX_VALUES, len(self._card.hardstand.channel_labels)
        )
        return [self._decode(each.astype(np.float64), min_score) for each in found]

    def run(self, tiles: NDArray[np.uint8]) -> NDArray[np.float32]:
        """The bare network: (batch, 4 + classes + 1, anchors)."""
        images = np.ascontiguousarray(tiles.transpose(0, 3, 1, 2)).astype(np.float32) / np.float32(255)
        return self._graph.run((self._output,), images)[0]

    def _decode(self, found: NDArray[np.float64], min_score: float) -> TileDetections:
        """One tile: (4 + classes + 1, anchors)."""
        found = found[:, found[4:-1].max(axis=0) >= min_score]
        found = found[:, np.argsort(-found[4:-1].max(axis=0), kind="stable")]
        names = [self._card.hardstand.channel_labels[channel] for channel in found[4:-1].argmax(axis=0)]
        corners = oriented_corners(found[:2].T, found[2:4].T, found[-1])
        kept = sorted(index for label in self._card.hardstand.labels for index in _best_of(corners, names, label))
        return TileDetections(
            polygons=corners[kept],
            scores=found[4:-1, kept].max(axis=0),
            labels=tuple(name for name in (names[index] for index in kept) if name is not None),
        )


def _best_of(corners: NDArray[np.float64], names: Sequence[str | None], label: str) -> list[int]:
    """Indices of the boxes of one class that no better one of it covers: suppression on the oriented boxes."""
    own = [index for index, name in enumerate(names) if name == label]
    return [own[index] for index in keep_first([label] * len(own), corners[own])]
