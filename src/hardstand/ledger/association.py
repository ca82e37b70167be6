"""Which sightings of different dates stand on the same spot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from hardstand.measurement.sighting import Sighting

SAME_STAND_IOU = 0.3
"""Two sightings overlap at least this much (intersection over union on the ground) to stand on one spot.

Aircraft that follow each other at a gate differ in size and stop a few metres apart; neighbours hardly overlap.
"""

Spot = list[Sighting]
"""Sightings of one spot, in the order of time."""


def gather_spots(by_acquisition: Sequence[Sequence[Sighting]]) -> list[Spot]:
    """Group sightings into spots: at most one sighting of an acquisition on a spot, each sighting on one spot.

    Every acquisition's sightings are assigned to the spots so far so that the overlap summed over all pairs is largest.

    Args:
        by_acquisition: sightings of each acquisition, in the order of time.
    """
    spots: list[Spot] = []
    for sightings in by_acquisition:
        taken = _assign(spots, sightings)
        for index, sighting in enumerate(sightings):
            if index in taken:
                spots[taken[index]].append(sighting)
            else:
                spots.append([sighting])
    return spots


def _assign(spots: Sequence[Spot], sightings: Sequence[Sighting]) -> dict[int, int]:
    """Index of a sighting to the index of its spot."""
    overlap = _overlaps(spots, sightings)
    near_spots, near_sightings = (np.nonzero(overlap.any(axis=axis))[0] for axis in (1, 0))
    rows, columns = linear_sum_assignment(overlap[np.ix_(near_spots, near_sightings)], maximize=True)
    pairs = zip(near_spots[rows], near_sightings[columns], strict=True)
    return {int(sighting): int(spot) for spot, sighting in pairs if overlap[spot, sighting] > 0}


def _overlaps(spots: Sequence[Spot], sightings: Sequence[Sighting]) -> NDArray[np.float64]:
    """(spots, sightings) best overlap with any sighting of the spot and the same label; 0 below the threshold."""
    overlap = np.zeros((len(spots), len(sightings)))
    tree = shapely.STRtree([sighting.ground.shape for sighting in sightings])
    for row, spot in enumerate(spots):
        for known in spot:
            for column in tree.query(known.ground.shape, predicate="intersects"):
                value = overlap_share(known, sightings[column])
                if value >= SAME_STAND_IOU:
                    overlap[row, column] = max(overlap[row, column], value)
    return overlap


def overlap_share(first: Sighting, second: Sighting) -> float:
    """Intersection over union on the ground, 0..1; 0 for different labels."""
    if first.detection.label != second.detection.label:
        return 0.0
    one, other = first.ground.shape, second.ground.shape
    union = one.union(other).area
    return float(one.intersection(other).area / union) if union > 0 else 0.0
