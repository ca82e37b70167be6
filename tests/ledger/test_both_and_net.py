"""What two dates tell together: what differs on a stand that both show occupied, and what came and left on balance."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.detection.result import Detection
from hardstand.frames import GroundTransform, PixelPolygon, SitePolygon
from hardstand.imagery.visibility import Cause, Visibility
from hardstand.ledger import Count, DatedView, Ledger, Trait, build_ledger
from hardstand.ledger.both import compare
from hardstand.ledger.net import subtract
from hardstand.measurement import Identity, Level, Measurement, Points, Sighting, TypeHypothesis
from hardstand.measurement.result import NOT_MEASURED
from hardstand.timewindow import TimeWindow

WINDOW = TimeWindow(after=datetime(2015, 9, 4, tzinfo=UTC), by=datetime(2015, 9, 15, tzinfo=UTC))
SQUARE = np.array([[0.0, 0.0], [40.0, 0.0], [40.0, 40.0], [0.0, 40.0]])
NOSE = Points(nose=SQUARE[0], tail=SQUARE[1], left_tip=SQUARE[2], right_tip=SQUARE[3])


def sighting(date: str, measurement: Measurement, types: dict[str, float] | None = None) -> Sighting:
    hypotheses = [TypeHypothesis(name=name, category=name, probability=p) for name, p in (types or {}).items()]
    return Sighting(
        id=f"{date}/1",
        detection=Detection(acquisition=date, label="aircraft", score=0.9, polygon=PixelPolygon(SQUARE)),
        ground=SitePolygon(SQUARE),
        lonlat=None,
        measurement=measurement,
        identity=Identity(level=Level.TYPE, size_class=None, types=tuple(hypotheses), statement=""),
    )


def measured(length: float, span: float, heading: float | None = None, *, nose: bool = True) -> Measurement:
    return Measurement(
        length_m=length,
        length_sd_m=0.6,
        span_m=span,
        span_sd_m=0.8,
        heading_deg=heading,
        heading_sd_deg=None if heading is None else 2.0,
        points=NOSE if nose else None,
    )


def test_a_longer_aircraft_is_another_one() -> None:
    both = compare("stand-1", WINDOW, sighting("a", measured(37.6, 34.1)), sighting("b", measured(63.1, 60.3)))
    assert both.replaced is True
    assert [each.trait for each in both.differences] == [Trait.LENGTH, Trait.SPAN]
    assert both.statement == (
        "Occupied on both dates; another aircraft stands there on the later one: length 37.6 m, then 63.1 m, "
        "span 34.1 m, then 60.3 m."
    )


def test_equal_sizes_never_say_the_same_airframe() -> None:
    both = compare("stand-1", WINDOW, sighting("a", measured(37.6, 34.1)), sighting("b", measured(38.0, 34.6)))
    assert both.replaced is False
    assert both.statement == (
        "Occupied on both dates; length and span agree within the errors. Whether it is the same aircraft is not known."
    )


def test_what_was_not_measured_is_not_compared() -> None:
    both = compare("stand-1", WINDOW, sighting("a", NOT_MEASURED), sighting("b", measured(38.0, 34.6)))
    assert (both.replaced, both.compared, both.turned) == (None, (), False)
    assert "neither size nor type could be compared" in both.statement


def test_disjoint_types_are_another_object_and_shared_ones_are_not() -> None:
    one, other = {"Su-24": 0.99, "other": 0.01}, {"An-26": 0.995, "other": 0.005}
    assert compare("s", WINDOW, sighting("a", NOT_MEASURED, one), sighting("b", NOT_MEASURED, other)).replaced is True
    both = compare("s", WINDOW, sighting("a", NOT_MEASURED, one), sighting("b", NOT_MEASURED, one))
    assert (both.replaced, both.compared) == (False, (Trait.TYPE,))


def test_a_turned_aircraft_was_moved_or_is_another() -> None:
    both = compare("s", WINDOW, sighting("a", measured(37, 34, 90)), sighting("b", measured(37, 34, 271)))
    assert (both.replaced, both.turned) == (False, True)
    assert "It was moved, or is another one: heading 90°, then 271°." in both.statement


@pytest.mark.parametrize(("before", "after", "turned"), [(359, 2, False), (10, 30, True), (95, 100, False)])
def test_a_heading_goes_round_the_circle(before: float, after: float, turned: bool) -> None:
    both = compare("s", WINDOW, sighting("a", measured(37, 34, before)), sighting("b", measured(37, 34, after)))
    assert both.turned is turned


def test_without_a_nose_a_direction_and_its_opposite_are_one() -> None:
    ends = [measured(4.5, 1.8, heading, nose=False) for heading in (2.0, 179.0)]
    assert not compare("s", WINDOW, sighting("a", ends[0]), sighting("b", ends[1])).turned


def test_one_and_the_same_object_is_called_another_once_in_a_thousand() -> None:
    lengths = 37 + np.random.default_rng(2).normal(0, 0.6, (5000, 2))
    pairs = [(sighting("a", measured(one, 34)), sighting("b", measured(two, 34))) for one, two in lengths]
    share = sum(compare("s", WINDOW, *pair).replaced is True for pair in pairs) / 5000
    assert 0 < share < 0.0025


SIZE, STEP, GSD_M = 400, 10, 0.5


def view(day: int, places: dict[str, tuple[float, float]], cloud: tuple[float, float] | None = None) -> DatedView:
    """A date with aircraft of 20 m, and a cloud of 80 pixels."""
    cause = np.zeros((SIZE // STEP, SIZE // STEP), np.uint8)
    if cloud is not None:
        column, row = (int(value - 40) // STEP for value in cloud)
        cause[row : row + 9, column : column + 9] = Cause.CLOUD
    ground = GroundTransform(np.array([[GSD_M, 0, 0], [0, -GSD_M, 0]]))
    name = f"day-{day}"
    sightings = []
    for number, (column, row) in enumerate(places.values(), start=1):
        polygon = PixelPolygon(SQUARE + np.array([column, row]) - 20)
        detection = Detection(acquisition=name, label="aircraft", score=0.9, polygon=polygon)
        ground_polygon = ground.to_site(polygon)
        sightings.append(Sighting(id=f"{name}/{number}", detection=detection, ground=ground_polygon, lonlat=None))
    return DatedView(
        acquisition=name,
        time=datetime(2015, 9, 1 + day, tzinfo=UTC),
        ground=ground,
        visibility=Visibility(cause=cause, step_px=STEP, width=SIZE, height=SIZE),
        sightings=tuple(sightings),
    )


A, B, C, D = ((100.0, 100.0), (250.0, 100.0), (100.0, 250.0), (300.0, 300.0))


def build(*views: DatedView) -> Ledger:
    zones = {-50.0: "north"}
    return build_ledger(views, ["aircraft"], lambda spot: zones.get(round(spot.shape.centroid.y)))


def test_net_is_arrivals_less_departures_on_what_both_dates_judge() -> None:
    ledger = build(view(0, {"a": A, "d": D}), view(5, {"b": B, "c": C, "a": A}, cloud=D))
    whole, north = ledger.net
    assert (whole.zone, whole.arrivals, whole.departures, whole.net) == (None, 2, 0, 2)
    assert (whole.both, whole.not_judged) == (1, 1)
    assert (north.zone, north.arrivals, north.both, north.not_judged) == ("north", 1, 1, 0)


def test_net_from_first_to_last_forgets_what_came_and_left_between() -> None:
    ledger = build(view(0, {}), view(3, {"a": A}), view(5, {"b": B}))
    totals = [(each.earlier, each.later, each.arrivals, each.departures) for each in ledger.net if each.zone is None]
    assert totals == [("day-0", "day-3", 1, 0), ("day-3", "day-5", 1, 1), ("day-0", "day-5", 1, 0)]


PLACES = st.sets(st.sampled_from([A, B, C, D]))


@given(PLACES, PLACES)
def test_net_is_the_difference_of_what_stands_there_where_all_was_seen(
    before: set[tuple[float, float]], after: set[tuple[float, float]]
) -> None:
    dates = [{str(place): place for place in places} for places in (before, after)]
    ledger = build(view(0, dates[0]), view(5, dates[1]))
    whole = ledger.net[0]
    assert whole.net == len(after) - len(before)
    assert whole.difference is not None
    assert whole.difference.found == whole.net
    assert sum(event.kind == "arrival" for event in ledger.events) == whole.arrivals


def test_counts_of_different_ground_are_not_subtracted() -> None:
    clouded = build(view(0, {"a": A}), view(5, {"a": A}, cloud=D)).net[0]
    assert clouded.difference is None
    assert clouded.unknown == "the ground that both images show is only 94 % of what either shows"


def test_a_class_that_one_image_can_not_show_has_no_difference() -> None:
    coarse = replace(view(0, {}), not_observable=frozenset({"aircraft"}))
    [change] = [each for each in build(coarse, view(5, {"b": B})).net if each.zone is None]
    assert (change.net, change.not_judged, change.difference) == (0, 1, None)
    assert change.unknown == "the class is not observable on day-0"


def count(low: int | None, estimate: int | None, high: int | None, found: int = 10) -> Count:
    return Count(
        acquisition="a", label="aircraft", found=found, low=low, high=high, seen_fraction=1.0, estimate=estimate
    )


def test_the_difference_of_two_counts_by_hand() -> None:
    rise = subtract(count(8, 10, 13), count(16, 20, 22, found=19))
    assert (rise.found, rise.low, rise.high) == (9, 5, 13)  # 10 - sqrt(4² + 3²), 10 + sqrt(2² + 2²) rounded outwards


def test_no_interval_without_both() -> None:
    rise = subtract(count(None, None, None), count(16, 20, 22))
    assert (rise.found, rise.low, rise.high) == (0, None, None)


def test_the_interval_of_a_difference_holds() -> None:
    """Counts with normal errors and their own 90 % intervals: the difference is held as often as it says, or more."""
    draw = np.random.default_rng(3)
    held = 0
    for _ in range(2000):
        true = draw.integers(5, 60, 2)
        error = draw.normal(0, 3, 2)
        ends = [(round(t + e - 4.93), round(t + e), round(t + e + 4.93)) for t, e in zip(true, error, strict=True)]
        rise = subtract(count(*ends[0]), count(*ends[1]))
        assert rise.low is not None
        assert rise.high is not None
        held += rise.low <= true[1] - true[0] <= rise.high
    assert held / 2000 >= 0.9
