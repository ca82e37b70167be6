"""The real catalogue: all of it is read, and the index finds what shapely finds without one."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import numpy as np
import pytest
import shapely
from shapely import Point

from hardstand.coverage import Limits, Place, read_box, read_catalogue, read_period, read_spot, survey
from hardstand.coverage.passes import ONE_PASS

PROPERTIES = ("datetime", "catalog_id", "gsd", "view:off_nadir", "view:sun_elevation", "tile:clouds_percent")
EVER = read_period("2000-01-01", "2026-01-01")


@pytest.fixture(scope="module")
def file(data):
    path = data / "maxar-footprints" / "footprints.ndjson.gz"
    if not path.is_file():
        pytest.skip(f"needs the footprints of Maxar Open Data, and {path} does not exist")
    return path


@pytest.fixture(scope="module")
def catalogue(file):
    return read_catalogue([str(file)], read_spot("0,0"), EVER)


@pytest.fixture(scope="module")
def known(file):
    """Outlines, times, names and numbers of the footprints, read another way; arrays of 39,985 rows."""
    geometries, rows = [], []
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        for line in stream:
            content = json.loads(line)
            geometries.append(json.dumps(content["geometry"]))
            rows.append(tuple(content["properties"][name] for name in PROPERTIES))
    times, names, *numbers = zip(*rows, strict=True)
    moments = np.array([datetime.fromisoformat(time) for time in times], dtype=object)
    return shapely.from_geojson(geometries), moments, names, np.array(numbers).T


def slowly(known, geometry, period):
    """Times and names of what touches a place in a period, by looking at every footprint."""
    outlines, times, names, _ = known
    inside = (times >= period.begins) & (times < period.ends) & shapely.intersects(outlines, geometry)
    return sorted((times[index], names[index]) for index in np.flatnonzero(inside))


def test_all_are_read_with_all_that_is_known_of_them(catalogue, known):
    outlines, _, names, numbers = known
    found = catalogue.footprints
    assert len(found) == len(outlines) == 39_985
    assert found.ids.tolist() == list(names)
    assert np.array_equal(found.numbers[:, :3], numbers[:, :3])
    assert np.allclose(found.numbers[:, 3], np.clip(numbers[:, 3], 0, 100) / 100)
    assert set(found.platforms.tolist()) == {*("WorldView-1", "WorldView-2", "WorldView-3", "WorldView-4", "GeoEye-1")}


def test_spots_find_what_looking_at_every_footprint_finds(catalogue, known):
    draw = np.random.default_rng(3)
    outlines = known[0]
    for index in draw.integers(0, len(outlines), 40):
        spot = Place(name="", geometry=outlines[index].representative_point())
        period = read_period(f"{draw.integers(2010, 2020)}-01-01", f"{draw.integers(2020, 2026)}-06-30")
        found = [(each.time, each.id) for each in catalogue.find(spot, period)]
        assert found == slowly(known, spot.geometry, period)


def test_boxes_do_as_well(catalogue, known):
    for text in ("36.5,37.0,37.5,38.0", "-10,28,-4,34", "-82.5,26,-81.5,27", "170,-45,-170,-10"):
        box = read_box(text)
        found = [(each.time, each.id) for each in catalogue.find(box, EVER)]
        assert found == slowly(known, box.geometry, EVER)
        assert found


def test_passes_are_told_apart_as_the_names_of_the_images_tell(catalogue, known):
    """Tiles with one name are one image; images of one satellite are one pass only within minutes."""
    outlines = known[0]
    for index in np.random.default_rng(4).integers(0, len(outlines), 40):
        spot = Place(name="", geometry=outlines[index].representative_point())
        passes = survey(catalogue, spot, EVER, Limits()).passes
        names = [{image.id for image in each.images} for each in passes]
        assert sum(map(len, names)) == len(set().union(*names)), "an image's tiles lie in two passes"
        assert all(each.until - each.time <= ONE_PASS for each in passes)


def test_kahramanmaras_before_and_after_the_earthquake_of_2023(catalogue):
    earthquake = datetime(2023, 2, 6, 1, 17, tzinfo=UTC)
    found = survey(
        catalogue, Place(name="", geometry=Point(36.92, 37.58)), read_period("2022-01-01", "2023-12-31"), Limits()
    )
    [gap] = [gap for gap in found.gaps if gap.begins < earthquake <= gap.ends]
    assert (gap.begins.date().isoformat(), gap.ends.date().isoformat()) == ("2022-07-26", "2023-02-08")
