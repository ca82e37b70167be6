"""Put the section on a text's claims into a report that is already written."""

from __future__ import annotations

from pathlib import Path

from hardstand.errors import OutputError
from hardstand.report.page import replace_file

BEGIN, END = "<!-- claims begin -->", "<!-- claims end -->"
"""Marks in the page between which the section stands. A text can't hold them: it is escaped."""


def require_whole(page: str, report: Path) -> None:
    """Refuse a page of which the end is missing.

    Raises:
        OutputError: it is.
    """
    if not page.rstrip().endswith("</html>"):
        raise OutputError(f"The report {report} is cut off or none: it has no end. Run the site again.")


def add_claims(report: Path, section: str) -> None:
    """Put a section in its place in a report, instead of one that stood there; the file is replaced whole.

    Args:
        report: an HTML file that `write_report` made.
        section: HTML.

    Raises:
        OutputError: the report can't be read or written, or has no such place.
    """
    try:
        page = report.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"The report {report} can't be read: {error}. Run the site again.") from error
    require_whole(page, report)
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise OutputError(f"{report} has no place for claims: another version made it. Run the site again.")
    try:
        replace_file(report, f"{before}{BEGIN}\n{section}\n{END}{after}".encode())
    except OSError as error:
        raise OutputError(
            f"The report {report} can't be written: {error.strerror or error}. Make room there."
        ) from error
