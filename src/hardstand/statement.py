"""One sentence or a few that a run lets one publish, with what they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StatementKind(StrEnum):
    """What a statement is about."""

    HEADLINE = "headline"
    PLACE = "place"
    """Where the site lies."""
    IMAGE = "image"
    """Which image was looked at, and whom to name."""
    UNSEEN = "unseen"
    """What an image could not show."""
    COUNT = "count"
    CHANGE = "change"
    """Arrivals and departures of one class in one window."""
    BALANCE = "balance"
    """What came and left on balance between two images."""
    STAYED = "stayed"
    REPLACED = "replaced"
    BUILT = "built"
    NORMAL = "normal"
    """A date that departs from what is normal."""
    ARRIVALS = "arrivals"
    """When most had come."""
    LIMIT = "limit"
    """What no image of the run can tell."""
    VERDICT = "verdict"
    """What the images say to a claim of a text."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Sentences to quote, with what they rest on.

    Attributes:
        id: unique in a run; the same in another run of the same images, whatever the numbers in the text.
        text: whole sentences in plain English. How likely it is, and how far it can be trusted, each have their own.
        kind: what it is about.
        evidence: ids of acquisitions, sightings, stands, events and works.
        likelihood: one of the seven ranges of ICD 203 in words; None where no probability was measured.
        confidence: "low", "moderate" or "high"; None where nothing was judged.
    """

    id: str
    text: str
    kind: StatementKind
    evidence: tuple[str, ...] = ()
    likelihood: str | None = None
    confidence: str | None = None
