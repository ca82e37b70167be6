"""How a detector errs, and how far one frame may stray: many likely cases of what its calibration leaves open.

The model, for one class on one frame with A square kilometres of ground seen:

* `t` objects are found on average, and `t (1 - r) / r` are missed; `r` is the frame's recall.
* Of those found, the share `s_k` scores in bin `k`; a frame's own shares are Dirichlet distributed about the mean.
* `F` false detections are expected: Gamma distributed about `g A + o t`; `g` per square kilometre, `o` per object that
  is found. The share `f_k` of them scores in bin `k`. On a frame the share above each score is the mean share to the
  frame's own power (Lehmann 1953, The power of rank tests), and the bins are Dirichlet distributed about that.

The means over all frames have the usual posteriors of counts with Jeffreys' priors (Beta, Dirichlet, Gamma); how far a
frame's own values stray from them the calibration's `Agreement` says (Gelman et al., Bayesian Data Analysis, 3rd
edition, chapters 2, 3 and 5). Counts of frames that resemble each other weigh less: they are divided by their design
effect (Kish, Survey Sampling, 1965, section 5.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammaincinv, ndtri
from scipy.stats import qmc

from hardstand.detection.calibration import CalibratedBand

Array = NDArray[np.float64]

CASES_LOG2 = 6
"""64 cases."""

UNLIKE_FACTOR = 8.0
"""On a place of a kind that was not measured, misses and false detections are up to so many times as frequent.

The first shipped detector, calibrated at civil airports at 0.5 m, missed 1.4 % there and 11.9 % on the scenes of
HRPlanesV2, 8.5 times as many.
"""

UNLIKE_SCORES = 3.0
"""There the scores of what is found agree no better than this: as on the scenes of HRPlanesV2, of many kinds."""

STEADIEST = 1e-3
"""Least relative variance of a frame's own share: below, it hardly strays."""

_JEFFREYS = 0.5
_LEAST = 1e-9


@dataclass(frozen=True, kw_only=True, eq=False)
class FrameErrors:
    """Equally likely cases of a detector's errors, and how far one frame strays from them.

    Attributes:
        recall: (cases,) share of a frame's objects that is found in any of the bins, within 0..1; hangs together with
            nothing else.
        shares: (cases, bins) mean share of the found objects that scores in each bin; sums to 1.
        shares_agree: (cases,) concentration of a frame's own shares about the mean.
        per_km2: (cases,) mean number of false detections per square kilometre of ground.
        per_object: (cases,) mean number of false detections per object that is found.
        false_agree: (cases,) shape of the Gamma factor on a frame's false detections.
        false_shares: (cases, bins) share of the frame's false detections that scores in each bin; sums to 1.
        false_shares_agree: (cases,) concentration of what the frame does beyond that.
    """

    recall: Array
    shares: Array
    shares_agree: Array
    per_km2: Array
    per_object: Array
    false_agree: Array
    false_shares: Array
    false_shares_agree: Array

    def __post_init__(self) -> None:
        """Let nobody change what several counts share."""
        for values in vars(self).values():
            values.flags.writeable = False

    @property
    def shares_vary(self) -> Array:
        """(cases, bins) relative variance of a frame's own share of objects in each bin."""
        return _relative_variance(self.shares, self.shares_agree)

    @property
    def false_shares_vary(self) -> Array:
        """(cases, bins) relative variance of a frame's own share of false detections in each bin."""
        return _relative_variance(self.false_shares, self.false_shares_agree)

    def above(self, first: int) -> FrameErrors:
        """As if nothing scored in the bins before `first`: what is found there counts as missed."""
        if first == 0:
            return self
        kept, kept_false = (
            np.maximum(shares[:, first:].sum(axis=1), _LEAST) for shares in (self.shares, self.false_shares)
        )
        return FrameErrors(
            recall=np.maximum(self.recall * kept, _LEAST),
            shares=self.shares[:, first:] / kept[:, None],
            shares_agree=self.shares_agree * kept,
            per_km2=self.per_km2 * kept_false,
            per_object=self.per_object * kept_false,
            false_agree=self.false_agree,
            false_shares=self.false_shares[:, first:] / kept_false[:, None],
            false_shares_agree=self.false_shares_agree * kept_false,
        )


@lru_cache(maxsize=64)
def frame_errors(band: CalibratedBand, *, unlike: bool = False) -> FrameErrors:
    """Likely cases of the errors on a new frame; the same for the same band, as nothing is drawn by chance.

    Args:
        band: what was measured.
        unlike: whether the frame shows a place of another kind than those measured; misses and false detections are
            then up to `UNLIKE_FACTOR` times as frequent, every factor on a logarithmic scale being equally likely.
    """
    deck = _Deck(dimensions=12 + 2 * len(band.bins))
    recall = _recalls(band, deck)
    agree, shares = _shares(band, deck, most=UNLIKE_SCORES if unlike else np.inf)
    missing, inventing = (UNLIKE_FACTOR ** deck.next() for _ in range(2)) if unlike else (1.0, 1.0)
    false_agree = deck.one_of(band.agreement.false)
    per_km2, per_object, false_shares = _false_rates(band, false_agree, deck)
    power = np.exp(deck.one_of(band.agreement.false_falloff) * ndtri(deck.next()))
    return FrameErrors(
        recall=recall / (recall + (1 - recall) * missing),
        shares=shares,
        shares_agree=agree,
        per_km2=per_km2 * inventing,
        per_object=per_object * inventing,
        false_agree=false_agree,
        false_shares=to_power(false_shares, power[:, None]),
        false_shares_agree=deck.one_of(band.agreement.false_scores),
    )


def _relative_variance(mean: Array, agreement: Array) -> Array:
    """Of each share of a Dirichlet distribution, variance over squared mean."""
    return np.asarray(np.maximum((1 - mean) / np.maximum(mean, _LEAST) / (agreement[:, None] + 1), STEADIEST))


def to_power(shares: Array, power: Array) -> Array:
    """(..., bins) shares of which the sum from each bin upwards is that of `shares` to a power; sums to 1.

    Args:
        shares: (..., bins), ascending in score; sums to 1.
        power: (..., 1), above 0.
    """
    above = np.minimum(np.flip(np.cumsum(np.flip(shares, -1), axis=-1), -1), 1.0) ** power
    return np.asarray(np.maximum(above - np.append(above[..., 1:], np.zeros_like(above[..., :1]), axis=-1), _LEAST))


class _Deck:
    """Columns of evenly spread numbers within 0..1 (Sobol's sequence, moved off the ends), dealt one by one."""

    def __init__(self, dimensions: int) -> None:
        points = qmc.Sobol(dimensions, scramble=False).random_base2(CASES_LOG2)
        self._columns = iter((points + 0.5 / len(points)).T)

    def next(self) -> Array:
        return np.asarray(next(self._columns))

    def several(self, number: int) -> Array:
        return np.stack([self.next() for _ in range(number)], axis=1)

    def one_of(self, values: tuple[float, ...]) -> Array:
        return np.asarray(np.array(values)[(self.next() * len(values)).astype(int)])


def _recalls(band: CalibratedBand, deck: _Deck) -> Array:
    agreement = deck.one_of(band.agreement.recall)
    effect = _design_effect(band, agreement)
    mean = betaincinv(band.hits / effect + _JEFFREYS, band.missed / effect + _JEFFREYS, deck.next())
    mean = np.clip(mean, _LEAST, 1 - _LEAST)
    own = betaincinv(agreement * mean, agreement * (1 - mean), deck.next())
    return np.asarray(np.clip(own, _LEAST, 1 - _LEAST))


def _shares(band: CalibratedBand, deck: _Deck, most: float) -> tuple[Array, Array]:
    agreement = np.minimum(deck.one_of(band.agreement.scores), most)
    effect = _design_effect(band, agreement)[:, None]
    hits = np.array([each.hits for each in band.bins])
    return agreement, _dirichlet(hits / effect + _JEFFREYS, deck)


def _design_effect(band: CalibratedBand, agreement: Array) -> Array:
    """How many counted objects are worth one independent one, when places agree no better than frames."""
    return np.asarray(1 + (band.objects_beside - 1) / (1 + agreement))


def _false_rates(band: CalibratedBand, agreement: Array, deck: _Deck) -> tuple[Array, Array, Array]:
    effect = 1 + band.false / band.frames / agreement
    beside = band.false - band.false_on_ground
    per_km2 = gammaincinv(band.false_on_ground / effect + _JEFFREYS, deck.next()) * effect / band.ground_km2
    per_object = gammaincinv(beside / effect + _JEFFREYS, deck.next()) * effect / max(band.hits, 1)
    false = np.array([each.false for each in band.bins])
    shares = _dirichlet(false / effect[:, None] + _JEFFREYS, deck)
    return np.maximum(per_km2, _LEAST**2), np.maximum(per_object, _LEAST**2), shares


def _dirichlet(parameters: Array, deck: _Deck) -> Array:
    """(cases, bins) of a Dirichlet distribution: Gamma variables over their sum."""
    parts = gammaincinv(np.maximum(parameters, _LEAST), deck.several(parameters.shape[1])) + _LEAST
    return np.asarray(parts / parts.sum(axis=1, keepdims=True))
