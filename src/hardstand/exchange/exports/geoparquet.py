"""A run as a folder of GeoParquet files, each with a style beside it that QGIS takes by itself: https://geoparquet.org."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa

from hardstand.exchange.exports.layers import Layer, ValueKind, layers_of
from hardstand.exchange.exports.plain import jsonable
from hardstand.exchange.exports.run import FinishedRun
from hardstand.exchange.exports.style import qml
from hardstand.exchange.files import new_folder, write_text_atomically
from hardstand.exchange.geoparquet import write_table
from hardstand.exchange.records import Record
from hardstand.exchange.shapes import on_the_globe
from hardstand.frames import SiteFrame

TYPES: dict[ValueKind, pa.DataType] = {
    ValueKind.TEXT: pa.string(),
    ValueKind.NUMBER: pa.float64(),
    ValueKind.TIME: pa.timestamp("us", tz="UTC"),
    ValueKind.TRUTH: pa.bool_(),
    ValueKind.NESTED: pa.string(),
}
"""What a column becomes; lists and records become JSON."""


def write_geoparquet(run: FinishedRun, path: Path) -> None:
    """Write a folder with a `.parquet` and a `.qml` for each of the layers that a GeoPackage has.

    Raises:
        OutputError: it can't be written.
    """
    with new_folder(path) as folder:
        for layer in layers_of(run):
            _write_layer(layer, run, folder / f"{layer.name}.parquet")
            # QGIS looks for a style under the name of the file that it opens.
            write_text_atomically(folder / f"{layer.name}.qml", qml(layer))


def _write_layer(layer: Layer, run: FinishedRun, path: Path) -> None:
    shapes = [
        each.shape if each.shape is None or not run.georeferenced else on_the_globe(each.shape) for each in layer.rows
    ]
    write_table(
        [_values(layer, row.values) for row in layer.rows],
        {name: TYPES[kind] for name, kind in layer.columns.items()},
        shapes,
        SiteFrame(crs=run.crs),
        path,
        simulated=run.summary.simulated,
    )


def _values(layer: Layer, values: Record) -> Record:
    nested = {name for name, kind in layer.columns.items() if kind is ValueKind.NESTED}
    return {name: _json(value) if name in nested else value for name, value in values.items()}


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(jsonable(value), ensure_ascii=False)
