"""What was built between two dates of about 10 m, on the grid of the first of all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hardstand.construction.aligned import DatedImage, Piece, seen_on
from hardstand.construction.coarse import COUNTS, CoarseModel
from hardstand.construction.coarse_pair import read_coarse_pair
from hardstand.construction.comparison import ChangeMap, PairMaps, Seen
from hardstand.construction.grid import Grid, grid_over
from hardstand.construction.warp import Values
from hardstand.construction.works_card import Reading
from hardstand.frames import GroundTransform, PixelTransform

LEAST_CELLS = 4
"""Works of fewer pixels are not told: at 10 m, 400 m²."""


class CoarseComparison:
    """Dates of about 10 m on the first one's grid."""

    def __init__(self, images: Sequence[DatedImage], model: CoarseModel) -> None:
        """Lay the grid over the first image: its own pixels.

        Args:
            images: in the order of time, one at least, all of a GSD that the model takes.
            model: the network.
        """
        raster, ground = images[0].acquisition.raster, images[0].ground
        self.images = tuple(images)
        self.grid: Grid = grid_over(ground, raster.width, raster.height, ground.gsd_m)
        self.step_cells = 1
        cell = ground.gsd_m
        self.reading = Reading(
            cell_m=cell,
            least_probability=COUNTS,
            edge=COUNTS,
            least_area_m2=LEAST_CELLS * cell**2,
            least_width_m=cell,
        )
        self._model = model

    def compare(self, first: int, second: int) -> PairMaps:
        """What was built between two of the images, where no image between them shows the ground.

        What vanished is not told apart: the network knows change, whichever way.

        Raises:
            ImageError: pixels can't be decoded.
            MetadataError: an image has no blue, green and red.
        """
        (before, before_seen), (after, after_seen) = self._read(first), self._read(second)
        shared = min(before.shape[2], after.shape[2])
        seen = before_seen & after_seen & self._seen(first) & self._seen(second)
        asked = seen.copy()
        for between in range(first + 1, second):
            asked &= ~self._seen(between)
        probability = self._model.probability(before[..., :shared], after[..., :shared], seen)
        values = np.rint(255 * np.nan_to_num(probability, nan=0.0)).astype(np.uint8)
        kind = np.full(values.shape, Seen.UNKNOWN, np.uint8)
        change = ChangeMap(probability=np.where(asked, values, np.uint8(0)), kind=kind, step_cells=1)
        return PairMaps(appeared=change, vanished=None, seen=asked)

    def _read(self, index: int) -> tuple[Values, NDArray[np.bool_]]:
        """The bands of one date on the grid, and where they were measured."""
        base, image = self.images[0], self.images[index]
        pair = read_coarse_pair(base.acquisition, image.acquisition, between(image.ground, base.ground))
        return (pair.first, pair.seen) if index == 0 else (pair.second, pair.seen)

    def _seen(self, index: int) -> NDArray[np.bool_]:
        image = self.images[index]
        everything = Piece(row=0, column=0, rows=self.grid.rows, columns=self.grid.columns)
        return seen_on(image, self.grid.to(image.ground), everything)


def between(moving: GroundTransform, fixed: GroundTransform) -> PixelTransform:
    """Pixels of one image to pixels of another, both placed on the ground."""
    back = np.linalg.inv(fixed.matrix[:, :2])
    shift = back @ (moving.matrix[:, 2] - fixed.matrix[:, 2])
    return PixelTransform(np.hstack([back @ moving.matrix[:, :2], shift[:, None]]))
