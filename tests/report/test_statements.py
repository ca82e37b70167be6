"""Each case of what a run can find has its sentences, and none says more than the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from hardstand.detection.result import DetectorFailure
from hardstand.imagery.visibility import Cause, Visibility
from hardstand.ledger.entries import Count, CountPart, Event, EventKind, Ledger, State
from hardstand.ledger.net_change import CountDifference, NetChange
from hardstand.ledger.occupied import Difference, OccupiedOnBoth, Trait
from hardstand.measurement.scale import ScaleDoubt
from hardstand.report.happenings import happenings_of
from hardstand.report.statements import make_statements
from hardstand.report.sureness import cannot_know, how_sure
from hardstand.report.unseen import cause_at, not_seen, unseen_on
from hardstand.result import RunResult
from hardstand.timewindow import TimeWindow

TIMES = {
    "before": datetime(2015, 8, 20, 8, 31, tzinfo=UTC),
    "cloudy": datetime(2015, 9, 4, 8, 24, tzinfo=UTC),
    "after": datetime(2015, 9, 15, 8, 40, tzinfo=UTC),
}


def with_ledger(run: RunResult, **changes: object) -> RunResult:
    return replace(run, ledger=replace(run.ledger, **changes))  # type: ignore[arg-type]


def dates(run: RunResult, *names: str) -> RunResult:
    """The run as if only some acquisitions were there; their events and counts are left to the caller."""
    stands = tuple(
        replace(
            stand,
            states={name: stand.states[name] for name in names},
            sightings={name: sighting for name, sighting in stand.sightings.items() if name in names},
        )
        for stand in run.ledger.stands
        if any(name in stand.sightings for name in names)
    )
    ledger = Ledger(
        acquisitions=names,
        stands=stands,
        events=(),
        counts=tuple(count for count in run.ledger.counts if count.acquisition in names),
    )
    return replace(
        run,
        acquisitions=tuple(acquisition for acquisition in run.acquisitions if acquisition.id in names),
        sightings=tuple(sighting for sighting in run.sightings if sighting.detection.acquisition in names),
        ledger=ledger,
    )


def hide(run: RunResult, *names: str) -> RunResult:
    """All ground of some acquisitions under cloud; nothing was found there."""
    cloud = np.full((4, 4), Cause.CLOUD, dtype=np.uint8)
    counts = tuple(
        replace(count, found=0, low=None, high=None, seen_fraction=0.0) if count.acquisition in names else count
        for count in run.ledger.counts
    )
    visibility = {name: Visibility(cause=cloud, step_px=200, width=800, height=800) for name in names}
    return replace(with_ledger(run, counts=counts), visibility={**run.visibility, **visibility})


def test_headline_is_the_window_with_most_changes(run: RunResult) -> None:
    statements = make_statements(run)
    assert statements.headline == (
        "Three aircraft arrived and one left at Basel al-Assad (OSLK) between 4 and 15 September 2015"
    )
    assert statements.lead is not None
    assert len(statements.lead.happenings) == 4


def test_events_of_one_window_share_a_sentence(run: RunResult) -> None:
    assert [change.sentence for change in make_statements(run).changes] == [
        "Between 20 August and 4 September 2015, two aircraft arrived and one left at Basel al-Assad (OSLK).",
        (
            "One aircraft, first seen at Basel al-Assad (OSLK) on 4 September 2015, had arrived on or before that date "
            "(no earlier image shows the spot empty)."
        ),
        (
            "Between 20 August and 15 September 2015, one aircraft arrived at Basel al-Assad (OSLK); "
            "the image of 4 September 2015 does not show the spot."
        ),
        "Between 4 and 15 September 2015, three aircraft arrived and one left at Basel al-Assad (OSLK).",
    ]


def test_every_happening_is_in_one_sentence(run: RunResult) -> None:
    told = [happening.id for change in make_statements(run).changes for happening in change.happenings]
    assert sorted(told) == sorted(happening.id for happening in happenings_of(run))


def test_counts_carry_interval_and_what_was_hidden(run: RunResult) -> None:
    assert make_statements(run).counts == (
        "20 August 2015: 4 to 6 aircraft (90 % interval; 5 found) were visible; 5 % of the ground was without data.",
        (
            "4 September 2015: 5 to 7 aircraft (90 % interval; 6 found) were visible; "
            "10 % of the ground was hidden by cloud."
        ),
        "15 September 2015: 9 to 11 aircraft (90 % interval; 10 found) were visible; all of the ground was seen.",
    )


def test_no_interval_is_invented(run: RunResult) -> None:
    counts = tuple(replace(count, low=None, high=None) for count in run.ledger.counts)
    bare = with_ledger(run, counts=counts)
    assert all("interval" not in sentence for sentence in make_statements(bare).counts)
    assert "no interval is given" in how_sure(bare)[0]


def test_what_stayed(run: RunResult) -> None:
    assert make_statements(run).stayed == (
        "Two stands were occupied on all three images.",
        "Two stands were occupied on every image that shows them; not every image does.",
    )


def test_departures_alone(run: RunResult) -> None:
    leaving = tuple(event for event in run.ledger.events if event.kind is EventKind.DEPARTURE)[:1]
    no_gap = tuple(stand for stand in run.ledger.stands if stand.states["before"] is not State.NOT_SEEN)
    assert make_statements(with_ledger(run, events=leaving, stands=no_gap)).headline == (
        "One aircraft left Basel al-Assad (OSLK) between 20 August and 4 September 2015"
    )


def test_several_classes(run: RunResult) -> None:
    events = [event for event in run.ledger.events if event.window.after is not None]
    window = events[-1].window
    mixed = [event for event in events if event.window == window]
    mixed[0] = _relabelled(mixed[0], "truck")
    assert {event.kind for event in mixed} == {EventKind.ARRIVAL, EventKind.DEPARTURE}
    headline = make_statements(with_ledger(run, events=tuple(mixed))).headline
    assert headline == (
        "Low confidence: two aircraft and one truck arrived and one aircraft left at Basel al-Assad (OSLK) "
        "between 4 and 15 September 2015"
    )  # nothing is known of the errors with trucks


def test_a_headline_that_little_speaks_for_says_so(run: RunResult, doubt: Callable[[str], ScaleDoubt]) -> None:
    for some in (run, dates(run, "after")):
        plainly = make_statements(some).headline
        doubted = make_statements(replace(some, scale_doubts=(doubt("after"),))).headline
        assert not plainly.startswith("Low confidence")
        assert doubted == f"Low confidence: {plainly[0].lower()}{plainly[1:]}"


def test_a_headline_of_one_image_names_what_is_seen_best(run: RunResult) -> None:
    aircraft = next(count for count in run.ledger.counts if count.acquisition == "after")
    more = [
        replace(aircraft, label=label, found=found, low=low, high=high)
        for label, found, low, high in (("helicopter", 0, 0, 2), ("vehicle", 40, 30, 90), ("ship", 1, 1, 1))
    ]
    counts = (*more, aircraft)
    headline = make_statements(with_ledger(dates(run, "after"), counts=counts)).headline
    assert headline == "9 to 11 aircraft and one ship were visible at Basel al-Assad (OSLK) on 15 September 2015"


def test_of_many_categories_a_sentence_tells_those_with_most(run: RunResult) -> None:
    aircraft = next(count for count in run.ledger.counts if count.acquisition == "after")
    names = (("bomber", 2), ("fighter", 7), ("transport", 1), ("tanker", 3))
    parts = tuple(
        CountPart(name=name, kind="category", found=found, low=found, high=found + 2, estimate=None)
        for name, found in names
    )
    told = make_statements(with_ledger(dates(run, "after"), counts=(replace(aircraft, parts=parts),))).counts[0]
    assert "among them 2 to 4 bombers, 7 to 9 fighters and 3 to 5 tankers, were visible" in told


def test_cloud_and_haze_are_told_in_one(run: RunResult) -> None:
    shares = dict.fromkeys(Cause, 0.0) | {Cause.SEEN: 0.8, Cause.HAZE: 0.1, Cause.NODATA: 0.06, Cause.CLOUD: 0.04}
    hidden = unseen_on(replace(run, shares={"after": shares}), "after")
    assert hidden.reason == "hidden by cloud, haze or fog or without data"


def _relabelled(event: Event, label: str) -> Event:
    assert event.kind is EventKind.ARRIVAL
    return replace(event, label=label)


def test_no_events(run: RunResult) -> None:
    quiet = with_ledger(run, events=(), stands=run.ledger.stands[:2])
    statements = make_statements(quiet)
    assert statements.headline == (
        "No arrival or departure was seen at Basel al-Assad (OSLK) between 20 August and 15 September 2015"
    )
    assert statements.changes == ()
    assert statements.lead is None


def test_one_date_only(run: RunResult) -> None:
    single = dates(run, "after")
    statements = make_statements(single)
    assert statements.headline == ("9 to 11 aircraft were visible at Basel al-Assad (OSLK) on 15 September 2015")
    assert statements.changes == ()
    assert statements.stayed == ()
    assert "One image alone shows no arrival and no departure." in how_sure(single)


def test_one_object_takes_the_singular(run: RunResult) -> None:
    single = dates(run, "after")
    count = Count(acquisition="after", label="aircraft", found=1, low=None, high=None, seen_fraction=1.0)
    assert make_statements(with_ledger(single, counts=(count,))).counts == (
        "15 September 2015: one aircraft was visible; all of the ground was seen.",
    )


def test_a_category_is_told_only_where_some_of_it_must_stand(run: RunResult) -> None:
    parts = tuple(
        CountPart(name=name, kind="category", found=found, low=low, high=high)
        for name, found, low, high in (("fighter", 4, 3, 5), ("bomber", 1, 0, 2), ("other", 4, 4, 4))
    )
    single = dates(run, "after")
    count = Count(acquisition="after", label="aircraft", found=9, low=8, high=9, seen_fraction=1.0, parts=parts)
    assert make_statements(with_ledger(single, counts=(count,))).counts == (
        (
            "15 September 2015: 8 to 9 aircraft (90 % interval; 9 found), among them 3 to 5 fighters, were visible; "
            "all of the ground was seen."
        ),
    )


def test_classes_of_which_no_image_shows_any_are_left_to_the_table(run: RunResult) -> None:
    def count(label: str, found: int, *parts: CountPart) -> Count:
        return Count(
            acquisition="after", label=label, found=found, low=found, high=found, seen_fraction=1.0, parts=parts
        )

    fighters = CountPart(name="fighter", kind="category", found=4, low=3, high=5)
    counts = (count("aircraft", 9, fighters), count("helicopter", 0), count("ship", 2), count("long_vehicle", 3))
    [told] = make_statements(with_ledger(dates(run, "after"), counts=counts)).counts
    assert "helicopter" not in told
    assert ", among them 3 to 5 fighters, " in told
    assert ",," not in told
    assert "three long vehicles (90 % interval; 3 found) were visible" in told


def test_nothing_found(run: RunResult) -> None:
    counts = tuple(replace(count, found=0, low=0, high=1) for count in run.ledger.counts)
    empty = replace(
        run, sightings=(), ledger=Ledger(acquisitions=run.ledger.acquisitions, stands=(), events=(), counts=counts)
    )
    statements = make_statements(empty)
    assert statements.headline == (
        "No aircraft was found at Basel al-Assad (OSLK) on any of three images between 20 August and 15 September 2015"
    )
    assert statements.counts[2] == (
        "15 September 2015: 0 to 1 aircraft (90 % interval; 0 found) were visible; all of the ground was seen."
    )


def test_nothing_counted_at_all(run: RunResult) -> None:
    bare = replace(
        run, sightings=(), ledger=Ledger(acquisitions=run.ledger.acquisitions, stands=(), events=(), counts=())
    )
    assert make_statements(bare).headline.startswith("No object was found at Basel al-Assad (OSLK) on any of three")


def test_everything_hidden(run: RunResult) -> None:
    hidden = hide(dates(run, "before", "after"), "before", "after")
    hidden = replace(hidden, sightings=(), ledger=replace(hidden.ledger, stands=()))
    statements = make_statements(hidden)
    assert statements.headline == "Nothing can be said about Basel al-Assad (OSLK): no image shows its ground"
    assert statements.counts == (
        "20 August 2015: nothing can be said; all of the ground was hidden by cloud.",
        "15 September 2015: nothing can be said; all of the ground was hidden by cloud.",
    )


def test_one_hidden_date_is_no_zero(run: RunResult) -> None:
    """With the other image under cloud there is one count and no change, and no "none were visible"."""
    half = hide(dates(run, "before", "after"), "before")
    stands = tuple(replace(stand, states={**stand.states, "before": State.NOT_SEEN}) for stand in half.ledger.stands)
    opened = tuple(
        Event(
            id=f"event-{number}",
            kind=EventKind.ARRIVAL,
            label="aircraft",
            window=TimeWindow(after=None, by=half.acquisitions[1].time.value),  # type: ignore[union-attr]
            stand=stand.id,
            sighting=stand.sightings["after"],
            empty_on=None,
        )
        for number, stand in enumerate((each for each in stands if "after" in each.sightings), start=1)
    )
    half = replace(
        half,
        sightings=tuple(sighting for sighting in half.sightings if sighting.detection.acquisition == "after"),
        ledger=replace(half.ledger, stands=stands, events=opened),
    )
    statements = make_statements(half)
    assert statements.headline == ("9 to 11 aircraft were visible at Basel al-Assad (OSLK) on 15 September 2015")
    assert not any("no aircraft" in sentence for sentence in statements.counts)
    assert statements.changes[0].sentence == (
        "10 aircraft, first seen at Basel al-Assad (OSLK) on 15 September 2015, had arrived on or before that date "
        "(no earlier image shows the spots empty)."
    )
    assert statements.changes[0].window.after is None


def test_what_stands_on_the_first_image_is_no_news(run: RunResult) -> None:
    first = {sighting.id for sighting in run.sightings if sighting.detection.acquisition == "before"}
    arrived = {told.sighting.id for told in happenings_of(run) if told.kind is EventKind.ARRIVAL}
    assert not arrived & first


def test_causes_come_from_the_ground_under_the_stand(run: RunResult) -> None:
    stands = {stand.id: stand for stand in run.ledger.stands}
    assert cause_at(run, stands["stand-5"], "cloudy") is Cause.CLOUD
    assert cause_at(run, stands["stand-7"], "before") is Cause.NODATA
    assert cause_at(run, stands["stand-1"], "cloudy") is None
    assert {name: list(causes) for name, causes in not_seen(run).items()} == {
        "before": [Cause.NODATA],
        "cloudy": [Cause.CLOUD],
    }


def test_shares_are_those_of_the_area_of_interest(run: RunResult) -> None:
    counts = tuple(replace(count, seen_fraction=0.25) for count in run.ledger.counts)
    assert unseen_on(with_ledger(run, counts=counts), "cloudy").share == 0.75


def test_several_causes_are_all_named(run: RunResult) -> None:
    cause = np.array([[Cause.CLOUD, Cause.CLOUD], [Cause.OUTSIDE, Cause.SEEN]], dtype=np.uint8)
    mixed = replace(run, visibility={"cloudy": Visibility(cause=cause, step_px=400, width=800, height=800)})
    assert unseen_on(mixed, "cloudy").reason == "hidden by cloud or outside the image"


def test_limits_name_the_dates_and_the_stands(run: RunResult) -> None:
    limits = cannot_know(run)
    assert limits[0] == (
        "What stood on ground that was not seen is not in the counts: "
        "5 % on 20 August 2015 and 10 % on 4 September 2015."
    )
    assert limits[1].startswith("Three stands were not seen on every date")
    assert any("does not prove the same airframe" in sentence for sentence in limits)


def test_the_worst_fit_is_told(run: RunResult) -> None:
    worse = replace(run.registration.pairs[0], residual_m=0.61)
    registration = replace(run.registration, pairs=(worse, run.registration.pairs[1]))
    assert "within 0.61 m" in how_sure(replace(run, registration=registration))[-1]


def test_a_detector_that_failed_and_a_class_that_can_not_be_seen_are_told(run: RunResult) -> None:
    failure = DetectorFailure(detector="my-obb", reason="It wants tiles of 64 px.")
    reason = "not observable at this resolution: 0.8 m is coarser than the 0.3 to 0.6 m on which the class was measured"
    told = replace(run, failures=(failure,), not_observable={"before": {"long_vehicle": reason}})
    assert "The detector my-obb failed, and nothing of it is here: It wants tiles of 64 px." in how_sure(told)
    assert f"On before, long vehicles are {reason}." in cannot_know(told)
    silent = " ".join((*how_sure(run), *cannot_know(run)))
    assert "failed" not in silent
    assert "at this resolution" not in silent


def balance(run: RunResult, **changes: object) -> str:
    whole = NetChange(
        window=TimeWindow(after=TIMES["cloudy"], by=TIMES["after"]),
        earlier="cloudy",
        later="after",
        label="aircraft",
        zone=None,
        arrivals=3,
        departures=1,
        both=6,
        not_judged=0,
        difference=None,
        unknown="counts are of different ground",
    )
    return make_statements(with_ledger(run, net=(replace(whole, **changes),))).balance[0]  # type: ignore[arg-type]


def test_what_came_and_left_on_balance(run: RunResult) -> None:
    assert balance(run) == (
        "Between 4 and 15 September 2015, on balance two more aircraft: three arrived and one left."
    )
    assert balance(run, arrivals=0, departures=1, not_judged=2).endswith(
        "on balance one fewer aircraft: none arrived and one left; "
        "two stands are left out, which an image does not judge."
    )
    assert "on balance no change in aircraft: one arrived and one left" in balance(run, arrivals=1)


def test_the_difference_of_counts_has_its_interval(run: RunResult) -> None:
    told = balance(run, difference=CountDifference(found=2, low=-1, high=5), unknown=None)
    assert told.endswith("the counts differ by -1 to +5 (90 % interval).")


def test_a_stand_that_shows_another_object_is_told_of(run: RunResult) -> None:
    stand = run.ledger.stands[0]
    window = TimeWindow(after=TIMES["cloudy"], by=TIMES["after"])
    longer = Difference(trait=Trait.LENGTH, earlier="37.6 m", later="63.1 m")
    both = OccupiedOnBoth(
        stand=stand.id,
        window=window,
        earlier=stand.sightings["cloudy"],
        later=stand.sightings["after"],
        compared=(Trait.LENGTH,),
        differences=(longer,),
    )
    stayed = make_statements(with_ledger(run, both=(both,))).stayed
    assert stayed[-1] == (
        "Between 4 and 15 September 2015, another object took the place of the one before on stand 1, which stayed "
        "occupied on both dates: its size or type differs by more than the errors allow."
    )
    alike = replace(both, differences=())
    assert make_statements(with_ledger(run, both=(alike,))).stayed == make_statements(run).stayed


def test_what_can_not_be_said_at_all_comes_first(run: RunResult) -> None:
    limit = "There is one image only: nothing can be said about arrivals and departures."
    assert cannot_know(with_ledger(run, limits=(limit,)))[0] == limit


def test_a_doubtful_image_inside_a_window_is_not_called_blind(run: RunResult) -> None:
    stands = tuple(
        replace(stand, states={**stand.states, "cloudy": State.DOUBTFUL}) if stand.id == "stand-5" else stand
        for stand in run.ledger.stands
    )
    told = [change.sentence for change in make_statements(with_ledger(run, stands=stands)).changes]
    assert any(sentence.endswith("does not show whether the spot was taken.") for sentence in told)
