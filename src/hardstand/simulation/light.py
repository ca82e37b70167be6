"""Sun and shadow on flat ground."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hardstand.simulation.camera import Camera, Image, cover
from hardstand.simulation.outlines import Facet
from hardstand.simulation.parts import Point

Array = NDArray[np.float64]

_BOUNCE: Array = np.array([0.20, 0.19, 0.17])
"""Light that a wall receives from sunlit pavement, as a share of all light on open flat ground."""

SKY: Array = np.array([0.32, 0.355, 0.425])
"""Light of the sky as a share of all light on open flat ground, red, green, blue: why shadows are blue."""


@dataclass(frozen=True, kw_only=True)
class Sun:
    """Where the sun stands.

    Attributes:
        azimuth_deg: clockwise from grid north.
        elevation_deg: above the horizon, 5..90.
    """

    azimuth_deg: float
    elevation_deg: float

    @property
    def direction(self) -> Array:
        """Unit vector (east, north, up) towards the sun."""
        azimuth, elevation = np.radians([self.azimuth_deg, self.elevation_deg])
        flat = np.cos(elevation)
        return np.array([flat * np.sin(azimuth), flat * np.cos(azimuth), np.sin(elevation)])

    @property
    def shadow_per_metre(self) -> Point:
        """Metres (east, north) that the shadow of a point falls aside per metre of its height."""
        east, north, up = self.direction
        return float(-east / up), float(-north / up)


def shade(facet: Facet, sun: Sun, camera: Camera) -> Array:
    """Colour (3,) of a facet in the sun, its side that faces the camera; flat ground keeps its own colour."""
    normal = _normal(facet.corners)
    towards_camera = np.array([-camera.lean[0], -camera.lean[1], 1.0])
    if normal @ towards_camera < 0:
        normal = -normal
    direct = max(0.0, float(normal @ sun.direction)) / sun.direction[2]
    steep = 1.0 - abs(normal[2])
    light = SKY * (1.0 - 0.5 * steep) + _BOUNCE * steep + (1.0 - SKY) * direct
    return np.asarray(np.asarray(facet.colour) * light, dtype=np.float64)


def cast(facets: list[Facet], sun: Sun, camera: Camera) -> Image:
    """Share of each pixel of ground that lies in the facets' shadow, (height, width) float32, 0..1."""
    shadow = np.zeros((camera.height, camera.width), np.float32)
    aside = np.asarray(sun.shadow_per_metre)
    for facet in facets:
        on_ground = facet.corners[:, :2] + facet.corners[:, 2:] * aside
        patch = cover(camera.project(on_ground), camera.width, camera.height)
        if patch is not None:
            part = shadow[patch.rows, patch.columns]
            np.maximum(part, patch.coverage * np.float32(facet.opacity), out=part)
    return shadow


def darken(image: Image, shadow: Image) -> None:
    """Leave only the light of the sky where the shadow (height, width) falls, in place."""
    for band, lost in enumerate(1.0 - SKY):
        image[..., band] *= 1.0 - shadow * np.float32(lost)


def _normal(corners: Array) -> Array:
    """Unit normal (3,) of a polygon (n, 3), Newell's method; straight up where it has no area."""
    ahead = np.concatenate([corners[1:], corners[:1]])
    difference, double_mean = corners - ahead, corners + ahead
    total = (difference[:, [1, 2, 0]] * double_mean[:, [2, 0, 1]]).sum(axis=0)
    length = float(np.linalg.norm(total))
    return np.asarray(total / length) if length > 0 else np.array([0.0, 0.0, 1.0])
