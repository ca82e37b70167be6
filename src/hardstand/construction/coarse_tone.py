"""Brightness made comparable: each band of each date by its own middle and spread, so that no unit has to be known."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hardstand.construction.warp import Mask, Values

SAMPLE_PX = 1_000_000
"""Pixels that the tone of a scene is measured on, about; a regular grid of them."""

FLOOR = 0.01
"""Values below this share of a band's median count as this: a logarithm needs a bottom; zero is dark, not endless."""

LEAST_SPREAD = 0.05
"""Spread of a band's logarithm that is assumed at least: a flat scene must not turn its noise into change."""

REACH = (-4.0, 6.0)
"""Spreads from the middle beyond which nothing more is told apart, down and up: clouds and glint lie there."""

BANDS = 4
"""Blue, green, red, near infrared."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Tone:
    """How bright a date is.

    Attributes:
        middle: (bands,) float64, median of the logarithm of each band.
        spread: (bands,) float64, half the distance from the 16th to the 84th percentile of the same, > 0.
        floor: (bands,) float64, least value whose logarithm is taken, > 0, in the image's own values.
    """

    middle: NDArray[np.float64]
    spread: NDArray[np.float64]
    floor: NDArray[np.float64]

    def apply(self, values: Values) -> Values:
        """(rows, columns, bands) in the image's own values to spreads from the middle, (rows, columns, BANDS) float32.

        A near infrared that is lacking becomes 0, as if every pixel lay in the middle; the network knows that form.
        """
        logs = np.log(np.maximum(values, self.floor))
        toned = np.clip((logs - self.middle) / self.spread, *REACH).astype(np.float32)
        lacking = BANDS - toned.shape[2]
        return np.pad(toned, ((0, 0), (0, 0), (0, lacking))) if lacking else toned


def measure_tone(values: NDArray[np.number], seen: Mask) -> Tone | None:
    """The tone of one date, from what was seen of it on both.

    Args:
        values: (rows, columns, bands) in the image's own values, of any numeric type.
        seen: (rows, columns) bool, True = seen.

    Returns:
        None where nothing was seen.
    """
    step = max(1, math.ceil(math.sqrt(seen.size / SAMPLE_PX)))
    sample = values[::step, ::step][seen[::step, ::step]].astype(np.float64)
    if not len(sample):
        return None
    floor = np.maximum(FLOOR * np.median(sample, axis=0), np.finfo(np.float32).tiny)
    low, middle, high = np.percentile(np.log(np.maximum(sample, floor)), [16, 50, 84], axis=0)
    return Tone(middle=middle, spread=np.maximum((high - low) / 2, LEAST_SPREAD), floor=floor)
