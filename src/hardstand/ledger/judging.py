"""Which dates of a history depart from the others: the rule alone, for real and for simulated dates alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hardstand.ledger.rates import RateGrid, rate_grid

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

NOMINAL_RATE = 0.01
"""Of 100 normal dates at most one is told of, surges and empty dates together, class by class."""

LIMIT = 0.004
"""A date departs on one side where so far a number has this probability or less.

Half of the nominal rate, less a fifth: after few dates the probability itself is off by about as much. What comes of it
is measured by `hardstand bench baseline`.
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


@dataclass(frozen=True, kw_only=True, eq=False)
class Judgement:
    """Each date held against the others.

    Attributes:
        above: (dates,) probability of so many or more on a normal date, for the lower end of the interval.
        below: (dates,) probability of so few or fewer, for the upper end.
        departs: (dates,) True = the date is told of.
        for_many: what the other dates say of the rate where a surge is in question.
        for_few: the same where an empty date is.
    """

    above: Array
    below: Array
    departs: Flags
    for_many: RateGrid
    for_few: RateGrid


def judge(history: History) -> Judgement:
    """Hold each date against all others.

    A surge is judged with the ground that makes it least surprising, and so is an empty date.
    """
    uses = history.uses
    for_many = _grid(history, history.least_km2, uses)
    same = (history.least_km2 == history.most_km2).all()
    for_few = for_many if same else _grid(history, history.most_km2, uses)
    above, below = np.empty(len(uses)), np.empty(len(uses))
    for date, (low, high) in enumerate(zip(history.low, history.high, strict=True)):
        above[date] = for_many.at_least(int(low), float(history.most_km2[date]), date)
        below[date] = for_few.at_most(int(high), float(history.least_km2[date]), date)
    departs = np.minimum(above, below) <= LIMIT
    return Judgement(above=above, below=below, departs=departs, for_many=for_many, for_few=for_few)


def normal_range(judgement: Judgement, history: History, date: int) -> tuple[int, int]:
    """What would not be told of on a date, if it were counted without error: from and to, both inclusive.

    From 0 where not even an empty date would be told of.
    """
    few = judgement.for_few.few(float(history.least_km2[date]), LIMIT, date)
    return few + 1, judgement.for_many.many(float(history.most_km2[date]), LIMIT, date) - 1


def _grid(history: History, ground_km2: Array, uses: Array) -> RateGrid:
    """A date whose ground comes to nothing by this measure says nothing."""
    usable = ground_km2 > 0
    return rate_grid(history.number[usable], ground_km2[usable], uses[:, usable])
