"""What a text claims beside what the images say: the text marked up, a table, and what stands against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hardstand.claims import Claim, Document, Polarity
from hardstand.report.templates import environment
from hardstand.report.words import listed, number
from hardstand.verdicts import Checked, Conflict, Verdict

VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.CONFIRMED: "Confirmed",
    Verdict.CONTRADICTED: "Contradicted",
    Verdict.CONSISTENT: "Consistent",
    Verdict.PARTIAL: "Partly",
    Verdict.NOT_OBSERVABLE: "Not observable",
    Verdict.NOT_CHECKED: "Not checked",
}


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of the text that belongs to the same claims.

    Attributes:
        text: as it stands.
        verdict: class name of the innermost claim's verdict, or "" outside all claims.
        numbers: of the claims that end here, each with its id.
    """

    text: str
    verdict: str
    numbers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, kw_only=True)
class ClaimRow:
    """One claim in the table.

    Attributes:
        id: of the claim.
        number: in the text, from 1.
        text: its words.
        said: who says it and how.
        verdict: in a word.
        style: class name.
        reason: in sentences.
        evidence: ids.
    """

    id: str
    number: int
    text: str
    said: str
    verdict: str
    style: str
    reason: str
    evidence: tuple[str, ...]


def render_claims(document: Document, checked: Sequence[Checked], conflicts: Sequence[Conflict]) -> str:
    """The section as HTML. The text is a stranger's: every character of it is escaped.

    Args:
        document: the text.
        checked: its claims with their verdicts, in the order of the text.
        conflicts: claims of the text that stand against each other.
    """
    template = environment().get_template("claims.html.jinja")
    return template.render(
        name=document.name,
        notes=document.notes,
        summary=summary_of(checked),
        pieces=list(pieces_of(document.text, checked)),
        rows=[_row(place, each) for place, each in enumerate(checked, start=1)],
        conflicts=conflicts,
        words=VERDICT_WORDS,
    )


def summary_of(checked: Sequence[Checked]) -> str:
    """How many claims came out how, in a sentence."""
    if not checked:
        return "The text makes no claim that images could bear on."
    counts = Counter(each.verdict for each in checked)
    told = [f"{number(counts[verdict])} {word.lower()}" for verdict, word in VERDICT_WORDS.items() if counts[verdict]]
    many = "claim" if len(checked) == 1 else "claims"
    return f"The text makes {number(len(checked))} {many}: {listed(told)}."


def said_by(claim: Claim) -> str:
    """Who says it, and how: "Sergey Lavrov (Russian Foreign Minister), denied, apparently"."""
    source = claim.source
    who = source.speaker or "the text"
    if source.office is not None:
        who = f"{who} ({source.office})"
    shades = (["denied"] if claim.polarity is Polarity.DENIED else []) + [f"“{hedge}”" for hedge in claim.hedges]
    if source.provider is not None and source.provider != source.speaker:
        shades.append(f"images by {source.provider}")
    return ", ".join([who, *shades])


def pieces_of(text: str, checked: Sequence[Checked]) -> Iterator[Piece]:
    """The whole text in pieces; together they are the text."""
    spans = [(each.claim.start, each.claim.end, place, each) for place, each in enumerate(checked, start=1)]
    cuts = sorted({0, len(text), *(start for start, *_ in spans), *(end for _, end, *_ in spans)})
    opening = 0
    ordered = sorted(spans, key=lambda span: (span[0], -span[1]))
    active: list[tuple[int, int, int, Checked]] = []
    for start, end in pairwise(cuts):
        active = [span for span in active if span[1] > start]
        while opening < len(ordered) and ordered[opening][0] <= start:
            active.append(ordered[opening])
            opening += 1
        inner = min(active, key=lambda span: span[1] - span[0], default=None)
        ending = tuple(
            (span[2], span[3].claim.id) for span in sorted(active, key=lambda span: span[2]) if span[1] == end
        )
        yield Piece(text=text[start:end], verdict="" if inner is None else style_of(inner[3].verdict), numbers=ending)


def style_of(verdict: Verdict) -> str:
    """Class name of a verdict."""
    return verdict.value.replace(" ", "-")


def _row(place: int, checked: Checked) -> ClaimRow:
    return ClaimRow(
        id=checked.claim.id,
        number=place,
        text=checked.claim.text,
        said=said_by(checked.claim),
        verdict=VERDICT_WORDS[checked.verdict],
        style=style_of(checked.verdict),
        reason=checked.reason,
        evidence=checked.evidence,
    )
