"""The page that an editor reads."""

from hardstand.report.coverage import sentences
from hardstand.report.page import render_report, write_report
from hardstand.report.pictures import Pair, Pictures, Shot, make_pictures
from hardstand.report.pixels import Pixels, PixelSource, open_pixels
from hardstand.report.statements import Change, Statements, make_statements

__all__ = [
    "Change",
    "Pair",
    "Pictures",
    "PixelSource",
    "Pixels",
    "Shot",
    "Statements",
    "make_pictures",
    "make_statements",
    "open_pixels",
    "render_report",
    "sentences",
    "write_report",
]
