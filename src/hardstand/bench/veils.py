"""Haze, darkness and overexposure of known strength, to lay over real frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hardstand.bench.datasets import AIRBUS_GSD_M
from hardstand.simulation.haze_over import Field, Picture, expose, lay_haze, patches

GRAIN = 1.0
"""Standard deviation of the sensor's noise, grey values."""

THICKEST, DARKEST, BRIGHTEST = 6.0, 5.0, 2.5
"""Optical depth of the thickest fog, and natural logarithms of the least and the largest gain, over patchy frames."""

HAZE_SHARES = (0.5, 0.8, 0.9, 0.95)
GAINS = (0.2, 0.1, 2.0)


@dataclass(frozen=True, kw_only=True)
class Veil:
    """One way to hide a frame.

    Attributes:
        kind: "haze", "darkness" or "overexposure".
        strength: share of haze, or gain; None where it changes from 0 to the most over the frame in patches.
        lay: from a picture, and the random numbers of patches and noise, to the picture seen through it.
    """

    kind: str
    strength: float | None
    lay: Callable[[Picture, np.random.Generator], Picture]


def veils() -> tuple[Veil, ...]:
    """All that are measured."""
    return (
        *(_haze(share) for share in HAZE_SHARES),
        Veil(kind="haze", strength=None, lay=_fog),
        *(_gain(gain) for gain in GAINS),
        Veil(kind="darkness", strength=None, lay=lambda picture, rng: _lit(picture, -DARKEST, rng)),
        Veil(kind="overexposure", strength=None, lay=lambda picture, rng: _lit(picture, BRIGHTEST, rng)),
    )


def _haze(share: float) -> Veil:
    depth = -float(np.log(1 - share))
    return Veil(kind="haze", strength=share, lay=lambda picture, rng: lay_haze(picture, depth, GRAIN, rng))


def _gain(gain: float) -> Veil:
    kind = "darkness" if gain < 1 else "overexposure"
    return Veil(kind=kind, strength=gain, lay=lambda picture, rng: expose(picture, gain, GRAIN, rng))


def _fog(picture: Picture, rng: np.random.Generator) -> Picture:
    return lay_haze(picture, np.float32(THICKEST) * _patches(picture, rng), GRAIN, rng)


def _lit(picture: Picture, most: float, rng: np.random.Generator) -> Picture:
    """Gains from 1 to exp(most), in patches."""
    gain = np.exp(np.float32(most) * _patches(picture, rng))
    return expose(picture, np.asarray(gain, np.float32), GRAIN, rng)


def _patches(picture: Picture, rng: np.random.Generator) -> Field:
    rows, columns = picture.shape[:2]
    return patches((rows, columns), AIRBUS_GSD_M, rng)
