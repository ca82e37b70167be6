"""From a plan to pictures with their truth."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.simulation.camera import Camera, Image, blend, cover, date_camera
from hardstand.simulation.globe import Globe
from hardstand.simulation.ground import GroundTexture, ground_camera, lay, render_ground, view_ground
from hardstand.simulation.haze import render_haze
from hardstand.simulation.light import Sun, cast, darken, shade
from hardstand.simulation.objects import facets_of
from hardstand.simulation.observation import Sight, observe, stand_truth
from hardstand.simulation.observed_works import work_truth
from hardstand.simulation.outlines import Facet
from hardstand.simulation.parts import Surface
from hardstand.simulation.plan import DatePlan, SitePlan
from hardstand.simulation.sensor import apply_shadow, expose, render_clouds, to_bytes
from hardstand.simulation.truth import DateTruth, SceneTruth, derive_events
from hardstand.simulation.works_ground import work_surfaces

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

    The ground, each date's clouds, haze and noise, and each work draw from random streams of their own: removing an
    aircraft, or the last work, from the plan changes nothing but its own pixels and its shadow.
    """
    streams = rng.spawn(1 + len(plan.dates) + len(plan.works))
    ground_stream, date_streams = streams[0], streams[1 : 1 + len(plan.dates)]
    site = _Site(
        plan=plan,
        ground=render_ground(plan, ground_stream),
        globe=Globe(plan),
        work_streams=tuple(streams[1 + len(plan.dates) :]),
    )
    rendered = [_render_date(site, date, stream) for date, stream in zip(plan.dates, date_streams, strict=True)]
    return RenderedScene(
        images=tuple(image for image, _, _ in rendered),
        truth=_truth(site, tuple(truth for _, truth, _ in rendered), [sight for *_, sight in rendered]),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Site:
    """What all dates share.

    Attributes:
        plan: what is rendered.
        ground: its texture, without works.
        globe: where it lies.
        work_streams: one per work: a work looks the same on each date on which it is as far.
    """

    plan: SitePlan
    ground: GroundTexture
    globe: Globe
    work_streams: tuple[np.random.Generator, ...]


def _truth(site: _Site, dates: tuple[DateTruth, ...], sights: list[Sight]) -> SceneTruth:
    stands = tuple(stand_truth(stand, site.globe) for stand in site.plan.stands)
    works = tuple(work_truth(site.plan, work, site.globe, sights) for work in site.plan.works)
    return SceneTruth(stands=stands, dates=dates, events=derive_events(stands, dates), works=works)


def _render_date(site: _Site, date: DatePlan, rng: np.random.Generator) -> tuple[NDArray[np.uint8], DateTruth, Sight]:
    surface_stream, cloud_stream, noise_stream, haze_stream = rng.spawn(4)
    camera = date_camera(site.plan, date)
    sun = Sun(azimuth_deg=date.sun_azimuth_deg, elevation_deg=date.sun_elevation_deg)
    light = _lit_ground(site, date, camera, surface_stream)
    facets = facets_of(site.plan, date, camera.lean)
    darken(light, _softened(cast(facets, sun, camera)))
    _paint(light, facets, sun, camera)
    clouds = render_clouds(date.clouds, camera, sun, cloud_stream)
    apply_shadow(light, clouds)
    sight = Sight(camera=camera, clouds=clouds, haze=render_haze(date.haze_banks, date.haze, camera, haze_stream))
    image = to_bytes(expose(light, date, clouds, sight.haze, noise_stream))
    return image, observe(site.plan, date, site.globe, sight), sight


def _softened(shadow: Image) -> Image:
    return np.asarray(cv2.GaussianBlur(shadow, (0, 0), _PENUMBRA_PX), dtype=np.float32)


def _paint(light: Image, facets: list[Facet], sun: Sun, camera: Camera) -> None:
    for facet in facets:
        patch = cover(camera.project(facet.corners), camera.width, camera.height)
        if patch is not None:
            blend(light, patch, shade(facet, sun, camera), facet.opacity)


def _lit_ground(site: _Site, date: DatePlan, camera: Camera, rng: np.random.Generator) -> Image:
    """The ground on the date's grid, in its season, with what was laid on it for that date."""
    source = ground_camera(site.plan)
    works = _work_surfaces(site, date)
    ground = site.ground
    if date.surfaces or works:
        ground = ground.copy()
        lay(ground, date.surfaces, source, rng)
        for surfaces, stream in works:
            lay(ground, surfaces, source, stream)
    return view_ground(ground.in_season(date.season), source, camera)


def _work_surfaces(site: _Site, date: DatePlan) -> list[tuple[tuple[Surface, ...], np.random.Generator]]:
    """The ground of each work that shows on a date, and the stream of its texture."""
    found = []
    for work, stream in zip(site.plan.works, site.work_streams, strict=True):
        own = deepcopy(stream)  # every date draws the same
        surfaces = work_surfaces(work, date.id, own)
        if surfaces:
            found.append((surfaces, own))
    return found
