"""The law that arrivals follow, when each is known only to have fallen into one of some neighbouring stretches of time.

Time is cut at every end of a window into stretches. A span is the first stretch of a window and one past the last.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Whole = NDArray[np.int64]

TOLERANCE = 1e-7
"""The estimate is taken where no stretch could gain more than this share."""

MOST_STEPS = 50_000

PRIOR_ARRIVALS = 3.0
"""What is assumed of the law weighs as much as so many arrivals.

With one, arrivals that come evenly are in 90 % of the intervals only just; with ten, the intervals of what came at once
are wider than need be.
"""

CHAINS, SWEEPS, SETTLED = 64, 240, 80
"""Chains of draws, draws of each, and the first that are left out because they hang on where the chain began."""

WORK = 200_000
"""Numbers that are drawn at once; with many windows and dates there are fewer chains."""


def likeliest_shares(spans: Whole, sizes: Whole, stretches: int) -> Array:
    """(stretches,) share of the arrivals in each, by maximum likelihood; 0 where another choice is never worse.

    Only innermost stretches can hold any share: those that begin where a window begins and end where the next end of
    a window is an end (Peto, Applied Statistics 22, 1973). From equal shares on, each is replaced by the mean
    probability of the arrivals to lie there (self-consistency, Turnbull 1976), until the gradient says that no other
    shares are likelier (Gentleman and Geyer, Biometrika 81, 1994).

    Args:
        spans: (windows, 2) of the different windows.
        sizes: (windows,) arrivals in each.
        stretches: into how many time is cut, at every end of a window and nowhere else.
    """
    innermost = np.intersect1d(spans[:, 0], spans[:, 1] - 1)
    covers = _covers(spans, stretches)[:, innermost]
    weights = sizes / sizes.sum()
    shares = np.full(len(innermost), 1 / len(innermost))
    for _ in range(MOST_STEPS):
        gain = covers.T @ (weights / (covers @ shares))
        if gain.max() <= 1 + TOLERANCE:
            break
        shares = shares * gain
    whole = np.zeros(stretches)
    whole[innermost] = shares / shares.sum()
    return whole


def possible_numbers(spans: Whole, sizes: Whole, lengths: Array, rng: np.random.Generator) -> Whole:
    """(draws, stretches) how many of the arrivals may have come in each stretch.

    Before the windows are seen the law is a Dirichlet process, even over time (Ferguson, Annals
    of Statistics 1, 1973): a date on which nothing was seen cuts a stretch in two and changes nothing. Law and arrivals
    are drawn in turn, each given the other (data augmentation: Tanner and Wong, Journal of the American Statistical
    Association 82, 1987), in chains that begin far apart.

    Args:
        spans: (windows, 2) of the different windows.
        sizes: (windows,) arrivals in each.
        lengths: (stretches,) duration of each, in any unit.
        rng: what is drawn with.
    """
    prior = PRIOR_ARRIVALS * lengths / lengths.sum()
    covers = _covers(spans, len(lengths))
    chains = max(4, min(CHAINS, WORK // covers.size))
    drawn = np.zeros((chains, len(lengths)), dtype=np.int64)
    kept = []
    for sweep in range(SWEEPS):
        law = rng.standard_gamma(prior + drawn) + 1e-12 * prior
        within = law[:, None, :] * covers
        drawn = rng.multinomial(sizes, within / within.sum(axis=2, keepdims=True)).sum(axis=1)
        if sweep >= SETTLED:
            kept.append(drawn)
    return np.concatenate(kept)


def _covers(spans: Whole, stretches: int) -> Array:
    """(windows, stretches) 1 where a window holds a stretch, else 0."""
    places = np.arange(stretches)
    return np.asarray((spans[:, :1] <= places) & (places < spans[:, 1:]), dtype=np.float64)
