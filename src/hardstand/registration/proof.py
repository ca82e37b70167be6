"""Whether a fit could be chance."""

from __future__ import annotations

import math

from scipy.stats import binom

from hardstand.registration.mapping import Model


def log10_false_alarms(agreeing: int, windows: int, tolerance: float, reach: float, model: Model) -> float:
    """Logarithm of the number of fits as good as this one that chance alone would bring.

    At a wrong place a window's best shift lies anywhere within reach, so that a given map meets it with probability
    p = pi tolerance^2 / (2 reach + 1)^2. The map may be laid through any of the windows, as many as fix the model; the
    others then agree by a binomial law. After Desolneux, Moisan and Morel, Meaningful alignments, IJCV 2000.

    Args:
        agreeing: windows that the map meets.
        windows: all windows that were looked at.
        tolerance: distance within which a window is met, window pixels.
        reach: largest shift that was looked at, window pixels.
        model: what the map may do.
    """
    free = model.value
    choices = math.log10(max(1, math.comb(windows, free)))
    if agreeing <= free:
        return choices
    chance = math.pi * tolerance**2 / (2 * reach + 1) ** 2
    return choices + float(binom.logsf(agreeing - free - 1, windows - free, chance)) / math.log(10)
