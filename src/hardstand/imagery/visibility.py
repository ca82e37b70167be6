"""Where the ground could be judged on an acquisition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from hardstand.frames import PixelPolygon


class Cause(IntEnum):
    """Why the ground in a cell was or was not seen."""

    SEEN = 0
    OUTSIDE = 1
    NODATA = 2
    CLOUD = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class Visibility:
    """A coarse grid over one image.

    Attributes:
        cause: (rows, columns) uint8 of `Cause`; SEEN = the ground could be judged.
        step_px: image pixels per cell, the same in both directions.
        width: columns of the image, pixels.
        height: rows of the image, pixels.
    """

    cause: NDArray[np.uint8]
    step_px: float
    width: int
    height: int

    @property
    def seen_fraction(self) -> float:
        """Share of the image on which the ground could be judged, 0..1."""
        return float((self.cause == Cause.SEEN).mean())

    def seen_share(self, polygon: PixelPolygon) -> float:
        """Share of a polygon's area on which the ground was seen, 0..1; what lies outside the image was not seen."""
        raise NotImplementedError
