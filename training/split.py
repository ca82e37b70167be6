"""Who trains, who calibrates, who judges: whole places, never frames, so that no ground is seen on two sides.

Places that show parts of one airport (found by matching image content between series) stay together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import numpy as np

from hardstand.bench.datasets import SAME_AIRPORT

Side = Literal["train", "calibration", "test"]

TEST_SHARE = 0.30
CALIBRATION_SHARE = 0.12


def split_places(labelled_frames: Mapping[str, int], seed: int) -> dict[str, Side]:
    """Assign each place to a side, by a seeded draw over groups of places of one airport.

    Args:
        labelled_frames: place to the number of its labelled frames.
        seed: of the draw; the same seed and places give the same sides.
    """
    groups = _groups(labelled_frames)
    order = np.random.default_rng(seed).permutation(len(groups))
    total = sum(labelled_frames.values())
    sides: dict[str, Side] = {}
    taken = 0
    for index in order:
        side = _side(taken / total)
        for place in groups[index]:
            sides[place] = side
            taken += labelled_frames[place]
    return dict(sorted(sides.items()))


def _side(taken_share: float) -> Side:
    if taken_share < TEST_SHARE:
        return "test"
    return "calibration" if taken_share < TEST_SHARE + CALIBRATION_SHARE else "train"


def _groups(places: Iterable[str]) -> Sequence[tuple[str, ...]]:
    left = set(places)
    groups = []
    for airport in SAME_AIRPORT:
        members = tuple(place for place in airport if place in left)
        if members:
            groups.append(members)
            left -= set(members)
    return sorted([*groups, *((place,) for place in left)])
