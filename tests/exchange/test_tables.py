"""The GeoParquet tables read back as what was found, also when nothing was."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import geopandas
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyproj import Transformer

from hardstand.exchange import write_events, write_sightings
from hardstand.exchange.tables import EVENT_COLUMNS, SIGHTING_COLUMNS

WRITERS = pytest.mark.parametrize("write", [write_sightings, write_events])


def test_a_sighting_comes_back_as_it_was_found(make_result, tmp_path: Path):
    write_sightings(make_result(), tmp_path / "sightings.parquet")
    table = geopandas.read_parquet(tmp_path / "sightings.parquet")
    [row] = table.to_dict("records")
    assert row["sighting"] == "late/1"
    assert row["stand"] == "stand-1"
    assert row["score"] == 0.87654321
    assert row["datetime"] == pd.Timestamp("2015-09-15T08:41:12Z")
    assert [list(corner) for corner in row["pixel_polygon"]] == [[100, 200], [140, 200], [140, 230.01], [100, 230]]
    assert pd.isna(row["length_m"])
    assert (row["east_m"], row["north_m"]) == pytest.approx((767_060.0, 3_920_892.5), abs=0.01)


def test_an_event_comes_back_with_its_window(make_result, tmp_path: Path):
    write_events(make_result(), tmp_path / "events.parquet")
    [row] = geopandas.read_parquet(tmp_path / "events.parquet").to_dict("records")
    assert (row["event"], row["kind"], row["empty_on"]) == ("event-1", "arrival", "early")
    assert row["after"] == pd.Timestamp("2015-09-04T08:30:00Z")
    assert row["by"] == pd.Timestamp("2015-09-15T08:41:12Z")


def test_an_open_end_comes_back_as_missing(make_result, tmp_path: Path):
    result = make_result()
    [event] = result.ledger.events
    opened = replace(event, window=replace(event.window, after=None), empty_on=None)
    write_events(replace(result, ledger=replace(result.ledger, events=(opened,))), tmp_path / "events.parquet")
    [row] = geopandas.read_parquet(tmp_path / "events.parquet").to_dict("records")
    assert pd.isna(row["after"])
    assert pd.isna(row["empty_on"])
    assert row["by"] == pd.Timestamp("2015-09-15T08:41:12Z")


@WRITERS
def test_geometry_is_longitude_and_latitude_of_the_ground(make_result, tmp_path: Path, write):
    write(make_result(), tmp_path / "table.parquet")
    table = geopandas.read_parquet(tmp_path / "table.parquet")
    assert table.crs.to_epsg() == 4326
    [shape] = table.geometry
    [row] = table.to_dict("records")
    expected = Transformer.from_crs(32636, 4326, always_xy=True).transform(row["east_m"], row["north_m"])
    assert (shape.centroid.x, shape.centroid.y) == pytest.approx(expected, abs=1e-7)


@WRITERS
def test_a_local_plane_has_metres_no_system_and_says_so(make_result, tmp_path: Path, write):
    write(make_result(georeferenced=False), tmp_path / "table.parquet")
    table = geopandas.read_parquet(tmp_path / "table.parquet")
    assert table.crs is None
    [shape] = table.geometry
    assert shape.area == pytest.approx(20 * 15, abs=0.1)
    about = json.loads(pq.read_schema(tmp_path / "table.parquet").metadata[b"hardstand"])
    assert "local plane" in about["geometry"]


@pytest.mark.parametrize(("write", "columns"), [(write_sightings, SIGHTING_COLUMNS), (write_events, EVENT_COLUMNS)])
@pytest.mark.parametrize("empty", [False, True])
def test_columns_and_types_do_not_depend_on_what_was_found(make_result, tmp_path: Path, write, columns, empty):
    write(make_result(empty=empty), tmp_path / "table.parquet")
    schema = pq.read_schema(tmp_path / "table.parquet")
    assert {name: schema.field(name).type for name in schema.names} == {**columns, "geometry": pa.binary()}


@WRITERS
@pytest.mark.parametrize("georeferenced", [True, False])
def test_an_empty_table_reads_like_any_other(make_result, tmp_path: Path, write, georeferenced):
    write(make_result(empty=True, georeferenced=georeferenced), tmp_path / "table.parquet")
    table = geopandas.read_parquet(tmp_path / "table.parquet")
    assert len(table) == 0
    assert table.geometry.name == "geometry"
    assert (table.crs is not None) == georeferenced


@WRITERS
def test_same_input_gives_the_same_bytes(make_result, tmp_path: Path, write):
    for name in ("one", "two"):
        write(make_result(), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@WRITERS
def test_names_from_another_encoding_are_kept_readable(make_result, tmp_path: Path, write):
    write(make_result(names=("caf\udce9", "=HYPERLINK(1)'; DROP")), tmp_path / "table.parquet")
    [row] = geopandas.read_parquet(tmp_path / "table.parquet").to_dict("records")
    assert row["acquisition"] == "=HYPERLINK(1)'; DROP"
    assert row.get("empty_on", "caf\\udce9") == "caf\\udce9"
