"""What lies behind the detections of one frame: which are real, and how much was missed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from hardstand.counting.errors_of_frames import FrameErrors

Array = NDArray[np.float64]
Counts = NDArray[np.int64]

STEPS = 48
"""Numbers of objects found on average, at least, that are tried with each case of errors."""

CANDIDATES = 4096
"""Cases that are drawn, each with a recall of its own."""

CASES = 512
"""Cases that are kept, all equally likely."""


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
    found = _steps(int(detected.sum()))
    false = errors.per_km2[:, None, :] * ground_km2 + found[:, None] * errors.per_object[:, None, :]
    objects = found[:, None] * errors.shares[:, None, :]
    expected = objects + false
    weight = np.log(expected) @ detected - expected.sum(axis=2) + np.log(found) / 2
    if answers is not None:
        weight += np.log(objects / expected) @ answers.real + np.log(false / expected) @ answers.false
    kept = _evenly(weight.ravel(), CANDIDATES)
    case, step = np.divmod(kept, len(found))
    recall = _scattered(errors.recall)
    missed = found[step] * (1 - recall) / recall
    chosen = _evenly(_agreement(answers, missed), CASES)
    real = (objects / expected)[case[chosen], step[chosen]]
    return Cases(real=real, missed=missed[chosen])


def _steps(detected: int) -> Array:
    """(steps,) numbers to try, evenly spaced in their root, in which a Poisson number spreads alike everywhere."""
    steps = max(STEPS, 4 * int(np.sqrt(detected)))
    reach = np.sqrt(detected + 1) + 3
    return np.asarray(((np.arange(steps) + 0.5) / steps * reach) ** 2)


def _scattered(recall: Array) -> Array:
    """(candidates,) values, each as often, that hang together with nothing: dealt by multiples of the golden ratio."""
    turns = (np.arange(CANDIDATES) * ((np.sqrt(5) - 1) / 2)) % 1
    return np.asarray(np.sort(recall)[(turns * len(recall)).astype(int)])


def _agreement(answers: Answers | None, missed: Array) -> Array:
    """(candidates,) logarithm of the probability of what was found on the ground gone over by eye."""
    if answers is None:
        return np.zeros(len(missed))
    mean = missed * answers.ground_share
    return np.asarray(xlogy(answers.missed, mean) - mean)


def _evenly(weight: Array, number: int) -> NDArray[np.intp]:
    """Indices of cases, as many of each as its weight (a logarithm) is worth: systematic resampling (Kitagawa 1996)."""
    edges = np.cumsum(np.exp(weight - weight.max()))
    drawn = np.searchsorted(edges, (np.arange(number) + 0.5) / number * edges[-1])
    return np.asarray(np.minimum(drawn, len(edges) - 1))
