"""From the light that leaves the ground to digital numbers: cloud, haze, blur, noise.

Order and shape follow the usual simple imaging chain (Schowengerdt 2007, Remote Sensing, chapters 2 and 3): additive
path radiance, a Gaussian point spread, signal-dependent noise. Pan-sharpened products take their colour from bands
four times coarser, which the softer colour here imitates.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from hardstand.simulation.camera import Camera, Image
from hardstand.simulation.haze import haze_colour
from hardstand.simulation.light import Sun, darken
from hardstand.simulation.noise import fractal_noise
from hardstand.simulation.parts import Point
from hardstand.simulation.plan import CloudPlan, DatePlan

_CLOUD_COLOUR = np.array([0.87, 0.875, 0.885], np.float32)
_COLOUR_BLUR_PX = 1.6
_BILLOW = 0.06
"""Standard deviation of a cloud's brightness over its billows."""

_BLOCKED = 0.8
"""Share of the sun that a thick low cloud keeps from the ground; some comes round it."""

_SMOOTH = 0.5
"""How much weaker each finer scale of a cloud is: real ones are soft, with no detail below some ten metres."""

_FINEST_M = 5.0
_RAGGED = 0.09
"""How far a cloud's edge wanders in and out, share of its smaller radius."""


@dataclass(frozen=True, kw_only=True, eq=False)
class CloudField:
    """What clouds do to one image.

    Attributes:
        opacity: (height, width) float32, share of the ground's light that is lost, 0..1.
        brightness: (height, width) float32, of the cloud's top, about 1.
        shadow: (height, width) float32, share of the sun's light that is lost before the ground, 0..1.
    """

    opacity: Image
    brightness: Image
    shadow: Image


def render_clouds(clouds: tuple[CloudPlan, ...], camera: Camera, sun: Sun, rng: np.random.Generator) -> CloudField:
    """All clouds of a date; the shadow is the same cloud, moved by height, sun and view."""
    shape = (camera.height, camera.width)
    opacity, shadow, texture = (np.zeros(shape, np.float32) for _ in range(3))
    for cloud, stream in zip(clouds, rng.spawn(len(clouds)), strict=True):
        noise = _cloud_noise(cloud, camera, stream)
        aside = _shadow_offset(cloud, camera, sun)
        own = _cloud_opacity(cloud, camera, noise, (0.0, 0.0))
        texture = np.where(own > opacity, noise, texture)
        np.maximum(opacity, own, out=opacity)
        np.maximum(shadow, _cloud_opacity(cloud, camera, noise, aside), out=shadow)
    brightness = 1.0 + np.float32(_BILLOW) * texture
    return CloudField(opacity=opacity, brightness=brightness, shadow=np.float32(_BLOCKED) * shadow)


def apply_shadow(image: Image, clouds: CloudField) -> None:
    """Darken the ground under the clouds' shadows, in place."""
    darken(image, clouds.shadow)


def expose(light: Image, date: DatePlan, clouds: CloudField, haze: Image, rng: np.random.Generator) -> Image:
    """Digital numbers (height, width, 3) float32 in 0..255, not yet rounded; uses up `light`.

    Args:
        light: (height, width, 3) float32, what leaves the ground, 1 = white in full sun.
        date: gain, blur and noise.
        clouds: between the ground and the sensor.
        haze: (height, width) float32, share of the light that is lost to it, above the clouds.
        rng: of the noise.
    """
    for band, gain in enumerate(date.gain):
        plane = light[..., band] + clouds.opacity * (_CLOUD_COLOUR[band] * clouds.brightness - light[..., band])
        plane += haze * (haze_colour(haze, band) - plane)
        light[..., band] = plane * np.float32(255.0 * gain)
    signal = _soft_colour(_blurred(light, date.psf_px)).clip(0, 255)
    signal += _noise(signal[..., 1], date.noise, rng)
    return signal


def _noise(brightness: Image, strength: float, rng: np.random.Generator) -> Image:
    """Grain, stronger where it is brighter (photons), and blotches of colour as coarse as the colour bands."""
    rows, columns = brightness.shape
    scale = np.float32(strength) * np.sqrt(np.float32(0.4) + brightness / np.float32(200))
    grain = scale * rng.standard_normal((rows, columns), dtype=np.float32)
    coarse = rng.standard_normal((-(-rows // 2), -(-columns // 2), 3), dtype=np.float32) * np.float32(0.4 * strength)
    blotches = cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_LINEAR)
    return np.asarray(blotches + cv2.merge([grain, grain, grain]), dtype=np.float32)


def to_bytes(values: Image) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Rounded and clipped to uint8; 1 is the least, since 0 means "no measurement" to many readers."""
    return np.clip(np.round(values), 1, 255).astype(np.uint8)


def _soft_colour(image: Image) -> Image:
    """Keep the sharp brightness, blur the colour."""
    brightness = image @ np.full(3, 1 / 3, np.float32)
    coarse = cv2.GaussianBlur(brightness, (0, 0), _COLOUR_BLUR_PX)
    detail = brightness - coarse
    return np.asarray(_blurred(image, _COLOUR_BLUR_PX) + cv2.merge([detail, detail, detail]), np.float32)


def _blurred(image: Image, sigma_px: float) -> Image:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma_px), dtype=np.float32)


def _shadow_offset(cloud: CloudPlan, camera: Camera, sun: Sun) -> Point:
    """Metres (east, north) from where a cloud appears to where its shadow falls."""
    east, north = sun.shadow_per_metre
    return (east - camera.lean[0]) * cloud.height_m, (north - camera.lean[1]) * cloud.height_m


def _cloud_noise(cloud: CloudPlan, camera: Camera, rng: np.random.Generator) -> Image:
    """Texture of the cloud, on the image's grid."""
    coarsest = max(8, int(0.6 * min(cloud.radii_m) / camera.gsd_m))
    finest = max(2, int(_FINEST_M / camera.gsd_m))
    return fractal_noise((camera.height, camera.width), coarsest, finest, rng, _SMOOTH)


def _cloud_opacity(cloud: CloudPlan, camera: Camera, noise: Image, aside: Point) -> Image:
    """Opacity by the distance to the cloud's ragged edge, (height, width)."""
    columns = (aside[0] / camera.gsd_m, -aside[1] / camera.gsd_m)
    moved = cv2.warpAffine(
        noise,
        np.array([[1.0, 0.0, columns[0]], [0.0, 1.0, columns[1]]]),
        (camera.width, camera.height),
        borderMode=cv2.BORDER_REFLECT,
    )
    left, top = camera.upper_left
    east = left + (np.arange(camera.width, dtype=np.float32) + 0.5) * camera.gsd_m - cloud.centre[0] - aside[0]
    north = top - (np.arange(camera.height, dtype=np.float32) + 0.5) * camera.gsd_m - cloud.centre[1] - aside[1]
    radius = np.sqrt((east[None, :] / cloud.radii_m[0]) ** 2 + (north[:, None] / cloud.radii_m[1]) ** 2)
    inside_m = (1.0 - radius) * min(cloud.radii_m) + _RAGGED * min(cloud.radii_m) * moved
    share = np.clip(inside_m / cloud.softness_m + 0.5, 0, 1)
    return np.asarray(cloud.opacity * share * share * (3 - 2 * share), np.float32)
