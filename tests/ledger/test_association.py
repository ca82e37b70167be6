"""Which sightings share a spot: the stated probability, and what must change nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hardstand.detection.result import Detection
from hardstand.frames import PixelPolygon, SitePolygon
from hardstand.ledger.association import BOX_SD_M, GATE, LOST, SIZE_SPREAD, STOP_SPREAD, deviation, gather_spots
from hardstand.measurement import Measurement, Sighting

Array = NDArray[np.float64]

CAR = (4.5, 1.8)
AIRLINER = (36.0, 36.0)


def box(middle: Sequence[float], sides: tuple[float, float], degrees: float = 0.0) -> Array:
    """Corners of an oriented box, east and north in metres."""
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    half = np.array([[-1, 1], [1, 1], [1, -1], [-1, -1]]) * np.array(sides) / 2
    return np.asarray(half @ turn.T + np.array(middle))


def sighting(corners: Array, date: str, number: int = 1, heading: float | None = None) -> Sighting:
    detection = Detection(acquisition=date, label="vehicle", score=0.9, polygon=PixelPolygon(corners))
    measured = Measurement(heading_deg=heading)
    return Sighting(
        id=f"{date}/{number}", detection=detection, ground=SitePolygon(corners), lonlat=None, measurement=measured
    )


def row(places: Sequence[Sequence[float]], date: str, sides: tuple[float, float] = CAR) -> list[Sighting]:
    return [sighting(box(place, sides), date, number) for number, place in enumerate(places, start=1)]


def spots(*dates: Sequence[Sighting], placing: dict[str, float] | None = None) -> set[frozenset[str]]:
    return {frozenset(each.id for each in spot) for spot in gather_spots(dates, placing)}


def test_a_car_finds_its_stand_although_registration_moves_it_by_half_its_width() -> None:
    before, after = row([(0, 0)], "a"), row([(0, 1.0)], "b")
    shared = before[0].ground.shape.intersection(after[0].ground.shape).area
    assert shared / (2 * 4.5 * 1.8 - shared) < 0.3  # what an overlap of boxes would have parted
    assert len(spots(before, after, placing={"b": 0.85})) == 1


def test_a_whole_row_that_registration_moves_keeps_its_order() -> None:
    places = [(0.0, 2.6 * number) for number in range(8)]
    moved = [(east + 0.6, north + 1.0) for east, north in places]
    expected = {frozenset({f"a/{number}", f"b/{number}"}) for number in range(1, 9)}
    assert spots(row(places, "a"), row(moved, "b"), placing={"b": 0.85}) == expected


def test_without_an_error_of_registration_the_same_car_stands_elsewhere() -> None:
    before, after = row([(0, 0)], "a"), row([(0, 4.0)], "b")
    assert len(spots(before, after)) == 2
    assert len(spots(before, after, placing={"b": 1.5})) == 1


def test_a_large_aircraft_finds_its_stand_some_metres_off_and_a_much_smaller_one_is_another() -> None:
    before = row([(0, 0)], "a", AIRLINER)
    assert len(spots(before, row([(9, 5)], "b", AIRLINER))) == 1
    assert len(spots(before, row([(0, 0)], "b", (44.0, 44.0)))) == 1
    assert len(spots(before, row([(0, 0)], "b", (12.0, 12.0)))) == 2


def test_the_gate_parts_the_stated_share_of_what_shares_a_spot() -> None:
    draw = np.random.default_rng(5)
    placing = {"b": 0.7}
    first = sighting(box((0, 0), AIRLINER, 30), "a")
    lost, count = 0, 3000
    for _ in range(count):
        ratio = np.exp(draw.normal(0, SIZE_SPREAD))
        sides = (AIRLINER[0] * ratio, AIRLINER[1] * ratio)
        variance = STOP_SPREAD**2 * (AIRLINER[0] ** 2 + sides[0] ** 2) / 24 + 2 * BOX_SD_M**2 + 0.7**2
        second = sighting(box(draw.normal(0, np.sqrt(variance), 2), sides, 30), "b")
        lost += deviation(first, second, placing) > GATE
    assert lost / count == pytest.approx(LOST, abs=3 * np.sqrt(LOST / count))


def test_heading_decides_between_neighbours_and_parts_nothing() -> None:
    middle = [sighting(box((0, 0), CAR), "a", 1, heading=10)]
    sides = [sighting(box((0, 1.2), CAR), "b", 1, heading=95), sighting(box((0, -1.2), CAR), "b", 2, heading=12)]
    assert frozenset({"a/1", "b/2"}) in spots(middle, sides)
    assert len(spots(middle, [sighting(box((0, 0), CAR), "b", 1, heading=100)])) == 1


PLACES = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=8, unique=True).map(
    lambda cells: [(5.0 * column, 2.5 * line) for column, line in cells]
)


@given(PLACES, PLACES, st.floats(0, 360), st.floats(-1e5, 1e5), st.floats(-1e5, 1e5))
def test_where_the_site_frame_begins_and_points_changes_nothing(
    before: list[tuple[float, float]], after: list[tuple[float, float]], degrees: float, east: float, north: float
) -> None:
    def turned(places: list[tuple[float, float]], date: str) -> list[Sighting]:
        angle = np.radians(degrees)
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        # A little off the grid, so that no two ways of pairing cost the same.
        corners = [box(np.array(place) + jitter(place, date), CAR) @ turn.T + (east, north) for place in places]
        return [sighting(each, date, number) for number, each in enumerate(corners, start=1)]

    here = spots(*(plain(places, date) for places, date in ((before, "a"), (after, "b"))), placing={"b": 0.5})
    assert spots(turned(before, "a"), turned(after, "b"), placing={"b": 0.5}) == here


def jitter(place: tuple[float, float], date: str) -> Array:
    seed = [round(abs(value) * 10) for value in place] + [ord(date)]
    return np.random.default_rng(seed).normal(0, 0.3, 2)


def plain(places: list[tuple[float, float]], date: str) -> list[Sighting]:
    corners = [box(np.array(place) + jitter(place, date), CAR) for place in places]
    return [sighting(each, date, number) for number, each in enumerate(corners, start=1)]


@given(PLACES, PLACES, st.randoms(use_true_random=False))
def test_the_order_of_sightings_does_not_matter(
    before: list[tuple[float, float]], after: list[tuple[float, float]], random: object
) -> None:
    first, second = plain(before, "a"), plain(after, "b")
    expected = spots(first, second)
    random.shuffle(first)  # type: ignore[attr-defined]
    random.shuffle(second)  # type: ignore[attr-defined]
    assert spots(first, second) == expected


@given(PLACES, PLACES)
def test_the_earlier_and_the_later_date_may_change_places(
    before: list[tuple[float, float]], after: list[tuple[float, float]]
) -> None:
    first, second = plain(before, "a"), plain(after, "b")
    assert spots(first, second) == spots(second, first)


def test_equal_costs_are_settled_by_score_and_name() -> None:
    middle, sides = row([(0, 0)], "a"), row([(0, 1), (0, -1)], "b")
    assert spots(middle, sides) == spots(middle, sides[::-1])
