"""From a plan to pictures with their truth."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.simulation.camera import Camera, Image, blend, cover, date_camera
from hardstand.simulation.globe import Globe
from hardstand.simulation.ground import ground_camera, lay, render_ground, view_ground
from hardstand.simulation.light import Sun, cast, darken, shade
from hardstand.simulation.objects import facets_of
from hardstand.simulation.observation import observe, stand_truth
from hardstand.simulation.outlines import Facet
from hardstand.simulation.plan import DatePlan, SitePlan
from hardstand.simulation.sensor import apply_shadow, expose, render_clouds, to_bytes
from hardstand.simulation.truth import DateTruth, SceneTruth, derive_events

_PENUMBRA_PX = 0.5
"""Softness of a shadow's edge, pixels: the sun is no point."""


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
    place_on_globe = Globe(plan)
    rendered = [
        _render_date(plan, date, ground, place_on_globe, stream)
        for date, stream in zip(plan.dates, date_streams, strict=True)
    ]
    dates = tuple(truth for _, truth in rendered)
    stands = tuple(stand_truth(stand, place_on_globe) for stand in plan.stands)
    truth = SceneTruth(stands=stands, dates=dates, events=derive_events(stands, dates))
    return RenderedScene(images=tuple(image for image, _ in rendered), truth=truth)


def _render_date(
    plan: SitePlan, date: DatePlan, ground: Image, globe: Globe, rng: np.random.Generator
) -> tuple[NDArray[np.uint8], DateTruth]:
    surface_stream, cloud_stream, noise_stream = rng.spawn(3)
    camera, sun = date_camera(plan, date), Sun(azimuth_deg=date.sun_azimuth_deg, elevation_deg=date.sun_elevation_deg)
    light = _lit_ground(plan, date, ground, camera, surface_stream)
    facets = facets_of(plan, date)
    darken(light, _softened(cast(facets, sun, camera)))
    _paint(light, facets, sun, camera)
    clouds = render_clouds(date.clouds, camera, sun, cloud_stream)
    apply_shadow(light, clouds)
    image = to_bytes(expose(light, date, clouds, noise_stream))
    return image, observe(plan, date, camera, globe, clouds)


def _softened(shadow: Image) -> Image:
    return np.asarray(cv2.GaussianBlur(shadow, (0, 0), _PENUMBRA_PX), dtype=np.float32)


def _paint(light: Image, facets: list[Facet], sun: Sun, camera: Camera) -> None:
    for facet in facets:
        patch = cover(camera.project(facet.corners), camera.width, camera.height)
        if patch is not None:
            blend(light, patch, shade(facet, sun, camera), facet.opacity)


def _lit_ground(plan: SitePlan, date: DatePlan, ground: Image, camera: Camera, rng: np.random.Generator) -> Image:
    """The ground on the date's grid, with what was laid on it for that date."""
    source = ground_camera(plan)
    if date.surfaces:
        ground = ground.copy()
        lay(ground, date.surfaces, source, rng)
    return view_ground(ground, source, camera)
