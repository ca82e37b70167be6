"""Putting a sprite onto a real crop: turned, lit, with its shadow, as sharp and as noisy as the crop."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.sprites.look import Look, look_of
from training.sprites.paint import noise
from training.sprites.sprite import OrientedBox, Placement, Sprite

Image = NDArray[np.uint8]
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
    colour, alpha, relief = _warped(sprite, pose, window, mirror, angle)
    shadow = _shadows(relief, alpha, sun_azimuth, shown.elevation_deg, sprite.gsd_m)
    light = _light(relief, sun_azimuth, shown.elevation_deg)
    ground = image[window.slices].astype(np.float32)
    result[window.slices] = _blended(ground, colour * light[..., None], alpha, shadow, shown, rng)
    whole = float(sprite.alpha.sum()) * (sprite.metres_per_pixel / sprite.gsd_m) ** 2
    return result, _truth(sprite, pose, mirror, min(1.0, float(alpha.sum()) / max(whole, 1e-6)))


def _pose(sprite: Sprite, centre: tuple[float, float], angle: float, mirror: bool) -> _Pose:
    scale = sprite.metres_per_pixel / sprite.gsd_m
    cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
    matrix = np.array([[cos, -sin], [sin, cos]]) @ np.diag([1.0, -1.0 if mirror else 1.0])
    return _Pose(matrix=matrix, shift=np.asarray(centre) - matrix @ np.asarray(sprite.box.centre), angle=angle)


def _window(image: Image, sprite: Sprite, pose: _Pose, sun: float, look: Look) -> _Window | None:
    """The hull, the shadow's reach and a rim, within the crop; None outside it."""
    rows, columns = sprite.alpha.shape
    corners = pose.apply(np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float64))
    reach = _reach_px(sprite, look)
    away = -reach * np.array([np.cos(sun), np.sin(sun)])
    corners = np.concatenate([corners, corners + away])
    low = np.floor(corners.min(0) - 4).astype(int)
    high = np.ceil(corners.max(0) + 4).astype(int)
    left, top = max(low[0], 0), max(low[1], 0)
    right, bottom = min(high[0], image.shape[1]), min(high[1], image.shape[0])
    if right - left < 2 or bottom - top < 2:
        return None
    return _Window(left=left, top=top, right=right, bottom=bottom)


def _reach_px(sprite: Sprite, look: Look) -> float:
    height = float(sprite.relief[..., 2].max()) / 10
    return float(height / np.tan(np.radians(look.elevation_deg)) / sprite.gsd_m)


def _warped(
    sprite: Sprite, pose: _Pose, window: _Window, mirror: bool, angle: float
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.uint8]]:
    """Colour, cover and relief on the window's pixels; the relief's slopes turned into the crop's axes."""
    fine = 2
    # Pixel middles lie at .5: shift into OpenCV's whole numbers and back.
    matrix = fine * pose.matrix
    shift = fine * (pose.shift - (window.left, window.top)) + matrix @ (0.5, 0.5) - 0.5
    size = (fine * (window.right - window.left), fine * (window.bottom - window.top))
    flat = np.dstack([sprite.rgb * sprite.alpha[..., None], sprite.alpha])
    affine = np.column_stack([matrix, shift])
    big = cv2.warpAffine(flat, affine, size, flags=cv2.INTER_LINEAR)
    cover = cv2.resize(big, (size[0] // fine, size[1] // fine), interpolation=cv2.INTER_AREA)
    coarse = np.column_stack([matrix / fine, (shift + 0.5) / fine - 0.5])
    relief = cv2.warpAffine(sprite.relief, coarse, (size[0] // fine, size[1] // fine), flags=cv2.INTER_NEAREST)
    alpha = cover[..., 3]
    colour = cover[..., :3] / np.maximum(alpha, 1e-3)[..., None]
    return colour, alpha, _turn_slopes(relief, mirror, angle)


def _turn_slopes(relief: NDArray[np.uint8], mirror: bool, angle: float) -> NDArray[np.uint8]:
    side = -1.0 if mirror else 1.0
    cos, sin = np.cos(angle), np.sin(angle)
    # new = turn @ (ahead, side * right), about the level value of 128
    mix = np.array([[cos, -sin * side, 128 * (1 - cos + sin * side)], [sin, cos * side, 128 * (1 - sin - cos * side)]])
    turned = cv2.transform(np.ascontiguousarray(relief[..., :2]), mix)
    return np.dstack([turned, relief[..., 2:]])


def _light(relief: NDArray[np.uint8], sun: float, elevation_deg: float) -> NDArray[np.float32]:
    """Brightness of a surface against a level one under sun and sky (Lambert), 0.4..1.5."""
    table = (np.arange(256, dtype=np.float32) - 128) / 127
    ahead, aside = table[relief[..., 0]], table[relief[..., 1]]
    level = np.sqrt(np.maximum(0.0, 1 - ahead**2 - aside**2))
    direct = level + (ahead * np.float32(np.cos(sun)) + aside * np.float32(np.sin(sun))) / np.float32(
        np.tan(np.radians(elevation_deg))
    )
    lit = 0.3 + 0.7 * np.clip(direct, 0.0, 1.8)
    return np.where(relief[..., 2] > 0, lit, 1.0).astype(np.float32)


def _shadows(
    relief: NDArray[np.uint8], alpha: NDArray[np.float32], sun: float, elevation_deg: float, gsd_m: float
) -> NDArray[np.float32]:
    """Share of each pixel in shadow, on the ground and on the object itself, (rows, columns) 0..1.

    A pixel is in shadow where, going towards the sun, something lies in the ray: its top above and its underside below.
    """
    top, low = (np.ascontiguousarray(relief[..., k]) for k in (2, 3))
    own = np.where(alpha > 0.5, top, 0).astype(np.uint8)
    reached = cv2.add(own, 4)
    dark = np.zeros_like(top)
    drop_per_px = 10 * gsd_m * np.tan(np.radians(elevation_deg))
    steps = int(np.ceil(top.max() / drop_per_px)) if top.size else 0
    distance, stride = 1.0, 1.0
    while distance <= steps:
        shift = np.round(distance * np.array([np.cos(sun), np.sin(sun)])).astype(int)
        here, there = _overlap(shift, top.shape)
        drop = float(distance * drop_per_px)
        above = cv2.subtract(top[there], drop)
        below = cv2.subtract(low[there], drop + 0.5 * drop_per_px)
        hit = cv2.bitwise_and(
            cv2.compare(above, reached[here], cv2.CMP_GT), cv2.compare(below, reached[here], cv2.CMP_LT)
        )
        dark[here] = cv2.bitwise_or(dark[here], hit)
        stride = 1.0 if distance < 12 else 1.5
        distance += stride
    return cv2.GaussianBlur(dark, (0, 0), 0.6).astype(np.float32) / np.float32(255)


def _overlap(shift: NDArray[np.int_], shape: tuple[int, ...]) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Slices of the pixels and of those `shift` (column, row) further on, both inside."""
    here, there = [], []
    for step, extent in ((int(shift[1]), shape[0]), (int(shift[0]), shape[1])):
        here.append(slice(max(0, -step), max(0, min(extent, extent - step))))
        there.append(slice(max(0, step), max(0, min(extent, extent + step))))
    return (here[0], here[1]), (there[0], there[1])


def _blended(
    ground: NDArray[np.float32],
    colour: NDArray[np.float32],
    alpha: NDArray[np.float32],
    shadow: NDArray[np.float32],
    look: Look,
    rng: np.random.Generator,
) -> NDArray[np.uint8]:
    """Object and shadow through the crop's point spread over the ground as it is, with the crop's noise."""
    left = 1 - shadow[..., None] * (1 - look.shade)
    shown = look.black + (look.white - look.black) * colour * left
    layers = np.dstack([np.minimum(shown, 262) * alpha[..., None], alpha, shadow])
    layers = cv2.GaussianBlur(layers, (0, 0), look.blur_px, borderType=cv2.BORDER_REPLICATE)
    if look.sharpened > 0:
        wide = cv2.GaussianBlur(layers, (0, 0), 1.5 * look.blur_px + 0.4, borderType=cv2.BORDER_REPLICATE)
        layers += look.sharpened * (layers - wide)
    paint, cover, dark = layers[..., :3], layers[..., 3:4], layers[..., 4:5]
    base = look.black * 0.6
    lit = 1 - dark * (1 - look.shade)
    result = (base + np.maximum(ground - base, 0) * lit + np.minimum(ground - base, 0)) * (1 - cover) + paint
    if look.noise > 0.3:
        grain = noise(alpha.shape, 2.0, rng) + 0.5 * noise(alpha.shape, 1.0, rng)
        result += (np.float32(look.noise) * grain)[..., None] * cover
    untouched = np.abs(cover) + np.abs(dark) < 1e-3
    return np.where(untouched, ground, np.clip(result + 0.5, 0, 255)).astype(np.uint8)


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
