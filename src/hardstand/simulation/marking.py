"""Outlines of strips, lines and bars on the ground, in plane metres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from hardstand.simulation.parts import Point


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


def path(points: Sequence[Point], width: float) -> list[Point]:
    """A bent strip with rounded bends, `width` in metres."""
    return _corners(shapely.LineString(points).buffer(width / 2, cap_style="flat", quad_segs=6))


def arc(middle: Point, radius: float, begin_deg: float, end_deg: float) -> list[Point]:
    """Points on a circle, angles counter-clockwise from x; for bends of painted lines."""
    angles = np.radians(np.linspace(begin_deg, end_deg, 9))
    return [(middle[0] + radius * float(np.cos(a)), middle[1] + radius * float(np.sin(a))) for a in angles]


def fillets(outlines: Sequence[Sequence[Point]], radius: float, least_m2: float = 4.0) -> list[list[Point]]:
    """The rounded corners where strips of pavement meet: what closing their union by `radius` metres adds."""
    union = shapely.union_all([shapely.Polygon(outline) for outline in outlines])
    added = union.buffer(radius, quad_segs=12).buffer(-radius, quad_segs=12).difference(union)
    pieces = [piece for piece in shapely.get_parts(added) if piece.area >= least_m2]
    # A hair wider, so that no seam of grass shows between the piece and the strips.
    return [_corners(piece.buffer(0.3, join_style="mitre")) for piece in pieces]


def _corners(polygon: shapely.Polygon) -> list[Point]:
    return [(float(x), float(y)) for x, y in polygon.exterior.coords[:-1]]
