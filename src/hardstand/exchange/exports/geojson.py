"""A run as GeoJSON (RFC 7946): one file with everything, or a folder with one file per layer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from hardstand.exchange.exports.layers import Layer, Row, layers_of
from hardstand.exchange.exports.plain import jsonable
from hardstand.exchange.exports.run import FinishedRun
from hardstand.exchange.files import new_folder, write_text_atomically
from hardstand.exchange.records import Record, iso_utc, without_markup
from hardstand.exchange.shapes import bbox_of, geometry_of

ENDINGS = (".geojson", ".json")


def write_geojson(run: FinishedRun, path: Path) -> None:
    """Write one file where `path` ends in .geojson or .json, else a folder with one file per layer.

    Raises:
        OutputError: it can't be written.
    """
    layers = layers_of(run)
    if path.suffix.lower() in ENDINGS:
        write_text_atomically(path, _text(geojson_record(run, layers)))
        return
    with new_folder(path) as folder:
        for layer in layers:
            write_text_atomically(folder / f"{layer.name}.geojson", _text(geojson_record(run, [layer])))


def _text(collection: Record) -> str:
    """One feature per line, which is far quicker to write than indented JSON and still shows what changed."""
    head = json.dumps({**collection, "features": []}, ensure_ascii=False, allow_nan=False).removesuffix("]}")
    lines = [json.dumps(feature, ensure_ascii=False, allow_nan=False) for feature in collection["features"]]
    return without_markup(head + "\n" + ",\n".join(lines) + "\n]}\n")


def geojson_record(run: FinishedRun, layers: Sequence[Layer]) -> Record:
    """A FeatureCollection in longitude and latitude, degrees (WGS 84), of at most seven decimals.

    Without georeference all geometries are null, and stands keep their `site_polygon` in metres of a local plane.
    """
    shapes = [row.shape for layer in layers for row in layer.rows if row.shape is not None]
    bbox = bbox_of(shapes) if run.georeferenced else None
    return {
        "type": "FeatureCollection",
        **({} if bbox is None else {"bbox": bbox}),
        "hardstand": _about(run),
        "features": [_feature(row, layer, run) for layer in layers for row in layer.rows],
    }


def _about(run: FinishedRun) -> Record:
    summary = run.summary
    return {
        "title": run.title,
        "version": summary.version,
        "generated": iso_utc(summary.generated),
        "simulated": summary.simulated,
        "forced": summary.forced,
        "site": {"name": summary.site.name, "airport": summary.site.airport},
        "limits": summary.limits,
    }


def _feature(row: Row, layer: Layer, run: FinishedRun) -> Record:
    placed = run.georeferenced and row.shape is not None
    return {
        "type": "Feature",
        "id": f"{layer.name}/{row.id}",
        **({"bbox": bbox_of([row.shape])} if placed and row.shape is not None else {}),
        "geometry": geometry_of(row.shape) if placed and row.shape is not None else None,
        "properties": {"layer": layer.name, **{name: jsonable(row.values[name]) for name in layer.columns}},
    }
