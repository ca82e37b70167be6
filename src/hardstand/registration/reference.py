"""Which acquisition the others are fitted to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hardstand.imagery.acquisition import Acquisition
from hardstand.registration.grey import open_grey
from hardstand.registration.local import directions

VIEW_PX = 800


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
    """How much of an image shows structure, 0..1: fog, cloud, saturation and nodata show none."""
    with open_grey(acquisition) as image:
        factor = max(1, -(-max(image.width, image.height) // VIEW_PX))
        grey, valid = image.reduced(factor)
        return round(float(np.abs(directions(grey, valid)).mean()), 3)
