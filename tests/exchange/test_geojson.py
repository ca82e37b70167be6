"""Detections as GeoJSON follow RFC 7946 and keep the box in pixels."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import geopandas
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS
from shapely.geometry import LinearRing, shape

from hardstand.detection.result import Detection
from hardstand.exchange import DetectedImage, detections_geojson, to_json
from hardstand.frames import GroundTransform, PixelPolygon, SiteFrame
from hardstand.measurement.result import Identity, Level, Measurement, TypeHypothesis
from hardstand.measurement.scale import ScaleDoubt
from hardstand.measurement.sighting import place_on_ground


def _geojson(result):
    entries = [
        DetectedImage(
            acquisition=acquisition,
            sightings=tuple(s for s in result.sightings if s.detection.acquisition == acquisition.id),
        )
        for acquisition in result.acquisitions
    ]
    return detections_geojson(entries, result.models, result.version)


def test_a_feature_has_the_properties_that_others_rely_on(make_result):
    [feature] = _geojson(make_result())["features"]
    assert feature["properties"] == {
        "acquisition": "late",
        "label": "aircraft",
        "score": 0.876543,
        "pixel_polygon": [[100.0, 200.0], [140.0, 200.0], [140.0, 230.01], [100.0, 230.0]],
        "cut": False,
        "length_m": None,
        "length_sd_m": None,
        "span_m": None,
        "span_sd_m": None,
        "heading_deg": None,
        "heading_sd_deg": None,
        "points": None,
        "not_measured": "not measured",
        "level": "nothing",
        "size_class": None,
        "types": [],
        "statement": "Not identified.",
    }


def test_what_an_object_is_stands_with_it(make_result):
    result = make_result()
    types = (
        TypeHypothesis(name="Su-24", category="strike aircraft", probability=0.912345),
        TypeHypothesis(name="other", category="other", probability=0.087655),
    )
    identity = Identity(level=Level.TYPE, size_class="fighter-sized", types=types, statement="An aircraft.")
    [feature] = _geojson(replace(result, sightings=(replace(result.sightings[0], identity=identity),)))["features"]
    properties = feature["properties"]
    assert properties["types"][0] == {"name": "Su-24", "category": "strike aircraft", "probability": 0.9123}
    assert (properties["level"], properties["size_class"]) == ("type", "fighter-sized")
    assert properties["statement"] == "An aircraft."


def test_a_doubtful_gsd_stands_with_its_image(make_result):
    result = make_result()
    doubt = ScaleDoubt(
        acquisition="late",
        gsd_m=0.7,
        label="aircraft",
        count=5,
        measured="5 aircraft measure 88 to 105 m at that",
        plausible="the largest airliner spans 80 m",
        fitting_gsd_m=0.5,
    )
    entries = [
        DetectedImage(acquisition=each, sightings=(), scale_doubt=doubt if each.id == "late" else None)
        for each in result.acquisitions
    ]
    early, late = detections_geojson(entries, result.models, result.version)["hardstand"]["acquisitions"]
    assert early["scale_doubt"] is None
    assert late["scale_doubt"]["fitting_gsd_m"] == 0.5
    assert "88 to 105 m" in late["scale_doubt"]["statement"]


def test_measurements_are_written_where_there_are_any(make_result):
    result = make_result()
    measured = replace(
        result.sightings[0], measurement=Measurement(length_m=20.951234, span_m=17.3, heading_deg=-0.001)
    )
    [feature] = _geojson(replace(result, sightings=(measured,)))["features"]
    properties = feature["properties"]
    assert (properties["length_m"], properties["span_m"]) == (20.951, 17.3)
    assert str(properties["heading_deg"]) == "0.0"


def test_without_georeference_the_geometry_is_null_and_the_box_remains(make_result):
    [feature] = _geojson(make_result(georeferenced=False))["features"]
    assert feature["geometry"] is None
    assert len(feature["properties"]["pixel_polygon"]) == 4


def test_the_file_says_what_it_was_made_with(make_result):
    result = make_result()
    about = _geojson(replace(result, models=(replace(result.models[0], forced=True),)))["hardstand"]
    assert about["version"] == "0.1.0"
    assert about["forced"] is True
    assert about["models"][0]["sha256"] == "cd" * 32
    assert about["models"][0]["min_scores"] == {"aircraft": 0.4}
    assert [entry["gsd"] for entry in about["acquisitions"]] == [0.5, 0.5]


def test_another_program_reads_it(make_result):
    table = geopandas.read_file(BytesIO(to_json(_geojson(make_result())).encode()))
    [expected] = (sighting.lonlat.shape for sighting in make_result().sightings)
    assert table.geometry[0].symmetric_difference(expected).area < 0.01 * expected.area
    assert list(table["label"]) == ["aircraft"]


def test_an_image_without_detections_is_an_empty_collection(make_result):
    document = _geojson(make_result(empty=True))
    assert document["features"] == []
    assert len(document["hardstand"]["acquisitions"]) == 2


def test_hostile_strings_stay_strings(make_result):
    name = '"}],"x":[{<script>\u2028'
    document = json.loads(to_json(_geojson(make_result(names=("early", name)))))
    assert document["features"][0]["properties"]["acquisition"] == name


@given(
    angle=st.floats(0, 2 * np.pi),
    mirrored=st.booleans(),
    length=st.floats(4, 80),
    width=st.floats(3, 80),
)
def test_rings_are_closed_and_run_counter_clockwise_however_the_box_runs(make_result, angle, mirrored, length, width):
    box = np.array([[-length, -width], [length, -width], [length, width], [-length, width]])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = (box[::-1] if mirrored else box) @ turn.T + 500
    detection = Detection(acquisition="late", label="aircraft", score=0.5, polygon=PixelPolygon(corners))
    ground = GroundTransform(np.array([[0.5, 0.0, 500_000.0], [0.0, -0.5, 4_000_000.0]]))
    sightings = place_on_ground((detection,), ground, SiteFrame(crs=CRS.from_epsg(32636)))
    [feature] = _geojson(replace(make_result(), sightings=sightings))["features"]
    geometry = feature["geometry"]
    [ring] = geometry["coordinates"]
    assert ring[0] == ring[-1]
    assert LinearRing(ring).is_ccw
    assert shape(geometry).is_valid
    assert all(value == round(value, 7) for point in ring for value in point)
