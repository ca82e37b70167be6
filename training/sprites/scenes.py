"""Whole arrangements on a real crop: single objects, rows of aircraft, parks of vehicles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.sprites.aircraft import CIVIL, MILITARY, aircraft_plan, draw_aircraft
from training.sprites.helicopters import KINDS as HELICOPTERS
from training.sprites.helicopters import draw_helicopter
from training.sprites.look import Look, look_of
from training.sprites.paint import Paint, civil, military, vehicle
from training.sprites.paste import paste
from training.sprites.plans import Plan
from training.sprites.sprite import Placement, Sprite
from training.sprites.vehicles import KINDS as VEHICLES
from training.sprites.vehicles import draw_vehicle

Image = NDArray[np.uint8]
Rng = np.random.Generator
Boxes = NDArray[np.float64]

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


@dataclass(frozen=True, kw_only=True, eq=False)
class Spot:
    """A sprite and where it is to stand: (column, row) of its middle and the direction of its front, radians."""

    sprite: Sprite
    centre: tuple[float, float]
    angle: float


def populate(
    image: Image, occupied: Boxes, gsd_m: float, rng: Rng, *, groups: int = 2, kinds: Sequence[str] | None = None
) -> tuple[Image, list[Placement]]:
    """Put some rendered groups onto a crop where nothing stands yet.

    Args:
        image: (rows, columns, 3) uint8 RGB; it is not changed.
        occupied: (n, 4) float64 upright boxes that must not be covered.
        gsd_m: of the crop, metres.
        rng: of everything.
        groups: how many arrangements to try.
        kinds: which to draw from, of "aircraft", "helicopter", "vehicle", "row" (of aircraft), "park" (of vehicles); all without it.

    Returns:
        The image and the truth of what was added; what has less than 0.3 of its pixels in the frame is in the list too
        (`visible` says so).
    """
    look = look_of(image, rng)
    sun = float(rng.uniform(0, 2 * np.pi))
    taken = [np.asarray(box, np.float64) for box in occupied]
    placed: list[Placement] = []
    choice = tuple(kinds) if kinds else ("aircraft", "row", "row", "helicopter", "vehicle", "park")
    for _ in range(groups):
        spots = arrange(choice[int(rng.integers(len(choice)))], image.shape[:2], gsd_m, rng)
        image, added = place(image, spots, taken, sun, look, rng)
        placed += added
        taken += [p.upright for p in added]
    return image, placed


def place(
    image: Image, spots: Sequence[Spot], taken: Sequence[Boxes], sun: float, look: Look, rng: Rng
) -> tuple[Image, list[Placement]]:
    """Paste those spots that cover none of the taken boxes (each (4,), upright)."""
    placed = []
    before = np.array(taken).reshape(-1, 4)
    for spot in spots:
        if _overlaps(_upright(spot), before):
            continue
        image, truth = paste(
            image, spot.sprite, spot.centre, spot.angle, sun, rng, mirror=bool(rng.integers(2)), look=look
        )
        if truth.visible > 0:
            placed.append(truth)
    return image, placed


def arrange(kind: str, shape: tuple[int, ...], gsd_m: float, rng: Rng) -> list[Spot]:
    """Sprites of one arrangement about a random place in a crop of that shape."""
    middle = np.array([rng.uniform(0.05, 0.95) * shape[1], rng.uniform(0.05, 0.95) * shape[0]])
    angle = float(rng.uniform(0, 2 * np.pi))
    if kind == "row":
        return _aircraft_row(middle, angle, gsd_m, rng)
    if kind == "park":
        return _park(middle, angle, gsd_m, rng)
    return [Spot(sprite=_one(kind, gsd_m, rng), centre=_pair(middle), angle=angle)]


def _one(kind: str, gsd_m: float, rng: Rng) -> Sprite:
    if kind == "helicopter":
        return draw_helicopter(_pick(HELICOPTERS, rng), rng, gsd_m)
    if kind == "vehicle":
        return draw_vehicle(_pick(VEHICLES, rng), rng, gsd_m)
    return draw_aircraft(_pick(tuple(MILITARY) if rng.random() < 0.75 else tuple(CIVIL), rng), rng, gsd_m)


def _aircraft_row(middle: NDArray[np.float64], angle: float, gsd_m: float, rng: Rng) -> list[Spot]:
    """2 to 8 aircraft of one kind, wing to wing or herringbone; now and then a gap or another paint."""
    pick = rng.random()
    kind = _pick(
        HELICOPTERS
        if pick < 0.15
        else tuple(CIVIL)
        if pick < 0.3
        else tuple(MILITARY)[:7]
        if pick < 0.75
        else tuple(MILITARY),
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


def _upright(spot: Spot) -> NDArray[np.float64]:
    """Upright hull before it is pasted, (4,)."""
    scale = spot.sprite.metres_per_pixel / spot.sprite.gsd_m
    length, width = spot.sprite.box.length * scale, spot.sprite.box.width * scale
    cos, sin = abs(np.cos(spot.angle)), abs(np.sin(spot.angle))
    half = np.array([length * cos + width * sin, length * sin + width * cos]) / 2
    return np.concatenate([np.asarray(spot.centre) - half, np.asarray(spot.centre) + half])


def _overlaps(box: NDArray[np.float64], others: NDArray[np.float64]) -> bool:
    apart = (others[:, :2] >= box[2:]) | (others[:, 2:] <= box[:2])
    return bool((~apart.any(axis=1)).any())


def _pick(names: Sequence[str], rng: Rng) -> str:
    return names[int(rng.integers(len(names)))]


def _pair(point: NDArray[np.float64]) -> tuple[float, float]:
    return float(point[0]), float(point[1])
