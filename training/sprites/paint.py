"""Paint: plain coats, camouflage and liveries, as they look from above."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Colour = tuple[float, float, float]

WHITE: Colour = (0.95, 0.95, 0.94)
LIGHT_GREY: Colour = (0.74, 0.75, 0.76)
MID_GREY: Colour = (0.55, 0.56, 0.58)
DARK_GREY: Colour = (0.36, 0.37, 0.39)
GREEN: Colour = (0.34, 0.38, 0.29)
OLIVE: Colour = (0.39, 0.38, 0.28)
SAND: Colour = (0.72, 0.64, 0.50)
BROWN: Colour = (0.46, 0.38, 0.30)
BLUE_GREY: Colour = (0.50, 0.56, 0.63)
PALE_BLUE: Colour = (0.62, 0.70, 0.77)
BLACK: Colour = (0.15, 0.15, 0.16)
METAL: Colour = (0.70, 0.70, 0.70)
GLASS: Colour = (0.13, 0.15, 0.18)
DARK: Colour = (0.12, 0.12, 0.12)
RUBBER: Colour = (0.2, 0.2, 0.2)


@dataclass(frozen=True, kw_only=True)
class Paint:
    """Colours of an object.

    Attributes:
        coat: one colour, or two or three in patches.
        patch_m: size of the patches, metres.
        body: the fuselage's own colour; None = the coat's.
        fin: the fin's own colour; None = the body's.
        shine: how strongly the sun's side stands out, 0..1.
        dirt: depth of stains, share of the brightness.
    """

    coat: tuple[Colour, ...]
    patch_m: float = 4.0
    body: Colour | None = None
    fin: Colour | None = None
    shine: float = 0.3
    dirt: float = 0.06


def military(rng: np.random.Generator) -> Paint:
    """A paint of military aircraft and helicopters: greys, camouflage, bare metal, now and then white."""
    coats: tuple[tuple[float, tuple[Colour, ...]], ...] = (
        (0.20, (LIGHT_GREY,)),
        (0.17, (MID_GREY,)),
        (0.08, (DARK_GREY,)),
        (0.05, (GREEN,)),
        (0.04, (OLIVE,)),
        (0.05, (BLUE_GREY,)),
        (0.03, (BLACK,)),
        (0.04, (METAL,)),
        (0.06, (WHITE,)),
        (0.05, (LIGHT_GREY, MID_GREY)),
        (0.05, (PALE_BLUE, BLUE_GREY)),
        (0.07, (SAND, BROWN)),
        (0.06, (SAND, GREEN, BROWN)),
        (0.05, (MID_GREY, GREEN)),
        (0.02, (SAND,)),
    )
    weights = np.array([weight for weight, _ in coats])
    coat = coats[int(rng.choice(len(coats), p=weights / weights.sum()))][1]
    return Paint(
        coat=tuple(_varied(colour, rng) for colour in coat),
        patch_m=float(rng.uniform(2.0, 7.0)),
        shine=float(rng.uniform(0.05, 0.5)),
        dirt=float(rng.uniform(0.02, 0.14)),
    )


def civil(rng: np.random.Generator) -> Paint:
    """A paint of airliners and private aircraft: white or grey wings, bodies and fins in any colour."""
    wing = _varied(WHITE if rng.random() < 0.45 else LIGHT_GREY, rng)
    body = _varied(WHITE, rng) if rng.random() < 0.72 else vivid(rng)
    fin = vivid(rng) if rng.random() < 0.6 else None
    return Paint(coat=(wing,), body=body, fin=fin, shine=float(rng.uniform(0.2, 0.7)), dirt=float(rng.uniform(0, 0.06)))


def vehicle(rng: np.random.Generator) -> Paint:
    """A paint of army vehicles."""
    plain = (OLIVE, GREEN, SAND, DARK_GREY, MID_GREY, BROWN)
    if rng.random() < 0.7:
        coat: tuple[Colour, ...] = (plain[int(rng.integers(len(plain)))],)
    else:
        coat = (SAND, GREEN) if rng.random() < 0.5 else (GREEN, BROWN, BLACK)
    return Paint(coat=tuple(_varied(c, rng) for c in coat), patch_m=float(rng.uniform(0.8, 2.0)), dirt=0.1, shine=0.15)


def road(rng: np.random.Generator) -> Paint:
    """A paint of cars and lorries on roads: mostly white, silver, grey and black."""
    plain = (WHITE, WHITE, LIGHT_GREY, METAL, MID_GREY, DARK_GREY, BLACK, BLACK)
    colour = plain[int(rng.integers(len(plain)))] if rng.random() < 0.75 else vivid(rng)
    return Paint(coat=(_varied(colour, rng),), shine=float(rng.uniform(0.3, 0.8)), dirt=0.03)


def vivid(rng: np.random.Generator) -> Colour:
    """Any saturated colour, not too bright."""
    hue = rng.normal(rng.choice([2, 110, 20, 70], p=[0.36, 0.42, 0.14, 0.08]), 7) % 180  # reds and blues above all
    saturation, value = rng.uniform(60, 200), rng.uniform(60, 220)
    pixel = np.array([[[hue, saturation, value]]], np.uint8)
    red, green, blue = cv2.cvtColor(pixel, cv2.COLOR_HSV2RGB)[0, 0] / 255.0
    return (float(red), float(green), float(blue))


def coat_texture(
    paint: Paint, shape: tuple[int, int], metres_per_pixel: float, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """The coat over a whole canvas, (h, w, 3) uint8."""
    texture = np.empty((*shape, 3), np.uint8)
    cv2.rectangle(texture, (0, 0), shape[::-1], [255 * c for c in paint.coat[0]], cv2.FILLED)
    for other, colour in enumerate(paint.coat[1:]):
        patches = noise(shape, paint.patch_m / metres_per_pixel, rng)
        texture[patches > (0.0 if other == 0 else 0.6)] = _bytes(colour)
    return texture


def noise(shape: tuple[int, int], patch_px: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """Smooth noise of mean 0 and deviation about 1, cut from a fixed field at a random place."""
    field = _field()
    step = 8.0 / max(patch_px, 0.5)  # the field's patches are about 8 of its pixels wide
    rows, columns = (min(760, max(3, int(np.ceil(extent * step)) + 2)) for extent in shape)
    top, left = rng.integers(768 - rows + 1), rng.integers(768 - columns + 1)
    piece = field[top : top + rows, left : left + columns]
    return np.asarray(cv2.resize(piece, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR), np.float32)


def grain(shape: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float32]:
    """Noise of an image, hardly correlated, of mean 0 and deviation 1, cut from a fixed field at a random place."""
    field = _grain_field()
    if max(shape) > len(field):
        return noise(shape, 2.0, rng)
    top, left = rng.integers(len(field) - shape[0] + 1), rng.integers(len(field) - shape[1] + 1)
    return field[top : top + shape[0], left : left + shape[1]]


@lru_cache(maxsize=1)
def _field() -> NDArray[np.float32]:
    return _normal_field(768, 3.0)


@lru_cache(maxsize=1)
def _grain_field() -> NDArray[np.float32]:
    return _normal_field(1024, 0.5)


def _normal_field(size: int, blur_px: float) -> NDArray[np.float32]:
    white = np.random.default_rng(7).normal(size=(size, size)).astype(np.float32)
    smooth = np.asarray(cv2.GaussianBlur(white, (0, 0), blur_px), np.float32)
    field = np.asarray((smooth - smooth.mean()) / smooth.std(), np.float32)
    field.flags.writeable = False
    return field


def _varied(colour: Colour, rng: np.random.Generator) -> Colour:
    gain = float(np.exp(rng.normal(0, 0.12)))
    cast = rng.normal(0, 0.012, 3)
    red, green, blue = (float(np.clip(c * gain + d, 0.05, 1.0)) for c, d in zip(colour, cast, strict=True))
    return (red, green, blue)


def _bytes(colour: Colour) -> NDArray[np.uint8]:
    return np.round(np.asarray(colour) * 255).astype(np.uint8)
