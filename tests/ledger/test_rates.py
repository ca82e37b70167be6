"""What counts say of the next count, against plain quadrature and against the best fit by another road."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import nbinom

from hardstand.ledger.rates import UNUSUAL_SHARE, USUAL_SPREAD, rate_grid

EVERY = np.array([0.05, 0.5, 0.95])


def tail(numbers: list[int], ground: list[float], number: int, km2: float, ends: tuple[float, float]) -> float:
    """P(so many or more), by quadrature over a fine grid of both parameters between the ends of the rate."""
    spreads = np.linspace(0.03, 2.5, 200)[:, None]
    rates = np.geomspace(*ends, 800)[None, :]

    def probability(seen: int, on: float, spread: np.ndarray) -> np.ndarray:
        shape = spread**-2.0
        return np.asarray(nbinom.pmf(seen, shape, shape / (shape + rates * on)))

    weight = np.sqrt(rates) / (spreads + USUAL_SPREAD)
    for seen, on in zip(numbers, ground, strict=True):
        unusual = probability(seen, on, np.array([[2.5]]))
        weight = weight * ((1 - UNUSUAL_SHARE) * probability(seen, on, spreads) + UNUSUAL_SHARE * unusual)
    shape = spreads**-2.0
    reached = nbinom.sf(number - 1, shape, shape / (shape + rates * km2))
    return float((weight * reached).sum() / weight.sum())


@pytest.mark.parametrize(
    ("numbers", "ground", "number", "km2"),
    [
        ([8, 10, 9, 12, 7], [1.0, 1.1, 0.9, 1.3, 0.7], 20, 1.0),
        ([0, 0, 0, 0, 0], [1.0] * 5, 2, 0.5),
        ([0, 3, 1, 0], [0.2, 1.0, 0.5, 0.3], 6, 1.0),
        ([40, 55, 48, 61, 52, 300], [1.0] * 6, 90, 1.0),
        ([2, 31, 4, 0, 17], [1.0] * 5, 60, 0.8),
        ([4000, 4200, 3900, 4100, 4050, 3950], [1.0] * 6, 4600, 1.0),
    ],
)
def test_the_probability_is_that_of_plain_quadrature(
    numbers: list[int], ground: list[float], number: int, km2: float
) -> None:
    grid = rate_grid(np.array(numbers, dtype=float), np.array(ground), np.ones((1, len(numbers))))
    plain = tail(numbers, ground, number, km2, (grid.rates[0], grid.rates[-1]))
    assert grid.at_least(number, km2) == pytest.approx(plain, rel=0.1)
    assert grid.at_most(number - 1, km2) == pytest.approx(1 - plain, abs=2e-3)


def test_many_dates_give_the_best_fit_of_an_optimiser() -> None:
    rng = np.random.default_rng(3)
    ground = rng.uniform(0.3, 1.5, 300)
    numbers = rng.poisson(12 * ground * rng.gamma(4, 1 / 4, 300)).astype(float)

    def unlikely(parameters: np.ndarray) -> float:
        rate, shape = np.exp(parameters)
        return -float(nbinom.logpmf(numbers, shape, shape / (shape + rate * ground)).sum())

    rate, shape = np.exp(minimize(unlikely, np.log([8.0, 2.0]), method="Nelder-Mead").x)
    grid = rate_grid(numbers, ground, np.ones((1, 300)))
    low, middle, high = grid.rate_quantiles(EVERY)[0]
    assert middle == pytest.approx(rate, rel=0.03)
    assert low < rate < high < 1.3 * low
    assert grid.spread_quantiles(EVERY)[0][1] == pytest.approx(shape**-0.5, abs=0.08)


def test_limits_are_where_the_probability_passes() -> None:
    grid = rate_grid(np.array([8.0, 10, 9, 12, 7, 9, 11]), np.ones(7), np.ones((1, 7)))
    many, few = grid.many(1.0, 0.004), grid.few(1.0, 0.004)
    assert grid.at_least(many, 1.0) <= 0.004 < grid.at_least(many - 1, 1.0)
    assert grid.at_most(few, 1.0) <= 0.004 < grid.at_most(few + 1, 1.0)
    assert grid.few(0.01, 0.004) == -1


def test_a_date_that_is_left_out_says_nothing() -> None:
    uses = np.array([[1.0, 1, 1, 1, 0]])
    with_outlier = rate_grid(np.array([8.0, 10, 9, 12, 400]), np.ones(5), uses)
    without = rate_grid(np.array([8.0, 10, 9, 12]), np.ones(4), np.ones((1, 4)))
    assert with_outlier.at_least(25, 1.0) == pytest.approx(without.at_least(25, 1.0), rel=0.02)
