"""What the ground of a work shows at each stage."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from hardstand.simulation.marking import path
from hardstand.simulation.parts import Point, Surface, SurfaceKind
from hardstand.simulation.works import Stage, WorkKind, WorkMaterial, WorkPlan

_FRESH = {WorkMaterial.ASPHALT: 0.62, WorkMaterial.CONCRETE: 1.16, WorkMaterial.GRAVEL: 1.0, WorkMaterial.EARTH: 1.0}
"""Asphalt is darkest and concrete brightest in its first months; factors on the worn material's brightness."""

_SURFACES = {
    WorkMaterial.ASPHALT: SurfaceKind.ASPHALT,
    WorkMaterial.CONCRETE: SurfaceKind.CONCRETE,
    WorkMaterial.GRAVEL: SurfaceKind.GRAVEL,
    WorkMaterial.EARTH: SurfaceKind.EARTH,
}
_VERGE_M, _YARD_M, _RUBBLE_M = 5.0, 6.0, 2.0
_STEP_M = 4.0
"""Length of the pieces in which an edge of earth wanders, metres."""

_RAGGED_M = 0.35
"""Standard deviation by which an edge of earth wanders, metres."""

_LINE_M = 0.5
_HALF_LANE = 0.12
"""Share of the length on which one half of the width is paved ahead of the other."""


def work_surfaces(work: WorkPlan, date: str, rng: np.random.Generator) -> tuple[Surface, ...]:
    """All ground of a work on a date, the lowest first; `rng` lets edges of earth wander."""
    stage = work.stages[date]
    if stage is Stage.NONE:
        return (_earth(work, rng, _RUBBLE_M, 0.95),) if work.was_there(date) else ()
    return tuple(_MAKERS[work.kind](work, stage, rng))


def _pavement(work: WorkPlan, stage: Stage, rng: np.random.Generator) -> list[Surface]:
    """A bed of earth, then gravel on which paving advances from the axis' first point, then pavement with its line."""
    verge = _earth(work, rng, 2.0 if stage is Stage.BEGUN else _VERGE_M, 0.97)
    if stage is Stage.BEGUN:
        return [verge, _earth(work, rng, 0.0, 1.05)]
    if stage is Stage.IN_PROGRESS:
        return [verge, _whole(work, SurfaceKind.GRAVEL), *_paved_so_far(work)]
    line = [_line(work)] if work.kind is WorkKind.STRIP else []
    return [verge, _whole(work, _SURFACES[work.material], _FRESH[work.material]), *line]


def _building(work: WorkPlan, stage: Stage, rng: np.random.Generator) -> list[Surface]:
    """A yard of earth with the foundation on it; what stands there hides the foundation later."""
    tone = 1.0 if stage is Stage.FINISHED else 1.06
    return [_earth(work, rng, _YARD_M, tone), _whole(work, SurfaceKind.CONCRETE, 1.1)]


def _earthworks(work: WorkPlan, stage: Stage, rng: np.random.Generator) -> list[Surface]:
    """Half of the ground is bare when it begins, all of it later."""
    if stage is Stage.BEGUN:
        return [_earth_over(work, _part(work, 0.0, 0.5), rng, 1.03)]
    return [_earth(work, rng, 0.0, 1.03)]


def _yard(work: WorkPlan, stage: Stage, rng: np.random.Generator) -> list[Surface]:
    """Earth, and gravel on it from the middle on."""
    bed = _earth(work, rng, 1.0, 1.0)
    return [bed] if stage is Stage.BEGUN else [bed, _whole(work, SurfaceKind.GRAVEL)]


_MAKERS: dict[WorkKind, Callable[[WorkPlan, Stage, np.random.Generator], list[Surface]]] = {
    WorkKind.STRIP: _pavement,
    WorkKind.APRON: _pavement,
    WorkKind.BUILDING: _building,
    WorkKind.GROUND_WORKS: _earthworks,
    WorkKind.CLEARED_GROUND: _earthworks,
    WorkKind.OTHER: _yard,
}


def _paved_so_far(work: WorkPlan) -> list[Surface]:
    """The part that has its pavement, and one lane a little ahead of the other."""
    done, ahead = work.paved_share, min(1.0, work.paved_share + _HALF_LANE)
    lane = shapely.LineString(_along(work, done, ahead)).buffer(_width_m(work), single_sided=True, cap_style="flat")
    pieces = [_part(work, 0.0, done), _largest(shapely.intersection(lane, work.shape))]
    kind, tone = _SURFACES[work.material], _FRESH[work.material]
    return [_surface(work, kind, piece, tone) for piece in pieces if not piece.is_empty]


def _part(work: WorkPlan, begin: float, end: float) -> shapely.Polygon:
    """The outline between two shares of the axis' length."""
    wide = shapely.Polygon(path(_along(work, begin, end), 2 * _width_m(work)))
    return _largest(shapely.intersection(wide, work.shape))


def _largest(shape: BaseGeometry) -> shapely.Polygon:
    """The largest polygon of what a cut left; an empty one where it left none."""
    pieces = [piece for piece in shapely.get_parts(shape) if isinstance(piece, shapely.Polygon)]
    return max(pieces, key=lambda piece: float(piece.area), default=shapely.Polygon())


def _along(work: WorkPlan, begin: float, end: float) -> list[Point]:
    """The axis between two shares of its length."""
    axis = shapely.LineString(work.axis)
    corners = [axis.project(shapely.Point(corner), normalized=True) for corner in work.axis]
    shares = (begin, *(share for share in corners if begin < share < end), end)
    points = [axis.interpolate(share, normalized=True) for share in shares]
    return [(point.x, point.y) for point in points]


def _width_m(work: WorkPlan) -> float:
    return float(work.shape.area / shapely.LineString(work.axis).length)


def _whole(work: WorkPlan, kind: SurfaceKind, tone: float = 1.0) -> Surface:
    return _surface(work, kind, work.shape, tone)


def _line(work: WorkPlan) -> Surface:
    return _surface(work, SurfaceKind.YELLOW_PAINT, shapely.Polygon(path(work.axis, _LINE_M)))


def _earth(work: WorkPlan, rng: np.random.Generator, beyond_m: float, tone: float) -> Surface:
    """Bare earth over the outline and somewhat beyond it."""
    return _earth_over(work, work.shape.buffer(beyond_m, join_style="mitre"), rng, tone)


def _earth_over(work: WorkPlan, shape: shapely.Polygon, rng: np.random.Generator, tone: float) -> Surface:
    corners = np.array(shape.segmentize(_STEP_M).exterior.coords[:-1])
    wander = rng.normal(0.0, _RAGGED_M, corners.shape).clip(-2 * _RAGGED_M, 2 * _RAGGED_M)
    return _surface(work, SurfaceKind.EARTH, shapely.Polygon(corners + wander), tone)


def _surface(work: WorkPlan, kind: SurfaceKind, shape: shapely.Polygon, tone: float = 1.0) -> Surface:
    (first_east, first_north), (last_east, last_north) = work.axis[0], work.axis[-1]
    heading = float(np.degrees(np.arctan2(last_east - first_east, last_north - first_north)))
    corners = tuple((float(east), float(north)) for east, north in shape.exterior.coords[:-1])
    return Surface(kind=kind, corners=corners, heading_deg=heading, tone=tone)
