"""What the ground is made of: concrete in slabs, paved asphalt, soil, paint, and what wear leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hardstand.simulation.camera import Camera, Image, Patch
from hardstand.simulation.noise import fractal_noise, smooth_step
from hardstand.simulation.parts import Colour, Surface, SurfaceKind

SOIL = np.array([0.46, 0.395, 0.295], np.float32)
STRAW = np.array([0.395, 0.355, 0.245], np.float32)
GREEN = np.array([0.235, 0.265, 0.165], np.float32)
_LEVELLED = np.array([0.53, 0.45, 0.34], np.float32)
_CONCRETE = np.array([0.545, 0.525, 0.475], np.float32)
_ASPHALT = np.array([0.285, 0.285, 0.28], np.float32)

_SLAB_M = 7.5
_JOINT_M = 0.28
_LANE_M = 3.75
_CYCLE = 64
"""Slabs, or lanes, after which their tones repeat."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """Where a material is laid.

    Attributes:
        surface: the plan's patch.
        patch: the pixels that it covers.
        camera: of the ground's texture.
        rng: of this surface alone.
    """

    surface: Surface
    patch: Patch
    camera: Camera
    rng: np.random.Generator

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the patch."""
        rows, columns = self.patch.coverage.shape
        return rows, columns

    def axes(self) -> tuple[Image, Image]:
        """Metres along and across the surface's heading for each pixel of the patch, from its first corner."""
        left, top = self.camera.upper_left
        columns, rows = (np.arange(part.start, part.stop) + 0.5 for part in (self.patch.columns, self.patch.rows))
        east = left + columns * self.camera.gsd_m - self.surface.corners[0][0]
        north = top - rows * self.camera.gsd_m - self.surface.corners[0][1]
        angle = np.radians(self.surface.heading_deg)
        along = east[None, :] * np.sin(angle) + north[:, None] * np.cos(angle)
        across = east[None, :] * np.cos(angle) - north[:, None] * np.sin(angle)
        return along.astype(np.float32), across.astype(np.float32)

    def mottled(self, colour: NDArray[np.float32], contrast: float) -> Image:
        """A colour with stains at all scales, (rows, columns, 3)."""
        noise = fractal_noise(self.shape, max(2, int(48 / self.camera.gsd_m)), 1, self.rng)
        return np.asarray(colour * (1.0 + np.float32(contrast) * noise[..., None]), dtype=np.float32)


Texture = Callable[[Ground], Image]


@dataclass(frozen=True, kw_only=True)
class Material:
    """How a kind of surface looks.

    Attributes:
        texture: its reflectance (rows, columns, 3) float32.
        opacity: 1 = hides what is below, 0..1.
        grown: share of it that is vegetation and changes with the season, 0..1.
    """

    texture: Texture
    opacity: float = 1.0
    grown: float = 0.0


def _concrete(ground: Ground) -> Image:
    """Slabs of slightly different age with dark joints, cast lane by lane."""
    base = ground.mottled(_CONCRETE, 0.045)
    along, across = ground.axes()
    tones = ground.rng.normal(1.0, 0.013, (_CYCLE, _CYCLE)).astype(np.float32)
    lanes = ground.rng.normal(1.0, 0.02, _CYCLE).astype(np.float32)
    row, lane = (np.floor(metres / _SLAB_M).astype(int) % _CYCLE for metres in (along, across))
    joint = np.minimum(_to_joint(along), _to_joint(across))
    dark = 1.0 - np.float32(0.13) * np.exp(-((joint / np.float32(_JOINT_M)) ** 2))
    return np.asarray(base * (tones[row, lane] * lanes[lane] * dark)[..., None], dtype=np.float32)


def _to_joint(metres: Image) -> Image:
    """Distance to the nearest joint, metres."""
    return np.asarray(np.abs(metres / _SLAB_M - np.round(metres / _SLAB_M)) * _SLAB_M, dtype=np.float32)


def _asphalt(ground: Ground) -> Image:
    """Paved in lanes, each from another load."""
    base = ground.mottled(_ASPHALT, 0.05)
    _, across = ground.axes()
    lanes = ground.rng.normal(1.0, 0.03, _CYCLE).astype(np.float32)
    return np.asarray(base * lanes[np.floor(across / _LANE_M).astype(int) % _CYCLE][..., None], dtype=np.float32)


def _field(ground: Ground) -> Image:
    """Ploughed or cropped land: furrows along the heading."""
    mix = np.float32(ground.rng.uniform(0, 1))
    base = ground.mottled(SOIL * (1 - mix) + GREEN * mix, 0.07)
    _, across = ground.axes()
    furrows = 1.0 + np.float32(0.05) * np.sin(across * np.float32(2 * np.pi / ground.rng.uniform(2.4, 5.0)))
    return np.asarray(base * furrows[..., None], dtype=np.float32)


def _ploughed(ground: Ground) -> Image:
    """Turned, still moist soil in narrow furrows."""
    base = ground.mottled(SOIL * np.array([0.72, 0.68, 0.66], np.float32), 0.06)
    _, across = ground.axes()
    furrows = 1.0 + np.float32(0.07) * np.sin(across * np.float32(2 * np.pi / 2.2))
    return np.asarray(base * furrows[..., None], dtype=np.float32)


def _earth(ground: Ground) -> Image:
    """Soil that machines have levelled: pale and damp patches, and the tracks of their passes along the heading."""
    damp = smooth_step(fractal_noise(ground.shape, max(2, int(36 / ground.camera.gsd_m)), 1, ground.rng), 0.2, 1.8)
    base = ground.mottled(_LEVELLED, 0.05) * (1.0 - np.float32(0.15) * damp[..., None])
    along, across = ground.axes()
    for _ in range(9):
        aside, sway, length = ground.rng.uniform((-24, 0.5, 60), (24, 4, 220)).astype(np.float32)
        line = across - aside - sway * np.sin(along * np.float32(2 * np.pi) / length)
        wheels = np.minimum(np.abs(line - np.float32(1.1)), np.abs(line + np.float32(1.1)))
        depth = np.float32(ground.rng.normal(-0.02, 0.06))
        base *= 1.0 + depth * np.clip(1.0 - wheels / np.float32(0.7), 0, 1)[..., None]
    return np.asarray(base, dtype=np.float32)


def _plain(colour: Colour, contrast: float) -> Texture:
    """One colour, more or less mottled."""

    def texture(ground: Ground) -> Image:
        return ground.mottled(np.array(colour, np.float32), contrast)

    return texture


def _film(colour: Colour) -> Texture:
    """One colour without texture: what is below shows through."""

    def texture(ground: Ground) -> Image:
        return np.broadcast_to(np.array(colour, np.float32), (*ground.shape, 3))

    return texture


MATERIALS: dict[SurfaceKind, Material] = {
    SurfaceKind.GRASS: Material(texture=_plain((0.235, 0.265, 0.165), 0.08), grown=1.0),
    SurfaceKind.SOIL: Material(texture=_plain((0.46, 0.395, 0.295), 0.07), opacity=0.9),
    SurfaceKind.FIELD: Material(texture=_field, grown=1.0),
    SurfaceKind.PLOUGHED: Material(texture=_ploughed),
    SurfaceKind.STUBBLE: Material(texture=_plain((0.50, 0.44, 0.29), 0.06)),
    SurfaceKind.EARTH: Material(texture=_earth, opacity=0.95),
    SurfaceKind.GRAVEL: Material(texture=_plain((0.455, 0.425, 0.37), 0.05)),
    SurfaceKind.ASPHALT: Material(texture=_asphalt),
    SurfaceKind.CONCRETE: Material(texture=_concrete),
    SurfaceKind.WHITE_PAINT: Material(texture=_plain((0.80, 0.80, 0.78), 0.06), opacity=0.75),
    SurfaceKind.YELLOW_PAINT: Material(texture=_plain((0.68, 0.55, 0.20), 0.06), opacity=0.75),
    SurfaceKind.TRACK: Material(texture=_film((0.50, 0.44, 0.34)), opacity=0.45),
    SurfaceKind.RUBBER: Material(texture=_film((0.11, 0.11, 0.11)), opacity=0.10),
    SurfaceKind.STAIN: Material(texture=_film((0.22, 0.20, 0.17)), opacity=0.20),
}
"""All that a plan can lay."""
