"""GeoJSON as RFC 7946 has it, read by another library and compared with what was found."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import geopandas
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, Polygon
from shapely.geometry import shape

from hardstand.exchange import DetectedImage, detections_geojson
from hardstand.exchange.exports import read_run, write_geojson
from hardstand.exchange.shapes import bbox_of, geometry_of, middle_of, on_the_globe
from hardstand.frames import LonLatPolygon
from tests.exchange.making import HOSTILE, NAMES, built, write_run


def _export(result, tmp_path: Path) -> dict:
    write_geojson(read_run(write_run(result, tmp_path / "run")), tmp_path / "out.geojson")
    return json.loads((tmp_path / "out.geojson").read_text(encoding="utf-8"))


def test_every_layer_is_there_with_kind_date_label_and_id(make_result, tmp_path: Path):
    document = _export(built(make_result()), tmp_path)
    told = [
        (each["id"], *(each["properties"][name] for name in ("layer", "kind", "date", "label")))
        for each in document["features"]
    ]
    assert told == [
        ("sightings/late/1", "sightings", "sighting", "2015-09-15T08:41:12Z", "aircraft"),
        ("events/event-1", "events", "arrival", "2015-09-15T08:41:12Z", "aircraft"),
        ("stands/stand-1", "stands", "stand", None, "aircraft"),
        ("works/work-1", "works", "new", "2015-09-15T08:41:12Z", "building"),
        ("acquisitions/early", "acquisitions", "footprint", "2015-09-04T08:30:00Z", None),
        ("acquisitions/late", "acquisitions", "footprint", "2015-09-15T08:41:12Z", None),
    ]


def test_shapes_lie_where_the_tables_have_them(make_result, tmp_path: Path):
    document = _export(built(make_result()), tmp_path)
    shapes = {each["id"]: shape(each["geometry"]) for each in document["features"]}
    for name, layer, id in (("sightings", "sightings", "late/1"), ("construction", "works", "work-1")):
        [expected] = geopandas.read_parquet(tmp_path / "run" / f"{name}.parquet").geometry
        assert shapes[f"{layer}/{id}"].hausdorff_distance(expected) < 1e-7


def test_rings_are_closed_and_counter_clockwise_and_have_seven_decimals(make_result, tmp_path: Path):
    for each in _export(built(make_result()), tmp_path)["features"]:
        [ring] = each["geometry"]["coordinates"]
        assert ring[0] == ring[-1]
        assert Polygon(ring).exterior.is_ccw
        assert all(value == round(value, 7) for point in ring for value in point)


def test_the_box_holds_everything_and_no_more(make_result, tmp_path: Path):
    document = _export(built(make_result()), tmp_path)
    bounds = geopandas.GeoSeries([shape(each["geometry"]) for each in document["features"]]).total_bounds
    assert document["bbox"] == pytest.approx(list(bounds), abs=1e-9)


def test_another_reader_finds_every_feature(make_result, tmp_path: Path):
    _export(built(make_result()), tmp_path)
    table = geopandas.read_file(tmp_path / "out.geojson")
    assert (len(table), table.crs.to_epsg()) == (6, 4326)
    assert table.set_index("layer").loc["sightings", "score"] == 0.87654321


def test_a_folder_holds_one_file_for_each_layer(make_result, tmp_path: Path):
    write_geojson(read_run(write_run(built(make_result()), tmp_path / "run")), tmp_path / "maps")
    names = {path.stem: json.loads(path.read_text())["features"] for path in (tmp_path / "maps").iterdir()}
    assert {name: len(features) for name, features in names.items()} == {
        "sightings": 1, "events": 1, "stands": 1, "works": 1, "acquisitions": 2,
    }  # fmt: skip


def test_a_local_plane_has_no_places_on_the_globe(make_result, tmp_path: Path):
    document = _export(make_result(georeferenced=False), tmp_path)
    assert "bbox" not in document
    assert {each["geometry"] for each in document["features"]} == {None}
    [stand] = [each for each in document["features"] if each["properties"]["layer"] == "stands"]
    assert stand["properties"]["site_polygon"][0] == [767_050.0, 3_920_900.0]


@pytest.mark.parametrize("simulated", [True, False])
def test_a_simulated_run_says_so_everywhere(make_result, tmp_path: Path, simulated: bool):
    document = _export(replace(make_result(), simulated=simulated), tmp_path)
    assert document["hardstand"]["simulated"] is simulated
    assert document["hardstand"]["title"].startswith("Simulated: ") is simulated
    assert {each["properties"]["simulated"] for each in document["features"]} == {simulated}


def test_words_of_strangers_survive_and_do_nothing(make_result, tmp_path: Path):
    document = _export(make_result(names=(HOSTILE, NAMES[0]), site_name=NAMES[1] + NAMES[2]), tmp_path)
    text = (tmp_path / "out.geojson").read_text(encoding="utf-8")
    assert not set("<>&") & set(text)
    ids = [each["properties"]["id"] for each in document["features"] if each["properties"]["layer"] == "acquisitions"]
    assert ids == [HOSTILE, NAMES[0]]
    assert document["hardstand"]["site"]["name"] == NAMES[1] + NAMES[2]
    assert NAMES[0] in text


def test_an_empty_run_has_its_images(make_result, tmp_path: Path):
    document = _export(make_result(empty=True), tmp_path)
    assert [each["properties"]["layer"] for each in document["features"]] == ["acquisitions", "acquisitions"]


class TestAntimeridian:
    ACROSS = Polygon([(179.99, -17), (-179.98, -17), (-179.98, -16.99), (179.99, -16.99)])

    def test_a_shape_across_it_is_cut_in_two(self):
        parts = geometry_of(self.ACROSS)
        assert parts["type"] == "MultiPolygon"
        bounds = sorted(Polygon(part[0]).bounds for part in parts["coordinates"])
        assert bounds == [(-180, -17, -179.98, -16.99), (179.99, -17, 180, -16.99)]
        assert all(Polygon(part[0]).exterior.is_ccw for part in parts["coordinates"])

    def test_its_box_begins_in_the_east(self):
        assert bbox_of([self.ACROSS]) == [179.99, -17.0, -179.98, -16.99]

    def test_shapes_on_either_side_have_one_small_box(self):
        west = Polygon([(-179.9, 1), (-179.8, 1), (-179.8, 2)])
        east = Polygon([(179.8, 1), (179.9, 1), (179.9, 2)])
        assert bbox_of([west, east]) == [179.8, 1.0, -179.8, 2.0]

    def test_its_middle_is_on_the_small_side(self):
        assert middle_of(self.ACROSS) == pytest.approx((-179.995, -16.995))

    @given(st.floats(-179, 179), st.floats(-80, 80), st.booleans())
    def test_elsewhere_nothing_is_cut(self, lon: float, lat: float, turned: bool):
        corners = [(lon, lat), (lon + 0.01, lat), (lon + 0.01, lat + 0.01), (lon, lat + 0.01)]
        whole = on_the_globe(Polygon(corners[::-1] if turned else corners))
        assert isinstance(whole, Polygon)
        assert whole.exterior.is_ccw
        assert whole.area == pytest.approx(1e-4)


ROUND_THE_POLE = [(10.0, 89.99), (100.0, 89.991), (-170.0, 89.992), (-80.0, 89.993)]


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("step", [1, -1])
def test_a_shape_around_a_pole_is_an_edge_of_the_map(sign: int, step: int):
    ring = Polygon([(lon, sign * lat) for lon, lat in ROUND_THE_POLE[::step]])
    whole = shape(geometry_of(ring))
    assert whole.is_valid
    assert whole.exterior.is_ccw
    assert whole.contains(Point(45, sign * 89.999))
    assert whole.contains(Point(-179.9, sign * 89.9991))
    assert not whole.contains(Point(45, sign * 89.98))
    low, high = sorted((sign * 89.99, sign * 90.0))
    assert bbox_of([ring]) == [-180.0, low, 180.0, high]
    assert shape(geometry_of(whole)).equals(whole)
    assert -180 <= middle_of(ring)[0] <= 180


def test_detections_across_180_degrees_are_cut(make_result):
    sighting = make_result().sightings[0]
    corners = np.array([[179.9999, 10.0], [-179.9999, 10.0], [-179.9999, 10.1], [179.9999, 10.1]])
    across = replace(sighting, lonlat=LonLatPolygon(corners))
    image = DetectedImage(acquisition=make_result().acquisitions[1], sightings=(across,))
    [feature] = detections_geojson([image], [], "0")["features"]
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert shape(feature["geometry"]).area == pytest.approx(0.0002 * 0.1)
