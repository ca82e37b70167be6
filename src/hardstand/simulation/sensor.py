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
from hardstand.simulation.ground import clouds_of_noise
from hardstand.simulation.light import Sun, darken
from hardstand.simulation.plan import CloudPlan, DatePlan, Point

_HAZE_COLOUR = np.array([0.62, 0.66, 0.72], np.float32)
_CLOUD_COLOUR = np.array([0.93, 0.94, 0.96], np.float32)
_COLOUR_BLUR_PX = 1.6


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
        np.maximum(opacity, _cloud_opacity(cloud, camera, noise, (0.0, 0.0)), out=opacity)
        np.maximum(shadow, _cloud_opacity(cloud, camera, noise, aside), out=shadow)
        texture = np.maximum(texture, opacity * noise[: shape[0], : shape[1]])
    return CloudField(opacity=opacity, brightness=1.0 + np.float32(0.04) * texture, shadow=np.float32(0.9) * shadow)


def apply_shadow(image: Image, clouds: CloudField) -> None:
    """Darken the ground under the clouds' shadows, in place."""
    darken(image, clouds.shadow)


def expose(light: Image, date: DatePlan, clouds: CloudField, rng: np.random.Generator) -> Image:
    """Digital numbers (height, width, 3) float32 in 0..255, not yet rounded, from the light that leaves the ground."""
    cover = clouds.opacity[..., None]
    seen = light + cover * (_CLOUD_COLOUR * clouds.brightness[..., None] - light)
    seen = seen + np.float32(date.haze) * (_HAZE_COLOUR - seen)
    blurred = _soft_colour(cv2.GaussianBlur(seen, (0, 0), date.psf_px))
    signal = np.clip(blurred * np.asarray(date.gain, np.float32), 0, 1) * np.float32(255)
    grain = rng.standard_normal(signal.shape[:2], dtype=np.float32)[..., None]
    colour_grain = rng.standard_normal(signal.shape, dtype=np.float32)
    strength = np.float32(date.noise) * np.sqrt(np.float32(0.4) + signal / np.float32(200))
    return np.asarray(signal + strength * (np.float32(0.85) * grain + np.float32(0.35) * colour_grain), np.float32)


def to_bytes(values: Image) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Rounded and clipped to uint8; 1 is the least, since 0 means "no measurement" to many readers."""
    return np.clip(np.round(values), 1, 255).astype(np.uint8)


def _soft_colour(image: Image) -> Image:
    """Keep the sharp brightness, blur the colour."""
    brightness = image.mean(axis=2, keepdims=True)
    return np.asarray(brightness + cv2.GaussianBlur(image - brightness, (0, 0), _COLOUR_BLUR_PX), np.float32)


def _shadow_offset(cloud: CloudPlan, camera: Camera, sun: Sun) -> Point:
    """Metres (east, north) from where a cloud appears to where its shadow falls."""
    east, north = sun.shadow_per_metre
    return (east - camera.lean[0]) * cloud.height_m, (north - camera.lean[1]) * cloud.height_m


def _cloud_noise(cloud: CloudPlan, camera: Camera, rng: np.random.Generator) -> Image:
    """Texture of the cloud, on the image's grid."""
    coarsest = max(8, int(0.7 * min(cloud.radii_m) / camera.gsd_m))
    return clouds_of_noise((camera.height, camera.width), coarsest, 4, rng)


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
    inside_m = (1.0 - radius) * min(cloud.radii_m) + 0.22 * cloud.softness_m * moved
    share = np.clip(inside_m / cloud.softness_m + 0.5, 0, 1)
    return np.asarray(cloud.opacity * share * share * (3 - 2 * share), np.float32)
