"""Haze, fog, darkness and overexposure rendered over real pictures, to measure what they hide.

Haze mixes what the ground sends with airlight (Koschmieder 1924): seen = ground * left + airlight * (1 - left), where
left = exp(-depth). The sensor's noise comes after it and does not fade with the ground; then the picture is rounded to
8 bits. Darkness and overexposure multiply instead.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hardstand.simulation.noise import fractal_noise, smooth_step

Picture = NDArray[np.uint8]
"""(rows, columns, 3) in red, green, blue."""

Field = NDArray[np.float32]
"""(rows, columns), one value per pixel."""

AIRLIGHT = (205.0, 210.0, 218.0)
"""Red, green, blue of haze under a bright sky: white with a little blue."""

_PATCH_M = 400.0
_FINEST_M = 50.0
"""Size of the largest and smallest patches of fog, metres: ground fog is smooth."""


def patches(shape: tuple[int, int], gsd_m: float, rng: np.random.Generator) -> Field:
    """A smooth field from 0 to 1 with as much of the one as of the other: where fog lies, or where light falls.

    Args:
        shape: rows, columns.
        gsd_m: metres per pixel; the patches measure some 50 to 400 m.
        rng: decides where they lie.
    """
    coarsest, finest = (max(1, round(size / gsd_m)) for size in (_PATCH_M, _FINEST_M))
    return smooth_step(fractal_noise(shape, coarsest, finest, rng, persistence=0.5), -1.2, 1.2)


def lay_haze(
    picture: Picture,
    depth: float | Field,
    grain: float,
    rng: np.random.Generator,
    airlight: tuple[float, float, float] = AIRLIGHT,
) -> Picture:
    """A picture through haze.

    Args:
        picture: the ground in clear air.
        depth: optical depth, 0 and more; exp(-depth) of the ground's contrast is left. One for all pixels, or a field.
        grain: standard deviation of the sensor's noise, grey values.
        rng: of the noise.
        airlight: red, green, blue of the haze itself.
    """
    left = np.exp(-np.asarray(depth, np.float32))[..., None]
    return _record(picture * left + np.array(airlight, np.float32) * (1 - left), grain, rng)


def expose(
    picture: Picture, gain: float | Field, grain: float, rng: np.random.Generator, gamma: float = 1.0
) -> Picture:
    """A picture with less light (gain below 1) or more than the sensor takes (above 1); what leaves 0..255 is cut.

    Args:
        picture: the ground, well exposed.
        gain: factor on all values. One for all pixels, or a field.
        grain: standard deviation of the sensor's noise, grey values.
        rng: of the noise.
        gamma: exponent on all values, 255 = 1; above 1 the dark parts are crushed first.
    """
    levels = 255 * (np.arange(256, dtype=np.float32) / 255) ** np.float32(gamma)
    light = levels[picture] * np.asarray(gain, np.float32)[..., None]
    return _record(light.astype(np.float32), grain, rng)


def _record(light: NDArray[np.float32], grain: float, rng: np.random.Generator) -> Picture:
    """With noise, rounded to 8 bits."""
    noise = np.float32(grain) * rng.standard_normal(light.shape, dtype=np.float32)
    return np.clip(np.rint(light + noise), 0, 255).astype(np.uint8)
