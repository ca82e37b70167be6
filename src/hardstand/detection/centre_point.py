"""A centre-point network: heat maps of centres, distances to the sides of a box, and the oriented box."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hardstand.detection.card import ModelCard
from hardstand.detection.detector import TileDetections
from hardstand.detection.graph import Graph
from hardstand.detection.oriented_box import oriented_corners

LEAST_SCORE = 1e-6
"""Cells that are no peak hold exactly 0, and a peak this low says nothing."""

INPUT = "uint8 RGB of shape (batch, rows, columns, 3)"
ORIENTED = "oriented"


class CentrePointDetector:
    """Runs weights exported by `training/export.py`.

    The graph takes (batch, rows, columns, 3) uint8 RGB and returns

    - `heat` (batch, classes, cells down, cells across), zero where a cell is no local maximum;
    - `sides` (batch, 4, cells down, cells across): pixels from a cell's middle to the left, top, right and bottom side
      of the upright box;
    - optionally `oriented` (batch, 4, cells down, cells across): cos(2a), sin(2a), length and width in pixels of the
      oriented box around the same centre as the upright one; a is the angle of its longer side, from the column axis
      towards the row axis. The card says for which classes it is drawn.
    """

    def __init__(self, weights: Path, card: ModelCard, threads: int = 0) -> None:
        """Load the weights.

        Args:
            weights: the ONNX file.
            card: its model card.
            threads: of one inference; 0 = as many as there are cores.

        Raises:
            DetectionError: the file is missing, or is not the graph that the card describes.
        """
        self._card = card
        self._graph = Graph(weights, card, threads)
        _, rows, columns, _ = self._graph.require_input("uint8", INPUT, channel_axis=3)
        self._tile_px = None if rows is None or columns is None else (rows, columns)
        turned = [facts.oriented for facts in card.hardstand.classes.values()]
        self._names = ("heat", "sides", ORIENTED) if any(turned) else ("heat", "sides")
        self._graph.require_outputs(self._names)
        shape = self._graph.outputs["heat"]
        if len(shape) != 4:
            raise self._graph.refuse("its output 'heat' is not (batch, classes, rows, columns)")
        self._graph.require_channels("heat", shape[1], len(card.hardstand.channel_labels))

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
        heat, *boxes = self.run(tiles)
        self._graph.require_channels("heat", heat.shape[1], len(self._card.hardstand.channel_labels))
        stride = tiles.shape[1] / heat.shape[2]
        return [
            self._decode(heat[index], [each[index] for each in boxes], stride, min_score) for index in range(len(tiles))
        ]

    def run(self, tiles: NDArray[np.uint8]) -> list[NDArray[np.float32]]:
        """The bare network: heat, sides and, where the card wants it, the oriented box of a batch."""
        return self._graph.run(self._names, tiles)

    def _decode(
        self, heat: NDArray[np.float32], boxes: Sequence[NDArray[np.float32]], stride: float, min_score: float
    ) -> TileDetections:
        """One tile: heat (classes, r, c) and boxes (4, r, c) each."""
        peaks = np.nonzero(heat >= max(min_score, LEAST_SCORE))
        best = np.argsort(-heat[peaks], kind="stable")
        channel, row, column = (axis[best] for axis in peaks)
        names = self._card.hardstand.channel_labels
        used = np.array([name is not None for name in names])[channel]
        channel, row, column = channel[used], row[used], column[used]
        middles = (np.stack([column, row], axis=1) + 0.5) * stride
        sides, *oriented = (each[:, row, column].astype(np.float64) for each in boxes)
        labels = tuple(name for name in (names[each] for each in channel) if name is not None)
        polygons = upright_corners(middles, sides)
        if oriented:
            classes = self._card.hardstand.classes
            turned = np.array([classes[label].oriented for label in labels], dtype=np.bool_)
            polygons[turned] = _turned(polygons[turned].mean(axis=1), oriented[0][:, turned])
        return TileDetections(polygons=polygons, scores=heat[channel, row, column].astype(np.float64), labels=labels)


def upright_corners(middles: NDArray[np.float64], sides: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corners of upright boxes.

    Args:
        middles: (n, 2), (column, row) of the cells' middles.
        sides: (4, n), pixels from there to the left, top, right and bottom side.

    Returns:
        (n, 4, 2), from the upper left one clockwise on the image.
    """
    across, down = middles.T
    left, top, right, bottom = across - sides[0], down - sides[1], across + sides[2], down + sides[3]
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return np.stack([np.stack(corner, axis=1) for corner in corners], axis=1)


def _turned(centres: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 4, 2) corners from centres (n, 2) and the network's four values (4, n)."""
    cosine, sine, length, width = values
    return oriented_corners(centres, np.stack([length, width], axis=1), np.arctan2(sine, cosine) / 2)
