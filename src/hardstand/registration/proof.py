"""Whether a fit could be chance."""

from __future__ import annotations

import math

from scipy.stats import binom


def log10_false_alarms(agreeing: int, windows: int, tolerance: float, reach: float) -> float:
    """Logarithm of how many fits as good as this one chance alone would bring (Desolneux, Moisan, Morel, 2000).

    At a wrong place a window's best shift lies anywhere within reach, so that a given affine map meets it with
    probability p = pi tolerance^2 / (2 reach + 1)^2. The map may be chosen through any 3 of the windows.

    Args:
        agreeing: windows that the map meets.
        windows: all windows that were looked at.
        tolerance: distance within which a window is met, window pixels.
        reach: largest shift that was looked at, window pixels.
    """
    if agreeing <= 3:
        return float(math.log10(max(1, math.comb(windows, 3))))
    chance = math.pi * tolerance**2 / (2 * reach + 1) ** 2
    tail = binom.logsf(agreeing - 4, windows - 3, chance) / math.log(10)
    return float(math.log10(math.comb(windows, 3)) + tail)
