"""Rendered groups and clutter on a real crop, beside what really stands there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from training.sprites.arrangements import Spot, arrange
from training.sprites.look import Look, look_of
from training.sprites.paste import paste
from training.sprites.sprite import Placement

Image = NDArray[np.uint8]
Rng = np.random.Generator
Boxes = NDArray[np.float64]

GROUPS = (
    *("aircraft", "row", "row", "revetments", "roofed", "helicopter", "vehicle", "park"),
    *("clutter", "clutter", "clutter", "clutter"),
)
"""What `populate` draws from when it is not told."""


_CELL = 8
"""Pixels of the crop along one cell of the roughness map."""

_BLANK = 4.0
"""Grey level below which ground is taken for the black beyond the frame."""


def populate(
    image: Image, occupied: Boxes, gsd_m: float, rng: Rng, *, groups: int = 2, kinds: Sequence[str] | None = None
) -> tuple[Image, list[Placement]]:
    """Put some rendered groups onto a crop where nothing stands yet, all under one sun.

    Args:
        image: (rows, columns, 3) uint8 RGB; it is not changed.
        occupied: (n, 4) float64 upright boxes that must not be covered.
        gsd_m: of the crop, metres.
        rng: of everything.
        groups: how many arrangements to try.
        kinds: which to draw from, keys of `arrangements.ARRANGEMENTS`; `GROUPS` without it.

    Returns:
        The image and the truth of what was added, what the frame or a roof hides in part too (`visible` says how much
        is seen). Clutter is in the list with an empty label: something stands there, and it is none of the classes.
    """
    look, sun = look_of(image, rng), float(rng.uniform(0, 2 * np.pi))
    taken = [np.asarray(box, np.float64) for box in occupied]
    rough = _roughness(image)
    choice = GROUPS if kinds is None else tuple(kinds)
    drawn = [choice[int(rng.integers(len(choice)))] for _ in range(groups)]
    placed: list[Placement] = []
    for kind in sorted(drawn, key=lambda name: name != "clutter"):  # markings lie below what stands on them
        spots = arrange(kind, _middle(rough, rng), gsd_m, rng)
        image, added = place(image, spots, taken, sun, look, rng)
        placed += added
        taken += [p.upright for p in added if p.label]
    return image, placed


def _roughness(image: Image) -> NDArray[np.float32]:
    """How much the ground changes about a place, (rows / 8, columns / 8): aprons low, roofs and trees high.

    Infinite where there is no picture (black).
    """
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    size = (max(1, image.shape[1] // _CELL), max(1, image.shape[0] // _CELL))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    around = cv2.blur(small, (5, 5))
    rough = cv2.blur(np.abs(small - around), (5, 5))
    return np.where(around < _BLANK, np.inf, rough).astype(np.float32)


def _middle(rough: NDArray[np.float32], rng: Rng) -> NDArray[np.float64]:
    """A place in the crop, (column, row): mostly the evenest of a few, as aircraft stand on aprons, not on roofs."""
    tries = rng.uniform(0.04, 0.96, (5 if rng.random() < 0.75 else 1, 2)) * rough.shape[::-1]
    cells = tries.astype(int)
    best = tries[int(np.argmin(rough[cells[:, 1], cells[:, 0]]))]
    return np.asarray(best * _CELL, np.float64)


def place(
    image: Image, spots: Sequence[Spot], taken: Sequence[Boxes], sun: float, look: Look, rng: Rng
) -> tuple[Image, list[Placement]]:
    """Paste those spots that cover none of the taken boxes (each (4,), upright) and stand on ground, in their order.

    Returns:
        The image and the truth of what shows in it, clutter (without a label) too.
    """
    placed: list[Placement] = []
    before = np.array(taken).reshape(-1, 4)
    for spot in spots:
        if _overlaps(_upright(spot), before) or _beyond(image, spot):
            continue
        mirror = bool(rng.integers(2))
        image, truth = paste(image, spot.sprite, spot.centre, spot.angle, sun, rng, mirror=mirror, look=look)
        placed = [_hidden(earlier, truth) for earlier in placed]
        if truth.visible > 0:
            placed.append(truth)
    return image, placed


def _beyond(image: Image, spot: Spot) -> bool:
    """Whether a spot lies on the black beyond the frame."""
    column, row = (int(each) for each in spot.centre)
    around = image[max(row - 2, 0) : row + 3, max(column - 2, 0) : column + 3]
    return bool(around.size and around.mean() < _BLANK)


def _hidden(earlier: Placement, later: Placement) -> Placement:
    """What a roof that was pasted later leaves to be seen."""
    if not earlier.label or later.kind not in ("sunshade", "shelter"):
        return earlier
    below, above = (p.oriented.corners.astype(np.float32) for p in (earlier, later))
    shared, _ = cv2.intersectConvexConvex(below, above)
    area = earlier.oriented.length * earlier.oriented.width
    return replace(earlier, visible=max(0.0, earlier.visible - float(shared) / area))


def _upright(spot: Spot) -> NDArray[np.float64]:
    """Upright hull before it is pasted, (4,)."""
    scale = spot.sprite.metres_per_pixel / spot.sprite.gsd_m
    length, width = spot.sprite.box.length * scale, spot.sprite.box.width * scale
    cos, sin = abs(np.cos(spot.angle)), abs(np.sin(spot.angle))
    half = np.array([length * cos + width * sin, length * sin + width * cos]) / 2
    return np.concatenate([np.asarray(spot.centre) - half, np.asarray(spot.centre) + half])


def _overlaps(box: NDArray[np.float64], others: NDArray[np.float64]) -> bool:
    apart = (others[:, :2] >= box[2:]) | (others[:, 2:] <= box[:2])
    return bool((~apart.any(axis=1)).any())
