"""How often a site's own dates would be told of, were they normal or not: found by simulating them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hardstand.ledger.judging import History, Others

Array = NDArray[np.float64]

FACTORS = (0.0, 0.25, 0.5, 1.5, 2.0, 3.0, 5.0)
"""Times the normal rate at which a date's power is told."""

LEAST_HISTORIES, DATES_SIMULATED = 20, 400
"""Times a site's dates are simulated at least, and how many dates that makes together where they are few."""

DRAWS = 200
"""Numbers that are drawn for each date of a simulated history."""

NORMAL_QUANTILE = 1.645
"""Standard deviations from the middle to an end of a 90 % interval."""


@dataclass(frozen=True, kw_only=True)
class Truth:
    """What is simulated.

    Attributes:
        rate_per_km2: objects per square kilometre on a normal date.
        spread: standard deviation of a date's own rate, relative to the mean.
    """

    rate_per_km2: float
    spread: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Rehearsal:
    """What came of it.

    Attributes:
        told: (histories, factors, dates) share of the drawn numbers that would be told of, 0..1; only the dates that
            were asked for.
        factors: (factors,) on the normal rate; 1 = a normal date, so that what is told of is a false alarm.
    """

    told: Array
    factors: Array

    @property
    def false_alarms(self) -> tuple[float, float]:
        """Share of normal dates that would be told of, and its standard error over the histories."""
        each = self.told[:, 0].mean(axis=1)
        return float(each.mean()), float(each.std(ddof=1) / np.sqrt(len(each)))

    def power(self, date: int) -> dict[float, float]:
        """Factor on the normal rate to the probability that one of the dates would be told of."""
        told = self.told[:, 1:, date].mean(axis=0)
        return {float(factor): float(share) for factor, share in zip(self.factors[1:], told, strict=True)}


def rehearse(
    real: History,
    truth: Truth,
    rng: np.random.Generator,
    histories: int | None = None,
    dates: Sequence[int] | None = None,
) -> Rehearsal:
    """Simulate a site's dates again and again, judge them, and see what would be told of on each.

    The other dates of a history settle which numbers would be told of; the share of normal, or of changed, numbers
    among those is averaged over the histories. Counts err as the real ones may, and the ground is the real one.

    Args:
        real: dates, ground and intervals that are imitated.
        truth: of the simulated dates.
        rng: what is drawn with.
        histories: how many; by default the more, the fewer dates there are.
        dates: numbers of those to look at; None = all.
    """
    chosen = range(len(real.number)) if dates is None else dates
    histories = histories or max(LEAST_HISTORIES, DATES_SIMULATED // len(real.number))
    factors = np.array([1.0, *FACTORS])
    told = np.empty((histories, len(factors), len(chosen)))
    for history in told:
        simulated = _simulated(real, truth, rng)
        others = Others(simulated)
        for place, date in enumerate(chosen):
            low, high = others.normal_range(date)
            mean = np.repeat(factors * truth.rate_per_km2 * real.ground_km2[date], DRAWS)
            drawn = _measured(real, np.full(len(mean), date), rng.poisson(mean * _own(truth, len(mean), rng)), rng)
            tells = (drawn[1] > high) | (drawn[2] < low)
            history[:, place] = tells.reshape(len(factors), DRAWS).mean(axis=1)
    return Rehearsal(told=told, factors=factors)


def _simulated(real: History, truth: Truth, rng: np.random.Generator) -> History:
    """Normal dates; images of one day share the day's own rate."""
    days, which = np.unique(real.day, return_inverse=True)
    own = _own(truth, len(days), rng)[which]
    number, low, high = _measured(
        real, np.arange(len(which)), rng.poisson(truth.rate_per_km2 * real.ground_km2 * own), rng
    )
    return replace(real, number=number, low=low, high=high)


def _own(truth: Truth, size: int, rng: np.random.Generator) -> Array:
    """(size,) a date's own rate over the mean."""
    shape = truth.spread**-2
    return rng.gamma(shape, 1 / shape, size)


def _measured(
    real: History, dates: NDArray[np.intp], true: NDArray[np.int64], rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """What would be counted, and the ends of its interval, for true numbers on some dates.

    Errors are those of the real count on the date, and grow with the root of the number.
    """
    number, low, high = real.number[dates], real.low[dates], real.high[dates]
    scale = np.sqrt((true + 1) / (number + 1))
    short, over = (high - number) * scale, (number - low) * scale
    error = rng.standard_normal(len(true)) / NORMAL_QUANTILE
    counted = np.maximum(0.0, np.round(true + np.where(error < 0, error * short, error * over)))
    return counted, np.maximum(0.0, np.floor(counted - over)), np.ceil(counted + short)
