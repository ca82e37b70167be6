"""Verdicts on a text's claims as statements."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.report.claimed import VERDICT_WORDS, said_by
from hardstand.site.words import plain_words
from hardstand.statement import Statement, StatementKind
from hardstand.verdicts import Checked


def tell_verdicts(checked: Sequence[Checked], *, simulated: bool) -> tuple[Statement, ...]:
    """One per claim, in the order of the text: its words, who says them, the verdict, and why."""
    return tuple(_told(each, "Simulated. " if simulated else "") for each in checked)


def _told(checked: Checked, mark: str) -> Statement:
    words, speaker = (plain_words(" ".join(text.split())) for text in (checked.claim.text, said_by(checked.claim)))
    return Statement(
        id=f"verdict/{checked.claim.id}",
        kind=StatementKind.VERDICT,
        text=f"{mark}{VERDICT_WORDS[checked.verdict]}: “{words}” ({speaker}). {checked.reason}",
        evidence=checked.evidence,
        likelihood=checked.likelihood,
        confidence=checked.confidence,
    )
