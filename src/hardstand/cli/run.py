"""`hardstand run`: a site file in, the report and its files out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from hardstand.cli.options import Force, MinScore
from hardstand.cli.screen import Tell, cell, messages, progress, results
from hardstand.cli.works_table import works_table
from hardstand.counting import ReviewedSample
from hardstand.detection import DetectionRequest, load_detectors
from hardstand.exchange import (
    STATEMENTS,
    AskedFor,
    new_folder,
    read_review,
    record_run,
    write_change,
    write_events,
    write_review,
    write_sightings,
    write_statements,
    write_summary,
    write_works,
)
from hardstand.ledger import Baseline, Count, CountPart
from hardstand.pipeline import RunRequest, detectors_of, run_site
from hardstand.report import tell as tell_statements
from hardstand.report import write_report
from hardstand.report.page import REPORT
from hardstand.report.unseen import unseen_on
from hardstand.result import RunResult
from hardstand.simulation import is_simulated
from hardstand.site import SiteConfiguration, load_site


def run(
    site: Annotated[Path, typer.Argument(metavar="SITE", help="Site file (TOML) or STAC ItemCollection (JSON).")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="Folder to make for the result.")],
    min_score: MinScore = None,
    force: Force = False,
    reviewed: Annotated[
        Path | None,
        typer.Option("--reviewed", metavar="FILE", help="review.csv of an earlier run with answers: surer counts."),
    ] = None,
    unlike: Annotated[
        bool,
        typer.Option("--unlike", help="The site is of another kind than those measured: wider intervals of counts."),
    ] = False,
) -> None:
    """Say what stood at a site on each date, what arrived, what left and when."""
    configuration = load_site(site)
    counting = Counting(unlike=unlike, reviewed=None if reviewed is None else read_review(reviewed), answers=reviewed)
    with progress() as tell, new_folder(output) as folder:
        detection = DetectionRequest(min_score=min_score, forced=force)
        result = run_and_write(configuration, folder, detection, tell, counting)
    show(result)
    results().print(f"Report: {output / REPORT}", markup=False)


@dataclass(frozen=True, kw_only=True)
class Counting:
    """How to count.

    Attributes:
        unlike: whether the site is of another kind than those the detector's errors were measured on.
        reviewed: what a person said of an earlier run's sightings; None where nobody looked.
        answers: the file that it was read from, or None.
    """

    unlike: bool = False
    reviewed: ReviewedSample | None = None
    answers: Path | None = None


PLAINLY = Counting()


def run_and_write(
    configuration: SiteConfiguration,
    folder: Path,
    detection: DetectionRequest,
    tell: Tell,
    counting: Counting = PLAINLY,
) -> RunResult:
    """The whole way, from the site file to the files in the folder."""
    request = RunRequest(
        now=datetime.now(UTC).replace(microsecond=0),
        detection=detection,
        simulated=any(is_simulated(entry.image) for entry in configuration.acquisitions),
        unlike=counting.unlike,
        reviewed=counting.reviewed,
    )
    detectors, failed = load_detectors(detectors_of(configuration), configuration.path.parent)
    result = run_site(configuration, detectors, request, tell, failed)
    tell("Writing the report", 0, 4)
    write_summary(result, folder / "summary.json")
    write_sightings(result, folder / "sightings.parquet")
    write_events(result, folder / "events.parquet")
    write_review(result, folder / "review.csv")
    write_statements(tell_statements(result), folder / STATEMENTS)
    if result.construction is not None and result.change is not None:
        table = folder / "construction.parquet"
        write_works(result.construction, result.registration.frame, table, simulated=result.simulated)
        write_change(result.change, result.acquisitions[0].raster, folder / "change.tif", simulated=result.simulated)
    record_run(result, configuration, _asked(detection, counting), folder)
    tell("Writing the report", 3, 4)
    write_report(result, folder / REPORT)
    tell("Writing the report", 4, 4)
    return result


def _asked(detection: DetectionRequest, counting: Counting) -> AskedFor:
    return AskedFor(
        min_score=detection.min_score, force=detection.forced, unlike=counting.unlike, reviewed=counting.answers
    )


def show(result: RunResult) -> None:
    """Counts, events and what was built in the terminal."""
    console = results()
    if result.simulated:
        console.print("These images are simulated.", style="bold")
    console.print(counts_table(result))
    console.print(events_table(result))
    if result.construction is not None:
        console.print(works_table(result.construction))
    for limit in result.ledger.limits:
        console.print(limit, markup=False)
    for line in normal_lines(result):
        console.print(line, markup=False)
    _show_notes(result)


def _show_notes(result: RunResult) -> None:
    """Detectors that failed, GSDs that can hardly be true, and what was noticed on opening the images."""
    for failure in result.failures:
        messages().print(f"The detector {failure.detector} failed: {failure.reason}", markup=False)
    for doubt in result.scale_doubts:
        messages().print(f"{doubt.acquisition}: {doubt.statement}", markup=False)
    for acquisition in result.acquisitions:
        unseen = unseen_on(result, acquisition.id)
        if unseen.share >= 1:
            name = acquisition.raster.path.name
            messages().print(f"{name}: nothing can be said; all of the ground was {unseen.reason}.", markup=False)
        for warning in acquisition.warnings:
            messages().print(f"Note on {acquisition.raster.path.name}: {warning}", markup=False)


def counts_table(result: RunResult) -> Table:
    """How many of each class every date shows, and how much of the ground was seen."""
    table = Table(title=f"Counts at {cell(result.site_name)}", title_justify="left")
    for name in ("Date (UTC)", "Image", "What", "Found", "90 % interval", "Ground seen"):
        table.add_column(name)
    by_id = {acquisition.id: acquisition for acquisition in result.acquisitions}
    for count in result.ledger.counts:
        acquisition = by_id[count.acquisition]
        time = "" if acquisition.time is None else f"{acquisition.time.value:%Y-%m-%d %H:%M}"
        image = acquisition.raster.path.name
        table.add_row(
            time, cell(image), cell(count.label), str(count.found), _interval(count), f"{count.seen_fraction:.0%}"
        )
        for part in count.parts:
            table.add_row("", "", f"  {cell(part.name)}", str(part.found), _interval(part), "")
    return table


def _interval(count: Count | CountPart) -> str:
    return "not known" if count.low is None or count.high is None else f"{count.low} to {count.high}"


def normal_lines(result: RunResult) -> list[str]:
    """What is normal, class by class, with the dates that depart; one line for all where nothing can be said."""
    lines = [_normal_line(each) for each in result.baselines if each.reason is None]
    unsaid = {each.reason: None for each in result.baselines if each.reason is not None}
    return [*lines, *(f"Which numbers are normal can't be said: {reason}." for reason in unsaid)]


def _normal_line(baseline: Baseline) -> str:
    told = [f"{each.acquisition} {each.kind} ({each.number}, expected {each.expected_low} to {each.expected_high})"
            for each in baseline.departures]  # fmt: skip
    power = [each.power[2.0] for each in baseline.anomalies if each.power is not None]
    return (
        f"Normal for {baseline.label}: {baseline.rate_low:.2g} to {baseline.rate_high:.2g} per km2 (90 %). "
        f"Departing: {', '.join(told) or 'no date'}. False alarms by simulation: {baseline.false_alarm_rate:.2%} of "
        f"normal dates (nominal {baseline.nominal_rate:.0%}); twice the number is told of with {min(power):.0%} to "
        f"{max(power):.0%}."
    )


def events_table(result: RunResult) -> Table:
    """Arrivals and departures with their windows."""
    table = Table(
        title="Arrivals and departures",
        title_justify="left",
        caption="the window ends with By, and begins past After; open: on or before By",
    )
    for name in ("Event", "What", "After (UTC)", "By (UTC)", "Stand"):
        table.add_column(name)
    for event in result.ledger.events:
        ends = ("open" if end is None else f"{end:%Y-%m-%d %H:%M}" for end in (event.window.after, event.window.by))
        table.add_row(event.kind, cell(event.label), *ends, cell(event.stand))
    return table
