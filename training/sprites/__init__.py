"""Rendered aircraft, helicopters, vehicles, ships and clutter for training the detectors, with exact truth.

A `Sprite` is an object from straight above before light falls on it; `paste` turns it, lights it, and puts it with its
shadow onto a real crop. The same generator gives the same pixels.
"""

from __future__ import annotations

import numpy as np

from training.sprites import aircraft, clutter, helicopters, ships, vehicles
from training.sprites.look import Look, look_of
from training.sprites.overlay import cloud, overlay
from training.sprites.paste import paste
from training.sprites.scenes import populate
from training.sprites.sprite import POINT_NAMES, OrientedBox, Placement, Sprite
from training.sprites.tint import tint_object

AIRCRAFT_KINDS = (*aircraft.MILITARY, *aircraft.CIVIL)
MILITARY_AIRCRAFT_KINDS = tuple(aircraft.MILITARY)
HELICOPTER_KINDS = helicopters.KINDS
VEHICLE_KINDS = vehicles.KINDS
SHIP_KINDS = ships.KINDS
CLUTTER_KINDS = tuple(clutter.CLUTTER)

__all__ = [
    "AIRCRAFT_KINDS",
    "CLUTTER_KINDS",
    "HELICOPTER_KINDS",
    "MILITARY_AIRCRAFT_KINDS",
    "POINT_NAMES",
    "SHIP_KINDS",
    "VEHICLE_KINDS",
    "Look",
    "OrientedBox",
    "Placement",
    "Sprite",
    "cloud",
    "draw_sprite",
    "look_of",
    "overlay",
    "paste",
    "populate",
    "tint_object",
]


def draw_sprite(kind: str, rng: np.random.Generator, gsd_m: float) -> Sprite:
    """An object of a kind (one of the `*_KINDS`), its shape and paint drawn from the generator.

    Args:
        kind: what to draw.
        rng: of proportions, paint and details.
        gsd_m: ground sampling distance of the images that it is for, metres.

    Raises:
        KeyError: no such kind.
    """
    if kind in aircraft.MILITARY or kind in aircraft.CIVIL:
        return aircraft.draw_aircraft(kind, rng, gsd_m)
    if kind in helicopters.KINDS:
        return helicopters.draw_helicopter(kind, rng, gsd_m)
    if kind in vehicles.KINDS:
        return vehicles.draw_vehicle(kind, rng, gsd_m)
    if kind in ships.KINDS:
        return ships.draw_ship(kind, rng, gsd_m)
    return clutter.draw_clutter(kind, rng, gsd_m)
