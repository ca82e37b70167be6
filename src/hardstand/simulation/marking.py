"""Outlines of strips, lines and bars on the ground, in plane metres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hardstand.simulation.plan import Point


@dataclass(frozen=True)
class Strip:
    """A straight strip between two points.

    Attributes:
        ends: the middle of both ends, metres.
    """

    ends: tuple[Point, Point]

    def outline(self, width: float) -> list[Point]:
        """Four corners of the strip, `width` in metres."""
        first, second = (np.asarray(end, dtype=np.float64) for end in self.ends)
        along = (second - first) / np.linalg.norm(second - first)
        aside = np.array([-along[1], along[0]]) * width / 2
        corners = (first + aside, second + aside, second - aside, first - aside)
        return [(float(corner[0]), float(corner[1])) for corner in corners]


def rectangle(x: float, y: float, width: float, height: float) -> list[Point]:
    """Four corners around a middle, metres."""
    left, right, low, high = x - width / 2, x + width / 2, y - height / 2, y + height / 2
    return [(left, low), (left, high), (right, high), (right, low)]


def line(first: Point, second: Point, width: float) -> list[Point]:
    """A painted line, metres."""
    return Strip((first, second)).outline(width)


def dashes(x: float, begin: float, end: float, *, mark: float, gap: float, width: float) -> list[list[Point]]:
    """A broken line parallel to y, metres."""
    return [rectangle(x, float(y) + mark / 2, width, mark) for y in np.arange(begin, end, mark + gap)]


def bars(x: float, y: float, *, count: int, width: float, gap: float, length: float) -> list[list[Point]]:
    """Bars side by side around (x, y), as on a runway's threshold; metres."""
    first = x - (count - 1) * (width + gap) / 2
    return [rectangle(first + number * (width + gap), y, width, length) for number in range(count)]
