"""The first date of each pair with works painted over it, kept in the work folder: painting takes seconds a frame."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from rasterio import features
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

VARIANTS = 3
"""Times that the first date of a pair is painted over."""

MOST_WORKS = 36
ENOUGH_WORKS, MORE_WORKS = 20, 20
"""Where there is room for fewer on open ground, so many more may stand on anything but aircraft."""

DRAWN = (
    *(WorkKind.STRIP, WorkKind.BUILDING) * 2,
    *(WorkKind.APRON, WorkKind.GROUND_WORKS, WorkKind.CLEARED_GROUND),
)
"""Kinds that are painted, with equal chances."""

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
    shape = pair.first.shape[:2]
    works = random_works(shape, GSD_M, rng, avoid=taken | built, count=MOST_WORKS, kinds=DRAWN)
    if len(works) < ENOUGH_WORKS:
        works += random_works(shape, GSD_M, rng, avoid=taken, count=MORE_WORKS, kinds=DRAWN)
    picture, painted = paint_works(pair.first, GSD_M, works, _light(rng), rng, look)
    return picture, label_works(painted, pair.first, picture)


def _light(rng: np.random.Generator) -> FrameLight:
    lean, towards = rng.uniform(0, 0.25), rng.uniform(0, 2 * np.pi)
    return FrameLight(
        sun=Sun(azimuth_deg=float(rng.uniform(90, 270)), elevation_deg=float(rng.uniform(25, 65))),
        lean=(float(lean * np.sin(towards)), float(lean * np.cos(towards))),
    )


def _change(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Largest difference of a band, each picture averaged over 3 x 3 pixels, digital numbers."""
    before, after = (cv2.blur(each, (3, 3)) for each in (before, after))
    return np.asarray(cv2.absdiff(before, after).max(axis=2), np.uint8)


def label_works(
    painted: tuple[PaintedWork, ...], before: NDArray[np.uint8], after: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """Kinds within the outlines, ground works on their verges and yards, nothing where but a shadow falls.

    Nothing is asked of walls and of roofs that lean, nor of what can hardly be seen.

    Args:
        painted: everything that was painted.
        before: (rows, columns, 3) uint8, the picture without it.
        after: the same with it.

    Returns:
        (rows, columns) uint8, as `works_examples.Example.appeared`.
    """
    change = _change(before, after)
    labels = np.zeros(change.shape, np.uint8)
    for each in painted:
        _fill(labels, each.touched, IGNORED)
    for each in painted:
        _fill(labels, each.shadow, 0)
    for each in painted:
        _fill(labels, each.around, LABELS[WorkKind.GROUND_WORKS])
    labels[(labels > 0) & (change < LEAST_CONTRAST)] = IGNORED
    labels[change == 0] = 0
    for each in painted:
        _fill(labels, each.outline.shape, LABELS[each.kind] if each.contrast >= LEAST_CONTRAST else IGNORED)
    return labels


def _fill(labels: NDArray[np.uint8], area: BaseGeometry, value: int) -> None:
    """Where the middle of a pixel lies inside."""
    if not area.is_empty:
        features.rasterize([(area, value)], out=labels)
