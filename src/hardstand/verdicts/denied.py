"""What a finding says to the denial of the same claim."""

from __future__ import annotations

from dataclasses import replace

from hardstand.verdicts.entries import Finding, Verdict

_INVERTED = {Verdict.CONFIRMED: Verdict.CONTRADICTED, Verdict.CONTRADICTED: Verdict.CONFIRMED}
_UNDECIDED = {Verdict.CONFIRMED: Verdict.CONSISTENT}


def inverted(finding: Finding) -> Finding:
    """A finding that decides decides the opposite; any other decides nothing, and neither do its parts.

    "No Russian aircraft" is not contradicted by aircraft: a statement of several parts is false where one of them is,
    and its denial is then true. Where images allow a thing and do not prove it, they allow its denial too.
    """
    verdict = finding.verdict
    turned = _INVERTED if verdict.strong else {} if _mixed(finding) else _UNDECIDED
    parts = tuple(replace(part, verdict=turned.get(part.verdict, part.verdict)) for part in finding.parts)
    return replace(
        finding,
        parts=parts,
        probability=None if finding.probability is None or verdict is Verdict.PARTIAL else 1 - finding.probability,
        subject=f"that it is not so {finding.subject}",
        sentences=(*finding.sentences, *([_SAYS[verdict]] if verdict in _SAYS else [])),
    )


def _mixed(finding: Finding) -> bool:
    return any(part.verdict is Verdict.CONTRADICTED for part in finding.parts)


_SAYS = {
    Verdict.CONTRADICTED: "It is denied, and what was checked bears the denial out.",
    Verdict.CONFIRMED: "It is denied, and what was checked speaks against the denial.",
    Verdict.CONSISTENT: "It is denied; the images do not decide between the two.",
    Verdict.PARTIAL: "It is denied; what was checked does not decide between the two.",
}
"""By the verdict on what is denied."""
