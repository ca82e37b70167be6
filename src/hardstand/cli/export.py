"""`hardstand export`: a finished run as files for other programs."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from hardstand.cli.screen import results
from hardstand.exchange.exports import (
    FinishedRun,
    read_run,
    write_csv,
    write_geojson,
    write_geopackage,
    write_kmz,
    write_reviews,
    write_stac,
)

Writer = Callable[[FinishedRun, Path], None]
"""Writes a run under a path, whole or not at all."""

FORMATS: dict[str, Writer] = {
    "stac": write_stac,
    "geojson": write_geojson,
    "gpkg": write_geopackage,
    "kmz": write_kmz,
    "csv": write_csv,
    "claimreview": write_reviews,
}
"""What `--to` takes."""

Format = StrEnum("Format", {name: name for name in FORMATS})  # type: ignore[misc] # mypy wants the names twice


def export(
    run: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of a finished run.")],
    to: Annotated[Format, typer.Option("--to", help="What to make of it.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="PATH", help="File or folder to make; see the documentation.")
    ],
    images: Annotated[
        Path | None,
        typer.Option(
            "--images",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="Folder of the run's images, for the pictures of a KMZ.",
        ),
    ] = None,
) -> None:
    """Write a finished run as files for other programs: maps, tables, catalogues."""
    FORMATS[str(to)](read_run(run, images), output)
    results().print(f"Written: {output}", markup=False)
