"""The commands, and how an error ends the program."""

from __future__ import annotations

import errno
import sys
from typing import Annotated

import typer
from rich.markup import escape

from hardstand import __version__
from hardstand.cli.bench import bench
from hardstand.cli.claims import check, claims
from hardstand.cli.construction import construction
from hardstand.cli.coverage import coverage
from hardstand.cli.demo import demo
from hardstand.cli.detect import detect
from hardstand.cli.export import export
from hardstand.cli.gsd import gsd
from hardstand.cli.register import register
from hardstand.cli.report import report
from hardstand.cli.run import run
from hardstand.cli.screen import messages
from hardstand.cli.verify import verify
from hardstand.errors import HardstandError, OutputError

app = typer.Typer(
    name="hardstand",
    help="Several overhead images of one place in; what stands there, what arrived, what left and when, out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(run)
app.command()(demo)
app.command()(detect)
app.command()(register)
app.command()(construction)
app.command()(gsd)
app.command()(coverage)
app.command()(claims)
app.command()(check)
app.command()(export)
app.command()(verify)
app.command()(report)
app.add_typer(bench, name="bench")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"hardstand {__version__}")
        raise typer.Exit


@app.callback()
def hardstand(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Several overhead images of one place in; what stands there, what arrived, what left and when, out.

    For verification after the fact. It is no targeting aid and takes no live feeds.
    """


def main() -> None:
    """Run the command line; an error of the tree ends it with its message and its exit code."""
    try:
        app()
    except HardstandError as error:
        _end(error)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _end(OutputError("The disk is full. Nothing was left half written; free some space and start again."))


def _end(error: HardstandError) -> None:
    messages().print(f"[bold red]Error:[/] {escape(str(error))}")
    sys.exit(error.exit_code)
