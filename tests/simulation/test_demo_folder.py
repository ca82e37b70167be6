"""The demo's folder: four pictures that say what they are, a site file, and a truth that is consistent."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from pyproj import Geod, Transformer

from hardstand.errors import ImageError, OutputError
from hardstand.simulation import (
    DateTruth,
    DemoScene,
    SitePlan,
    demo_plan,
    is_simulated,
    render_demo,
    render_site,
    write_image,
)

DAYS = ("2015-08-20", "2015-09-04", "2015-09-09", "2015-09-15")
GEOD = Geod(ellps="WGS84")


def test_the_centre_lies_where_the_georeference_puts_it(demo: DemoScene) -> None:
    for path, truth in zip(demo.images, demo.truth.dates, strict=True):
        with rasterio.open(path) as image:
            assert (image.count, image.dtypes[0], image.crs.to_epsg()) == (3, "uint8", 32636)
            assert image.res == (0.5, 0.5)
            assert image.profile["tiled"]
            east, north = apply(image.transform, image.width / 2, image.height / 2)
            there = Transformer.from_crs(image.crs, "OGC:CRS84", always_xy=True).transform(east, north)
        assert GEOD.inv(*there, 35.949, 35.401)[2] < 4.0, truth.id


def test_positions_on_the_globe_and_boxes_on_the_image_agree(demo: DemoScene) -> None:
    for path, truth in zip(demo.images, demo.truth.dates, strict=True):
        with rasterio.open(path) as image:
            to_crs = Transformer.from_crs("OGC:CRS84", image.crs, always_xy=True)
            for aircraft in truth.aircraft:
                east, north = to_crs.transform(*aircraft.lonlat)
                error_east, error_north = truth.geolocation_error_m
                pixel = apply(~image.transform, east + error_east, north + error_north)
                # The wing stands up to 6.2 m above ground, and the view leans by up to 12 degrees.
                assert aircraft.box.corners.mean(axis=0) == pytest.approx(pixel, abs=6.2 * np.tan(np.radians(12)) / 0.5)


def test_every_picture_says_that_it_is_simulated_and_when(demo: DemoScene) -> None:
    for path, day in zip(demo.images, DAYS, strict=True):
        assert is_simulated(path)
        with rasterio.open(path) as image:
            assert image.tags()["TIFFTAG_DATETIME"].startswith(day.replace("-", ":") + " 08:")


def test_a_picture_without_the_tag_is_not_simulated(tmp_path: Path) -> None:
    path = tmp_path / "plain.tif"
    profile = {"driver": "GTiff", "width": 16, "height": 16, "count": 1, "dtype": "uint8", "crs": "EPSG:32636"}
    with rasterio.open(path, "w", **profile, transform=rasterio.Affine(1, 0, 5e5, 0, -1, 4e6)) as image:
        image.write(np.ones((1, 16, 16), np.uint8))
    assert not is_simulated(path)


def test_a_picture_without_georeference_can_be_asked(tmp_path: Path) -> None:
    path = tmp_path / "plain.png"
    cv2.imwrite(str(path), np.full((16, 16, 3), 90, np.uint8))
    assert not is_simulated(path)


def test_a_disk_that_refuses_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: SitePlan
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hardstand.simulation.demo.demo_plan", lambda _: site)
    monkeypatch.setattr("hardstand.simulation.demo.os.replace", refuse)
    with pytest.raises(OutputError, match="No space left"):
        render_demo(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_image_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.tif"
    path.write_text("no image")
    with pytest.raises(ImageError, match=r"words\.tif"):
        is_simulated(path)


def test_a_folder_that_cannot_be_made_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: SitePlan
) -> None:
    monkeypatch.setattr("hardstand.simulation.demo.demo_plan", lambda _: site)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="file"):
        render_demo(tmp_path / "file")


def test_the_site_file_names_every_picture(demo: DemoScene, demo_folder: Path) -> None:
    site = tomllib.loads(demo.site_file.read_text(encoding="utf-8"))
    assert site["site"]["airport"] == "OSLK"
    assert "simulated" in site["site"]["name"].lower()
    for entry, truth in zip(site["acquisition"], demo.truth.dates, strict=True):
        assert (demo_folder / entry["image"]).is_file()
        assert entry["datetime"] == truth.time
        assert (entry["gsd"], entry["credit"]) == (0.5, "Simulated by Hardstand")


def test_the_truth_file_holds_the_truth(demo: DemoScene) -> None:
    truth = json.loads(demo.truth_file.read_text(encoding="utf-8"))
    for entry, date in zip(truth["dates"], demo.truth.dates, strict=True):
        assert [aircraft["stand"] for aircraft in entry["aircraft"]] == [aircraft.stand for aircraft in date.aircraft]
        assert entry["states"] == date.states
    windows = {(event["stand"], event["after"][:10], event["by"][:10]) for event in truth["events"]}
    assert len(windows) == len(demo.truth.events)
    # It came under the cloud: the fourth can't close its window.
    assert ("east-4", "2015-08-20", "2015-09-15") in windows
    assert ("east-2", "2015-09-04", "2015-09-15") in windows
    for entry, work in zip(truth["works"], demo.truth.works, strict=True):
        assert (entry["id"], entry["kind"]) == (work.id, work.kind)
        assert entry["area_m2"] == pytest.approx(work.area_m2, abs=0.1)
        assert [date["state"] for date in entry["dates"]] == list(work.stages.values())
        assert [change["to"] for change in entry["changes"]] == [change.now for change in work.changes]
        assert all(change["after"] < change["by"] for change in entry["changes"])


def test_the_story(demo: DemoScene) -> None:
    first, second, foggy, third = demo.truth.dates
    hidden = {stand for stand, state in second.states.items() if state == "not seen"}
    standing = [{aircraft.stand for aircraft in date.aircraft} for date in (first, second, third)]
    assert hidden & standing[0] & standing[1] & standing[2], "one stays under the cloud"
    assert (hidden & standing[1]) - standing[0], "one arrives under the cloud"
    assert (hidden & standing[2]) - standing[1], "one arrives after, on a stand that was not seen empty on the fourth"
    assert len(standing[2]) > len(standing[0])
    assert {event.stand for event in demo.truth.events if event.kind == "departure"} == {"east-2"}
    assert any(aircraft.cloud_shadow > 0.5 and aircraft.visible for aircraft in second.aircraft)
    assert set(foggy.states.values()) == {"not seen"}, "on the ninth nothing can be said"
    assert foggy.visible == ()
    assert foggy.hidden_share == 1.0
    assert {aircraft.stand for aircraft in foggy.aircraft} - standing[1] - hidden, "one arrives unseen by the fog date"
    clear = [aircraft.cloud for date in demo.truth.dates for aircraft in date.aircraft]
    assert all(cloud < 0.1 or cloud > 0.9 for cloud in clear), "no aircraft is half hidden"
    assert first.visible == first.aircraft
    assert third.visible == third.aircraft


def test_a_taxiway_is_built_over_the_dates_that_show_it(demo: DemoScene) -> None:
    taxiway, *others = demo.truth.works
    assert (taxiway.id, taxiway.kind, list(taxiway.stages)) == ("taxiway", "strip", list(DAYS))
    assert list(taxiway.stages.values()) == ["none", "begun", "begun", "in progress"]
    assert taxiway.length_m > 250
    assert 18 <= taxiway.width_m <= 23
    assert [(change.now, change.after, change.by) for change in taxiway.changes] == [
        ("begun", DAYS[0], DAYS[1]),
        ("in progress", DAYS[1], DAYS[3]),
    ]
    assert {work.kind for work in others} == {"building", "apron"}
    for work in demo.truth.works:
        assert [name for name in DAYS if not work.visible[name]] == [DAYS[2]], "only the fog hides them"


def test_works_change_the_pictures_where_the_truth_says() -> None:
    plan = demo_plan(0)
    # At 2 m, since half a metre costs seconds; without noise, which would hide what is meant to stay as it is.
    plan = replace(plan, dates=tuple(replace(date, gsd_m=2.0, noise=0.0) for date in plan.dates))
    scene, without = (render_site(each, np.random.default_rng(0)) for each in (plan, replace(plan, works=())))
    for image, other, truth in zip(scene.images, without.images, scene.truth.dates, strict=True):
        changed = np.abs(image.astype(int) - other).max(axis=2) > 4
        outlines = [work.on_images[truth.id].shape for work in scene.truth.works if work.stages[truth.id] != "none"]
        if all(work.visible[truth.id] for work in scene.truth.works):
            assert changed.any() == bool(outlines)
        else:
            assert not changed.any(), "under the fog"
            continue
        # Yards of 6 m, verges of 5 m with their corners, a shadow of 8.5 m height: 15 m are 7.5 px.
        columns, rows = np.meshgrid(np.arange(changed.shape[1]) + 0.5, np.arange(changed.shape[0]) + 0.5)
        around = shapely.union_all(outlines).buffer(7.5)
        assert not changed[~shapely.contains_xy(around, columns, rows)].any()
        for outline in outlines:
            assert changed[shapely.contains_xy(outline.buffer(-2), columns, rows)].mean() > 0.9


def test_the_season_is_another_and_a_field_is_ploughed(demo: DemoScene) -> None:
    august, *_, september = demo_plan(0).dates
    assert 0 == august.season < september.season < 0.3
    assert {surface.kind for surface in september.surfaces} == {"ploughed field"}


@pytest.mark.parametrize("seed", [1, 2])
def test_other_seeds_tell_the_same_story(demo: DemoScene, seed: int) -> None:
    # Ground and buildings have no part in the truth and cost most of the time.
    plan = replace(demo_plan(seed), surfaces=(), buildings=(), trees=())
    truth = render_site(plan, np.random.default_rng(seed)).truth
    assert [(e.kind, e.stand, e.after, e.by) for e in truth.events] == [
        (e.kind, e.stand, e.after, e.by) for e in demo.truth.events
    ]


def test_aircraft_stand_free_and_inside_the_frame(demo: DemoScene) -> None:
    for truth in demo.truth.dates:
        frame = shapely.box(0, 0, 1800, 1600).buffer(-40)
        for aircraft in truth.aircraft:
            assert frame.contains(aircraft.box.shape)
        for one, other in combinations(truth.aircraft, 2):
            assert one.box.shape.distance(other.box.shape) > 4


def test_the_sun_stands_where_it_stood(demo: DemoScene) -> None:
    for truth in demo.truth.dates:
        azimuth, elevation = solar_position(truth)
        assert truth.sun_elevation_deg == pytest.approx(elevation, abs=1.0)
        # Azimuths are from grid north, 1.7 degrees off true north here.
        assert truth.sun_azimuth_deg == pytest.approx(azimuth, abs=3.0)


def test_same_seed_same_bytes(demo: DemoScene, tmp_path: Path) -> None:
    again = render_demo(tmp_path)
    pairs = zip(
        (*demo.images, demo.site_file, demo.truth_file), (*again.images, again.site_file, again.truth_file), strict=True
    )
    for one, other in pairs:
        assert one.read_bytes() == other.read_bytes(), one.name
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [*(f"{day}.tif" for day in DAYS), "report.txt", "site.toml", "truth.json"]
    )


def test_other_seed_other_pixels_same_story(demo: DemoScene) -> None:
    one, other = demo_plan(0), demo_plan(1)
    assert one.dates[0].vehicles != other.dates[0].vehicles
    assert [[a.stand for a in date.aircraft] for date in one.dates] == [
        [a.stand for a in d.aircraft] for d in other.dates
    ]


def test_a_small_site_is_as_deterministic(site: SitePlan, tmp_path: Path) -> None:
    def render(name: str, seed: int) -> bytes:
        scene = render_site(site, np.random.default_rng(seed))
        write_image(tmp_path / name, scene.images[0], scene.truth.dates[0])
        return (tmp_path / name).read_bytes()

    assert render("one.tif", 5) == render("two.tif", 5)
    assert render("one.tif", 5) != render("three.tif", 6)


def apply(transform: Affine, x: float, y: float) -> tuple[float, float]:
    east, north, _ = np.array(transform).reshape(3, 3) @ (x, y, 1.0)
    return float(east), float(north)


def solar_position(truth: DateTruth) -> tuple[float, float]:
    """Azimuth and elevation in degrees: declination and equation of time after Spencer 1971, good to half a degree."""
    begin = datetime(truth.time.year, 1, 1, tzinfo=UTC)
    turn = 2 * np.pi * (truth.time - begin).total_seconds() / 86400 / 365
    series = (0.006918, -0.399912, 0.070257, -0.006758, 0.000907, -0.002697, 0.00148)
    waves = [wave(n * turn) for n in (1, 2, 3) for wave in (np.cos, np.sin)]
    declination = series[0] + sum(factor * wave for factor, wave in zip(series[1:], waves, strict=True))
    late = 229.18 * (0.000075 + 0.001868 * waves[0] - 0.032077 * waves[1] - 0.014615 * waves[2] - 0.040849 * waves[3])
    minutes = truth.time.hour * 60 + truth.time.minute + late + 4 * 35.949
    hour = np.radians(minutes / 4 - 180)
    latitude = np.radians(35.401)
    up = np.sin(latitude) * np.sin(declination) + np.cos(latitude) * np.cos(declination) * np.cos(hour)
    east = -np.cos(declination) * np.sin(hour)
    north = np.cos(latitude) * np.sin(declination) - np.sin(latitude) * np.cos(declination) * np.cos(hour)
    return float(np.degrees(np.arctan2(east, north)) % 360), float(np.degrees(np.arcsin(up)))
