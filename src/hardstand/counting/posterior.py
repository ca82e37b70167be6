"""What lies behind the detections of one frame: which are real, and how much was missed.

What one frame does on its own, its shares of scores and its number of false detections, is integrated, not drawn: a
whole scene has thousands of detections, and of some hundred drawn cases not one would fit them all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaln, logsumexp, xlogy

from hardstand.counting.errors_of_frames import FrameErrors

Array = NDArray[np.float64]
Counts = NDArray[np.int64]

STEPS = 32
"""Numbers of objects found, and of false detections expected, that are tried with each case of errors."""

CANDIDATES = 1024
"""Cases that are kept to be looked at closely."""

CASES = 512
"""Cases that are kept in the end, all equally likely."""

STEADIEST = 1e3
"""A shape of a Gamma distribution above which it hardly spreads."""

LOGITS = np.linspace(-14.0, 14.0, 113)
"""Of the probabilities, to be an object, that are tried for the detections of a bin."""

GOLDEN = (np.sqrt(5) - 1) / 2
_LEAST = 1e-300


@dataclass(frozen=True, kw_only=True, eq=False)
class Answers:
    """What a person said of some detections, and found on some of the ground.

    Attributes:
        real: (bins,) detections that are an object.
        false: (bins,) detections that are none.
        ground_share: share, 0..1, of all missed objects that is expected on the ground gone over by eye.
        missed: objects on that ground that no detection marks.
    """

    real: Counts
    false: Counts
    ground_share: float = 0.0
    missed: int = 0


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
        edges[step] + widths[step] * _spread(CANDIDATES, which) for which, step in ((0, found), (1, false))
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
    objects_vary, false_vary = _relative_variances(errors)
    for number, share, false_share, vary, false_varies in zip(
        detected, errors.shares.T, errors.false_shares.T, objects_vary.T, false_vary.T, strict=True
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


def _relative_variances(errors: FrameErrors) -> tuple[Array, Array]:
    """(cases, bins) of a frame's own share of objects in each bin, and of its own share of false detections."""
    pairs = ((errors.shares, errors.shares_agree), (errors.false_shares, errors.false_shares_agree))
    vary, false_vary = ((1 - mean) / np.maximum(mean, _LEAST) / (agree[:, None] + 1) for mean, agree in pairs)
    return np.maximum(vary, 1 / STEADIEST), np.maximum(false_vary, 1 / STEADIEST)


def probability_by_bin(
    detected: Counts, found: Array, false: Array, errors: FrameErrors, case: NDArray[np.intp], answers: Answers
) -> tuple[Array, Array]:
    """(candidates, bins) probability that a detection is an object, and (candidates,) fit of the answers, a logarithm.

    In one bin the objects' rate and the false ones' rate are Gamma distributed about what is expected, and the number
    of detections is Poisson distributed about their sum. Of the first rate's share p of the sum, the sum being
    integrated over, the density is proportional to

        p^(a - 1) (1 - p)^(b - 1) / (1 + a p / objects + b (1 - p) / false)^(a + b + detected)

    with a and b the shapes of the two distributions.
    """
    a, b = (1 / vary[case] for vary in _relative_variances(errors))
    objects, others = found[:, None] * errors.shares[case], false[:, None] * errors.false_shares[case]
    likely, agreement = np.empty_like(a), np.zeros(len(case))
    log_p, log_rest = -np.log1p(np.exp(-LOGITS)), -np.log1p(np.exp(LOGITS))
    p, rest = np.exp(log_p), np.exp(log_rest)
    for bin_ in range(len(detected)):
        of_a, of_b = a[:, bin_, None], b[:, bin_, None]
        scale = np.log1p(of_a / objects[:, bin_, None] * p + of_b / others[:, bin_, None] * rest)
        weight = of_a * log_p + of_b * log_rest - (of_a + of_b + detected[bin_]) * scale
        asked = answers.real[bin_] * log_p + answers.false[bin_] * log_rest
        agreement += logsumexp(weight + asked, axis=1) - logsumexp(weight, axis=1)
        likely[:, bin_] = _drawn(weight + asked, _spread(len(case), bin_ + 2))
    return likely, agreement


def _drawn(weight: Array, at: Array) -> Array:
    """(candidates,) probabilities at the quantiles `at` of distributions over `LOGITS`, given by log weights."""
    below = np.cumsum(np.exp(weight - weight.max(axis=1, keepdims=True)), axis=1)
    sought = at * below[:, -1]
    step = np.minimum((below < sought[:, None]).sum(axis=1), len(LOGITS) - 1)
    rows = np.arange(len(weight))
    before = np.where(step > 0, below[rows, step - 1], 0.0)
    part = (sought - before) / np.maximum(below[rows, step] - before, _LEAST)
    return np.asarray(1 / (1 + np.exp(-(LOGITS[step] + (part - 0.5) * (LOGITS[1] - LOGITS[0])))))


def _spread(number: int, which: int) -> Array:
    """(number,) evenly spread within 0..1, another order for each `which`: multiples of roots of primes."""
    return np.asarray(((np.arange(number) + 0.5) * np.sqrt(_PRIMES[which % len(_PRIMES)])) % 1)


_PRIMES = (2, 3, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)


def _scattered(recall: Array) -> Array:
    """(candidates,) values, each as often, that hang together with nothing: dealt by multiples of the golden ratio."""
    turns = (np.arange(CANDIDATES) * GOLDEN) % 1
    return np.asarray(np.sort(recall)[(turns * len(recall)).astype(int)])


def _evenly(weight: Array, number: int) -> NDArray[np.intp]:
    """Indices of cases, as many of each as its weight (a logarithm) is worth: systematic resampling (Kitagawa 1996)."""
    edges = np.cumsum(np.exp(weight - weight.max()))
    drawn = np.searchsorted(edges, (np.arange(number) + 0.5) / number * edges[-1])
    return np.asarray(np.minimum(drawn, len(edges) - 1))
