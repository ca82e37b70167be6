"""What a set of counts on known ground says of the next count: a negative-binomial rate with all its uncertainty.

The number on a date is Poisson around its ground times a rate, and the rate strays from date to date as a Gamma
variable of mean 1 and standard deviation `spread` (Hilbe, Negative Binomial Regression, 2011, section 8.1: variance =
mean + spread² mean², ground as offset). Few dates leave both parameters open, and quantiles at their best values would
call far too many dates unusual; so both are integrated over on a grid (Gelman and others, Bayesian Data Analysis, 3rd
edition, section 3.7).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, gammaln

Array = NDArray[np.float64]

SPREADS: Array = 0.03 + 2.47 * (np.arange(20) / 19) ** 1.5
"""Standard deviations of a date's own rate that are tried, relative to the mean: from all but Poisson to 2.5."""

USUAL_SPREAD = 0.2
"""Beforehand a spread weighs 1 / (spread + this): evenly below, and above it evenly on a logarithmic scale.

Even weights for all spreads (Gelman, Bayesian Analysis 1, 2006) call nothing unusual after four dates, not even five
times the number; a half-Cauchy prior calls too much so. See `hardstand bench baseline`.
"""

UNUSUAL_SHARE = 0.05
"""Beforehand each date may with this probability have been unusual itself, and then strays by the largest spread.

So a surge among the other dates neither raises their rate nor makes them look scattered, and two surges do not hide
each other (Box and Tiao, A Bayesian approach to some outlier problems, Biometrika 55, 1968).
"""

SHAPES: Array = SPREADS**-2.0
STEP = 0.9
"""Rates are tried at most this many standard deviations (of the best known case) apart."""

MOST_RATES = 800
NEGLIGIBLE = 1e-4
"""The lightest cases, which together weigh this much, are not looked at: any number is taken to be likely with them."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RateGrid:
    """The weight of each pair of rate and spread, for one set of dates or more.

    Attributes:
        rates: (rates,) objects per square kilometre, evenly spaced on a logarithmic scale.
        weights: (sets, spreads, rates) probability of each pair; sums to 1 over each set.
    """

    rates: Array
    weights: Array

    def rate_quantiles(self, shares: Array) -> Array:
        """(sets, shares) quantiles of the rate, objects per square kilometre."""
        return _quantiles(self.rates, self.weights.sum(axis=1), shares)

    def spread_quantiles(self, shares: Array) -> Array:
        """(sets, shares) quantiles of the spread."""
        return _quantiles(SPREADS, self.weights.sum(axis=2), shares)

    def at_least(self, number: int, ground_km2: float, of: int = 0) -> float:
        """Probability of so many objects or more on a new date, from the dates of one set."""
        return 1.0 if number <= 0 else self._mixed(number, ground_km2, of, upper=True)

    def at_most(self, number: int, ground_km2: float, of: int = 0) -> float:
        """Probability of so many objects or fewer on a new date, from the dates of one set."""
        return 0.0 if number < 0 else self._mixed(number + 1, ground_km2, of, upper=False)

    def many(self, ground_km2: float, limit: float, of: int = 0) -> int:
        """The smallest number that is reached with a probability of `limit` or less."""
        low, high = 0, max(4, round(3 * self._middle(of) * ground_km2))
        while self.at_least(high, ground_km2, of) > limit:
            low, high = high, 2 * high
        span = range(low + 1, high)
        return low + 1 + bisect_left(span, True, key=lambda number: self.at_least(number, ground_km2, of) <= limit)

    def few(self, ground_km2: float, limit: float, of: int = 0) -> int:
        """The largest number at or below which a date stays with a probability of `limit` or less; -1 for none."""
        if self.at_most(0, ground_km2, of) > limit:
            return -1
        high = max(1, round(self._middle(of) * ground_km2))
        while self.at_most(high, ground_km2, of) <= limit:
            high *= 2
        return bisect_left(range(high), True, key=lambda number: self.at_most(number, ground_km2, of) > limit) - 1

    def _middle(self, of: int) -> float:
        weights, rates, _ = self._cases[of]
        return float(np.exp(weights @ np.log(rates) / weights.sum()))

    def _mixed(self, number: int, ground_km2: float, of: int, *, upper: bool) -> float:
        """P(Y >= number) or P(Y < number), averaged over the cases that weigh anything; the rest counts as 1."""
        used, rates, shape = self._cases[of]
        mean = rates * ground_km2
        # The tail of the negative binomial is an incomplete beta function (Abramowitz and Stegun 26.5.26).
        tail = (
            betainc(number, shape, mean / (mean + shape)) if upper else betainc(shape, number, shape / (mean + shape))
        )
        return float(min(1.0, used @ tail + max(0.0, 1.0 - used.sum())))

    @cached_property
    def _cases(self) -> list[tuple[Array, Array, Array]]:
        """Of each set the cases that weigh anything: their weights, rates and shapes."""
        cases = []
        for weights in self.weights:
            heaviest = np.argsort(-weights, axis=None)
            kept = heaviest[: np.searchsorted(np.cumsum(weights.ravel()[heaviest]), 1 - NEGLIGIBLE) + 1]
            spreads, rates = np.unravel_index(kept, weights.shape)
            cases.append((weights[spreads, rates], self.rates[rates], SHAPES[spreads]))
        return cases


def rate_grid(numbers: Array, ground_km2: Array, uses: Array) -> RateGrid:
    """What sets of dates say of rate and spread.

    The prior of the rate is Jeffreys' for a Poisson number (weight 1/sqrt(rate)): it holds for a site on which nothing
    was ever found.

    Args:
        numbers: (dates,) objects counted on each date.
        ground_km2: (dates,) ground that was seen on each, square kilometres, > 0.
        uses: (sets, dates) weight of each date in each set: 0 = left out, 1 = counts in full.
    """
    rates = _rates(numbers, ground_km2, uses)
    fits = uses @ _log_fits(numbers, ground_km2, rates).reshape(len(numbers), -1)
    log_weights = fits.reshape(len(uses), len(SPREADS), len(rates)) + 0.5 * np.log(rates) + _LOG_PRIOR[:, None]
    weights = np.exp(log_weights - log_weights.max(axis=(1, 2), keepdims=True))
    return RateGrid(rates=rates, weights=weights / weights.sum(axis=(1, 2), keepdims=True))


_ROOM: Array = np.diff(SPREADS, prepend=SPREADS[0]) / 2 + np.diff(SPREADS, append=SPREADS[-1]) / 2
"""Spreads stand unevenly: each stands for half of the room to its neighbours (the trapezoidal rule)."""

_LOG_PRIOR: Array = np.log(_ROOM / (SPREADS + USUAL_SPREAD))


def _rates(numbers: Array, ground_km2: Array, uses: Array) -> Array:
    """Rates from below what any set allows to above it, dense enough for the surest one.

    With the largest spreads even dates without anything allow any rate; more than 20 times what was found is not
    taken into account, and less the more dates there are.
    """
    total, ground = uses @ numbers, uses @ ground_km2
    middle = (total + 0.5) / ground
    sure = np.sqrt(1 / (total.max() + 0.5) + SPREADS[0] ** 2 / len(numbers))
    # In e-folds; where hardly anything was found, farther towards none.
    beyond = min(3.0, 9.0 / np.sqrt(uses.sum(axis=1).min()))
    low = np.log(middle.min()) - beyond - 12.0 / (1.0 + total.min())
    high = np.log(middle.max()) + beyond
    number = int(min(MOST_RATES, np.ceil((high - low) / (STEP * sure)) + 1))
    return np.exp(np.linspace(low, high, max(number, 48)))


def _log_fits(numbers: Array, ground_km2: Array, rates: Array) -> Array:
    """(dates, spreads, rates) log probability of each date's number, short of its factorial."""
    number = numbers[:, None, None]
    shape = SHAPES[None, :, None]
    mean = (ground_km2[:, None] * rates)[:, None, :]
    beyond = np.log1p(mean / shape)
    constant = gammaln(shape + number) - gammaln(shape) - number * np.log(shape)
    fits = constant + number * (np.log(mean) - beyond) - shape * beyond
    return np.asarray(np.logaddexp(np.log(1 - UNUSUAL_SHARE) + fits, np.log(UNUSUAL_SHARE) + fits[:, -1:]))


def _quantiles(values: Array, weights: Array, shares: Array) -> Array:
    """(sets, shares) values at which the summed (sets, values) weights reach each share."""
    reached = np.cumsum(weights, axis=1)
    found = [np.searchsorted(row, shares * row[-1]) for row in reached]
    return np.asarray(values[np.minimum(np.array(found), len(values) - 1)])
