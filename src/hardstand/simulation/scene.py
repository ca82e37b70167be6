"""From a plan to pictures with their truth."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from affine import Affine
from numpy.typing import NDArray
from pyproj import Transformer

from hardstand.frames import PixelPolygon
from hardstand.simulation.camera import Camera, Image, blend, cover, date_camera
from hardstand.simulation.ground import ground_camera, lay, render_ground, view_ground
from hardstand.simulation.light import Sun, cast, darken, shade
from hardstand.simulation.objects import facets_of, parking_spot
from hardstand.simulation.outlines import Facet, body_height_m, box, place
from hardstand.simulation.plan import AircraftPlan, DatePlan, Point, SitePlan, StandPlan
from hardstand.simulation.sensor import CloudField, apply_shadow, expose, render_clouds, to_bytes
from hardstand.simulation.truth import (
    HIDDEN_FROM,
    AircraftTruth,
    DateTruth,
    SceneTruth,
    StandTruth,
    State,
    derive_events,
)
from hardstand.timewindow import utc

_EMPTY_STAND_M = 30.0
"""Side of the square by which an empty stand is judged seen or not, metres."""

_LEAST_CLOUD_PX = 100.0
"""Smaller outlines are ragged edge, not cloud."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RenderedScene:
    """Pictures of a site and what they show.

    Attributes:
        images: (height, width, 3) uint8 red, green, blue, one per date in the order of time.
        truth: what stands there.
    """

    images: tuple[NDArray[np.uint8], ...]
    truth: SceneTruth


def render_site(plan: SitePlan, rng: np.random.Generator) -> RenderedScene:
    """Render every date of a site.

    The ground, and each date's clouds and noise, draw from random streams of their own: removing an aircraft from the
    plan changes nothing but the aircraft and its shadow.
    """
    ground_stream, *date_streams = rng.spawn(1 + len(plan.dates))
    ground = render_ground(plan, ground_stream)
    place_on_globe = _Globe(plan)
    rendered = [
        _render_date(plan, date, ground, place_on_globe, stream)
        for date, stream in zip(plan.dates, date_streams, strict=True)
    ]
    dates = tuple(truth for _, truth in rendered)
    stands = tuple(_stand_truth(stand, place_on_globe) for stand in plan.stands)
    truth = SceneTruth(stands=stands, dates=dates, events=derive_events(stands, dates))
    return RenderedScene(images=tuple(image for image, _ in rendered), truth=truth)


def utm_epsg(longitude: float, latitude: float) -> int:
    """EPSG code of the UTM zone (WGS84) that a place lies in; the exceptions around Norway are left out."""
    zone = int((longitude + 180.0) // 6.0) % 60 + 1
    return (32600 if latitude >= 0 else 32700) + zone


class _Globe:
    """Where the site's metres lie on the globe."""

    def __init__(self, plan: SitePlan) -> None:
        self.crs = f"EPSG:{utm_epsg(plan.longitude, plan.latitude)}"
        self.centre: Point = Transformer.from_crs("OGC:CRS84", self.crs, always_xy=True).transform(
            plan.longitude, plan.latitude
        )
        self._to_lonlat = Transformer.from_crs(self.crs, "OGC:CRS84", always_xy=True)

    def lonlat(self, point: Point) -> Point:
        """Longitude and latitude in degrees of a point of the site."""
        longitude, latitude = self._to_lonlat.transform(self.centre[0] + point[0], self.centre[1] + point[1])
        return float(longitude), float(latitude)

    def transform(self, camera: Camera, error_m: Point) -> Affine:
        """Pixel (column, row) to metres of the coordinate system."""
        east, north = (self.centre[i] + camera.upper_left[i] + error_m[i] for i in (0, 1))
        return Affine(camera.gsd_m, 0.0, east, 0.0, -camera.gsd_m, north)


def _render_date(
    plan: SitePlan, date: DatePlan, ground: Image, globe: _Globe, rng: np.random.Generator
) -> tuple[NDArray[np.uint8], DateTruth]:
    surface_stream, cloud_stream, noise_stream = rng.spawn(3)
    camera, sun = date_camera(plan, date), Sun(azimuth_deg=date.sun_azimuth_deg, elevation_deg=date.sun_elevation_deg)
    light = _lit_ground(plan, date, ground, camera, surface_stream)
    facets = facets_of(plan, date)
    darken(light, cv2.GaussianBlur(cast(facets, sun, camera), (0, 0), 0.5))
    _paint(light, facets, sun, camera)
    clouds = render_clouds(date.clouds, camera, sun, cloud_stream)
    apply_shadow(light, clouds)
    image = to_bytes(expose(light, date, clouds, noise_stream))
    return image, _date_truth(plan, date, camera, globe, clouds)


def _lit_ground(plan: SitePlan, date: DatePlan, ground: Image, camera: Camera, rng: np.random.Generator) -> Image:
    """The ground on the date's grid, with what was laid on it for that date."""
    source = ground_camera(plan)
    if date.surfaces:
        ground = ground.copy()
        lay(ground, date.surfaces, source, rng)
    return view_ground(ground, source, camera)


def _paint(light: Image, facets: list[Facet], sun: Sun, camera: Camera) -> None:
    for facet in facets:
        patch = cover(camera.project(facet.corners), camera.width, camera.height)
        if patch is not None:
            blend(light, patch, shade(facet, sun, camera), facet.opacity)


def _date_truth(plan: SitePlan, date: DatePlan, camera: Camera, globe: _Globe, clouds: CloudField) -> DateTruth:
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
    plan: SitePlan, aircraft: AircraftPlan, camera: Camera, globe: _Globe, clouds: CloudField
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


def _stand_truth(stand: StandPlan, globe: _Globe) -> StandTruth:
    return StandTruth(id=stand.id, lonlat=globe.lonlat(stand.centre), heading_deg=stand.heading_deg)
