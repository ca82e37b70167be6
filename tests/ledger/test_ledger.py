"""The ledger against histories of which everything is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hardstand.detection.result import Detection
from hardstand.frames import GroundTransform, PixelPolygon, SiteFrame
from hardstand.imagery.visibility import Cause, Visibility
from hardstand.ledger import DatedView, EventKind, Ledger, State, build_ledger
from hardstand.measurement import DOUBT, Sighting, place_on_ground

SIZE = 400
STEP = 10
BEGIN = datetime(2015, 9, 1, 8, 30, tzinfo=UTC)
GSD_M = 0.5


def square(column: float, row: float, side: float = 40) -> PixelPolygon:
    low, high = np.array([column, row]) - side / 2, np.array([column, row]) + side / 2
    return PixelPolygon(np.array([low, [high[0], low[1]], high, [low[0], high[1]]]))


def view(
    day: int,
    places: Sequence[tuple[float, float]],
    hidden: Sequence[tuple[float, float]] = (),
    shift: tuple[float, float] = (0, 0),
    label: str = "aircraft",
    doubtful: Sequence[tuple[float, float]] = (),
) -> DatedView:
    """A date with squares on it and cloud of 80 px around what is hidden; the camera may be shifted by pixels."""
    name = f"day-{day}"
    cause = np.zeros((SIZE // STEP, SIZE // STEP), np.uint8)
    for column, row in hidden:
        low_column, low_row = int((column + shift[0] - 40) // STEP), int((row + shift[1] - 40) // STEP)
        cause[max(low_row, 0) : low_row + 9, max(low_column, 0) : low_column + 9] = Cause.CLOUD
    ground = GroundTransform(np.array([[GSD_M, 0, -shift[0] * GSD_M], [0, -GSD_M, shift[1] * GSD_M]]))

    def sightings(where: Sequence[tuple[float, float]], score: float, prefix: str) -> tuple[Sighting, ...]:
        detections = tuple(
            Detection(acquisition=name, label=label, score=score, polygon=square(column + shift[0], row + shift[1]))
            for column, row in where
        )
        return place_on_ground(detections, ground, SiteFrame(crs=None), prefix)

    return DatedView(
        acquisition=name,
        time=BEGIN + timedelta(days=day),
        ground=ground,
        visibility=Visibility(cause=cause, step_px=STEP, width=SIZE, height=SIZE),
        sightings=sightings(places, 0.9, ""),
        doubtful=sightings(doubtful, 0.2, DOUBT),
    )


def build(*views: DatedView) -> Ledger:
    return build_ledger(views, ["aircraft"])


def day(number: int) -> datetime:
    return BEGIN + timedelta(days=number)


HERE = (100.0, 100.0)
THERE = (250.0, 200.0)


def test_what_came_between_two_images_has_their_window() -> None:
    (event,) = build(view(3, []), view(14, [HERE])).events
    assert event.kind is EventKind.ARRIVAL
    assert (event.window.after, event.window.by) == (day(3), day(14))
    assert (event.empty_on, event.sighting.detection.acquisition) == ("day-3", "day-14")


def test_what_left_is_shown_on_the_earlier_image() -> None:
    (event,) = build(view(3, [HERE]), view(14, [])).events
    assert event.kind is EventKind.DEPARTURE
    assert (event.empty_on, event.sighting.detection.acquisition) == ("day-14", "day-3")


def test_a_cloud_closes_no_window() -> None:
    (event,) = build(view(0, []), view(5, [], hidden=[HERE]), view(9, [HERE])).events
    assert (event.window.after, event.window.by) == (day(0), day(9))


def test_an_object_under_a_cloud_has_not_left() -> None:
    assert build(view(0, [HERE]), view(5, [], hidden=[HERE])).events == ()
    assert build(view(0, [HERE]), view(5, [], hidden=[HERE]), view(9, [HERE])).events == ()


def test_what_the_first_image_shows_has_no_arrival() -> None:
    ledger = build(view(0, [HERE]), view(5, [HERE]))
    assert ledger.events == ()
    assert list(ledger.stands[0].states.values()) == [State.OCCUPIED, State.OCCUPIED]


def test_what_no_earlier_image_shows_came_on_or_before_the_first_that_does() -> None:
    ledger = build(view(0, [], hidden=[HERE]), view(5, [HERE]), view(9, [HERE]))
    (event,) = ledger.events
    assert (event.kind, event.window.after, event.window.by) == (EventKind.ARRIVAL, None, day(5))
    assert (event.empty_on, event.sighting.detection.acquisition) == (None, "day-5")


def test_what_no_later_image_shows_has_not_left() -> None:
    assert build(view(0, []), view(5, [HERE]), view(9, [], hidden=[HERE])).events[1:] == ()


def test_a_doubtful_beginning_is_an_open_one() -> None:
    (event,) = build(view(0, [], doubtful=[HERE]), view(5, [HERE])).events
    assert (event.window.after, event.empty_on) == (None, None)


def test_an_image_too_coarse_for_the_class_is_no_earlier_image() -> None:
    coarse = replace(view(0, []), not_observable=frozenset({"aircraft"}))
    ledger = build(coarse, view(5, [HERE]))
    assert ledger.events == ()
    assert ledger.stands[0].states["day-0"] is State.NOT_SEEN
    assert ledger.limits == (
        "Nothing can be said about arrivals and departures of the class aircraft: only day-5 can show it.",
    )


def test_one_image_says_nothing_about_arrivals() -> None:
    ledger = build(view(0, [HERE]))
    assert (ledger.events, ledger.net, ledger.both) == ((), (), ())
    assert ledger.limits == ("There is one image only: nothing can be said about arrivals and departures.",)


def test_images_that_can_be_compared_have_no_such_limit() -> None:
    assert build(view(0, []), view(5, [HERE])).limits == ()


def test_a_spot_that_lies_outside_a_frame_was_not_seen_there() -> None:
    moved_camera = view(0, [], shift=(-200, 0))
    (event,) = build(moved_camera, view(5, [HERE])).events
    assert event.window.after is None


def test_neighbours_do_not_take_each_others_place() -> None:
    side_by_side = [(100.0, 100.0), (142.0, 100.0), (184.0, 100.0)]
    ledger = build(view(0, side_by_side), view(5, side_by_side[:1] + side_by_side[2:]))
    assert len(ledger.stands) == 3
    (event,) = ledger.events
    assert event.sighting.detection.polygon.corners[:, 0].mean() == 142


def test_a_row_that_is_placed_a_little_off_keeps_its_stands() -> None:
    """Taking the single best overlap first would pair the wrong two and leave the others without a partner."""
    ledger = build(view(0, [(100.0, 100.0), (120.0, 100.0)]), view(5, [(112.0, 100.0), (132.0, 100.0)]))
    assert len(ledger.stands) == 2
    assert ledger.events == ()


def test_one_exact_overlap_counts_more_than_two_poor_ones() -> None:
    ledger = build(view(0, [(100.0, 100.0), (116.0, 100.0)]), view(5, [(116.0, 100.0), (132.0, 100.0)]))
    assert sorted(event.kind for event in ledger.events) == ["arrival", "departure"]


def test_a_doubtful_object_neither_stands_there_nor_is_it_gone() -> None:
    ledger = build(view(0, [HERE]), view(5, [], doubtful=[HERE]), view(9, []))
    (event,) = ledger.events
    assert (event.window.after, event.window.by) == (day(0), day(9))
    assert ledger.stands[0].states["day-5"] is State.DOUBTFUL
    assert [count.found for count in ledger.counts] == [1, 0, 0]


def test_a_doubtful_object_beside_the_spot_changes_nothing() -> None:
    (event,) = build(view(0, [HERE]), view(5, [], doubtful=[THERE])).events
    assert (event.window.after, event.window.by) == (day(0), day(5))


def test_a_doubtful_object_makes_no_stand() -> None:
    assert build(view(0, []), view(5, [], doubtful=[HERE])).stands == ()


def test_counts_by_date_are_what_was_found_and_what_was_seen() -> None:
    first, second = build(view(0, [HERE, THERE]), view(5, [], hidden=[HERE])).counts
    assert (first.found, first.seen_fraction) == (2, 1.0)
    assert (second.found, second.seen_fraction) == (0, 1 - 81 / 1600)


def test_a_class_that_was_not_found_is_a_count_of_zero() -> None:
    ledger = build_ledger([view(0, [HERE])], ["aircraft", "helicopter"])
    assert [(count.label, count.found) for count in ledger.counts] == [("aircraft", 1), ("helicopter", 0)]


def test_another_class_is_another_stand() -> None:
    ledger = build_ledger([view(0, [HERE]), view(5, [HERE], label="helicopter")], ["aircraft", "helicopter"])
    assert sorted(stand.label for stand in ledger.stands) == ["aircraft", "helicopter"]


def test_a_class_that_is_mistaken_for_another_leaves_the_spot_in_doubt() -> None:
    """A detector takes helicopters for aircraft: one of the same size on the spot may be what stood there before."""
    ledger = build_ledger([view(0, [HERE]), view(5, [HERE], label="helicopter")], ["aircraft", "helicopter"])
    assert [(event.label, event.window.closed) for event in ledger.events] == [("helicopter", False)]
    assert [list(stand.states.values()) for stand in ledger.stands] == [
        [State.OCCUPIED, State.DOUBTFUL],
        [State.DOUBTFUL, State.OCCUPIED],
    ]


def test_a_class_that_nobody_takes_for_an_aircraft_does_not() -> None:
    ledger = build_ledger([view(0, [HERE]), view(5, [HERE], label="vehicle")], ["aircraft", "vehicle"])
    assert sorted((event.kind, event.label) for event in ledger.events) == [
        ("arrival", "vehicle"),
        ("departure", "aircraft"),
    ]


HISTORIES = st.lists(
    st.lists(st.sampled_from(["o", "e", "h"]), min_size=5, max_size=5).map("".join), min_size=1, max_size=4
)
PLACES = [(60.0, 60.0), (200.0, 60.0), (60.0, 200.0), (200.0, 200.0)]


def views_of(histories: Sequence[str], shift: tuple[float, float] = (0, 0)) -> list[DatedView]:
    """Per date: what is occupied, what is hidden; 'o' occupied, 'e' empty, 'h' hidden."""
    return [
        view(
            number,
            [place for place, history in zip(PLACES, histories, strict=False) if history[number] == "o"],
            [place for place, history in zip(PLACES, histories, strict=False) if history[number] == "h"],
            shift=shift if number % 2 else (0, 0),
        )
        for number in range(5)
    ]


def expected(histories: Sequence[str]) -> list[tuple[str, int, int]]:
    """Events by a plain reading of each history, independent of the ledger: skip hidden dates, compare neighbours."""
    found = []
    for history in histories:
        seen = [(number, sign) for number, sign in enumerate(history) if sign != "h"]
        for (first, before), (second, after) in pairwise(seen):
            if before + after == "eo":
                found.append(("arrival", first, second))
            if before + after == "oe":
                found.append(("departure", first, second))
    return sorted(found)


def told(ledger: Ledger) -> list[tuple[str, int, int]]:
    return sorted(
        (event.kind.value, (event.window.after - BEGIN).days, (event.window.by - BEGIN).days)  # type: ignore[operator]
        for event in ledger.events
        if event.window.closed
    )


@given(HISTORIES)
def test_an_open_start_is_a_spot_that_was_hidden_and_then_taken(histories: list[str]) -> None:
    opened = [(event.window.by - BEGIN).days for event in build(*views_of(histories)).events if not event.window.closed]
    seen = [[number for number, sign in enumerate(history) if sign != "h"] for history in histories]
    first = [(history, shown[0]) for history, shown in zip(histories, seen, strict=True) if shown]
    assert sorted(opened) == sorted(number for history, number in first if number and history[number] == "o")


@given(HISTORIES)
def test_events_are_those_of_the_history(histories: list[str]) -> None:
    assert told(build(*views_of(histories))) == expected(histories)


@given(HISTORIES, st.randoms(use_true_random=False))
def test_the_order_in_which_images_are_given_does_not_matter(histories: list[str], random: object) -> None:
    views = views_of(histories)
    random.shuffle(views)  # type: ignore[attr-defined]
    assert told(build(*views)) == expected(histories)


@given(HISTORIES)
def test_a_shifted_camera_changes_nothing_on_the_ground(histories: list[str]) -> None:
    assert told(build(*views_of(histories, shift=(13, -7)))) == expected(histories)


@given(HISTORIES)
def test_time_run_backwards_swaps_arrivals_and_departures(histories: list[str]) -> None:
    forwards = told(build(*views_of(histories)))
    backwards = told(build(*views_of([history[::-1] for history in histories])))
    swapped = {"arrival": "departure", "departure": "arrival"}
    assert sorted((swapped[kind], 4 - by, 4 - after) for kind, after, by in backwards) == forwards


def test_what_an_image_can_not_show_is_neither_counted_nor_called_absent() -> None:
    """An aircraft, an image too coarse for aircraft, and the empty spot: the departure's window passes over it."""
    coarse = replace(view(2, []), not_observable=frozenset({"aircraft"}))
    ledger = build(view(1, [(100, 100)]), coarse, view(3, []))
    [stand] = ledger.stands
    assert list(stand.states.values()) == [State.OCCUPIED, State.NOT_SEEN, State.EMPTY]
    [event] = ledger.events
    assert (event.window.after, event.window.by) == (day(1), day(3))
    assert [count.acquisition for count in ledger.counts] == ["day-1", "day-3"]
