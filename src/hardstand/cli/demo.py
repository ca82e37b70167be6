"""`hardstand demo`: a rendered site with known truth, the whole way."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hardstand.cli.claims import check_and_write, read_asked, show_verdicts
from hardstand.cli.run import run_and_write, show
from hardstand.cli.screen import progress, results
from hardstand.detection import DetectionRequest
from hardstand.exchange import new_folder, read_text_to_check
from hardstand.report.page import REPORT
from hardstand.simulation import render_demo
from hardstand.site import load_site


def demo(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT", help="Folder to make for images and result.")
    ] = Path("hardstand-demo"),
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another number: other wear, trees and vehicles.")] = 0,
) -> None:
    """Render an air base on four dates, run the whole way on it, and check a made-up report about it."""
    with progress() as tell, new_folder(output) as folder:
        tell("Rendering a site with known truth", 0, 1)
        scene = render_demo(folder / "images", seed)
        tell("Rendering a site with known truth", 1, 1)
        result = run_and_write(load_site(scene.site_file), folder, DetectionRequest(), tell)
        tell("Checking a report about the site", 0, 1)
        asked = read_text_to_check(scene.report_file)
        checked = check_and_write(asked, read_asked(asked), folder)
        tell("Checking a report about the site", 1, 1)
    show(result)
    show_verdicts(checked)
    results().print(f"Report: {output / REPORT}", markup=False)
