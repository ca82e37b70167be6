"""A GeoPackage that SQLite finds sound, other readers find complete, and QGIS finds styled."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import geopandas
import pandas as pd
import pyogrio
import pytest
from lxml import etree

from hardstand.errors import OutputError
from hardstand.exchange.exports import read_run, write_geopackage
from tests.exchange.making import FORMULA, HOSTILE, NAMES, built, write_run

LAYERS = ["sightings", "events", "stands", "works", "acquisitions"]


def _export(result, tmp_path: Path) -> Path:
    path = tmp_path / "out.gpkg"
    write_geopackage(read_run(write_run(result, tmp_path / "run")), path)
    return path


def _ask(path: Path, question: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(question).fetchall()


def test_sqlite_finds_it_sound(make_result, tmp_path: Path):
    path = _export(built(make_result()), tmp_path)
    assert _ask(path, "PRAGMA integrity_check") == [("ok",)]
    assert _ask(path, "PRAGMA foreign_key_check") == []
    assert _ask(path, "PRAGMA application_id") == [(int.from_bytes(b"GPKG", "big"),)]
    contents = _ask(path, "SELECT table_name, data_type, srs_id FROM gpkg_contents ORDER BY rowid")
    assert contents == [*((name, "features", 4326) for name in LAYERS), ("layer_styles", "attributes", 0)]
    geometries = _ask(path, "SELECT DISTINCT geometry_type_name, srs_id FROM gpkg_geometry_columns")
    assert geometries == [("POLYGON", 4326)]


def test_what_was_found_reads_back_equal(make_result, tmp_path: Path):
    path = _export(built(make_result()), tmp_path)
    [row] = geopandas.read_file(path, layer="sightings").to_dict("records")
    assert (row["id"], row["label"], row["score"]) == ("late/1", "aircraft", 0.87654321)
    assert row["date"] == pd.Timestamp("2015-09-15T08:41:12Z")
    assert json.loads(row["pixel_polygon"]) == [[100, 200], [140, 200], [140, 230.01], [100, 230]]
    assert pd.isna(row["length_m"])
    [event] = geopandas.read_file(path, layer="events").to_dict("records")
    assert (event["kind"], event["empty_on"]) == ("arrival", "early")
    assert event["after"] == pd.Timestamp("2015-09-04T08:30:00Z")
    [work] = geopandas.read_file(path, layer="works").to_dict("records")
    assert json.loads(work["states"]) == {"early": "not begun", "late": "begun"}


@pytest.mark.parametrize(("table", "layer"), [("sightings", "sightings"), ("construction", "works")])
def test_shapes_read_back_to_the_last_digit(make_result, tmp_path: Path, table: str, layer: str):
    path = _export(built(make_result()), tmp_path)
    [expected] = geopandas.read_parquet(tmp_path / "run" / f"{table}.parquet").geometry
    [found] = geopandas.read_file(path, layer=layer).geometry
    assert found.normalize().equals_exact(expected.normalize(), 0)


def test_every_layer_opens_with_a_style_of_its_own(make_result, tmp_path: Path):
    path = _export(built(make_result()), tmp_path)
    styles = _ask(path, "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles")
    assert [(name, column, default) for name, column, default, _ in styles] == [(name, "geom", 1) for name in LAYERS]
    looks = {name: etree.fromstring(qml) for name, _, _, qml in styles}
    assert {name: [each.get("value") for each in look.iter("category")] for name, look in looks.items()} == {
        "sightings": ["aircraft"], "events": ["arrival"], "stands": ["aircraft"], "works": ["new"], "acquisitions": [],
    }  # fmt: skip
    for look in looks.values():
        symbols = {each.get("name") for each in look.iter("symbol")}
        assert {each.get("symbol") for each in look.iter("category")} <= symbols
        assert symbols


def test_a_layer_without_features_has_the_same_columns(make_result, tmp_path: Path):
    full = _export(built(make_result()), tmp_path / "full")
    empty = _export(make_result(empty=True), tmp_path / "empty")
    for name in LAYERS:
        whole, bare = pyogrio.read_info(full, layer=name), pyogrio.read_info(empty, layer=name)
        assert list(bare["fields"]) == list(whole["fields"])
        assert list(bare["dtypes"]) == list(whole["dtypes"])


def test_a_local_plane_has_metres_and_no_system(make_result, tmp_path: Path):
    path = _export(make_result(georeferenced=False), tmp_path)
    table = geopandas.read_file(path, layer="sightings")
    assert table.geometry[0].area == pytest.approx(20 * 15, abs=0.1)
    assert {srs for (srs,) in _ask(path, "SELECT srs_id FROM gpkg_geometry_columns")} <= {-1, 0, 99999}
    [(about,)] = _ask(path, "SELECT description FROM gpkg_contents WHERE table_name = 'sightings'")
    assert "no georeference" in about


@pytest.mark.parametrize("simulated", [True, False])
def test_a_simulated_run_says_so(make_result, tmp_path: Path, simulated: bool):
    path = _export(replace(make_result(), simulated=simulated), tmp_path)
    texts = _ask(path, "SELECT description FROM gpkg_contents WHERE data_type = 'features'")
    assert {text.startswith("Simulated images.") for (text,) in texts} == {simulated}
    assert set(geopandas.read_file(path, layer="stands")["simulated"]) == {simulated}


def test_words_of_strangers_survive_and_do_nothing(make_result, tmp_path: Path):
    path = _export(make_result(names=(HOSTILE, FORMULA), site_name=NAMES[0] + NAMES[2]), tmp_path)
    assert list(geopandas.read_file(path, layer="acquisitions")["id"]) == [HOSTILE, FORMULA]
    [(identifier,)] = _ask(path, "SELECT identifier FROM gpkg_contents WHERE table_name = 'works'")
    assert identifier == f"works: {NAMES[0]}{NAMES[2]} (OSLK)"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".gpkg"] == ["out.gpkg"]


def test_the_same_run_gives_the_same_bytes(make_result, tmp_path: Path):
    first = _export(built(make_result()), tmp_path).read_bytes()
    assert _export(built(make_result()), tmp_path).read_bytes() == first


def test_nothing_is_left_where_it_can_not_be_written(make_result, tmp_path: Path):
    run = read_run(write_run(make_result(), tmp_path / "run"))
    with pytest.raises(OutputError, match="is no folder"):
        write_geopackage(run, tmp_path / "nowhere" / "out.gpkg")
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
