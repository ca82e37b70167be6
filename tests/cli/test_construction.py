"""`hardstand construction` as a person calls it: on the demo, on two plain files, and on what it can't use."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import geopandas
import numpy as np
import pytest
import rasterio
import shapely

from hardstand.errors import MetadataError
from tests.cli.conftest import Call, read_json

Ground = Callable[..., Path]


def test_the_taxiway_of_the_demo_is_built_in_its_window_and_lies_where_the_truth_says(demo: Path):
    truth = next(work for work in read_json(demo / "images" / "truth.json")["works"] if work["kind"] == "strip")
    place = shapely.Polygon(truth["outline_m"])
    works = read_json(demo / "summary.json")["construction"]["works"]
    best = max(works, key=lambda work: shapely.Polygon(work["site_outline"]).intersection(place).area)
    outline = shapely.Polygon(best["site_outline"])
    assert outline.intersection(place).area > 0.6 * place.area
    assert best["length_m"] == pytest.approx(truth["length_m"], rel=0.2)
    assert best["kind"] in {"strip", "ground works"}  # on the last date half of it is paved, half of it gravel
    assert best["change"] == "new"
    assert (best["after"][:10], best["by"][:10]) == ("2015-08-20", "2015-09-04")
    assert best["state"] == "in progress"


def test_the_table_holds_the_works_of_the_summary(demo: Path):
    table = geopandas.read_parquet(demo / "construction.parquet")
    works = read_json(demo / "summary.json")["construction"]["works"]
    assert list(table["work"]) == [work["id"] for work in works]
    assert table.crs.to_epsg() == 4326
    areas = table.geometry.to_crs(table.estimate_utm_crs()).area
    assert list(areas) == pytest.approx([work["area_m2"] for work in works], rel=0.01)


def test_the_command_says_what_the_run_says(demo: Path, tmp_path: Path, hardstand: Call):
    outcome = hardstand("construction", demo / "images" / "site.toml", "-o", tmp_path / "built")
    assert outcome.code == 0, outcome.err
    written = read_json(tmp_path / "built" / "construction.geojson")
    assert written["hardstand"]["simulated"]
    told = {feature["id"]: feature["properties"] for feature in written["features"]}
    summary = {work.pop("id"): work for work in read_json(demo / "summary.json")["construction"]["works"]}
    assert told == summary
    with rasterio.open(tmp_path / "built" / "change.tif") as own, rasterio.open(demo / "change.tif") as run:
        assert np.array_equal(own.read(1), run.read(1))
        assert "simulated" in own.tags()["TIFFTAG_IMAGEDESCRIPTION"]


def test_two_files_give_one_geojson_with_the_raster_beside_it(demo: Path, tmp_path: Path, hardstand: Call):
    images = [demo / "images" / f"2015-{name}.tif" for name in ("08-20", "09-15")]
    outcome = hardstand("construction", *images, "-o", tmp_path / "built.geojson", "--gsd", "0.5")
    assert outcome.code == 0, outcome.err
    features = read_json(tmp_path / "built.geojson")["features"]
    wanted = {"kind", "probability", "area_m2", "length_m", "width_m", "after", "by", "state"}
    assert features
    assert all(wanted <= feature["properties"].keys() for feature in features)
    assert all(feature["properties"]["state"] is None for feature in features)  # two dates tell no state
    assert sorted(path.name for path in tmp_path.iterdir()) == ["built.geojson", "change.tif"]


def test_images_without_times_are_taken_as_named_and_have_no_window(demo: Path, tmp_path: Path, hardstand: Call):
    plain = [untimed(demo / "images" / f"2015-{name}.tif", tmp_path / f"{name}.tif") for name in ("08-20", "09-15")]
    outcome = hardstand("construction", *plain, "-o", tmp_path / "out", "--gsd", "0.5")
    assert outcome.code == 0, outcome.err
    assert "order in which they are named" in outcome.err
    features = read_json(tmp_path / "out" / "construction.geojson")["features"]
    assert features
    assert all(feature["properties"]["after"] is None for feature in features)


def untimed(image: Path, copy: Path) -> Path:
    shutil.copy(image, copy)
    with rasterio.open(copy, "r+") as file:
        file.update_tags(TIFFTAG_DATETIME="")
    return copy


def test_one_image_is_refused(ground: Ground, tmp_path: Path, hardstand: Call):
    outcome = hardstand("construction", ground("a.tif"), "-o", tmp_path / "out", "--gsd", "0.5")
    assert outcome.code == MetadataError.exit_code
    assert "only between two" in outcome.err
    assert not (tmp_path / "out").exists()


def test_two_images_of_one_time_are_refused(demo: Path, tmp_path: Path, hardstand: Call):
    image = demo / "images" / "2015-08-20.tif"
    outcome = hardstand("construction", image, image, "-o", tmp_path / "out")
    assert outcome.code == MetadataError.exit_code
    assert "same time" in outcome.err
