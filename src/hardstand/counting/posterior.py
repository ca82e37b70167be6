"""What lies behind the detections of one frame: which are real, and how much was missed.

What one frame does on its own, its shares of scores and its number of false detections, is integrated, not drawn: a
whole scene has thousands of detections, and of some hundred drawn cases not one would fit them all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaln, xlogy

from hardstand.counting.bin_shares import Answers, Counts, probability_by_bin, spread
from hardstand.counting.errors_of_frames import FrameErrors

Array = NDArray[np.float64]

STEPS = 32
"""Numbers of objects found, and of false detections expected, that are tried with each case of errors."""

CANDIDATES = 1024
"""Cases that are kept to be looked at closely."""

CASES = 512
"""Cases that are kept in the end, all equally likely."""

GOLDEN = (np.sqrt(5) - 1) / 2
_LEAST = 1e-300


@dataclass(frozen=True, kw_only=True, eq=False)
class Cases:
    """Equally likely cases of what lies behind the detections.

    Attributes:
        real: (cases, bins) probability that a detection of the bin is an object.
        missed: (cases,) mean number of objects, on all ground, that no detection marks.
    """

    real: Array
    missed: Array


def likely_cases(detected: Counts, errors: FrameErrors, ground_km2: float, answers: Answers | None = None) -> Cases:
    """What may lie behind the detections of a frame, given how the detector errs.

    Before the frame is seen every number of objects found on average is taken to be equally likely; so nothing is
    assumed of how many objects a place holds, and a frame without detections may still hide some.

    Args:
        detected: (bins,) detections by score bin.
        errors: cases of the detector's errors, for the same bins.
        ground_km2: ground that was seen, square kilometres.
        answers: what a person said; None where nobody looked.
    """
    nobody = np.zeros_like(detected)
    asked = Answers(real=nobody, false=nobody) if answers is None else answers
    edges = _edges(int(detected.sum()))
    numbers, widths = (edges[1:] + edges[:-1]) / 2, np.diff(edges)
    weight = np.log(widths)[:, None] + _false_numbers(edges, numbers, errors, ground_km2)
    weight += _fits(detected, numbers, errors)
    kept = _evenly(weight.ravel(), CANDIDATES)
    case, found, false = np.unravel_index(kept, weight.shape)
    objects, others = (
        edges[step] + widths[step] * spread(CANDIDATES, which) for which, step in ((0, found), (1, false))
    )
    real, agreement = probability_by_bin(detected, objects, others, errors, case, asked)
    recall = _scattered(errors.recall)
    missed = objects * (1 - recall) / recall
    on_ground = missed * asked.ground_share
    chosen = _evenly(agreement + xlogy(asked.missed, on_ground) - on_ground, CASES)
    return Cases(real=real[chosen], missed=missed[chosen])


def _edges(detected: int) -> Array:
    """(steps + 1,) from 0 to more than is likely, close together near 0 and less than a tenth apart above."""
    most = (np.sqrt(detected + 1) + 3) ** 2
    return np.asarray(most * (np.arange(STEPS + 1) / STEPS) ** 3)


def _false_numbers(edges: Array, found: Array, errors: FrameErrors, ground_km2: float) -> Array:
    """(cases, found, false) log probability that the frame's expected number of false detections lies between edges."""
    mean = errors.per_km2[:, None] * ground_km2 + errors.per_object[:, None] * found
    below = np.empty((*mean.shape, len(edges)))
    for shape in np.unique(errors.false_agree):
        own = errors.false_agree == shape
        below[own] = _gamma_below(edges / mean[own][..., None], float(shape))
    return np.asarray(np.log(np.maximum(np.diff(below, axis=2), _LEAST)))


_RATIOS = np.concatenate([[0.0], np.geomspace(1e-9, 1e4, 1600)])


def _gamma_below(ratio: Array, shape: float) -> Array:
    """Probability that a Gamma variable of mean 1 lies below each ratio, from a table."""
    return np.interp(ratio, _RATIOS, gammainc(shape, shape * _RATIOS))


def _fits(detected: Counts, numbers: Array, errors: FrameErrors) -> Array:
    """(cases, found, false) log probability of the numbers in the bins.

    What is expected of a bin strays by the frame's own shares: a negative-binomial number, its mean and variance those
    of the sum of both kinds.
    """
    fits = np.zeros((len(errors.recall), len(numbers), len(numbers)))
    for number, share, false_share, vary, false_varies in zip(
        detected, errors.shares.T, errors.false_shares.T, errors.shares_vary.T, errors.false_shares_vary.T, strict=True
    ):
        objects = share[:, None] * numbers
        false = false_share[:, None] * numbers
        mean = objects[:, :, None] + false[:, None, :]
        strays = (objects**2 * vary[:, None])[:, :, None] + (false**2 * false_varies[:, None])[:, None, :]
        fits += _negative_binomial(int(number), mean, mean**2 / strays)
    return fits


def _negative_binomial(number: int, mean: Array, shape: Array) -> Array:
    """Log probability of a number, short of the factorial that all cases share."""
    none = -shape * np.log1p(mean / shape)
    if number == 0:
        return np.asarray(none)
    return np.asarray(none + gammaln(shape + number) - gammaln(shape) + number * np.log(mean / (shape + mean)))


def _scattered(recall: Array) -> Array:
    """(candidates,) values, each as often, that hang together with nothing: dealt by multiples of the golden ratio."""
    turns = (np.arange(CANDIDATES) * GOLDEN) % 1
    return np.asarray(np.sort(recall)[(turns * len(recall)).astype(int)])


def _evenly(weight: Array, number: int) -> NDArray[np.intp]:
    """Indices of cases, as many of each as its weight (a logarithm) is worth: systematic resampling (Kitagawa 1996)."""
    edges = np.cumsum(np.exp(weight - weight.max()))
    drawn = np.searchsorted(edges, (np.arange(number) + 0.5) / number * edges[-1])
    return np.asarray(np.minimum(drawn, len(edges) - 1))
