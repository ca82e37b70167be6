"""What stands where on one image."""

from hardstand.detection.card import ModelCard
from hardstand.detection.detector import Detector, TileDetections
from hardstand.detection.inference import Findings, detect_objects, find_objects
from hardstand.detection.registry import (
    AIRCRAFT_DETECTOR,
    DEFAULT_DETECTORS,
    detector_names,
    load_detector,
    load_detectors,
)
from hardstand.detection.request import DetectionRequest, not_observable, outside_measured_gsd, score_thresholds
from hardstand.detection.result import Detection, DetectorFailure
from hardstand.detection.several import Search, search_all

__all__ = [
    "AIRCRAFT_DETECTOR",
    "DEFAULT_DETECTORS",
    "Detection",
    "DetectionRequest",
    "Detector",
    "DetectorFailure",
    "Findings",
    "ModelCard",
    "Search",
    "TileDetections",
    "detect_objects",
    "detector_names",
    "find_objects",
    "load_detector",
    "load_detectors",
    "not_observable",
    "outside_measured_gsd",
    "score_thresholds",
    "search_all",
]
