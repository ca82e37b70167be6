"""Detections on the ground, their sizes, and what they may be."""

from hardstand.measurement.result import Identity, Level, Measurement, Points, TypeHypothesis
from hardstand.measurement.sighting import DOUBT, Sighting, place_on_ground

__all__ = ["DOUBT", "Identity", "Level", "Measurement", "Points", "Sighting", "TypeHypothesis", "place_on_ground"]
