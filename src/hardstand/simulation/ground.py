"""The ground of a site as one texture that all dates share."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from hardstand.simulation.camera import Camera, Image, blend, cover
from hardstand.simulation.materials import GREEN, MATERIALS, SOIL, STRAW, Ground
from hardstand.simulation.noise import fractal_noise, smooth_step
from hardstand.simulation.parts import Surface
from hardstand.simulation.plan import SitePlan
from hardstand.simulation.season import in_season

MARGIN_M = 12.0
"""Ground rendered beyond the site on each side, metres, so that a shifted view still sees ground."""


def ground_camera(site: SitePlan) -> Camera:
    """The grid of the ground's texture: straight down, at the finest GSD of the dates."""
    gsd = min(date.gsd_m for date in site.dates)
    return Camera(
        width=round((site.width_m + 2 * MARGIN_M) / gsd), height=round((site.height_m + 2 * MARGIN_M) / gsd), gsd_m=gsd
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class GroundTexture:
    """The ground on the grid of `ground_camera`.

    Attributes:
        reflectance: (height, width, 3) float32 in the dry season.
        grown: (height, width) float32, share that is vegetation, 0..1.
    """

    reflectance: Image
    grown: Image

    def copy(self) -> GroundTexture:
        """One that may be painted over."""
        return GroundTexture(reflectance=self.reflectance.copy(), grown=self.grown.copy())

    def in_season(self, season: float) -> Image:
        """Reflectance (height, width, 3) in a season, 0 = dry straw, 1 = green."""
        return in_season(self.reflectance, self.grown, season)


def render_ground(site: SitePlan, rng: np.random.Generator) -> GroundTexture:
    """The ground that all dates share."""
    camera = ground_camera(site)
    ground = _open_ground(camera, rng)
    lay(ground, site.surfaces, camera, rng)
    return ground


def lay(ground: GroundTexture, surfaces: tuple[Surface, ...], camera: Camera, rng: np.random.Generator) -> None:
    """Paint surfaces over a ground texture, in place.

    Each draws from a random stream of its own, so that adding one at the end leaves the others as they are.
    """
    for surface, stream in zip(surfaces, rng.spawn(len(surfaces)), strict=True):
        patch = cover(camera.project(np.array(surface.corners)), camera.width, camera.height)
        if patch is not None:
            material = MATERIALS[surface.kind]
            texture = material.texture(Ground(surface=surface, patch=patch, camera=camera, rng=stream))
            blend(ground.reflectance, patch, texture * np.float32(surface.tone), material.opacity)
            below = ground.grown[patch.rows, patch.columns]
            below += patch.coverage * np.float32(material.opacity) * (np.float32(material.grown) - below)


def view_ground(ground: Image, source: Camera, camera: Camera) -> Image:
    """The ground's texture on the grid of a date, cubic interpolation."""
    scale = camera.gsd_m / source.gsd_m
    east, north = (camera.upper_left[i] - source.upper_left[i] for i in (0, 1))
    # cv2 counts from the middle of the first pixel, the cameras from its outer corner.
    column, row = east / source.gsd_m + (scale - 1) / 2, -north / source.gsd_m + (scale - 1) / 2
    matrix = np.array([[scale, 0.0, column], [0.0, scale, row]])
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    seen = cv2.warpAffine(ground, matrix, (camera.width, camera.height), flags=flags, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(seen, dtype=np.float32)


def _open_ground(camera: Camera, rng: np.random.Generator) -> GroundTexture:
    shape = (camera.height, camera.width)
    per_metre = 1.0 / camera.gsd_m
    damp = fractal_noise(shape, int(160 * per_metre), max(1, int(6 * per_metre)), rng)
    bare = fractal_noise(shape, int(60 * per_metre), max(1, int(1.5 * per_metre)), rng)
    grain = fractal_noise(shape, max(2, int(4 * per_metre)), 1, rng)
    return _mix_ground(damp, bare, grain)


def _mix_ground(damp: Image, bare: Image, grain: Image) -> GroundTexture:
    """Straw, greener where damp, soil where bare."""
    green = smooth_step(damp, 0.3, 2.2)[..., None] * np.float32(0.8)
    soil = smooth_step(bare - 0.3 * damp, 0.1, 1.6)[..., None] * np.float32(0.85)
    colour = STRAW + green * (GREEN - STRAW)
    colour = colour + soil * (SOIL - colour)
    tufts = smooth_step(grain, 1.3, 2.4)
    light = 1.0 + np.float32(0.075) * grain + np.float32(0.05) * bare - np.float32(0.11) * tufts
    reflectance = np.asarray(colour * cv2.merge([light, light, light]), dtype=np.float32)
    return GroundTexture(reflectance=reflectance, grown=1.0 - soil[..., 0])
