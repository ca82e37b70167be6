"""What stands where on one image."""

from hardstand.detection.card import ModelCard
from hardstand.detection.detector import Detector, TileDetections
from hardstand.detection.inference import DetectionRequest, detect_objects, outside_measured_gsd, score_threshold
from hardstand.detection.registry import DEFAULT_DETECTOR, detector_names, load_detector
from hardstand.detection.result import Detection

__all__ = [
    "DEFAULT_DETECTOR",
    "Detection",
    "DetectionRequest",
    "Detector",
    "ModelCard",
    "TileDetections",
    "detect_objects",
    "detector_names",
    "load_detector",
    "outside_measured_gsd",
    "score_threshold",
]
