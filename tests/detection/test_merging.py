"""One object, one detection; neighbours both stay."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from hardstand.detection.merging import SAME_OBJECT_IOU, Candidate, keep_first, merge_overlapping


def box(
    column: float, row: float, *, length: float = 40, width: float = 20, turn: float = 0, score: float = 0.9
) -> Candidate:
    """An oriented box around a centre, turned by degrees."""
    angle = np.deg2rad(turn)
    along, across = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) / 2
    corners = np.array([column, row]) + signs[:, :1] * length * along + signs[:, 1:] * width * across
    return Candidate(label="aircraft", score=score, corners=corners)


def test_the_better_of_two_on_one_object_stays() -> None:
    kept = merge_overlapping([box(100, 100, score=0.5), box(102, 101, score=0.8)], gsd_m=0.5)
    assert [entry.score for entry in kept] == [0.8]


def test_slanted_neighbours_whose_upright_hulls_overlap_both_stay() -> None:
    first, second = box(100, 100, turn=45, width=6), box(106, 94, turn=45, width=6)
    hulls = [shapely.box(*shapely.Polygon(entry.corners).bounds) for entry in (first, second)]
    assert hulls[0].intersection(hulls[1]).area / hulls[0].union(hulls[1]).area > SAME_OBJECT_IOU
    assert len(merge_overlapping([first, second], gsd_m=0.5)) == 2


def test_a_part_inside_an_object_goes() -> None:
    kept = merge_overlapping([box(100, 100, length=80, width=80), box(105, 100, length=20, width=20, score=0.7)], 0.5)
    assert len(kept) == 1


def labelled(entry: Candidate, label: str, score: float) -> Candidate:
    return Candidate(label=label, score=score, corners=entry.corners)


@pytest.mark.parametrize("other", ["helicopter", "vehicle", "ship"])
def test_one_place_carries_one_class(other: str) -> None:
    kept = merge_overlapping([box(100, 100), labelled(box(102, 100), other, 0.8)], gsd_m=0.5)
    assert [entry.label for entry in kept] == ["aircraft"]


def test_the_class_that_lies_higher_above_its_threshold_stays() -> None:
    """0.5 of a class that counts from 0.2 is surer than 0.6 of one that counts from 0.55."""
    rivals = [labelled(box(100, 100), "aircraft", 0.6), labelled(box(100, 100), "helicopter", 0.5)]
    kept = merge_overlapping(rivals, 0.5, {"aircraft": 0.55, "helicopter": 0.2})
    assert [entry.label for entry in kept] == ["helicopter"]
    assert [entry.label for entry in merge_overlapping(rivals, 0.5)] == ["aircraft"]


def test_a_car_under_a_wing_stays_and_the_cab_of_a_truck_goes() -> None:
    aircraft, car = box(100, 100, length=80, width=80), labelled(box(120, 80, length=10, width=5), "vehicle", 0.7)
    truck = labelled(box(300, 100, length=24, width=6), "long_vehicle", 0.9)
    cab = labelled(box(308, 100, length=8, width=6), "vehicle", 0.6)
    kept = merge_overlapping([aircraft, car, truck, cab], gsd_m=0.5)
    assert [entry.label for entry in kept] == ["aircraft", "long_vehicle", "vehicle"]
    assert kept[2] is car


def test_a_fuselage_is_no_long_vehicle() -> None:
    aircraft = box(100, 100, length=80, width=80)
    fuselage = labelled(box(110, 100, length=30, width=6), "long_vehicle", 0.95)
    beside = labelled(box(145, 100, length=24, width=6), "long_vehicle", 0.6)
    labels = ["aircraft", "long_vehicle", "long_vehicle"]
    corners = np.stack([aircraft.corners, fuselage.corners, beside.corners]) * 0.5
    assert keep_first(labels, corners) == [0, 2]


def test_classes_of_a_users_own_may_hold_one_another() -> None:
    """A pitch fills the track round it: both are there."""
    track = labelled(box(100, 100, length=180, width=100), "track", 0.9)
    pitch = labelled(box(100, 100, length=150, width=90), "pitch", 0.8)
    assert len(merge_overlapping([track, pitch], gsd_m=0.5)) == 2


def test_a_box_without_area_is_no_object() -> None:
    assert merge_overlapping([box(50, 50, length=0)], gsd_m=0.5) == []


def test_nothing_stays_nothing() -> None:
    assert merge_overlapping([], gsd_m=0.5) == []


CANDIDATES = st.lists(
    st.builds(
        box,
        st.floats(0, 300),
        st.floats(0, 300),
        turn=st.floats(0, 180),
        score=st.floats(0.01, 1),
    ),
    max_size=25,
)


@given(CANDIDATES, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(candidates: list[Candidate], random: object) -> None:
    shuffled = list(candidates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = merge_overlapping(candidates, 0.5), merge_overlapping(shuffled, 0.5)
    assert [entry.corners.tolist() for entry in first] == [entry.corners.tolist() for entry in second]


@given(CANDIDATES)
def test_what_is_kept_does_not_overlap_and_what_is_dropped_is_covered(candidates: list[Candidate]) -> None:
    kept = merge_overlapping(candidates, 0.5)
    shapes = [shapely.Polygon(entry.corners) for entry in kept]
    for index, one in enumerate(shapes):
        for other in shapes[:index]:
            assert one.intersection(other).area / one.union(other).area <= SAME_OBJECT_IOU + 1e-9
    for entry in candidates:
        own = shapely.Polygon(entry.corners)
        assert any(
            other.score >= entry.score
            and own.intersection(shapely.Polygon(other.corners)).area > 0.3 * min(own.area, 800)
            for other in kept
        )
