"""The ground of the demo's air base: pavement, markings, wear, roads and fields.

Everything is placed in the runway's own axes, (across, along) in metres from the site's centre, and then turned.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hardstand.simulation.marking import arc, bars, dashes, fillets, line, path, rectangle
from hardstand.simulation.parts import Point, Surface, SurfaceKind

RUNWAY_HEADING_DEG = 5.0
EAST_ROW = 168.0
WEST_ROW = 34.0
STAND_ALONG = (-168.0, -106.0, -10.0, 55.0, 118.0, 198.0)

_RUNWAY, _TAXIWAY, _TAXI_LANE = -300.0, -135.0, 101.0
_RUNWAY_WIDTH, _TAXIWAY_WIDTH, _SHOULDER = 45.0, 23.0, 7.0
_THRESHOLD = -310.0
_APRON_ACROSS, _APRON_ALONG = (-20.0, 215.0), (-275.0, 275.0)
_BEYOND = 520.0
_TO_RUNWAY, _TO_APRON = (-292.0, 60.0), (-120.0, 150.0)

Outline = list[Point]


def turn(across: float, along: float) -> Point:
    """From the runway's axes to (east, north), metres."""
    angle = np.radians(RUNWAY_HEADING_DEG)
    return (
        float(across * np.cos(angle) + along * np.sin(angle)),
        float(-across * np.sin(angle) + along * np.cos(angle)),
    )


def surfaces(rng: np.random.Generator) -> tuple[Surface, ...]:
    """All ground, the lowest first."""
    return (*_fields(), *_tracks(), *_roads(), *_pavement(), *_wear(rng), *_markings())


def _surface(kind: SurfaceKind, outline: Sequence[Point], heading_deg: float = 0.0, tone: float = 1.0) -> Surface:
    turned = tuple(turn(*corner) for corner in outline)
    return Surface(kind=kind, corners=turned, heading_deg=heading_deg + RUNWAY_HEADING_DEG, tone=tone)


def _fields() -> list[Surface]:
    """Cropped land beyond the fence and worn soil beside the pavement."""
    return [
        _surface(SurfaceKind.FIELD, rectangle(395, -310, 120, 150), heading_deg=20.0),
        _surface(SurfaceKind.FIELD, rectangle(395, 120, 110, 215), tone=0.95),
        _surface(SurfaceKind.FIELD, rectangle(400, 330, 130, 120), heading_deg=80.0, tone=1.05),
        _surface(SurfaceKind.GRASS, rectangle(296, 25, 26, 190)),
        _surface(SurfaceKind.SOIL, rectangle(-300, 60, 68, 900), tone=0.97),
        _surface(SurfaceKind.SOIL, rectangle(250, -180, 76, 170)),
    ]


def _tracks() -> list[Surface]:
    """What patrols and mowers leave in the grass, and a ditch."""
    patrol = [(-240.0, -420.0), (-236.0, -200.0), (-228.0, 20.0), (-225.0, 30.0), (-226.0, 90.0), (-238.0, 430.0)]
    short_cut = [(-118.0, -330.0), (-80.0, -300.0), (-55.0, -230.0), (-60.0, -60.0), (-44.0, 40.0), (-46.0, 310.0)]
    fence = [(-360.0, -420.0), (-362.0, 0.0), (-357.0, 430.0)]
    ditch = [(-190.0, -270.0), (-186.0, 10.0), (-188.0, 35.0)]
    beaten = [(points, 2.6) for points in (patrol, short_cut, fence)]
    beyond = [(-60.0, 310.0), (60.0, 316.0), (190.0, 330.0), (300.0, 318.0)]
    return [
        *(_surface(SurfaceKind.TRACK, path(points, width)) for points, width in [*beaten, (beyond, 3.2)]),
        *(_surface(SurfaceKind.STAIN, path(ditch, width), tone=0.7) for width in (3.0, 1.8)),
    ]


def _roads() -> list[Surface]:
    road = SurfaceKind.ASPHALT
    strips = [
        (rectangle(316, 0, 8, 2 * _BEYOND), 0.0, 1.15),
        (rectangle(341, -52, 34, 76), 0.0, 1.2),
        (rectangle(268, -90, 100, 7), 90.0, 1.2),
        (rectangle(268, 110, 100, 7), 90.0, 1.2),
        (rectangle(400, -205, 170, 5), 90.0, 1.3),
    ]
    corners = fillets([outline for outline, *_ in strips], 9.0)
    return [
        _surface(SurfaceKind.SOIL, rectangle(316, 0, 15, 2 * _BEYOND)),
        _surface(SurfaceKind.SOIL, rectangle(-428, 0, 4, 2 * _BEYOND), tone=1.12),
        *(_surface(road, outline, tone=1.17) for outline in corners),
        *(_surface(road, outline, heading, tone) for outline, heading, tone in strips),
    ]


def _pavement() -> list[Surface]:
    """Runway with shoulders, taxiway, its connections, apron; rounded where they meet."""
    asphalt = SurfaceKind.ASPHALT
    runway, taxiway, apron = _runway(_RUNWAY_WIDTH), _taxiway(_TAXIWAY_WIDTH), _apron(0.0)
    connections = [line((_RUNWAY, along), (_TAXIWAY, along), 24) for along in _TO_RUNWAY]
    links = [line((_TAXIWAY, along), (_APRON_ACROSS[0] + 1, along), 26) for along in _TO_APRON]
    return [
        _surface(asphalt, _runway(_RUNWAY_WIDTH + 2 * _SHOULDER), tone=1.25),
        _surface(asphalt, _taxiway(_TAXIWAY_WIDTH + 2 * _SHOULDER), tone=1.3),
        _surface(asphalt, _apron(6.0), tone=1.25),
        *(_surface(asphalt, outline, tone=1.06) for outline in fillets([runway, taxiway, *connections], 30.0)),
        *(_surface(SurfaceKind.CONCRETE, outline, tone=0.95) for outline in fillets([taxiway, apron, *links], 26.0)),
        *(_surface(SurfaceKind.CONCRETE, outline, 90.0, 0.96) for outline in links),
        _surface(asphalt, taxiway, tone=1.06),
        *(_surface(asphalt, outline, 90.0, 1.04) for outline in connections),
        _surface(asphalt, runway, tone=0.98),
        _surface(SurfaceKind.CONCRETE, apron),
        *_repairs(),
        _surface(SurfaceKind.CONCRETE, rectangle(228, -172, 26, 120), tone=0.93),
    ]


def _runway(width: float) -> Outline:
    begin = _THRESHOLD - 60
    return rectangle(_RUNWAY, (begin + _BEYOND) / 2, width, _BEYOND - begin)


def _taxiway(width: float) -> Outline:
    begin = _TO_RUNWAY[0] - 12
    return rectangle(_TAXIWAY, (begin + _BEYOND) / 2, width, _BEYOND - begin)


def _apron(margin: float) -> Outline:
    (left, right), (low, high) = _APRON_ACROSS, _APRON_ALONG
    return rectangle((left + right) / 2, (low + high) / 2, right - left + 2 * margin, high - low + 2 * margin)


def _repairs() -> list[Surface]:
    """Newer and older slabs: whole panels of another tone."""
    panels = (
        (rectangle(85, 205, 60, 75), 1.08),
        (rectangle(160, -60, 45, 30), 0.93),
        (rectangle(10, -30, 30, 45), 1.06),
        (rectangle(122.5, -237.5, 60, 30), 0.95),
    )
    return [_surface(SurfaceKind.CONCRETE, outline, tone=tone) for outline, tone in panels]


def _wear(rng: np.random.Generator) -> list[Surface]:
    """Rubber where wheels touch down, tracks along the taxi lanes, oil under the stands."""
    return [*_touchdown(rng), *_wheel_tracks(rng), *(_stain(rng) for _ in range(170))]


def _touchdown(rng: np.random.Generator) -> list[Surface]:
    marks = [
        rectangle(
            _RUNWAY + float(rng.normal(0, 4.5)), float(rng.normal(-60, 85)), rng.uniform(0.6, 2.2), rng.uniform(60, 240)
        )
        for _ in range(70)
    ]
    return [_surface(SurfaceKind.RUBBER, mark) for mark in marks]


def _wheel_tracks(rng: np.random.Generator) -> list[Surface]:
    taxi = [line((_TAXIWAY + x, -290.0), (_TAXIWAY + x, _BEYOND), 1.3) for x in rng.normal(0, 2.0, 10)]
    bends = [path(_lead_in(along, EAST_ROW, x), 1.0) for along in STAND_ALONG for x in rng.normal(0, 2.2, 3)]
    ways = [path(_way_to_apron(along, x), 1.2) for along in _TO_APRON for x in rng.normal(0, 2.0, 5)]
    lane = [line((_TAXI_LANE + x, -262.0), (_TAXI_LANE + x, 262.0), 1.0) for x in rng.normal(0, 2.2, 6)]
    return [_surface(SurfaceKind.RUBBER, outline) for outline in (*taxi, *bends, *ways, *lane)]


def _stain(rng: np.random.Generator) -> Surface:
    (left, right), (low, high) = _APRON_ACROSS, _APRON_ALONG
    across, along = rng.uniform(left + 8, right - 8), rng.uniform(low + 8, high - 8)
    ring = rng.gamma(2.0, 0.8) * (1.0 + 0.3 * rng.standard_normal(11))
    angles = np.linspace(0, 2 * np.pi, 11, endpoint=False)
    outline = [(float(across + r * np.cos(a)), float(along + r * np.sin(a))) for r, a in zip(ring, angles, strict=True)]
    return _surface(SurfaceKind.STAIN, outline)


def _lead_in(along: float, row: float, aside: float = 0.0) -> Outline:
    """From the taxi lane round a bend to a stand of the east row, coming from the south."""
    lane = _TAXI_LANE + aside
    return [(lane, along - 60), *arc((lane + 28, along - 28), 28, 180, 90), (row + 12, along)]


def _way_to_apron(along: float, aside: float = 0.0) -> Outline:
    """From the taxiway round a bend, over a link, to the taxi lane."""
    return [(_TAXIWAY + aside, along - 70), *arc((_TAXIWAY + 32 + aside, along - 32), 32, 180, 90), (_TAXI_LANE, along)]


def _markings() -> list[Surface]:
    """Runway and taxi lines, lead-in lines to every stand."""
    return [
        *(_surface(SurfaceKind.WHITE_PAINT, outline) for outline in _white_lines()),
        *(_surface(SurfaceKind.YELLOW_PAINT, outline) for outline in _yellow_lines()),
    ]


def _white_lines() -> list[Outline]:
    """Threshold, centre line, aiming points, touchdown zone and edges, as ICAO Annex 14 chapter 5.2 draws them."""
    edge = _RUNWAY_WIDTH / 2 - 1
    return [
        line((_RUNWAY - 20, _THRESHOLD), (_RUNWAY + 20, _THRESHOLD), 1.8),
        *bars(_RUNWAY, _THRESHOLD + 21, count=12, width=1.8, gap=1.8, length=30),
        *dashes(_RUNWAY, _THRESHOLD + 110, _BEYOND, mark=30, gap=20, width=0.9),
        *(line((_RUNWAY + side * edge, _THRESHOLD), (_RUNWAY + side * edge, _BEYOND), 0.9) for side in (-1, 1)),
        *(rectangle(_RUNWAY + side * 10, _THRESHOLD + 340, 6, 45) for side in (-1, 1)),
        *(rectangle(_RUNWAY + side * (6 + 3 * n), _THRESHOLD + 180, 1.8, 22) for side in (-1, 1) for n in range(3)),
    ]


def _yellow_lines() -> list[Outline]:
    """Taxi lines with their bends, one to each stand, and the edge of the apron's service road."""
    service = _APRON_ACROSS[1] - 12
    return [
        line((_TAXIWAY, _TO_RUNWAY[0]), (_TAXIWAY, _BEYOND), 0.5),
        *(line((_RUNWAY + 28, along), (_TAXIWAY, along), 0.5) for along in _TO_RUNWAY),
        *(path(_way_to_apron(along), 0.5) for along in _TO_APRON),
        line((_TAXI_LANE, -262.0), (_TAXI_LANE, 262.0), 0.5),
        line((service, -262.0), (service, 262.0), 0.45),
        *(path(_lead_in(along, EAST_ROW), 0.45) for along in STAND_ALONG),
        *(line((WEST_ROW - 14, along - 8), (WEST_ROW + 52, along + 30), 0.45) for along in STAND_ALONG),
        *(line((22.0 + 24 * n, -246.0), (22.0 + 24 * n, -200.0), 0.4) for n in range(8)),
        line((0.0, -200.0), (_TAXI_LANE, -200.0), 0.45),
    ]
