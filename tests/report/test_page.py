"""The page says what the ledger holds, and needs nothing but itself."""

from __future__ import annotations

from pathlib import Path

from hardstand.report import make_pictures, open_pixels, render_report, write_report
from hardstand.result import RunResult


def test_same_run_gives_same_bytes(run: RunResult, tmp_path: Path) -> None:
    write_report(run, tmp_path / "one.html")
    again = render_report(run, make_pictures(run, open_pixels))
    assert (tmp_path / "one.html").read_bytes() == again.encode()
