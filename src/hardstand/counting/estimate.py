"""How many objects stand on a frame: an estimate and its 90 % interval, from scores and a calibration."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from hardstand.counting.bin_shares import Answers
from hardstand.counting.convolution import Trials, distribution
from hardstand.counting.errors_of_frames import FrameErrors, frame_errors
from hardstand.counting.posterior import Cases, likely_cases
from hardstand.counting.review import FrameReview
from hardstand.counting.survey import SampleOf, large_enough, survey_interval
from hardstand.detection.calibration import CalibratedBand, CountCalibration

Array = NDArray[np.float64]

LEVEL = 0.9
"""Probability that the true number lies in the interval."""

SHARE_STEPS = 50
"""Shares of detections in a part are rounded to a fiftieth, so that equal ones are dealt with at once."""

SAME_GSD = 0.15
"""A GSD this share outside a calibrated band is still taken for one inside."""


@dataclass(frozen=True, kw_only=True)
class CountEstimate:
    """A number of objects.

    Attributes:
        estimate: the middle of the distribution: the true number is as likely above as below.
        low: lower end of the 90 % interval, inclusive.
        high: upper end, inclusive.
    """

    estimate: int
    low: int
    high: int


class Basis(StrEnum):
    """What an interval stands on."""

    CALIBRATION = "calibration"
    BOTH = "calibration and review"
    """A person's answers on top of the calibration."""
    SURVEY = "review"
    """So many answers that the calibration need not be believed."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FrameScores:
    """The detections of one class on one frame, as a count needs them.

    Attributes:
        scores: (n,) of all detections, the doubtful ones included, 0..1, in any order.
        gsd_m: ground sampling distance of the frame, metres.
        ground_km2: ground that was seen, square kilometres.
        lowest_score: the score below which the detector reported nothing.
    """

    scores: Array
    gsd_m: float
    ground_km2: float
    lowest_score: float = 0.0


class FrameCount:
    """What the detections of one class on one frame say about how many there are.

    Attributes:
        unlike: whether the frame was taken to show another kind of place than the calibration's.
    """

    def __init__(
        self,
        calibration: CountCalibration,
        frame: FrameScores,
        *,
        unlike: bool = False,
        review: FrameReview | None = None,
    ) -> None:
        """Find what may lie behind the detections.

        Args:
            calibration: of the detector on the class.
            frame: what was detected; with a GSD outside the calibrated bands the place counts as `unlike`.
            unlike: whether the frame shows another kind of place than the calibration's.
            review: what a person said; None where nobody looked.
        """
        band, inside = band_of(calibration, frame.gsd_m)
        first = _first_bin(band, frame.lowest_score)
        self.unlike = unlike or not inside
        self._review = FrameReview.none(len(frame.scores)) if review is None else review
        self._bins = _bin_numbers(band, first, frame.scores)
        errors = frame_errors(band, unlike=self.unlike).above(first)
        self._cases = _cases(self._bins, errors, frame.ground_km2, self._review)
        self._survey = None
        if not self._review.empty:
            before = _cases(self._bins, errors, frame.ground_km2, FrameReview.none(len(frame.scores)))
            self._survey = _survey(self._review, _probabilities(before, self._bins), float(before.missed.mean()))

    @property
    def basis(self) -> Basis:
        """What the interval of all objects stands on."""
        if self._survey is not None:
            return Basis.SURVEY
        return Basis.CALIBRATION if self._review.empty else Basis.BOTH

    @property
    def probabilities(self) -> Array:
        """(n,) probability that each detection is an object; 0 for what scores lower than the calibration looked."""
        return np.where(self._review.real >= 0, self._review.real, _probabilities(self._cases, self._bins))

    @property
    def missed(self) -> float:
        """Mean number of objects that no detection marks, those that a person found included."""
        left = self._cases.missed.mean() * (1 - self._review.ground_share)
        return float(left + self._review.missed)

    def total(self) -> CountEstimate:
        """The number of all objects."""
        if self._survey is not None:
            return self._survey
        return self.part(np.ones(len(self._bins)))

    def part(self, shares: Array) -> CountEstimate:
        """The number of objects of one part, such as a category.

        Whether one detection belongs to the part is taken not to depend on whether another does. What was missed is
        divided as what was found.

        Args:
            shares: (n,) probability that each detection, if it is an object, belongs to the part, 0..1.
        """
        return interval_of(self.distribution(shares))

    def distribution(self, shares: Array) -> Array:
        """(m,) probabilities of 0, 1, 2 ... m - 1 objects of a part; `shares` as in `part`."""
        likely = self.probabilities
        whole = bool((shares == 1).all())
        of_missed = 1.0 if whole else float((likely @ shares + 0.5) / (likely.sum() + 1))
        trials = self._trials(shares)
        if self._review.missed:
            trials.append(Trials(probability=np.full(len(self._cases.missed), of_missed), size=self._review.missed))
        left = 1 - self._review.ground_share
        return distribution(trials, self._cases.missed * of_missed * left)

    def _trials(self, shares: Array) -> list[Trials]:
        rounded = np.round(shares * SHARE_STEPS) / SHARE_STEPS
        reviewed, nothing = self._review.real, self._cases.real.shape[1]
        groups = Counter(
            (int(bin_), int(answer), float(share))
            for bin_, answer, share in zip(self._bins, reviewed, rounded, strict=True)
            if share > 0 and answer != 0 and (answer == 1 or bin_ < nothing)
        )
        return [
            Trials(
                probability=share * (np.ones(len(self._cases.missed)) if answer == 1 else self._cases.real[:, bin_]),
                size=size,
            )
            for (bin_, answer, share), size in sorted(groups.items())
        ]


def band_of(calibration: CountCalibration, gsd_m: float) -> tuple[CalibratedBand, bool]:
    """The band that is nearest to a GSD, and whether the GSD lies in it."""

    def beyond(band: CalibratedBand) -> float:
        return max(band.gsd_low_m / gsd_m, gsd_m / band.gsd_high_m, 1.0)

    nearest = min(calibration.bands, key=beyond)
    return nearest, beyond(nearest) <= 1 + SAME_GSD


def interval_of(probabilities: Array) -> CountEstimate:
    """The middle and the 90 % interval of a distribution over 0, 1, 2 ...: at most 5 % lie outside on either side."""
    reached = np.cumsum(probabilities) / probabilities.sum()
    low, middle, high = (int(np.searchsorted(reached, share)) for share in ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2))
    return CountEstimate(estimate=middle, low=low, high=high)


def _first_bin(band: CalibratedBand, lowest_score: float) -> int:
    """The first bin in which the detector reported everything; the last one at the latest."""
    starts = [number for number, each in enumerate(band.bins) if each.low >= lowest_score - 1e-9]
    return starts[0] if starts else len(band.bins) - 1


def _bin_numbers(band: CalibratedBand, first: int, scores: Array) -> NDArray[np.intp]:
    """(n,) number of the bin of each score, from 0; one past the last for what lies below the first."""
    lows = np.array([each.low for each in band.bins[first:]])
    bins = np.searchsorted(lows, scores, side="right") - 1
    return np.where(bins < 0, len(lows), bins)


def _probabilities(cases: Cases, bins: NDArray[np.intp]) -> Array:
    return np.append(cases.real.mean(axis=0), 0.0)[bins]


def _survey(review: FrameReview, probabilities: Array, missed: float) -> CountEstimate | None:
    """The interval from the answers alone, where they are enough for one."""
    asked = review.real >= 0
    detections = SampleOf(
        truth=review.real[asked].astype(np.float64),
        expected=probabilities[asked],
        shares=review.shares[asked],
        of=len(asked),
        expected_sum=float(probabilities.sum()),
    )
    tiles = SampleOf(
        truth=review.tile_missed.astype(np.float64),
        expected=missed * review.tile_shares,
        shares=review.tile_shares,
        of=len(review.tile_shares) + (not review.all_ground),
        expected_sum=missed,
    )
    if not large_enough(detections, tiles):
        return None
    estimate, low, high = survey_interval(LEVEL, detections, tiles)
    return CountEstimate(estimate=round(estimate), low=math.floor(low), high=math.ceil(high))


def _cases(bins: NDArray[np.intp], errors: FrameErrors, ground_km2: float, review: FrameReview) -> Cases:
    size = errors.shares.shape[1]

    def counted(chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(bins[chosen & (bins < size)], minlength=size)

    every = counted(np.ones(len(bins), np.bool_))
    if review.empty:
        return likely_cases(every, errors, ground_km2)
    answers = Answers(
        real=counted(review.real == 1),
        false=counted(review.real == 0),
        ground_share=review.ground_share,
        missed=review.missed,
    )
    return likely_cases(every, errors, ground_km2, answers)
