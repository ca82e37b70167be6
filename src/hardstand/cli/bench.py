"""`hardstand bench`: how good it is, measured on public data sets."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from hardstand import __version__
from hardstand.bench.baseline import measure_baseline
from hardstand.bench.baseline_plot import draw_baseline
from hardstand.bench.built import measure_built_10m
from hardstand.bench.bundle import measure_bundle
from hardstand.bench.calibration import measure_calibration
from hardstand.bench.calibration_plot import draw_calibration
from hardstand.bench.claims import measure_claims, measure_innocuous, measure_speed_of_claims
from hardstand.bench.classes import measure_classes
from hardstand.bench.classes_plot import draw_confusion
from hardstand.bench.coverage import measure_coverage
from hardstand.bench.detection import HRPLANES_GSD_M, measure_detection, measure_hrplanes
from hardstand.bench.ledger import measure_ledger
from hardstand.bench.measurement import measure_measurement
from hardstand.bench.measurement_plot import draw_measurement
from hardstand.bench.registration import measure_registration
from hardstand.bench.report import measure_report
from hardstand.bench.resources import measure_memory, measure_speed
from hardstand.bench.rival import measure_against
from hardstand.bench.shift import measure_shift
from hardstand.bench.shift_plot import draw_shift, refuse_unknown_ending
from hardstand.bench.verdict_cases import measure_verdicts
from hardstand.bench.visibility import measure_visibility_bench
from hardstand.bench.visibility_plot import draw_visibility
from hardstand.bench.works import measure_works, unseen_pairs
from hardstand.cli.options import Data
from hardstand.cli.screen import progress, results
from hardstand.construction import load_models
from hardstand.detection import AIRCRAFT_DETECTOR, DEFAULT_DETECTORS, load_detector
from hardstand.exchange import to_json, write_bytes_atomically, write_text_atomically
from hardstand.measurement import load_points_model

bench = typer.Typer(help="Measure quality and speed on the public data sets.", no_args_is_help=True)

Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="JSON file to write [bench-NAME.json].")
]

Plot = Annotated[Path | None, typer.Option("--plot", metavar="FILE", help="Picture to draw, .png or .svg.")]


@bench.command()
def detection(data: Data, output: Output = None) -> None:
    """Average precision and count error of the aircraft detector on places that it was not trained on."""
    detector = load_detector(AIRCRAFT_DETECTOR)
    with progress() as tell:
        figures = measure_detection(data, detector, tell)
        scenes = measure_hrplanes(data, detector, tell)
    _publish("detection", {**asdict(figures), "hrplanes_valid": asdict(scenes)}, output)


@bench.command()
def registration(data: Data, output: Output = None) -> None:
    """Share of pairs registered, residuals, and wrong pairs accepted."""
    with progress() as tell:
        figures = measure_registration(data, tell)
    _publish("registration", figures.to_record(), output)


@bench.command()
def ledger(data: Data, output: Output = None) -> None:
    """Arrivals and departures on pairs of dates against those that follow from the labels."""
    with progress() as tell:
        figures = measure_ledger(data, load_detector(AIRCRAFT_DETECTOR), tell)
    _publish("ledger", figures.to_record(), output)


@bench.command()
def shift(
    data: Data,
    output: Output = None,
    assumed_gsd: Annotated[
        float, typer.Option("--assumed-gsd", metavar="M", help="Metres per pixel of scenes of which it is not known.")
    ] = HRPLANES_GSD_M,
    plot: Plot = None,
) -> None:
    """Unusual scenes, empty scenes, and held-out airports spoilt step by step."""
    if plot is not None:
        refuse_unknown_ending(plot)
    with progress() as tell:
        figures = measure_shift(data, load_detector(AIRCRAFT_DETECTOR), tell, assumed_gsd)
    if plot is not None:
        write_bytes_atomically(plot, draw_shift(figures, plot))
    _publish("shift", asdict(figures), output)


@bench.command()
def claims(output: Output = None) -> None:
    """Claims found in labelled sentences, seen and unseen while the rules were made, and in sentences without any."""
    figures: dict[str, Any] = {}
    with progress() as tell:
        for name in ("seen", "unseen"):
            lines, wrong = measure_innocuous(name, tell)
            innocuous = {"sentences": lines, "claims_found": len(wrong)}
            figures[name] = {**asdict(measure_claims(name, tell)), "innocuous": innocuous}
        figures["speed"] = asdict(measure_speed_of_claims(tell))
    _publish("claims", figures, output)


@bench.command()
def report(output: Output = None) -> None:
    """Size of the report of a simulated run, and what a browser says to it."""
    _publish("report", measure_report().to_record(), output)


@bench.command()
def verdicts(
    output: Output = None,
    runs: Annotated[
        Path | None, typer.Option("--runs", metavar="FOLDER", help="Where to keep the simulated runs for a next time.")
    ] = None,
) -> None:
    """Verdicts on true and false claims about simulated sites, and how many are stronger than what could be seen."""
    with progress() as tell:
        figures = measure_verdicts(runs, tell)
    _publish("verdicts", figures.to_record(), output)


@bench.command()
def measurement(
    data: Data,
    output: Output = None,
    plot: Plot = None,
) -> None:
    """Errors of heading, length and span, whether their intervals hold, and how well boxes fit."""
    if plot is not None:
        refuse_unknown_ending(plot)
    with progress() as tell:
        measured = measure_measurement(data, load_detector(AIRCRAFT_DETECTOR), load_points_model(), tell)
    if plot is not None:
        write_bytes_atomically(plot, draw_measurement(measured.errors, plot))
    _publish("measurement", asdict(measured.figures), output)


@bench.command()
def classes(
    data: Data,
    output: Output = None,
    plot: Plot = None,
) -> None:
    """Average precision of every class on frames that trained nothing, and what is taken for what."""
    if plot is not None:
        refuse_unknown_ending(plot)
    with progress() as tell:
        sets = measure_classes(data, [load_detector(name) for name in DEFAULT_DETECTORS], tell)
    if plot is not None:
        write_bytes_atomically(plot, draw_confusion(sets, plot))
    _publish("classes", {each.name: each.to_record() for each in sets}, output)


@bench.command()
def calibration(
    data: Data,
    output: Output = None,
    plot: Plot = None,
) -> None:
    """Whether the 90 % intervals of counts hold the labelled numbers, on frames that trained and calibrated nothing."""
    if plot is not None:
        refuse_unknown_ending(plot)
    with progress() as tell:
        figures = measure_calibration(data, [load_detector(name) for name in DEFAULT_DETECTORS], tell)
    if plot is not None:
        write_bytes_atomically(plot, draw_calibration(figures, plot))
    _publish("calibration", figures.to_record(), output)


@bench.command()
def visibility(
    data: Data,
    output: Output = None,
    plot: Plot = None,
) -> None:
    """Recall of the aircraft detector through haze, darkness and overexposure, where seen is said and elsewhere."""
    if plot is not None:
        refuse_unknown_ending(plot)
    with progress() as tell:
        figures = measure_visibility_bench(data, load_detector(AIRCRAFT_DETECTOR), tell)
    if plot is not None:
        write_bytes_atomically(plot, draw_visibility(figures, plot))
    _publish("visibility", asdict(figures), output)


@bench.command()
def baseline(output: Output = None, plot: Plot = None) -> None:
    """False alarms and power of the dates that are told of, on simulated sites of which all is known."""
    if plot is not None:
        refuse_unknown_ending(plot)
    with progress() as tell:
        figures = measure_baseline(tell)
    if plot is not None:
        write_bytes_atomically(plot, draw_baseline(figures, plot))
    _publish("baseline", figures.to_record(), output)


@bench.command()
def speed(
    data: Data,
    output: Output = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="FILE", help="ONNX model to time in turn with the shipped ones instead."),
    ] = None,
) -> None:
    """Seconds per square kilometre of the whole detection, and its rate against the bare model's or another one."""
    with progress() as tell:
        figures = measure_speed(data, tell) if against is None else measure_against(data, against, tell)
    _publish("speed", asdict(figures), output)


@bench.command()
def coverage(data: Data, output: Output = None) -> None:
    """Time to load real footprints and to ask about a spot and a year; the same with 10 million simulated ones."""
    with progress() as tell:
        figures = measure_coverage(data, tell)
    _publish("coverage", figures.to_record(), output)


@bench.command()
def construction(data: Data, output: Output = None) -> None:
    """Works painted over real frames, untouched pairs of frames, and the cities of OSCD at 10 m."""
    models = load_models()
    with progress() as tell:
        fine = measure_works(unseen_pairs(data, models), models, tell)
        coarse = measure_built_10m(data, models.coarse, tell)
    _publish("construction", {"fine": fine.to_record(), "coarse": coarse.to_record()}, output)


@bench.command()
def bundle(
    run: Annotated[Path, typer.Option("--run", metavar="OUT", help="Folder of a finished run.")],
    output: Output = None,
) -> None:
    """Share of 1,000 random changes, removals, additions and renames in an evidence bundle that a check finds."""
    with progress() as tell:
        figures = measure_bundle(run, tell)
    _publish("bundle", figures.to_record(), output)


@bench.command()
def memory(output: Output = None) -> None:
    """Most memory that detection takes on a GeoTIFF of 40,000 x 40,000 pixels, which it makes."""
    with progress() as tell:
        figures = measure_memory(tell)
    _publish("memory", asdict(figures), output)


def _publish(name: str, record: dict[str, Any], output: Path | None) -> None:
    target = Path(f"bench-{name}.json") if output is None else output
    write_text_atomically(target, to_json({"hardstand": __version__, "bench": name, **record}))
    table = Table(title=f"hardstand bench {name}", title_justify="left")
    table.add_column("what")
    table.add_column("value", justify="right")
    for key, value in _flat(record):
        table.add_row(key, f"{value:.4f}" if isinstance(value, float) else str(value))
    results().print(table)
    results().print(f"Written: {target}", markup=False)


def _flat(record: dict[str, Any], before: str = "") -> list[tuple[str, Any]]:
    """Nested figures as "outer.inner"; lists stay in the JSON file."""
    rows: list[tuple[str, Any]] = []
    for key, value in record.items():
        if isinstance(value, dict):
            rows += _flat(value, f"{before}{key}.")
        elif not isinstance(value, list | tuple):
            rows.append((f"{before}{key}", value))
    return rows
