"""`hardstand report`: where the report of a run is, the same as a PDF, and what a correction changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hardstand.cli.screen import results
from hardstand.errors import OutputError
from hardstand.exchange import RUN_RECORD, STATEMENTS, read_run_record, read_statements
from hardstand.report import add_corrections, corrections, render_corrections, write_pdf
from hardstand.report.page import REPORT
from hardstand.report.pdf import PDF


def report(
    run: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of a finished run.")],
    pdf: Annotated[bool, typer.Option("--pdf", help="Also make OUT/report.pdf; needs the extra “pdf”.")] = False,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            metavar="OLD",
            help="Folder of an earlier run of the site: list what changed, here and in the report.",
        ),
    ] = None,
) -> None:
    """Say where a run's report is, make a PDF of it, and list what differs from an earlier run."""
    page = run / REPORT
    if not page.is_file():
        raise OutputError(f"There is no {page}; name the folder that `hardstand run` wrote.")
    if against is not None:
        _correct(against, run)
    results().print(f"Report: {page}", markup=False)
    if pdf:
        write_pdf(page, run / PDF)
        results().print(f"PDF: {run / PDF}", markup=False)


def _correct(old: Path, new: Path) -> None:
    told = corrections(read_statements(old / STATEMENTS), read_statements(new / STATEMENTS))
    started = read_run_record(old).started if (old / RUN_RECORD).is_file() else None
    add_corrections(new / REPORT, render_corrections(told, started))
    for line in told or (f"Nothing is said otherwise than in {old}.",):
        results().print(line, markup=False)
