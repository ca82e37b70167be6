"""What stands on the ground, as facets: buildings, trees, vehicles and parked aircraft."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hardstand.simulation.machine_outlines import helicopter_facets, vehicle_facets
from hardstand.simulation.outlines import Facet, aircraft_facets, box, level, placed, walls
from hardstand.simulation.parts import Building, Colour, Point, Tree
from hardstand.simulation.plan import AircraftPlan, DatePlan, SitePlan
from hardstand.simulation.season import leaf
from hardstand.simulation.works_buildings import work_buildings

Array = NDArray[np.float64]

_WALL: Colour = (0.50, 0.48, 0.44)
_LEAVES: tuple[Colour, ...] = ((0.095, 0.12, 0.075), (0.13, 0.155, 0.09), (0.165, 0.19, 0.115))
_ARCH_STRIPS = 8


def facets_of(site: SitePlan, date: DatePlan, lean: Point = (0.0, 0.0)) -> list[Facet]:
    """Everything that stands on one date, in the order in which it is painted: low before high.

    Args:
        site: buildings, trees and works.
        date: what else stands there.
        lean: metres (east, north) by which a point appears displaced per metre of height.
    """
    objects = [
        *(vehicle_facets(vehicle) for vehicle in date.vehicles),
        *(helicopter_facets(helicopter) for helicopter in date.helicopters),
        *(parked(site, aircraft) for aircraft in date.aircraft),
        *(building_facets(building, lean) for building in (*site.buildings, *_works(site, date))),
        *(_tree(tree, date.season) for tree in site.trees),
    ]
    return [facet for facets in objects for facet in facets]


def parking_spot(site: SitePlan, aircraft: AircraftPlan) -> tuple[Point, float]:
    """Centre of the aircraft's box, metres (east, north), and its heading, degrees 0..360."""
    stand = site.stand(aircraft.stand)
    centre = (stand.centre[0] + aircraft.offset_m[0], stand.centre[1] + aircraft.offset_m[1])
    return centre, (stand.heading_deg + aircraft.turn_deg) % 360.0


def parked(site: SitePlan, aircraft: AircraftPlan) -> list[Facet]:
    """An aircraft where it stands."""
    centre, heading = parking_spot(site, aircraft)
    return placed(aircraft_facets(aircraft.type, aircraft.paint), centre, heading)


def _works(site: SitePlan, date: DatePlan) -> list[Building]:
    return [building for work in site.works for building in work_buildings(work, work.stages[date.id])]


def building_facets(building: Building, lean: Point = (0.0, 0.0)) -> list[Facet]:
    """Walls and roof, where the building stands; the walls that face away from the camera first."""
    outline = box(building.depth_m, building.width_m)
    sides = walls(outline, building.height_m, _WALL)
    roof = _arch(building) if building.arch_m > 0 else [level(outline, building.height_m, building.roof)]
    # What is high leans away from the camera, so that a wall further that way stands further from it.
    upright = placed(sides, building.centre, building.heading_deg)
    upright.sort(key=lambda wall: -float(wall.corners[:, :2].mean(axis=0) @ np.asarray(lean)))
    return [*upright, *placed(roof, building.centre, building.heading_deg)]


def _arch(building: Building) -> list[Facet]:
    """A vault, or two slopes, over the width, and the gables under it."""
    edges = np.linspace(-1.0, 1.0, (2 if building.gabled else _ARCH_STRIPS) + 1)
    sides = edges * building.width_m / 2
    heights = building.height_m + building.arch_m * (1.0 - edges**2)
    half = building.depth_m / 2
    gables = [
        Facet(corners=np.column_stack([np.full(len(sides), end), sides, heights]), colour=_WALL)
        for end in (half, -half)
    ]
    strips = [
        Facet(
            corners=np.array([(half, a, low), (half, b, high), (-half, b, high), (-half, a, low)]), colour=building.roof
        )
        for a, b, low, high in zip(sides[:-1], sides[1:], heights[:-1], heights[1:], strict=True)
    ]
    # The flat sheet under the vault keeps the ground from shining through the seams between the strips.
    return [*gables, level(box(building.depth_m, building.width_m), building.height_m, building.roof), *strips]


def _tree(tree: Tree, season: float) -> list[Facet]:
    """A crown in three discs, the higher the smaller and the lighter."""
    steps = zip((1.0, 0.75, 0.42), (0.55, 0.8, 1.0), _LEAVES, strict=True)
    return [
        Facet(corners=_disc(tree, share * tree.radius_m, up * tree.height_m), colour=leaf(colour, season))
        for share, up, colour in steps
    ]


def _disc(tree: Tree, radius_m: float, height_m: float) -> Array:
    """A ragged ring: the radius waves with the angle, differently at every place."""
    angles = np.linspace(0, 2 * np.pi, 14, endpoint=False)
    phase = tree.centre[0] * 1.7 + tree.centre[1] * 2.3
    ring = radius_m * (1.0 + 0.14 * np.sin(3 * angles + phase) + 0.08 * np.sin(5 * angles - phase))
    east, north = tree.centre[0] + ring * np.cos(angles), tree.centre[1] + ring * np.sin(angles)
    return np.column_stack([east, north, np.full(len(angles), height_m)])
