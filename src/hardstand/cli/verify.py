"""`hardstand verify`: whether an evidence bundle is as it was made, and whether the run gives the same again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from hardstand.cli.claims import check_and_write, read_asked
from hardstand.cli.run import Counting, run_and_write
from hardstand.cli.screen import progress, results
from hardstand.detection import DetectionRequest
from hardstand.errors import BundleError
from hardstand.exchange import new_folder, read_review
from hardstand.exchange.bundle import (
    Checked,
    Comparison,
    Redo,
    Trust,
    compare_results,
    parse_fingerprint,
    redo_of,
    verify_bundle,
)

MOST_DIFFERENCES = 50
"""Differences that are printed; the rest is counted."""


def verify(  # noqa: PLR0913, PLR0917 # each is an option of the command line
    bundle: Annotated[Path, typer.Argument(metavar="BUNDLE", help="Folder or .zip file of the bundle.")],
    key: Annotated[
        Path | None, typer.Option("--key", metavar="PUBLIC", help="Public key (PEM) that must have signed it.")
    ] = None,
    signed_by: Annotated[
        str | None,
        typer.Option("--signed-by", metavar="HEX", help="SHA-256 of the public key that must have signed it."),
    ] = None,
    fingerprint: Annotated[
        str | None,
        typer.Option("--fingerprint", metavar="HEX", help="Fingerprint of the bundle, noted when it was made."),
    ] = None,
    tsa_root: Annotated[
        Path | None,
        typer.Option("--tsa-root", metavar="CERT", help="Root certificate (PEM) of the time-stamp authority."),
    ] = None,
    redo: Annotated[
        bool, typer.Option("--redo", help="Also make the run again, and the verdicts on a text, and compare.")
    ] = False,
    inputs: Annotated[
        Path,
        typer.Option("--inputs", metavar="DIR", help="For --redo: where the site file lay, if inputs are not inside."),
    ] = Path(),
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="OUT", help="For --redo: folder to make for the new result."),
    ] = None,
) -> None:
    """Find every changed, missing, added or renamed file of an evidence bundle, and check its seal."""
    if output is not None and not redo:
        raise typer.BadParameter("only --redo makes a result to write", param_hint="--output")
    digests = _digest(signed_by, "--signed-by"), _digest(fingerprint, "--fingerprint")
    checked = verify_bundle(bundle, Trust(key=key, root=tsa_root, signer=digests[0], fingerprint=digests[1]))
    show(checked)
    if not checked.sound:
        raise BundleError(f"{bundle} is not as it was made: {_number(len(checked.findings), 'finding')}, above.")
    results().print("The bundle is as it was made.")
    if redo:
        _redo(bundle, inputs, output)


def _digest(given: str | None, option: str) -> str | None:
    try:
        return None if given is None else parse_fingerprint(given)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error


def show(checked: Checked) -> None:
    """What was found, what was checked, and what was not."""
    console = results()
    for finding in checked.findings:
        words = f"{finding.kind.value.upper()} {finding.path}: {finding.detail}"
        console.print(_printable(words), markup=False)
    _list("Checked", checked.done)
    _list("Not checked", checked.undone)
    if checked.fingerprint is not None:
        console.print(f"Fingerprint of the bundle: {checked.fingerprint}", markup=False)


def _redo(bundle: Path, inputs: Path, output: Path | None) -> None:
    """Make the run again and say whether it gives the same."""
    with redo_of(bundle, inputs) as prepared:
        _list("Other versions than those of the run", prepared.versions)
        # Before the run, which may take long: a text that can't be read is told at once.
        document = None if prepared.check is None else read_asked(prepared.check)
        with _new(output) as folder:
            _run(prepared, folder)
            if prepared.check is not None and document is not None:
                check_and_write(prepared.check, document, folder)
            compared = compare_results(prepared.results, folder)
    _show_comparison(compared)
    if compared.differences:
        number = _number(len(compared.differences), "difference")
        because = "; the versions differ, too" if prepared.versions else ""
        raise BundleError(f"The run does not give the same again: {number}, above{because}.")
    results().print("The run gives the same again.")
    if prepared.check is not None:
        results().print("So does the check of the text.")


@contextmanager
def _new(output: Path | None) -> Iterator[Path]:
    """The folder for the new result; one that is thrown away where none is named."""
    if output is not None:
        with new_folder(output) as folder:
            yield folder
    else:
        with TemporaryDirectory(prefix="hardstand-") as name:
            yield Path(name)


def _run(prepared: Redo, folder: Path) -> None:
    options = prepared.record.options
    counting = Counting(
        unlike=options.unlike,
        reviewed=None if prepared.reviewed is None else read_review(prepared.reviewed),
        answers=prepared.reviewed,
    )
    detection = DetectionRequest(min_score=options.min_score, forced=options.force)
    with progress() as tell:
        run_and_write(prepared.configuration, folder, detection, tell, counting)


def _show_comparison(compared: Comparison) -> None:
    for line in compared.differences[:MOST_DIFFERENCES]:
        results().print(_printable(f"DIFFERENT {line}"), markup=False)
    if len(compared.differences) > MOST_DIFFERENCES:
        results().print(f"and {len(compared.differences) - MOST_DIFFERENCES} more.")
    _list("Compared", compared.done)
    _list("Not compared", compared.undone)


def _list(title: str, lines: Iterable[str]) -> None:
    lines = list(lines)
    if lines:
        results().print(f"{title}:", style="bold")
    for line in lines:
        results().print(f"  {_printable(line)}", markup=False)


def _number(count: int, what: str) -> str:
    return f"one {what}" if count == 1 else f"{count} {what}s"


def _printable(text: str) -> str:
    """Names from a stranger's bundle must not move the terminal's cursor."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
