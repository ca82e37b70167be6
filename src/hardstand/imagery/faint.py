"""Where too little of the ground's contrast is left to see an object: haze, fog and thin cloud, darkness, overexposure.

What is asked is not how thick the haze is but whether an aircraft would be missed. Rendered over real frames, haze and
darkness cost the shipped detector nothing until the contrast that is left, at the size of an aircraft's parts, comes
down to a few times the noise; that ratio told found aircraft from missed ones better than brightness, gradients or the
darkest value around. Ground may also be flat by itself: concrete, water, grass. So what is faint is haze only where
even the darkest value around is bright, and deep shadow only where all is dark. Overexposure leaves edges of high
contrast between areas of none; there the share of cut values decides.

The limits were set on airports that trained or calibrated the detector; `hardstand bench visibility` judges them on
others. They are careful: ground that is flat by itself is taken for hidden in less haze than hides an aircraft. Looking
for contrast farther around would see more of it, and miss aircraft at the edges of fog.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.imagery.cloud import Mask, Values, close_by_disc, halve, open_by_disc, touching
from hardstand.imagery.resample import mean_channel
from hardstand.imagery.stretch import Stretch

HAZE_CONTRAST = 5.5
"""Contrast, in standard deviations of the noise, below which an aircraft may be missed through haze."""

SHADE_CONTRAST = 7.0
"""The same where it is dark: the detector needs more there."""

LEAST_NOISE = 0.5
"""Noise, grey values, that no 8-bit picture is believed to fall below: rounding, and what compression took away."""

GAP_CONTRAST = 8.0
"""The same in a gap of a cloud, whatever the light: its thin or shaded part is darker than haze over clear ground."""

FLAT_GAP_M = 120.0
"""A gap in a cloud that is no wider and shows so little contrast is no view of the ground. Metres."""

GAP_M = 60.0
"""A gap in a cloud that is no wider is no view of the ground: an aircraft in it would be half hidden. Metres."""

VEIL_LEVEL = 110.0
"""Haze lifts the darkest channel of the darkest ground around to this grey value, at least."""

SHADE_LEVEL = 40.0
"""In deep shadow the brightest channel's mean over the ground around is below this grey value."""

FULL_LEVEL = 250.0
"""Grey value of the darkest channel from which a pixel holds no detail."""

FULL_SHARE = 0.5
"""Share of such pixels around from which an aircraft may be missed."""

_DETAIL = 3.0
"""Standard deviation of the blur that is subtracted, half cells: 6 m where a cell has 4 m, as wide as a fuselage."""

_AROUND = 21
"""Side of the ground around that is judged together, half cells: 42 m, an aircraft."""

_WIDE = 10
"""Radius, cells, of a disc that must fit into haze, as into a cloud: 40 m. Flat ground between markings is narrower."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Faint:
    """Cells in which an object would be missed.

    Attributes:
        haze: (rows, columns) bool, True = behind haze, fog or thin cloud.
        shade: (rows, columns) bool, True = too dark.
        full: (rows, columns) bool, True = too bright for the picture.
    """

    haze: Mask
    shade: Mask
    full: Mask


def find_faint(picture: NDArray[np.uint8], noise: float, stretch: Stretch) -> Faint:
    """Judge each cell by the ground around it.

    Args:
        picture: (2 rows, 2 columns, 3) uint8, red, green, blue: four values per cell.
        noise: from `measure_noise`.
        stretch: by which the picture was made.
    """
    contrast = contrast_over_noise(picture, noise)
    light = picture if stretch.identity else _with_offset(picture, stretch)
    darkest = cv2.erode(cv2.blur(_least(light), (3, 3)), np.ones((_AROUND, _AROUND), np.uint8))
    cut = (_least(picture) >= FULL_LEVEL).astype(np.float32)
    return Faint(
        haze=open_by_disc((halve(darkest) > VEIL_LEVEL) & (contrast < HAZE_CONTRAST), _WIDE),
        shade=np.asarray((halve(_around(_most(light))) < SHADE_LEVEL) & (contrast < SHADE_CONTRAST)),
        full=np.asarray(halve(_around(cut)) >= FULL_SHARE),
    )


def find_gaps(cloud: Mask, contrast: Values, cell_m: float) -> Mask:
    """Gaps in a cloud: narrow ones, and wider ones of little contrast, which nobody knows for ground.

    Args:
        cloud: (rows, columns) bool, from `find_cloud`.
        contrast: (rows, columns), from `contrast_over_noise`.
        cell_m: side of a cell, metres.
    """
    if not cloud.any():
        return np.zeros_like(cloud)
    flat = close_by_disc(cloud, max(1, round(FLAT_GAP_M / 2 / cell_m))) & (contrast < GAP_CONTRAST)
    return close_by_disc(touching(cloud | flat, cloud), max(1, round(GAP_M / 2 / cell_m))) & ~cloud


def contrast_over_noise(picture: NDArray[np.uint8], noise: float) -> Values:
    """Standard deviation of the detail around each cell, in those of the noise: (rows, columns) float32.

    Detail is what is finer than an aircraft's parts are wide. Arguments as of `find_faint`.
    """
    bright = mean_channel(picture)
    detail = bright - cv2.GaussianBlur(bright, (0, 0), _DETAIL)
    contrast = np.sqrt(np.maximum(0, halve(_around(detail * detail))))
    return np.asarray(contrast / max(noise, LEAST_NOISE), dtype=np.float32)


def _with_offset(picture: NDArray[np.uint8], stretch: Stretch) -> NDArray[np.uint8]:
    """The picture with the light that the stretch took off: haze adds to all values, and a stretch hides that."""
    low, high = (np.broadcast_to(end, 3).astype(np.float64) for end in (stretch.low, stretch.high))
    if (low < 0).any():  # no light: something else was measured
        return picture
    values = np.arange(256.0)[:, None] * (high - low) / 255 + low
    table = np.rint(255 * values / high).astype(np.uint8)
    return np.asarray(cv2.LUT(picture, table[None]), dtype=np.uint8)


def _around(plane: NDArray[Any]) -> NDArray[Any]:
    """Means over the ground around."""
    return np.asarray(cv2.blur(plane, (_AROUND, _AROUND)))


def _least(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.minimum(np.minimum(picture[..., 0], picture[..., 1]), picture[..., 2])


def _most(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.maximum(np.maximum(picture[..., 0], picture[..., 1]), picture[..., 2])
