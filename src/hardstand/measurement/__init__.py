"""Detections on the ground, and their sizes."""

from hardstand.measurement.sighting import Sighting, place_on_ground

__all__ = ["Sighting", "place_on_ground"]
