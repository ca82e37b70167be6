"""Words of strangers move no cursor and are no markup; a command that is stopped tidies up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rich.table import Table

from hardstand.cli.screen import cell, messages, results

NASTY = "[/red] [bold]x[/] \x1b[2J\x07\u202e\udcff\x9b1m"
PLAIN = "[/red] [bold]x[/]  [2J    1m"


def test_text_is_printed_as_it_is_but_for_what_is_not_seen(capsys: pytest.CaptureFixture[str]) -> None:
    results().print(NASTY, markup=False)
    messages().print(NASTY, markup=False)
    assert capsys.readouterr() == (f"{PLAIN}\n", f"{PLAIN}\n")


def test_a_table_holds_it_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table(title=cell(NASTY))
    table.add_column("a")
    table.add_row(cell(NASTY))
    results().print(table)
    assert capsys.readouterr().out.count(PLAIN) == 2


STOPPED = """
import os, signal
from hardstand.cli import main
from hardstand.exchange.exports import csv_tables

# Whoever runs the tests may have it ignored, as nohup does, and a command respects that.
signal.signal(getattr(signal, os.environ["STOPPED_BY"]), signal.SIG_DFL)

def stop(path, content):
    path.write_bytes(content)
    os.kill(os.getpid(), getattr(signal, os.environ["STOPPED_BY"]))

csv_tables.write_bytes_atomically = stop
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_command_that_is_told_to_end_leaves_nothing(name: str, demo: Path, tmp_path: Path) -> None:
    words = ["export", str(demo), "--to", "csv", "-o", str(tmp_path / "out")]
    end = subprocess.run(
        [sys.executable, "-c", STOPPED, *words],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"STOPPED_BY": name},
    )
    assert end.returncode == 128 + getattr(signal, name), end.stderr
    assert list(tmp_path.iterdir()) == []
    assert "Traceback" not in end.stderr


def test_an_image_whose_name_is_in_another_encoding_is_refused_in_words(tmp_path: Path, hardstand) -> None:
    try:
        (tmp_path / "a\udcff.tif").write_bytes(b"II*\0")
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    end = hardstand("detect", tmp_path / "a\udcff.tif", "-o", tmp_path / "out.geojson")
    assert end.code == 4
    assert "not UTF-8" in end.err
