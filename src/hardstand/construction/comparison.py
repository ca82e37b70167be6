"""What every comparison of two dates gives, at whatever resolution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from hardstand.construction.aligned import DatedImage
from hardstand.construction.grid import Grid
from hardstand.construction.works_card import Reading


class Seen(IntEnum):
    """What a comparison can tell of the ground that changed: the values of `ChangeMap.kind`."""

    PAVEMENT = 0
    BUILDING = 1
    GROUND_WORKS = 2
    UNKNOWN = 3
    """Built, but too coarse to tell what."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ChangeMap:
    """What appeared, or what vanished, between two dates.

    Attributes:
        probability: (rows, columns) uint8, 0 = surely nothing, 255 = surely something; 0 where not both dates show the
            ground.
        kind: (rows, columns) uint8 of `Seen`, the likeliest.
        step_cells: cells of the grid per side of one value.
    """

    probability: NDArray[np.uint8]
    kind: NDArray[np.uint8]
    step_cells: int

    def within(self, inside: NDArray[np.bool_]) -> ChangeMap:
        """The same with nothing outside an area; `inside` is of the map's shape."""
        return replace(self, probability=np.where(inside, self.probability, np.uint8(0)))


@dataclass(frozen=True, kw_only=True, eq=False)
class PairMaps:
    """The comparison of two dates.

    Attributes:
        appeared: what is there on the later date alone.
        vanished: what is there on the earlier date alone; None where the comparison does not tell the two apart, and
            everything counts as new.
        seen: as `ChangeMap.probability`, True = both dates show the ground, and no date between them does.
    """

    appeared: ChangeMap
    vanished: ChangeMap | None
    seen: NDArray[np.bool_]

    def within(self, inside: NDArray[np.bool_] | None) -> PairMaps:
        """The same with nothing said outside an area: `inside` is of the maps' shape; None = everywhere."""
        if inside is None:
            return self
        vanished = None if self.vanished is None else self.vanished.within(inside)
        return PairMaps(appeared=self.appeared.within(inside), vanished=vanished, seen=self.seen & inside)


class Comparison(Protocol):
    """Dates of about one resolution on one grid."""

    @property
    def images(self) -> Sequence[DatedImage]:
        """In the order of time."""

    @property
    def grid(self) -> Grid:
        """Of the first image."""

    @property
    def reading(self) -> Reading:
        """How probabilities become outlines."""

    @property
    def step_cells(self) -> int:
        """Cells of the grid per side of one value of a map."""

    def compare(self, first: int, second: int) -> PairMaps:
        """What changed between two of the images, where no image between them shows the ground."""
