"""The detectors that ship with Hardstand."""

from __future__ import annotations

from pathlib import Path

from hardstand.detection.detector import Detector
from hardstand.detection.model_file import load_model

MODELS = Path(__file__).parent / "models"


def craft() -> Detector:
    """Aircraft, helicopters and ships."""
    return load_model(MODELS / "craft.onnx")


def vehicles() -> Detector:
    """Cars and long vehicles."""
    return load_model(MODELS / "vehicles.onnx")
