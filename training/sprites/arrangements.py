"""How objects stand together: single, in rows, in parks, between walls, under roofs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.sprites.aircraft import CIVIL, MILITARY, aircraft_plan, draw_aircraft
from training.sprites.clutter import any_clutter, crown, draw_clutter, revetment, shelter, sunshade
from training.sprites.helicopters import KINDS as HELICOPTERS
from training.sprites.helicopters import draw_helicopter
from training.sprites.paint import Paint, civil, military, vehicle
from training.sprites.plans import Plan
from training.sprites.sprite import Sprite
from training.sprites.vehicles import KINDS as VEHICLES
from training.sprites.vehicles import draw_vehicle

Rng = np.random.Generator
Point = NDArray[np.float64]

_PARKED = (
    "lorry",
    "army lorry",
    "tank",
    "self-propelled gun",
    "tracked carrier",
    "wheeled carrier",
    "launcher",
    "car",
    "army car",
)
_IN_TRAFFIC = ("car", "car", "car", "car", "van", "pickup", "bus", "bus", "bus", "lorry")
_LANE_M = 3.25
_SMALL = tuple(MILITARY)[:7]
"""Fighters, attack aircraft and trainers: what stands in revetments."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Spot:
    """A sprite and where it is to stand: (column, row) of its middle and the direction of its front, radians."""

    sprite: Sprite
    centre: tuple[float, float]
    angle: float


def arrange(kind: str, middle: Point, gsd_m: float, rng: Rng) -> list[Spot]:
    """Sprites of one arrangement (a key of `ARRANGEMENTS`) about a place (column, row), to any direction.

    What lies above something else comes after it.
    """
    return ARRANGEMENTS[kind](middle, float(rng.uniform(0, 2 * np.pi)), gsd_m, rng)


def _single_aircraft(middle: Point, angle: float, gsd_m: float, rng: Rng) -> list[Spot]:
    kinds = tuple(MILITARY) if rng.random() < 0.75 else tuple(CIVIL)
    return [Spot(sprite=draw_aircraft(_pick(kinds, rng), rng, gsd_m), centre=_pair(middle), angle=angle)]


def _single_helicopter(middle: Point, angle: float, gsd_m: float, rng: Rng) -> list[Spot]:
    return [Spot(sprite=draw_helicopter(_pick(HELICOPTERS, rng), rng, gsd_m), centre=_pair(middle), angle=angle)]


def _single_vehicle(middle: Point, angle: float, gsd_m: float, rng: Rng) -> list[Spot]:
    return [Spot(sprite=draw_vehicle(_pick(VEHICLES, rng), rng, gsd_m), centre=_pair(middle), angle=angle)]


def _single_clutter(middle: Point, angle: float, gsd_m: float, rng: Rng) -> list[Spot]:
    return [Spot(sprite=draw_clutter(any_clutter(rng), rng, gsd_m), centre=_pair(middle), angle=angle)]


def _aircraft_row(middle: NDArray[np.float64], angle: float, gsd_m: float, rng: Rng) -> list[Spot]:
    """2 to 8 aircraft of one kind, wing to wing or herringbone; now and then a gap or another paint."""
    pick = rng.random()
    kind = _pick(
        HELICOPTERS if pick < 0.15 else tuple(CIVIL) if pick < 0.3 else _SMALL if pick < 0.75 else tuple(MILITARY),
        rng,
    )
    plain = civil(rng) if kind in CIVIL else military(rng)
    count = int(rng.integers(2, 9))
    lean = 0.0 if rng.random() < 0.6 else float(rng.uniform(-0.8, 0.8))
    along = np.array([np.cos(angle), np.sin(angle)])
    gap = rng.uniform(0.5, 8) / gsd_m
    plan = aircraft_plan(kind, rng) if kind not in HELICOPTERS else None
    sprites = [_member(kind, plain, plan, gsd_m, rng) for _ in range(count)]
    across = [_across_px(sprite, lean) + gap for sprite in sprites]
    at = np.cumsum(across) - np.asarray(across) / 2 - sum(across) / 2
    spots = []
    for sprite, step in zip(sprites, at, strict=True):
        if rng.random() < 0.85:
            place = middle + along * step + rng.normal(0, min(0.4 / gsd_m, 0.2 * gap), 2)
            front = angle + np.pi / 2 + lean + rng.normal(0, 0.03)
            spots.append(Spot(sprite=sprite, centre=_pair(place), angle=float(front)))
    return spots


def _across_px(sprite: Sprite, lean: float) -> float:
    """Room that an aircraft takes along a row when its front leans from the row's normal, pixels."""
    wide = sprite.box.width / max(float(np.cos(lean)), 0.75)
    return wide * sprite.metres_per_pixel / sprite.gsd_m


def _member(kind: str, plain: Paint, plan: Plan | None, gsd_m: float, rng: Rng) -> Sprite:
    """One of a row: of one plan and mostly the row's paint; the patches of a camouflage are its own."""
    own = plain if rng.random() < 0.85 else None
    if kind in HELICOPTERS:
        return draw_helicopter(kind, rng, gsd_m, own)
    return draw_aircraft(kind, rng, gsd_m, own, plan)


def _park(middle: NDArray[np.float64], angle: float, gsd_m: float, rng: Rng) -> list[Spot]:
    """Close rows of vehicles of one or two kinds."""
    kinds = [_pick(_PARKED, rng) for _ in range(int(rng.integers(1, 3)))]
    plain = vehicle(rng)
    along, aside = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    rows, columns = int(rng.integers(1, 4)), int(rng.integers(3, 11))
    gap, lane = rng.uniform(0.4, 2.0), rng.uniform(1.0, 6.0)
    spots = []
    for row in range(rows):
        for column in range(columns):
            if rng.random() < 0.12:
                continue
            kind = kinds[row % len(kinds)]
            sprite = draw_vehicle(kind, rng, gsd_m, None if kind in ("lorry", "car") else plain)
            place = along * row * (8.5 + lane) + aside * column * (3.0 + gap) + rng.normal(0, 0.2, 2)
            spots.append(
                Spot(sprite=sprite, centre=_pair(middle + place / gsd_m), angle=float(angle + rng.normal(0, 0.02)))
            )
    return spots


def _traffic(middle: Point, angle: float, gsd_m: float, rng: Rng) -> list[Spot]:
    """One to three lanes, cars nose to tail with buses and lorries or with room between them."""
    along, aside = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    gap = float(rng.uniform(1.0, 9.0))
    spots = []
    for lane in range(int(rng.integers(1, 4))):
        front = angle if rng.random() < 0.8 else angle + np.pi
        at = rng.uniform(-30.0, -10.0)
        while at < 20.0:
            sprite = draw_vehicle(_pick(_IN_TRAFFIC, rng), rng, gsd_m)
            length = sprite.box.length * sprite.metres_per_pixel
            place = along * (at + length / 2) + aside * (lane * _LANE_M + rng.normal(0, 0.2))
            turned = float(front + rng.normal(0, 0.03))
            spots.append(Spot(sprite=sprite, centre=_pair(middle + place / gsd_m), angle=turned))
            at += length + gap * rng.uniform(0.5, 1.5)
    return spots


def _orchard(middle: Point, angle: float, gsd_m: float, rng: Rng) -> list[Spot]:
    """Small trees in rows, some of them missing: dark, as large as cars, and none."""
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    rows, columns = (int(each) for each in rng.integers(2, 7, 2))
    apart, uneven = rng.uniform(3.5, 7.5, 2), rng.uniform(0.1, 1.2)
    places = [(row, column) for row in range(rows) for column in range(columns) if rng.random() < 0.85]
    return [
        Spot(
            sprite=crown(rng, gsd_m),
            centre=_pair(middle + ((np.array(place) * apart + rng.normal(0, uneven, 2)) @ turn) / gsd_m),
            angle=float(rng.uniform(0, 2 * np.pi)),
        )
        for place in places
    ]


def _revetments(middle: Point, angle: float, gsd_m: float, rng: Rng) -> list[Spot]:
    """One to five revetments side by side, aircraft of one kind in most of them."""
    kind, plain = _pick(_SMALL, rng), military(rng)
    plan = aircraft_plan(kind, rng)
    share = float(rng.choice([0.0, 0.5, 0.8], p=[0.2, 0.4, 0.4]))
    spare = rng.uniform(2, 8, 2)
    half_m = max(float(surface.outline[:, 1].max()) for surface in plan.surfaces)
    inside = (plan.length_m + float(spare[0]), 2 * half_m + float(spare[1]))
    aside, at = np.array([-np.sin(angle), np.cos(angle)]), 0.0
    spots = []
    for _ in range(int(rng.integers(1, 6))):
        wall = revetment(rng, gsd_m, inside_m=inside)
        place = middle + aside * at
        spots.append(Spot(sprite=wall, centre=_pair(place), angle=angle))
        at += wall.box.width * wall.metres_per_pixel / gsd_m + rng.uniform(0, 20) / gsd_m
        if rng.random() < share:
            turned = angle + rng.normal(0, 0.05) + (np.pi if rng.random() < 0.15 else 0.0)
            sprite = _member(kind, plain, plan, gsd_m, rng)
            spots.append(Spot(sprite=sprite, centre=_pair(place + rng.normal(0, 0.6 / gsd_m, 2)), angle=float(turned)))
    return spots


def _roofed(middle: Point, angle: float, gsd_m: float, rng: Rng) -> list[Spot]:
    """An aircraft that looks out of a shelter or from under a roof."""
    sprite = draw_aircraft(_pick(_SMALL, rng), rng, gsd_m)
    roof = sunshade(rng, gsd_m) if rng.random() < 0.6 else shelter(rng, gsd_m)
    reach = (sprite.box.length * sprite.metres_per_pixel + roof.box.length * roof.metres_per_pixel) / 2
    covered = rng.uniform(0.1, 0.55) * sprite.box.length * sprite.metres_per_pixel
    along = np.array([np.cos(angle), np.sin(angle)]) * (reach - covered) / gsd_m
    front = angle if rng.random() < 0.75 else angle + np.pi
    return [
        Spot(sprite=sprite, centre=_pair(middle), angle=float(front)),
        Spot(sprite=roof, centre=_pair(middle - along), angle=angle),
    ]


ARRANGEMENTS: dict[str, Callable[[Point, float, float, Rng], list[Spot]]] = {
    "aircraft": _single_aircraft,
    "row": _aircraft_row,
    "revetments": _revetments,
    "roofed": _roofed,
    "helicopter": _single_helicopter,
    "vehicle": _single_vehicle,
    "park": _park,
    "traffic": _traffic,
    "orchard": _orchard,
    "clutter": _single_clutter,
}


def _pick(names: Sequence[str], rng: Rng) -> str:
    return names[int(rng.integers(len(names)))]


def _pair(point: Point) -> tuple[float, float]:
    return float(point[0]), float(point[1])
