"""What stands at the demo's air base: its parking stands, buildings, trees and vehicles.

The place is invented, laid out as such places are, at a point south of Latakia.
"""

from __future__ import annotations

import numpy as np

from hardstand.simulation.airbase_ground import EAST_ROW, RUNWAY_HEADING_DEG, STAND_ALONG, WEST_ROW, turn
from hardstand.simulation.machines import VEHICLE_SIZES_M, VehicleKind
from hardstand.simulation.parts import Building, Colour, Point, Tree, Vehicle
from hardstand.simulation.plan import StandPlan

LONGITUDE = 35.949
LATITUDE = 35.401
WIDTH_M = 900.0
HEIGHT_M = 800.0

_FIGHTER_LINE = -226.0

_STEEL: Colour = (0.56, 0.58, 0.60)
_RUST: Colour = (0.44, 0.37, 0.32)
_WHITE_ROOF: Colour = (0.70, 0.69, 0.66)


def stands() -> tuple[StandPlan, ...]:
    """Six on the apron's east side (nose west), six on its west side (nose east), eight for fighters (nose north)."""
    east = [_stand(f"east-{n}", EAST_ROW, along, 270.0) for n, along in enumerate(STAND_ALONG, start=1)]
    west = [_stand(f"west-{n}", WEST_ROW, along, 60.0) for n, along in enumerate(STAND_ALONG, start=1)]
    line_up = [_stand(f"line-{n}", -2.0 + 24.0 * n, _FIGHTER_LINE, 0.0) for n in range(1, 9)]
    return (*east, *west, *line_up)


def buildings() -> tuple[Building, ...]:
    """Hangars behind the east row, a terminal, sheds."""
    hangar = [_building((262.0, along), (44.0, 46.0, 8.0), _STEEL, arch_m=5.0) for along in (-205.0, -140.0)]
    return (
        *hangar,
        _building((252.0, 30.0), (120.0, 26.0, 9.0), _WHITE_ROOF),
        _building((262.0, -40.0), (24.0, 18.0, 14.0), _WHITE_ROOF),
        _building((256.0, 140.0), (36.0, 30.0, 7.0), _RUST, arch_m=3.0),
        _building((260.0, 205.0), (30.0, 16.0, 5.0), _STEEL),
        _building((378.0, -180.0), (40.0, 14.0, 4.5), _RUST),
        _building((380.0, -130.0), (28.0, 14.0, 4.5), _WHITE_ROOF),
        _building((384.0, 260.0), (18.0, 12.0, 6.0), _WHITE_ROOF),
        _building((-420.0, 150.0), (12.0, 10.0, 4.0), _WHITE_ROOF),
    )


def trees(rng: np.random.Generator) -> tuple[Tree, ...]:
    """An orchard in rows, a line of trees along the road, bushes here and there."""
    orchard = [
        _tree(rng, across, along, 2.4)
        for across in np.arange(352.0, 440.0, 7.0)
        for along in np.arange(20.0, 225.0, 7.0)
        if rng.random() < 0.93
    ]
    avenue = [_tree(rng, 327.0, along, 3.2) for along in np.arange(-10.0, 390.0, 13.0) if rng.random() < 0.7]
    bushes = [_tree(rng, -400.0 + rng.normal(0, 25), rng.uniform(-390, 390), 1.6) for _ in range(60)]
    garden = [_tree(rng, rng.uniform(285, 305), rng.uniform(-60, 110), 2.8) for _ in range(22)]
    return (*orchard, *avenue, *bushes, *garden)


def vehicles(rng: np.random.Generator) -> tuple[Vehicle, ...]:
    """Cars in the car park, trucks by the hangars, a few on the roads: other ones on each date."""
    cars = [
        _vehicle(rng, across, along, 90.0, truck=False)
        for across in (338.0, 344.5)
        for along in np.arange(-85.0, -20.0, 3.1)
        if rng.random() < 0.55
    ]
    trucks = [_vehicle(rng, 226.0, rng.uniform(-240, 240), rng.choice([0.0, 180.0]), truck=True) for _ in range(9)]
    road = [_vehicle(rng, 316.0 + side, rng.uniform(-390, 390), 0.0, truck=False) for side in (-2.0, 2.0, -2.0, 2.0)]
    return (*cars, *trucks, *road)


def _stand(name: str, across: float, along: float, heading_deg: float) -> StandPlan:
    return StandPlan(id=name, centre=turn(across, along), heading_deg=(heading_deg + RUNWAY_HEADING_DEG) % 360)


def _building(spot: Point, size: tuple[float, float, float], roof: Colour, arch_m: float = 0.0) -> Building:
    """`size` is its extent along the runway, away from it, and up to the eaves, metres."""
    return Building(
        centre=turn(*spot),
        width_m=size[0],
        depth_m=size[1],
        height_m=size[2],
        heading_deg=RUNWAY_HEADING_DEG + 90.0,
        arch_m=arch_m,
        roof=roof,
    )


def _tree(rng: np.random.Generator, across: float, along: float, radius_m: float) -> Tree:
    radius = radius_m * float(rng.uniform(0.7, 1.25))
    spot = turn(across + float(rng.normal(0, 0.5)), along + float(rng.normal(0, 0.5)))
    return Tree(centre=spot, radius_m=radius, height_m=1.6 * radius)


def _vehicle(rng: np.random.Generator, across: float, along: float, heading_deg: float, *, truck: bool) -> Vehicle:
    tone = float(rng.choice([0.15, 0.3, 0.55, 0.75, 0.9]))
    tint = rng.normal(1.0, 0.05, 3) * tone
    kind = VehicleKind.TRUCK if truck else VehicleKind.CAR
    length, width, height = VEHICLE_SIZES_M[kind]
    return Vehicle(
        centre=turn(across, along),
        heading_deg=heading_deg + RUNWAY_HEADING_DEG,
        length_m=length,
        width_m=width,
        height_m=height,
        colour=(float(tint[0]), float(tint[1]), float(tint[2])),
        kind=kind,
    )
