"""Outlines from maps of probability and kind: what belongs together, and what is told apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hardstand.construction.comparison import ChangeMap, Seen
from hardstand.construction.outlines import find_outlines
from hardstand.construction.works_card import Reading

READING = Reading(
    cell_m=1.0, least_probability=0.7, edge=0.5, least_area_m2=80, least_width_m=4, least_ground_works_m=15
)


def change_map(*areas: tuple[slice, slice, Seen]) -> ChangeMap:
    """Values of two cells a side, sure where an area lies, the later ones over the earlier."""
    probability, kind = np.zeros((80, 100), np.uint8), np.zeros((80, 100), np.uint8)
    for rows, columns, seen in areas:
        probability[rows, columns], kind[rows, columns] = 240, seen
    return ChangeMap(probability=probability, kind=kind, step_cells=2)


YARD = (slice(20, 40), slice(30, 60), Seen.GROUND_WORKS)
HOUSE = (slice(24, 36), slice(35, 55), Seen.BUILDING)


def test_a_building_is_told_without_the_narrow_yard_around_it() -> None:
    (house,) = find_outlines(change_map(YARD, HOUSE), READING)
    assert house.shares.argmax() == Seen.BUILDING
    assert house.outline.area == pytest.approx(24 * 40, rel=0.05)
    assert house.outline.bounds == pytest.approx((70, 48, 110, 72), abs=2)


def test_ground_that_was_moved_is_told_on_its_own_where_it_is_wide() -> None:
    wide = (slice(10, 60), slice(20, 80), Seen.GROUND_WORKS)
    house, ground = find_outlines(change_map(wide, HOUSE), READING)
    assert (house.shares.argmax(), ground.shares.argmax()) == (Seen.BUILDING, Seen.GROUND_WORKS)
    assert ground.outline.intersection(house.outline).area < 0.05 * house.outline.area
    assert ground.outline.union(house.outline).area == pytest.approx(100 * 120, rel=0.03)


def test_specks_of_another_kind_do_not_split_a_strip() -> None:
    change = change_map((slice(30, 38), slice(5, 95), Seen.PAVEMENT))
    speckled = change.kind.copy()
    speckled[33, ::7] = Seen.GROUND_WORKS
    (strip,) = find_outlines(replace(change, kind=speckled), READING)
    assert strip.outline.area == pytest.approx(16 * 180, rel=0.05)
    assert 0.9 < strip.shares[Seen.PAVEMENT] < 1


@pytest.mark.parametrize("turned", [False, True])
def test_outlines_turn_with_the_map(turned: bool) -> None:
    change = change_map(YARD, HOUSE, (slice(60, 70), slice(5, 95), Seen.PAVEMENT))
    if turned:
        change = replace(change, probability=change.probability.T.copy(), kind=change.kind.T.copy())
    areas = sorted(found.outline.area for found in find_outlines(change, READING))
    assert areas == pytest.approx([24 * 40, 20 * 180], rel=0.05)
