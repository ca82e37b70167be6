"""Put the section on a text's claims, or on corrections, into a report that is already written."""

from __future__ import annotations

from pathlib import Path

from hardstand.errors import OutputError
from hardstand.report.page import replace_file


def require_whole(page: str, report: Path) -> None:
    """Refuse a page of which the end is missing.

    Raises:
        OutputError: it is.
    """
    if not page.rstrip().endswith("</html>"):
        raise OutputError(f"The report {report} is cut off or none: it has no end. Run the site again.")


def add_claims(report: Path, section: str, output: Path | None = None) -> None:
    """Put the section on claims in its place in a report, instead of one that stood there; the file is replaced whole.

    Args:
        report: an HTML file that `write_report` made.
        section: HTML.
        output: where to write the page; None = in place of the report.

    Raises:
        OutputError: the report can't be read or written, or has no such place.
    """
    _put(report, section, "claims", output)


def add_corrections(report: Path, section: str) -> None:
    """Put the section on what a correction changed in its place; arguments and errors are those of `add_claims`."""
    _put(report, section, "corrections", None)


def _put(report: Path, section: str, name: str, output: Path | None) -> None:
    """Between two marks of the page. A section can't hold them: what strangers wrote in it is escaped."""
    opening, closing = f"<!-- {name} begin -->", f"<!-- {name} end -->"
    try:
        page = report.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"The report {report} can't be read: {error}. Run the site again.") from error
    require_whole(page, report)
    before, begin, rest = page.partition(opening)
    _, end, after = rest.partition(closing)
    if not begin or not end:
        raise OutputError(f"{report} has no place for {name}: another version made it. Run the site again.")
    try:
        replace_file(output or report, f"{before}{opening}\n{section}\n{closing}{after}".encode())
    except OSError as error:
        raise OutputError(
            f"The report {report} can't be written: {error.strerror or error}. Make room there."
        ) from error
