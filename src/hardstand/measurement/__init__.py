"""Detections on the ground, their sizes, and what they may be."""

from hardstand.measurement.equipment import Equipment, EquipmentTable, load_equipment
from hardstand.measurement.identify import Context, identify, identify_sightings
from hardstand.measurement.points_model import PointsModel, load_points_model
from hardstand.measurement.result import Identity, Level, Measurement, Points, TypeHypothesis
from hardstand.measurement.scale import ScaleDoubt, check_scale
from hardstand.measurement.sighting import DOUBT, Sighting, place_on_ground
from hardstand.measurement.stage import measure_detections, refine_detections

__all__ = [
    "DOUBT",
    "Context",
    "Equipment",
    "EquipmentTable",
    "Identity",
    "Level",
    "Measurement",
    "Points",
    "PointsModel",
    "ScaleDoubt",
    "Sighting",
    "TypeHypothesis",
    "check_scale",
    "identify",
    "identify_sightings",
    "load_equipment",
    "load_points_model",
    "measure_detections",
    "place_on_ground",
    "refine_detections",
]
