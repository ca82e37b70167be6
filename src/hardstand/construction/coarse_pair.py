"""The bands of two dates, the later on the grid of the earlier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hardstand.construction.warp import Mask, Values, warp_onto
from hardstand.frames import PixelTransform
from hardstand.imagery import Acquisition, PixelWindow, Raster, open_reader, spectral_bands


@dataclass(frozen=True, kw_only=True, eq=False)
class CoarsePair:
    """Two dates on one grid, as `CoarseModel.probability` takes them.

    Attributes:
        first: (rows, columns, bands) float32 in the image's own values: blue, green, red, and near infrared where both
            dates have it.
        second: the same of the later date.
        seen: (rows, columns) bool, True = measured on both dates; clouds are not looked for here.
    """

    first: Values
    second: Values
    seen: Mask

    @property
    def infrared(self) -> bool:
        """Whether near infrared is among the bands."""
        return bool(self.first.shape[2] == 4)


def read_coarse_pair(first: Acquisition, second: Acquisition, transform: PixelTransform) -> CoarsePair:
    """Read two images whole, and bring the second onto the first's grid.

    Args:
        first: the earlier date.
        second: the later date.
        transform: pixels of the second to pixels of the first, as `register_pair(first, second)` gives it.

    Raises:
        ImageError: an image can't be read.
        MetadataError: an image has no blue, green and red.
    """
    bands = [spectral_bands(each.raster).numbers for each in (first, second)]
    shared = min(map(len, bands))
    fixed, fixed_seen = _read(first.raster, bands[0][:shared])
    loose, loose_seen = _read(second.raster, bands[1][:shared])
    placed, placed_seen = warp_onto(loose, loose_seen, transform, fixed_seen.shape)
    return CoarsePair(first=fixed, second=placed, seen=fixed_seen & placed_seen)


def _read(raster: Raster, bands: tuple[int, ...]) -> tuple[Values, Mask]:
    whole = PixelWindow(column=0, row=0, width=raster.width, height=raster.height)
    with open_reader(raster, bands) as reader:
        values, seen = reader.read_raw(whole, raster.height, raster.width)
    return np.asarray(values, dtype=np.float32), seen
