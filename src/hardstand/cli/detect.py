"""`hardstand detect`: objects on single images, as GeoJSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from hardstand import __version__
from hardstand.cli.options import Force, Gsd, MinScore
from hardstand.cli.screen import messages, progress, results
from hardstand.detection import DEFAULT_DETECTORS, DetectionRequest, Findings, load_detectors, search_all
from hardstand.exchange import DetectedImage, detections_geojson, to_json, write_text_atomically
from hardstand.imagery import Acquisition, AcquisitionOverrides, open_acquisition, require_gsd, unique_ids
from hardstand.measurement import (
    EquipmentTable,
    PointsModel,
    check_scale,
    identify_sightings,
    load_equipment,
    load_points_model,
    measure_detections,
)
from hardstand.pipeline import model_use
from hardstand.registration import ground_of


def detect(
    images: Annotated[list[Path], typer.Argument(metavar="IMAGE...", help="Images, each on its own.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="GeoJSON file to write.")],
    gsd: Gsd = None,
    min_score: MinScore = None,
    detector: Annotated[
        list[str] | None,
        typer.Option(
            "--detector",
            metavar="NAME",
            help=f"Name of an installed detector, or an ONNX file with its card beside it; may be given more than "
            f"once [{', '.join(DEFAULT_DETECTORS)}].",
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Find objects on images and write them as GeoJSON."""
    loaded, failed = load_detectors(detector or DEFAULT_DETECTORS)
    request = DetectionRequest(min_score=min_score, forced=force)
    acquisitions = open_images(images, gsd)
    with progress() as tell:
        search = search_all(acquisitions, loaded, request, tell)
    points = load_points_model()
    table = load_equipment()
    entries = [_measured(each, search.findings[each.id], points, table) for each in acquisitions]
    models = [model_use(each, acquisitions, request) for each in search.detectors]
    failures = (*failed, *search.failures)
    write_text_atomically(output, to_json(detections_geojson(entries, models, __version__, failures)))
    for failure in failures:
        messages().print(f"The detector {failure.detector} failed: {failure.reason}", markup=False)
    for entry in entries:
        if entry.scale_doubt is not None:
            messages().print(f"{entry.acquisition.raster.path.name}: {entry.scale_doubt.statement}", markup=False)
    found = sum(len(entry.sightings) for entry in entries)
    results().print(f"{found} objects on {len(entries)} images: {output}", markup=False)


def open_images(images: Sequence[Path], gsd: float | None) -> list[Acquisition]:
    """The images with names that differ, and the GSD that the person states."""
    overrides = AcquisitionOverrides(gsd_m=gsd, origin="--gsd")
    names = unique_ids(images)
    return [open_acquisition(path, id=name, overrides=overrides) for path, name in zip(images, names, strict=True)]


def _measured(acquisition: Acquisition, found: Findings, points: PointsModel, table: EquipmentTable) -> DetectedImage:
    frame, ground = ground_of(acquisition)
    measured = measure_detections(found.sure, acquisition, ground, frame, points)
    return DetectedImage(
        acquisition=acquisition,
        sightings=identify_sightings(measured, acquisition, frame, table),
        not_observable=found.not_observable,
        scale_doubt=check_scale(acquisition.id, require_gsd(acquisition), measured, table),
    )
