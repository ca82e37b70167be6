"""Words for how likely something is, and for how far the finding can be trusted."""

from __future__ import annotations

from statistics import NormalDist

BANDS: tuple[tuple[str, int, int], ...] = (
    ("almost no chance", 1, 5),
    ("very unlikely", 5, 20),
    ("unlikely", 20, 45),
    ("roughly even chance", 45, 55),
    ("likely", 55, 80),
    ("very likely", 80, 95),
    ("almost certain", 95, 99),
)
"""Words with their per cent, from Intelligence Community Directive 203 (2 January 2015), section D.6.e(2)(a)."""

SURE = 0.95
"""What confirms, or as one minus it contradicts."""

CONFIDENCES = ("low", "moderate", "high")

_HALF_OF_90 = NormalDist().inv_cdf(0.95)
_BEYOND = 10**9
"""Numbers in texts may be of any length; what no place holds is cut here, so that it stays a finite float."""


def band_of(probability: float) -> tuple[str, int, int]:
    """Word, lowest and highest per cent of a probability, 0..1; a limit belongs to the surer band."""
    percent = 100 * probability
    if percent >= 50:
        return next(band for band in reversed(BANDS) if percent >= band[1])
    return next(band for band in BANDS if percent <= band[2])


def in_words(probability: float) -> str:
    """The word alone: "very likely"."""
    return band_of(probability)[0]


def likelihood_sentence(probability: float, subject: str) -> str:
    """Word, per cent and what they are of: "It is very likely (80 to 95 %) that two or more ships lay there"."""
    word, low, high = band_of(probability)
    verb = "There is" if word.endswith("chance") else "It is"
    article = "a " if word.startswith("roughly") else ""
    return f"{verb} {article}{word} ({low} to {high} %) {subject}."


def confidence_sentence(confidence: tuple[str, str]) -> str:
    """Word and reason: "Confidence is moderate: part of the ground was not seen"."""
    word, why = confidence
    return f"Confidence is {word}: {why}."


def probability_within(interval: tuple[int, int, int], low: int, high: int | None) -> float:
    """How probable it is that a number lies in `low`..`high`.

    Args:
        interval: lower end, middle and upper end of a 90 % interval of the true number.
        low: claimed at least.
        high: claimed at most; None = open.

    Returns:
        0.01..0.99. The number is taken for two halves of normal distributions that meet in the middle, each as wide as
        its side of the interval, with a continuity correction.
    """
    top = 1.0 if high is None else _at_most(interval, min(high, _BEYOND))
    return min(0.99, max(0.01, top - _at_most(interval, min(low, _BEYOND) - 1)))


def _at_most(interval: tuple[int, int, int], number: int) -> float:
    """0 below nothing at all: no number is negative."""
    if number < 0:
        return 0.0
    low, middle, high = interval
    away = number + 0.5 - middle
    side = (high - middle if away > 0 else middle - low) + 0.5
    return NormalDist().cdf(away * _HALF_OF_90 / max(side, 0.5))
