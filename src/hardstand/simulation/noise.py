"""Natural-looking randomness: noise with detail at every scale."""

from __future__ import annotations

import cv2
import numpy as np

from hardstand.simulation.camera import Image


def fractal_noise(
    shape: tuple[int, int], coarsest_px: int, finest_px: int, rng: np.random.Generator, persistence: float = 0.66
) -> Image:
    """Noise with detail at every scale, (rows, columns) float32, mean 0, standard deviation about 1.

    Octaves of smoothly enlarged white noise, from `coarsest_px` to `finest_px` per seed; each is `persistence` times as
    strong as the one twice as coarse.
    """
    rows, columns = shape
    total = np.zeros(shape, np.float32)
    weight, power, cell = 1.0, 0.0, coarsest_px
    while cell >= finest_px:
        seeds = rng.standard_normal((rows // cell + 3, columns // cell + 3)).astype(np.float32)
        large = cv2.resize(seeds, (seeds.shape[1] * cell, seeds.shape[0] * cell), interpolation=cv2.INTER_CUBIC)
        total += np.float32(weight) * large[cell // 2 : cell // 2 + rows, cell // 2 : cell // 2 + columns]
        power += weight**2 * 0.45  # what is left of the variance after cubic enlargement
        weight, cell = weight * persistence, cell // 2
    return total / np.float32(np.sqrt(power))


def smooth_step(values: Image, low: float, high: float) -> Image:
    """0 below `low`, 1 above `high`, smooth between."""
    share = np.clip((values - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), dtype=np.float32)
