"""What the crop looks like: range, sharpness and noise, so that what is pasted looks the same."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Look:
    """How a crop shows black, white, edges and shadows.

    Attributes:
        black: (3,) float32, value of a surface that sends nothing back.
        white: (3,) float32, value of white paint in the sun.
        blur_px: standard deviation of the point spread, pixels.
        noise: standard deviation of the noise, values of 0..255.
        shade: (3,) float32, what a shadow leaves of the light.
        elevation_deg: of the sun.
        sharpened: how strongly edges are overdrawn, as map viewers do, 0..1.
    """

    black: NDArray[np.float32]
    white: NDArray[np.float32]
    blur_px: float
    noise: float
    shade: NDArray[np.float32]
    elevation_deg: float
    sharpened: float


def look_of(image: NDArray[np.uint8], rng: np.random.Generator) -> Look:
    """Estimate a crop's look; what can't be seen in it (sun's height, depth of shadows) is drawn.

    Args:
        image: (rows, columns, 3) uint8 RGB.
        rng: of what is drawn.
    """
    small = image[::2, ::2].reshape(-1, 3)
    low, high = np.percentile(small, (0.5, 99.5), axis=0).astype(np.float32)
    black = np.minimum(low, 60) * np.float32(rng.uniform(0.5, 1.0))
    floor = np.median(small, axis=0) * np.float32(rng.uniform(1.25, 1.9)) + 15
    white = np.clip(np.maximum(high * rng.uniform(1.0, 1.35), floor), 150, 258).astype(np.float32)
    blur, noise = sharpness(image)
    leaves = rng.uniform(0.08, 0.5)
    return Look(
        black=black,
        white=white,
        blur_px=float(np.clip(0.85 * blur * np.exp(rng.normal(0, 0.15)), 0.35, 2.0)),
        noise=float(min(5.0, 0.7 * noise)),
        shade=np.array([leaves, leaves * 1.04, leaves * rng.uniform(1.05, 1.25)], np.float32),
        elevation_deg=float(rng.uniform(25, 68)),
        sharpened=float(max(0.0, rng.normal(0.15, 0.3))),
    )


def sharpness(image: NDArray[np.uint8]) -> tuple[float, float]:
    """Blur (standard deviation, pixels) and noise (values) of a crop.

    The blur comes from how fast the strongest edges rise: the ratio of their height over one pixel to that over four.
    The noise is the median absolute deviation of the second difference in flat places.
    """
    grey = cv2.cvtColor(image[:384, :384], cv2.COLOR_RGB2GRAY).astype(np.float32)
    second = grey[1:-1, 1:-1] - 0.25 * (grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:])
    noise = float(np.median(np.abs(second)) * 1.4826 / np.sqrt(1.25))
    fine = np.abs(grey[:, 1:] - grey[:, :-1])[:, 2:-2]
    coarse = np.abs(grey[:, 5:] - grey[:, :-5])
    strong = coarse > max(12.0, float(np.percentile(coarse, 98.5)))
    if strong.sum() < 20:
        return 0.8, noise
    steep = float(np.percentile(fine[strong] / coarse[strong], 75))
    # A step of height 1 under a Gaussian of deviation s rises by erf(1 / (2 sqrt(2) s)) over one pixel.
    return float(np.clip(0.5 / (1.2533 * np.clip(steep, 0.12, 0.9)) * 1.0, 0.4, 2.0)), noise
