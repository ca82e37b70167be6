"""The plan of the demo's air base: invented, laid out as such places are, at a point south of Latakia.

Everything is placed in the runway's own axes, (across, along) in metres from the site's centre, and then turned.
"""

from __future__ import annotations

import numpy as np

from hardstand.simulation.marking import Strip, bars, dashes, line, rectangle
from hardstand.simulation.plan import Building, Colour, Point, StandPlan, Surface, SurfaceKind, Tree, Vehicle

LONGITUDE = 35.949
LATITUDE = 35.401
WIDTH_M = 900.0
HEIGHT_M = 800.0
RUNWAY_HEADING_DEG = 5.0

_RUNWAY, _TAXIWAY, _APRON = -300.0, -135.0, (-20.0, 215.0)
_RUNWAY_WIDTH, _TAXIWAY_WIDTH = 45.0, 23.0
_THRESHOLD = -310.0
_APRON_ALONG = (-275.0, 275.0)
_BEYOND = 520.0
_EAST_ROW, _WEST_ROW, _FIGHTER_LINE = 168.0, 34.0, -226.0

_STEEL: Colour = (0.56, 0.58, 0.60)
_RUST: Colour = (0.44, 0.37, 0.32)
_WHITE_ROOF: Colour = (0.70, 0.69, 0.66)


def turn(across: float, along: float) -> Point:
    """From the runway's axes to (east, north), metres."""
    angle = np.radians(RUNWAY_HEADING_DEG)
    return (
        float(across * np.cos(angle) + along * np.sin(angle)),
        float(-across * np.sin(angle) + along * np.cos(angle)),
    )


def stands() -> tuple[StandPlan, ...]:
    """Six on the apron's east side (nose west), six on its west side (nose east), eight for fighters (nose north)."""
    rows = (-150.0, -90.0, -20.0, 45.0, 110.0, 190.0)
    east = [_stand(f"east-{n}", _EAST_ROW, along, 270.0) for n, along in enumerate(rows, start=1)]
    west = [_stand(f"west-{n}", _WEST_ROW, along, 60.0) for n, along in enumerate(rows, start=1)]
    line_up = [_stand(f"line-{n}", -2.0 + 24.0 * n, _FIGHTER_LINE, 0.0) for n in range(1, 9)]
    return (*east, *west, *line_up)


def surfaces(rng: np.random.Generator) -> tuple[Surface, ...]:
    """All ground, the lowest first."""
    return (*_fields(), *_roads(), *_pavement(), *_wear(rng), *_markings())


def buildings() -> tuple[Building, ...]:
    """Hangars behind the east row, a terminal, sheds."""
    hangar = [_building(262.0, along, 44.0, 46.0, 8.0, _STEEL, arch_m=5.0) for along in (-205.0, -140.0)]
    return (
        *hangar,
        _building(252.0, 30.0, 120.0, 26.0, 9.0, _WHITE_ROOF),
        _building(262.0, -40.0, 24.0, 18.0, 14.0, _WHITE_ROOF),
        _building(256.0, 140.0, 36.0, 30.0, 7.0, _RUST, arch_m=3.0),
        _building(260.0, 205.0, 30.0, 16.0, 5.0, _STEEL),
        _building(378.0, -180.0, 40.0, 14.0, 4.5, _RUST),
        _building(380.0, -130.0, 28.0, 14.0, 4.5, _WHITE_ROOF),
        _building(384.0, 260.0, 18.0, 12.0, 6.0, _WHITE_ROOF),
        _building(-420.0, 150.0, 12.0, 10.0, 4.0, _WHITE_ROOF),
    )


def trees(rng: np.random.Generator) -> tuple[Tree, ...]:
    """An orchard in rows, a line of trees along the road, bushes here and there."""
    orchard = [
        _tree(rng, across, along, 2.4)
        for across in np.arange(352.0, 440.0, 7.0)
        for along in np.arange(20.0, 225.0, 7.0)
        if rng.random() < 0.93
    ]
    avenue = [_tree(rng, 327.0, along, 3.2) for along in np.arange(-380.0, 390.0, 13.0) if rng.random() < 0.7]
    bushes = [_tree(rng, -400.0 + rng.normal(0, 25), rng.uniform(-390, 390), 1.6) for _ in range(60)]
    garden = [_tree(rng, rng.uniform(285, 305), rng.uniform(-60, 110), 2.8) for _ in range(22)]
    return tuple((*orchard, *avenue, *bushes, *garden))


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


def _building(
    across: float, along: float, width_m: float, depth_m: float, height_m: float, roof: Colour, arch_m: float = 0.0
) -> Building:
    """`width_m` runs along the runway, `depth_m` away from it."""
    return Building(
        centre=turn(across, along),
        width_m=width_m,
        depth_m=depth_m,
        height_m=height_m,
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
    size = (9.5, 2.5, 3.2) if truck else (4.6, 1.9, 1.5)
    return Vehicle(
        centre=turn(across, along),
        heading_deg=heading_deg + RUNWAY_HEADING_DEG,
        length_m=size[0],
        width_m=size[1],
        height_m=size[2],
        colour=(float(tint[0]), float(tint[1]), float(tint[2])),
    )


def _surface(kind: SurfaceKind, corners: list[Point], heading_deg: float = 0.0, tone: float = 1.0) -> Surface:
    turned = tuple(turn(*corner) for corner in corners)
    return Surface(kind=kind, corners=turned, heading_deg=heading_deg + RUNWAY_HEADING_DEG, tone=tone)


def _fields() -> list[Surface]:
    """Cropped land beyond the fence and worn soil beside the pavement."""
    return [
        _surface(SurfaceKind.FIELD, rectangle(395, -310, 120, 150), heading_deg=20.0),
        _surface(SurfaceKind.FIELD, rectangle(395, 120, 110, 215), tone=0.95),
        _surface(SurfaceKind.FIELD, rectangle(400, 330, 130, 120), heading_deg=80.0, tone=1.05),
        _surface(SurfaceKind.GRASS, rectangle(296, 25, 26, 190)),
        _surface(SurfaceKind.SOIL, rectangle(-300, 60, 70, 900), tone=0.97),
        _surface(SurfaceKind.SOIL, rectangle(250, -180, 76, 170)),
    ]


def _roads() -> list[Surface]:
    road = SurfaceKind.ASPHALT
    return [
        _surface(SurfaceKind.SOIL, rectangle(316, 0, 16, 2 * _BEYOND)),
        _surface(road, rectangle(316, 0, 8, 2 * _BEYOND), tone=1.15),
        _surface(road, rectangle(341, -52, 34, 76), tone=1.2),
        _surface(road, rectangle(268, -90, 100, 7), heading_deg=90.0, tone=1.2),
        _surface(road, rectangle(268, 110, 100, 7), heading_deg=90.0, tone=1.2),
        _surface(road, rectangle(400, -205, 170, 5), heading_deg=90.0, tone=1.3),
        _surface(SurfaceKind.SOIL, rectangle(-428, 0, 4, 2 * _BEYOND), tone=1.12),
    ]


def _pavement() -> list[Surface]:
    """Runway with shoulders, taxiway, its connections, apron."""
    middle = (_THRESHOLD - 60 + _BEYOND) / 2
    length = _BEYOND - _THRESHOLD + 60
    connections = [
        _surface(SurfaceKind.ASPHALT, Strip(((_RUNWAY, along), (_TAXIWAY, along))).outline(24), 90.0, 1.04)
        for along in (-292.0, 60.0)
    ]
    links = [
        _surface(SurfaceKind.CONCRETE, Strip(((_TAXIWAY, along), (0.0, along))).outline(26), 90.0, 0.96)
        for along in (-120.0, 150.0)
    ]
    apron_middle, apron_width = sum(_APRON) / 2, _APRON[1] - _APRON[0]
    return [
        _surface(SurfaceKind.ASPHALT, rectangle(_RUNWAY, middle, _RUNWAY_WIDTH + 15, length), tone=1.25),
        _surface(SurfaceKind.ASPHALT, rectangle(_TAXIWAY, 60, _TAXIWAY_WIDTH + 14, 760), tone=1.3),
        _surface(SurfaceKind.ASPHALT, rectangle(_TAXIWAY, 60, _TAXIWAY_WIDTH, 750), tone=1.06),
        *connections,
        *links,
        _surface(SurfaceKind.ASPHALT, rectangle(_RUNWAY, middle, _RUNWAY_WIDTH, length), tone=0.98),
        _surface(SurfaceKind.ASPHALT, rectangle(apron_middle, 0, apron_width + 12, 562), tone=1.25),
        _surface(SurfaceKind.CONCRETE, rectangle(apron_middle, 0, apron_width, _APRON_ALONG[1] - _APRON_ALONG[0])),
        _surface(SurfaceKind.CONCRETE, rectangle(228, -172, 26, 120), tone=0.93),
    ]


def _wear(rng: np.random.Generator) -> list[Surface]:
    """Rubber where wheels touch down, tracks along the taxi lanes, oil under the stands."""
    rubber = SurfaceKind.RUBBER
    touchdown = [
        _surface(rubber, rectangle(_RUNWAY + rng.normal(0, 4.5), rng.normal(-90, 75), rng.uniform(0.8, 3), rng.uniform(80, 260)))
        for _ in range(46)
    ]
    lane = (_EAST_ROW + _WEST_ROW) / 2
    tracks = [
        _surface(rubber, Strip(((lane + shift, -270.0), (lane + shift, 270.0))).outline(1.2))
        for shift in rng.normal(0, 2.4, 14)
    ]
    taxi = [
        _surface(rubber, Strip(((_TAXIWAY + shift, -300.0), (_TAXIWAY + shift, 420.0))).outline(1.5))
        for shift in rng.normal(0, 2.2, 10)
    ]
    oil = [_stain(rng) for _ in range(150)]
    return [*touchdown, *tracks, *taxi, *oil]


def _stain(rng: np.random.Generator) -> Surface:
    across, along = rng.uniform(_APRON[0] + 8, _APRON[1] - 8), rng.uniform(_APRON_ALONG[0] + 8, _APRON_ALONG[1] - 8)
    radius = rng.gamma(2.0, 1.1)
    angles = np.linspace(0, 2 * np.pi, 11, endpoint=False)
    ring = radius * (1.0 + 0.3 * rng.standard_normal(11))
    outline = [(float(across + r * np.cos(a)), float(along + r * np.sin(a))) for r, a in zip(ring, angles, strict=True)]
    return _surface(SurfaceKind.STAIN, outline)


def _markings() -> list[Surface]:
    """Runway and taxi lines, lead-in lines to every stand."""
    white = [
        *bars(_RUNWAY, _THRESHOLD + 21, count=12, width=1.8, gap=1.8, length=30),
        *dashes(_RUNWAY, _THRESHOLD + 110, _BEYOND, mark=30, gap=20, width=0.9),
        *(rectangle(_RUNWAY + side * (_RUNWAY_WIDTH / 2 - 1), 100, 0.9, 2 * 410) for side in (-1, 1)),
        *(rectangle(_RUNWAY + side * 10, _THRESHOLD + 340, 6, 45) for side in (-1, 1)),
        *(rectangle(_RUNWAY + side * (6 + 3 * n), _THRESHOLD + 180, 1.8, 22) for side in (-1, 1) for n in range(3)),
        line((_RUNWAY - 20, _THRESHOLD), (_RUNWAY + 20, _THRESHOLD), 1.8),
        *(line((322.0, a), (322.0, a + 3), 0.3) for a in ()),
    ]
    lane = (_EAST_ROW + _WEST_ROW) / 2
    yellow = [
        line((_TAXIWAY, -292.0), (_TAXIWAY, _BEYOND), 0.4),
        *(line((_RUNWAY + 40, along), (_TAXIWAY, along), 0.4) for along in (-292.0, 60.0)),
        *(line((_TAXIWAY, along), (lane, along), 0.4) for along in (-120.0, 150.0)),
        line((lane, -262.0), (lane, 262.0), 0.4),
        line((_APRON[1] - 12, -262.0), (_APRON[1] - 12, 262.0), 0.4),
        *(line((lane, along), (_EAST_ROW + 10, along), 0.35) for along in (-150.0, -90.0, -20.0, 45.0, 110.0, 190.0)),
        *(line((22.0 + 24 * n, -250.0), (22.0 + 24 * n, -200.0), 0.3) for n in range(8)),
        line((0.0, -200.0), (200.0, -200.0), 0.35),
    ]
    return [
        *(_surface(SurfaceKind.WHITE_PAINT, corners) for corners in white),
        *(_surface(SurfaceKind.YELLOW_PAINT, corners) for corners in yellow),
    ]
