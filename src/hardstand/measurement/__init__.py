"""Detections on the ground, and their sizes."""
