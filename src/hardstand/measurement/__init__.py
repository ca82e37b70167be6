"""Detections on the ground, their sizes, and what they may be."""

from hardstand.measurement.equipment import Equipment, EquipmentTable, load_equipment
from hardstand.measurement.identify import Context, identify, identify_sightings
from hardstand.measurement.result import Identity, Level, Measurement, Points, TypeHypothesis
from hardstand.measurement.sighting import DOUBT, Sighting, place_on_ground

__all__ = [
    "DOUBT",
    "Context",
    "Equipment",
    "EquipmentTable",
    "Identity",
    "Level",
    "Measurement",
    "Points",
    "Sighting",
    "TypeHypothesis",
    "identify",
    "identify_sightings",
    "load_equipment",
    "place_on_ground",
]
