"""The report as a PDF, by WeasyPrint, which is not needed for anything else."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

from hardstand.errors import OutputError
from hardstand.report.insert import require_whole
from hardstand.report.page import replace_file

PDF = "report.pdf"
"""Name of the file in the folder of a run."""

VARIANT = "pdf/ua-1"
"""ISO 14289-1: tagged, so that a screen reader can follow it."""


def write_pdf(report: Path, path: Path) -> None:
    """Print a report as it is, with the claims that were put into it; an existing file is replaced by a whole one.

    Args:
        report: an HTML file that `write_report` made.
        path: of the PDF.

    Raises:
        OutputError: WeasyPrint is missing, the report can't be read, or the PDF can't be written.
    """
    weasyprint = _weasyprint()
    try:
        page = report.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"The report {report} can't be read: {error}. Run the site again.") from error
    require_whole(page, report)
    within_the_page = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    made = weasyprint.HTML(string=page, url_fetcher=within_the_page).write_pdf(pdf_variant=VARIANT)
    try:
        replace_file(path, made)
    except OSError as error:
        raise OutputError(f"The PDF can't be written to {path}: {error.strerror or error}. Make room there.") from error


def _weasyprint() -> ModuleType:
    try:
        return importlib.import_module("weasyprint")
    except (ImportError, OSError) as error:  # OSError: its library Pango is not on the machine
        raise OutputError(
            f"A PDF needs WeasyPrint, which is not here ({error}): pip install 'hardstand[pdf]', and the library Pango "
            "by the package manager of your system."
        ) from error
