"""Which sightings of different dates stand on the same spot.

Two sightings of one class are held against each other by the deviation

    d² = Δᵀ S⁻¹ Δ + (ln(a / b) / SIZE_SPREAD)²

Δ is the way from one's middle to the other's on the ground, a and b are their sizes (roots of their areas). S is what
Δ varies by where both stand on one spot: how far they stop from one another, which grows with the objects, and the
errors of their boxes and of the two images' places in the site frame. So a car that registration moves by a quarter of
its length finds its stand again, which no overlap of boxes could tell. If the three parts are normal, d² follows the
chi-squared distribution with three degrees of freedom (Mahalanobis distance; Bar-Shalom and Li 1995, "Multitarget-
multisensor tracking", section 1.5, on gates of a given probability): of those that share a spot, `LOST` lie beyond the
gate. The pairs within it are assigned one to one so that the sum of d², with the gate's value for each object that is
left alone, is smallest (Jonker and Volgenant 1987, in SciPy).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.stats import chi2

from hardstand.measurement.sighting import Sighting

Array = NDArray[np.float64]

STOP_SPREAD = 0.5
"""Objects that follow each other on a spot stop apart by this share of the spread of their own outline.

The spread of an outline is the standard deviation of its points about their middle, in each direction: 0.29 of the
length of a box along it. Set, as the next, on Airbus series of places that do not judge.
"""

SIZE_SPREAD = 0.3
"""Standard deviation of the logarithm of the ratio of their sizes."""

BOX_SD_M = 0.5
"""Standard deviation of a box's middle along any direction, metres: a pixel at 0.5 m."""

LOST = 0.01
"""Share of the pairs on one spot that the gate is allowed to part."""

GATE = float(chi2.ppf(1 - LOST, df=3))
"""Largest squared deviation of two sightings on one spot."""

HEADING_WEIGHT = 1.0
"""What equal headings gain a pair before opposite ones: they decide between neighbours, but part nothing."""

Spot = list[Sighting]
"""Sightings of one spot, in the order of time."""


Placing = Mapping[str, float]
"""Acquisition id to the standard deviation of its place in the site frame along any direction, metres; others: 0."""


def gather_spots(by_acquisition: Sequence[Sequence[Sighting]], placing: Placing | None = None) -> list[Spot]:
    """Group sightings into spots: at most one sighting of an acquisition on a spot, each sighting on one spot.

    The result does not depend on the order of the sightings of an acquisition, nor on where the site frame begins and
    points.

    Args:
        by_acquisition: sightings of each acquisition, in the order of time.
        placing: how well each acquisition is placed; None = exactly.
    """
    spots: list[Spot] = []
    for sightings in by_acquisition:
        ordered = sorted(sightings, key=lambda sighting: (-sighting.detection.score, sighting.id))
        taken = assign(spots, ordered, placing or {}, _own)
        for index, sighting in enumerate(ordered):
            if index in taken:
                spots[taken[index]].append(sighting)
            else:
                spots.append([sighting])
    return spots


def deviation(first: Sighting, second: Sighting, placing: Placing) -> float:
    """Squared deviation of two sightings of any class, as at the top of this file."""
    way = second.ground.corners.mean(axis=0) - first.ground.corners.mean(axis=0)
    errors = 2 * BOX_SD_M**2 + sum(placing.get(each.detection.acquisition, 0.0) ** 2 for each in (first, second))
    spread = STOP_SPREAD**2 * (_spread(first) + _spread(second)) / 2 + errors * np.eye(2)
    ratio = np.log(first.ground.shape.area / second.ground.shape.area) / 2
    return float(way @ np.linalg.solve(spread, way) + (ratio / SIZE_SPREAD) ** 2)


def same_spot(first: Sighting, second: Sighting, placing: Placing) -> bool:
    """Whether two sightings of any class may stand on one spot."""
    return deviation(first, second, placing) <= GATE


def _spread(sighting: Sighting) -> Array:
    """(2, 2) covariance of the points of an outline, a parallelogram: of sides u and v, (uuᵀ + vvᵀ) / 12."""
    corners = sighting.ground.corners
    sides = corners[1:3] - corners[:2]
    return np.asarray(sides.T @ sides / 12)


@dataclass(frozen=True, kw_only=True, eq=False)
class Neighbourhood:
    """Finds the sightings of one acquisition that may share a spot with another one.

    Attributes:
        sightings: of the acquisition.
        placing: how well the acquisitions are placed.
    """

    sightings: Sequence[Sighting]
    placing: Placing

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree([_middle(sighting) for sighting in self.sightings])

    @cached_property
    def _widest(self) -> float:
        """The largest spread of an outline here, square metres."""
        return max((float(np.trace(_spread(sighting))) for sighting in self.sightings), default=0.0)

    def near(self, known: Sighting) -> list[int]:
        """Indices of those that share the spot of a sighting of another acquisition, whatever their class."""
        errors = 2 * BOX_SD_M**2 + 2 * max(self.placing.values(), default=0.0) ** 2
        variance = STOP_SPREAD**2 * (float(np.trace(_spread(known))) + self._widest) / 2 + errors
        candidates = self._tree.query(_middle(known).buffer((GATE * variance) ** 0.5))
        return sorted(int(each) for each in candidates if same_spot(known, self.sightings[each], self.placing))


def _middle(sighting: Sighting) -> shapely.Point:
    return shapely.Point(sighting.ground.corners.mean(axis=0))


def _own(label: str) -> str:
    return label


def assign(
    spots: Sequence[Spot], sightings: Sequence[Sighting], placing: Placing, kind: Callable[[str], str]
) -> dict[int, int]:
    """Index of a sighting to the index of its spot, one to one; what fits no spot is left out.

    Args:
        spots: each with the sightings of other acquisitions.
        sightings: of one acquisition.
        placing: how well the acquisitions are placed.
        kind: class to what a sighting must have in common with a spot.
    """
    gain = _gains(spots, sightings, placing, kind)
    near_spots, near_sightings = (np.nonzero(gain.any(axis=axis))[0] for axis in (1, 0))
    rows, columns = linear_sum_assignment(gain[np.ix_(near_spots, near_sightings)], maximize=True)
    pairs = zip(near_spots[rows], near_sightings[columns], strict=True)
    return {int(sighting): int(spot) for spot, sighting in pairs if gain[spot, sighting] > 0}


def _gains(spots: Sequence[Spot], sightings: Sequence[Sighting], placing: Placing, kind: Callable[[str], str]) -> Array:
    """(spots, sightings) by how much a pair of one kind lies within the gate; 0 outside.

    A sighting is held against the one on the spot that fits it best: what stood there last week may have stopped short.
    """
    gain = np.zeros((len(spots), len(sightings)))
    here = Neighbourhood(sightings=sightings, placing=placing)
    for row, spot in enumerate(spots):
        for known in spot:
            for column in here.near(known):
                if kind(known.detection.label) == kind(sightings[column].detection.label):
                    gain[row, column] = max(gain[row, column], _gain(known, sightings[column], placing))
    return gain


def _gain(first: Sighting, second: Sighting, placing: Placing) -> float:
    return GATE - deviation(first, second, placing) + HEADING_WEIGHT * _alike(first, second)


def _alike(first: Sighting, second: Sighting) -> float:
    """How alike two headings are: 1 for equal, 0 for opposite ones, 0.5 where one is not known."""
    one, other = first.measurement.heading_deg, second.measurement.heading_deg
    if one is None or other is None:
        return 0.5
    nosed = first.measurement.points is not None and second.measurement.points is not None
    # Without a nose that shows, a direction and its opposite are one: the angle counts twice.
    return 0.5 + 0.5 * cos(radians(one - other) * (1 if nosed else 2))
