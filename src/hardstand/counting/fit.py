"""Learn from labelled frames that trained nothing how a detector errs on one class."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, gammaln, logsumexp

from hardstand.counting.errors_of_frames import to_power
from hardstand.detection.calibration import Agreement, CalibratedBand, CountCalibration, ScoreBin

Array = NDArray[np.float64]

RECALLS = np.geomspace(8.0, 1000.0, 50)
"""Agreements on recall that are tried: at 8 recalls stray by a sixth about a half; more is a new kind of place."""

SHARES = np.geomspace(1.0, 30.0, 50)
"""Agreements on scores that are tried; a few places can't prove that all agree more closely than at 30."""

FALLOFFS = np.linspace(0.0, 1.5, 31)
"""Standard deviations of the logarithm of a frame's power that are tried; at 1.5 one in six frames has a power of 4."""

_NORMAL_AT, _NORMAL_WEIGHT = np.polynomial.hermite_e.hermegauss(11)

SHAPES = np.geomspace(0.3, 100.0, 50)
"""Shapes of the Gamma factor on a frame's false detections that are tried; at 0.3 most frames have nearly none."""

LIKELY = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Quantiles of an agreement's posterior that the card keeps: five equally likely values."""

BIN_QUANTILES = (0.05, 0.15, 0.35, 0.65)
"""The score bins end where these shares of all hits score lower."""

_ROUNDS = 50


@dataclass(frozen=True, kw_only=True, eq=False)
class CountedFrame:
    """One class on one labelled frame.

    Attributes:
        place: of the frame; frames of one place are not independent.
        scores: (n,) of the detections, 0..1, down to the lowest score that counts shall look at, any order.
        hit: (n,) True = matches a labelled object that no higher score has taken.
        labelled: number of labelled objects.
        gsd_m: ground sampling distance, metres.
        ground_km2: ground that could be seen, square kilometres.
    """

    place: str
    scores: Array
    hit: NDArray[np.bool_]
    labelled: int
    gsd_m: float
    ground_km2: float

    def __post_init__(self) -> None:
        """Check that the values belong together."""
        if self.scores.shape != self.hit.shape or int(self.hit.sum()) > self.labelled:
            raise ValueError(
                f"{len(self.scores)} scores need as many flags, not {len(self.hit)}, and {self.labelled} labels "
                f"at most as many hits, not {int(self.hit.sum())}"
            )


def fit_calibration(
    frames: Sequence[CountedFrame],
    *,
    lowest_score: float,
    gsd_edges_m: Sequence[float] = (),
    measured_on: str,
    places: Mapping[str, Sequence[str]],
    overlap: float,
) -> CountCalibration:
    """Count hits, misses and false detections by GSD and score, and learn how far single frames stray.

    Args:
        frames: of places that neither trained the weights nor judge the counts.
        lowest_score: detections below are ignored.
        gsd_edges_m: where one band of GSDs ends and the next begins, ascending, metres; empty = one band.
        measured_on: the kind of place in words that complete "measured on".
        places: data set to names of the places or frames.
        overlap: intersection over union from which a detection and a label were taken for one object.

    Raises:
        ValueError: there are no frames.
    """
    if not frames:
        raise ValueError("a calibration needs at least one labelled frame")
    banded: dict[int, list[CountedFrame]] = defaultdict(list)
    for frame in frames:
        banded[int(np.searchsorted(np.array(gsd_edges_m), frame.gsd_m, side="right"))].append(frame)
    return CountCalibration(
        measured_on=measured_on,
        places={name: tuple(sorted(own)) for name, own in sorted(places.items())},
        overlap=overlap,
        bands=tuple(_band(banded[number], lowest_score) for number in sorted(banded)),
    )


def _band(frames: Sequence[CountedFrame], lowest_score: float) -> CalibratedBand:
    edges = _lower_ends(frames, lowest_score)
    hits, false = (np.array([_by_bin(frame, edges, hit=kind) for frame in frames]) for kind in (True, False))
    labelled = np.array([frame.labelled for frame in frames])
    ground = np.array([frame.ground_km2 for frame in frames])
    on_ground, expected = _split_false(false.sum(axis=1), ground, labelled)
    return CalibratedBand(
        gsd_low_m=min(frame.gsd_m for frame in frames),
        gsd_high_m=max(frame.gsd_m for frame in frames),
        bins=tuple(
            ScoreBin(low=float(low), hits=int(h), false=int(f))
            for low, h, f in zip(edges, hits.sum(axis=0), false.sum(axis=0), strict=True)
        ),
        missed=int(labelled.sum() - hits.sum()),
        false_on_ground=round(on_ground, 3),
        ground_km2=round(float(ground.sum()), 6),
        frames=len(frames),
        places=len({frame.place for frame in frames}),
        objects_beside=round(_objects_beside(frames), 3),
        agreement=_agreement(frames, hits, false, expected),
    )


def _agreement(
    frames: Sequence[CountedFrame], hits: NDArray[np.int64], false: NDArray[np.int64], expected: Array
) -> Agreement:
    """The weaker of what single frames show and what whole places show: frames of one place are much alike."""
    names = np.array([frame.place for frame in frames])
    labelled = np.array([frame.labelled for frame in frames])
    every = np.array([[frame.place == place for frame in frames] for place in dict.fromkeys(names.tolist())], np.int64)
    single = _fits(hits, labelled, false, expected)
    place = _fits(every @ hits, every @ labelled, every @ false, every @ expected)
    weaker = [tuple(min(pair) for pair in zip(*both, strict=True)) for both in zip(single, place, strict=True)]
    falloff = tuple(-each for each in weaker[3])
    return Agreement(recall=weaker[0], scores=weaker[1], false=weaker[2], false_falloff=falloff, false_scores=weaker[4])


def _fits(
    hits: NDArray[np.int64], labelled: NDArray[np.int64], false: NDArray[np.int64], expected: Array
) -> list[tuple[float, ...]]:
    """Likely agreements on recall, scores, false detections, less the deviation of their falloff, and their scores.

    From frames, or from whole places.
    One of them was spent on the mean: what is left of the evidence is that of one fewer (as in a sample variance).
    """
    left = (len(hits) - 1) / len(hits)
    false_scores = _false_scores_fits(false)
    return [
        _likely(RECALLS, 1 / np.sqrt(1 + RECALLS), left * _recall_fits(hits.sum(axis=1), labelled)),
        _likely(SHARES, 1 / np.sqrt(1 + SHARES), left * _shares_fits(hits)),
        _likely(SHAPES, 1 / np.sqrt(SHAPES), left * _false_fits(false.sum(axis=1), expected)),
        _likely(-FALLOFFS[::-1], FALLOFFS[::-1], left * logsumexp(false_scores, axis=1)[::-1]),
        _likely(SHARES, 1 / np.sqrt(1 + SHARES), left * logsumexp(false_scores, axis=0)),
    ]


def _lower_ends(frames: Sequence[CountedFrame], lowest_score: float) -> list[float]:
    """Lower ends of the bins, to a hundredth; no bin without width."""
    scores = np.concatenate([frame.scores[frame.hit & (frame.scores >= lowest_score)] for frame in frames])
    inner = np.quantile(scores, BIN_QUANTILES).round(2).tolist() if len(scores) else []
    return [lowest_score, *sorted({edge for edge in inner if edge > lowest_score})]


def _by_bin(frame: CountedFrame, edges: Sequence[float], *, hit: bool) -> NDArray[np.int64]:
    chosen = frame.scores[frame.hit == hit]
    bins = np.searchsorted(np.array(edges), chosen, side="right") - 1
    return np.bincount(bins[bins >= 0], minlength=len(edges))


def _split_false(false: NDArray[np.int64], ground: Array, labelled: NDArray[np.int64]) -> tuple[float, Array]:
    """How many false detections go with the ground, and how many each frame was to expect.

    Poisson numbers with a rate per square kilometre and one per object, fitted by expectation and maximisation.
    """
    per_km2, per_object = false.sum() / 2 / ground.sum(), false.sum() / 2 / max(labelled.sum(), 1)
    for _ in range(_ROUNDS):
        from_ground = per_km2 * ground
        expected = from_ground + per_object * labelled
        owed = np.divide(false * from_ground, expected, out=np.zeros(len(false)), where=expected > 0)
        per_km2, per_object = owed.sum() / ground.sum(), (false.sum() - owed.sum()) / max(labelled.sum(), 1)
    return float(owed.sum()), per_km2 * ground + per_object * labelled


def _objects_beside(frames: Sequence[CountedFrame]) -> float:
    objects: Counter[str] = Counter()
    for frame in frames:
        objects[frame.place] += frame.labelled
    total = objects.total()
    return sum(number**2 for number in objects.values()) / total if total else 1.0


def _recall_fits(hits: NDArray[np.int64], labelled: NDArray[np.int64]) -> Array:
    """(agreements,) log likelihood of beta-binomial hits, the mean recall being the pooled one."""
    mean = (hits.sum() + 0.5) / (labelled.sum() + 1)
    first, second = RECALLS[:, None] * mean, RECALLS[:, None] * (1 - mean)
    return np.asarray((betaln(first + hits, second + labelled - hits) - betaln(first, second)).sum(axis=1))


def _shares_fits(hits: NDArray[np.int64]) -> Array:
    """(agreements,) log likelihood of Dirichlet-multinomial bins of the hits."""
    mean = (hits.sum(axis=0) + 0.5) / (hits.sum() + 0.5 * hits.shape[1])
    alpha = SHARES[:, None, None] * mean
    total = hits.sum(axis=1)
    whole = gammaln(SHARES[:, None]) - gammaln(SHARES[:, None] + total)
    return np.asarray((whole + (gammaln(alpha + hits) - gammaln(alpha)).sum(axis=2)).sum(axis=1))


def _false_scores_fits(false: NDArray[np.int64]) -> Array:
    """(falloffs, agreements) log likelihood of Dirichlet-multinomial bins about mean shares to a frame's own power."""
    mean = (false.sum(axis=0) + 0.5) / (false.sum() + 0.5 * false.shape[1])
    powers = np.exp(FALLOFFS[:, None] * _NORMAL_AT)[..., None, None, None]
    alpha = SHARES[:, None, None] * to_power(mean, powers)
    total = false.sum(axis=1)
    whole = gammaln(SHARES[:, None]) - gammaln(SHARES[:, None] + total)
    fits = whole + (gammaln(alpha + false) - gammaln(alpha)).sum(axis=-1)
    return np.asarray(logsumexp(fits, axis=1, b=_NORMAL_WEIGHT[:, None, None]).sum(axis=-1))


def _false_fits(false: NDArray[np.int64], expected: Array) -> Array:
    """(shapes,) log likelihood of negative-binomial numbers of false detections."""
    shape = SHAPES[:, None]
    mean = np.maximum(expected, 1e-9)
    counted = gammaln(shape + false) - gammaln(shape) + false * np.log(mean / (shape + mean))
    return np.asarray((counted - shape * np.log1p(mean / shape)).sum(axis=1))


def _likely(values: Array, deviations: Array, log_likelihood: Array) -> tuple[float, ...]:
    """Equally likely values of an agreement; before the data every deviation between frames is equally likely.

    Args:
        values: that are tried, ascending.
        deviations: relative standard deviation between frames that goes with each.
        log_likelihood: of each.
    """
    prior = -np.gradient(deviations)
    edges = np.cumsum(prior * np.exp(log_likelihood - log_likelihood.max()))
    chosen = np.searchsorted(edges, np.array(LIKELY) * edges[-1])
    return tuple(float(f"{value:.3g}") for value in values[chosen])
