"""The distribution of a number of objects, exact for each case, from its characteristic function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.fft import next_fast_len

Array = NDArray[np.float64]

LEAST_CASES = 64
WORK = 3_000_000
"""Complex numbers that one distribution may take; a long one is made from fewer of the cases."""

LONGEST = 1 << 15
"""Most objects of which a distribution is made; cases that miss more are taken to miss that many."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Trials:
    """Detections that are alike.

    Attributes:
        probability: (cases,) that one of them is an object that is counted here.
        size: how many there are.
    """

    probability: Array
    size: int


def distribution(trials: Sequence[Trials], missed: Array) -> Array:
    """(n,) probabilities of 0, 1, 2 ... n - 1 objects: sums of binomial and one Poisson number, over all cases.

    The characteristic function of a sum is the product of those of its parts; the discrete Fourier transform inverts
    it exactly where the length holds all of the probability (Hong 2013, The Poisson binomial distribution).

    Args:
        trials: groups of detections.
        missed: (cases,) mean number of objects that no detection marks.
    """
    certain = sum(each.size for each in trials)
    most = float(np.quantile(missed, 0.999))
    length = next_fast_len(min(LONGEST, int(certain + most + 8 * np.sqrt(most) + 32)), real=True)
    every = max(1, int(np.ceil(len(missed) / max(LEAST_CASES, WORK // (length * (len(trials) + 1))))))
    turn = np.exp(-2j * np.pi * np.arange(length // 2 + 1) / length) - 1
    transform = np.exp(np.minimum(missed[::every], most)[:, None] * turn)
    for each in trials:
        transform *= (1 + each.probability[::every, None] * turn) ** each.size
    return np.asarray(np.clip(np.fft.irfft(transform.mean(axis=0), length), 0.0, None))
