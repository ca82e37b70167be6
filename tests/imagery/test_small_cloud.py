"""Small clouds, told from roofs by their edges."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from hardstand.imagery.cloud import COLOUR_RULE, GREY_RULE, find_cloud, shades_of
from hardstand.imagery.small_cloud import find_small_cloud

CELL_M = 4.0
NONE = np.zeros((100, 100), np.bool_)
ROWS, COLUMNS = np.mgrid[0:200, 0:200]
"""Of a picture of 200 x 200 values, 2 m each: 400 m a side."""


def ground(seed=3):
    """Concrete with joints and stains, and a few dark huts that show how sharp the picture is."""
    values = 140 + 2 * np.random.default_rng(seed).standard_normal((200, 200))
    values -= 10 * ((ROWS % 10 < 1) | (COLUMNS % 10 < 1))
    values[(ROWS % 60 < 8) & (COLUMNS % 120 < 8)] = 60
    return values


def inside_m(radius_m, row=100, column=100):
    """How far inside a disc each value lies, metres."""
    return radius_m - 2 * np.hypot(ROWS - row, COLUMNS - column)


def covered(inside, edge_m, top=228.0):
    """White with billows of some ten metres, over the ground; brightness climbs over `edge_m` at its edge."""
    share = np.clip(inside / edge_m + 0.5, 0, 1)
    billow = top + 7 * np.sin(COLUMNS / 5) * np.cos(ROWS / 4)
    values = ground() * (1 - share) + billow * share
    return np.repeat(values[..., None], 3, axis=2).clip(0, 255).astype(np.uint8)


def told(picture, rule=COLOUR_RULE, cell_m=CELL_M):
    return find_small_cloud(shades_of(picture), np.ones((100, 100), np.bool_), cell_m, rule, NONE)


def by_cell(inside):
    return inside[::2, ::2]


@pytest.mark.parametrize("rule", [COLOUR_RULE, GREY_RULE])
@pytest.mark.parametrize("radius_m", [25.0, 34.0, 60.0])
def test_a_small_cloud_is_found_with_its_outline(radius_m, rule):
    inside = inside_m(radius_m)
    cloud = told(covered(inside, edge_m=16.0), rule)
    assert cloud[by_cell(inside) > 4].mean() > 0.97
    assert not cloud[by_cell(inside) < -8].any()


def test_it_has_no_core_as_wide_as_other_clouds():
    picture = covered(inside_m(25.0), edge_m=16.0)
    assert not find_cloud(shades_of(picture), np.ones((100, 100), np.bool_), CELL_M, COLOUR_RULE).any()


def test_a_cloud_that_the_frame_cuts_off_is_found():
    inside = inside_m(34.0, row=0, column=60)
    assert told(covered(inside, edge_m=16.0))[by_cell(inside) > 4].mean() > 0.97


@pytest.mark.parametrize("radius_m", [14.0, 25.0, 34.0, 60.0])
def test_a_roof_as_white_and_as_uneven_is_none(radius_m):
    assert not told(covered(inside_m(radius_m), edge_m=1.0)).any()


def test_a_square_roof_is_none():
    inside = 30.0 - 2 * np.maximum(abs(ROWS - 100), abs(COLUMNS - 100))
    assert not told(covered(inside, edge_m=1.0)).any()


def test_a_roof_on_a_picture_without_any_sharp_edge_is_none():
    blurred = cv2.GaussianBlur(covered(inside_m(34.0), edge_m=1.0), (0, 0), 2.0)
    assert not told(blurred).any()


def test_pale_ground_that_hardly_stands_out_is_none():
    assert not told(covered(inside_m(34.0), edge_m=16.0, top=172.0)).any()


def test_yellow_sand_is_none():
    picture = covered(inside_m(34.0), edge_m=16.0).astype(np.float64) * (1.0, 0.95, 0.85)
    assert not told(picture.astype(np.uint8)).any()


def test_nothing_is_told_where_cells_are_too_large_for_edges():
    assert not told(covered(inside_m(34.0), edge_m=16.0), cell_m=20.0).any()


def test_what_was_not_measured_is_no_cloud():
    picture, seen = covered(inside_m(34.0), edge_m=16.0), np.ones((100, 100), np.bool_)
    seen[:, 50:] = False
    cloud = find_small_cloud(shades_of(picture), seen, CELL_M, COLOUR_RULE, NONE)
    assert not cloud[:, 50:].any()


def test_a_cloud_that_has_a_wide_core_keeps_its_outline():
    inside = inside_m(34.0)
    everything, core = np.ones((100, 100), np.bool_), by_cell(inside) > 20
    shades = shades_of(covered(inside, edge_m=16.0))
    assert not find_small_cloud(shades, everything, CELL_M, COLOUR_RULE, core).any()
    elsewhere = by_cell(inside_m(20.0, row=30, column=30)) > 0
    assert find_small_cloud(shades, everything, CELL_M, COLOUR_RULE, elsewhere).any()
