"""What a verdict is, and what it is made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hardstand.claims.entries import Claim


class Verdict(StrEnum):
    """What the images say to a claim."""

    CONFIRMED = "confirmed"
    """What was measured leaves it at most one chance in twenty to be false."""
    CONTRADICTED = "contradicted"
    """What was measured leaves it at most one chance in twenty to be true, where and when it would have to be seen."""
    CONSISTENT = "consistent"
    """The images allow it, and do not prove it."""
    PARTIAL = "partial"
    """Its parts come out differently: as a number that fits while the type can't be seen."""
    NOT_OBSERVABLE = "not observable"
    """Resolution, visibility, dates or its nature forbid an answer."""
    NOT_CHECKED = "not checked"
    """It is about another place, or about what this run did not look for."""

    @property
    def strong(self) -> bool:
        """Whether it decides."""
        return self in {Verdict.CONFIRMED, Verdict.CONTRADICTED}

    @property
    def told(self) -> bool:
        """Whether the images say anything."""
        return self not in {Verdict.NOT_OBSERVABLE, Verdict.NOT_CHECKED}


@dataclass(frozen=True, kw_only=True)
class PartChecked:
    """One part of a statement.

    Attributes:
        what: "number", "type", "whose", "built", "distance", "together" and so on.
        verdict: on this part alone.
        note: why, in a sentence.
    """

    what: str
    verdict: Verdict
    note: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a rule finds for a claim as if it were affirmed without a hedge.

    Attributes:
        parts: the leading part first; never empty.
        sentences: for a reader, before likelihood and confidence.
        evidence: ids of what it rests on.
        probability: of `subject`, 0..1; None where none was measured.
        subject: what the probability is of, as in "that two or more aircraft stood there".
        confidence: "low", "moderate" or "high", and why; None where nothing is told.
    """

    parts: tuple[PartChecked, ...]
    sentences: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    probability: float | None = None
    subject: str = ""
    confidence: tuple[str, str] | None = None

    @property
    def verdict(self) -> Verdict:
        """Of all parts."""
        return combined([part.verdict for part in self.parts])


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A claim and what the images say to it.

    Attributes:
        claim: as it was read.
        verdict: on the statement itself, without its hedge.
        likelihood: of the whole claim, one of the seven ranges of ICD 203; None where none was measured.
        confidence: "low", "moderate" or "high"; None where the images tell nothing.
        reason: sentences for an editor.
        evidence: ids of acquisitions, events, works, stands and sightings.
        parts: of the statement, the leading one first.
    """

    claim: Claim
    verdict: Verdict
    likelihood: str | None
    confidence: str | None
    reason: str
    evidence: tuple[str, ...]
    parts: tuple[PartChecked, ...]


def combined(parts: list[Verdict]) -> Verdict:
    """The verdict on a statement of several parts; the first one leads.

    A leading part that is contradicted, or of which nothing is told, decides. All confirmed is confirmed; confirmed and
    consistent ones together are consistent; everything else is partial.
    """
    leading = parts[0]
    if leading is Verdict.CONTRADICTED or not leading.told or len(set(parts)) == 1:
        return leading
    return Verdict.CONSISTENT if set(parts) <= {Verdict.CONFIRMED, Verdict.CONSISTENT} else Verdict.PARTIAL


def single(verdict: Verdict, what: str, note: str, evidence: tuple[str, ...] = ()) -> Finding:
    """A finding of one part whose note is all there is to say."""
    return Finding(parts=(PartChecked(what=what, verdict=verdict, note=note),), sentences=(note,), evidence=evidence)
