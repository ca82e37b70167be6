"""The detectors that ship with Hardstand."""

from __future__ import annotations

from pathlib import Path

from hardstand.detection.centre_point import CentrePointDetector
from hardstand.detection.detector import Detector

MODELS = Path(__file__).parent / "models"


def aircraft() -> Detector:
    """Aircraft on images of about 0.5 m."""
    return CentrePointDetector(MODELS / "aircraft.onnx", MODELS / "aircraft.json")
