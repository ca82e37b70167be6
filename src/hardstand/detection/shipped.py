"""The detectors that ship with Hardstand."""

from __future__ import annotations

from pathlib import Path

from hardstand.detection.detector import Detector
from hardstand.detection.model_file import load_model

MODELS = Path(__file__).parent / "models"


def aircraft() -> Detector:
    """Aircraft on images of about 0.5 m."""
    return load_model(MODELS / "aircraft.onnx")
