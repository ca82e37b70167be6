"""Pairs of real dates on one grid of 1 m, kept in the work folder: registering them takes minutes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

GSD_M = 1.0
"""Metres per pixel at which works are looked for: a road of 6 m is six pixels wide, and the work stays small."""


Painted = tuple[NDArray[np.uint8], NDArray[np.uint8]]
"""A picture with works painted over it, and its labels (rows, columns)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class AlignedPair:
    """Two dates of one place on the first one's grid.

    Attributes:
        name: of the pair.
        place: series of the Airbus set.
        first: (rows, columns, 3) uint8 RGB.
        second: the same.
        seen: (rows, columns) bool, True = both show it.
        painted: the first date with works painted over it, each with its labels (see `works_examples`).
    """

    name: str
    place: str
    first: NDArray[np.uint8]
    second: NDArray[np.uint8]
    seen: NDArray[np.bool_]
    painted: tuple[Painted, ...] = ()


def load_pair(path: Path, place: str) -> AlignedPair:
    """A pair that was kept."""
    with np.load(path) as stored:
        return AlignedPair(name=path.stem, place=place, first=stored["a"], second=stored["b"], seen=stored["seen"])
