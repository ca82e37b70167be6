"""`hardstand export`: a finished run as files for other programs, or sealed as evidence."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from hardstand.cli.screen import messages, results
from hardstand.errors import OutputError
from hardstand.exchange.bundle import Bundle, BundleRequest, export_bundle
from hardstand.exchange.exports import (
    FinishedRun,
    read_run,
    write_csv,
    write_geojson,
    write_geopackage,
    write_geoparquet,
    write_kmz,
    write_reviews,
    write_stac,
)

Writer = Callable[[FinishedRun, Path], str | None]
"""Writes a run under a path, whole or not at all; what is to be said of it, or None."""

FORMATS: dict[str, Writer] = {
    "stac": write_stac,
    "geojson": write_geojson,
    "gpkg": write_geopackage,
    "geoparquet": write_geoparquet,
    "kmz": write_kmz,
    "csv": write_csv,
    "claimreview": write_reviews,
}
"""What `--to` takes besides a bundle."""
BUNDLE = "bundle"
KEY_VARIABLE = "HARDSTAND_KEY_PASSWORD"
"""Variable of the environment that holds the password of a locked key: an option would stay in the shell's history."""

Format = StrEnum("Format", {name: name for name in (*FORMATS, BUNDLE)})  # type: ignore[misc] # mypy wants the names twice


@dataclass(frozen=True, kw_only=True)
class _Seal:
    """What only a bundle takes; None and False = not asked for."""

    with_inputs: bool
    inputs: Path | None
    organization: str | None
    key: Path | None
    tsa: str | None


def export(  # noqa: PLR0913, PLR0917 # each is an option of the command line
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
    with_inputs: Annotated[
        bool, typer.Option("--with-inputs", help="Bundle: put the images and the other inputs in, too.")
    ] = False,
    inputs: Annotated[
        Path | None,
        typer.Option("--inputs", metavar="DIR", help="Bundle: folder in which the site file lay, if it was moved."),
    ] = None,
    organization: Annotated[
        str | None, typer.Option("--organization", metavar="NAME", help="Bundle: who makes it.")
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(
            "--key", metavar="FILE", help=f"Bundle: Ed25519 key (PEM) to sign with; password in {KEY_VARIABLE}."
        ),
    ] = None,
    tsa: Annotated[
        str | None, typer.Option("--tsa", metavar="URL", help="Bundle: time-stamp authority (RFC 3161) to ask.")
    ] = None,
) -> None:
    """Write a finished run as files for other programs: maps, tables, catalogues; or seal it as evidence."""
    seal = _Seal(with_inputs=with_inputs, inputs=inputs, organization=organization, key=key, tsa=tsa)
    if str(to) == BUNDLE:
        _tell(export_bundle(run, output, _request(seal)))
        return
    _refuse_seal(seal, str(to))
    note = FORMATS[str(to)](read_run(run, images), output)
    results().print(f"Written: {output}", markup=False)
    if note is not None:
        messages().print(note, markup=False)


def _request(seal: _Seal) -> BundleRequest:
    password = os.environ.get(KEY_VARIABLE)
    return BundleRequest(
        day=datetime.now(UTC).date(),
        organization=seal.organization,
        with_inputs=seal.with_inputs,
        inputs_from=seal.inputs,
        key=seal.key,
        password=None if password is None else password.encode(),
        authority=seal.tsa,
    )


def _refuse_seal(seal: _Seal, to: str) -> None:
    """Options of a bundle with another format: nothing is signed, so that nobody believes it was.

    Raises:
        OutputError: one is given.
    """
    given = [f"--{field.name.replace('_', '-')}" for field in fields(seal) if getattr(seal, field.name)]
    if given:
        raise OutputError(f"{', '.join(given)} goes with --to {BUNDLE} only; {to} holds no inputs and is not signed.")


def _tell(bundle: Bundle) -> None:
    """What was made, and what to keep apart from it."""
    console = results()
    console.print(f"Written: {bundle.path}, {bundle.files} files", markup=False)
    console.print(f"Fingerprint of the bundle (keep it apart from the bundle): {bundle.fingerprint}", markup=False)
    signed = "not signed" if bundle.signed_by is None else f"signed by the key {bundle.signed_by}"
    stamped = "no time stamp" if bundle.stamped_by is None else f"time-stamped by {bundle.stamped_by}"
    console.print(f"{signed.capitalize()}; {stamped}.", markup=False)
