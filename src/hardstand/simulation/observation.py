"""What one rendered image shows: the truth of a date, from the plan and its clouds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.frames import PixelPolygon
from hardstand.simulation.camera import Camera, Image, cover
from hardstand.simulation.globe import Globe
from hardstand.simulation.machine_outlines import own_helicopter_facets
from hardstand.simulation.objects import parking_spot
from hardstand.simulation.outlines import body_height_m, box, place
from hardstand.simulation.parts import Vehicle
from hardstand.simulation.plan import AircraftPlan, DatePlan, HelicopterPlan, SitePlan, StandPlan
from hardstand.simulation.sensor import CloudField
from hardstand.simulation.truth import HIDDEN_FROM, AircraftTruth, DateTruth, ObjectTruth, StandTruth, State
from hardstand.timewindow import utc

_EMPTY_STAND_M = 30.0
"""Side of the square by which an empty stand is judged seen or not, metres."""

LONGEST_VEHICLE_M = 6.0
"""A vehicle that is longer is a long_vehicle, metres."""

_LEAST_CLOUD_PX = 100.0
"""Smaller outlines are ragged edge, not cloud."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sight:
    """How one image sees the ground.

    Attributes:
        camera: its view.
        clouds: between ground and sensor.
        haze: (height, width) float32, share of the light that is lost to haze, 0..1.
    """

    camera: Camera
    clouds: CloudField
    haze: Image

    @cached_property
    def hidden(self) -> Image:
        """Share of the ground's light that cloud and haze take together, (height, width) float32, 0..1."""
        return np.asarray(1.0 - (1.0 - self.clouds.opacity) * (1.0 - self.haze), dtype=np.float32)

    def shows(self, pixels: NDArray[np.float64]) -> bool:
        """Whether what lies under a polygon (column, row) can be seen."""
        return mean_under(self.hidden, pixels) < HIDDEN_FROM


def observe(plan: SitePlan, date: DatePlan, globe: Globe, sight: Sight) -> DateTruth:
    """What stands there on a date, what of it the image shows, and where the image lies."""
    parked = {aircraft.stand: aircraft for aircraft in date.aircraft}
    camera, clouds = sight.camera, sight.clouds
    aircraft = tuple(
        _aircraft_truth(plan, parked[stand.id], globe, sight) for stand in plan.stands if stand.id in parked
    )
    return DateTruth(
        id=date.id,
        time=utc(date.time),
        aircraft=aircraft,
        objects=_objects(date, sight),
        states=_states(plan, aircraft, sight),
        crs=globe.crs,
        transform=globe.transform(camera, date.geolocation_error_m),
        geolocation_error_m=date.geolocation_error_m,
        lean=camera.lean,
        sun_azimuth_deg=date.sun_azimuth_deg,
        sun_elevation_deg=date.sun_elevation_deg,
        cloud_outlines=_outlines(clouds.opacity),
        cloud_opacity=clouds.opacity,
        cloud_shadow=clouds.shadow,
        haze=sight.haze,
        hidden_share=float((sight.hidden >= HIDDEN_FROM).mean()),
    )


def _aircraft_truth(plan: SitePlan, aircraft: AircraftPlan, globe: Globe, sight: Sight) -> AircraftTruth:
    kind = aircraft.type
    centre, heading = parking_spot(plan, aircraft)
    flat = place(box(kind.length_m, kind.span_m), centre, heading)
    corners = sight.camera.project(np.column_stack([flat, np.full(4, body_height_m(kind))]))
    return AircraftTruth(
        stand=aircraft.stand,
        type=kind.name,
        length_m=kind.length_m,
        span_m=kind.span_m,
        heading_deg=heading,
        lonlat=globe.lonlat(centre),
        box=PixelPolygon(corners),
        cloud=mean_under(sight.clouds.opacity, corners),
        cloud_shadow=mean_under(sight.clouds.shadow, corners),
        haze=mean_under(sight.haze, corners),
        visible=sight.shows(corners),
    )


def _objects(date: DatePlan, sight: Sight) -> tuple[ObjectTruth, ...]:
    """Helicopters and vehicles whose middle the image holds."""
    helicopters = [_helicopter_truth(each, sight) for each in date.helicopters]
    vehicles = [_vehicle_truth(each, sight) for each in date.vehicles]
    return tuple(each for each in (*helicopters, *vehicles) if _within(each.box.corners.mean(axis=0), sight.camera))


def _within(pixel: NDArray[np.float64], camera: Camera) -> bool:
    return bool(0 <= pixel[0] < camera.width and 0 <= pixel[1] < camera.height)


def _helicopter_truth(helicopter: HelicopterPlan, sight: Sight) -> ObjectTruth:
    own = np.concatenate([facet.corners[:, :2] for facet in own_helicopter_facets(helicopter)])
    extent = np.array([own.max(axis=0), own.min(axis=0)])  # front and left, rear and right
    front_left, rear_right = extent
    rectangle = np.array([front_left, (front_left[0], rear_right[1]), rear_right, (rear_right[0], front_left[1])])
    flat = place(rectangle, helicopter.centre, helicopter.heading_deg)
    length, width = front_left - rear_right
    return _object_truth(
        ("helicopter", helicopter.type.name), (float(length), float(width)), helicopter.heading_deg,
        sight.camera.project(np.column_stack([flat, np.full(4, helicopter.type.height_m)])), sight,
    )  # fmt: skip


def _vehicle_truth(vehicle: Vehicle, sight: Sight) -> ObjectTruth:
    label = "vehicle" if vehicle.length_m <= LONGEST_VEHICLE_M else "long_vehicle"
    flat = place(box(vehicle.length_m, vehicle.width_m), vehicle.centre, vehicle.heading_deg)
    return _object_truth(
        (label, str(vehicle.kind)), (vehicle.length_m, vehicle.width_m), vehicle.heading_deg,
        sight.camera.project(np.column_stack([flat, np.full(4, vehicle.height_m / 2)])), sight,
    )  # fmt: skip


def _object_truth(
    names: tuple[str, str],
    size_m: tuple[float, float],
    heading_deg: float,
    corners: NDArray[np.float64],
    sight: Sight,
) -> ObjectTruth:
    return ObjectTruth(
        label=names[0],
        kind=names[1],
        length_m=size_m[0],
        width_m=size_m[1],
        heading_deg=heading_deg % 360.0,
        box=PixelPolygon(corners),
        visible=sight.shows(corners),
    )


def _states(plan: SitePlan, aircraft: tuple[AircraftTruth, ...], sight: Sight) -> dict[str, State]:
    visible = {each.stand: each.visible for each in aircraft}
    return {stand.id: _state(stand, visible.get(stand.id), sight) for stand in plan.stands}


def _state(stand: StandPlan, visible: bool | None, sight: Sight) -> State:
    """What the image shows of a stand; `visible` is its aircraft's, None where none stands there."""
    if visible is not None:
        return State.OCCUPIED if visible else State.NOT_SEEN
    square = place(box(_EMPTY_STAND_M, _EMPTY_STAND_M), stand.centre, stand.heading_deg)
    return State.EMPTY if sight.shows(sight.camera.project(square)) else State.NOT_SEEN


def mean_under(field: Image, pixels: NDArray[np.float64]) -> float:
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
