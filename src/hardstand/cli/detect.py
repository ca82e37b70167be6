"""`hardstand detect`: objects on single images, as GeoJSON."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from hardstand import __version__
from hardstand.cli.options import Force, Gsd, MinScore
from hardstand.cli.screen import Tell, progress, results
from hardstand.detection import DEFAULT_DETECTOR, DetectionRequest, Detector, detect_objects, load_detector
from hardstand.exchange import DetectedImage, detections_geojson, to_json, write_text_atomically
from hardstand.imagery import Acquisition, AcquisitionOverrides, open_acquisition, unique_ids
from hardstand.measurement import place_on_ground
from hardstand.pipeline import model_use
from hardstand.registration import ground_of


def detect(
    images: Annotated[list[Path], typer.Argument(metavar="IMAGE...", help="Images, each on its own.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="GeoJSON file to write.")],
    gsd: Gsd = None,
    min_score: MinScore = None,
    detector: Annotated[str, typer.Option("--detector", help="Name of the detector.")] = DEFAULT_DETECTOR,
    force: Force = False,
) -> None:
    """Find objects on images and write them as GeoJSON."""
    loaded = load_detector(detector)
    request = DetectionRequest(min_score=min_score, forced=force)
    acquisitions = open_images(images, gsd)
    with progress() as tell:
        entries = [_detect_one(each, loaded, request, tell) for each in acquisitions]
    models = [model_use(loaded, acquisitions, request)]
    write_text_atomically(output, to_json(detections_geojson(entries, models, __version__)))
    found = sum(len(entry.sightings) for entry in entries)
    results().print(f"{found} objects on {len(entries)} images: {output}", markup=False)


def open_images(images: Sequence[Path], gsd: float | None) -> list[Acquisition]:
    """The images with names that differ, and the GSD that the person states."""
    overrides = AcquisitionOverrides(gsd_m=gsd, origin="--gsd")
    names = unique_ids(images)
    return [open_acquisition(path, id=name, overrides=overrides) for path, name in zip(images, names, strict=True)]


def _detect_one(acquisition: Acquisition, detector: Detector, request: DetectionRequest, tell: Tell) -> DetectedImage:
    stage = f"Detecting on {acquisition.raster.path.name}"
    detections = detect_objects(acquisition, detector, request, partial(tell, stage))
    frame, ground = ground_of(acquisition)
    return DetectedImage(acquisition=acquisition, sightings=place_on_ground(detections, ground, frame))
