"""What a text claims beside what the images say: the text marked up, a table, and what stands against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hardstand.claims import Claim, Document, Polarity
from hardstand.report.keys import MOST_LINKS
from hardstand.report.standing import stand_number
from hardstand.report.templates import environment
from hardstand.report.words import Calendar, listed, number
from hardstand.verdicts import SIMULATED, Checked, Conflict, Showing, Verdict

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
        links: address within the page and its words, of what it rests on.
        more: further ids that it rests on.
    """

    id: str
    number: int
    text: str
    said: str
    verdict: str
    style: str
    reason: str
    links: tuple[tuple[str, str], ...]
    more: int


def render_claims(
    document: Document, checked: Sequence[Checked], conflicts: Sequence[Conflict], showing: Showing
) -> str:
    """The section as HTML. The text is a stranger's: every character of it is escaped.

    Args:
        document: the text.
        checked: its claims with their verdicts, in the order of the text.
        conflicts: claims of the text that stand against each other.
        showing: what the claims were checked against.
    """
    anchors = anchors_in(showing)
    template = environment().get_template("claims.html.jinja")
    return template.render(
        name=document.name,
        notes=document.notes,
        summary=summary_of(checked),
        pieces=list(pieces_of(document.text, checked)),
        rows=[_row(place, each, anchors) for place, each in enumerate(checked, start=1)],
        conflicts=conflicts,
        simulated=showing.simulated,
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


def anchors_in(showing: Showing) -> dict[str, tuple[str, str]]:
    """Evidence id to where on the page of the same run it is shown and what it is called there."""
    calendar = Calendar.of(each.time for each in showing.acquisitions if each.time is not None)
    images = {
        each.id: (f"image-{place}", f"image {each.id}" if each.time is None else calendar.moment(each.time))
        for place, each in enumerate(showing.acquisitions, start=1)
    }
    events = {each.id: (each.id, f"stand {stand_number(each.stand)}") for each in showing.events}
    return {**images, **events, **{each.id: (each.id, each.id) for each in showing.works}}


def _row(place: int, checked: Checked, anchors: Mapping[str, tuple[str, str]]) -> ClaimRow:
    known = [anchors[each] for each in checked.evidence if each in anchors]
    return ClaimRow(
        id=checked.claim.id,
        number=place,
        text=checked.claim.text,
        said=said_by(checked.claim),
        verdict=VERDICT_WORDS[checked.verdict],
        style=style_of(checked.verdict),
        # The page says so before each row, in a word.
        reason=checked.reason.replace(f" {SIMULATED}", ""),
        links=tuple(known[:MOST_LINKS]),
        more=len(checked.evidence) - len(known[:MOST_LINKS]),
    )
