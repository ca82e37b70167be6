"""GeoParquet files that other readers find complete, each with the style that QGIS looks for beside it."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas
import pandas as pd
import pyarrow.parquet as pq
import pytest
from lxml import etree

from hardstand.errors import OutputError
from hardstand.exchange.exports import read_run, write_geopackage, write_geoparquet
from tests.exchange.making import FORMULA, HOSTILE, built, write_run

LAYERS = ["sightings", "events", "stands", "works", "acquisitions"]


def _export(result, tmp_path: Path) -> Path:
    path = tmp_path / "out"
    write_geoparquet(read_run(write_run(result, tmp_path / "run")), path)
    return path


def test_every_layer_has_a_file_and_a_style_for_its_values(make_result, tmp_path: Path):
    path = _export(built(make_result()), tmp_path)
    assert sorted(each.name for each in path.iterdir()) == sorted(
        f"{name}.{ending}" for name in LAYERS for ending in ("parquet", "qml")
    )
    for name in LAYERS:
        renderer = etree.parse(path / f"{name}.qml").getroot().find("renderer-v2")
        column = renderer.get("attr")
        if column is not None:
            values = set(geopandas.read_parquet(path / f"{name}.parquet")[column])
            assert {each.get("value") for each in renderer.iter("category")} == values


def test_it_holds_what_the_geopackage_holds(make_result, tmp_path: Path):
    path = _export(built(make_result()), tmp_path)
    package = tmp_path / "out.gpkg"
    write_geopackage(read_run(tmp_path / "run"), package)
    for name in LAYERS:
        one = geopandas.read_parquet(path / f"{name}.parquet")
        other = geopandas.read_file(package, layer=name)
        assert one.crs == other.crs
        assert one.geometry.geom_equals_exact(other.geometry, 0).all()
        assert list(one.columns[:-1]) == list(other.columns[:-1])
        for column in one.columns[:-1]:
            assert [_plain(value) for value in one[column]] == [_plain(value) for value in other[column]], column


def _plain(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return value.round("ms")
    if isinstance(value, str) and value[:1] in {"[", "{"}:
        return json.loads(value)
    return value if isinstance(value, dict | list) or not pd.isna(value) else None


def test_a_layer_without_features_has_the_same_types(make_result, tmp_path: Path):
    full = _export(built(make_result()), tmp_path / "full")
    empty = _export(make_result(empty=True), tmp_path / "empty")
    for name in LAYERS:
        whole, bare = (pq.read_schema(folder / f"{name}.parquet") for folder in (full, empty))
        assert whole.remove_metadata().equals(bare.remove_metadata())


def test_a_local_plane_has_metres_and_no_system(make_result, tmp_path: Path):
    path = _export(make_result(georeferenced=False), tmp_path)
    table = geopandas.read_parquet(path / "sightings.parquet")
    assert table.crs is None
    assert table.geometry[0].area == pytest.approx(20 * 15, abs=0.1)
    about = json.loads(pq.read_schema(path / "sightings.parquet").metadata[b"hardstand"])
    assert "no georeference" in about["geometry"]


def test_words_of_strangers_survive(make_result, tmp_path: Path):
    path = _export(make_result(names=(HOSTILE, FORMULA)), tmp_path)
    assert list(geopandas.read_parquet(path / "acquisitions.parquet")["id"]) == [HOSTILE, FORMULA]


def test_the_same_run_gives_the_same_bytes_and_a_taken_folder_is_refused(make_result, tmp_path: Path):
    first = _export(built(make_result()), tmp_path / "one")
    second = _export(built(make_result()), tmp_path / "two")
    for each in first.iterdir():
        assert each.read_bytes() == (second / each.name).read_bytes()
    with pytest.raises(OutputError, match="out"):
        write_geoparquet(read_run(tmp_path / "one" / "run"), first)
