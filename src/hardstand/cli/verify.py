"""`hardstand verify`: whether an evidence bundle is as it was made."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hardstand.cli.screen import results
from hardstand.errors import BundleError
from hardstand.exchange.bundle import Checked, Trust, verify_bundle


def verify(
    bundle: Annotated[Path, typer.Argument(metavar="BUNDLE", help="Folder or .zip file of the bundle.")],
    key: Annotated[
        Path | None, typer.Option("--key", metavar="PUBLIC", help="Public key (PEM) that must have signed it.")
    ] = None,
    tsa_root: Annotated[
        Path | None,
        typer.Option("--tsa-root", metavar="CERT", help="Root certificate (PEM) of the time-stamp authority."),
    ] = None,
) -> None:
    """Find every changed, missing, added or renamed file of an evidence bundle, and check its seal."""
    checked = verify_bundle(bundle, Trust(key=key, root=tsa_root))
    show(checked)
    if not checked.sound:
        raise BundleError(f"{bundle} is not as it was made: {_number(len(checked.findings))}.")
    results().print("The bundle is as it was made.")


def show(checked: Checked) -> None:
    """What was found, what was checked, and what was not."""
    console = results()
    for finding in checked.findings:
        console.print(
            f"{finding.kind.value.upper()} {_printable(finding.path)}: {_printable(finding.detail)}", markup=False
        )
    for title, lines in (("Checked", checked.done), ("Not checked", checked.undone)):
        console.print(f"{title}:", style="bold")
        for line in lines:
            console.print(f"  {_printable(line)}", markup=False)
    if checked.fingerprint is not None:
        console.print(f"Fingerprint: {checked.fingerprint}", markup=False)


def _number(findings: int) -> str:
    return "one finding, above" if findings == 1 else f"{findings} findings, above"


def _printable(text: str) -> str:
    """Names from a stranger's bundle must not move the terminal's cursor."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
