"""The first date of each pair with works painted over it, kept in the work folder: painting takes seconds a frame."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from hardstand.simulation.frame_look import measure_look
from hardstand.simulation.light import Sun
from hardstand.simulation.open_ground import open_ground
from hardstand.simulation.over_types import FrameLight
from hardstand.simulation.random_works import random_works
from hardstand.simulation.works import WorkKind
from hardstand.simulation.works_over import PaintedWork, paint_works
from training.works_examples import IGNORED
from training.works_network import KINDS
from training.works_pairs import GSD_M, AlignedPair, Painted

VARIANTS = 2
"""Times that the first date of a pair is painted over."""

MOST_WORKS = 14
ENOUGH_WORKS, MORE_WORKS = 6, 10
"""Where there is room for fewer on open ground, so many more may stand on anything but aircraft."""

LEAST_CONTRAST = 8.0
"""Works that differ less from the ground that they cover are not asked for, digital numbers."""

LABELS = {
    WorkKind.STRIP: KINDS.index("pavement"),
    WorkKind.APRON: KINDS.index("pavement"),
    WorkKind.BUILDING: KINDS.index("building"),
    WorkKind.GROUND_WORKS: KINDS.index("ground works"),
    WorkKind.CLEARED_GROUND: KINDS.index("ground works"),
}


def with_stock(pairs: list[AlignedPair], work: Path, seed: int) -> list[AlignedPair]:
    """The pairs, each with `VARIANTS` of its first date painted over."""
    work.mkdir(parents=True, exist_ok=True)
    return [
        replace(pair, painted=tuple(_kept(pair, work, seed, number) for number in range(VARIANTS))) for pair in pairs
    ]


def _kept(pair: AlignedPair, work: Path, seed: int, variant: int) -> Painted:
    path = work / f"{pair.name}-{variant}.npz"
    if not path.exists():
        picture, labels = _paint(pair, np.random.default_rng([seed, variant, int(pair.name.split("-")[1])]))
        beside = path.with_suffix(".part.npz")
        np.savez(beside, picture=picture, labels=labels)
        os.replace(beside, path)
    with np.load(path) as stored:
        return stored["picture"], stored["labels"]


def _paint(pair: AlignedPair, rng: np.random.Generator) -> Painted:
    look = measure_look(pair.first, GSD_M)
    taken = ~pair.seen
    for left, top, right, bottom in pair.aircraft.astype(int):
        taken[max(0, top) : bottom, max(0, left) : right] = True
    built = ~open_ground(pair.first, GSD_M, look) if rng.random() < 0.5 else np.zeros_like(taken)
    shape, kinds = pair.first.shape[:2], tuple(LABELS)
    works = random_works(shape, GSD_M, rng, avoid=taken | built, count=MOST_WORKS, kinds=kinds)
    if len(works) < ENOUGH_WORKS:
        works += random_works(shape, GSD_M, rng, avoid=taken, count=MORE_WORKS, kinds=kinds)
    picture, painted = paint_works(pair.first, GSD_M, works, _light(rng), rng, look)
    return picture, _labels(painted, shape)


def _light(rng: np.random.Generator) -> FrameLight:
    lean, towards = rng.uniform(0, 0.25), rng.uniform(0, 2 * np.pi)
    return FrameLight(
        sun=Sun(azimuth_deg=float(rng.uniform(90, 270)), elevation_deg=float(rng.uniform(25, 65))),
        lean=(float(lean * np.sin(towards)), float(lean * np.cos(towards))),
    )


def _labels(painted: tuple[PaintedWork, ...], shape: tuple[int, int]) -> NDArray[np.uint8]:
    """Kinds within the outlines; nothing is asked of verges, walls, roofs that lean and shadows."""
    labels = np.zeros(shape, np.uint8)
    for each in painted:
        _fill(labels, each.touched, IGNORED)
    for each in painted:
        if each.contrast >= LEAST_CONTRAST:
            _fill(labels, each.outline.shape, LABELS[each.kind])
    return labels


def _fill(labels: NDArray[np.uint8], area: BaseGeometry, value: int) -> None:
    for part in getattr(area, "geoms", [area]):
        if part.geom_type == "Polygon" and part.area > 0:
            # OpenCV counts from the middle of the first pixel, in sixteenths here.
            corners = np.round(np.asarray(part.exterior.coords) * 16 - 8).astype(np.int32)
            cv2.fillPoly(labels, [corners], value, cv2.LINE_8, 4)
