"""Detections on the ground, and their sizes."""

from hardstand.measurement.sighting import DOUBT, Sighting, place_on_ground

__all__ = ["DOUBT", "Sighting", "place_on_ground"]
