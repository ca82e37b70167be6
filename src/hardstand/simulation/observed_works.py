"""The measures of a work, and on which images it can be seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from hardstand.frames import PixelPolygon
from hardstand.simulation.camera import Camera
from hardstand.simulation.globe import Globe
from hardstand.simulation.observation import Sight
from hardstand.simulation.plan import SitePlan
from hardstand.simulation.truth_works import WorkTruth, derive_changes
from hardstand.simulation.works import WorkKind, WorkPlan
from hardstand.timewindow import utc

_LEAST_INSIDE = 0.5
"""Share of an outline that must lie inside the frame for the work to be seen."""


def work_truth(plan: SitePlan, work: WorkPlan, globe: Globe, sights: Sequence[Sight]) -> WorkTruth:
    """Everything that is true of a work; `sights` are those of the plan's dates, in their order."""
    names = [date.id for date in plan.dates]
    pixels = [sight.camera.project(np.array(work.outline)) for sight in sights]
    visible = [_is_seen(outline, sight) for outline, sight in zip(pixels, sights, strict=True)]
    length, width, orientation = _measures(work)
    seen = dict(zip(names, visible, strict=True))
    return WorkTruth(
        id=work.id,
        kind=work.kind,
        lonlat=tuple(globe.lonlat(corner) for corner in work.outline),
        outline_m=tuple((globe.centre[0] + east, globe.centre[1] + north) for east, north in work.outline),
        area_m2=float(work.shape.area),
        length_m=length,
        width_m=width,
        orientation_deg=orientation,
        stages=dict(work.stages),
        visible=seen,
        on_images={name: PixelPolygon(outline) for name, outline in zip(names, pixels, strict=True)},
        changes=derive_changes(work.stages, seen, [(date.id, utc(date.time)) for date in plan.dates]),
    )


def _is_seen(outline: np.ndarray[tuple[int, ...], np.dtype[np.float64]], sight: Sight) -> bool:
    shape = shapely.Polygon(outline)
    inside = shape.intersection(_frame(sight.camera)).area / shape.area
    return bool(inside >= _LEAST_INSIDE and sight.shows(outline))


def _frame(camera: Camera) -> shapely.Polygon:
    return shapely.box(0, 0, camera.width, camera.height)


def _measures(work: WorkPlan) -> tuple[float, float, float]:
    """Length, width (metres) and orientation (degrees, 0 <= orientation < 180)."""
    if work.kind is WorkKind.STRIP:
        length = float(shapely.LineString(work.axis).length)
        return length, float(work.shape.area) / length, _orientation(*work.axis[0], *work.axis[-1])
    corners = shapely.get_coordinates(shapely.minimum_rotated_rectangle(work.shape))[:3]
    sides = np.linalg.norm(np.diff(corners, axis=0), axis=1)
    longest = int(np.argmax(sides))
    return float(sides.max()), float(sides.min()), _orientation(*corners[longest], *corners[longest + 1])


def _orientation(east: float, north: float, other_east: float, other_north: float) -> float:
    return float(np.degrees(np.arctan2(other_east - east, other_north - north)) % 180.0)
