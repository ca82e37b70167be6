"""What stands where on one image."""

from hardstand.detection.card import ModelCard
from hardstand.detection.detector import Detector, TileDetections
from hardstand.detection.inference import (
    DetectionRequest,
    Findings,
    detect_objects,
    find_objects,
    outside_measured_gsd,
    score_threshold,
)
from hardstand.detection.registry import DEFAULT_DETECTOR, detector_names, load_detector
from hardstand.detection.result import Detection

__all__ = [
    "DEFAULT_DETECTOR",
    "Detection",
    "DetectionRequest",
    "Detector",
    "Findings",
    "ModelCard",
    "TileDetections",
    "detect_objects",
    "detector_names",
    "find_objects",
    "load_detector",
    "outside_measured_gsd",
    "score_threshold",
]
