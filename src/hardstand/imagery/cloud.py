"""Thick cloud, and frames without measurement that the file does not declare, on a reduced picture.

Bright concrete and roofs are as bright, as white and as wide as cloud. What parts them is where their contrast sits: a
cloud is smooth from one cell to the next and billows over tens of metres, while paved ground is flat over tens of
metres and full of joints, markings and vehicles. `_billow` is the ratio of the two. Measured over areas that are bright
and of an even tint, its median is 0.6 and more for cloud, and below 0.33 for concrete.

Thin cloud, haze, fog and the shadow of cloud are not found here: the ground shows through them, paler or darker. Clouds
too small for a wide core are told by their edges, in `small_cloud`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from hardstand.imagery.resample import mean_channel

Mask = NDArray[np.bool_]
Values = NDArray[np.float32]

FILL_CELLS = 64
"""Smallest patch of pure black that is taken for undeclared nodata, cells; shadows are smaller or brighter."""


@dataclass(frozen=True, kw_only=True)
class CloudRule:
    """When bright cells may be cloud. Brightness is the mean of the channels, 0..255.

    Attributes:
        core: brightness of a cloud's middle, at least.
        edge: brightness of what belongs to it around the middle, at least.
        core_tint: largest difference between channels in the middle, as a share of the brightness.
        edge_tint: the same around the middle.
    """

    core: float
    edge: float
    core_tint: float
    edge_tint: float


COLOUR_RULE = CloudRule(core=170, edge=140, core_tint=0.07, edge_tint=0.10)
"""For pictures in the colours that they were delivered in."""

GREY_RULE = CloudRule(core=200, edge=160, core_tint=np.inf, edge_tint=np.inf)
"""For grey pictures, and for those stretched channel by channel, whose tint says nothing."""

CORE_RADIUS_M = 40.0
"""A disc of this radius, metres, must fit into the middle of a cloud."""

_CORE_TEXTURE, _EDGE_TEXTURE = 10.0, 14.0
"""Largest standard deviation of brightness over 5 x 5 cells in the middle and around it."""

_BILLOW_HERE = 0.25
"""Least `_billow` around every cell."""

BILLOW_ALL = 0.40
"""Least `_billow` of the medians over a whole cloud."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Shades:
    """What tells cloud from ground, per cell: (rows, columns) float32.

    Attributes:
        bright: mean of the channels, 0..255.
        tint: largest difference between channels, as a share of the brightness.
        relief: slope of the brightness over some cells, grey values per cell.
        detail: contrast within the cell, grey values.
    """

    bright: Values
    tint: Values
    relief: Values
    detail: Values


def find_fill(picture: NDArray[np.uint8]) -> Mask:
    """Patches of pure black: frames around rotated scenes that the file does not declare as nodata.

    Args:
        picture: (rows, columns, 3) uint8, cells of some metres.

    Returns:
        (rows, columns) bool, True = no measurement.
    """
    labels, count = ndimage.label(~(picture[..., 0] | picture[..., 1] | picture[..., 2]).astype(np.bool_))
    large = np.bincount(labels.ravel(), minlength=count + 1) >= FILL_CELLS
    large[0] = False
    return np.asarray(large[labels])


def shades_of(picture: NDArray[np.uint8]) -> Shades:
    """Of a (2 rows, 2 columns, 3) uint8 picture, red, green, blue: four values per cell."""
    fine = mean_channel(picture)
    bright = halve(fine)
    return Shades(
        bright=bright,
        tint=_spread(halve(picture)).astype(np.float32) / np.maximum(bright, 1),
        relief=_relief(bright),
        detail=halve(np.abs(cv2.Laplacian(fine, cv2.CV_32F))),
    )


def find_cloud(shades: Shades, seen: Mask, cell_m: float, rule: CloudRule) -> Mask:
    """Cells under thick cloud.

    Args:
        shades: of the picture.
        seen: (rows, columns) bool, True = measured.
        cell_m: side of a cell, metres.
        rule: `COLOUR_RULE` or `GREY_RULE`.

    Returns:
        (rows, columns) bool, True = cloud.
    """
    bright, tint, texture = shades.bright, shades.tint, _texture(shades.bright)
    billowing = seen & (_billow(_around(shades.relief), _around(shades.detail)) > _BILLOW_HERE)
    core = billowing & (bright > rule.core) & (tint < rule.core_tint) & (texture < _CORE_TEXTURE)
    edge = billowing & (bright > rule.edge) & (tint < rule.edge_tint) & (texture < _EDGE_TEXTURE)
    core = open_by_disc(core, max(2, round(CORE_RADIUS_M / cell_m)))
    whole = touching(core | open_by_disc(edge, 2), core)
    return np.asarray(ndimage.binary_fill_holes(_billowing_parts(whole, shades)))


def is_coloured(picture: NDArray[np.uint8]) -> bool:
    """Whether the channels differ at all: a grey picture may have three of them."""
    return bool((_spread(picture) > 8).mean() > 0.01)


def halve(values: NDArray[Any]) -> NDArray[Any]:
    """Means over 2 x 2: (2 rows, 2 columns[, channels]) to (rows, columns[, channels])."""
    rows, columns = values.shape[0] // 2, values.shape[1] // 2
    return np.asarray(cv2.resize(values, (columns, rows), interpolation=cv2.INTER_AREA))


def _spread(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Largest channel less the smallest, plane by plane: NumPy is slow along an axis of three."""
    red, green, blue = (picture[..., index] for index in range(3))
    return np.asarray(np.maximum(np.maximum(red, green), blue) - np.minimum(np.minimum(red, green), blue))


def _around(values: Values) -> Values:
    """Means over 11 x 11 cells."""
    return np.asarray(cv2.blur(values, (11, 11)), dtype=np.float32)


def _texture(bright: Values) -> Values:
    """Standard deviation over 5 x 5 cells."""
    mean = cv2.blur(bright, (5, 5))
    return np.asarray(np.sqrt(np.maximum(0, cv2.blur(bright * bright, (5, 5)) - mean * mean)), dtype=np.float32)


def _relief(bright: Values) -> Values:
    """Slope of the brightness over some cells, per cell."""
    wide = cv2.GaussianBlur(bright, (0, 0), 2)
    # A Sobel filter's weights add up to eight times the slope.
    slope = np.hypot(cv2.Sobel(wide, cv2.CV_32F, 1, 0), cv2.Sobel(wide, cv2.CV_32F, 0, 1)) / 8
    return np.asarray(slope, dtype=np.float32)


def _billow(relief: Values, detail: Values) -> Values:
    """Contrast over tens of metres by contrast within a cell; the 1 stands for the rounding of an 8-bit picture."""
    return relief / (detail + np.float32(1))


def open_by_disc(mask: Mask, radius: int) -> Mask:
    """Morphological opening by a disc; what the frame cuts off goes on beyond it."""
    pad = radius + 1
    padded = cv2.copyMakeBorder(mask.astype(np.uint8), pad, pad, pad, pad, cv2.BORDER_REPLICATE)
    return np.asarray(cv2.morphologyEx(padded, cv2.MORPH_OPEN, _disc(radius))[pad:-pad, pad:-pad] > 0)


def close_by_disc(mask: Mask, radius: int) -> Mask:
    """Morphological closing by a disc; what the frame cuts off goes on beyond it."""
    return ~open_by_disc(~mask, radius)


def _disc(radius: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)), np.uint8)


def wide_parts(mask: Mask, radius: int) -> Mask:
    """The connected parts of a mask into which a disc of this radius, cells, fits."""
    return touching(mask, open_by_disc(mask, radius))


def touching(mask: Mask, core: Mask) -> Mask:
    """The connected parts of a mask that hold some of the core."""
    labels, count = ndimage.label(mask)
    keep = np.zeros(count + 1, np.bool_)
    keep[labels[core]] = True
    keep[0] = False
    return np.asarray(keep[labels])


def _billowing_parts(mask: Mask, shades: Shades) -> Mask:
    """The connected parts of a mask that billow as a whole, judged without their outermost cells."""
    labels, count = ndimage.label(mask)
    inner = cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    keep = np.zeros(count + 1, np.bool_)
    for number, place in enumerate(ndimage.find_objects(labels), start=1):
        part = (labels[place] == number) & inner[place]
        keep[number] = part.any() and billow_of(shades, place, part) >= BILLOW_ALL
    return np.asarray(keep[labels])


def billow_of(shades: Shades, place: tuple[slice, ...], part: Mask) -> float:
    """`_billow` of the medians over some cells, which are given within a place."""
    relief, detail = (np.median(values[place][part]) for values in (shades.relief, shades.detail))
    return float(relief / (detail + 1))
