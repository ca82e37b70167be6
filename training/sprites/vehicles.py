"""Cars, lorries, armour, guns and launchers. The box is the hull's: a gun or a mast does not count."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from training.sprites import paint as paints
from training.sprites.aircraft import oversampling
from training.sprites.canvas import Canvas
from training.sprites.paint import DARK, GLASS, RUBBER, Colour, Paint
from training.sprites.sprite import Sprite

Rng = np.random.Generator
Points = NDArray[np.float64]


def rectangle(front: float, rear: float, width: float, aside: float = 0.0) -> Points:
    """Corners of an upright rectangle, metres ahead and right."""
    half = width / 2
    return np.array([[front, aside - half], [front, aside + half], [rear, aside + half], [rear, aside - half]])


def rounded(front: float, rear: float, width: float, cut: float) -> Points:
    """The same with its corners cut."""
    w, c = width / 2, cut
    return np.array([
        [front, -w + c], [front, w - c], [front - c, w], [rear + c, w],
        [rear, w - c], [rear, -w + c], [rear + c, -w], [front - c, -w],
    ])  # fmt: skip


def car(canvas: Canvas, rng: Rng, paint: Paint) -> None:
    """Body, windows before and behind the roof."""
    _, length, width = _size(canvas)
    colour = paint.coat[0]
    canvas.part(rounded(length / 2, -length / 2, width, 0.25), (0.3, 0.9), colour=colour)
    _cabin(canvas, length * rng.uniform(0.18, 0.24), -length * rng.uniform(0.3, 0.46), width, colour, 1.45)


def pickup(canvas: Canvas, rng: Rng, paint: Paint) -> None:
    """Cabin before an open bed."""
    _, length, width = _size(canvas)
    colour = paint.coat[0]
    canvas.part(rounded(length / 2, -length / 2, width, 0.2), (0.4, 1.1), colour=colour)
    _cabin(canvas, length * 0.2, -length * rng.uniform(0.02, 0.12), width, colour, 1.75)
    bed = rectangle(-length * 0.14, -length * 0.47, width * 0.8)
    canvas.part(bed, (0.4, 0.8), colour=_dim(colour, rng.uniform(0.35, 0.9)))


def van(canvas: Canvas, rng: Rng, paint: Paint) -> None:
    """A box with a sloping front window."""
    _, length, width = _size(canvas)
    colour = paint.coat[0]
    _walls(canvas, rng, rounded(length * 0.26, -length * 0.48, width * 0.92, 0.1), colour, 2.1)
    canvas.part(rounded(length / 2, -length / 2, width, 0.2), (0.4, 1.2), colour=colour)
    canvas.part(rectangle(length * 0.26, -length * 0.48, width * 0.92), (0.4, 2.1), colour=colour, tone=1.03)
    canvas.decal(rectangle(length * 0.36, length * 0.26, width * 0.82), GLASS)


def bus(canvas: Canvas, rng: Rng, paint: Paint) -> None:
    """A long box, in two sections where it is longer than `JOINTED_FROM_M`; hatches and coolers, or roof equipment."""
    _, length, width = _size(canvas)
    colour = paint.coat[0]
    body = rounded(length / 2, -length / 2, width, 0.25)
    _walls(canvas, rng, body, colour, 3.0)
    canvas.part(body, (0.4, 3.0), colour=colour)
    canvas.shade(rectangle(length * 0.46, -length * 0.46, width * 0.7), rng.uniform(0.95, 1.1))
    if rng.random() < 0.5:
        for at in rng.uniform(-0.4, 0.4, int(rng.integers(1, 5))):
            canvas.shade(rectangle(length * at + 0.8, length * at - 0.8, width * 0.5), rng.uniform(0.6, 1.2))
    else:
        _roof_equipment(canvas, rng, length, width)
    if length > JOINTED_FROM_M:
        joint = -length * rng.uniform(0.02, 0.14)
        canvas.decal(rectangle(joint + 0.8, joint - 0.8, width * 0.98), _dim(paints.DARK_GREY, rng.uniform(0.7, 1.3)))
    canvas.decal(rectangle(length * 0.5, length * 0.475, width * 0.8), GLASS)


def _roof_equipment(canvas: Canvas, rng: Rng, length: float, width: float) -> None:
    """Boxes in a row along the roof, and now and then the poles of a trolleybus."""
    at, rear = length * rng.uniform(0.2, 0.44), -length * rng.uniform(0.1, 0.4)
    while at > rear:
        long = float(rng.uniform(1.0, 3.0))
        canvas.part(rectangle(at, at - long, width * rng.uniform(0.45, 0.75)), (3.0, 3.4), tone=rng.uniform(0.75, 1.15))
        at -= long + rng.uniform(0.2, 1.5)
    if rng.random() < 0.6:
        for side in (1.0, -1.0):
            canvas.line([(0.0, side * 0.3), (-length * 0.48, side * 0.4)], 0.5)


def _walls(canvas: Canvas, rng: Rng, roof: Points, colour: Colour, height: float, *, glazed: bool = True) -> None:
    """Now and then the sides that show beside the roof where a vehicle is not seen from straight above.

    Drones fly low: towards the edges of their frames the line of sight is `STEEPEST` and more off the vertical.
    """
    if rng.random() < SEEN_FROM_ABOVE:
        return
    towards = rng.uniform(0, 2 * np.pi)
    foot = height * rng.uniform(0.1, STEEPEST) * np.array([np.cos(towards), np.sin(towards)])

    def band(upper: float, lower: float) -> Points:
        both = np.concatenate([roof + upper * foot, roof + lower * foot]).astype(np.float32)
        return cv2.convexHull(both)[:, 0].astype(np.float64)

    canvas.part(band(0.0, 1.0), (0.1, height - 0.1), colour=_dim(colour, rng.uniform(0.45, 1.0)))
    if glazed:
        canvas.decal(band(0.0, 0.6), GLASS)
        canvas.decal(band(0.0, 0.2), _dim(colour, rng.uniform(0.6, 1.0)))


def lorry(canvas: Canvas, rng: Rng, paint: Paint) -> None:
    """Cab and a load: box, flat bed, tank, canvas."""
    _, length, width = _size(canvas)
    cab = rng.uniform(1.7, 2.4)
    colour = paint.coat[0]
    front, rear = length / 2, -length / 2
    canvas.part(rectangle(front - cab, rear, width * 0.55), (0.6, 1.1), colour=DARK)
    canvas.part(
        rounded(front, front - cab, width * 0.96, 0.15),
        (0.5, 2.6),
        colour=colour if rng.random() < 0.7 else paints.vivid(rng),
    )
    canvas.decal(rectangle(front - 0.15, front - 0.5, width * 0.8), GLASS)
    load = str(rng.choice(["box", "flat", "tank", "canvas"]))
    begin = front - cab - rng.uniform(0.15, 0.5)
    if load == "box":
        shell = _load_colour(colour, rng)
        _walls(canvas, rng, rectangle(begin, rear, width), shell, 3.5, glazed=False)
        canvas.part(rectangle(begin, rear, width), (1.0, 3.5), colour=shell)
        for at in np.linspace(begin, rear, 6)[1:-1]:
            canvas.line([(at, -width / 2), (at, width / 2)], 0.93)
    elif load == "flat":
        _flat_bed(canvas, rng, begin, rear, width)
    elif load == "tank":
        along = np.linspace(begin, rear, 4)
        canvas.tube(along, width / 2 * np.array([0.85, 1, 1, 0.85]), (0.9, 3.2), colour=_load_colour(colour, rng))
        canvas.shade(rectangle((begin + rear) / 2 + 0.5, (begin + rear) / 2 - 0.5, 0.6), 0.7)
    else:
        along = np.linspace(begin, rear, 3)
        canvas.tube(along, np.full(3, width / 2), (1.6, 3.1), colour=_dim(paints.OLIVE, rng.uniform(0.7, 1.5)))
        for at in np.linspace(begin, rear, 5)[1:-1]:
            canvas.line([(at, -width / 2), (at, width / 2)], 0.88)


def launcher(canvas: Canvas, rng: Rng, _paint: Paint) -> None:
    """Rocket or missile launcher, or radar, on a lorry's chassis."""
    _, length, width = _size(canvas)
    front, rear = length / 2, -length / 2
    canvas.part(rectangle(front - 0.2, rear, width * 0.9), (0.8, 1.5), tone=0.8)
    canvas.part(rounded(front, front - 2.4, width, 0.2), (0.6, 2.8))
    canvas.decal(rectangle(front - 0.2, front - 0.6, width * 0.75), GLASS)
    _wheels(canvas, length, width)
    style = int(rng.integers(3))
    if style == 0:  # a pack of tubes, turned a little or not
        pack = rectangle(-0.2, rear + 0.2, width * 0.8) @ _turned(rng.normal(0, 0.15))
        canvas.part(pack, (1.6, 2.9), tone=0.95)
        for aside in np.linspace(-0.35, 0.35, 5) * width * 0.8:
            canvas.line([(-0.4, aside), (rear + 0.4, aside)], 0.7)
    elif style == 1:  # two or four long canisters
        for aside in (-0.27, 0.27):
            along = np.linspace(front - 2.8, rear, 3)
            canvas.tube(along, np.full(3, width * 0.2), (1.6, 3.0), middle=aside * width)
    else:  # an array or a dish on a mast
        panel = rectangle(0.5, -0.5, width * rng.uniform(0.9, 1.5)) @ _turned(rng.uniform(0, np.pi)) + (rear * 0.3, 0)
        canvas.part(panel, (2.0, 5.5), tone=1.1, counted=False)


def tank(canvas: Canvas, rng: Rng, _paint: Paint) -> None:
    """Hull between tracks, turret, gun to any side, mostly ahead."""
    _, length, width = _size(canvas)
    front, rear = length / 2, -length / 2
    _tracks(canvas, length, width, rng)
    canvas.part(rectangle(front * 0.96, rear * 0.98, width * 0.66), (0.6, 1.35), slope=(0.0, 0.0))
    canvas.part(rectangle(front * 0.98, front * 0.6, width * 0.62), (0.6, 1.2), slope=(0.4, 0.0))
    canvas.shade(rectangle(rear * 0.45, rear * 0.95, width * 0.55), 0.78)
    turn = rng.normal(0, 0.15) if rng.random() < 0.75 else rng.uniform(0, 2 * np.pi)
    radius = width * rng.uniform(0.3, 0.36)
    middle = np.array([length * rng.uniform(0.0, 0.08), 0.0])
    gun = (
        rectangle(radius + rng.uniform(3.8, 5.4), radius * 0.6, 0.28 + 0.3 * canvas.metres_per_pixel) @ _turned(turn)
        + middle
    )
    canvas.part(gun, (1.8, 2.1), tone=0.9, counted=False)
    if rng.random() < 0.5:
        canvas.disc((float(middle[0]), 0.0), radius, (1.35, 2.2), tone=1.04)
    else:
        block = (
            np.array(
                [
                    [1.0, -0.6],
                    [1.0, 0.6],
                    [0.3, 1.0],
                    [-1.2, 0.95],
                    [-1.5, 0.5],
                    [-1.5, -0.5],
                    [-1.2, -0.95],
                    [0.3, -1.0],
                ]
            )
            * radius
        )
        canvas.part(block @ _turned(turn) + middle, (1.35, 2.3), tone=1.04)
    hatch = middle + np.array([-0.2, 0.5]) * radius
    canvas.shade(rectangle(0.35, -0.35, 0.7) + hatch, 0.7)


def self_propelled_gun(canvas: Canvas, rng: Rng, _paint: Paint) -> None:
    """As a tank, with a large square turret to the rear."""
    _, length, width = _size(canvas)
    front, rear = length / 2, -length / 2
    _tracks(canvas, length, width, rng)
    canvas.part(rectangle(front * 0.97, rear * 0.98, width * 0.7), (0.6, 1.7))
    turn, middle = rng.normal(0, 0.1), np.array([rear * 0.3, 0.0])
    gun = rectangle(length * 0.6, 0.5, 0.3 + 0.3 * canvas.metres_per_pixel) @ _turned(turn) + middle
    canvas.part(gun, (2.2, 2.5), tone=0.9, counted=False)
    canvas.part(rounded(length * 0.2, -length * 0.2, width * 0.8, 0.3) @ _turned(turn) + middle, (1.7, 3.0), tone=1.05)


def tracked_carrier(canvas: Canvas, rng: Rng, _paint: Paint) -> None:
    """Armoured box on tracks, often with a small turret."""
    _, length, width = _size(canvas)
    front, rear = length / 2, -length / 2
    _tracks(canvas, length, width, rng)
    canvas.part(rectangle(front * 0.95, rear, width * 0.8), (0.6, 1.9))
    canvas.part(rectangle(front, front * 0.5, width * 0.78), (0.6, 1.6), slope=(0.5, 0.0))
    _hatches(canvas, rng, length, width)
    if rng.random() < 0.7:
        _small_turret(canvas, rng, width)


def wheeled_carrier(canvas: Canvas, rng: Rng, _paint: Paint) -> None:
    """Armoured boat on six or eight wheels, as BTR-80 or Stryker."""
    _, length, width = _size(canvas)
    _wheels(canvas, length, width)
    hull = np.array(
        [[1.0, -0.25], [1.0, 0.25], [0.7, 0.5], [-0.95, 0.5], [-1.0, 0.4], [-1.0, -0.4], [-0.95, -0.5], [0.7, -0.5]]
    )
    canvas.part(hull * (length / 2, width * 0.94), (0.6, 1.9))
    canvas.part(
        np.array([[1.0, -0.22], [1.0, 0.22], [0.62, 0.4], [0.62, -0.4]]) * (length / 2, width),
        (0.6, 1.6),
        slope=(0.45, 0.0),
    )
    _hatches(canvas, rng, length, width)
    if rng.random() < 0.75:
        _small_turret(canvas, rng, width)


def towed_gun(canvas: Canvas, rng: Rng, _paint: Paint) -> None:
    """Barrel, shield, wheels and spread trails."""
    _, length, width = _size(canvas)
    thin = 0.22 + 0.3 * canvas.metres_per_pixel
    spread = rng.uniform(0.05, 0.45)
    for side in (1.0, -1.0):
        trail = rectangle(0.0, -length / 2 / np.cos(spread), thin * 1.2) @ _turned(side * spread) + (0.2, 0.0)
        trail[:, 1] = np.clip(trail[:, 1], -width / 2, width / 2)
        canvas.part(trail, (0.4, 0.7), tone=0.85)
        canvas.part(rectangle(0.65, -0.65, 0.35, side * (width / 2 - 0.25)), (0.1, 1.2), colour=RUBBER)
    canvas.part(rectangle(0.5, 0.2, width * 0.8), (0.6, 1.8))
    canvas.part(rectangle(length / 2, -0.8, thin), (1.2, 1.5), tone=0.9)


_Draw = Callable[[Canvas, Rng, Paint], None]
_KINDS: dict[str, tuple[_Draw, tuple[float, float], tuple[float, float], bool]] = {
    # drawing, length in metres, width in metres, army paint
    "car": (car, (3.7, 5.0), (1.65, 1.95), False),
    "pickup": (pickup, (4.8, 5.9), (1.8, 2.05), False),
    "van": (van, (4.6, 5.95), (1.85, 2.1), False),
    "army car": (pickup, (4.3, 5.4), (1.8, 2.3), True),
    "bus": (bus, (8.5, 18.7), (2.4, 2.6), False),
    "lorry": (lorry, (6.2, 16.5), (2.2, 2.6), False),
    "army lorry": (lorry, (6.2, 9.5), (2.3, 2.7), True),
    "tank": (tank, (6.3, 8.0), (3.3, 3.7), True),
    "self-propelled gun": (self_propelled_gun, (6.1, 7.8), (2.8, 3.4), True),
    "tracked carrier": (tracked_carrier, (6.1, 7.2), (2.7, 3.2), True),
    "wheeled carrier": (wheeled_carrier, (6.3, 8.0), (2.5, 3.0), True),
    "launcher": (launcher, (7.2, 13.0), (2.5, 3.1), True),
    "towed gun": (towed_gun, (6.1, 9.0), (1.9, 2.4), True),
}
KINDS = tuple(_KINDS)
LONG_FROM_M = 6.0

SEEN_FROM_ABOVE = 0.5
"""Share of the high vehicles that are drawn without walls."""

STEEPEST = 0.5
"""Tangent of the greatest angle between the line of sight and the vertical."""

JOINTED_FROM_M = 14.0
"""Longer buses bend: EU Directive 96/53/EC allows 13.5 m on two axles, 15 m on three and 18.75 m in two sections."""


def draw_vehicle(kind: str, rng: Rng, gsd_m: float, paint: Paint | None = None) -> Sprite:
    """A vehicle of one of `KINDS`; longer than 6 m it is a long_vehicle."""
    draw, lengths, widths, army = _KINDS[kind]
    length, width = float(rng.uniform(*lengths)), float(rng.uniform(*widths))
    coat = paint or (paints.vehicle(rng) if army else paints.road(rng))
    side = length * 1.02 + (12.0 if kind in ("tank", "self-propelled gun") else 4.0)
    canvas = Canvas.of(
        side,
        max(width + 4.0, side if kind in ("tank", "launcher") else 0.0),
        gsd_m / max(3, oversampling(length / gsd_m)),
    )
    canvas.rgb = paints.coat_texture(coat, canvas.shape, canvas.metres_per_pixel, rng)
    # The drawing asks the canvas for the size that it was made for.
    canvas.counted.append(rectangle(length / 2, -length / 2, width))
    draw(canvas, rng, coat)
    label = "vehicle" if length <= LONG_FROM_M else "long_vehicle"
    return canvas.sprite(label=label, kind=kind, gsd_m=gsd_m)


def _size(canvas: Canvas) -> tuple[Points, float, float]:
    hull = canvas.counted[0]
    return hull, float(np.ptp(hull[:, 0])), float(np.ptp(hull[:, 1]))


def _cabin(canvas: Canvas, front: float, rear: float, width: float, colour: Colour, height: float) -> None:
    canvas.part(rectangle(front, rear, width * 0.84), (0.9, height - 0.2), colour=GLASS)
    canvas.part(rectangle(front - 0.55, rear + 0.4, width * 0.76), (0.9, height), colour=colour, tone=1.04)


def _flat_bed(canvas: Canvas, rng: Rng, begin: float, rear: float, width: float) -> None:
    canvas.part(rectangle(begin, rear, width), (0.9, 1.3), colour=_dim(paints.BROWN, rng.uniform(0.8, 1.6)))
    for _ in range(int(rng.integers(0, 4))):
        at = rng.uniform(rear + 0.8, begin - 0.8)
        crate = rectangle(at + rng.uniform(0.3, 0.8), at - rng.uniform(0.3, 0.8), width * rng.uniform(0.4, 0.9))
        canvas.part(
            crate,
            (1.3, 2.0),
            colour=paints.vivid(rng) if rng.random() < 0.3 else _dim(paints.METAL, rng.uniform(0.5, 1.2)),
        )


def _tracks(canvas: Canvas, length: float, width: float, rng: Rng) -> None:
    for side in (1.0, -1.0):
        strip = rectangle(length / 2, -length / 2, width * 0.2, side * width * 0.4)
        canvas.part(strip, (0.0, 1.0), tone=rng.uniform(0.55, 0.95))


def _wheels(canvas: Canvas, length: float, width: float) -> None:
    for at in (0.38, 0.16, -0.14, -0.38):
        for side in (1.0, -1.0):
            canvas.part(
                rectangle(length * at + 0.55, length * at - 0.55, 0.4, side * (width / 2 - 0.2)),
                (0.0, 1.1),
                colour=RUBBER,
            )


def _hatches(canvas: Canvas, rng: Rng, length: float, width: float) -> None:
    for at in rng.uniform(-0.42, 0.3, 3):
        canvas.shade(
            rectangle(length * at + 0.4, length * at - 0.4, 0.7, width * rng.uniform(-0.2, 0.2)), rng.uniform(0.6, 0.9)
        )


def _small_turret(canvas: Canvas, rng: Rng, width: float) -> None:
    turn = rng.normal(0, 0.3)
    middle = np.array([rng.uniform(-0.4, 0.6), 0.0])
    canvas.part(
        rectangle(2.6, 0.3, 0.16 + 0.25 * canvas.metres_per_pixel) @ _turned(turn) + middle,
        (2.1, 2.3),
        tone=0.85,
        counted=False,
    )
    canvas.disc((float(middle[0]), 0.0), width * rng.uniform(0.2, 0.27), (1.9, 2.4), tone=1.05)


def _load_colour(colour: Colour, rng: Rng) -> Colour:
    if rng.random() < 0.4:
        return colour
    return paints.WHITE if rng.random() < 0.5 else paints.vivid(rng)


def _dim(colour: Colour, gain: float) -> Colour:
    red, green, blue = (min(1.0, c * gain) for c in colour)
    return (red, green, blue)


def _turned(angle: float) -> NDArray[np.float64]:
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
