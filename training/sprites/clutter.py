"""What stands and lies on bases and must stay without a label: walls, shelters, markings, wrecks, carts, trees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from training.sprites import paint as paints
from training.sprites.aircraft import CIVIL, MILITARY, draw_aircraft, oversampling
from training.sprites.canvas import Canvas
from training.sprites.paint import Colour, Paint
from training.sprites.sprite import Sprite
from training.sprites.vehicles import rectangle, rounded

Rng = np.random.Generator
Points = NDArray[np.float64]

EARTH: tuple[Colour, ...] = ((0.62, 0.56, 0.46), (0.5, 0.44, 0.36), (0.42, 0.44, 0.32), (0.36, 0.38, 0.3))
CONCRETE: tuple[Colour, ...] = ((0.72, 0.71, 0.68), (0.62, 0.61, 0.59), (0.5, 0.5, 0.5))
YELLOW: Colour = (0.88, 0.74, 0.3)


def revetment(rng: Rng, gsd_m: float, *, inside_m: tuple[float, float] | None = None) -> Sprite:
    """A U of walls or an earthen horseshoe, open ahead.

    Args:
        rng: of its make.
        gsd_m: of the crop, metres.
        inside_m: length and width that must stay free; about a fighter's without it.
    """
    length, width = inside_m or (float(rng.uniform(16, 30)), float(rng.uniform(14, 28)))
    thick = float(rng.uniform(1.0, 2.5) if rng.random() < 0.4 else rng.uniform(4, 9))
    canvas = _canvas(length + 2 * thick + 2, width + 2 * thick + 2, gsd_m)
    colours = EARTH if thick > 3 else CONCRETE
    colour = _near(colours[int(rng.integers(len(colours)))], rng)
    height = float(rng.uniform(2.5, 4.5))
    wall = _horseshoe(length, width) if rng.random() < 0.4 else _u_shape(length, width)
    _berm(canvas, wall, thick, height, colour)
    if thick > 3:
        _roughen(canvas, rng, 0.14)
    return canvas.sprite(label="", kind="revetment", gsd_m=gsd_m)


def shelter(rng: Rng, gsd_m: float) -> Sprite:
    """An arched aircraft shelter, of concrete, steel or under earth, with its doors ahead."""
    length, width = float(rng.uniform(22, 40)), float(rng.uniform(16, 30))
    canvas = _canvas(length + 6, width + 6, gsd_m)
    colours = (*CONCRETE, *EARTH, paints.METAL, paints.GREEN)
    colour = _near(colours[int(rng.integers(len(colours)))], rng)
    along = np.linspace(length / 2, -length / 2, 3)
    canvas.tube(along, np.full(3, width / 2), (-6.0, float(rng.uniform(6, 9))), colour=colour)
    for at in np.linspace(length / 2, -length / 2, int(rng.integers(3, 12)))[1:-1]:
        canvas.line([(at, -width / 2), (at, width / 2)], rng.uniform(0.8, 0.97))
    canvas.part(rectangle(length / 2 + 1.2, length / 2, width * 0.9), (0.0, 5.0), colour=_near(colour, rng), tone=0.85)
    _roughen(canvas, rng, 0.05)
    return canvas.sprite(label="", kind="shelter", gsd_m=gsd_m)


def sunshade(rng: Rng, gsd_m: float) -> Sprite:
    """A flat or gabled light roof on posts, over one or more stands."""
    length, width = float(rng.uniform(14, 26)), float(rng.uniform(14, 60))
    canvas = _canvas(length + 2, width + 2, gsd_m)
    colour = _near((0.82, 0.82, 0.8) if rng.random() < 0.6 else paints.SAND, rng)
    height = float(rng.uniform(5, 8))
    tilt = float(rng.uniform(0, 0.3))
    canvas.part(rectangle(length / 2, 0.0, width), (height - 0.4, height), colour=colour, slope=(tilt, 0.0))
    canvas.part(rectangle(0.0, -length / 2, width), (height - 0.4, height), colour=colour, slope=(-tilt, 0.0))
    for aside in np.arange(-width / 2, width / 2, rng.uniform(2, 8)):
        canvas.line([(length / 2, aside), (-length / 2, aside)], 0.92)
    return canvas.sprite(label="", kind="sunshade", gsd_m=gsd_m)


def roof(rng: Rng, gsd_m: float) -> Sprite:
    """A small house or hut: gabled or flat."""
    length, width = float(rng.uniform(5, 22)), float(rng.uniform(4, 12))
    canvas = _canvas(length + 2, width + 2, gsd_m)
    colours = (
        paints.WHITE,
        paints.METAL,
        (0.6, 0.3, 0.25),
        paints.MID_GREY,
        paints.SAND,
        paints.GREEN,
        paints.BLUE_GREY,
    )
    colour = _near(colours[int(rng.integers(len(colours)))], rng)
    height, tilt = float(rng.uniform(2.5, 6)), float(rng.choice([0.0, rng.uniform(0.15, 0.5)]))
    for side in (1.0, -1.0):
        half = np.array(
            [[length / 2, 0], [length / 2, side * width / 2], [-length / 2, side * width / 2], [-length / 2, 0]]
        )
        canvas.part(half, (0.0, height), colour=colour, slope=(0.0, side * tilt))
    for _ in range(int(rng.integers(0, 4))):
        at = rng.uniform(-0.4, 0.4, 2) * (length, width)
        canvas.part(rounded(0.6, -0.6, 1.0, 0.2) + at, (height, height + 0.8), colour=_near(paints.METAL, rng))
    _roughen(canvas, rng, 0.04)
    return canvas.sprite(label="", kind="roof", gsd_m=gsd_m)


def solar(rng: Rng, gsd_m: float) -> Sprite:
    """Rows of solar panels."""
    rows, length = int(rng.integers(2, 8)), float(rng.uniform(6, 30))
    pitch = float(rng.uniform(3, 5))
    canvas = _canvas(length + 2, rows * pitch + 2, gsd_m)
    for row in range(rows):
        middle = (row - rows / 2 + 0.5) * pitch
        canvas.part(
            rectangle(length / 2, -length / 2, 2.0, middle), (0.6, 1.4), colour=(0.2, 0.24, 0.34), slope=(0.0, 0.3)
        )
        for at in np.arange(-length / 2 + 1, length / 2, 2.0):
            canvas.line([(at, middle - 1), (at, middle + 1)], 1.5)
    return canvas.sprite(label="", kind="solar panels", gsd_m=gsd_m)


def containers(rng: Rng, gsd_m: float) -> Sprite:
    """Freight containers in a stack."""
    count, length = int(rng.integers(2, 6)), float(rng.choice([6.06, 12.2]))
    canvas = _canvas(length + 4, count * 2.6 + 2, gsd_m)
    for k in range(count):
        begin = length / 2 + rng.normal(0, 0.4)
        box = rectangle(begin, begin - length, 2.44, (k - count / 2 + 0.5) * 2.6)
        colour = paints.vivid(rng) if rng.random() < 0.6 else _near(paints.METAL, rng)
        canvas.part(box, (0.0, 2.6 * float(rng.integers(1, 3))), colour=colour)
    return canvas.sprite(label="", kind="containers", gsd_m=gsd_m)


def carts(rng: Rng, gsd_m: float) -> Sprite:
    """Ground equipment: small boxes, ladders and hoses in a loose group, each under 3 m."""
    canvas = _canvas(14, 14, gsd_m)
    for _ in range(int(rng.integers(1, 7))):
        box = rounded(0.5, -0.5, 1.0, 0.1) * (rng.uniform(1.0, 2.8), rng.uniform(0.8, 1.6))
        colour = (YELLOW, paints.WHITE, paints.OLIVE, paints.DARK_GREY)[int(rng.integers(4))]
        canvas.part(
            box @ _turned(rng.uniform(0, np.pi)) + rng.uniform(-5, 5, 2),
            (0.2, rng.uniform(0.6, 1.8)),
            colour=_near(colour, rng),
        )
    return canvas.sprite(label="", kind="carts", gsd_m=gsd_m)


def lamp(rng: Rng, gsd_m: float) -> Sprite:
    """A light mast: nearly nothing from above, a long thin shadow."""
    canvas = _canvas(4, 4, gsd_m)
    canvas.part(rectangle(0.25, -0.25, 0.5), (0.0, float(rng.uniform(8, 24))), colour=paints.METAL)
    canvas.part(rectangle(0.9, -0.9, 0.6), (7.5, 8.0), colour=paints.METAL)
    return canvas.sprite(label="", kind="lamp", gsd_m=gsd_m)


def tree(rng: Rng, gsd_m: float) -> Sprite:
    """One to five crowns."""
    canvas = _canvas(16, 16, gsd_m)
    for _ in range(int(rng.integers(1, 6))):
        radius, at = rng.uniform(1.2, 3.0), rng.uniform(-4.5, 4.5, 2)
        turn = np.linspace(0, 2 * np.pi, 14, endpoint=False)
        rim = radius * (1 + 0.18 * rng.normal(size=14))[:, None] * np.stack([np.cos(turn), np.sin(turn)], 1) + at
        colour = _near((0.25, 0.31, 0.2), rng)
        for share, rise in ((1.0, 0.55), (0.7, 0.8), (0.4, 1.0)):
            canvas.part((rim - at) * share + at, (0.5, 3.0 * radius * rise), colour=colour, tone=0.75 + 0.35 * rise)
    _roughen(canvas, rng, 0.3, 0.7)
    return canvas.sprite(label="", kind="tree", gsd_m=gsd_m)


def crown(rng: Rng, gsd_m: float) -> Sprite:
    """One small tree or bush, about as large as a car."""
    canvas = _canvas(8, 8, gsd_m)
    radius, turn = rng.uniform(0.9, 2.6), np.linspace(0, 2 * np.pi, 12, endpoint=False)
    rim = (
        radius
        * (1 + 0.14 * rng.normal(size=12))[:, None]
        * np.stack([np.cos(turn), rng.uniform(0.6, 1) * np.sin(turn)], 1)
    )
    colour = _near((0.18, 0.22, 0.14), rng)
    for share, rise in ((1.0, 0.55), (0.7, 0.8), (0.4, 1.0)):
        canvas.part(rim * share, (0.3, 2.4 * radius * rise), colour=colour, tone=0.7 + 0.35 * rise)
    _roughen(canvas, rng, 0.2, 0.6)
    return canvas.sprite(label="", kind="crown", gsd_m=gsd_m)


def cross(rng: Rng, gsd_m: float) -> Sprite:
    """The cross of a closed runway or taxiway."""
    size, thick = float(rng.uniform(9, 36)), float(rng.uniform(1.0, 4.0))
    canvas = _canvas(size + 1, size + 1, gsd_m)
    colour = paints.WHITE if rng.random() < 0.5 else YELLOW
    lean = rng.uniform(0.6, 1.0)
    for angle in (lean, -lean):
        canvas.part(rectangle(size / 2, -size / 2, thick) @ _turned(angle), (0.0, 0.1), colour=colour)
    return _worn(canvas, "closed cross", gsd_m, rng)


def rose(rng: Rng, gsd_m: float) -> Sprite:
    """A compass rose: rings and spokes."""
    radius = float(rng.uniform(8, 22))
    canvas = _canvas(2 * radius + 1, 2 * radius + 1, gsd_m)
    for share in (1.0, 0.55)[: int(rng.integers(1, 3))]:
        _ring(canvas, radius * share, 0.4, _mark(rng))
    for angle in np.arange(0, np.pi, np.pi / int(rng.choice([2, 4, 6, 12]))):
        canvas.part(rectangle(radius, -radius, 0.3) @ _turned(angle), (0.0, 0.1), colour=_mark(rng))
    return _worn(canvas, "compass rose", gsd_m, rng)


def helipad(rng: Rng, gsd_m: float) -> Sprite:
    """A circle or square with or without an H."""
    radius = float(rng.uniform(5, 14))
    canvas = _canvas(2 * radius + 1, 2 * radius + 1, gsd_m)
    if rng.random() < 0.4:
        canvas.disc((0.0, 0.0), radius, (0.0, 0.1), colour=_near(CONCRETE[2], rng))
    ringed = rng.random() < 0.8
    if ringed:
        _ring(canvas, radius * 0.95, radius * 0.07, _mark(rng))
    if not ringed or rng.random() < 0.8:
        arm, colour = radius * 0.5, _mark(rng)
        for aside in (1.0, -1.0):
            canvas.part(rectangle(arm, -arm, arm * 0.28, aside * arm * 0.55), (0.0, 0.1), colour=colour)
        canvas.part(rectangle(arm * 0.14, -arm * 0.14, arm * 1.1), (0.0, 0.1), colour=colour)
    return _worn(canvas, "helipad", gsd_m, rng)


def taxi_lines(rng: Rng, gsd_m: float) -> Sprite:
    """Curved lead-in lines, stop bars and stand outlines."""
    size = float(rng.uniform(25, 60))
    canvas = _canvas(size, size, gsd_m)
    colour = YELLOW if rng.random() < 0.7 else paints.WHITE
    thick = float(rng.uniform(0.2, 0.6))
    _stroke(canvas, np.array([[-size / 2, 0], [size / 2, 0]]), thick, colour)
    t = np.linspace(0, 1, 12)[:, None]
    for side in (1.0, -1.0)[: int(rng.integers(1, 3))]:
        ends = np.array([[-size * 0.1, 0], [size * 0.2, 0], [size * 0.25, side * size * 0.45]])
        _stroke(canvas, (1 - t) ** 2 * ends[0] + 2 * t * (1 - t) * ends[1] + t**2 * ends[2], thick, colour)
    if rng.random() < 0.5:  # the stand's outline, at times as an aircraft's
        _stroke(canvas, rectangle(size * 0.35, -size * 0.35, size * 0.6)[[0, 1, 2, 3, 0]], thick, _mark(rng))
    for at in rng.uniform(-0.3, 0.3, int(rng.integers(0, 3))) * size:
        _stroke(canvas, np.array([[at, -size * 0.12], [at, size * 0.12]]), thick * 2, _mark(rng))
    return _worn(canvas, "taxi lines", gsd_m, rng)


def stain(rng: Rng, gsd_m: float) -> Sprite:
    """What an aircraft left: its shadow or outline, without it; blast marks and oil."""
    if rng.random() < 0.45:
        kinds = (*MILITARY, *CIVIL)
        dark = Paint(coat=((0.1, 0.1, 0.1),), body=(0.1, 0.1, 0.1), fin=(0.1, 0.1, 0.1), dirt=0.0)
        shape = draw_aircraft(kinds[int(rng.integers(len(kinds)))], rng, gsd_m, dark)
        cover = cv2.GaussianBlur(shape.alpha, (0, 0), float(rng.uniform(1, 6))) * np.float32(rng.uniform(0.15, 0.6))
        return _flat(shape, cover, np.zeros_like(shape.rgb) + np.float32(0.12), "empty shadow")
    length, width = float(rng.uniform(8, 40)), float(rng.uniform(3, 12))
    canvas = _canvas(length * 1.3, width * 1.6, gsd_m)
    canvas.part(rounded(length / 2, -length / 2, width, width * 0.45), (0.0, 0.1))
    base = canvas.sprite(label="", kind="stain", gsd_m=gsd_m)
    mottled = 0.5 + 0.3 * paints.noise(base.alpha.shape, 4.0 / base.metres_per_pixel, rng)
    cover = cv2.GaussianBlur(base.alpha, (0, 0), width * 0.18 / base.metres_per_pixel) * np.clip(mottled, 0, 1)
    colour = np.float32(rng.uniform(0.1, 0.3) if rng.random() < 0.75 else rng.uniform(0.5, 0.8))
    return _flat(base, cover * np.float32(rng.uniform(0.3, 0.8)), np.full_like(base.rgb, colour), "stain")


def wreck(rng: Rng, gsd_m: float) -> Sprite:
    """A piece of an aircraft: a wing, a body without wings, a torn part."""
    kinds = (*MILITARY, *CIVIL)
    whole = draw_aircraft(kinds[int(rng.integers(len(kinds)))], rng, gsd_m)
    rows, columns = whole.alpha.shape
    row, column = np.mgrid[0:rows, 0:columns].astype(np.float32)
    aside, along = (row - rows / 2) / np.float32(rows / 2), (column - columns / 2) / np.float32(columns / 2)
    pick = rng.random()
    if pick < 0.35:  # one wing
        keep = aside > rng.uniform(0.18, 0.35)
    elif pick < 0.6:  # the body alone
        keep = (np.abs(aside) < rng.uniform(0.1, 0.16)) & (along < rng.uniform(0.4, 1.0))
    elif pick < 0.8:  # the tail or the nose alone
        keep = along * rng.choice([-1.0, 1.0]) > rng.uniform(0.35, 0.6)
    else:  # torn along a slant
        angle = rng.uniform(0, 2 * np.pi)
        keep = along * np.float32(np.cos(angle)) + aside * np.float32(np.sin(angle)) > rng.uniform(0.25, 0.5)
    ragged = keep & (paints.noise((rows, columns), 2.0 / whole.metres_per_pixel, rng) > -1.6)
    relief = np.where(ragged[..., None], whole.relief, np.array([128, 128, 0, 0])).astype(np.uint8)
    relief[..., 2] = np.minimum(relief[..., 2], 25)  # it lies on the ground
    relief[..., 3] = 0
    burnt = np.float32(rng.choice([1.0, rng.uniform(0.35, 0.8)]))
    return replace(
        whole, rgb=whole.rgb * burnt, alpha=whole.alpha * ragged, relief=relief, points=None, label="", kind="wreck"
    )


CLUTTER: dict[str, tuple[float, Callable[[Rng, float], Sprite]]] = {
    "revetment": (2.0, revetment),
    "shelter": (1.2, shelter),
    "sunshade": (0.5, sunshade),
    "roof": (1.0, roof),
    "solar panels": (0.4, solar),
    "containers": (0.7, containers),
    "carts": (1.2, carts),
    "lamp": (0.7, lamp),
    "tree": (0.8, tree),
    "closed cross": (1.0, cross),
    "compass rose": (0.5, rose),
    "helipad": (1.0, helipad),
    "taxi lines": (1.2, taxi_lines),
    "stain": (1.6, stain),
    "wreck": (1.2, wreck),
}
"""How often each is drawn, and how."""


def draw_clutter(kind: str, rng: Rng, gsd_m: float) -> Sprite:
    """One piece of clutter of a kind of `CLUTTER`; its label is empty."""
    return CLUTTER[kind][1](rng, gsd_m)


def any_clutter(rng: Rng) -> str:
    """A kind, by its weight."""
    weights = np.array([weight for weight, _ in CLUTTER.values()])
    return list(CLUTTER)[int(rng.choice(len(weights), p=weights / weights.sum()))]


def _canvas(length: float, width: float, gsd_m: float) -> Canvas:
    return Canvas.of(length, width, gsd_m / oversampling(max(length, width) / gsd_m))


def _u_shape(length: float, width: float) -> Points:
    half = width / 2
    return np.array([[length / 2, -half], [-length / 2, -half], [-length / 2, half], [length / 2, half]])


def _horseshoe(length: float, width: float) -> Points:
    turn = np.linspace(0.5, 2 * np.pi - 0.5, 15)
    return np.stack([np.cos(turn) * length / 2, np.sin(turn) * width / 2], 1)


def _berm(canvas: Canvas, path: Points, thick: float, height: float, colour: Colour) -> None:
    """A wall along a path, its flanks sloping where it is of earth."""
    outward = path - path.mean(0)
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    for low, high, slope in ((0.0, 0.4, -0.6), (0.4, 0.6, 0.0), (0.6, 1.0, 0.6)):
        for first in range(len(path) - 1):
            ends = slice(first, first + 2)
            quad = np.concatenate(
                [path[ends] + outward[ends] * thick * low, (path[ends] + outward[ends] * thick * high)[::-1]]
            )
            normal = outward[ends].mean(0) * (slope if thick > 3 else 0.0)
            rise = height if slope == 0 or thick <= 3 else height * 0.55
            canvas.part(quad, (0.0, rise), colour=colour, slope=(float(normal[0]), float(normal[1])))


def _ring(canvas: Canvas, radius: float, thick: float, colour: Colour) -> None:
    turn = np.linspace(0, 2 * np.pi, 40)
    _stroke(canvas, radius * np.stack([np.cos(turn), np.sin(turn)], 1), thick, colour)


def _stroke(canvas: Canvas, path: Points, thick: float, colour: Colour) -> None:
    """A painted line of a width along a path."""
    for begin, end in pairwise(path):
        along = (end - begin) / max(float(np.linalg.norm(end - begin)), 1e-9)
        aside = np.array([-along[1], along[0]]) * thick / 2
        canvas.part([begin - aside, end - aside, end + aside, begin + aside], (0.0, 0.1), colour=colour)


def _worn(canvas: Canvas, kind: str, gsd_m: float, rng: Rng) -> Sprite:
    """Paint on the ground, thinned by wear."""
    sprite = canvas.sprite(label="", kind=kind, gsd_m=gsd_m)
    wear = rng.uniform(0.3, 1.0) + rng.uniform(0, 0.3) * paints.noise(
        sprite.alpha.shape, 2.0 / sprite.metres_per_pixel, rng
    )
    return replace(sprite, alpha=np.asarray(sprite.alpha * np.clip(wear, 0, 1), np.float32))


def _flat(shape: Sprite, cover: NDArray[np.float32], rgb: NDArray[np.float32], kind: str) -> Sprite:
    """Colour on the ground without height."""
    relief = np.zeros_like(shape.relief)
    relief[..., :2] = 128
    return replace(shape, rgb=rgb, alpha=np.asarray(cover, np.float32), relief=relief, points=None, label="", kind=kind)


def _roughen(canvas: Canvas, rng: Rng, depth: float, patch_m: float = 1.5) -> None:
    rough = 1.0 + depth * paints.noise(canvas.shape, patch_m / canvas.metres_per_pixel, rng)
    canvas.tone = np.clip(canvas.tone * rough, 0, 255).astype(np.uint8)


def _near(colour: Colour, rng: Rng) -> Colour:
    gain = float(np.exp(rng.normal(0, 0.12)))
    red, green, blue = (min(1.0, c * gain) for c in colour)
    return (red, green, blue)


def _mark(rng: Rng) -> Colour:
    return paints.WHITE if rng.random() < 0.5 else YELLOW


def _turned(angle: float) -> NDArray[np.float64]:
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
