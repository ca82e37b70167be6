"""Shapes of helicopters and ground vehicles, as facets, each in its own frame (forward, left, up) and then placed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hardstand.simulation.machines import HelicopterType, VehicleKind
from hardstand.simulation.outlines import Facet, box, level, placed, walls
from hardstand.simulation.parts import Colour, Vehicle
from hardstand.simulation.plan import HelicopterPlan

Array = NDArray[np.float64]

_GLASS: Colour = (0.15, 0.16, 0.18)
_BLADE: Colour = (0.20, 0.20, 0.21)
_BLADE_CHORD_M = 0.55
_GUN_M = (4.6, 0.3)
"""Reach of a tank's gun beyond its turret's middle, and its width, metres."""


def vehicle_facets(vehicle: Vehicle) -> list[Facet]:
    """A vehicle where it stands."""
    draw = {VehicleKind.TRUCK: _truck, VehicleKind.TANK: _tank, VehicleKind.CARRIER: _carrier}.get(vehicle.kind, _car)
    return placed(draw(vehicle), vehicle.centre, vehicle.heading_deg)


def helicopter_facets(helicopter: HelicopterPlan) -> list[Facet]:
    """A helicopter where it stands."""
    return placed(own_helicopter_facets(helicopter), helicopter.centre, helicopter.heading_deg)


def own_helicopter_facets(helicopter: HelicopterPlan) -> list[Facet]:
    """A helicopter about its mast, the lowest facets first."""
    kind, colour = helicopter.type, helicopter.colour
    hull = _hull(kind)
    cabin_top = kind.height_m - 0.9
    return [
        *_stubs(kind, colour),
        *_boom(kind, colour),
        *walls(hull, cabin_top, colour),
        level(hull, cabin_top, colour),
        level(_cockpit(kind), cabin_top, _GLASS),
        *_blades(kind, helicopter.blade_deg),
        level(_disc(kind.rotor_m * 0.04), kind.height_m + 0.1, _BLADE),
    ]


def _car(vehicle: Vehicle) -> list[Facet]:
    return [*_block(_outline(vehicle), vehicle.height_m, vehicle.colour), _windscreen(vehicle, 0.25, 0.9)]


def _truck(vehicle: Vehicle) -> list[Facet]:
    """Cab before a load, a gap between them."""
    half, side = vehicle.length_m / 2, vehicle.width_m / 2
    cab_m = min(2.2, 0.3 * vehicle.length_m)
    chassis = _rectangle(half, -half, side * 0.6)
    cab = _rectangle(half, half - cab_m, side * 0.96)
    load = _rectangle(half - cab_m - 0.35, -half, side)
    dark = _dimmed(vehicle.colour, 0.5)
    return [
        *_block(chassis, 1.0, dark),
        *_block(cab, 0.85 * vehicle.height_m, _dimmed(vehicle.colour, 0.85)),
        *_block(load, vehicle.height_m, vehicle.colour),
        level(_rectangle(half - 0.15, half - 0.6, side * 0.8), 0.85 * vehicle.height_m, _GLASS),
    ]


def _tank(vehicle: Vehicle) -> list[Facet]:
    """Tracks, hull between them, turret and gun."""
    half, side = vehicle.length_m / 2, vehicle.width_m / 2
    deck = 0.6 * vehicle.height_m
    radius = 0.66 * side
    turn = np.radians(vehicle.gun_deg)
    gun = _turned(_rectangle(radius + _GUN_M[0], 0.0, _GUN_M[1] / 2), turn)
    tracks = [_shifted(_rectangle(half, -half, 0.2 * side), 0.0, aside * 0.8 * side) for aside in (1.0, -1.0)]
    return [
        *(facet for track in tracks for facet in _block(track, 0.45 * vehicle.height_m, _dimmed(vehicle.colour, 0.6))),
        *_block(_rectangle(0.97 * half, -0.98 * half, 0.66 * side), deck, vehicle.colour),
        level(_rectangle(-0.5 * half, -0.92 * half, 0.5 * side), deck, _dimmed(vehicle.colour, 0.7)),
        level(gun, 0.85 * vehicle.height_m, _dimmed(vehicle.colour, 0.85)),
        *_block(_disc(radius), vehicle.height_m, vehicle.colour),
        level(_disc(0.22 * radius), vehicle.height_m, _dimmed(vehicle.colour, 0.6)),
    ]


def _carrier(vehicle: Vehicle) -> list[Facet]:
    """An armoured boat on wheels with a pointed bow and a small turret."""
    half, side = vehicle.length_m / 2, vehicle.width_m / 2
    bow = [(half, 0.5 * side), (half, -0.5 * side)]
    stern = [(0.62 * half, -side), (-half, -side), (-half, side), (0.62 * half, side)]
    deck = 0.85 * vehicle.height_m
    engine = _rectangle(-0.4 * half, -0.9 * half, 0.6 * side)
    return [
        *_block(np.array([*bow, *stern]), deck, vehicle.colour),
        level(engine, deck, _dimmed(vehicle.colour, 0.75)),
        *_block(_shifted(_disc(0.42 * side), 0.15 * half, 0.0), vehicle.height_m, _dimmed(vehicle.colour, 1.08)),
    ]


def _outline(vehicle: Vehicle) -> Array:
    return box(vehicle.length_m, vehicle.width_m)


def _windscreen(vehicle: Vehicle, share: float, depth_m: float) -> Facet:
    front, side = vehicle.length_m * share, vehicle.width_m * 0.42
    return level(_rectangle(front, front - depth_m, side), vehicle.height_m, _GLASS)


def _hull(kind: HelicopterType) -> Array:
    """A rounded nose, straight sides, a narrower end."""
    share = np.array([(0.0, 0.4), (0.08, 0.8), (0.22, 1.0), (0.75, 1.0), (1.0, 0.45)])
    ahead, side = kind.nose_m - share[:, 0] * kind.hull_m, share[:, 1] * kind.width_m / 2
    return np.concatenate([np.column_stack([ahead, side]), np.column_stack([ahead, -side])[::-1]])


def _cockpit(kind: HelicopterType) -> Array:
    front, rear = kind.nose_m - 0.05 * kind.hull_m, kind.nose_m - 0.18 * kind.hull_m
    side = kind.width_m / 2
    return np.array([(front, 0.55 * side), (front, -0.55 * side), (rear, -0.85 * side), (rear, 0.85 * side)])


def _boom(kind: HelicopterType, colour: Colour) -> list[Facet]:
    """Tail boom, stabiliser and the tail's upright end."""
    begin, end = kind.nose_m - 0.9 * kind.hull_m, -kind.tail_m
    side = kind.width_m / 2
    boom = np.array([(begin, 0.5 * side), (begin, -0.5 * side), (end, -0.2 * side), (end, 0.2 * side)])
    plane = _shifted(_rectangle(0.5, -0.6, 0.09 * kind.rotor_m), end + 1.6, 0.0)
    fin = _rectangle(end + 1.3, end, 0.2)
    return [
        level(boom, kind.height_m - 1.6, colour),
        level(plane, kind.height_m - 1.5, colour),
        *_block(fin, kind.height_m, colour),
    ]


def _stubs(kind: HelicopterType, colour: Colour) -> list[Facet]:
    if kind.stub_m <= 0:
        return []
    return [level(_rectangle(0.4, -1.0, kind.stub_m / 2), 1.8, colour)]


def _blades(kind: HelicopterType, first_deg: float) -> list[Facet]:
    blade = _rectangle(kind.rotor_m / 2, 0.0, _BLADE_CHORD_M / 2)
    turns = np.radians(first_deg) + 2 * np.pi * np.arange(kind.blades) / kind.blades
    return [level(_turned(blade, float(turn)), kind.height_m, _BLADE) for turn in turns]


def _block(outline: Array, height_m: float, colour: Colour) -> list[Facet]:
    return [*walls(outline, height_m, colour), level(outline, height_m, colour)]


def _rectangle(front: float, rear: float, side: float) -> Array:
    return np.array([(front, side), (front, -side), (rear, -side), (rear, side)])


def _disc(radius_m: float) -> Array:
    angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    return radius_m * np.column_stack([np.cos(angles), np.sin(angles)])


def _turned(points: Array, angle: float) -> Array:
    """Turned clockwise seen from above, as headings grow."""
    cos, sin = np.cos(angle), np.sin(angle)
    return np.asarray(points @ np.array([[cos, -sin], [sin, cos]]))


def _shifted(points: Array, ahead: float, left: float) -> Array:
    return np.asarray(points + np.array([ahead, left]))


def _dimmed(colour: Colour, gain: float) -> Colour:
    red, green, blue = (min(1.0, value * gain) for value in colour)
    return (red, green, blue)
