"""Measure how often normal and changed dates are told of, on simulated sites of which all is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hardstand.ledger.judging import NOMINAL_RATE, History
from hardstand.ledger.rehearsal import Rehearsal, Truth, rehearse

Array = NDArray[np.float64]
Progress = Callable[[str, int, int], None]

NUMBERS = (0.5, 3.0, 12.0, 50.0)
"""Objects on a normal date of which 0.6 of the ground is seen, which is the mean."""

SPREADS = (0.01, 0.3, 0.6, 1.0)
"""Standard deviations of a date's own rate, relative to the mean: from Poisson to a variance of mean + mean²."""

OTHER_DATES = (4, 6, 10, 20, 40)
ERRORS = (0.0, 0.15)
"""Half of the 90 % interval of a count, relative to the number that is expected; grows with the root of the number."""

SEEN = (0.2, 1.0)
"""Every date shows a share of the ground between these, all alike likely."""

SEED = 20150915
DATES = 240
"""Dates that are looked at in each cell."""

DATES_OF_ONE = 10
"""Dates of one site that are looked at; more of the same site say little more."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Sites of one kind.

    Attributes:
        number: objects on a normal date of mean ground.
        spread: standard deviation of a date's own rate, relative to the mean.
        other_dates: against which each is held.
        error: half of a count's 90 % interval, relative to the expected number.
        false_alarms: share of normal dates that are told of.
        false_alarms_error: its standard error.
        power: factor on the normal rate to the share of such dates that are told of.
    """

    number: float
    spread: float
    other_dates: int
    error: float
    false_alarms: float
    false_alarms_error: float
    power: dict[float, float]


@dataclass(frozen=True, kw_only=True)
class BaselineBench:
    """All cells.

    Attributes:
        nominal: normal dates that may be told of, as a share.
        cells: one for each combination.
    """

    nominal: float
    cells: tuple[Cell, ...]

    @property
    def worst(self) -> Cell:
        """The cell with the highest false-alarm rate."""
        return max(self.cells, key=lambda cell: cell.false_alarms)

    def to_record(self) -> dict[str, Any]:
        """For JSON and tables: the worst cell, and how many lie above the nominal rate by more than chance."""
        beyond = [c for c in self.cells if c.false_alarms - 3 * c.false_alarms_error > self.nominal]
        return {
            "nominal": self.nominal,
            "false_alarms": {
                "mean": float(np.mean([cell.false_alarms for cell in self.cells])),
                "worst": self.worst.false_alarms,
                "worst_error": self.worst.false_alarms_error,
                "cells": len(self.cells),
                "cells_above_by_three_errors": len(beyond),
            },
            "worst_cell": asdict(self.worst),
            "cells": [asdict(cell) for cell in self.cells],
        }


def measure_baseline(progress: Progress, numbers: Sequence[float] = NUMBERS) -> BaselineBench:
    """Simulate sites of every kind; the same numbers each time, for each kind whatever the others are."""
    grid = list(product(numbers, SPREADS, OTHER_DATES, ERRORS))
    cells = []
    for done, kind in enumerate(grid, start=1):
        seed = [SEED, *(round(1000 * value) for value in kind)]
        cells.append(_cell(*kind, np.random.default_rng(seed)))
        progress("Simulating sites", done, len(grid))
    return BaselineBench(nominal=NOMINAL_RATE, cells=tuple(cells))


def _cell(number: float, spread: float, other_dates: int, error: float, rng: np.random.Generator) -> Cell:
    dates = other_dates + 1
    looked_at = range(min(dates, DATES_OF_ONE))
    histories = DATES // len(looked_at)
    rate = number / (sum(SEEN) / 2)
    truth = Truth(rate_per_km2=rate, spread=spread)
    # Each history has its own ground: a rehearsal of one history at a time.
    parts = [
        rehearse(_like(rng.uniform(*SEEN, dates), rate, error), truth, rng, 1, looked_at) for _ in range(histories)
    ]
    whole = Rehearsal(told=np.concatenate([part.told for part in parts]), factors=parts[0].factors)
    alarms, alarms_error = whole.false_alarms
    told = whole.told.mean(axis=(0, 2))
    return Cell(
        number=number,
        spread=spread,
        other_dates=other_dates,
        error=error,
        false_alarms=alarms,
        false_alarms_error=alarms_error,
        power={float(factor): float(share) for factor, share in zip(whole.factors[1:], told[1:], strict=True)},
    )


def _like(ground: Array, rate: float, error: float) -> History:
    """Dates that show so much ground, counted with such an error."""
    number = rate * ground
    half = error * number
    return History(
        number=number,
        low=number - half,
        high=number + half,
        least_km2=ground,
        most_km2=ground,
        day=np.arange(len(ground)),
    )
