"""The way from two files to outlines, with a stand-in for the network: places, sizes, windows, masks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import rasterio
import shapely

from hardstand.construction import Direction, WorkKind, find_construction
from hardstand.exchange import write_change
from hardstand.imagery import Cause
from tests.construction.conftest import NORTH, WEST, textured

ROWS, COLUMNS = 900, 1100


def built(dates, models):
    return find_construction(dates, models, lambda _: None, lambda *_: None)


def with_strip(picture, rows, columns, level=170):
    new = picture.copy()
    new[rows, columns] = level
    return new


def test_a_new_strip_is_found_where_it_lies_with_its_size_and_window(dated, models):
    open_ground = textured(ROWS, COLUMNS)
    strip = with_strip(open_ground, slice(200, 240), slice(300, 900))  # 20 x 300 m at 0.5 m
    found, _ = built([dated(open_ground, 4), dated(strip, 15)], models)
    (work,) = found.works
    truth = shapely.box(WEST + 150, NORTH - 120, WEST + 450, NORTH - 100)
    assert work.outline.intersection(truth).area / work.outline.union(truth).area > 0.9
    assert work.kind is WorkKind.STRIP
    assert work.direction is Direction.NEW
    assert work.measures.length_m == pytest.approx(300, abs=4)
    assert work.measures.width_m == pytest.approx(20, abs=2)
    assert work.measures.orientation_deg == pytest.approx(90, abs=1)
    assert (work.window.after.day, work.window.by.day) == (4, 15)


def test_swapped_dates_turn_new_into_vanished(dated, models):
    open_ground = textured(ROWS, COLUMNS)
    strip = with_strip(open_ground, slice(200, 240), slice(300, 900))
    found, _ = built([dated(strip, 4), dated(open_ground, 15)], models)
    (work,) = found.works
    assert work.direction is Direction.VANISHED


def test_dates_on_shifted_grids_and_of_other_resolution_meet_on_the_ground(dated, models):
    open_ground = np.full((ROWS, COLUMNS, 3), 90, np.uint8)
    finer = np.full((1500, 1800, 3), 90, np.uint8)  # 0.3 m, 450 x 540 m, 20 m east and 10 m south of the other
    finer[300:400, 400:1000] = 170  # 30 x 180 m
    found, _ = built([dated(open_ground, 4), dated(finer, 15, gsd=0.3, shift_m=(20.0, -10.0))], models)
    (work,) = found.works
    truth = shapely.box(WEST + 140, NORTH - 130, WEST + 320, NORTH - 100)
    assert work.outline.intersection(truth).area / work.outline.union(truth).area > 0.9


def test_nothing_is_said_where_a_date_shows_nothing_and_a_date_between_is_skipped_there(dated, models):
    open_ground = textured(ROWS, COLUMNS)
    strip = with_strip(open_ground, slice(200, 240), slice(300, 900))
    hidden = strip.copy()
    hidden[:500] = 0  # no data over the strip
    hidden[600:640, 300:900] = 170
    last = with_strip(strip, slice(600, 640), slice(300, 900))
    found, change = built([dated(open_ground, 4), dated(hidden, 9), dated(last, 15)], models)
    by_row = sorted(found.works, key=lambda work: -work.outline.centroid.y)
    assert [(work.window.after.day, work.window.by.day) for work in by_row] == [(4, 15), (4, 9)]
    assert change.seen.all()


def test_a_date_too_coarse_is_named_and_the_others_are_compared_across_it(dated, models):
    open_ground = textured(ROWS, COLUMNS)
    strip = with_strip(open_ground, slice(200, 240), slice(300, 900))
    coarse = textured(45, 55)
    found, _ = built([dated(open_ground, 4), dated(coarse, 9, gsd=10.0), dated(strip, 15)], models)
    assert [(work.window.after.day, work.window.by.day) for work in found.works] == [(4, 15)]
    assert [(pair.before, pair.after) for pair in found.not_compared] == [("day-4", "day-9"), ("day-9", "day-15")]
    assert "too far apart" in found.not_compared[0].reason


def test_dates_of_ten_metres_are_compared_with_each_other_across_a_finer_one(dated, models):
    before = textured(60, 80)
    after = with_strip(before, slice(20, 23), slice(10, 60), level=250)  # 30 x 500 m
    fine = textured(ROWS, COLUMNS)
    found, _ = built([dated(before, 4, gsd=10.0), dated(fine, 9), dated(after, 15, gsd=10.0)], models)
    (work,) = found.works
    truth = shapely.box(WEST + 100, NORTH - 230, WEST + 600, NORTH - 200)
    assert work.outline.intersection(truth).area / work.outline.union(truth).area > 0.8
    assert work.kind is WorkKind.STRIP
    assert (work.window.after.day, work.window.by.day) == (4, 15)


def test_a_resolution_between_those_that_were_measured_is_named(dated, models):
    found, _ = built([dated(textured(300, 300), 4, gsd=3.0), dated(textured(300, 300), 15, gsd=3.0)], models)
    assert not found.works
    assert "0.3 to 1 or 9 to 11 m" in found.not_compared[0].reason


def test_a_large_scene_is_the_same_in_pieces_as_whole(dated, models, monkeypatch):
    open_ground = textured(ROWS, COLUMNS)
    strip = with_strip(open_ground, slice(200, 240), slice(100, 1000))
    dates = [dated(open_ground, 4), dated(strip, 15)]
    whole, _ = built(dates, models)
    monkeypatch.setattr("hardstand.construction.fine.PIECE_CELLS", 128)
    pieces, _ = built(dates, models)
    assert [work.outline for work in pieces.works] == [work.outline for work in whole.works]


def test_the_change_raster_lies_on_the_first_dates_grid(dated, models, tmp_path):
    open_ground = textured(ROWS, COLUMNS)
    strip = with_strip(open_ground, slice(200, 240), slice(300, 900))
    strip[:, :60] = 0  # not measured
    dates = [dated(open_ground, 4), dated(strip, 15)]
    _, change = built(dates, models)
    write_change(change, dates[0].acquisition.raster, tmp_path / "change.tif", simulated=False)
    with rasterio.open(tmp_path / "change.tif") as file:
        values = file.read(1)
        assert (file.width, file.height) == (COLUMNS, ROWS)
        assert file.transform == dates[0].acquisition.raster.transform
        assert file.crs.to_epsg() == 32636
    assert values[205:235, 310:890].min() > 0.9
    assert np.abs(values[300:, 100:]).max() < 0.3
    assert (values[:, :40] == file.nodata).all()


def test_outside_the_area_of_interest_nothing_is_told(dated, models, tmp_path):
    open_ground = textured(ROWS, COLUMNS)
    strips = with_strip(open_ground, slice(200, 240), slice(300, 900))
    strips = with_strip(strips, slice(600, 640), slice(300, 900))
    dates = [dated(open_ground, 4), dated(strips, 15)]
    area = shapely.box(WEST, NORTH - 450, WEST + 550, NORTH - 250)  # the lower part of the image
    found, change = find_construction(dates, models, lambda _: None, lambda *_: None, area)
    (work,) = found.works
    assert work.outline.centroid.y == pytest.approx(NORTH - 310, abs=2)
    assert found.compared_km2 == pytest.approx(area.area / 1e6, rel=0.02)
    assert not change.seen[:100].any()


def test_beside_a_cloud_nothing_is_told_and_the_next_clear_date_is_taken(dated, models):
    open_ground = textured(ROWS, COLUMNS)
    strip = with_strip(open_ground, slice(200, 240), slice(300, 900))
    dates = [dated(open_ground, 4), dated(strip, 9), dated(strip, 15)]
    cause = dates[1].visibility.cause.copy()
    cause[:15] = Cause.CLOUD  # the upper 60 m; the strip begins 40 m below
    dates[1] = replace(dates[1], visibility=replace(dates[1].visibility, cause=cause))
    (work,) = built(dates, models)[0].works
    assert (work.window.after.day, work.window.by.day) == (4, 15)
