"""What changes the look of a crop without moving anything on it: light, colour, haze, sharpness, compression."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from training.crops import Crop
from training.sprites.overlay import cloud, overlay

Picture = NDArray[np.float32]


def change_look(crop: Crop, rng: np.random.Generator) -> Crop:
    """Another day, another sensor, another screen."""
    image = _light(crop.image, rng)
    for chance, change in (
        (0.05, _inverted),
        (0.1, _haze),
        (0.07, _clouded),
        (0.12, _grey),
        (0.12, _coarser),
        (0.15, _blur),
        (0.1, _sharpened),
        (0.2, _noise),
        (0.08, _overlaid),
    ):
        if rng.random() < chance:
            image = change(image, rng)
    pixels = _pixels(image)
    return replace(crop, image=_compressed(pixels, rng) if rng.random() < 0.2 else pixels)


def _light(image: NDArray[np.uint8], rng: np.random.Generator) -> Picture:
    """Gamma, contrast, colour cast; now and then strong, as the stretches of map viewers are."""
    strong = 2.0 if rng.random() < 0.2 else 1.0
    gamma = np.exp(rng.normal(0, 0.2 * strong))
    cast = np.exp(rng.normal(0, 0.05 * strong, 3))
    gain = np.exp(rng.normal(0, 0.18 * strong))
    middle = image.mean()
    levels = 255 * (np.arange(256, dtype=np.float32) / 255) ** np.float32(gamma)
    bright = levels[image] * cast.astype(np.float32)
    return np.asarray(middle + (bright - middle) * gain + rng.normal(0, 12 * strong), np.float32)


def _inverted(image: Picture, _: np.random.Generator) -> Picture:
    """Bright becomes dark: dark aircraft on bright ground come out of bright ones on dark."""
    return np.asarray(255 - image, np.float32)


def _haze(image: Picture, rng: np.random.Generator) -> Picture:
    """Blend towards bright grey by a smooth random field: thin cloud and fog."""
    size = image.shape[0]
    coarse = rng.uniform(0, 1, (int(rng.integers(1, 5)),) * 2).astype(np.float32)
    field = cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC)[..., None]
    strength = np.clip(field * rng.uniform(0.3, 0.8), 0, 0.8)
    return np.asarray(image * (1 - strength) + rng.uniform(170, 250) * strength, np.float32)


def _grey(image: Picture, _: np.random.Generator) -> Picture:
    return np.repeat(image.mean(axis=2, keepdims=True), 3, axis=2)


def _coarser(image: Picture, rng: np.random.Generator) -> Picture:
    """As if the image had been taken at a larger ground sampling distance and enlarged."""
    size = image.shape[0]
    small = max(8, round(size / rng.uniform(1.3, 2.6)))
    method = int(rng.choice([cv2.INTER_LINEAR, cv2.INTER_CUBIC]))
    reduced = cv2.resize(image, (small, small), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(reduced, (size, size), interpolation=method), np.float32)


def _blur(image: Picture, rng: np.random.Generator) -> Picture:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), float(rng.uniform(0.4, 1.5))), np.float32)


def _sharpened(image: Picture, rng: np.random.Generator) -> Picture:
    soft = cv2.GaussianBlur(image, (0, 0), 1.2)
    return np.asarray(image + rng.uniform(0.3, 1.2) * (image - soft), np.float32)


def _noise(image: Picture, rng: np.random.Generator) -> Picture:
    return image + rng.normal(0, rng.uniform(1, 7), image.shape).astype(np.float32)


def _overlaid(image: Picture, rng: np.random.Generator) -> Picture:
    """Names, pins, scale bars and watermarks of map viewers."""
    return overlay(_pixels(image), rng).astype(np.float32)


def _clouded(image: Picture, rng: np.random.Generator) -> Picture:
    return cloud(_pixels(image), rng).astype(np.float32)


def _pixels(image: Picture) -> NDArray[np.uint8]:
    return np.clip(image, 0, 255).astype(np.uint8)


def _compressed(pixels: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    _, code = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 90))])
    return cv2.imdecode(code, cv2.IMREAD_COLOR).astype(np.uint8)
