"""STAC items of what a run found; their assets are copies of the run's own files."""

from __future__ import annotations

import hashlib
import warnings
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pystac
import rasterio
import shapely
from pyproj import CRS
from pystac import MediaType
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from hardstand.construction import WorkKind
from hardstand.exchange.claims import VERDICTS
from hardstand.exchange.exports.layers import footprint_of
from hardstand.exchange.exports.run import SUMMARY, FinishedRun, Table
from hardstand.exchange.exports.stac.fields import (
    FILE,
    LABEL,
    PROJECTION,
    Fields,
    crs_values,
    file_values,
    known,
    software_fields,
)
from hardstand.exchange.exports.stac.when import span_of
from hardstand.exchange.records import Record
from hardstand.exchange.shapes import bbox_of, geometry_of

PARQUET = "application/vnd.apache.parquet"
"""As IANA registered it; the older pystac knows the unregistered name alone."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One item of results.

    Attributes:
        id: of the item and of its folder.
        title: for people.
        files: name to media type and role; those that the run has not got are left out.
    """

    id: str
    title: str
    files: dict[str, tuple[str, str]]


RESULTS = (
    Found(id="sightings", title="What was found", files={"sightings.parquet": (PARQUET, "labels")}),
    Found(id="events", title="Arrivals and departures", files={"events.parquet": (PARQUET, "data")}),
    Found(
        id="construction",
        title="What was built or vanished",
        files={"construction.parquet": (PARQUET, "labels"), "change.tif": (MediaType.GEOTIFF, "data")},
    ),
    Found(id="verdicts", title="Claims and what the images say", files={VERDICTS: (MediaType.JSON, "data")}),
    Found(
        id="report",
        title="The report, and the whole result",
        files={
            "report.html": (MediaType.HTML, "overview"),
            SUMMARY: (MediaType.JSON, "metadata"),
            "review.csv": ("text/csv", "metadata"),
        },
    ),
)


def result_item(found: Found, run: FinishedRun, folder: Path) -> pystac.Item | None:
    """The item, with copies of its files put into `folder`; None where the run has none of them."""
    present = [name for name in found.files if (run.folder / name).is_file()]
    if not present:
        return None
    fields = _about(found, run) | software_fields(run) | _labels(found, run)
    geometry, bbox = _place(run)
    item = pystac.Item(
        id=found.id,
        geometry=geometry,
        bbox=bbox,
        properties=fields.values,
        stac_extensions=sorted(fields.extensions | {FILE}),
        **span_of(run),
    )
    folder.mkdir(parents=True)
    for name in present:
        _add_copy(item, name, found, run, folder)
    return item


def _about(found: Found, run: FinishedRun) -> Fields:
    simulated = run.summary.simulated
    return known(
        {
            "title": f"Simulated: {found.title}" if simulated else found.title,
            "hardstand:simulated": simulated,
            "hardstand:forced": run.summary.forced,
        }
    )


def _place(run: FinishedRun) -> tuple[Record | None, list[float] | None]:
    """The ground of all images together."""
    outlines = [footprint_of(each, run) for each in run.summary.acquisitions] if run.georeferenced else []
    shapes = [shape for shape in outlines if shape is not None]
    bbox = bbox_of(shapes)
    if bbox is None:
        return None, None
    west, south, east, north = bbox
    # Across 180° the box goes on beyond it, and is cut where it is written.
    return geometry_of(shapely.box(west, south, east + 360 if east < west else east, north)), bbox


def _labels(found: Found, run: FinishedRun) -> Fields:
    """Sightings and works are labels that a network made."""
    if found.id == "sightings":
        classes = {label for model in run.summary.models for label in model.min_scores}
        return _label_fields("label", run.sightings, classes, "detection", "Oriented boxes of objects on each image.")
    if found.id == "construction":
        kinds = {kind.value for kind in WorkKind}
        return _label_fields("kind", run.works, kinds, "segmentation", "Outlines of what was built or vanished.")
    return Fields()


def _label_fields(column: str, table: Table, classes: Iterable[str], task: str, about: str) -> Fields:
    counts = Counter(str(row[column]) for row in table.rows)
    named = sorted({*classes, *counts})
    # An empty list of classes is refused: the schema can't tell whether its classes are words or numbers.
    classed = [{"name": column, "classes": named}] if named else None
    overview = [{"name": name, "count": counts[name]} for name in named]
    return known(
        {
            "label:description": about,
            "label:type": "vector",
            "label:properties": [column],
            "label:classes": classed,
            "label:tasks": [task],
            "label:methods": ["automated"],
            "label:overviews": [{"property_key": column, "counts": overview}],
        },
        LABEL,
    )


def _add_copy(item: pystac.Item, name: str, found: Found, run: FinishedRun, folder: Path) -> None:
    content = (run.folder / name).read_bytes()
    (folder / name).write_bytes(content)
    media, role = found.files[name]
    more = file_values(hashlib.sha256(content).hexdigest(), len(content))
    if media == MediaType.GEOTIFF and (grid := _grid(folder / name)):
        more |= grid
        item.stac_extensions = sorted({*item.stac_extensions, PROJECTION})
    item.add_asset(Path(name).stem, pystac.Asset(href=f"./{name}", media_type=media, roles=[role], extra_fields=more))


def _grid(path: Path) -> Record:
    """Grid of a GeoTIFF in its own coordinate system; empty where it has none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(path) as file:
                if file.crs is None:
                    return {}
                crs, shape, transform = CRS.from_wkt(file.crs.to_wkt()), list(file.shape), list(file.transform)[:6]
    except RasterioError:
        return {}
    return {**crs_values(crs), "proj:shape": shape, "proj:transform": transform}
