"""The ground of a site as one texture that all dates share: soil, concrete, asphalt, paint, and what wear leaves."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.simulation.camera import Camera, Image, Patch, blend, cover
from hardstand.simulation.plan import SitePlan, Surface, SurfaceKind

MARGIN_M = 12.0
"""Ground rendered beyond the site on each side, metres, so that a shifted view still sees ground."""

Texture = Callable[[Surface, Patch, Camera, np.random.Generator], Image]

_SOIL = np.array([0.46, 0.395, 0.295], np.float32)
_STRAW = np.array([0.395, 0.355, 0.245], np.float32)
_GREEN = np.array([0.235, 0.265, 0.165], np.float32)
_CONCRETE = np.array([0.545, 0.525, 0.475], np.float32)
_ASPHALT = np.array([0.285, 0.285, 0.28], np.float32)
_SLAB_M = 7.5


def ground_camera(site: SitePlan) -> Camera:
    """The grid of the ground's texture: straight down, at the finest GSD of the dates."""
    gsd = min(date.gsd_m for date in site.dates)
    return Camera(
        width=round((site.width_m + 2 * MARGIN_M) / gsd), height=round((site.height_m + 2 * MARGIN_M) / gsd), gsd_m=gsd
    )


def render_ground(site: SitePlan, rng: np.random.Generator) -> Image:
    """Reflectance (height, width, 3) float32 on the grid of `ground_camera`."""
    camera = ground_camera(site)
    image = _open_ground(camera, rng)
    lay(image, site.surfaces, camera, rng)
    return image


def lay(image: Image, surfaces: tuple[Surface, ...], camera: Camera, rng: np.random.Generator) -> None:
    """Paint surfaces over a ground texture, in place; each draws its own random stream, so that adding one at the end
    leaves the others as they are.
    """
    for surface, stream in zip(surfaces, rng.spawn(len(surfaces)), strict=True):
        patch = cover(camera.project(np.array(surface.corners)), camera.width, camera.height)
        if patch is not None:
            texture, opacity = _MATERIALS[surface.kind]
            blend(image, patch, texture(surface, patch, camera, stream) * np.float32(surface.tone), opacity)


def view_ground(ground: Image, source: Camera, camera: Camera) -> Image:
    """The ground's texture on the grid of a date, cubic interpolation."""
    scale = camera.gsd_m / source.gsd_m
    east, north = (camera.upper_left[i] - source.upper_left[i] for i in (0, 1))
    # cv2 counts from the middle of the first pixel, the cameras from its outer corner.
    column, row = east / source.gsd_m + (scale - 1) / 2, -north / source.gsd_m + (scale - 1) / 2
    matrix = np.array([[scale, 0.0, column], [0.0, scale, row]])
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    seen = cv2.warpAffine(ground, matrix, (camera.width, camera.height), flags=flags, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(seen, dtype=np.float32)


def clouds_of_noise(shape: tuple[int, int], coarsest_px: int, finest_px: int, rng: np.random.Generator) -> Image:
    """Noise with detail at every scale, (rows, columns) float32, mean 0, standard deviation about 1.

    Octaves of smoothly enlarged white noise, each half as strong as the one twice as coarse ("1/f").
    """
    rows, columns = shape
    total = np.zeros(shape, np.float32)
    weight, power, cell = 1.0, 0.0, coarsest_px
    while cell >= finest_px:
        seeds = rng.standard_normal((rows // cell + 3, columns // cell + 3)).astype(np.float32)
        large = cv2.resize(seeds, (seeds.shape[1] * cell, seeds.shape[0] * cell), interpolation=cv2.INTER_CUBIC)
        total += np.float32(weight) * large[cell // 2 : cell // 2 + rows, cell // 2 : cell // 2 + columns]
        power += weight**2 * 0.45  # what is left of the variance after cubic enlargement
        weight, cell = weight * 0.66, cell // 2
    return total / np.float32(np.sqrt(power))


def _open_ground(camera: Camera, rng: np.random.Generator) -> Image:
    shape = (camera.height, camera.width)
    per_metre = 1.0 / camera.gsd_m
    damp = clouds_of_noise(shape, int(160 * per_metre), max(1, int(6 * per_metre)), rng)
    bare = clouds_of_noise(shape, int(60 * per_metre), max(1, int(1.5 * per_metre)), rng)
    grain = clouds_of_noise(shape, max(2, int(4 * per_metre)), 1, rng)
    return _mix_ground(damp, bare, grain)


def _mix_ground(damp: Image, bare: Image, grain: Image) -> Image:
    """Straw, greener where damp, soil where bare."""
    green = _ramp(damp, 0.3, 2.2)[..., None] * np.float32(0.8)
    soil = _ramp(bare - 0.3 * damp, 0.1, 1.6)[..., None] * np.float32(0.85)
    colour = _STRAW + green * (_GREEN - _STRAW)
    colour = colour + soil * (_SOIL - colour)
    light = 1.0 + np.float32(0.055) * grain + np.float32(0.05) * bare
    return np.asarray(colour * light[..., None], dtype=np.float32)


def _ramp(values: Image, low: float, high: float) -> Image:
    """0 below `low`, 1 above `high`, smooth between."""
    share = np.clip((values - np.float32(low)) / np.float32(high - low), 0, 1)
    return share * share * (np.float32(3) - np.float32(2) * share)


def _axes(surface: Surface, patch: Patch, camera: Camera) -> tuple[Image, Image]:
    """Metres along and across the surface's heading for each pixel of a patch, from the surface's first corner."""
    left, top = camera.upper_left
    east = left + (np.arange(patch.columns.start, patch.columns.stop) + 0.5) * camera.gsd_m - surface.corners[0][0]
    north = top - (np.arange(patch.rows.start, patch.rows.stop) + 0.5) * camera.gsd_m - surface.corners[0][1]
    angle = np.radians(surface.heading_deg)
    along = east[None, :] * np.sin(angle) + north[:, None] * np.cos(angle)
    across = east[None, :] * np.cos(angle) - north[:, None] * np.sin(angle)
    return along.astype(np.float32), across.astype(np.float32)


def _mottled(colour: NDArray[np.float32], patch: Patch, camera: Camera, contrast: float, rng: np.random.Generator) -> Image:
    """A colour with stains at all scales."""
    shape = patch.coverage.shape
    noise = clouds_of_noise((shape[0], shape[1]), max(2, int(48 / camera.gsd_m)), 1, rng)
    return np.asarray(colour * (1.0 + np.float32(contrast) * noise[..., None]), dtype=np.float32)


def _concrete(surface: Surface, patch: Patch, camera: Camera, rng: np.random.Generator) -> Image:
    """Slabs of slightly different age with dark joints."""
    base = _mottled(_CONCRETE, patch, camera, 0.035, rng)
    along, across = _axes(surface, patch, camera)
    tones = rng.normal(1.0, 0.022, (64, 64)).astype(np.float32)
    lanes = rng.normal(1.0, 0.02, 64).astype(np.float32)
    slab = np.floor(along / _SLAB_M).astype(int) % 64, np.floor(across / _SLAB_M).astype(int) % 64
    joint = np.minimum(_to_joint(along), _to_joint(across))
    dark = 1.0 - np.float32(0.13) * np.exp(-((joint / np.float32(0.28)) ** 2))
    return np.asarray(base * (tones[slab] * lanes[slab[1]] * dark)[..., None], dtype=np.float32)


def _to_joint(metres: Image) -> Image:
    """Distance to the nearest joint, metres."""
    return np.abs(metres / _SLAB_M - np.round(metres / _SLAB_M)) * np.float32(_SLAB_M)


def _asphalt(surface: Surface, patch: Patch, camera: Camera, rng: np.random.Generator) -> Image:
    """Paving lanes with seams, patched here and there."""
    base = _mottled(_ASPHALT, patch, camera, 0.05, rng)
    _, across = _axes(surface, patch, camera)
    lanes = rng.normal(1.0, 0.03, 64).astype(np.float32)[np.floor(across / 3.75).astype(int) % 64]
    return np.asarray(base * lanes[..., None], dtype=np.float32)


def _field(surface: Surface, patch: Patch, camera: Camera, rng: np.random.Generator) -> Image:
    """Ploughed or cropped land: furrows along the heading."""
    mix = np.float32(rng.uniform(0, 1))
    base = _mottled(_SOIL * (1 - mix) + _GREEN * mix, patch, camera, 0.07, rng)
    _, across = _axes(surface, patch, camera)
    furrows = 1.0 + np.float32(0.05) * np.sin(across * np.float32(2 * np.pi / rng.uniform(2.4, 5.0)))
    return np.asarray(base * furrows[..., None], dtype=np.float32)


def _soil(surface: Surface, patch: Patch, camera: Camera, rng: np.random.Generator) -> Image:
    return _mottled(_SOIL, patch, camera, 0.07, rng)


def _grass(surface: Surface, patch: Patch, camera: Camera, rng: np.random.Generator) -> Image:
    return _mottled(_GREEN, patch, camera, 0.08, rng)


def _worn_paint(colour: tuple[float, float, float]) -> Texture:
    def texture(surface: Surface, patch: Patch, camera: Camera, rng: np.random.Generator) -> Image:
        return _mottled(np.array(colour, np.float32), patch, camera, 0.06, rng)

    return texture


def _soft_dark(colour: tuple[float, float, float]) -> Texture:
    def texture(surface: Surface, patch: Patch, camera: Camera, rng: np.random.Generator) -> Image:
        return np.broadcast_to(np.array(colour, np.float32), (*patch.coverage.shape, 3))

    return texture


_MATERIALS: dict[SurfaceKind, tuple[Texture, float]] = {
    SurfaceKind.GRASS: (_grass, 1.0),
    SurfaceKind.SOIL: (_soil, 0.9),
    SurfaceKind.FIELD: (_field, 1.0),
    SurfaceKind.ASPHALT: (_asphalt, 1.0),
    SurfaceKind.CONCRETE: (_concrete, 1.0),
    SurfaceKind.WHITE_PAINT: (_worn_paint((0.80, 0.80, 0.78)), 0.75),
    SurfaceKind.YELLOW_PAINT: (_worn_paint((0.62, 0.52, 0.22)), 0.6),
    SurfaceKind.RUBBER: (_soft_dark((0.13, 0.13, 0.13)), 0.06),
    SurfaceKind.STAIN: (_soft_dark((0.25, 0.23, 0.20)), 0.12),
}
