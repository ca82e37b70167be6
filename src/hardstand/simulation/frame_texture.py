"""As much of a real ground's fine texture as is wanted.

Asymptotic discrete spot noise (Galerne, Gousseau and Morel 2011, Random Phase Textures, section 2): white noise
filtered with a sample has the sample's spectrum and the correlation of its colours. It carries the sensor's noise,
the point spread, sharpening and what compression left of them, with no model of any.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.simulation.camera import Image
from hardstand.simulation.frame_look import FrameLook, Texture

_MIXED = 3
"""Samples that one texture is mixed from."""


def real_texture(
    look: FrameLook, colour: NDArray[np.float32], shape: tuple[int, int], rng: np.random.Generator
) -> Image:
    """Texture (rows, columns, 3) for ground of that colour, mixed from the samples nearest to it in brightness.

    A mixture, so that what one sample holds by chance, a joint or a stain, does not come back everywhere.
    """
    order = np.argsort([abs(float(texture.colour.mean() - colour.mean())) for texture in look.textures])
    nearest = [look.textures[number] for number in order[:_MIXED]]
    weights = rng.uniform(0.5, 1.0, len(nearest))
    weights /= np.linalg.norm(weights)
    total = np.zeros((*shape, 3), np.float32)
    for texture, weight in zip(nearest, weights, strict=True):
        # Noise of photons grows with the root of the light.
        scale = np.sqrt(float(colour.mean()) / max(float(texture.colour.mean()), 1.0))
        total += spot_noise(texture, shape, rng) * np.float32(weight * np.clip(scale, 0.6, 1.6))
    return total


def spot_noise(texture: Texture, shape: tuple[int, int], rng: np.random.Generator) -> Image:
    """Noise (rows, columns, 3) float32 of mean 0 with the texture's spectrum and spread."""
    size = texture.residual.shape[0]
    window = np.hanning(size + 2)[1:-1].astype(np.float32)
    taper = (window[:, None] * window[None, :])[..., None]
    kernel = texture.residual * taper / np.float32(np.sqrt((taper**2).sum()))
    noise = rng.standard_normal((shape[0] + size, shape[1] + size), dtype=np.float32)
    half = size // 2
    bands = [
        cv2.filter2D(noise, -1, kernel[..., band], borderType=cv2.BORDER_REFLECT)[
            half : half + shape[0], half : half + shape[1]
        ]
        for band in range(3)
    ]
    return np.asarray(cv2.merge(bands), dtype=np.float32)
