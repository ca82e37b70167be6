"""Helicopters and ground vehicles by their proportions.

Lengths, widths and rotors are rounded from the makers' public figures for the type that each stands for; the rest is
proportioned by eye: transport helicopter (Mi-8-like), attack helicopter (Mi-24-like), car, truck, tank (T-72-like),
armoured carrier (BTR-80-like).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class VehicleKind(StrEnum):
    """How a vehicle is drawn."""

    CAR = "car"
    TRUCK = "truck"
    TANK = "tank"
    CARRIER = "armoured carrier"


@dataclass(frozen=True, kw_only=True)
class HelicopterType:
    """The proportions of a helicopter.

    Attributes:
        name: for the truth, in plain words.
        rotor_m: diameter of the main rotor, metres.
        blades: of the main rotor.
        nose_m: how far the nose lies before the rotor's mast, metres.
        hull_m: length of the cabin, metres.
        tail_m: how far the tail's end lies behind the mast, metres.
        width_m: of the cabin, metres.
        height_m: of the rotor above ground, metres.
        stub_m: span of stub wings, metres; 0 = none.
    """

    name: str
    rotor_m: float
    blades: int
    nose_m: float
    hull_m: float
    tail_m: float
    width_m: float
    height_m: float
    stub_m: float = 0.0


TRANSPORT_HELICOPTER = HelicopterType(
    name="transport helicopter",
    rotor_m=21.3,
    blades=5,
    nose_m=5.3,
    hull_m=9.6,
    tail_m=12.9,
    width_m=2.5,
    height_m=4.7,
)
ATTACK_HELICOPTER = HelicopterType(
    name="attack helicopter",
    rotor_m=17.3,
    blades=5,
    nose_m=6.6,
    hull_m=10.2,
    tail_m=11.0,
    width_m=1.9,
    height_m=4.4,
    stub_m=6.7,
)

VEHICLE_SIZES_M: dict[VehicleKind, tuple[float, float, float]] = {
    VehicleKind.CAR: (4.6, 1.9, 1.5),
    VehicleKind.TRUCK: (9.5, 2.5, 3.2),
    VehicleKind.TANK: (6.9, 3.6, 2.2),
    VehicleKind.CARRIER: (7.7, 2.9, 2.4),
}
"""Length, width and height, metres; a tank's length is its hull's, without the gun."""
