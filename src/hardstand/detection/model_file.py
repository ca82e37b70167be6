"""A detector from a file: an ONNX graph with its card beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hardstand.detection.card import Decoder, ModelCard, read_card
from hardstand.detection.centre_point import CentrePointDetector
from hardstand.detection.detector import Detector
from hardstand.detection.yolo_obb import YoloObbDetector
from hardstand.errors import DetectionError

_DECODERS: dict[Decoder, Callable[[Path, ModelCard, int], Detector]] = {
    "centre-point": CentrePointDetector,
    "yolo-obb": YoloObbDetector,
}


def load_model(weights: Path, threads: int = 0) -> Detector:
    """Load a model whose card has the same name and the ending `.json`.

    Args:
        weights: the ONNX file.
        threads: of one inference; 0 = as many as there are cores.

    Raises:
        DetectionError: a file is missing or damaged, the card describes another file, or the graph is of another kind
            than the card says.
    """
    if not weights.is_file():
        raise DetectionError(f"The model {weights} does not exist; check its path.")
    path = weights.with_suffix(".json")
    card = read_card(path)
    if card.hardstand.decoder is None:
        raise DetectionError(f"The card {path} does not say how to read the model: add a decoder, {_KINDS}.")
    return _DECODERS[card.hardstand.decoder](weights, card, threads)


_KINDS = " or ".join(f'"{name}"' for name in _DECODERS)
