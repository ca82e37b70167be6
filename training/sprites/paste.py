"""Putting a sprite onto a real crop: turned, lit, with its shadow, as sharp and as noisy as the crop."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.sprites.light import Lying, blended, shading, shadows
from training.sprites.look import Look, look_of
from training.sprites.sprite import OrientedBox, Placement, Sprite

Image = NDArray[np.uint8]
_FINE = 2
"""Pixels of the drawing along one of the crop while it is turned."""

_SWAPPED = np.array([0, 1, 3, 2])
"""Order of the points after mirroring: left is right."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Pose:
    """Map from sprite pixels to crop pixels: p = matrix @ sprite + shift; matrix is a turn, a scale and a mirror."""

    matrix: NDArray[np.float64]
    shift: NDArray[np.float64]
    angle: float

    def apply(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(points @ self.matrix.T + self.shift)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Window:
    """The part of the crop that a sprite and its shadow change."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def slices(self) -> tuple[slice, slice]:
        return slice(self.top, self.bottom), slice(self.left, self.right)


def paste(  # noqa: PLR0913 (the light and the look are shared by all sprites of a crop)
    image: Image,
    sprite: Sprite,
    centre: tuple[float, float],
    angle: float,
    sun_azimuth: float,
    rng: np.random.Generator,
    *,
    mirror: bool = False,
    look: Look | None = None,
) -> tuple[Image, Placement]:
    """Put a sprite onto a crop.

    Args:
        image: (rows, columns, 3) uint8 RGB; it is not changed.
        sprite: the object, drawn for the crop's ground sampling distance.
        centre: (column, row) where the middle of the object's box comes to lie.
        angle: where the front points, radians from the column axis towards the row axis.
        sun_azimuth: direction to the sun in the image, radians likewise.
        rng: of noise and haze.
        mirror: swap left and right of the object first.
        look: of the crop; estimated without one (give one where several sprites share a crop and its sun).

    Returns:
        The new image and the truth.
    """
    shown = look_of(image, rng) if look is None else look
    pose = _pose(sprite, centre, angle, mirror)
    window = _window(image, sprite, pose, sun_azimuth, shown)
    result = image.copy()
    if window is None:
        return result, _truth(sprite, pose, mirror, 0.0)
    lying = _turned(sprite, pose, window, mirror=mirror)
    shadow = shadows(lying, sun_azimuth, shown.elevation_deg, sprite.gsd_m)
    light = shading(lying.relief, sun_azimuth, shown.elevation_deg)
    result[window.slices] = blended(image[window.slices], lying, light, shadow, shown, rng)
    whole = float(sprite.alpha.sum()) * (sprite.metres_per_pixel / sprite.gsd_m) ** 2
    return result, _truth(sprite, pose, mirror, min(1.0, float(lying.alpha.sum()) / max(whole, 1e-6)))


def _pose(sprite: Sprite, centre: tuple[float, float], angle: float, mirror: bool) -> _Pose:
    scale = sprite.metres_per_pixel / sprite.gsd_m
    cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
    matrix = np.array([[cos, -sin], [sin, cos]]) @ np.diag([1.0, -1.0 if mirror else 1.0])
    return _Pose(matrix=matrix, shift=np.asarray(centre) - matrix @ np.asarray(sprite.box.centre), angle=angle)


def _window(image: Image, sprite: Sprite, pose: _Pose, sun: float, look: Look) -> _Window | None:
    """The hull, the shadow's reach and a rim, within the crop; None outside it."""
    corners = pose.apply(sprite.drawn)
    reach = _reach_px(sprite, look)
    away = -reach * np.array([np.cos(sun), np.sin(sun)])
    corners = np.concatenate([corners, corners + away])
    rim = 3 + 3 * look.blur_px
    low = np.floor(corners.min(0) - rim).astype(int)
    high = np.ceil(corners.max(0) + rim).astype(int)
    left, top = max(low[0], 0), max(low[1], 0)
    right, bottom = min(high[0], image.shape[1]), min(high[1], image.shape[0])
    if right - left < 2 or bottom - top < 2:
        return None
    return _Window(left=left, top=top, right=right, bottom=bottom)


def _reach_px(sprite: Sprite, look: Look) -> float:
    height = float(sprite.relief[..., 2].max()) / 10
    return float(height / np.tan(np.radians(look.elevation_deg)) / sprite.gsd_m)


def _turned(sprite: Sprite, pose: _Pose, window: _Window, *, mirror: bool) -> Lying:
    """The sprite on the window's pixels."""
    # Pixel middles lie at .5: shift into OpenCV's whole numbers and back.
    matrix = _FINE * pose.matrix
    shift = _FINE * (pose.shift - (window.left, window.top)) + matrix @ (0.5, 0.5) - 0.5
    size = (window.right - window.left, window.bottom - window.top)
    flat = cv2.merge([*(plane * sprite.alpha for plane in cv2.split(sprite.rgb)), sprite.alpha])
    big = cv2.warpAffine(flat, np.column_stack([matrix, shift]), (_FINE * size[0], _FINE * size[1]))
    cover = np.asarray(cv2.resize(big, size, interpolation=cv2.INTER_AREA), np.float32)
    coarse = np.column_stack([matrix / _FINE, (shift + 0.5) / _FINE - 0.5])
    relief = cv2.warpAffine(sprite.relief, coarse, size, flags=cv2.INTER_NEAREST, borderValue=(128, 128, 0, 0))
    return Lying(
        paint=cover[..., :3],
        alpha=np.ascontiguousarray(cover[..., 3]),
        relief=_with_turned_slopes(np.asarray(relief, np.uint8), pose.angle, mirror),
    )


def _with_turned_slopes(relief: NDArray[np.uint8], angle: float, mirror: bool) -> NDArray[np.uint8]:
    side = -1.0 if mirror else 1.0
    cos, sin = np.cos(angle), np.sin(angle)
    # new = turn @ (ahead, side * right), about the level value of 128; heights stay
    mix = np.array([
        [cos, -sin * side, 0, 0, 128 * (1 - cos + sin * side)],
        [sin, cos * side, 0, 0, 128 * (1 - sin - cos * side)],
        [0, 0, 1, 0, 0],
        [0, 0, 0, 1, 0],
    ])  # fmt: skip
    return np.asarray(cv2.transform(relief, mix), np.uint8)


def _truth(sprite: Sprite, pose: _Pose, mirror: bool, visible: float) -> Placement:
    outline = pose.apply(sprite.outline)
    middle = pose.apply(np.asarray(sprite.box.centre)[None])[0]
    scale = sprite.metres_per_pixel / sprite.gsd_m
    points = None if sprite.points is None else pose.apply(sprite.points)
    if points is not None and mirror:
        points = points[_SWAPPED]
    return Placement(
        label=sprite.label,
        kind=sprite.kind,
        points=points,
        oriented=OrientedBox(
            centre=(float(middle[0]), float(middle[1])),
            length=sprite.box.length * scale,
            width=sprite.box.width * scale,
            angle=pose.angle,
        ),
        upright=np.concatenate([outline.min(0), outline.max(0)]),
        visible=visible,
    )
