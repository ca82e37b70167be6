"""Which dates of a history depart from the others: the rule alone, for real and for simulated dates alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hardstand.ledger.rates import RateGrid, rate_grid

Array = NDArray[np.float64]

NOMINAL_RATE = 0.01
"""Of 100 normal dates at most one is told of, surges and empty dates together, class by class."""

LIMIT = 0.003
"""A date departs on one side where so far a number has this probability or less.

Half of the nominal rate, less two fifths: the probability itself is off where dates are few, and where chance looks
unusual. With 0.004 two of 60 kinds of simulated sites were told of more often than nominal; `hardstand bench baseline`
measures what comes of it.
"""

LEAST_OTHER_DAYS = 4
"""On fewer other days how far dates stray can't be told from the rate."""


@dataclass(frozen=True, kw_only=True, eq=False)
class History:
    """The counts of one class on the dates on which ground was seen.

    Attributes:
        number: (dates,) how many there were.
        low: (dates,) lower end of the interval of the true number.
        high: (dates,) upper end.
        least_km2: (dates,) ground that was seen, square kilometres, by the measure that makes it least; >= 0.
        most_km2: (dates,) the same by the measure that makes it most; > 0.
        day: (dates,) whole number of the UTC day.
    """

    number: Array
    low: Array
    high: Array
    least_km2: Array
    most_km2: Array
    day: NDArray[np.int64]

    @property
    def ground_km2(self) -> Array:
        """(dates,) ground that was seen, square kilometres: between its two measures."""
        return (self.least_km2 + self.most_km2) / 2

    @property
    def uses(self) -> Array:
        """(dates, dates) weight of each date where a date is judged: none of its own day, one for each other day."""
        same = self.day[:, None] == self.day
        return np.where(same, 0.0, 1.0 / same.sum(axis=0))


class Others:
    """What the other dates say of each date: of none its own number counts.

    A surge is judged with the ground that makes it least surprising, and so is an empty date.
    """

    def __init__(self, history: History) -> None:
        """Weigh what rates and spreads fit the other dates of each date."""
        self._history = history
        same = (history.least_km2 == history.most_km2).all()
        self._for_many = _grid(history, history.least_km2)
        self._for_few = self._for_many if same else _grid(history, history.most_km2)

    def above(self, date: int) -> float:
        """Probability of so many or more on a normal date, for the lower end of the interval."""
        number, ground_km2 = int(self._history.low[date]), float(self._history.most_km2[date])
        return self._for_many.at_least(number, ground_km2, date)

    def below(self, date: int) -> float:
        """Probability of so few or fewer, for the upper end of the interval."""
        number, ground_km2 = int(self._history.high[date]), float(self._history.least_km2[date])
        return self._for_few.at_most(number, ground_km2, date)

    def departs(self, date: int) -> bool:
        """Whether the date is told of."""
        return min(self.above(date), self.below(date)) <= LIMIT

    def normal_range(self, date: int) -> tuple[int, int]:
        """What would not be told of on a date, if it were counted without error: from and to, both inclusive.

        From 0 where not even an empty date would be told of.
        """
        few = self._for_few.few(float(self._history.least_km2[date]), LIMIT, date)
        return few + 1, self._for_many.many(float(self._history.most_km2[date]), LIMIT, date) - 1


def _grid(history: History, ground_km2: Array) -> RateGrid:
    """Without the dates whose ground comes to nothing; where that leaves too few, by the other measure."""
    usable = ground_km2 > 0
    if len(np.unique(history.day[usable])) <= LEAST_OTHER_DAYS:
        ground_km2, usable = history.most_km2, history.most_km2 > 0
    return rate_grid(history.number[usable], ground_km2[usable], history.uses[:, usable])
