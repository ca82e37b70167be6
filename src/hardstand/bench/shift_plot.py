"""The shift bench as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from hardstand.bench.curves import DegradedQuality
from hardstand.bench.quality import Quality
from hardstand.bench.shift import ShiftBench
from hardstand.errors import OutputError

KINDS_OF_FILE = (".png", ".svg")

CURVE_NAMES = {
    "gsd_m": "ground sampling distance, m",
    "jpeg_quality": "JPEG quality",
    "haze_share": "share of haze",
    "contrast": "contrast, clean = 1",
    "labels_per_megapixel": "labels per megapixel",
}
"""What stands under each curve; kinds with one strength are bars."""

CLEAN_AT = {"gsd_m": 0.5, "jpeg_quality": 100.0, "haze_share": 0.0, "contrast": 1.0, "labels_per_megapixel": 0.0}
"""Where on each curve the clean frames stand."""

RECALL, PRECISION, AP = "#0072b2", "#d55e00", "#009e73"
"""Colours that people tell apart whatever their colour vision (Okabe and Ito 2008)."""


def refuse_unknown_ending(file: Path) -> None:
    """Say before the measuring that a plot can't be drawn after it.

    Raises:
        OutputError: the ending is neither .png nor .svg.
    """
    if file.suffix.lower() not in KINDS_OF_FILE:
        raise OutputError(f"{file} can't be drawn: give a name that ends in {' or '.join(KINDS_OF_FILE)}.")


def draw_shift(bench: ShiftBench, file: Path) -> bytes:
    """The plot as a file's content; its kind follows the file's ending.

    Raises:
        OutputError: the ending is neither .png nor .svg.
    """
    refuse_unknown_ending(file)
    figure = Figure(figsize=(13, 11), layout="constrained")
    grid = figure.subplots(3, 3)
    _bars(grid[0, 0], bench.by_kind, "by kind")
    _bars(grid[0, 1], bench.by_look, "by look")
    _bars(grid[0, 2], _wholes(bench), "together")
    places = (grid[1, 0], grid[1, 1], grid[1, 2], grid[2, 0], grid[2, 1])
    for axes, kind in zip(places, CURVE_NAMES, strict=True):
        _curve(axes, bench, kind)
    singles = [point.quality for point in bench.curves if point.kind not in CURVE_NAMES]
    _bars(grid[2, 2], (bench.clean, *singles), "colours, held-out airports")
    grid[1, 0].legend(loc="lower left", fontsize="small")
    return figure_content(figure, file)


def figure_content(figure: Figure, file: Path) -> bytes:
    """The same figure gives the same bytes: no date, and names in SVG files that do not change."""
    kind = file.suffix.lower()[1:]
    buffer = BytesIO()
    with mpl.rc_context({"svg.hashsalt": "hardstand"}):
        figure.savefig(buffer, format=kind, dpi=110, metadata={"Date": None} if kind == "svg" else None)
    return buffer.getvalue()


def _wholes(bench: ShiftBench) -> tuple[Quality, ...]:
    return (bench.unusual, bench.unusual_complete, bench.unusual_estimated_gsd, bench.hrplanes_valid, bench.clean)


def _bars(axes: Axes, groups: Sequence[Quality], title: str) -> None:
    """Recall over precision, the number of aircraft behind each name."""
    rows = range(len(groups))
    axes.barh([row - 0.2 for row in rows], [each.recall for each in groups], 0.38, color=RECALL, label="recall")
    axes.barh(
        [row + 0.2 for row in rows], [each.precision for each in groups], 0.38, color=PRECISION, label="precision"
    )
    axes.set_yticks(list(rows), [f"{each.name} ({each.objects})" for each in groups], fontsize="small")
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_title(title, fontsize="medium")
    axes.grid(axis="x", alpha=0.3)


def _curve(axes: Axes, bench: ShiftBench, kind: str) -> None:
    points = [(CLEAN_AT[kind], bench.clean), *((p.strength, p.quality) for p in _of_kind(bench.curves, kind))]
    points.sort(key=lambda point: point[0])
    across = [strength for strength, _ in points]
    for name, colour in (("recall", RECALL), ("precision", PRECISION), ("ap50", AP)):
        label = "AP at IoU 0.5" if name == "ap50" else name
        axes.plot(across, [getattr(quality, name) for _, quality in points], "o-", color=colour, label=label)
    axes.axvline(CLEAN_AT[kind], color="0.6", linestyle=":")
    axes.set_xlabel(CURVE_NAMES[kind])
    axes.set_ylim(0, 1.02)
    axes.grid(alpha=0.3)


def _of_kind(curves: Sequence[DegradedQuality], kind: str) -> list[DegradedQuality]:
    return [point for point in curves if point.kind == kind]
