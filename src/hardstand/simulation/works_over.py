"""New pavement, earthworks and buildings painted over a real picture, with their exact outlines.

A detector of construction learns and is measured on changes whose outline is known. Over a real picture everything
but the change is real: clutter, shadow, registration, season. What is painted takes tones, blur and texture from the
picture itself (`frame_look`), so that neither noise nor sharpness gives it away.

Positions are (east, north) in metres from the picture's middle, its upper edge taken for north; outlines in pixels
are (column, row) from the outer corner of the first pixel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from hardstand.frames import PixelPolygon
from hardstand.simulation.camera import Camera, Image
from hardstand.simulation.frame_look import FrameLook, measure_look
from hardstand.simulation.objects import building_facets
from hardstand.simulation.over_buildings import PLANT_M, footprint, paint_building
from hardstand.simulation.over_canvas import Canvas
from hardstand.simulation.over_ground import RAGGED, coverage, paint_ground
from hardstand.simulation.over_types import BuildingOver, FrameLight, WorkOver
from hardstand.simulation.parts import Point
from hardstand.simulation.works import WorkKind, WorkMaterial

_RAGGED_M = 2.5
"""How far a ragged edge wanders at most, metres."""

_REACH = 2.2
"""How far a verge reaches where it is widest, in its widths."""

_HALF_FADED = 0.72
"""Where half of a verge has faded out (`over_ground`), in its widths."""

_WALL_BLUR_M = 1.0
"""Ground so near to what stands is not told from it, metres."""

_BLUR_PX = 4
"""How far blur carries an edge, standard deviations of the point spread."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PaintedWork:
    """What was painted, where.

    Attributes:
        kind: of the work.
        material: of the ground; None for a building.
        outline: on the ground, exact; a building's footprint.
        touched: everything that was painted, in pixels (column, row): the outline with its verges, of a building also
            walls, roof and shadow. Outside it the picture is as it was.
        around: the outline with its verges or, of a building, the ground that was made up around it, to where half of
            it has faded out; pixels.
        shadow: where the shadow falls on the ground outside all that stands, pixels; empty unless it is a building.
        contrast: root mean square difference within the outline between the picture before and after, both averaged
            over 3 x 3 pixels, digital numbers of 0..255. Near the picture's own noise nobody can see the change.
    """

    kind: WorkKind
    material: WorkMaterial | None
    outline: PixelPolygon
    touched: BaseGeometry
    around: BaseGeometry
    shadow: BaseGeometry
    contrast: float


def paint_works(
    picture: NDArray[np.uint8],
    gsd_m: float,
    works: Sequence[WorkOver],
    light: FrameLight,
    rng: np.random.Generator,
    look: FrameLook | None = None,
) -> tuple[NDArray[np.uint8], tuple[PaintedWork, ...]]:
    """Paint works over a picture, the first lowest.

    Args:
        picture: (rows, columns, 3) uint8 red, green, blue; left as it is. 0 in all three = no measurement.
        gsd_m: metres per pixel.
        works: each draws from a random stream of its own.
        light: where sun and satellite stood.
        rng: of all texture.
        look: of the picture, where it is known already; else it is measured.

    Returns:
        The new picture, and what was painted. A work that lies wholly outside the picture is left out.

    Raises:
        ValueError: the picture is no picture (see `measure_look`).
    """
    look = look or measure_look(picture, gsd_m)
    whole = Camera(width=picture.shape[1], height=picture.shape[0], gsd_m=gsd_m, lean=light.lean)
    image, painted = picture.astype(np.float32), []
    for work, stream in zip(works, rng.spawn(len(works)), strict=True):
        touched = _touched(work, light, whole, look)
        window = _window(touched, whole)
        if window is not None:
            part = image[window]
            before = part.copy()
            _paint(part, work, Canvas(camera=_crop(whole, window), look=look, sun=light.sun, rng=stream))
            part[picture[window].max(axis=2) == 0] = 0
            np.copyto(part, np.clip(np.round(part), 1, 255), where=(picture[window].max(axis=2) > 0)[..., None])
            painted.append(_painted(work, whole, light, touched, (before, part, window)))
    return image.astype(np.uint8), tuple(painted)


def _paint(part: Image, work: WorkOver, canvas: Canvas) -> None:
    if isinstance(work, BuildingOver):
        paint_building(part, work, canvas)
    else:
        paint_ground(part, work, canvas)


def outline_m(work: WorkOver) -> tuple[Point, ...]:
    """Its outline on the ground, metres (east, north)."""
    return footprint(work.building) if isinstance(work, BuildingOver) else work.outline


def _touched(work: WorkOver, light: FrameLight, camera: Camera, look: FrameLook) -> BaseGeometry:
    """All that may change, pixels (column, row)."""
    parts: list[BaseGeometry] = [shapely.Polygon(outline_m(work)).buffer(_REACH * _verge_m(work) + _ragged_m(work))]
    if isinstance(work, BuildingOver):
        parts.extend(_aside_m(work, aside) for aside in (light.lean, light.sun.shadow_per_metre))
    reach = shapely.union_all(parts).buffer(_BLUR_PX * look.blur_px * camera.gsd_m)
    return shapely.transform(reach, camera.project)


def _aside_m(work: BuildingOver, per_metre: tuple[float, float]) -> BaseGeometry:
    """What a building covers that is laid aside so far per metre of height: by the view, or by its shadow."""
    raised = np.concatenate([facet.corners for facet in building_facets(work.building)])
    high = raised[:, 2:] + PLANT_M * (raised[:, 2:] > 0)
    return shapely.MultiPoint(raised[:, :2] + high * np.asarray(per_metre)).convex_hull


def _around_m(work: WorkOver) -> BaseGeometry:
    return shapely.Polygon(outline_m(work)).buffer(_HALF_FADED * _verge_m(work))


def _shadow_m(work: WorkOver, light: FrameLight) -> BaseGeometry:
    if not isinstance(work, BuildingOver):
        return shapely.Polygon()
    stands = _aside_m(work, light.lean).buffer(_WALL_BLUR_M)
    return _aside_m(work, light.sun.shadow_per_metre).difference(stands)


def _verge_m(work: WorkOver) -> float:
    if isinstance(work, BuildingOver):
        return 0.0 if work.surroundings is None else work.surroundings_m
    return work.verge_m


def _ragged_m(work: WorkOver) -> float:
    return 0.0 if isinstance(work, BuildingOver) or work.material not in RAGGED else _RAGGED_M


def _window(touched: BaseGeometry, camera: Camera) -> tuple[slice, slice] | None:
    """Rows and columns of the picture that hold it."""
    left, top, right, bottom = shapely.bounds(touched)
    columns = slice(max(0, int(left)), min(camera.width, int(np.ceil(right))))
    rows = slice(max(0, int(top)), min(camera.height, int(np.ceil(bottom))))
    return (rows, columns) if rows.start < rows.stop and columns.start < columns.stop else None


def _crop(whole: Camera, window: tuple[slice, slice]) -> Camera:
    """The same view of a part of the picture."""
    rows, columns = window
    east = whole.centre[0] + ((columns.start + columns.stop) / 2 - whole.width / 2) * whole.gsd_m
    north = whole.centre[1] + (whole.height / 2 - (rows.start + rows.stop) / 2) * whole.gsd_m
    return replace(
        whole, width=columns.stop - columns.start, height=rows.stop - rows.start, centre=(float(east), float(north))
    )


def _painted(
    work: WorkOver,
    camera: Camera,
    light: FrameLight,
    touched: BaseGeometry,
    change: tuple[Image, Image, tuple[slice, slice]],
) -> PaintedWork:
    before, after, window = change
    within = coverage(outline_m(work), _crop(camera, window)) > 0.5
    change_dn = cv2.blur(after, (3, 3)) - cv2.blur(before, (3, 3))
    return PaintedWork(
        kind=WorkKind.BUILDING if isinstance(work, BuildingOver) else work.kind,
        material=None if isinstance(work, BuildingOver) else work.material,
        outline=PixelPolygon(camera.project(np.asarray(outline_m(work)))),
        touched=touched,
        around=shapely.transform(_around_m(work), camera.project),
        shadow=shapely.transform(_shadow_m(work, light), camera.project),
        contrast=float(np.sqrt(np.mean(change_dn[within] ** 2))) if within.any() else 0.0,
    )
