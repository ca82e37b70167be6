"""What one rendered image shows: the truth of a date, from the plan and its clouds."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.frames import PixelPolygon
from hardstand.simulation.camera import Camera, Image, cover
from hardstand.simulation.globe import Globe
from hardstand.simulation.objects import parking_spot
from hardstand.simulation.outlines import body_height_m, box, place
from hardstand.simulation.plan import AircraftPlan, DatePlan, SitePlan, StandPlan
from hardstand.simulation.sensor import CloudField
from hardstand.simulation.truth import HIDDEN_FROM, AircraftTruth, DateTruth, StandTruth, State
from hardstand.timewindow import utc

_EMPTY_STAND_M = 30.0
"""Side of the square by which an empty stand is judged seen or not, metres."""

_LEAST_CLOUD_PX = 100.0
"""Smaller outlines are ragged edge, not cloud."""


def observe(plan: SitePlan, date: DatePlan, camera: Camera, globe: Globe, clouds: CloudField) -> DateTruth:
    """What stands there on a date, what of it the image shows, and where the image lies."""
    parked = {aircraft.stand: aircraft for aircraft in date.aircraft}
    aircraft = tuple(
        _aircraft_truth(plan, parked[stand.id], camera, globe, clouds) for stand in plan.stands if stand.id in parked
    )
    return DateTruth(
        id=date.id,
        time=utc(date.time),
        aircraft=aircraft,
        states=_states(plan, aircraft, camera, clouds),
        crs=globe.crs,
        transform=globe.transform(camera, date.geolocation_error_m),
        geolocation_error_m=date.geolocation_error_m,
        lean=camera.lean,
        sun_azimuth_deg=date.sun_azimuth_deg,
        sun_elevation_deg=date.sun_elevation_deg,
        cloud_outlines=_outlines(clouds.opacity),
        cloud_opacity=clouds.opacity,
        cloud_shadow=clouds.shadow,
    )


def _aircraft_truth(
    plan: SitePlan, aircraft: AircraftPlan, camera: Camera, globe: Globe, clouds: CloudField
) -> AircraftTruth:
    kind = aircraft.type
    centre, heading = parking_spot(plan, aircraft)
    flat = place(box(kind.length_m, kind.span_m), centre, heading)
    corners = camera.project(np.column_stack([flat, np.full(4, body_height_m(kind))]))
    cloud = _mean_under(clouds.opacity, corners)
    return AircraftTruth(
        stand=aircraft.stand,
        type=kind.name,
        length_m=kind.length_m,
        span_m=kind.span_m,
        heading_deg=heading,
        lonlat=globe.lonlat(centre),
        box=PixelPolygon(corners),
        cloud=cloud,
        cloud_shadow=_mean_under(clouds.shadow, corners),
        visible=cloud < HIDDEN_FROM,
    )


def _states(
    plan: SitePlan, aircraft: tuple[AircraftTruth, ...], camera: Camera, clouds: CloudField
) -> dict[str, State]:
    visible = {each.stand: each.visible for each in aircraft}
    return {stand.id: _state(stand, visible.get(stand.id), camera, clouds) for stand in plan.stands}


def _state(stand: StandPlan, visible: bool | None, camera: Camera, clouds: CloudField) -> State:
    """What the image shows of a stand; `visible` is its aircraft's, None where none stands there."""
    if visible is not None:
        return State.OCCUPIED if visible else State.NOT_SEEN
    square = place(box(_EMPTY_STAND_M, _EMPTY_STAND_M), stand.centre, stand.heading_deg)
    hidden = _mean_under(clouds.opacity, camera.project(square)) >= HIDDEN_FROM
    return State.NOT_SEEN if hidden else State.EMPTY


def _mean_under(field: Image, pixels: NDArray[np.float64]) -> float:
    """Mean of a field under a polygon; 0 where it lies outside the image."""
    patch = cover(pixels, field.shape[1], field.shape[0])
    if patch is None or not patch.coverage.any():
        return 0.0
    return float(np.average(field[patch.rows, patch.columns], weights=patch.coverage))


def _outlines(opacity: Image) -> tuple[PixelPolygon, ...]:
    """Outlines of what clouds hide by half or more, the largest first."""
    found, _ = cv2.findContours((opacity >= HIDDEN_FROM).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    large = sorted((c for c in found if cv2.contourArea(c) >= _LEAST_CLOUD_PX), key=cv2.contourArea, reverse=True)
    return tuple(PixelPolygon(contour[:, 0, :].astype(np.float64) + 0.5) for contour in large)


def stand_truth(stand: StandPlan, globe: Globe) -> StandTruth:
    """A stand on the globe."""
    return StandTruth(id=stand.id, lonlat=globe.lonlat(stand.centre), heading_deg=stand.heading_deg)
