"""Buildings over a real picture: roof, walls, what stands on the roof, shadow."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np

from hardstand.simulation.camera import Image, blend, cover
from hardstand.simulation.frame_texture import real_texture
from hardstand.simulation.light import SKY, cast, shade
from hardstand.simulation.objects import building_facets
from hardstand.simulation.outlines import Facet, box, level, placed, walls
from hardstand.simulation.over_canvas import Canvas
from hardstand.simulation.over_ground import coverage, surround
from hardstand.simulation.over_types import BuildingOver
from hardstand.simulation.parts import Building

_UNIT: tuple[float, float, float] = (0.62, 0.62, 0.60)
_TEXTURE = 0.6
"""A roof is smoother than ground, by this factor."""

PLANT_M = 2.2
"""Height of the highest plant above the roof."""

_RIB_M = 6.0
_LEAST_UNITS_M2 = 250.0
"""A smaller flat roof carries no plant."""


def paint_building(image: Image, work: BuildingOver, canvas: Canvas) -> None:
    """Paint a building over a part of a picture (rows, columns, 3) float32, in place."""
    building = work.building
    if work.surroundings is not None:
        outline = coverage(footprint(building), canvas.camera)
        surround(image, outline, work.surroundings, work.surroundings_m, canvas)
    facets = [*building_facets(building), *_details(building, canvas.rng)]
    _darken(image, cast(facets, canvas.sun, canvas.camera), canvas)
    layer = _layer(facets, canvas)
    soft = canvas.blurred(layer)
    share = soft[..., 3:]
    colour = canvas.look.black * share + (canvas.look.white - canvas.look.black) * soft[..., :3]
    white = canvas.look.white * np.float32(np.mean(building.roof))
    texture = real_texture(canvas.look, white.astype(np.float32), canvas.shape, canvas.rng)
    image += colour - share * (image - np.float32(_TEXTURE) * texture)  # `colour` is weighted by its share already


def footprint(building: Building) -> tuple[tuple[float, float], ...]:
    """Corners on the ground, metres (east, north)."""
    flat = Facet(corners=np.column_stack([box(building.depth_m, building.width_m), np.zeros(4)]), colour=building.roof)
    (ground,) = placed([flat], building.centre, building.heading_deg)
    return tuple((float(east), float(north)) for east, north, _ in ground.corners)


def _layer(facets: list[Facet], canvas: Canvas) -> Image:
    """Reflected light times share, and share, of everything that stands, (rows, columns, 4)."""
    layer = np.zeros((*canvas.shape, 4), np.float32)
    for facet in facets:
        patch = cover(canvas.camera.project(facet.corners), canvas.camera.width, canvas.camera.height)
        if patch is not None:
            blend(layer, patch, np.append(shade(facet, canvas.sun, canvas.camera), 1.0), facet.opacity)
    return layer


def _darken(image: Image, shadow: Image, canvas: Canvas) -> None:
    """Leave the light of the sky and of the air where the shadow falls, in place."""
    soft = cv2.GaussianBlur(shadow, (0, 0), canvas.look.blur_px)[..., None]
    lost = soft * (1.0 - SKY).astype(np.float32)
    image -= lost * np.maximum(image - canvas.look.black, 0)


def _details(building: Building, rng: np.random.Generator) -> list[Facet]:
    """Ribs of a sheet roof, bays of a flat one, and the plant on it, in the order in which they are painted."""
    if building.arch_m > 0:
        return []
    own = [*_bays(building, rng)]
    if building.width_m * building.depth_m >= _LEAST_UNITS_M2:
        own.extend(facet for _ in range(int(rng.integers(0, 9))) for facet in _unit(building, rng))
    return placed(own, building.centre, building.heading_deg)


def _bays(building: Building, rng: np.random.Generator) -> list[Facet]:
    """Strips of a flat roof, each a little lighter or darker."""
    edges = np.linspace(-0.5, 0.5, max(1, round(building.depth_m / _RIB_M)) + 1) * building.depth_m
    half, up = building.width_m / 2, building.height_m
    facets = []
    for begin, end in pairwise(edges):
        outline = np.array([(begin, half), (end, half), (end, -half), (begin, -half)])
        red, green, blue = (band * float(rng.normal(1.0, 0.015)) for band in building.roof)
        facets.append(level(outline, up, (red, green, blue)))
    return facets


def _unit(building: Building, rng: np.random.Generator) -> list[Facet]:
    """A box of plant on the roof."""
    length, width = rng.uniform(1.5, 5.0, 2)
    room = np.array([building.depth_m - length, building.width_m - width]) / 2 - 1.0
    middle = rng.uniform(-1, 1, 2) * np.maximum(room, 0)
    tone = float(rng.uniform(0.4, 1.3))
    outline = box(length, width) + middle
    top = building.height_m + float(rng.uniform(0.8, PLANT_M))
    colour = (_UNIT[0] * tone, _UNIT[1] * tone, _UNIT[2] * tone)
    shadow = level(outline + rng.uniform(-0.8, 0.8, 2), building.height_m, (0.12, 0.12, 0.13))
    return [shadow, *_upright(outline, building.height_m, top, colour), level(outline, top, colour)]


def _upright(
    outline: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    low: float,
    high: float,
    colour: tuple[float, float, float],
) -> list[Facet]:
    sides = walls(outline, high - low, colour)
    return [Facet(corners=side.corners + np.array([0.0, 0.0, low]), colour=side.colour) for side in sides]
