"""Who trains, who calibrates, who judges: whole airports, never frames, so that no ground is seen on two sides.

The sides were drawn by chance over groups of series of one airport. When the weights had been trained, more series
turned out to overlap; what shares an airport with a place that trained them is left out of every measurement.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Side = Literal["train", "calibration", "test", "left out"]

CALIBRATION = ("series-11", "series-16", "series-17", "series-27")
"""Places that set the thresholds."""

TEST = ("series-05", "series-06", "series-08", "series-13", "series-19", "series-24", "series-26", "series-35")
"""Places that judge, and do nothing else."""

LEFT_OUT = ("series-01", "series-18", "series-29", "series-30", "series-36")
"""Places that trained nothing, but share an airport with one that did (series 25, 32, 33)."""


def side_of(place: str) -> Side:
    """The side on which a place of the Airbus set stands."""
    sides: dict[Side, tuple[str, ...]] = {"calibration": CALIBRATION, "test": TEST, "left out": LEFT_OUT}
    return next((side for side, places in sides.items() if place in places), "train")


def sides_of(places: Iterable[str]) -> dict[str, Side]:
    """Each place with its side, sorted."""
    return {place: side_of(place) for place in sorted(set(places))}
