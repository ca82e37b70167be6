"""Thick clouds too small for a wide smooth core, told by their edges.

A cloud of 30 to 100 m across is ragged all over, and as bright, white and wide as a roof or a hardstand. What parts
them is the edge: a cloud's brightness falls off over ten metres or more on every side, while what people build ends
within a pixel or two. So each bright patch is held against the ground around it, at several levels of brightness: it is
cloud where it stands out, and where its edge, but for the sharpest tenth, holds little of that contrast within a cell.

An image that is out of focus, or enlarged, has no sharp edges at all; on it small clouds are not looked for.

The limits were set on 1,586 real images of airports and towns (0.5 to 2 m), eight of them with cloud, in colour and in
grey, and with clouds of known outline rendered over 47 of them; `docs/benchmarks.md` says what is found.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from scipy import ndimage

from hardstand.imagery.cloud import BILLOW_ALL, CloudRule, Mask, Shades, billow_of, open_by_disc, touching

SMALL_RADIUS_M = 12.0
"""A disc of this radius, metres, must fit into a small cloud; white airliners are narrower."""

LARGEST_M = 400.0
"""Patches that reach farther, metres, are left to `find_cloud`: sand and snow have soft edges too."""

LARGEST_CELL_M = 8.0
"""Side of a cell, metres, above which the edge of a small cloud is as sharp as any other."""

LEVELS = (0.0, 20.0, 40.0, 60.0)
"""Grey values above the least of a cloud's core at which patches are looked for: bright ground may lie beside it."""

STANDS_OUT = 40.0
"""Grey values by which a small cloud is brighter than the ground around it, at least."""

SHARPEST = 0.22
"""Contrast within the cells of a cloud's edge, as a share of that to the ground around, at most: nine tenths lie below.
At the edges of roofs and pavement it is 0.3 to 1."""

CRISP = 0.5
"""The same at the sharpest tenth of all edges of a picture, at least, if edges are to tell anything. On frames of the
Airbus set it is 1.2 to 1.9; blurred by a metre 0.8 to 1.2, by two metres 0.3 to 0.4."""

_EDGE_CELLS = 8
"""Cells around a patch that may belong to its cloud, or are the ground around it."""


def find_small_cloud(shades: Shades, seen: Mask, cell_m: float, rule: CloudRule, known: Mask) -> Mask:
    """Cells under small thick clouds.

    Args:
        shades: of the picture; so are `seen`, `cell_m` and `rule`, as of `find_cloud`.
        seen: (rows, columns) bool, True = measured.
        cell_m: side of a cell, metres.
        rule: `COLOUR_RULE` or `GREY_RULE`.
        known: (rows, columns) bool, from `find_cloud`. Its clouds keep their outlines: what reaches one is left out,
            since the ground around it that construction does not judge was measured from there.

    Returns:
        (rows, columns) bool, True = cloud.
    """
    cloud = np.zeros_like(seen)
    if cell_m > LARGEST_CELL_M or _crispness(shades, seen) < CRISP:
        return cloud
    able = seen & (shades.tint < rule.core_tint)
    for level in LEVELS:
        bright = able & (shades.bright > rule.core + level)
        for place, patch in _patches(open_by_disc(bright, max(2, round(SMALL_RADIUS_M / cell_m))), cell_m):
            contrast = _contrast(shades, seen, place, patch)
            if contrast >= STANDS_OUT and _is_soft(shades, place, patch, contrast):
                whole = _whole(shades, seen, place, patch, contrast, rule)
                cloud[place] |= whole & ~(whole & known[place]).any()
    return np.asarray(ndimage.binary_fill_holes(cloud))


def _crispness(shades: Shades, seen: Mask) -> float:
    """Contrast within a cell by that around it, at the sharpest tenth of all edges; 0 where there are none.

    Not at half of them: the soft ones may be those of many clouds.
    """
    around = np.ones((5, 5), np.uint8)
    contrast = cv2.dilate(shades.bright, around) - cv2.erode(shades.bright, around)
    edges = seen & (contrast >= STANDS_OUT)
    nearby = cv2.dilate(shades.detail, np.ones((3, 3), np.uint8))
    return float(np.percentile(nearby[edges] / contrast[edges], 90)) if edges.any() else 0.0


def _patches(mask: Mask, cell_m: float) -> Iterator[tuple[tuple[slice, slice], Mask]]:
    """Connected parts of a mask that are not too large, each with the place around it."""
    labels, _ = ndimage.label(mask)
    for number, (rows, columns) in enumerate(ndimage.find_objects(labels), start=1):
        if max(rows.stop - rows.start, columns.stop - columns.start) * cell_m <= LARGEST_M:
            place = _wider(rows), _wider(columns)
            yield place, labels[place] == number


def _wider(side: slice) -> slice:
    return slice(max(0, side.start - _EDGE_CELLS), side.stop + _EDGE_CELLS)


def _grown(patch: Mask, cells: int) -> Mask:
    """By so many cells on every side, at corners too."""
    size = 2 * cells + 1
    return np.asarray(cv2.dilate(patch.astype(np.uint8), np.ones((size, size), np.uint8)) > 0)


def _contrast(shades: Shades, seen: Mask, place: tuple[slice, slice], patch: Mask) -> float:
    """Grey values by which a patch is brighter than the ground from two to five cells beside it."""
    ground = _grown(patch, 5) & ~_grown(patch, 2) & seen[place]
    bright = shades.bright[place]
    return float(np.median(bright[patch]) - np.median(bright[ground])) if ground.any() else 0.0


def _is_soft(shades: Shades, place: tuple[slice, slice], patch: Mask, contrast: float) -> bool:
    """Whether the edge of a patch is nowhere sharp, and the patch with its edge billows as a cloud does."""
    inner = cv2.erode(patch.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    wide = _grown(patch, 2)
    sharpest = float(np.percentile(shades.detail[place][wide & ~inner], 90))
    return sharpest < SHARPEST * contrast and billow_of(shades, place, wide) >= BILLOW_ALL


def _whole(
    shades: Shades, seen: Mask, place: tuple[slice, slice], patch: Mask, contrast: float, rule: CloudRule
) -> Mask:
    """A patch with what belongs to its cloud: there the cloud takes half of the ground's light, or more."""
    bright = shades.bright[place]
    half = np.median(bright[patch]) - contrast / 2
    pale = seen[place] & (bright > half) & (shades.tint[place] < rule.edge_tint)
    return touching(patch | open_by_disc(pale, 1), patch)
