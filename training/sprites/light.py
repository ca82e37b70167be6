"""Light on a sprite that lies in a crop: its own shading, its shadows, and the look of the crop over it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.sprites.look import Look
from training.sprites.paint import grain

Image = NDArray[np.uint8]
Plane = NDArray[np.float32]
_TOUCHED = np.float32(1e-3)
"""Cover below which a pixel stays exactly as it was."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Lying:
    """A sprite turned into the crop's pixels.

    Attributes:
        paint: (rows, columns, 3) float32, 0..1, what the surface sends back times `alpha`.
        alpha: (rows, columns) float32, 0..1.
        relief: (rows, columns, 4) uint8 as `Sprite.relief`, its slopes along columns and rows.
    """

    paint: NDArray[np.float32]
    alpha: Plane
    relief: NDArray[np.uint8]


def shading(relief: NDArray[np.uint8], sun: float, elevation_deg: float) -> Plane:
    """Brightness of a surface against a level one under sun and sky (Lambert), about 0.3..1.6, (rows, columns)."""
    slope = (np.arange(256, dtype=np.float32) - 128) / 127
    along, down = cv2.LUT(relief[..., 0], slope), cv2.LUT(relief[..., 1], slope)
    level = cv2.sqrt(np.maximum(1 - along * along - down * down, 0))
    direct = level + (along * np.float32(np.cos(sun)) + down * np.float32(np.sin(sun))) * np.float32(
        1 / np.tan(np.radians(elevation_deg))
    )
    return np.asarray(np.float32(0.3) + np.float32(0.7) * np.clip(direct, 0.0, 1.8), np.float32)


def shadows(lying: Lying, sun: float, elevation_deg: float, gsd_m: float) -> Plane:
    """Share of each pixel in shadow, on the ground and on the object itself, (rows, columns) 0..1.

    A pixel is in shadow where, going towards the sun, something lies in the ray: its top above, its underside below.
    """
    top, low = (np.asarray(cv2.extractChannel(lying.relief, k), np.uint8) for k in (2, 3))
    reached = _lowered(top * (lying.alpha > 0.5), -4)
    dark = np.zeros_like(top)
    drop_per_px = 10 * gsd_m * float(np.tan(np.radians(elevation_deg)))
    distance, farthest = 1.0, float(top.max()) / drop_per_px
    while distance <= farthest:
        here, there = _overlap(round(distance * np.sin(sun)), round(distance * np.cos(sun)), top.shape)
        if not top[there].size:  # the ray has left the picture
            break
        drop = distance * drop_per_px
        above = cv2.compare(_lowered(top[there], drop), reached[here], cv2.CMP_GT)
        below = cv2.compare(_lowered(low[there], drop + 0.5 * drop_per_px), reached[here], cv2.CMP_LT)
        dark[here] = cv2.bitwise_or(dark[here], cv2.bitwise_and(above, below))
        distance += 1.0 if distance < 12 else 1.5
    return cv2.GaussianBlur(dark, (3, 3), 0.6).astype(np.float32) * np.float32(1 / 255)


def _lowered(heights: NDArray[np.uint8], by: float) -> NDArray[np.uint8]:
    """Heights less so many decimetres, kept within 0..255."""
    return np.asarray(cv2.subtract(heights, by), np.uint8)  # type: ignore[call-overload] # the stubs know no scalars


def _overlap(down: int, across: int, shape: tuple[int, ...]) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Slices of the pixels and of those so many rows and columns further on, both inside."""
    here, there = [], []
    for step, extent in ((down, shape[0]), (across, shape[1])):
        here.append(slice(max(0, -step), max(0, min(extent, extent - step))))
        there.append(slice(max(0, step), max(0, min(extent, extent + step))))
    return (here[0], here[1]), (there[0], there[1])


def blended(ground: Image, lying: Lying, light: Plane, shadow: Plane, look: Look, rng: np.random.Generator) -> Image:
    """Object and shadow through the crop's point spread over the ground as it is, with the crop's noise."""
    layers = _spread(
        np.asarray(cv2.merge([*_shown(lying, light, shadow, look), lying.alpha, shadow]), np.float32), look
    )
    *paint, cover, dark = cv2.split(layers)
    noise = np.float32(look.noise) * grain((cover.shape[0], cover.shape[1]), rng) * cover
    untouched = np.maximum(np.abs(cover), np.abs(dark)) < _TOUCHED
    clear = 1 - cover
    planes = []
    for channel, below in enumerate(cv2.split(ground.astype(np.float32))):
        base = np.float32(0.6 * look.black[channel])
        lit = np.minimum(below, base + np.maximum(below - base, 0) * (1 - dark * (1 - look.shade[channel])))
        planes.append(np.where(untouched, below, lit * clear + paint[channel] + noise + np.float32(0.5)))
    return np.clip(cv2.merge(planes), 0, 255).astype(np.uint8)


def _shown(lying: Lying, light: Plane, shadow: Plane, look: Look) -> list[Plane]:
    """Values that the object shows, times its share of the pixel, channel by channel."""
    planes = []
    for channel, plane in enumerate(cv2.split(lying.paint)):
        black, white = look.black[channel], look.white[channel]
        left = (1 - shadow * (1 - look.shade[channel])) * light * (white - black)
        planes.append(np.minimum(black * lying.alpha + plane * left, 262 * lying.alpha))
    return planes


def _spread(layers: NDArray[np.float32], look: Look) -> NDArray[np.float32]:
    """The crop's point spread, and the overdrawn edges of map viewers."""
    soft = cv2.GaussianBlur(layers, (0, 0), look.blur_px, borderType=cv2.BORDER_REPLICATE)
    if look.sharpened <= 0:
        return np.asarray(soft, np.float32)
    wide = cv2.GaussianBlur(soft, (0, 0), 1.5 * look.blur_px + 0.4, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.addWeighted(soft, 1 + look.sharpened, wide, -look.sharpened, 0), np.float32)
