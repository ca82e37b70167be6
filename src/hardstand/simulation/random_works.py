"""Works as they might be built anywhere on a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import shapely
from numpy.typing import NDArray

from hardstand.simulation.axis import bent_axis, straight_axis
from hardstand.simulation.marking import path
from hardstand.simulation.over_buildings import footprint
from hardstand.simulation.over_types import BuildingOver, GroundOver, Markings, WorkOver
from hardstand.simulation.parts import Building, Colour, Point
from hardstand.simulation.works import WorkKind, WorkMaterial

Mask = NDArray[np.bool_]

_TRIES = 60
_CLEAR_SHARE = 0.98
_BETWEEN_M = 12.0
_EDGE_M = 4.0

_ROOFS: tuple[Colour, ...] = (
    (0.93, 0.93, 0.92), (0.86, 0.85, 0.82), (0.72, 0.72, 0.71), (0.60, 0.61, 0.62), (0.46, 0.48, 0.50),
    (0.33, 0.33, 0.33), (0.40, 0.47, 0.56), (0.28, 0.42, 0.58), (0.57, 0.36, 0.28), (0.48, 0.33, 0.27),
    (0.70, 0.64, 0.53), (0.36, 0.48, 0.42),
)  # fmt: skip
"""White membrane, light and dark sheet, gravel, bitumen, blue, red and beige sheet or tile, green."""


def random_works(
    shape: tuple[int, int],
    gsd_m: float,
    rng: np.random.Generator,
    avoid: Mask | None = None,
    count: int = 3,
    kinds: tuple[WorkKind, ...] = (WorkKind.STRIP, WorkKind.BUILDING),
) -> tuple[WorkOver, ...]:
    """Works that lie inside a picture, apart from each other and from what is to be left alone.

    Args:
        shape: rows and columns of the picture.
        gsd_m: metres per pixel.
        rng: of everything.
        avoid: (rows, columns) bool, True = nothing may be built there; a work may touch it with 2 % of its area.
        count: how many are wanted.
        kinds: drawn from with equal chances; other than strips and buildings: aprons, ground works, cleared ground.

    Returns:
        `count` of them, or fewer where no room is found in sixty tries for one.
    """
    room = _Room(shape=shape, gsd_m=gsd_m, avoid=avoid if avoid is not None else np.zeros(shape, np.bool_))
    works: list[WorkOver] = []
    for _ in range(count):
        maker = _MAKERS[kinds[int(rng.integers(len(kinds)))]]
        found = _first_that_fits(maker, room, rng, [_outline(work) for work in works])
        if found is not None:
            works.append(found)
    return tuple(works)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Room:
    """Where works may lie.

    Attributes:
        shape: rows and columns of the picture.
        gsd_m: metres per pixel.
        avoid: True = nothing may be built there.
    """

    shape: tuple[int, int]
    gsd_m: float
    avoid: Mask

    @property
    def half_m(self) -> NDArray[np.float64]:
        """Half of the picture's width and height, metres (east, north)."""
        return np.array([self.shape[1], self.shape[0]]) * self.gsd_m / 2

    def holds(self, outline: shapely.Polygon) -> bool:
        """Whether an outline (metres) lies inside the picture and clear of what is to be avoided."""
        east, north = self.half_m - _EDGE_M
        if not shapely.box(-east, -north, east, north).contains(outline):
            return False
        corners = np.array(outline.exterior.coords) * (1, -1) / self.gsd_m + self.half_m / self.gsd_m
        whole = np.round(corners).astype(np.int32)
        (left, top), (right, bottom) = whole.min(axis=0), whole.max(axis=0)
        part = self.avoid[top : bottom + 1, left : right + 1]
        inside = np.zeros(part.shape, np.uint8)
        cv2.fillPoly(inside, [whole - (left, top)], 1)
        there = part[inside > 0]
        return bool(there.size) and float(there.mean()) <= 1 - _CLEAR_SHARE


Maker = Callable[[_Room, np.random.Generator], WorkOver]


def _first_that_fits(
    maker: Maker, room: _Room, rng: np.random.Generator, others: list[shapely.Polygon]
) -> WorkOver | None:
    taken = shapely.union_all(others) if others else shapely.Polygon()
    for _ in range(_TRIES):
        work = maker(room, rng)
        outline = _outline(work)
        apart = taken.is_empty or outline.distance(taken) >= _BETWEEN_M
        if outline.is_valid and apart and room.holds(outline):
            return work
    return None


def _outline(work: WorkOver) -> shapely.Polygon:
    return shapely.Polygon(footprint(work.building) if isinstance(work, BuildingOver) else work.outline)


def random_strip(room: _Room, rng: np.random.Generator) -> GroundOver:
    """A taxiway, a runway or a road: 6 to 45 m wide, 60 to 600 m long, straight or in a bend."""
    width = float(rng.choice([rng.uniform(6, 12), rng.uniform(15, 25), rng.uniform(25, 45)], p=[0.4, 0.4, 0.2]))
    longest = min(600.0, 1.8 * float(room.half_m.max()))
    length = float(np.exp(rng.uniform(np.log(max(60.0, 3 * width)), np.log(max(longest, 4 * width)))))
    axis = bent_axis(_somewhere(room, rng), length, width, rng)
    material = WorkMaterial(rng.choice(["asphalt", "concrete", "gravel", "earth"], p=[0.35, 0.2, 0.2, 0.25]))
    return GroundOver(
        kind=WorkKind.STRIP, material=material, outline=tuple(path(axis, width)), axis=axis,
        verge_m=_verge(material, rng), shoulder_m=_shoulder(material, width, rng),
        markings=_markings(material, width, rng), tone=_tone(material, rng),
    )  # fmt: skip


def random_apron(room: _Room, rng: np.random.Generator) -> GroundOver:
    """Pavement of 30 to 160 m by 25 to 120 m, or its earth or gravel bed."""
    length = float(rng.uniform(30, 160))
    width = min(length, float(rng.uniform(25, 120)))
    axis = straight_axis(_somewhere(room, rng), length, float(rng.uniform(0, 360)))
    material = WorkMaterial(rng.choice(["asphalt", "concrete", "gravel", "earth"], p=[0.25, 0.4, 0.2, 0.15]))
    return GroundOver(
        kind=WorkKind.APRON, material=material, outline=tuple(path(axis, width)), axis=axis,
        verge_m=_verge(material, rng), tone=_tone(material, rng),
    )  # fmt: skip


def random_clearing(room: _Room, rng: np.random.Generator, kind: WorkKind = WorkKind.CLEARED_GROUND) -> GroundOver:
    """Bare earth in an irregular outline, 25 to 120 m across."""
    middle, radius = np.asarray(_somewhere(room, rng)), float(rng.uniform(14, 60))
    angles = np.sort(rng.uniform(0, 2 * np.pi, 9)) if rng.random() < 0.3 else np.linspace(0, 2 * np.pi, 9)[:-1]
    ring = radius * rng.uniform(0.7, 1.1, len(angles))
    corners = middle + np.column_stack([ring * np.cos(angles), ring * np.sin(angles)])
    axis = straight_axis((float(middle[0]), float(middle[1])), radius, float(rng.uniform(0, 360)))
    outline = tuple((float(east), float(north)) for east, north in corners)
    return GroundOver(
        kind=kind, material=WorkMaterial.EARTH, outline=outline, axis=axis, tone=_tone(WorkMaterial.EARTH, rng)
    )


def random_ground_works(room: _Room, rng: np.random.Generator) -> GroundOver:
    """Earth that is moved: as cleared ground, with heaps."""
    return random_clearing(room, rng, WorkKind.GROUND_WORKS)


def random_building(room: _Room, rng: np.random.Generator) -> BuildingOver:
    """A house, a shed or a hangar with sides of 6 to 60 m, flat, gabled or arched."""
    depth = float(np.exp(rng.uniform(np.log(8), np.log(60))))
    width = float(np.clip(depth * rng.uniform(0.35, 1.0), 6, 60))
    crown, gabled = _roof_form(width, rng)
    tint = rng.normal(1.0, 0.015, 3) * rng.normal(1.0, 0.06)
    red, green, blue = (float(band) for band in np.clip(np.array(_ROOFS[int(rng.integers(len(_ROOFS)))]) * tint, 0, 1))
    building = Building(
        centre=_somewhere(room, rng), width_m=width, depth_m=depth,
        height_m=float(np.clip(rng.normal(3.2 + 0.1 * width, 1.2), 2.6, 14)), heading_deg=float(rng.uniform(0, 360)),
        arch_m=crown, gabled=gabled, roof=(red, green, blue),
    )  # fmt: skip
    around = (None, WorkMaterial.EARTH, WorkMaterial.GRAVEL, WorkMaterial.ASPHALT)
    return BuildingOver(
        building=building, surroundings=around[int(rng.choice(4, p=[0.4, 0.25, 0.15, 0.2]))],
        surroundings_m=float(rng.uniform(2, 9)),
    )  # fmt: skip


_MAKERS: dict[WorkKind, Maker] = {
    WorkKind.STRIP: random_strip,
    WorkKind.APRON: random_apron,
    WorkKind.BUILDING: random_building,
    WorkKind.GROUND_WORKS: random_ground_works,
    WorkKind.CLEARED_GROUND: random_clearing,
}


def _roof_form(width_m: float, rng: np.random.Generator) -> tuple[float, bool]:
    """Height of the crown, metres, and whether it is gabled."""
    form = rng.choice(["flat", "gabled", "arched"], p=[0.5, 0.35, 0.15])
    if form == "flat":
        return 0.0, False
    share = rng.uniform(0.08, 0.2) if form == "gabled" else rng.uniform(0.15, 0.28)
    return float(np.clip(share * width_m, 0.8, 9.0)), form == "gabled"


def _somewhere(room: _Room, rng: np.random.Generator) -> Point:
    east, north = rng.uniform(-1, 1, 2) * room.half_m
    return float(east), float(north)


def _verge(material: WorkMaterial, rng: np.random.Generator) -> float:
    if material is WorkMaterial.EARTH or rng.random() < 0.45:
        return 0.0
    return float(rng.uniform(1.5, 9))


def _shoulder(material: WorkMaterial, width_m: float, rng: np.random.Generator) -> float:
    paved = material in (WorkMaterial.ASPHALT, WorkMaterial.CONCRETE)
    return float(rng.uniform(2.5, 0.2 * width_m)) if paved and width_m > 18 and rng.random() < 0.4 else 0.0


def _markings(material: WorkMaterial, width_m: float, rng: np.random.Generator) -> Markings | None:
    if material not in (WorkMaterial.ASPHALT, WorkMaterial.CONCRETE) or rng.random() < 0.4:
        return None
    if width_m > 12 and rng.random() < 0.7:
        return Markings(yellow=True, width_m=float(rng.uniform(0.2, 0.5)), edges=bool(rng.random() < 0.3))
    dash = float(rng.choice([0.0, 3.0, 6.0, 25.0]))
    return Markings(yellow=False, width_m=float(rng.uniform(0.15, 0.6)), dash_m=dash, edges=bool(rng.random() < 0.5))


def _tone(material: WorkMaterial, rng: np.random.Generator) -> float:
    """Fresh asphalt is darker than the worn one that the picture shows, fresh concrete brighter."""
    low, high = {
        WorkMaterial.ASPHALT: (0.68, 1.05),
        WorkMaterial.CONCRETE: (0.95, 1.2),
        WorkMaterial.GRAVEL: (0.85, 1.15),
        WorkMaterial.EARTH: (0.85, 1.12),
    }[material]
    return float(rng.uniform(low, high))
