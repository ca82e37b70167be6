"""The page that an editor reads."""

from hardstand.report.claimed import render_claims, said_by, summary_of
from hardstand.report.corrections import corrections, render_corrections
from hardstand.report.coverage import sentences
from hardstand.report.insert import add_claims, add_corrections
from hardstand.report.page import render_report, write_report
from hardstand.report.pdf import write_pdf
from hardstand.report.pictures import Pair, Pictures, Shot, make_pictures
from hardstand.report.pixels import Pixels, PixelSource, open_pixels
from hardstand.report.statements import Change, Statements, make_statements
from hardstand.report.telling import tell
from hardstand.report.verdicts_told import tell_verdicts

__all__ = [
    "Change",
    "Pair",
    "Pictures",
    "PixelSource",
    "Pixels",
    "Shot",
    "Statements",
    "add_claims",
    "add_corrections",
    "corrections",
    "make_pictures",
    "make_statements",
    "open_pixels",
    "render_claims",
    "render_corrections",
    "render_report",
    "said_by",
    "sentences",
    "summary_of",
    "tell",
    "tell_verdicts",
    "write_pdf",
    "write_report",
]
