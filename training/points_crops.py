"""Crops for the points network: turned, mirrored, shifted, zoomed, and with another light, haze and paint."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.measurement.crops import BOX_SHARE, CROP_PX
from training.crops import Crop
from training.look import change_look
from training.points_patches import BOX_PX, PATCH_PX, Patch, warp
from training.sprites import tint_object

Array = NDArray[np.float64]

_MIRRORED = np.array([0, 1, 3, 2, 5, 4])
"""Where the points of a mirrored aircraft come from: left is right."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PointsCrop:
    """What the network sees of a patch.

    Attributes:
        image: (CROP_PX, CROP_PX, 3) uint8 RGB.
        points: (POINTS, 2) float64, pixels of the crop; NaN where not known.
        back: (2, 3) float64; takes pixels of the crop to the patch's axes, at the crop's scale.
        box: (4,) float64, the box there: column min, row min, column max, row max.
        source: index into SOURCES.
    """

    image: NDArray[np.uint8]
    points: Array
    back: Array
    box: Array
    source: int


def make_crop(patch: Patch, rng: np.random.Generator) -> PointsCrop:
    """A crop with random placing and look."""
    image = patch.image
    if patch.source in (0, 1) and rng.random() < 0.4:
        image, _ = tint_object(image, patch.box, rng)
    zoom = BOX_SHARE * CROP_PX / BOX_PX * np.exp(rng.uniform(-0.25, 0.2))
    matrix = _placing(rng, float(zoom), bool(rng.random() < 0.15))
    mirrored = bool(np.linalg.det(matrix[:, :2]) < 0)
    border = cv2.BORDER_CONSTANT if rng.random() < 0.2 else cv2.BORDER_REFLECT_101
    crop = warp(image, matrix, CROP_PX, border)
    points = patch.points @ matrix[:, :2].T + matrix[:, 2]
    return PointsCrop(
        image=change_look(_bare(crop), rng).image,
        points=points[_MIRRORED] if mirrored else points,
        back=_back(matrix, float(zoom)),
        box=patch.box * zoom,
        source=patch.source,
    )


def _placing(rng: np.random.Generator, zoom: float, straight: bool) -> Array:
    """Patch to crop: a turn, a mirror image, a shift of the middle; some crops stay upright, as at run time."""
    angle = 0.5 * np.pi * rng.integers(4) if straight else rng.uniform(0, 2 * np.pi)
    cos, sin = np.cos(angle), np.sin(angle)
    linear = zoom * np.array([[cos, -sin], [sin, cos]]) @ np.diag([1.0, rng.choice([-1.0, 1.0])])
    middle = CROP_PX / 2 + rng.uniform(-0.07, 0.07, 2) * CROP_PX
    return np.column_stack([linear, middle - linear @ np.full(2, PATCH_PX / 2)])


def _back(matrix: Array, zoom: float) -> Array:
    inverse = np.linalg.inv(matrix[:, :2]) * zoom
    return np.column_stack([inverse, -inverse @ matrix[:, 2]])


def _bare(image: NDArray[np.uint8]) -> Crop:
    """A crop on which nothing is asked: only its look is to be changed."""
    none = np.zeros((0, 4))
    return Crop(image=image, objects=(), ignored=none, asked=frozenset(), known=none)
