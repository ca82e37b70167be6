"""What is asked of a detector, and what its card allows it to answer."""

from __future__ import annotations

from dataclasses import dataclass

from hardstand.detection.card import GsdRange, ModelCard
from hardstand.errors import DetectionError

DOUBT_SHARE = 0.4
"""What scores at least this share of the threshold is too likely an object for its ground to be called empty."""

SAME_GSD = 0.03
"""Two GSDs that differ by less than this share are one: the image is not resampled, and is not outside a range."""


@dataclass(frozen=True, kw_only=True)
class DetectionRequest:
    """How to detect.

    Attributes:
        min_score: drop what scores lower, whatever its class; None = where the card says that counts are right.
        forced: report every class although the GSD is outside the range that it was measured on.
    """

    min_score: float | None = None
    forced: bool = False


def score_thresholds(card: ModelCard, request: DetectionRequest) -> dict[str, float]:
    """By class, the score below which detections are dropped.

    Raises:
        DetectionError: the score asked for is no score.
    """
    if request.min_score is None:
        return {label: facts.count_score for label, facts in card.hardstand.classes.items()}
    if not 0 <= request.min_score <= 1:
        raise DetectionError(f"A score of {request.min_score} can't be asked for; give a number from 0 to 1.")
    return dict.fromkeys(card.hardstand.labels, request.min_score)


def not_observable(card: ModelCard, gsd_m: float) -> dict[str, str]:
    """The classes that were not measured on images of this GSD, each with the reason in words for a reader."""
    return {
        label: _reason(facts.gsd_range_m, gsd_m)
        for label, facts in card.hardstand.classes.items()
        if not _within(facts.gsd_range_m, gsd_m)
    }


def outside_measured_gsd(card: ModelCard, gsd_m: float) -> bool:
    """Whether no class of the model was measured on images of this GSD."""
    return len(not_observable(card, gsd_m)) == len(card.hardstand.classes)


def reported_labels(card: ModelCard, gsd_m: float, request: DetectionRequest) -> tuple[str, ...]:
    """The classes that are reported on an image of this GSD, in the card's order."""
    hidden = {} if request.forced else not_observable(card, gsd_m)
    return tuple(label for label in card.hardstand.labels if label not in hidden)


def _within(measured: GsdRange, gsd_m: float) -> bool:
    return measured.low * (1 - SAME_GSD) <= gsd_m <= measured.high * (1 + SAME_GSD)


def _reason(measured: GsdRange, gsd_m: float) -> str:
    span = f"{measured.low:g} to {measured.high:g} m"
    kind = "coarser" if gsd_m > measured.high else "finer"
    return f"not observable at this resolution: {gsd_m:g} m is {kind} than the {span} on which the class was measured"
