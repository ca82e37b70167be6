"""Pavement, gravel and earth over a real picture."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.simulation.axis import along_and_across
from hardstand.simulation.camera import Camera, Image, cover
from hardstand.simulation.frame_texture import real_texture
from hardstand.simulation.noise import smooth_step
from hardstand.simulation.over_canvas import Canvas
from hardstand.simulation.over_types import GroundOver, Markings
from hardstand.simulation.works import WorkKind, WorkMaterial

RAGGED = (WorkMaterial.EARTH, WorkMaterial.GRAVEL)
"""Materials without a sharp edge."""

_WHITE = np.array([0.92, 0.92, 0.90], np.float32)
_YELLOW = np.array([0.80, 0.66, 0.22], np.float32)
_PAINT_OPACITY = 0.8
_VERGE_OPACITY = 0.8
_SLABS_M = (3.75, 5.0, 7.5)
_JOINT_M = 0.3
_LANE_M = 4.5


def paint_ground(image: Image, work: GroundOver, canvas: Canvas) -> None:
    """Paint a work over a part of a picture (rows, columns, 3) float32, in place."""
    inside = _inside_m(work, canvas.camera)
    if work.verge_m > 0:
        _lay(image, _earth(canvas, 1.0), _fading(inside, work.verge_m, canvas) * np.float32(_VERGE_OPACITY), canvas)
    along, across = along_and_across(work.axis, canvas.camera)
    colour = _body(work, canvas, inside, (along, across))
    if work.markings is not None:
        _draw_lines(colour, work, work.markings, canvas, (along, across))
    _lay(image, colour, _share(work, inside, canvas), canvas)


def surround(image: Image, outline: Image, material: WorkMaterial, reach_m: float, canvas: Canvas) -> None:
    """Turn the ground around an outline (its coverage) into another material as far as `reach_m`, in place."""
    inside = _signed_distance(outline, canvas.camera.gsd_m)
    flat = np.zeros(canvas.shape, np.float32)
    work = GroundOver(kind=WorkKind.CLEARED_GROUND, material=material, outline=(), axis=())
    share = _fading(inside, reach_m, canvas)
    _lay(image, _body(work, canvas, inside, (flat, flat)), share, canvas)


def coverage(corners: tuple[tuple[float, float], ...], camera: Camera) -> Image:
    """Share of each pixel inside an outline of metres (east, north), (rows, columns)."""
    full = np.zeros((camera.height, camera.width), np.float32)
    patch = cover(camera.project(np.asarray(corners)), camera.width, camera.height)
    if patch is not None:
        full[patch.rows, patch.columns] = patch.coverage
    return full


def _inside_m(work: GroundOver, camera: Camera) -> Image:
    return _signed_distance(coverage(work.outline, camera), camera.gsd_m)


def _signed_distance(share: Image, gsd_m: float) -> Image:
    """Metres to the outline, positive inside."""
    within = (share >= 0.5).astype(np.uint8)
    inner, outer = (cv2.distanceTransform(mask, cv2.DIST_L2, 5) for mask in (within, 1 - within))
    return np.asarray((inner - outer) * np.float32(gsd_m), dtype=np.float32)


def _share(work: GroundOver, inside: Image, canvas: Canvas) -> Image:
    """How much of each pixel the work hides: pavement ends sharply, earth does not."""
    if work.material not in RAGGED:
        return coverage(work.outline, canvas.camera)
    ragged_m = 0.2 if work.material is WorkMaterial.GRAVEL else 0.4
    patchy = np.clip(1.0 - np.float32(0.08) * np.abs(canvas.noise(10.0, 1.0)), 0.7, 1.0)
    return np.asarray(_ragged(inside, canvas, ragged_m) * patchy, dtype=np.float32)


def _ragged(inside: Image, canvas: Canvas, ragged_m: float) -> Image:
    wander = inside + np.float32(ragged_m) * canvas.noise(16.0, 1.0)
    return smooth_step(wander, -0.8 * ragged_m - 0.3, 0.8 * ragged_m + 0.3)


def _fading(inside: Image, reach_m: float, canvas: Canvas) -> Image:
    """Full at the outline, gone at about `reach_m` outside it, here further, there nearer."""
    wander = inside + np.float32(0.15 * reach_m) * canvas.noise(20.0, 1.0)
    return smooth_step(wander, -reach_m, -0.45 * reach_m)


def _lay(image: Image, colour: Image, share: Image, canvas: Canvas) -> None:
    """Blur colour and edge as the optics do, and add the fine texture of the picture's own ground."""
    if not share.any():
        return
    soft = canvas.blurred(share)[..., None]
    mean = np.asarray(colour[share > 0].mean(axis=0), dtype=np.float32)
    texture = real_texture(canvas.look, mean, canvas.shape, canvas.rng)
    image += soft * (canvas.blurred(colour) + texture - image)


def _body(work: GroundOver, canvas: Canvas, inside: Image, axes: tuple[Image, Image]) -> Image:
    match work.material:
        case WorkMaterial.ASPHALT:
            light = _lanes(canvas, axes, 0.018)
            colour = canvas.tone(canvas.look.asphalt, work.tone)
        case WorkMaterial.CONCRETE:
            light = _slabs(canvas, axes)
            colour = canvas.tone(canvas.look.concrete, work.tone)
        case WorkMaterial.GRAVEL:
            light = 1.0 + np.float32(0.02) * canvas.noise(8.0, 0.5) + _streaks(canvas, axes, 0.012)
            colour = canvas.tone(_gravel(canvas), work.tone)
        case WorkMaterial.EARTH:
            relief_m = 0.5 if work.kind is WorkKind.GROUND_WORKS else 0.12
            return _earth(canvas, work.tone, relief_m) * _tracks(canvas, axes)[..., None]
    if work.shoulder_m > 0:
        light = light * np.where(inside < work.shoulder_m, np.float32(1.13), np.float32(1.0))
    return np.asarray(colour * light[..., None], dtype=np.float32)


def _gravel(canvas: Canvas) -> NDArray[np.float32]:
    """Crushed stone: between the pavements, with some of the soil's colour."""
    stone = (canvas.look.asphalt + canvas.look.concrete) / 2
    return np.asarray(stone * np.float32(0.65) + canvas.look.soil * np.float32(0.35), dtype=np.float32)


def _earth(canvas: Canvas, tone: float, relief_m: float = 0.1) -> Image:
    """Bare soil, damp here and dry there, with the light and shade of its bumps."""
    soil = canvas.tone(canvas.look.soil, tone)
    damp = smooth_step(canvas.noise(36.0, 1.5), 0.2, 1.8) * np.float32(0.16)
    light = 1.0 + np.float32(0.045) * canvas.noise(24.0, 0.5) - damp + _relief(canvas, relief_m)
    return np.asarray(soil * np.clip(light, 0.5, 1.35)[..., None], dtype=np.float32)


def _relief(canvas: Canvas, height_m: float) -> Image:
    """What bumps of that height add to the light of flat ground: the slope towards the sun by its tangent."""
    bumps = canvas.noise(9.0, 1.5) * np.float32(height_m)
    row_slope, column_slope = np.gradient(bumps, canvas.camera.gsd_m)
    east, north = (-step for step in canvas.sun.shadow_per_metre)
    return np.asarray(-(column_slope * np.float32(east) - row_slope * np.float32(north)) * np.float32(0.6), np.float32)


def _streaks(canvas: Canvas, axes: tuple[Image, Image], contrast: float) -> Image:
    """Tracks and passes of machines: noise drawn out along the axis."""
    small = canvas.rng.standard_normal((64, 64)).astype(np.float32)
    along, across = axes
    drawn = cv2.remap(small, across / np.float32(1.3), along / np.float32(17.0), cv2.INTER_CUBIC, None, cv2.BORDER_WRAP)
    return np.asarray(np.float32(contrast) * drawn, dtype=np.float32)


def _tracks(canvas: Canvas, axes: tuple[Image, Image]) -> Image:
    """What wheels and chains leave in earth: pairs of lines that wander about the axis; a factor on the light."""
    along, across = axes
    light = np.ones(canvas.shape, np.float32)
    for _ in range(int(canvas.rng.integers(4, 12))):
        aside, sway, length, phase = canvas.rng.uniform((-20, 1, 40, 0), (20, 6, 160, 6.3)).astype(np.float32)
        line = across - aside - sway * np.sin(along / length * np.float32(2 * np.pi) + phase)
        wheel = np.float32(canvas.rng.uniform(0.9, 1.5))
        depth = np.float32(canvas.rng.normal(0.0, 0.07))
        light += depth * (_line(line - wheel, 0.6, canvas.camera.gsd_m) + _line(line + wheel, 0.6, canvas.camera.gsd_m))
    return light


def _lanes(canvas: Canvas, axes: tuple[Image, Image], contrast: float) -> Image:
    """Paved lane by lane and day by day, each from another load."""
    along, across = axes
    tones = canvas.rng.normal(1.0, contrast, (64, 64)).astype(np.float32)
    lane = np.floor(across / np.float32(_LANE_M) + np.float32(0.5)).astype(int) % 64
    day = np.floor(along / np.float32(canvas.rng.uniform(60, 140))).astype(int) % 64
    light = tones[day, lane] + np.float32(0.012) * canvas.noise(20.0, 1.0)
    return np.asarray(light + _streaks(canvas, axes, 0.01), dtype=np.float32)


def _slabs(canvas: Canvas, axes: tuple[Image, Image]) -> Image:
    """Slabs of slightly different tone with dark joints."""
    along, across = axes
    tones = canvas.rng.normal(1.0, 0.008, (64, 64)).astype(np.float32)
    side = float(canvas.rng.choice(_SLABS_M))
    row, lane = (np.floor(metres / np.float32(side)).astype(int) % 64 for metres in (along, across))
    wide = max(_JOINT_M, 0.6 * canvas.camera.gsd_m)
    joint = np.minimum(_to_joint(along, side), _to_joint(across, side))
    depth = float(canvas.rng.uniform(0.0, 0.06)) * _JOINT_M / wide
    dark = np.float32(depth) * np.exp(-((joint / np.float32(wide)) ** 2))
    return np.asarray(tones[row, lane] - dark + np.float32(0.015) * canvas.noise(30.0, 1.0), dtype=np.float32)


def _to_joint(metres: Image, side_m: float) -> Image:
    return np.asarray(np.abs(metres / side_m - np.round(metres / side_m)) * side_m, dtype=np.float32)


def _draw_lines(colour: Image, work: GroundOver, lines: Markings, canvas: Canvas, axes: tuple[Image, Image]) -> None:
    """The middle line and the edge lines, in place."""
    along, across = axes
    pixel = canvas.camera.gsd_m
    share = _line(across, lines.width_m, pixel)
    if lines.dash_m > 0:
        share = share * (np.floor(along / np.float32(lines.dash_m)).astype(int) % 2 == 0)
    if lines.edges:
        edge = np.abs(across) - np.float32(work.width_m / 2 - work.shoulder_m - 0.8)
        share = np.maximum(share, _line(edge, lines.width_m, pixel))
    black, white = canvas.look.black, canvas.look.white
    paint = black + (white - black) * (_YELLOW if lines.yellow else _WHITE)
    colour += (share * np.float32(_PAINT_OPACITY))[..., None] * (paint - colour)


def _line(aside: Image, width_m: float, pixel_m: float) -> Image:
    """Share of each pixel within a line around `aside` = 0."""
    share = np.clip(0.5 + (width_m / 2 - np.abs(aside)) / pixel_m, 0, 1) * min(1.0, width_m / pixel_m)
    return np.asarray(share, dtype=np.float32)
