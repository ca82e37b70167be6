"""Who trains, who calibrates, who judges: whole airports, never frames, so that no ground is seen on two sides."""

from __future__ import annotations

from typing import Literal

Side = Literal["train", "calibration", "test"]

CALIBRATION = ("series-11", "series-16", "series-17", "series-27")
"""Places that set the thresholds and the errors that counts carry."""

TEST = ("series-05", "series-06", "series-08", "series-13", "series-19", "series-24", "series-26", "series-35")
"""Places that judge, and do nothing else."""


def side_of(place: str) -> Side:
    """The side on which a place of the Airbus set stands."""
    sides: dict[Side, tuple[str, ...]] = {"calibration": CALIBRATION, "test": TEST}
    return next((side for side, places in sides.items() if place in places), "train")
