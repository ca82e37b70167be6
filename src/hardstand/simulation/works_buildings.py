"""What of a work stands above the ground at each stage."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from hardstand.simulation.outlines import place
from hardstand.simulation.parts import Building, Colour, Point
from hardstand.simulation.works import Stage, WorkKind, WorkPlan

_WALL_M = 0.6
_ROOFED = 0.4
"""Share of a shell that has its roof already."""

_BARE_WALL: Colour = (0.58, 0.56, 0.52)
_BERM_M, _BERM_HEIGHT_M = 9.0, 3.0
_BERM: Colour = (0.52, 0.44, 0.33)


def work_buildings(work: WorkPlan, stage: Stage) -> tuple[Building, ...]:
    """The shell of a building and then the building; the berms of earthworks that are past their beginning."""
    if work.building is not None:
        return _of_building(work.building, stage)
    raised = work.kind is WorkKind.GROUND_WORKS and stage in (Stage.IN_PROGRESS, Stage.FINISHED)
    return _berms(work) if raised else ()


def _of_building(building: Building, stage: Stage) -> tuple[Building, ...]:
    if stage is Stage.FINISHED:
        return (building,)
    return _shell(building) if stage is Stage.IN_PROGRESS else ()


def _shell(building: Building) -> tuple[Building, ...]:
    """Four walls around the bare floor, and a roof over the rear part."""
    depth, width = building.depth_m, building.width_m
    roofed_m = _ROOFED * depth
    walls = [
        ((depth - _WALL_M) / 2, 0.0, _WALL_M, width),
        (-(depth - _WALL_M) / 2, 0.0, _WALL_M, width),
        (0.0, (width - _WALL_M) / 2, depth, _WALL_M),
        (0.0, -(width - _WALL_M) / 2, depth, _WALL_M),
    ]
    upright = [_part(building, *wall) for wall in walls]
    roof = replace(_part(building, (roofed_m - depth) / 2, 0.0, roofed_m, width), roof=building.roof)
    return (*upright, roof)


def _part(building: Building, ahead: float, left: float, depth_m: float, width_m: float) -> Building:
    """A block within the building, its middle `ahead` and to the `left` of the building's, metres."""
    spot = place(np.array([(ahead, left)]), building.centre, building.heading_deg)[0]
    centre = (float(spot[0]), float(spot[1]))
    return replace(building, centre=centre, depth_m=depth_m, width_m=width_m, arch_m=0.0, roof=_BARE_WALL)


def _berms(work: WorkPlan) -> tuple[Building, ...]:
    """Banks of earth inside the outline, along all its sides but the last: a revetment."""
    inner = work.shape.buffer(-_BERM_M / 2, join_style="mitre").exterior.coords
    corners = [(float(corner[0]), float(corner[1])) for corner in inner]
    return tuple(_berm(first, second) for first, second in list(pairwise(corners))[:-1])


def _berm(first: Point, second: Point) -> Building:
    (east, north), (other_east, other_north) = first, second
    return Building(
        centre=((east + other_east) / 2, (north + other_north) / 2),
        depth_m=float(np.hypot(other_east - east, other_north - north)), width_m=_BERM_M,
        heading_deg=float(np.degrees(np.arctan2(other_east - east, other_north - north))),
        height_m=0.1, arch_m=_BERM_HEIGHT_M, gabled=True, roof=_BERM,
    )  # fmt: skip
