"""How many of a class an acquisition shows, with the interval of the true number, by class and by category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hardstand.counting import Basis, CountEstimate, FrameCount, FrameScores, ReviewedSample, ReviewItem
from hardstand.detection import DetectionRequest, Detector, score_thresholds
from hardstand.detection.calibration import CountCalibration
from hardstand.detection.request import DOUBT_SHARE
from hardstand.detection.several import owners
from hardstand.imagery.visibility import Cause
from hardstand.ledger.entries import Count, CountPart
from hardstand.ledger.reviewing import items_to_review
from hardstand.ledger.view import DatedView
from hardstand.measurement.sighting import Sighting

Array = NDArray[np.float64]

WORTH_TELLING = 0.5
"""A category or size class is told of from so many expected objects, or where one sighting is likeliest of it."""


@dataclass(frozen=True, kw_only=True)
class CountBasis:
    """What the interval of a class's counts stands on.

    Attributes:
        calibration: measured errors of the detector on the class; None where they were not measured.
        lowest_score: the score below which the detector reported nothing, not even as doubtful.
        unlike: whether the site is of another kind than the places of the calibration; the interval is then wider.
    """

    calibration: CountCalibration | None
    lowest_score: float
    unlike: bool = False


NO_BASIS = CountBasis(calibration=None, lowest_score=0.0)


def bases_of(detectors: Sequence[Detector], request: DetectionRequest, *, unlike: bool) -> dict[str, CountBasis]:
    """By class, what the intervals stand on: the card of the detector that answers for the class."""
    thresholds = [score_thresholds(detector.card, request) for detector in detectors]
    return {
        label: CountBasis(
            calibration=detectors[index].card.hardstand.classes[label].counts,
            lowest_score=DOUBT_SHARE * thresholds[index][label],
            unlike=unlike,
        )
        for label, index in owners(detectors).items()
    }


def count_class(
    view: DatedView, label: str, basis: CountBasis, reviewed: ReviewedSample | None = None
) -> tuple[Count, tuple[ReviewItem, ...]]:
    """The count of one class on one acquisition, and what a person should look at to make it surer.

    Without a calibration there is a number found, no interval, and nothing to look at.
    """
    sure = [each for each in view.sightings if each.detection.label == label]
    every = [*sure, *(each for each in view.doubtful if each.detection.label == label)]
    frame = _frame_count(view, every, label, basis, reviewed)
    total = None if frame is None else frame.total()
    count = Count(
        acquisition=view.acquisition,
        label=label,
        found=len(sure),
        low=None if total is None else total.low,
        high=None if total is None else total.high,
        seen_fraction=view.shares[Cause.SEEN],
        estimate=None if total is None else total.estimate,
        basis=None if frame is None else _in_words(basis, frame),
        parts=_parts(sure, len(every) - len(sure), frame),
    )
    unreviewed = _frame_count(view, every, label, basis, None)
    return count, () if unreviewed is None else items_to_review(view, label, every, unreviewed)


def _frame_count(
    view: DatedView, sightings: Sequence[Sighting], label: str, basis: CountBasis, reviewed: ReviewedSample | None
) -> FrameCount | None:
    """None without a calibration, and where no ground was seen."""
    if basis.calibration is None or view.seen_km2 <= 0:
        return None
    frame = FrameScores(
        scores=np.array([each.detection.score for each in sightings], dtype=np.float64),
        gsd_m=view.ground.gsd_m,
        ground_km2=view.seen_km2,
        lowest_score=basis.lowest_score,
    )
    review = None if reviewed is None else reviewed.of(view.acquisition, label, [each.id for each in sightings])
    return FrameCount(basis.calibration, frame, unlike=basis.unlike, review=review)


def _in_words(basis: CountBasis, frame: FrameCount) -> str:
    """As in "errors measured on civil airports at 0.5 m"."""
    assert basis.calibration is not None
    if frame.basis is Basis.SURVEY:
        return "a reviewed sample alone"
    words = f"errors measured on {basis.calibration.measured_on}"
    if basis.unlike:
        words += ", widened because this site is of another kind"
    elif frame.unlike:
        words += ", widened because this resolution was not among them"
    return words if frame.basis is Basis.CALIBRATION else f"{words}, and a reviewed sample"


def _parts(sure: Sequence[Sighting], doubtful: int, frame: FrameCount | None) -> tuple[CountPart, ...]:
    """By category where the images show types, by size class where they show no more; the most numerous first."""
    found = [_shares_of(sighting) for sighting in sure]
    parts = []
    for (kind, name), shares in _by_part(found).items():
        likeliest = sum(_likeliest(each) == (kind, name) for each in found)
        if likeliest == 0 and shares.sum() < WORTH_TELLING:
            continue
        # What is doubtful was not measured: it is divided as what was found.
        every = np.append(shares, np.full(doubtful, shares.mean()))
        number = None if frame is None else frame.part(every)
        parts.append(_part(kind, name, likeliest, number))
    return tuple(sorted(parts, key=lambda part: (-part.found, part.kind, part.name)))


def _part(kind: str, name: str, found: int, number: CountEstimate | None) -> CountPart:
    return CountPart(
        name=name,
        kind=kind,
        found=found,
        low=None if number is None else number.low,
        high=None if number is None else number.high,
        estimate=None if number is None else number.estimate,
    )


_Shares = Mapping[tuple[str, str], float]
"""Kind and name of a part to the probability that an object belongs to it."""


def _shares_of(sighting: Sighting) -> _Shares:
    identity = sighting.identity
    if not identity.types:
        return {} if identity.size_class is None else {("size class", identity.size_class): 1.0}
    shares: dict[tuple[str, str], float] = defaultdict(float)
    for each in identity.types:
        shares["category", each.category] += each.probability
    return shares


def _likeliest(shares: _Shares) -> tuple[str, str] | None:
    return max(shares, key=lambda part: (shares[part], part), default=None)


def _by_part(found: Sequence[_Shares]) -> dict[tuple[str, str], Array]:
    """Each part with the (n,) shares of all sightings in it."""
    names = sorted({part for shares in found for part in shares})
    return {part: np.array([min(1.0, shares.get(part, 0.0)) for shares in found]) for part in names}
