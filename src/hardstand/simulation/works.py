"""Works: what is built on the ground, of what, and how far it is on each date."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray

from hardstand.simulation.marking import path
from hardstand.simulation.outlines import box, place
from hardstand.simulation.parts import Building, Point


class WorkKind(StrEnum):
    """What a work is when it is finished."""

    STRIP = "strip"
    """A taxiway, a runway, a road: many times longer than wide."""
    APRON = "apron"
    """Pavement on which aircraft or vehicles stand."""
    BUILDING = "building"
    GROUND_WORKS = "ground works"
    """Earth that is moved: heaps, pits, revetments."""
    CLEARED_GROUND = "cleared ground"
    """Vegetation or what stood there is gone, and nothing is built yet."""
    OTHER = "other"


class WorkMaterial(StrEnum):
    """What the ground of a work shows."""

    EARTH = "earth"
    GRAVEL = "gravel"
    ASPHALT = "asphalt"
    CONCRETE = "concrete"


class Stage(StrEnum):
    """How far a work is on one date."""

    NONE = "none"
    BEGUN = "begun"
    IN_PROGRESS = "in progress"
    FINISHED = "finished"


@dataclass(frozen=True, kw_only=True)
class WorkPlan:
    """Something that is built, or torn down, over the dates of a site.

    Attributes:
        id: unique in a plan.
        kind: what it is when it is finished.
        outline: corners on the ground, metres (east, north), three or more; a building's footprint.
        axis: two points or more along its long middle line, metres (east, north).
        stages: acquisition id to how far it is, for every date of the plan. From finished back to none: torn down.
        material: of the finished ground; of a building's forecourt.
        building: of a work of the kind building; None for all others.
        paved_share: of its length, that is paved while it is in progress, 0..1.

    Raises:
        ValueError: a building without a building, another kind with one, or too few points.
    """

    id: str
    kind: WorkKind
    outline: tuple[Point, ...]
    axis: tuple[Point, ...]
    stages: dict[str, Stage]
    material: WorkMaterial = WorkMaterial.ASPHALT
    building: Building | None = None
    paved_share: float = 0.45

    def __post_init__(self) -> None:
        """Refuse a work that contradicts itself."""
        if (self.kind is WorkKind.BUILDING) != (self.building is not None):
            raise ValueError(f"work {self.id!r} is a {self.kind}; a building, and nothing else, needs `building`")
        if len(self.outline) < 3 or len(self.axis) < 2:
            raise ValueError(f"work {self.id!r} needs an outline of three points or more, and an axis of two or more")

    @property
    def shape(self) -> shapely.Polygon:
        """Its outline, metres (east, north)."""
        return shapely.Polygon(self.outline)

    def was_there(self, date: str) -> bool:
        """Whether it stood, or was being built, on an earlier date of `stages`."""
        earlier = list(self.stages)[: list(self.stages).index(date)]
        return any(self.stages[name] is not Stage.NONE for name in earlier)


def strip_work(
    name: str,
    axis: tuple[Point, ...],
    width_m: float,
    stages: dict[str, Stage],
    material: WorkMaterial = WorkMaterial.ASPHALT,
) -> WorkPlan:
    """A taxiway, a runway or a road along an axis."""
    outline = tuple(path(axis, width_m))
    return WorkPlan(id=name, kind=WorkKind.STRIP, outline=outline, axis=axis, stages=stages, material=material)


def building_work(name: str, building: Building, stages: dict[str, Stage]) -> WorkPlan:
    """A building; its axis runs along its heading."""
    ahead = place(np.array([(-0.5, 0.0), (0.5, 0.0)]) * building.depth_m, building.centre, building.heading_deg)
    corners = place(box(building.depth_m, building.width_m), building.centre, building.heading_deg)
    return WorkPlan(
        id=name, kind=WorkKind.BUILDING, outline=_points(corners), axis=_points(ahead), stages=stages,
        material=WorkMaterial.EARTH, building=building,
    )  # fmt: skip


def _points(array: NDArray[np.float64]) -> tuple[Point, ...]:
    return tuple((float(east), float(north)) for east, north in array)
