"""The demo, from pixels to sentences, against the truth that it was rendered from."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
import shapely

from tests.cli.conftest import Call, read_json


@pytest.fixture(scope="module")
def summary(demo: Path) -> Any:
    return read_json(demo / "summary.json")


@pytest.fixture(scope="module")
def truth(demo: Path) -> Any:
    return read_json(demo / "images" / "truth.json")


def aircraft_events(summary: Any) -> list[Any]:
    """The truth tells of the stands of aircraft; cars and lorries come and go beside them."""
    return [event for event in summary["events"] if event["label"] == "aircraft"]


def middle(polygon: list[list[float]]) -> shapely.Point:
    return shapely.Polygon(polygon).centroid


def test_every_visible_aircraft_is_counted_and_in_fog_there_is_no_number(summary: Any, truth: Any) -> None:
    found = [count["found"] for count in summary["counts"] if count["label"] == "aircraft"]
    visible = [sum(plane["visible"] for plane in date["aircraft"]) for date in truth["dates"]]
    hidden = [date["acquisition"] == "2015-09-09" for date in truth["dates"]]
    assert found == [None if fog else number for number, fog in zip(visible, hidden, strict=True)]


def test_boxes_lie_on_what_they_name(demo: Path, truth: Any) -> None:
    """Every aircraft; of the vehicles, whose two classes part at 6 m, more than four of five."""
    shown = {
        date["acquisition"]: [
            *(("aircraft", shapely.Polygon(plane["pixel_polygon"])) for plane in date["aircraft"]),
            *((each["label"], shapely.Polygon(each["pixel_polygon"])) for each in date["objects"]),
        ]
        for date in truth["dates"]
    }
    table = geopandas.read_parquet(demo / "sightings.parquet")
    right: dict[bool, list[bool]] = {True: [], False: []}
    for row in table.itertuples():
        box = shapely.Polygon(np.array([list(corner) for corner in row.pixel_polygon]))
        flies = row.label == "aircraft"
        own = [shape for label, shape in shown[row.acquisition] if (label == "aircraft") == flies]
        right[flies].append(any(box.intersection(shape).area > 0.5 * shape.area for shape in own))
    assert right[True]
    assert all(right[True])
    assert len(right[False]) > 20
    assert np.mean(right[False]) > 0.8


def test_events_and_their_windows_are_the_true_ones(summary: Any, truth: Any) -> None:
    closed = [event for event in aircraft_events(summary) if event["after"] is not None]
    told = sorted((event["kind"], event["after"], event["by"]) for event in closed)
    assert told == sorted((event["kind"], event["after"], event["by"]) for event in truth["events"])


def test_what_came_under_the_cloud_keeps_a_window_from_the_first_image(summary: Any, truth: Any) -> None:
    first, *_, last = (date["datetime"] for date in truth["dates"])
    assert ("arrival", first, last) in {(event["kind"], event["after"], event["by"]) for event in summary["events"]}


def test_an_event_points_at_the_pixels_that_show_it(summary: Any, truth: Any) -> None:
    planes = {date["acquisition"]: date["aircraft"] for date in truth["dates"]}
    for event in aircraft_events(summary):
        shown = [shapely.Polygon(plane["pixel_polygon"]) for plane in planes[event["acquisition"]]]
        assert any(plane.contains(middle(event["pixel_polygon"])) for plane in shown)
        assert event["evidence"]


def test_the_place_is_where_it_was_rendered(summary: Any) -> None:
    for event in summary["events"]:
        polygon = event["lonlat"]
        ring = polygon["coordinates"][0] if isinstance(polygon, dict) else polygon
        longitude, latitude = np.mean(ring, axis=0)
        assert abs(longitude - 35.949) < 0.006
        assert abs(latitude - 35.401) < 0.006


def test_cloud_and_fog_are_said(summary: Any) -> None:
    clear, cloudy, foggy, last = (acquisition["seen_fraction"] for acquisition in summary["acquisitions"])
    assert clear > 0.98
    assert cloudy < 0.97
    assert foggy < 0.02
    assert last > 0.98


def test_what_happened_around_the_fog_has_a_window_that_it_does_not_cut(summary: Any, truth: Any) -> None:
    _, cloudy, foggy, last = (date["datetime"] for date in truth["dates"])
    windows = [(event["after"], event["by"]) for event in summary["events"]]
    assert (cloudy, last) in windows
    assert not any(foggy in window for window in windows)


def test_every_picture_says_simulated(demo: Path) -> None:
    page = (demo / "report.html").read_text(encoding="utf-8")
    assert page.count("<img") > 3
    assert page.lower().count("simulated") >= page.count("<img")


def test_the_same_input_gives_the_same_bytes(demo: Path, tmp_path: Path, hardstand: Call) -> None:
    outcome = hardstand("run", demo / "images" / "site.toml", "-o", tmp_path / "again")
    assert outcome.code == 0, outcome.err
    for name in ("sightings.parquet", "events.parquet"):
        assert (tmp_path / "again" / name).read_bytes() == (demo / name).read_bytes()
    first, second = (read_json(folder / "summary.json") for folder in (demo, tmp_path / "again"))
    stamps = [summary.pop("generated") for summary in (first, second)]
    assert json.dumps(first) == json.dumps(second)
    pages = [(folder / "report.html").read_text(encoding="utf-8") for folder in (demo, tmp_path / "again")]
    first_page, second_page = (without_stamp(page, stamp) for page, stamp in zip(pages, stamps, strict=True))
    assert first_page == second_page


def without_stamp(page: str, stamp: str) -> str:
    """The page without the time at which it was made."""
    made = datetime.fromisoformat(stamp)
    written = f"{made.day} {made:%B %Y, %H:%M} UTC"
    plain = page.replace("\N{NO-BREAK SPACE}", " ")
    assert written in plain
    before, _, rest = plain.replace(written, "").partition("<!-- claims begin -->")
    return before + rest.partition("<!-- claims end -->")[2]


def test_the_terminal_names_the_report(demo: Path, tmp_path: Path, hardstand: Call) -> None:
    folder = tmp_path / "out"
    outcome = hardstand("run", demo / "images" / "site.toml", "-o", folder)
    assert outcome.code == 0
    assert str(folder / "report.html") in outcome.out
    assert "arrival" in outcome.out
