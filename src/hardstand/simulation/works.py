"""Works: what is built on the ground, and of what."""

from __future__ import annotations

from enum import StrEnum


class WorkKind(StrEnum):
    """What a work is when it is finished."""

    STRIP = "strip"
    """A taxiway, a runway, a road: many times longer than wide."""
    APRON = "apron"
    """Pavement on which aircraft or vehicles stand."""
    BUILDING = "building"
    GROUND_WORKS = "ground works"
    """Earth that is moved: heaps, pits, revetments."""
    CLEARED_GROUND = "cleared ground"
    """Vegetation or what stood there is gone, and nothing is built yet."""
    OTHER = "other"


class WorkMaterial(StrEnum):
    """What the ground of a work shows."""

    EARTH = "earth"
    GRAVEL = "gravel"
    ASPHALT = "asphalt"
    CONCRETE = "concrete"
