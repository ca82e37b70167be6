"""What a rendered site is made of: ground, buildings, trees, vehicles, paint.

Positions are (east, north) in metres from the site's centre; headings are degrees clockwise from grid north; heights
are metres above flat ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hardstand.simulation.machines import VehicleKind

Point = tuple[float, float]
Colour = tuple[float, float, float]


class SurfaceKind(StrEnum):
    """What the ground is made of, or what lies on it."""

    GRASS = "grass"
    SOIL = "soil"
    FIELD = "field"
    PLOUGHED = "ploughed field"
    STUBBLE = "stubble"
    EARTH = "graded earth"
    GRAVEL = "gravel"
    ASPHALT = "asphalt"
    CONCRETE = "concrete"
    WHITE_PAINT = "white paint"
    YELLOW_PAINT = "yellow paint"
    TRACK = "track"
    RUBBER = "rubber"
    STAIN = "stain"


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A flat patch of ground, painted in the order of the plan.

    Attributes:
        kind: the material.
        corners: outline, metres (east, north), three points or more.
        heading_deg: direction of slabs, furrows or streaks.
        tone: factor on the material's brightness; 1 = as the material is.
    """

    kind: SurfaceKind
    corners: tuple[Point, ...]
    heading_deg: float = 0.0
    tone: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Building:
    """A block, a hangar with an arched roof, or a house with a gabled one.

    Attributes:
        centre: metres (east, north).
        width_m: extent across the heading, metres.
        depth_m: extent along the heading, metres.
        height_m: eaves, metres.
        heading_deg: direction of the ridge.
        arch_m: height of the roof's crown above the eaves, metres; 0 = flat.
        gabled: the roof rises to its crown in two flat slopes, not in a vault.
        roof: reflectance of the roof, red, green, blue, 0..1.
    """

    centre: Point
    width_m: float
    depth_m: float
    height_m: float
    heading_deg: float = 0.0
    arch_m: float = 0.0
    gabled: bool = False
    roof: Colour = (0.55, 0.54, 0.52)


@dataclass(frozen=True, kw_only=True)
class Tree:
    """A tree or a bush.

    Attributes:
        centre: metres (east, north).
        radius_m: of the crown, metres.
        height_m: metres.
    """

    centre: Point
    radius_m: float
    height_m: float


@dataclass(frozen=True, kw_only=True)
class Vehicle:
    """A car, a truck, or an armoured vehicle.

    Attributes:
        centre: metres (east, north), of the hull.
        heading_deg: direction of its front.
        length_m: metres.
        width_m: metres.
        height_m: metres.
        colour: reflectance, red, green, blue, 0..1.
        kind: how it is drawn.
        gun_deg: direction of a tank's gun less its heading.
    """

    centre: Point
    heading_deg: float
    length_m: float = 4.6
    width_m: float = 1.9
    height_m: float = 1.5
    colour: Colour = (0.7, 0.7, 0.68)
    kind: VehicleKind = VehicleKind.CAR
    gun_deg: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Paint:
    """Reflectance of an aircraft's skin, red, green, blue, 0..1.

    Attributes:
        body: fuselage and engines.
        wing: wings and tailplane.
        fin: vertical tail.
    """

    body: Colour = (0.92, 0.92, 0.91)
    wing: Colour = (0.78, 0.79, 0.80)
    fin: Colour = (0.85, 0.85, 0.86)
