"""Haze and fog: light of the air that lies over the ground, here thin, there thick."""

from __future__ import annotations

import numpy as np

from hardstand.simulation.camera import Camera, Image
from hardstand.simulation.noise import fractal_noise, smooth_step
from hardstand.simulation.plan import HazePlan

_COARSEST_M, _FINEST_M = 160.0, 20.0
_HAZE = np.array([0.62, 0.66, 0.72], np.float32)
"""Colour of thin haze: bluish, since small drops and molecules scatter blue most."""

_FOG = np.array([0.80, 0.81, 0.82], np.float32)
"""Colour of dense fog: drops as large as a cloud's scatter all colours alike."""


def render_haze(plans: tuple[HazePlan, ...], even: float, camera: Camera, rng: np.random.Generator) -> Image:
    """Share of the ground's light that is lost to haze, (height, width) float32, 0..1.

    Args:
        plans: patches; each dims what the others let through.
        even: share that is lost everywhere, 0..1.
        camera: of the image.
        rng: each patch draws from a random stream of its own.
    """
    passing = np.full((camera.height, camera.width), 1.0 - even, np.float32)
    for plan, stream in zip(plans, rng.spawn(len(plans)), strict=True):
        passing *= 1.0 - _patch(plan, camera, stream)
    return 1.0 - passing


def haze_colour(share: Image, band: int) -> Image:
    """Light of the air in one band, (height, width): the more of it, the whiter."""
    return np.asarray(_HAZE[band] + (_FOG[band] - _HAZE[band]) * smooth_step(share, 0.2, 0.9), dtype=np.float32)


def _patch(plan: HazePlan, camera: Camera, rng: np.random.Generator) -> Image:
    coarsest, finest = (max(2, int(length / camera.gsd_m)) for length in (_COARSEST_M, _FINEST_M))
    shape = (camera.height, camera.width)
    billows = 1.0 - np.float32(plan.variation) * np.clip(fractal_noise(shape, coarsest, finest, rng, 0.5) / 2 + 1, 0, 2)
    return np.asarray(np.clip(plan.strength * billows * _extent(plan, camera), 0, 1), dtype=np.float32)


def _extent(plan: HazePlan, camera: Camera) -> Image:
    """1 in the middle of a patch, a half at its radii, 0 far outside; 1 everywhere where it has no radii."""
    if plan.radii_m is None:
        return np.ones((camera.height, camera.width), np.float32)
    left, top = camera.upper_left
    east = left + (np.arange(camera.width, dtype=np.float32) + 0.5) * camera.gsd_m - plan.centre[0]
    north = top - (np.arange(camera.height, dtype=np.float32) + 0.5) * camera.gsd_m - plan.centre[1]
    radius = np.hypot((east / plan.radii_m[0])[None, :], (north / plan.radii_m[1])[:, None])
    return 1.0 - smooth_step(radius.astype(np.float32), 0.4, 1.6)
