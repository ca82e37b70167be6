"""A centre-point detector in ONNX Runtime: heat map of centres and distances to the sides of a box."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from hardstand.detection.card import ModelCard, read_card
from hardstand.detection.detector import TileDetections
from hardstand.errors import DetectionError

LEAST_SCORE = 1e-6
"""Cells that are no peak hold exactly 0, and a peak this low says nothing."""


class CentrePointDetector:
    """Runs weights exported by `training/export.py`.

    The graph takes (batch, rows, columns, 3) uint8 RGB and returns `heat` (batch, cells down, cells across), zero where
    a cell is no local maximum, and `sides` (batch, 4, cells down, cells across): pixels from a cell's middle to the
    box's left, top, right and bottom side.
    """

    def __init__(self, weights: Path, card: Path, threads: int = 0) -> None:
        """Load weights and card.

        Args:
            weights: the ONNX file.
            card: its model card.
            threads: of one inference; 0 = as many as there are cores.

        Raises:
            DetectionError: a file is missing, or the weights are not those that the card describes.
        """
        self._card = read_card(card)
        content = _read_weights(weights)
        digest = hashlib.sha256(content).hexdigest()
        if digest != self._card.sha256:
            raise DetectionError(
                f"The weights {weights} have SHA-256 {digest[:12]}…, but their card says {self._card.sha256[:12]}…; "
                "install the detector again."
            )
        self._session = _session(content, threads)

    @property
    def card(self) -> ModelCard:
        """What the detector is, what it was measured on and at which GSD it works."""
        return self._card

    def detect(self, tiles: NDArray[np.uint8], min_score: float) -> Sequence[TileDetections]:
        """See `Detector.detect`."""
        heat, sides = self.run(tiles)
        stride = tiles.shape[1] / heat.shape[1]
        return [self._decode(heat[index], sides[index], stride, min_score) for index in range(len(tiles))]

    def run(self, tiles: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The bare network: heat and sides of a batch."""
        heat, sides = self._session.run(["heat", "sides"], {"image": tiles})
        return heat, sides

    def _decode(
        self, heat: NDArray[np.float32], sides: NDArray[np.float32], stride: float, min_score: float
    ) -> TileDetections:
        row, column = np.nonzero(heat >= max(min_score, LEAST_SCORE))
        order = np.argsort(-heat[row, column], kind="stable")
        row, column = row[order], column[order]
        left, top, right, bottom = sides[:, row, column].astype(np.float64)
        across, down = (column + 0.5) * stride, (row + 0.5) * stride
        corners = [
            (across - left, down - top),
            (across + right, down - top),
            (across + right, down + bottom),
            (across - left, down + bottom),
        ]
        return TileDetections(
            polygons=np.stack([np.stack(corner, axis=1) for corner in corners], axis=1),
            scores=heat[row, column].astype(np.float64),
            labels=(self._card.hardstand.labels[0],) * len(row),
        )


def _read_weights(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DetectionError(f"The weights {path} can't be read: {error.strerror}; install it again.") from error


def _session(content: bytes, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime raises types of its own that it does not export
        raise DetectionError(f"ONNX Runtime refuses the weights: {error}. Install the detector again.") from error
