"""`hardstand claims` and `hardstand check`: a text in, its claims and what the images say to them out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from hardstand.claims import Claim, Document, Gazetteer, Place, extract_claims, parse_document, read_document
from hardstand.cli.screen import messages, results
from hardstand.exchange import (
    STATEMENTS,
    VERDICTS,
    TextToCheck,
    read_showing,
    read_statements,
    read_text_to_check,
    replaced_together,
    write_check,
    write_claim_reviews,
    write_claims,
    write_statements,
    write_verdicts,
)
from hardstand.report import add_claims, render_claims, said_by, summary_of, tell_verdicts
from hardstand.report.claimed import VERDICT_WORDS
from hardstand.report.page import REPORT
from hardstand.statement import StatementKind
from hardstand.verdicts import Checked, Showing, Verdict, check_claims, find_conflicts

Text = Annotated[Path, typer.Argument(metavar="TEXT", help="The text: plain, HTML or PDF, in English.")]
PublishedDay = Annotated[
    datetime | None,
    typer.Option(
        "--published", metavar="DATE", formats=["%Y-%m-%d"], help="Day of publication, where the text gives none."
    ),
]
Places = Annotated[
    Path | None, typer.Option("--places", metavar="FILE", help="Places of your own (TOML), besides those known.")
]

STYLES: dict[Verdict, str] = {
    Verdict.CONFIRMED: "bold green",
    Verdict.CONTRADICTED: "bold red",
    Verdict.CONSISTENT: "cyan",
    Verdict.PARTIAL: "yellow",
    Verdict.NOT_OBSERVABLE: "dim",
    Verdict.NOT_CHECKED: "dim",
}


def claims(
    text: Text,
    published: PublishedDay = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="JSON file to write.")] = Path(
        "claims.json"
    ),
    places: Places = None,
) -> None:
    """List what a text says about places that images could bear on, and what they can't."""
    document = read_document(text, _day_given(published))
    show_notes(document)
    found = extract_claims(document, Gazetteer(places))
    write_claims(found, output)
    show_claims(document, found)
    results().print(f"Claims: {output}", markup=False)


def check(
    text: Text,
    run: Annotated[Path, typer.Option("--run", metavar="OUT", help="Folder of a finished run of the site.")],
    published: PublishedDay = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Also write the verdicts to this JSON file.")
    ] = None,
    claim_review: Annotated[
        Path | None, typer.Option("--claim-review", metavar="FILE", help="Also write ClaimReview JSON-LD.")
    ] = None,
    places: Places = None,
) -> None:
    """Say of each claim in a text whether the images of a run bear it out."""
    asked = read_text_to_check(text, _day_given(published), places)
    document = read_asked(asked)
    show_notes(document)
    checked = check_and_write(asked, document, run, output)
    if claim_review is not None:
        write_claim_reviews(checked, document, claim_review, simulated=read_showing(run).simulated)
    show_verdicts(checked)
    results().print(f"Report: {run / REPORT}", markup=False)


def _day_given(published: datetime | None) -> date | None:
    return None if published is None else published.date()


def read_asked(asked: TextToCheck) -> Document:
    """What is to be checked, read as prose."""
    return parse_document(asked.text.content, asked.text.name, asked.published)


def show_notes(document: Document) -> None:
    """What was noticed on reading a text."""
    for note in document.notes:
        messages().print(_plain(f"Note on {document.name}: {note}"), markup=False)


def check_and_write(
    asked: TextToCheck, document: Document, run: Path, output: Path | None = None
) -> tuple[Checked, ...]:
    """Find a text's claims, check them against a run, and write the verdicts and what they were made from.

    They are put into the run's folder, its report and its statements, instead of those of an earlier text: all of
    them, or none where something goes wrong.

    Args:
        asked: the text and the options.
        document: the same text, from `read_asked`.
        run: folder of the run.
        output: another file for the verdicts, or None.
    """
    showing = read_showing(run)
    checked = check_claims(_claims(asked, document, showing), showing, published=document.published.day)
    told = [each for each in read_statements(run / STATEMENTS) if each.kind is not StatementKind.VERDICT]
    section = render_claims(document, checked, find_conflicts(checked), showing)
    with replaced_together(run) as part:
        write_verdicts(checked, document, part / VERDICTS)
        add_claims(run / REPORT, section, part / REPORT)
        write_statements([*told, *tell_verdicts(checked, simulated=showing.simulated)], part / STATEMENTS)
        write_check(asked, part)
        if output is not None:
            write_verdicts(checked, document, output)
    return checked


def _claims(asked: TextToCheck, document: Document, showing: Showing) -> tuple[Claim, ...]:
    """The claims of a text; the site of the run is among the places that are known."""
    site = Place(name=showing.site, code=showing.airport, lon=showing.lon, lat=showing.lat)
    if asked.places is None:
        return extract_claims(document, Gazetteer(known=[site]))
    places = Gazetteer(Path(asked.places.name), known=[site], content=asked.places.content)
    return extract_claims(document, places)


def show_claims(document: Document, found: Sequence[Claim]) -> None:
    """The claims as a table."""
    table = Table(title=f"Claims in {_cell(document.name)}", title_justify="left")
    for name in ("", "Claim", "Kind", "What", "How many", "When", "Where", "Who says it", "Images can tell"):
        table.add_column(name)
    for place, claim in enumerate(found, start=1):
        cells = (
            claim.text, claim.kind.value, claim.thing.value.replace("_", " "), _number(claim), _when(claim),
            "" if claim.place is None else claim.place.name, said_by(claim), "yes" if claim.imagery_can_tell else "no",
        )  # fmt: skip
        table.add_row(str(place), *(_cell(cell) for cell in cells))
    results().print(table)
    for place, claim in enumerate(found, start=1):
        for finding in () if claim.distance is None else claim.distance.findings:
            results().print(_plain(f"{place}: {finding}"), markup=False)


def show_verdicts(checked: Sequence[Checked]) -> None:
    """Each claim with its verdict as a table, and claims that stand against each other."""
    table = Table(title="Claims and what the images say", title_justify="left", show_lines=True)
    for name in ("", "Claim", "Who says it", "Verdict", "Why"):
        table.add_column(name)
    for place, each in enumerate(checked, start=1):
        word = f"[{STYLES[each.verdict]}]{VERDICT_WORDS[each.verdict]}[/]"
        table.add_row(str(place), _cell(each.claim.text), _cell(said_by(each.claim)), word, _cell(each.reason))
    console = results()
    console.print(table)
    for conflict in find_conflicts(checked):
        console.print(_plain(f"Against each other: {conflict.summary}"), markup=False)
    console.print(summary_of(checked), markup=False)


def _number(claim: Claim) -> str:
    low, high = claim.quantity.low, claim.quantity.high
    if low is None:
        return ""
    if high is None:
        return f"{low} or more"
    return str(low) if low == high else f"{low} to {high}"


def _when(claim: Claim) -> str:
    first, last = claim.period.after, claim.period.by
    if first is not None and first == last:
        return _day(first)
    parts = [f"from {_day(first)}"] if first is not None else []
    return " ".join([*parts, f"to {_day(last)}"] if last is not None else parts)


def _day(day: date) -> str:
    return day.isoformat()


def _cell(text: str) -> str:
    """Words of a stranger for a table: no markup, and nothing that moves the terminal's cursor or colours it."""
    return escape(_plain(text))


def _plain(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
