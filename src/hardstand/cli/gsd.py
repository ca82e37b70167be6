"""`hardstand gsd`: the ground sampling distance of an image, from objects of known type on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from hardstand import __version__
from hardstand.cli.screen import messages, progress, results
from hardstand.detection import DEFAULT_DETECTORS, Detector, load_detector
from hardstand.errors import DetectionError
from hardstand.exchange import to_json, write_text_atomically
from hardstand.imagery import Acquisition, measure_stretch, open_acquisition, open_reader
from hardstand.measurement import load_equipment
from hardstand.measurement.find_known import find_size
from hardstand.measurement.known_objects import (
    GsdEstimate,
    Mark,
    PixelSize,
    Reading,
    combine,
    parse_mark,
    read_gsd,
    size_of_ends,
)
from hardstand.measurement.points_model import PointsModel, load_points_model

NINETY = 1.6449
"""Half the width of a 90 % interval of a normal distribution, standard deviations."""


def gsd(
    image: Annotated[Path, typer.Argument(metavar="IMAGE", help="The image; a screenshot will do.")],
    known: Annotated[
        list[str],
        typer.Option(
            "--known",
            metavar="TYPE@COLUMN,ROW",
            help="An object of known type and a place on it, pixels; or its two ends, nose and tail, as "
            "TYPE@COLUMN,ROW:COLUMN,ROW, or its wing tips as TYPE/span@... May be given more than once.",
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="JSON file to write, if wanted.")
    ] = None,
    detector: Annotated[
        str | None,
        typer.Option(
            "--detector",
            metavar="NAME",
            help="Detector that finds the objects [shipped one of their class].",
        ),
    ] = None,
) -> None:
    """Estimate metres per pixel from objects whose type is known, with the error."""
    table = load_equipment()
    marks = [parse_mark(text, table) for text in known]
    acquisition = open_acquisition(image)
    sizes = _sizes(marks, acquisition, detector)
    estimate = combine([read_gsd(mark, size) for mark, size in zip(marks, sizes, strict=True)])
    if output is not None:
        write_text_atomically(output, to_json(_record(acquisition, estimate)))
    _show(estimate)


def _sizes(marks: list[Mark], acquisition: Acquisition, detector: str | None) -> list[PixelSize]:
    wanted = [mark for mark in marks if mark.end is None]
    found: dict[str, PixelSize] = {}
    if wanted:
        names = DEFAULT_DETECTORS if detector is None else (detector,)
        loaded = [load_detector(name) for name in names]
        points, stretch = _points(), measure_stretch(acquisition.raster)
        with progress() as tell, open_reader(acquisition.raster) as reader:
            for number, mark in enumerate(wanted, start=1):
                found[mark.text] = find_size(mark, reader, stretch, _detector_of(mark, loaded), points)
                tell("Measuring the known objects", number, len(wanted))
    return [found[mark.text] if mark.end is None else size_of_ends(mark) for mark in marks]


def _detector_of(mark: Mark, loaded: Sequence[Detector]) -> Detector:
    """The first that knows the class of the object; the first of all where none does, which then says so."""
    label = mark.equipment.label
    return next((each for each in loaded if label in each.card.hardstand.labels), loaded[0])


def _points() -> PointsModel | None:
    """The points network, or None with a word on why only boxes are measured."""
    try:
        return load_points_model()
    except DetectionError as error:
        messages().print(f"Only boxes are measured, with a larger error: {error}", markup=False)
        return None


def _show(estimate: GsdEstimate) -> None:
    console = results()
    rows = Table()
    for name in ("Type", "Column", "Row", "Measured by", "Metres per pixel", "Standard deviation", "Used"):
        rows.add_column(name)
    for reading in estimate.readings:
        column, row = reading.mark.point
        rows.add_row(
            reading.mark.equipment.name,
            f"{column:g}",
            f"{row:g}",
            reading.size.how,
            f"{reading.gsd_m:.3f}",
            f"{reading.sd_m:.3f}",
            "yes" if reading.used else "no",
        )
    console.print(rows)
    half = NINETY * estimate.sd_m
    console.print(
        f"{estimate.gsd_m:.3f} m per pixel, standard deviation {estimate.sd_m:.3f}, 90 % interval "
        f"{estimate.gsd_m - half:.3f} to {estimate.gsd_m + half:.3f}",
        markup=False,
    )
    for reading in estimate.readings:
        if not reading.used:
            console.print(f"Left out, for the others contradict it: {reading.mark.text}", markup=False)
    if not estimate.agree:
        console.print("The objects contradict each other: a type or a place is wrong.", style="bold")
    console.print(f"Use it as: --gsd {estimate.gsd_m:.3f}", markup=False)


def _record(acquisition: Acquisition, estimate: GsdEstimate) -> dict[str, Any]:
    return {
        "hardstand": {"version": __version__},
        "image": acquisition.raster.path.name,
        "sha256": acquisition.raster.sha256,
        "gsd_m": round(estimate.gsd_m, 4),
        "gsd_sd_m": round(estimate.sd_m, 4),
        "agree": estimate.agree,
        "objects": [_reading(each) for each in estimate.readings],
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "type": reading.mark.equipment.name,
        "point": list(reading.mark.point),
        "end": None if reading.mark.end is None else list(reading.mark.end),
        "measured_by": reading.size.how,
        "length_px": None if reading.size.length_px is None else round(reading.size.length_px, 2),
        "span_px": None if reading.size.span_px is None else round(reading.size.span_px, 2),
        "gsd_m": round(reading.gsd_m, 4),
        "gsd_sd_m": round(reading.sd_m, 4),
        "used": reading.used,
    }
