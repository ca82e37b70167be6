"""Pictures of a made-up ground, taken from known places, so that every transform has a known truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray

from hardstand.imagery import AcquisitionOverrides, open_acquisition
from hardstand.imagery.acquisition import Acquisition
from hardstand.registration import mapping

Array = NDArray[np.float64]
Picture = NDArray[np.uint8]

GROUND_PX = 2400
SHOT_PX = 700


def paint_ground(seed: int) -> NDArray[np.float32]:
    """Pavement, joints, markings and buildings, (2400, 2400) grey; another ground for every seed."""
    draw = np.random.default_rng(seed)
    canvas = np.full((GROUND_PX, GROUND_PX), 110, dtype=np.uint8)
    for _ in range(500):
        corner = draw.integers(0, GROUND_PX, 2)
        size = draw.integers(10, 160, 2)
        box = cv2.boxPoints(
            ((float(corner[0]), float(corner[1])), (float(size[0]), float(size[1])), draw.uniform(0, 90))
        )
        cv2.fillPoly(canvas, [box.astype(np.int32)], int(draw.integers(30, 220)))
    for _ in range(120):
        start, end = draw.integers(0, GROUND_PX, (2, 2))
        cv2.line(canvas, start.tolist(), end.tolist(), int(draw.integers(40, 240)), int(draw.integers(2, 5)))
    grain = cv2.GaussianBlur(draw.normal(0, 40, canvas.shape).astype(np.float32), (0, 0), 2.0)
    return cv2.GaussianBlur(canvas.astype(np.float32) + grain, (0, 0), 1.5)


def view(ground: NDArray[np.float32], to_ground: Array, size: int = SHOT_PX, seed: int = 0) -> Picture:
    """A noisy picture of `size` x `size` pixels; `to_ground` (2, 3) maps its pixels to ground pixels, by corners."""
    by_middles = to_ground.copy()
    by_middles[:, 2] = mapping.apply(to_ground, np.array([[0.5, 0.5]]))[0] - 0.5
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    picture = cv2.warpAffine(ground, by_middles, (size, size), flags=flags, borderMode=cv2.BORDER_REFLECT)
    noise = np.random.default_rng(seed).normal(0, 2, picture.shape)
    return np.clip(picture + noise, 1, 255).astype(np.uint8)


def placed(column: float, row: float, scale: float = 2.0, turn_deg: float = 0.0, shear: float = 0.0) -> Array:
    """Pixels to ground: the picture's upper left corner lies at (column, row); `scale` ground pixels per pixel."""
    turn = np.radians(turn_deg)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.hstack([scale * rotation @ np.array([[1.0, shear], [0.0, 1.0]]), [[column], [row]]])


def corners(size: int = SHOT_PX) -> Array:
    """The corners of a picture, (4, 2) pixels."""
    return np.array([[0, 0], [size, 0], [size, size], [0, size]], dtype=np.float64)


def worst_corner(found: Array, truth: Array, size: int = SHOT_PX) -> float:
    """Largest distance between where two maps put a picture's corners, pixels."""
    return float(np.hypot(*(mapping.apply(found, corners(size)) - mapping.apply(truth, corners(size))).T).max())


@dataclass(frozen=True)
class Archive:
    """A folder of pictures."""

    folder: Path

    def save(self, name: str, picture: Picture, gsd: float | None = 0.5) -> Acquisition:
        """As PNG without georeference."""
        path = self.folder / f"{name}.png"
        assert cv2.imwrite(str(path), picture)
        return open_acquisition(path, overrides=AcquisitionOverrides(gsd_m=gsd))

    def save_placed(self, name: str, picture: Picture, crs: str, transform: Affine) -> Acquisition:
        """As GeoTIFF with georeference."""
        path = self.folder / f"{name}.tif"
        height, width = picture.shape
        profile = {"driver": "GTiff", "width": width, "height": height, "count": 1, "dtype": "uint8"}
        with rasterio.open(path, "w", crs=crs, transform=transform, **profile) as dataset:
            dataset.write(picture, 1)
        return open_acquisition(path)


def truth(reference: Array, moving: Array) -> Array:
    """Moving pixels to reference pixels, of two pictures that were placed on the ground."""
    return mapping.chain(moving, mapping.invert(reference))
