"""Which share of the detections in one bin of scores is objects, given how many of both kinds are expected there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from hardstand.counting.errors_of_frames import FrameErrors

Array = NDArray[np.float64]
Counts = NDArray[np.int64]

LOGITS = np.linspace(-14.0, 14.0, 113)
"""Of the probabilities, to be an object, that are tried for the detections of a bin."""

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
    a, b = 1 / errors.shares_vary[case], 1 / errors.false_shares_vary[case]
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
        likely[:, bin_] = _drawn(weight + asked, spread(len(case), bin_ + 2))
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


def spread(number: int, which: int) -> Array:
    """(number,) evenly spread within 0..1, another order for each `which`: multiples of roots of primes."""
    return np.asarray(((np.arange(number) + 0.5) * np.sqrt(_PRIMES[which % len(_PRIMES)])) % 1)


_PRIMES = (2, 3, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)
