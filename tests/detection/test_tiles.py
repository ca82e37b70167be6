"""The tile plan covers the image, within its budget, with room around every object on a seam."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.detection.tiles import CELL_PX, TilePlan, plan_fixed_tiles, plan_tiles

SIDES = st.integers(1, 6000)
MARGINS = st.integers(0, 120)
BUDGETS = st.integers(600_000, 5_000_000)


def owners(plan: TilePlan, column: int, row: int) -> int:
    """How many tiles answer for a pixel."""
    return sum(
        tile.columns.own_start <= column < tile.columns.own_stop and tile.rows.own_start <= row < tile.rows.own_stop
        for tile in plan.tiles
    )


@given(width=SIDES, height=SIDES, margin=MARGINS, budget=BUDGETS, data=st.data())
def test_every_pixel_has_one_owner(width: int, height: int, margin: int, budget: int, data: st.DataObject) -> None:
    plan = plan_tiles(width, height, margin=margin, budget=budget)
    column = data.draw(st.integers(0, width - 1))
    row = data.draw(st.integers(0, height - 1))
    assert owners(plan, column, row) == 1


@given(width=SIDES, height=SIDES, margin=MARGINS, budget=BUDGETS)
def test_tiles_are_equal_multiples_of_a_cell_within_budget(width: int, height: int, margin: int, budget: int) -> None:
    plan = plan_tiles(width, height, margin=margin, budget=budget)
    assert {(tile.columns.size, tile.rows.size) for tile in plan.tiles} == {(plan.columns, plan.rows)}
    assert plan.columns % CELL_PX == 0
    assert plan.rows % CELL_PX == 0
    assert plan.columns * plan.rows <= budget


@given(width=SIDES, height=SIDES, margin=MARGINS, budget=BUDGETS)
def test_a_tile_sees_the_margin_beyond_its_own_part(width: int, height: int, margin: int, budget: int) -> None:
    plan = plan_tiles(width, height, margin=margin, budget=budget)
    for tile in plan.tiles:
        for span, extent in ((tile.columns, width), (tile.rows, height)):
            assert span.start <= max(span.own_start - margin, 0)
            assert span.stop >= min(span.own_stop + margin, extent)


def test_a_frame_of_2560_px_is_hardly_seen_twice() -> None:
    plan = plan_tiles(2560, 2560, margin=96, budget=4_000_000)
    assert plan.pixels / 2560**2 < 1.1


def test_a_small_image_is_one_tile() -> None:
    plan = plan_tiles(100, 70, margin=96, budget=4_000_000)
    assert (len(plan.tiles), plan.columns, plan.rows) == (1, 128, 96)


def test_a_huge_image_is_planned_at_once() -> None:
    plan = plan_tiles(100_000, 100_000, margin=100, budget=4_000_000)
    owned = sum(
        (tile.columns.own_stop - tile.columns.own_start) * (tile.rows.own_stop - tile.rows.own_start)
        for tile in plan.tiles
    )
    assert owned == 100_000**2
    assert plan.pixels < 1.25 * 100_000**2


@pytest.mark.parametrize(("width", "height", "budget"), [(0, 5, 4_000_000), (5, 0, 4_000_000), (500, 500, 1000)])
def test_nonsense_is_refused(width: int, height: int, budget: int) -> None:
    with pytest.raises(ValueError, match="pixels"):
        plan_tiles(width, height, margin=96, budget=budget)


def test_the_plan_is_the_cheapest_of_all_cuts() -> None:
    """Against brute force over every grid."""
    width, height, margin, budget = 3000, 2200, 64, 1_500_000
    best = np.inf
    for across in range(1, 12):
        for down in range(1, 12):
            sides = [
                -(-(-(-extent // count) + min(count - 1, 2) * margin) // CELL_PX) * CELL_PX
                for extent, count in ((width, across), (height, down))
            ]
            if sides[0] * sides[1] <= budget:
                best = min(best, across * down * sides[0] * sides[1])
    assert plan_tiles(width, height, margin=margin, budget=budget).pixels == best


FIXED = st.integers(65, 1024)


@given(width=SIDES, height=SIDES, margin=st.integers(0, 30), columns=FIXED, rows=FIXED, data=st.data())
def test_tiles_of_a_given_size_cover_the_image_as_others_do(
    width: int, height: int, margin: int, columns: int, rows: int, data: st.DataObject
) -> None:
    plan = plan_fixed_tiles(width, height, margin=margin, columns=columns, rows=rows)
    tile = data.draw(st.sampled_from(plan.tiles))
    assert (tile.columns.size, tile.rows.size) == (columns, rows)
    for span, extent in ((tile.columns, width), (tile.rows, height)):
        assert span.start <= max(span.own_start - margin, 0)
        assert span.stop >= min(span.own_stop + margin, extent)
    column, row = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    assert owners(plan, column, row) == 1


def test_a_given_size_below_two_margins_is_refused() -> None:
    with pytest.raises(ValueError, match="no room between margins"):
        plan_fixed_tiles(500, 500, margin=32, columns=64, rows=64)
    assert len(plan_fixed_tiles(60, 60, margin=32, columns=64, rows=64).tiles) == 1
