"""The commands, and how an error ends the program."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from types import FrameType
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
from hardstand.exchange.files import DISK_FULL

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
    _end_on_request()
    try:
        app()
    except HardstandError as error:
        _end(error)
    except OSError as error:
        if error.errno not in DISK_FULL:
            raise
        _end(OutputError("The disk is full. Nothing was left half written; free some space and start again."))


def _end_on_request() -> None:
    """Let a request to end, from a service or a closed terminal, take away what is half written.

    It becomes an exception. One that the caller ignores, as `nohup` does, stays ignored.
    """
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # SIGHUP is not on every system
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            with suppress(ValueError):  # only the main thread may
                signal.signal(number, _stop)


def _stop(number: int, _: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # a second one would end the tidying up
    sys.exit(128 + number)


def _end(error: HardstandError) -> None:
    messages().print(f"[bold red]Error:[/] {escape(str(error))}")
    sys.exit(error.exit_code)
