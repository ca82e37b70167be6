"""Bare ground that vanishes under something new is told as what is new."""

from __future__ import annotations

import numpy as np
import pytest

from hardstand.construction.comparison import ChangeMap, Seen
from hardstand.construction.covered import as_covered
from hardstand.construction.outlines import Found, find_outlines
from hardstand.construction.works_card import Reading

READING = Reading(cell_m=1.0, least_probability=0.7, edge=0.5, least_area_m2=80, least_width_m=4)
GROUND = (slice(10, 40), slice(10, 90))


def vanished(kind: Seen = Seen.GROUND_WORKS) -> Found:
    probability, kinds = np.zeros((60, 100), np.uint8), np.full((60, 100), kind, np.uint8)
    probability[GROUND] = 240
    (found,) = find_outlines(ChangeMap(probability=probability, kind=kinds, step_cells=2), READING)
    return found


def appeared(rows: slice, value: int, kind: Seen = Seen.PAVEMENT) -> ChangeMap:
    probability, kinds = np.zeros((60, 100), np.uint8), np.full((60, 100), kind, np.uint8)
    probability[rows, 10:90] = value
    return ChangeMap(probability=probability, kind=kinds, step_cells=2)


def test_a_strip_on_bare_ground_is_new_as_far_as_it_reaches() -> None:
    found = as_covered(vanished(), appeared(slice(20, 31), 120))
    assert found is not None
    assert found.shares.argmax() == Seen.PAVEMENT
    assert found.probability == vanished().probability
    assert found.outline.bounds == pytest.approx((20, 40, 180, 62), abs=2)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (vanished(), appeared(slice(20, 31), 10)),  # nothing may stand there
        (vanished(), appeared(slice(20, 24), 200)),  # on too little of it
        (vanished(), appeared(slice(20, 31), 200, Seen.GROUND_WORKS)),  # bare ground again
        (vanished(Seen.BUILDING), appeared(slice(20, 31), 200)),  # a building that went
    ],
)
def test_whatever_else_vanished_has_vanished(old: Found, new: ChangeMap) -> None:
    assert as_covered(old, new) is None
