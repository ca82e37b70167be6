"""How a real picture looks: its tones, its blur and the fine texture of its ground.

What is painted over a real picture must share these, or whoever looks at it, a network above all, tells the painted
from the real by its noise. All values are digital numbers of 0..255.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.simulation.camera import Image

Colours = NDArray[np.float32]

_TILE_M = 16.0
_TILE_PX = (12, 40)
"""Side of the tiles that tones and textures are read from: metres, and the least and the most pixels."""

_SATURATED = 244.0

_LEAST_TILES, _MOST_TILES = 12, 1600
_SMOOTH_SHARE = 0.4
"""Of all tiles, those with the least relief are taken for open ground and pavement."""

_TEXTURES = 12
_GREEN, _GREEN_OVER_RED = 1.06, 1.02
"""Vegetation: green exceeds the mean of red and blue, and red, by these factors. Warm pavement has more red."""

_LEAST_LIGHT = 18.0
"""A tile with less is water or shadow, digital numbers above black."""

_WARM: Colours = np.array([1.07, 1.0, 0.86], np.float32)
"""Bare soil beside concrete, where a picture shows none."""

_SOIL_LIGHT = 0.65
"""How far turned earth lies on the way from asphalt to concrete."""

_PALE: Colours = np.array([1.03, 1.0, 0.92], np.float32)
"""Pavement where a picture shows none: worn concrete and asphalt are a little warmer than grey."""

_DARK_REFLECTANCE, _BRIGHT_REFLECTANCE = 0.16, 0.42
"""What asphalt and concrete send back, for a picture that has only one of them: worn asphalt 0.1 to 0.2, concrete 0.3
to 0.5 in visible light."""

_ONE_KIND = 1.3
"""A picture whose bright pavement is less than this times as bright as its dark one has one kind only."""

_LIGHTEST = 250.0
_PALE_SHARE = 0.4
"""The one kind is concrete where it sends back more than this share of a white roof's light, else asphalt."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Texture:
    """The fine texture of a piece of real ground.

    Attributes:
        colour: (3,) float32, its mean.
        residual: (n, n, 3) float32, what is left of it without mean and slope.
    """

    colour: Colours
    residual: Image


@dataclass(frozen=True, kw_only=True, eq=False)
class FrameLook:
    """How a picture looks.

    Attributes:
        black: (3,) float32, what a surface that reflects nothing would show: the light of the air.
        white: (3,) float32, the brightest roofs.
        asphalt: (3,) float32, its dark pavement.
        concrete: (3,) float32, its bright pavement.
        soil: (3,) float32, its bare ground.
        blur_px: standard deviation of its point spread, pixels.
        textures: of its smoothest ground.
    """

    black: Colours
    white: Colours
    asphalt: Colours
    concrete: Colours
    soil: Colours
    blur_px: float
    textures: tuple[Texture, ...]


def measure_look(picture: NDArray[np.uint8], gsd_m: float) -> FrameLook:
    """Read tones, blur and textures off a picture.

    Args:
        picture: (rows, columns, 3) uint8 red, green, blue; 0 in all three = no measurement.
        gsd_m: metres per pixel.

    Raises:
        ValueError: the picture is not (rows, columns, 3) uint8, or holds no dozen tiles without missing pixels.
    """
    if picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype != np.uint8:
        raise ValueError(f"expected a picture (rows, columns, 3) of uint8, got {picture.shape} of {picture.dtype}")
    tiles = _tiles(picture, int(np.clip(_TILE_M / gsd_m, *_TILE_PX)))
    black = _black(tiles)
    saturated = tiles.max(axis=(1, 2, 3)) >= _SATURATED
    bare, relief = _bare(tiles if saturated.all() else tiles[~saturated], black)
    paved = bare[relief <= np.quantile(relief, _SMOOTH_SHARE)]
    asphalt, concrete = _pavement(paved.mean(axis=(1, 2)), black)
    return FrameLook(
        black=black,
        white=_white(tiles, black, concrete),
        asphalt=asphalt,
        concrete=concrete,
        soil=_soil(bare.mean(axis=(1, 2)), black, (asphalt, concrete)),
        blur_px=_blur(picture),
        textures=_textures(paved),
    )


def is_green(light: Image) -> NDArray[np.bool_]:
    """Whether light (..., 3) above black is vegetation's."""
    red, green, blue = light[..., 0], light[..., 1], light[..., 2]
    return np.asarray((green > _GREEN * (red + blue) / 2) & (green > _GREEN_OVER_RED * red))


def _tiles(picture: NDArray[np.uint8], side: int) -> Image:
    """All whole tiles without a missing pixel, (n, side, side, 3) float32."""
    down, across = (size // side for size in picture.shape[:2])
    cut = picture[: down * side, : across * side].reshape(down, side, across, side, 3)
    tiles = cut.swapaxes(1, 2).reshape(-1, side, side, 3)
    whole = tiles[tiles.max(axis=3).min(axis=(1, 2)) > 0]
    if len(whole) < _LEAST_TILES:
        raise ValueError(f"a picture needs {_LEAST_TILES} whole tiles of {side} px, this one has {len(whole)}")
    return np.asarray(whole[:: len(whole) // _MOST_TILES + 1], dtype=np.float32)


def _relief(tiles: Image) -> Image:
    """Standard deviation of brightness within each tile over the root of its mean; photon noise is the same in all."""
    grey = tiles.mean(axis=3)
    return np.asarray(grey.std(axis=(1, 2)) / np.sqrt(grey.mean(axis=(1, 2)) + 8), dtype=np.float32)


def _bare(tiles: Image, black: Colours) -> tuple[Image, Image]:
    """Tiles without vegetation or water, made of grey ones where there are few, and the relief of each."""
    light = tiles.mean(axis=(1, 2)) - black
    bare = tiles[~is_green(light) & (light.mean(axis=1) > _LEAST_LIGHT)]
    if len(bare) < _LEAST_TILES:
        grey = (tiles - black).mean(axis=3, keepdims=True)
        bare = np.asarray(black + grey * _PALE, dtype=np.float32)
    return bare, _relief(bare)


def _black(tiles: Image) -> Colours:
    """Each colour's darkest shadows, less the light that the sky still throws there; drawn to grey, being noisy.

    A part without shadow shows no black: never more than a third of the middle tone.
    """
    pixels = tiles[:, ::4, ::4].reshape(-1, 3)
    darkest = np.minimum(np.quantile(pixels, 0.002, axis=0) * 0.8, np.median(pixels, axis=0) / 3)
    return np.asarray((darkest + darkest.mean()) / 2, dtype=np.float32)


def _pavement(colours: Image, black: Colours) -> tuple[Colours, Colours]:
    """Dark and bright pavement; a picture with one kind only gets the other by the ratio of their reflectances."""
    order = colours[np.argsort(colours.mean(axis=1))]
    parts = (order[: max(1, len(order) // 6)], order[-max(1, len(order) // 3) :])
    dark, bright = (np.median(part, axis=0).astype(np.float32) for part in parts)
    if (bright - black).mean() < _ONE_KIND * (dark - black).mean():
        middle = np.median(colours, axis=0).astype(np.float32) - black
        pale = middle.mean() > _PALE_SHARE * (_LIGHTEST - black.mean())
        ratio = np.float32(np.sqrt(_BRIGHT_REFLECTANCE / _DARK_REFLECTANCE))
        dark, bright = (black + middle / ratio, black + middle) if pale else (black + middle, black + middle * ratio)
    return dark.clip(1, 250), bright.clip(1, 250)


def _white(tiles: Image, black: Colours, concrete: Colours) -> Colours:
    """What the brightest pixels show, and no less than a white roof beside this concrete."""
    brightest = np.quantile(tiles[:, ::2, ::2].reshape(-1, 3), 0.998, axis=0)
    beside = black + (concrete - black) * np.float32(1 / _BRIGHT_REFLECTANCE * 0.75)
    return np.asarray(np.maximum(brightest, beside).clip(0, 250), dtype=np.float32)


def _soil(colours: Image, black: Colours, pavement: tuple[Colours, Colours]) -> Colours:
    """The hue of what is warmer than the pavement, but no red roof, as light as freshly turned earth.

    Turned earth is paler than the worn ground beside it; it lies between the two pavements here.
    """
    asphalt, concrete = pavement
    between = (1 - _SOIL_LIGHT) * asphalt + _SOIL_LIGHT * concrete - black
    light = colours - black
    warmth = _warmth(light)
    warm = light[(warmth > _warmth(between[None])[0] + 0.04) & (warmth < _warmth(between[None])[0] + 0.16)]
    hue = between * _WARM if len(warm) < _LEAST_TILES else np.median(warm / warm.mean(axis=1, keepdims=True), axis=0)
    return np.asarray(black + hue / hue.mean() * between.mean(), dtype=np.float32)


def _warmth(colours: Image) -> Image:
    return np.asarray((colours[:, 0] - colours[:, 2]) / (colours[:, 0] + colours[:, 2] + 1), dtype=np.float32)


def _blur(picture: NDArray[np.uint8]) -> float:
    """From its steepest edges: a step of height h blurred by s rises by h / (s sqrt(2 pi)) a pixel in its middle."""
    grey = picture.mean(axis=2, dtype=np.float32)
    steep = np.hypot((np.roll(grey, -1, 1) - np.roll(grey, 1, 1)) / 2, (np.roll(grey, -1, 0) - np.roll(grey, 1, 0)) / 2)
    steep = steep[6:-6, 6:-6]
    box = np.ones((7, 7), np.uint8)
    height = (cv2.dilate(grey, box) - cv2.erode(grey, box))[6:-6, 6:-6]
    edges = steep >= np.quantile(steep, 0.999)
    found = float(np.median(height[edges] / steep[edges])) / np.sqrt(2 * np.pi)
    # A central difference over two pixels blurs by itself, with a variance of a third.
    return float(np.clip(np.sqrt(max(found**2 - 1 / 3, 0.0)), 0.4, 2.5))


def _textures(tiles: Image) -> tuple[Texture, ...]:
    """Evenly over the brightness of the quiet tiles without a grain in one direction: no joints, no furrows."""
    relief, grain = _relief(tiles), np.array([_grain(tile) for tile in tiles])
    quiet = tiles[(relief <= np.quantile(relief, 0.45)) & (grain <= np.quantile(grain, 0.6))]
    quiet = quiet if len(quiet) else tiles
    order = np.argsort(quiet.mean(axis=(1, 2, 3)))
    chosen = order[np.linspace(0, len(order) - 1, min(_TEXTURES, len(order))).astype(int)]
    return tuple(Texture(colour=quiet[i].mean(axis=(0, 1)), residual=_without_slope(quiet[i])) for i in chosen)


def _grain(tile: Image) -> float:
    """Coherence of the structure tensor: 0 = the same in all directions, 1 = all lines parallel."""
    down, across = np.gradient(cv2.GaussianBlur(tile.mean(axis=2), (0, 0), 1.0))
    own, other, mixed = (across**2).sum(), (down**2).sum(), (across * down).sum()
    return float(np.hypot(own - other, 2 * mixed) / (own + other + 1e-6))


def _without_slope(tile: Image) -> Image:
    size = tile.shape[0]
    ramp = np.linspace(-1, 1, size, dtype=np.float32)
    design = np.column_stack([np.ones(size * size), np.tile(ramp, size), np.repeat(ramp, size)]).astype(np.float32)
    flat = tile.reshape(-1, 3)
    fit, *_ = np.linalg.lstsq(design, flat, rcond=None)
    return np.asarray((flat - design @ fit).reshape(tile.shape), dtype=np.float32)
