"""Every claim of a text against what a run shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hardstand.claims.entries import Claim, ClaimKind, Polarity
from hardstand.verdicts.arrived import check_movement
from hardstand.verdicts.beyond import beyond_images, beyond_run
from hardstand.verdicts.built import check_construction
from hardstand.verdicts.counted import check_number, numbers_of
from hardstand.verdicts.denied import inverted
from hardstand.verdicts.entries import Checked, Finding, Verdict, single
from hardstand.verdicts.likelihood import confidence_sentence, in_words, likelihood_sentence
from hardstand.verdicts.moments import When, when
from hardstand.verdicts.placed import check_location
from hardstand.verdicts.seeable import counted_as
from hardstand.verdicts.showing import Showing
from hardstand.verdicts.together import with_companions
from hardstand.verdicts.typed import with_owner, with_type
from hardstand.verdicts.views import credits_of
from hardstand.verdicts.where import Scope, in_scope, scope_of
from hardstand.verdicts.words import listed

SIMULATED = "The images are simulated: they show no real place."
UNDATED = "The claim says no time with an end, so images of single days can neither confirm nor contradict it."


def check_claims(claims: Sequence[Claim], showing: Showing, *, published: date | None = None) -> tuple[Checked, ...]:
    """A verdict on each claim, in their order.

    Args:
        claims: of one text; their ids are unique.
        showing: what the run shows.
        published: day of the text, UTC, where it is known: a claim without an end is about no later time.
    """
    found = {claim.id: _affirmed(claim, showing, when(claim.period, published)) for claim in claims}
    here = [claim for claim in claims if scope_of(claim.place, showing)[0] is Scope.SITE]
    found = with_companions(here, found, showing, published)
    return tuple(_checked(claim, found[claim.id], showing, when(claim.period, published)) for claim in claims)


def _affirmed(claim: Claim, showing: Showing, of: When) -> Finding:
    """As if the claim were affirmed without a hedge."""
    if claim.kind is ClaimKind.LOCATION:
        return check_location(claim)
    beyond = beyond_images(claim)
    if beyond is not None:
        return beyond
    scope, note = scope_of(claim.place, showing)
    if scope is Scope.ELSEWHERE:
        return single(Verdict.NOT_CHECKED, "place", note)
    finding = beyond_run(claim) or _by_kind(claim, showing, of)
    return with_owner(in_scope(finding, claim, scope, note), claim)


def _by_kind(claim: Claim, showing: Showing, of: When) -> Finding:
    if claim.kind is ClaimKind.CONSTRUCTION:
        return check_construction(claim, of, showing)
    seen = counted_as(claim.thing)
    assert seen is not None
    asked = numbers_of(claim)
    if claim.kind in {ClaimKind.ARRIVAL, ClaimKind.DEPARTURE}:
        finding = check_movement(claim.kind.value, asked, seen, of, showing)
    else:
        finding = check_number(asked, seen, of, showing)
    return with_type(finding, claim, seen, of, showing)


def _checked(claim: Claim, finding: Finding, showing: Showing, of: When) -> Checked:
    if claim.polarity is Polarity.DENIED:
        finding = inverted(finding)
    verdict = finding.verdict
    whole = of.dated and (verdict.strong or verdict is Verdict.CONSISTENT)
    likelihood = in_words(finding.probability) if whole and finding.probability is not None else None
    return Checked(
        claim=claim,
        verdict=verdict,
        likelihood=likelihood,
        confidence=finding.confidence[0] if verdict.told and finding.confidence is not None else None,
        reason=" ".join(_sentences(claim, finding, showing, of)),
        evidence=tuple(dict.fromkeys(finding.evidence)),
        parts=finding.parts,
    )


def _sentences(claim: Claim, finding: Finding, showing: Showing, of: When) -> list[str]:
    told = list(finding.sentences)
    if finding.verdict.told:
        if finding.probability is not None:
            told.append(likelihood_sentence(finding.probability, finding.subject))
        if finding.confidence is not None:
            told.append(confidence_sentence(finding.confidence))
        if not of.dated and claim.kind is not ClaimKind.LOCATION:
            told.append(UNDATED)
    if claim.hedged:
        hedges = listed([f"“{hedge}”" for hedge in claim.hedges])
        told.append(f"The text leaves it open ({hedges}); the verdict is on the statement without that.")
    return [*told, *_on_images(finding, showing)]


def _on_images(finding: Finding, showing: Showing) -> list[str]:
    """Whom to name, and that the images are no real ones, where the finding rests on images."""
    used = [each for each in showing.acquisitions if each.id in finding.evidence]
    named = credits_of(used)
    return [*([SIMULATED] if used and showing.simulated else []), *([named] if named else [])]
