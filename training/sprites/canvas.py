"""Drawing flat parts of an object, the lowest first, into colour and relief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from training.sprites.paint import Colour
from training.sprites.sprite import OrientedBox, Sprite

Points = NDArray[np.float64]
_SHIFT = 4
_STRIPS = np.array([-1.0, -0.78, -0.45, -0.15, 0.15, 0.45, 0.78, 1.0])
"""Edges of the strips that a round body is drawn in, share of its half width."""


@dataclass(kw_only=True, eq=False)
class Canvas:
    """A drawing in metres (ahead, right) about the object's origin.

    Attributes:
        rgb: (h, w, 3) uint8, begins as the paint that parts without a colour of their own show.
        tone: (h, w) uint8, brightness of a part against its paint, 128 = as it is.
        relief: (h, w, 4) uint8, see `Sprite.relief`.
        origin: metres (ahead, right) of the upper left corner.
        metres_per_pixel: scale.
        counted: corners of all parts that belong to the object's hull, metres.
        beside: corners of the other parts, as a gun.
    """

    rgb: NDArray[np.uint8]
    tone: NDArray[np.uint8]
    relief: NDArray[np.uint8]
    origin: tuple[float, float]
    metres_per_pixel: float
    counted: list[Points] = field(default_factory=list)
    beside: list[Points] = field(default_factory=list)

    @classmethod
    def of(cls, length_m: float, width_m: float, metres_per_pixel: float) -> Canvas:
        """An empty canvas about the origin that holds length by width and a rim."""
        columns = int(np.ceil(length_m / metres_per_pixel)) + 6
        rows = int(np.ceil(width_m / metres_per_pixel)) + 6
        return cls(
            rgb=np.full((rows, columns, 3), 128, np.uint8),
            tone=np.full((rows, columns), 128, np.uint8),
            relief=_level(rows, columns),
            origin=(-columns / 2 * metres_per_pixel, -rows / 2 * metres_per_pixel),
            metres_per_pixel=metres_per_pixel,
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.tone.shape[0], self.tone.shape[1]

    def pixels(self, points: Points) -> Points:
        """Metres (ahead, right) as (column, row), a pixel's middle at .5."""
        return np.asarray((points - np.asarray(self.origin)) / self.metres_per_pixel)

    def part(
        self,
        points: Points | Sequence[Sequence[float]],
        heights: tuple[float, float],
        *,
        colour: Colour | None = None,
        tone: float = 1.0,
        slope: tuple[float, float] = (0.0, 0.0),
        counted: bool = True,
    ) -> None:
        """Fill a polygon.

        Args:
            points: (n, 2) metres, ahead and right.
            heights: of the underside and of the top, metres above ground.
            colour: own colour, 0..1; the canvas's paint without one.
            tone: brightness against the colour or paint.
            slope: how far the surface faces ahead and to the right, -1..1.
            counted: whether it belongs to the hull.
        """
        corners = np.asarray(points, np.float64)
        fixed = [self._fixed(corners)]
        if colour is not None:
            cv2.fillPoly(self.rgb, fixed, _bytes(colour), shift=_SHIFT)
        cv2.fillPoly(self.tone, fixed, min(255.0, 128 * tone), shift=_SHIFT)
        cv2.fillPoly(self.relief, fixed, _relief(heights, slope), shift=_SHIFT)
        (self.counted if counted else self.beside).append(corners)

    def decal(self, points: Points | Sequence[Sequence[float]], colour: Colour) -> None:
        """Colour a polygon of what is already drawn; its shape stays."""
        fixed = [self._fixed(np.asarray(points, np.float64))]
        cv2.fillPoly(self.rgb, fixed, _bytes(colour), shift=_SHIFT)

    def shade(self, points: Points | Sequence[Sequence[float]], tone: float) -> None:
        """Set the brightness of a polygon of what is already drawn."""
        fixed = [self._fixed(np.asarray(points, np.float64))]
        cv2.fillPoly(self.tone, fixed, min(255.0, 128 * tone), shift=_SHIFT)

    def line(self, points: Points | Sequence[Sequence[float]], tone: float) -> None:
        """A seam, one sprite pixel wide, darker or brighter than its part."""
        fixed = [self._fixed(np.asarray(points, np.float64))]
        cv2.polylines(self.tone, fixed, False, min(255.0, 128 * tone), 1, cv2.LINE_8, _SHIFT)

    def tube(
        self,
        back: Points,
        half: Points,
        heights: tuple[float, float],
        *,
        middle: float = 0.0,
        colour: Colour | None = None,
        counted: bool = True,
    ) -> None:
        """A round body along the axis.

        Args:
            back: (n,) coordinates ahead, metres, falling.
            half: (n,) half widths there, metres.
            heights: of its belly and of its back, metres.
            middle: right of the axis, metres.
            colour: own colour.
            counted: whether it belongs to the hull.
        """
        grid = np.empty((len(_STRIPS), len(back), 2))
        grid[..., 0] = back
        grid[..., 1] = middle + _STRIPS[:, None] * half
        self.part(np.concatenate([grid[0], grid[-1, ::-1]]), heights, colour=colour, counted=counted)
        fixed = self._fixed(grid)
        for number, (low, high) in enumerate(pairwise(_STRIPS)):
            strip = np.concatenate([fixed[number], fixed[number + 1, ::-1]])
            share = float(low + high) / 2
            top = heights[0] + (heights[1] - heights[0]) * (0.5 + 0.5 * float(np.sqrt(1 - share**2)))
            cv2.fillPoly(self.relief, [strip], _relief((heights[0], top), (0.0, share)), shift=_SHIFT)

    def disc(self, centre: tuple[float, float], radius: float, heights: tuple[float, float], **look: object) -> None:
        """A flat disc; `look` as in `part`."""
        turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
        self.part(np.asarray(centre) + radius * np.stack([np.cos(turn), np.sin(turn)], 1), heights, **look)  # type: ignore[arg-type]

    def sprite(self, *, label: str, kind: str, gsd_m: float, points: Points | None = None) -> Sprite:
        """What was drawn, as a value."""
        alpha = (self.relief[..., 2] > 0).astype(np.float32)
        rgb = cv2.multiply(self.rgb, cv2.merge([self.tone] * 3), scale=1 / 128 / 255, dtype=cv2.CV_32F)
        outline = self.pixels(_hull(self.counted))
        return Sprite(
            rgb=np.minimum(rgb, 1.0, dtype=np.float32),
            alpha=alpha,
            relief=self.relief,
            points=None if points is None else self.pixels(points),
            outline=outline,
            drawn=self.pixels(_hull([*self.counted, *self.beside])),
            box=_box(outline),
            label=label,
            kind=kind,
            metres_per_pixel=self.metres_per_pixel,
            gsd_m=gsd_m,
        )

    def _fixed(self, points: Points) -> NDArray[np.int32]:
        """Metres (..., 2) in OpenCV's fixed point, whose whole numbers are pixel middles; ours are edges."""
        scale = (1 << _SHIFT) / self.metres_per_pixel
        zero = np.array([self.origin[0] * scale + (1 << _SHIFT - 1), self.origin[1] * scale + (1 << _SHIFT - 1)])
        return np.asarray(np.rint(points * scale - zero), np.int32)


def shifted(points: Points, ahead: float, aside: float) -> Points:
    """The same corners elsewhere."""
    return np.asarray(points + np.array([ahead, aside]))


def _level(rows: int, columns: int) -> NDArray[np.uint8]:
    relief = np.empty((rows, columns, 4), np.uint8)
    cv2.rectangle(relief, (0, 0), (columns, rows), (128, 128, 0, 0), cv2.FILLED)
    return relief


def _bytes(colour: Colour) -> tuple[float, float, float]:
    return (colour[0] * 255, colour[1] * 255, colour[2] * 255)


def _relief(heights: tuple[float, float], slope: tuple[float, float]) -> tuple[float, float, float, float]:
    low, top = (min(255.0, max(0.0, 10 * height)) for height in heights)
    return (128 + 127 * slope[0], 128 + 127 * slope[1], max(top, 1.0), low)


def _hull(corners: list[Points]) -> Points:
    together = np.concatenate(corners).astype(np.float32)
    return cv2.convexHull(together)[:, 0].astype(np.float64)


def _box(outline: Points) -> OrientedBox:
    low, high = outline.min(0), outline.max(0)
    middle = (low + high) / 2
    return OrientedBox(
        centre=(float(middle[0]), float(middle[1])),
        length=float(high[0] - low[0]),
        width=float(high[1] - low[1]),
        angle=0.0,
    )
