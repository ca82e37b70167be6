"""A run as a GeoPackage that opens styled in QGIS: https://www.geopackage.org/spec131/."""

from __future__ import annotations

import json
import sqlite3
import warnings
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import geopandas
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError
from shapely import MultiPolygon, Polygon

from hardstand.exchange.exports.layers import Layer, ValueKind, layers_of
from hardstand.exchange.exports.plain import jsonable, xml_text
from hardstand.exchange.exports.run import FinishedRun
from hardstand.exchange.exports.style import qml
from hardstand.exchange.files import library_error, replaced_file
from hardstand.exchange.records import Record
from hardstand.exchange.shapes import on_the_globe

LAYER_STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
  styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30),
  ui TEXT(30), update_time DATETIME
)
"""
"""As QGIS makes it; it reads the style that is marked as default when it opens a layer."""

VERSION = {"VERSION": "1.2"}
"""Of the format; older readers warn of a later one, of which nothing is used."""
GEOMETRY = "geom"
ABOUT_PLANE = " Metres east and north in a local plane, no georeference."
ABOUT_SIMULATED = "Simulated images. "


def write_geopackage(run: FinishedRun, path: Path) -> None:
    """Write the layers sightings, events, stands, works and acquisitions, each with its style.

    Raises:
        OutputError: the file can't be written.
    """
    layers = layers_of(run)
    with replaced_file(path, "export.gpkg") as part:
        try:
            for layer in layers:
                _write_layer(layer, run, part, VERSION if layer is layers[0] else {})
            _add_styles(layers, run, part)
        except (DataLayerError, DataSourceError, sqlite3.Error) as error:
            raise library_error(path, str(error)) from error


def _write_layer(layer: Layer, run: FinishedRun, part: Path, options: dict[str, str]) -> None:
    shapes = [_placed(row.shape, run) for row in layer.rows]
    frame = geopandas.GeoDataFrame(
        {name: _column(layer, name) for name in layer.columns},
        geometry=geopandas.GeoSeries(shapes, crs=_crs(run)),
    )
    with warnings.catch_warnings():
        # A local plane has no coordinate system, and the description says so.
        warnings.filterwarnings("ignore", "'crs' was not provided", UserWarning)
        _write_frame(frame, layer, run, part, options)


def _write_frame(
    frame: geopandas.GeoDataFrame, layer: Layer, run: FinishedRun, part: Path, options: dict[str, str]
) -> None:
    several = any(isinstance(shape, MultiPolygon) for shape in frame.geometry)
    pyogrio.write_dataframe(
        frame,
        part,
        layer=layer.name,
        driver="GPKG",
        geometry_type="MultiPolygon" if several else "Polygon",
        promote_to_multi=several,
        dataset_options=options,
        layer_options={
            "GEOMETRY_NAME": GEOMETRY,
            "FID": "fid",
            "IDENTIFIER": f"{layer.name}: {xml_text(run.title)}",
            "DESCRIPTION": _about(layer, run),
        },
    )


def _about(layer: Layer, run: FinishedRun) -> str:
    simulated = ABOUT_SIMULATED if run.summary.simulated else ""
    return f"{simulated}{layer.about}{'' if run.georeferenced else ABOUT_PLANE}"


def _crs(run: FinishedRun) -> str | None:
    return "EPSG:4326" if run.georeferenced else None


def _placed(shape: Polygon | None, run: FinishedRun) -> Polygon | MultiPolygon | None:
    return shape if shape is None or not run.georeferenced else on_the_globe(shape)


def _column(layer: Layer, name: str) -> pd.Series:
    """With a type of its own, so that a layer without features has the same columns."""
    kind = layer.columns[name]
    values = [row.values[name] for row in layer.rows]
    if kind is ValueKind.NUMBER:
        return pd.Series(values, dtype="float64")
    if kind is ValueKind.TRUTH:
        return pd.Series(values, dtype="bool")
    if kind is ValueKind.TIME:
        return pd.Series(pd.to_datetime(values, utc=True), dtype="datetime64[ms, UTC]")
    if kind is ValueKind.NESTED:
        values = [None if value is None else json.dumps(jsonable(value), ensure_ascii=False) for value in values]
    # A zero character would end the text.
    values = [None if value is None else xml_text(value) for value in values]
    return pd.Series(values, dtype="object")


def _add_styles(layers: Sequence[Layer], run: FinishedRun, part: Path) -> None:
    """Styles, and the run's own time in place of the clock's: the same run gives the same content."""
    moment = _moment(run.summary.generated)
    with closing(sqlite3.connect(part)) as database, database:
        database.execute(LAYER_STYLES)
        database.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
            "styleQML, styleSLD, useAsDefault, description, owner, update_time) "
            "VALUES ('', '', :name, :geometry, 'Hardstand', :qml, '', 1, :about, '', :moment)",
            [_style(layer, run, moment) for layer in layers],
        )
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles for QGIS', ?, 0)",
            [moment],
        )
        database.execute("UPDATE gpkg_contents SET last_change = ?", [moment])


def _style(layer: Layer, run: FinishedRun, moment: str) -> Record:
    return {
        "name": layer.name,
        "geometry": GEOMETRY,
        "qml": qml(layer),
        "about": _about(layer, run),
        "moment": moment,
    }


def _moment(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z")
