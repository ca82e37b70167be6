"""Which acquisition the others are fitted to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hardstand.imagery.acquisition import Acquisition
from hardstand.registration.grey import open_grey
from hardstand.registration.local import directions

GRID = 12
SIDE = 64
FACTOR = 2
"""Patches per side of an image, pixels per side of a patch, and reduction: structure, not noise, is to be counted."""


def in_order_of_choice(acquisitions: Sequence[Acquisition]) -> list[Acquisition]:
    """Georeferenced before others, then those with a GSD, then the clearest; of equals the one that was given first.

    Raises:
        ImageError: a file can't be read.
    """
    clear = {acquisition.id: clearness(acquisition) for acquisition in acquisitions}

    def rank(acquisition: Acquisition) -> tuple[bool, bool, float]:
        return (not acquisition.raster.georeferenced, acquisition.gsd_m is None, -clear[acquisition.id])

    return sorted(acquisitions, key=rank)


def clearness(acquisition: Acquisition) -> float:
    """How much of an image shows structure, 0..1: fog, cloud, saturation and nodata show none.

    Judged on patches all over the image, so that a huge one need not be read.
    """
    with open_grey(acquisition) as image:
        factor = FACTOR if min(image.width, image.height) >= FACTOR * GRID * SIDE else 1
        width, height = image.reduced_size(factor)
        patches = [
            image.window(factor, int(column), int(row), SIDE, SIDE)
            for row in (np.arange(GRID) + 0.5) * height / GRID - SIDE / 2
            for column in (np.arange(GRID) + 0.5) * width / GRID - SIDE / 2
        ]
        return round(float(np.mean([np.abs(directions(*patch)) for patch in patches])), 3)
