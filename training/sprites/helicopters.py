"""Helicopters: hull, tail boom, stabilisers and blades at rest, turning or folded."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.sprites import paint as paints
from training.sprites.aircraft import oversampling
from training.sprites.canvas import Canvas, shifted
from training.sprites.paint import DARK_GREY, GLASS, MID_GREY, Paint
from training.sprites.sprite import Sprite

Rng = np.random.Generator
Points = NDArray[np.float64]

KINDS = ("light helicopter", "attack helicopter", "transport helicopter", "tandem helicopter", "coaxial helicopter")
_HULL = np.array([[0, 0.3], [0.05, 0.7], [0.15, 0.95], [0.3, 1.0], [0.75, 1.0], [0.92, 0.75], [1.0, 0.4]])
"""Half width (1 = widest) by distance from the nose."""


def draw_helicopter(kind: str, rng: Rng, gsd_m: float, paint: Paint | None = None) -> Sprite:
    """A helicopter of one of `KINDS`."""
    coat = paint or (paints.civil(rng) if kind == "light helicopter" and rng.random() < 0.5 else _army(rng))
    return _Drawing(kind, coat, rng, gsd_m).sprite()


def _army(rng: Rng) -> Paint:
    return paints.vehicle(rng) if rng.random() < 0.45 else paints.military(rng)


class _Drawing:
    """One helicopter; metres ahead of and right of the rotor's mast (of the middle, with two masts)."""

    def __init__(self, kind: str, paint: Paint, rng: Rng, gsd_m: float) -> None:
        self.kind, self.paint, self.rng, self.gsd_m = kind, paint, rng, gsd_m
        low, high = {
            "light helicopter": (9.5, 11.5), "attack helicopter": (13.0, 17.5), "transport helicopter": (14.0, 24.0),
            "tandem helicopter": (15.5, 18.5), "coaxial helicopter": (13.0, 16.0),
        }[kind]  # fmt: skip
        self.rotor_m = float(rng.uniform(low, high))
        slim = kind == "attack helicopter"
        self.ahead_m = self.rotor_m * rng.uniform(0.26, 0.36) * (1.0 if kind != "transport helicopter" else 1.15)
        self.hull_m = self.ahead_m + self.rotor_m * rng.uniform(0.1, 0.22)
        self.behind_m = self.rotor_m * rng.uniform(0.55, 0.62)
        self.width_m = self.rotor_m * (0.085 if slim else rng.uniform(0.11, 0.14))
        self.height_m = float(0.22 * self.rotor_m + rng.uniform(0, 0.8))
        size = 2.3 * self.rotor_m if kind == "tandem helicopter" else 1.35 * self.rotor_m
        self.canvas = Canvas.of(size, 1.1 * self.rotor_m, gsd_m / oversampling(size / gsd_m))
        self.canvas.rgb = paints.coat_texture(paint, self.canvas.shape, self.canvas.metres_per_pixel, rng)

    def sprite(self) -> Sprite:
        if self.kind == "tandem helicopter":
            self._tandem()
        else:
            self._single()
        return self.canvas.sprite(label="helicopter", kind=self.kind, gsd_m=self.gsd_m)

    def _single(self) -> None:
        coaxial = self.kind == "coaxial helicopter"
        if self.kind == "attack helicopter" or coaxial:
            self._stubs()
        if coaxial:
            self.behind_m *= 0.75
        self._boom()
        self._hull(self.ahead_m, self.hull_m)
        self._rotor(0.0, self.rotor_m / 2, self.height_m)
        if coaxial:
            self._rotor(0.0, self.rotor_m / 2, self.height_m + 1.2, blades=3)
        else:
            self._tail_rotor()

    def _tandem(self) -> None:
        apart = self.rotor_m * 0.33
        length = self.rotor_m * 0.86
        self.width_m = self.rotor_m * 0.16
        self._hull(length / 2, length, dull=0.85)
        pylon = np.array([[-0.3, -0.28], [-0.3, 0.28], [-0.48, 0.2], [-0.48, -0.2]]) * (length, self.width_m)
        self.canvas.part(pylon, (self.height_m - 1.5, self.height_m), tone=0.9)
        turn = self.rng.uniform(0, 2 * np.pi)
        self._rotor(apart, self.rotor_m / 2, self.height_m - 0.8, blades=3, turn=turn)
        self._rotor(-apart, self.rotor_m / 2, self.height_m + 0.6, blades=3, turn=turn + np.pi / 3)

    def _hull(self, front: float, length: float, *, dull: float = 1.0) -> None:
        shape = _HULL.copy()
        shape[:, 1] = np.maximum(shape[:, 1], 0.85 * (1 - dull) * 4 * (shape[:, 0] > 0.1))
        ahead = front - shape[:, 0] * length
        half = shape[:, 1] * self.width_m / 2
        self.canvas.tube(ahead, half, (0.6, self.height_m - 0.8), colour=self.paint.body)
        glass = np.array([[0.05, -0.3], [0.05, 0.3], [0.17, 0.42], [0.17, -0.42]]) * (length, self.width_m)
        self.canvas.decal(np.stack([front - glass[:, 0], glass[:, 1]], 1), GLASS)
        engines = np.array([[0.45, -0.3], [0.45, 0.3], [0.8, 0.26], [0.8, -0.26]]) * (length, self.width_m)
        at = np.stack([front - engines[:, 0], engines[:, 1]], 1)
        self.canvas.shade(at, self.rng.uniform(0.75, 1.1))
        for side in (0.2, -0.2):
            pipe = np.array([[0.8, side - 0.07], [0.8, side + 0.07], [0.86, side + 0.07], [0.86, side - 0.07]])
            pipe *= (length, self.width_m)
            self.canvas.decal(np.stack([front - pipe[:, 0], pipe[:, 1]], 1), GLASS)

    def _boom(self) -> None:
        begin, end = self.ahead_m - self.hull_m * 0.9, -self.behind_m
        half = self.width_m * np.array([0.26, 0.17, 0.12])
        along = np.linspace(begin, end, 3)
        self.canvas.tube(along, half, (1.4, self.height_m - 1.6), colour=self.paint.body)
        span, chord = self.rotor_m * self.rng.uniform(0.07, 0.13), self.rotor_m * 0.05
        at = end + self.rotor_m * self.rng.uniform(0.02, 0.12)
        bar = np.array([[at, -span], [at, span], [at - chord, span * 0.95], [at - chord, -span * 0.95]])
        self.canvas.part(bar, (2.0, 2.3), tone=0.95)
        fin = shifted(np.array([[0.6, -0.16], [0.6, 0.16], [-0.7, 0.16], [-0.7, -0.16]]), end + 0.6, 0.0)
        self.canvas.part(fin, (1.6, self.height_m), tone=1.05, slope=(0.0, 0.2))

    def _stubs(self) -> None:
        span, chord = self.rotor_m * self.rng.uniform(0.14, 0.2), self.rotor_m * 0.07
        bar = np.array([[0.3 * chord, -span], [0.3 * chord, span], [-chord, span], [-chord, -span]])
        self.canvas.part(bar, (1.4, 1.8))
        for side in (0.6, 0.95, -0.6, -0.95):
            pod = shifted(np.array([[1.3, -0.25], [1.3, 0.25], [-1.3, 0.25], [-1.3, -0.25]]), -0.2, side * span)
            self.canvas.part(pod, (0.9, 1.5), tone=0.85)

    def _rotor(self, ahead: float, radius: float, height: float, *, blades: int = 0, turn: float | None = None) -> None:
        count = blades or int(self.rng.choice([2, 4, 5, 6, 7] if self.rotor_m > 15 else [2, 3, 4, 5]))
        start = float(self.rng.uniform(0, 2 * np.pi)) if turn is None else turn
        turns = start + 2 * np.pi * np.arange(count) / count
        if self.rng.random() < 0.07:  # folded over the tail
            turns = np.pi + self.rng.uniform(-0.12, 0.12, count)
        colour = DARK_GREY if self.rng.random() < 0.6 else MID_GREY if self.rng.random() < 0.6 else self.paint.coat[0]
        chord = max(0.3, radius * self.rng.uniform(0.045, 0.06))
        for angle in turns:
            self._blade(ahead, float(angle), radius, chord, height, colour)
        self.canvas.disc((ahead, 0.0), radius * 0.075, (height - 0.5, height + 0.2), colour=colour, slope=(0.0, 0.0))

    def _blade(
        self, ahead: float, angle: float, radius: float, chord: float, height: float, colour: paints.Colour
    ) -> None:
        along, aside = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
        root, tip = along * radius * 0.06, along * radius
        quad = np.array(
            [root - aside * chord / 2, tip - aside * chord / 2, tip + aside * chord / 2, root + aside * chord / 2]
        )
        self.canvas.part(shifted(quad, ahead, 0.0), (height - 0.25, height), colour=colour)

    def _tail_rotor(self) -> None:
        reach = self.rotor_m * 0.09 * self.rng.uniform(0.3, 1)
        side = float(self.rng.choice([-0.3, 0.3]))
        bar = np.array([[reach, -0.12], [reach, 0.12], [-reach, 0.12], [-reach, -0.12]])
        self.canvas.part(
            shifted(bar, -self.behind_m, side), (self.height_m - 0.6, self.height_m - 0.3), colour=DARK_GREY
        )
