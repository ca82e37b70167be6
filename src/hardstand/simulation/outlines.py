"""Shapes from proportions: the facets of an aircraft, and the box that its length and span span.

An aircraft's own frame is (forward, left, up) in metres; its origin lies on the ground under the middle of its box.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hardstand.simulation.parts import Colour, Paint, Point
from hardstand.simulation.types import AircraftType, Engine, Surfaces

Array = NDArray[np.float64]

_STRIPS = np.linspace(-1.0, 1.0, 8)
"""Edges of the strips that make the fuselage's half cylinder, share of the half width."""

_THICKNESS_M = 0.45
"""Of a fin, metres: about a pixel, as the blur would leave it."""

_DARK: Colour = (0.20, 0.20, 0.21)
_GLASS: Colour = (0.16, 0.18, 0.20)


@dataclass(frozen=True, kw_only=True, eq=False)
class Facet:
    """A flat polygon in space.

    Attributes:
        corners: (n, 3) float64 metres; (east, north, up) once placed on the site, the object's own frame before.
        colour: reflectance, red, green, blue, 0..1.
        opacity: 0..1, of the facet and of its shadow.
    """

    corners: Array
    colour: Colour
    opacity: float = 1.0


def place(points: Array, centre: Point, heading_deg: float) -> Array:
    """Points (n, 2 or 3) of a frame (forward, left, up) on the site: (east, north, up), metres."""
    angle = np.radians(heading_deg)
    forward = np.array([np.sin(angle), np.cos(angle)])
    left = np.array([-np.cos(angle), np.sin(angle)])
    placed = np.array(points, dtype=np.float64)
    placed[:, :2] = points[:, :1] * forward + points[:, 1:2] * left + np.asarray(centre)
    return placed


def placed(facets: list[Facet], centre: Point, heading_deg: float) -> list[Facet]:
    """Facets of an object's own frame on the site."""
    return [
        Facet(corners=place(facet.corners, centre, heading_deg), colour=facet.colour, opacity=facet.opacity)
        for facet in facets
    ]


def box(length_m: float, span_m: float) -> Array:
    """Corners (4, 2) of length by span: front left, front right, rear right, rear left."""
    return np.array([[1, 1], [1, -1], [-1, -1], [-1, 1]]) * (length_m / 2, span_m / 2)


def walls(outline: Array, height_m: float, colour: Colour) -> list[Facet]:
    """Upright sides from the ground along an outline (n, 2), metres."""
    facets = []
    for first, second in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        corners = np.array([(*first, 0.0), (*second, 0.0), (*second, height_m), (*first, height_m)])
        facets.append(Facet(corners=corners, colour=colour))
    return facets


def level(outline: Array, height_m: float, colour: Colour) -> Facet:
    """A flat roof or deck over an outline (n, 2), metres."""
    return Facet(corners=np.column_stack([outline, np.full(len(outline), height_m)]), colour=colour)


def body_height_m(kind: AircraftType) -> float:
    """Height above ground at which the aircraft's box is put on the image: the wing's, metres."""
    return kind.wing.height_m


def aircraft_facets(kind: AircraftType, paint: Paint) -> list[Facet]:
    """An aircraft in its own frame, the lowest facets first."""
    wings = _wings(kind, paint)
    body = _fuselage(kind, paint)
    low_wing = kind.wing.height_m < kind.body_top_m - 1.0
    engines = [facet for engine in kind.engines for facet in _engine(kind, engine, paint)]
    tail = _pair(kind.tail, _tail_apex(kind), paint.wing)
    trunk = [*engines, *wings, *body] if low_wing else [*engines, *body, *wings, *_spine(kind, paint)]
    fins = _fins(kind, paint)
    return [*trunk, *tail, *fins] if kind.tail.height_m < kind.body_top_m else [*trunk, *fins, *tail]


def leading_edge_m(kind: AircraftType, aside_m: float) -> float:
    """Forward coordinate of the wing's leading edge at a distance from the axis, metres."""
    apex = kind.length_m * (0.5 - kind.wing_from_nose)
    return float(apex - abs(aside_m) * np.tan(np.radians(kind.wing.sweep_deg)))


def _wings(kind: AircraftType, paint: Paint) -> list[Facet]:
    return _pair(kind.wing, leading_edge_m(kind, 0.0), paint.wing)


def _pair(surfaces: Surfaces, apex: float, colour: Colour) -> list[Facet]:
    """Left and right half, each in a brighter front and a duller strip of flaps behind."""
    half = surfaces.span_m / 2
    back = half * np.tan(np.radians(surfaces.sweep_deg))
    flaps = (colour[0] * 0.9, colour[1] * 0.9, colour[2] * 0.91)
    facets = []
    for side in (1.0, -1.0):
        for begin, end, shade in ((0.0, 0.74, colour), (0.74, 1.0, flaps)):
            corners = [
                (apex - begin * surfaces.root_m, 0.0),
                (apex - back - begin * surfaces.tip_m, side * half),
                (apex - back - end * surfaces.tip_m, side * half),
                (apex - end * surfaces.root_m, 0.0),
            ]
            facets.append(_flat(corners, surfaces.height_m, shade))
    return facets


def _flat(corners: list[tuple[float, float]], height_m: float, colour: Colour) -> Facet:
    points = np.array(corners, dtype=np.float64)
    return Facet(corners=np.column_stack([points, np.full(len(points), height_m)]), colour=colour)


def _tail_apex(kind: AircraftType) -> float:
    """So that the tailplane's hindmost point is the aircraft's."""
    back = kind.tail.span_m / 2 * np.tan(np.radians(kind.tail.sweep_deg))
    return float(-kind.length_m / 2 + max(back + kind.tail.tip_m, kind.tail.root_m))


def _fuselage(kind: AircraftType, paint: Paint) -> list[Facet]:
    """A half cylinder in strips, so that light falls on it as on a tube, and the cockpit's panes."""
    along, half = _profile(kind)
    outline = [*zip(along, half, strict=True), *zip(along[::-1], -half[::-1], strict=True)]
    # Under the strips lies the whole outline, so that no ground shines through the seams between them.
    strips = [_flat(outline, kind.body_top_m - kind.body_width_m / 2, paint.body)]
    for first, second in pairwise(_STRIPS):
        there = np.column_stack([along, first * half, _skin_height(kind, first, half)])
        back = np.column_stack([along, second * half, _skin_height(kind, second, half)])[::-1]
        strips.append(Facet(corners=np.concatenate([there, back]), colour=paint.body))
    return [*strips, _cockpit(kind)]


def _profile(kind: AircraftType) -> tuple[Array, Array]:
    shape = np.array(kind.profile)
    return kind.length_m * (0.5 - shape[:, 0]), shape[:, 1] * kind.body_width_m / 2


def _skin_height(kind: AircraftType, share: float, half: Array) -> Array:
    """Height of the skin at a share of the half width; the axis stays level, tapers are round."""
    axis = kind.body_top_m - kind.body_width_m / 2
    return np.asarray(axis + half * np.sqrt(1.0 - share**2), dtype=np.float64)


def _cockpit(kind: AircraftType) -> Facet:
    """A dark pane near the nose, or the canopy of a fighter."""
    fighter = not kind.engines  # they lie in its body
    begin, end, width = (0.16, 0.25, 0.8) if fighter else (0.022, 0.042, kind.body_width_m * 0.42)
    nose = kind.length_m / 2
    front, rear = nose - begin * kind.length_m, nose - end * kind.length_m
    corners = [(front, width * 0.3), (front, -width * 0.3), (rear, -width / 2), (rear, width / 2)]
    return _flat(corners, kind.body_top_m, _GLASS)


def _spine(kind: AircraftType, paint: Paint) -> list[Facet]:
    """The fairing over a high wing."""
    front = leading_edge_m(kind, 0.0)
    half = kind.body_width_m * 0.32
    rear = front - kind.wing.root_m
    corners = [(front + 1.0, half), (front + 1.0, -half), (rear - 1.0, -half), (rear - 1.0, half)]
    return [_flat(corners, kind.body_top_m + 0.2, paint.body)]


def _engine(kind: AircraftType, engine: Engine, paint: Paint) -> list[Facet]:
    facets = []
    for side in (1.0, -1.0):
        front = leading_edge_m(kind, engine.aside_m) + engine.ahead_m
        facets.extend(_nacelle(kind, engine, side * engine.aside_m, front, paint))
    return facets


def _nacelle(kind: AircraftType, engine: Engine, aside: float, front: float, paint: Paint) -> list[Facet]:
    height = kind.wing.height_m - 0.5
    rear, half = front - engine.length_m, engine.width_m / 2
    hull = [(front, aside + half), (front, aside - half), (rear, aside - half * 0.7), (rear, aside + half * 0.7)]
    lip = [(front + 0.3, aside + half), (front + 0.3, aside - half), (front, aside - half), (front, aside + half)]
    facets = [_flat(hull, height, paint.body), _flat(lip, height, _DARK)]
    if engine.propeller_m > 0:
        facets.append(_propeller(engine.propeller_m, aside, front + 0.2, height))
    return facets


def _propeller(diameter_m: float, aside: float, forward: float, height_m: float) -> Facet:
    """The four blades at rest, seen edge on: a thin dark bar before the nacelle."""
    half = diameter_m / 2
    bar = [
        (forward + 0.2, aside + half),
        (forward + 0.2, aside - half),
        (forward, aside - half),
        (forward, aside + half),
    ]
    flat = _flat(bar, height_m, _DARK)
    return Facet(corners=flat.corners, colour=flat.colour, opacity=0.5)


def _fins(kind: AircraftType, paint: Paint) -> list[Facet]:
    sides = (0.0,) if kind.fin_aside_m == 0 else (kind.fin_aside_m, -kind.fin_aside_m)
    return [facet for side in sides for facet in _fin(kind, side, paint.fin)]


def _fin(kind: AircraftType, aside: float, colour: Colour) -> list[Facet]:
    """A swept upright plate: its two sides and its narrow top."""
    foot = kind.body_top_m - 0.6
    rear = -kind.length_m / 2 + (0.5 if kind.fin_aside_m == 0 else kind.length_m * 0.09)
    tip = kind.fin_root_m * 0.45
    outline = [(rear + kind.fin_root_m, foot), (rear + tip, kind.height_m), (rear, kind.height_m), (rear, foot)]
    plates = [
        Facet(corners=np.array([(x, aside + side * _THICKNESS_M / 2, z) for x, z in outline]), colour=colour)
        for side in (1.0, -1.0)
    ]
    edge = [(x, aside + side * _THICKNESS_M / 2, z) for (x, z), side in zip(outline[:2], (1.0, 1.0), strict=True)]
    edge += [(x, aside - _THICKNESS_M / 2, z) for x, z in reversed(outline[:2])]
    ridge = [(rear + tip, kind.height_m), (rear, kind.height_m)]
    top = [(x, aside + _THICKNESS_M / 2, z) for x, z in ridge] + [
        (x, aside - _THICKNESS_M / 2, z) for x, z in ridge[::-1]
    ]
    return [*plates, Facet(corners=np.array(edge), colour=colour), Facet(corners=np.array(top), colour=colour)]
