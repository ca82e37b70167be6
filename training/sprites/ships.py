"""Ships, from launches to frigates, for water: hull, deck, superstructure, containers or guns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.sprites import paint as paints
from training.sprites.aircraft import oversampling
from training.sprites.canvas import Canvas
from training.sprites.paint import Colour, Paint
from training.sprites.sprite import Sprite
from training.sprites.vehicles import rectangle

Rng = np.random.Generator

_LENGTHS: dict[str, tuple[float, float]] = {
    "boat": (5.0, 16.0),
    "patrol vessel": (20.0, 60.0),
    "frigate": (90.0, 150.0),
    "freighter": (70.0, 180.0),
    "barge": (30.0, 90.0),
}
KINDS = tuple(_LENGTHS)


def draw_ship(kind: str, rng: Rng, gsd_m: float) -> Sprite:
    """A ship of one of `KINDS`."""
    length = float(rng.uniform(*_LENGTHS[kind]))
    slim = {"boat": 3.2, "patrol vessel": 5.5, "frigate": 8.5, "freighter": 6.5, "barge": 4.5}[kind]
    width = length / slim * float(rng.uniform(0.85, 1.2))
    canvas = Canvas.of(length + 2, width + 2, gsd_m / oversampling(length / gsd_m))
    deck = _deck_colour(kind, rng)
    coat = Paint(coat=(deck,), dirt=0.1)
    canvas.rgb = paints.coat_texture(coat, canvas.shape, canvas.metres_per_pixel, rng)
    board = min(0.8 + length * 0.03, 5.0)
    hull = _hull(length, width, blunt=kind == "barge")
    canvas.part(hull, (0.0, board), tone=0.8)
    canvas.part(hull * 0.96, (0.0, board), tone=1.0)
    {"frigate": _warship, "patrol vessel": _warship}.get(kind, _cargo)(canvas, rng, length, width, board)
    return canvas.sprite(label="ship", kind=kind, gsd_m=gsd_m)


def _hull(length: float, width: float, *, blunt: bool) -> NDArray[np.float64]:
    """A pointed bow, a square or rounded stern."""
    bow = np.array([[1.0, 0.0], [0.86, 0.2], [0.66, 0.4], [0.4, 0.5]])
    if blunt:
        bow = np.array([[1.0, 0.3], [0.95, 0.48], [0.9, 0.5]])
    side = np.concatenate([bow, [[-0.85, 0.47], [-1.0, 0.4]]]) * (length / 2, width)
    return np.concatenate([side, (side * (1, -1))[::-1]])


def _warship(canvas: Canvas, rng: Rng, length: float, width: float, board: float) -> None:
    """Bridge, mast, funnel, gun on the bow, deck for a helicopter on the stern."""
    for at, size, height in ((0.18, 0.14, 9.0), (-0.02, 0.2, 6.0), (-0.22, 0.12, 7.0)):
        block = rectangle(length * (at + size / 2), length * (at - size / 2), width * rng.uniform(0.5, 0.75))
        canvas.part(block, (board, board + height * min(1.0, length / 100)), tone=rng.uniform(1.0, 1.2))
    canvas.disc((length * 0.08, 0.0), width * 0.09, (board, board + 14 * min(1.0, length / 100)), tone=0.7)
    canvas.disc((length * 0.33, 0.0), width * 0.13, (board, board + 2.5), tone=1.1)
    canvas.part(rectangle(length * 0.38, length * 0.33, 0.4), (board + 1, board + 1.6), tone=0.8)
    if length > 60:
        canvas.shade(rectangle(-length * 0.32, -length * 0.48, width * 0.75), 0.75)


def _cargo(canvas: Canvas, rng: Rng, length: float, width: float, board: float) -> None:
    """Hatches or containers before a house on the stern; a small cabin on boats."""
    house = rectangle(-length * 0.3, -length * 0.42, width * 0.8)
    canvas.part(house, (board, board + min(12.0, 1.5 + length * 0.08)), colour=paints.WHITE)
    stacked = length > 60 and rng.random() < 0.5
    for begin in np.arange(0.38, -0.24, -0.1):
        hatch = rectangle(length * begin, length * (begin - 0.08), width * 0.7)
        if stacked:
            canvas.part(hatch, (board, board + float(rng.uniform(2, 9))), colour=paints.vivid(rng))
        elif length > 20:
            canvas.shade(hatch, rng.uniform(0.7, 1.2))


def _deck_colour(kind: str, rng: Rng) -> Colour:
    if kind in ("frigate", "patrol vessel"):
        return (paints.MID_GREY, paints.BLUE_GREY, paints.LIGHT_GREY)[int(rng.integers(3))]
    rust: Colour = (0.5, 0.3, 0.24)
    choices = (paints.WHITE, rust, paints.DARK_GREY, paints.GREEN, paints.BLUE_GREY)
    return choices[int(rng.integers(1 if kind == "boat" and rng.random() < 0.7 else len(choices)))]
