"""What is true of a simulated site, what its images could show, and how verdicts are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hardstand.bench.verdict_cases import figures_of, in_short, judge
from hardstand.bench.verdict_claims import Asked, claims_on
from hardstand.bench.verdict_moments import planned_moment
from hardstand.bench.verdict_runs import variations
from hardstand.bench.verdict_seen import what_is_seen
from hardstand.bench.verdict_sites import Look, Variation, history_plans, images_plan
from hardstand.bench.verdict_truth import Building, Moment, Standing, is_true
from hardstand.claims.entries import Claim, ClaimKind, Period, Place, Polarity, Quantity
from hardstand.claims.things import Thing
from hardstand.verdicts.entries import Verdict
from hardstand.verdicts.showing import AcquisitionShown, CountShown, Showing

COUNT, ARRIVAL, DEPARTURE, BUILT = ClaimKind.COUNT, ClaimKind.ARRIVAL, ClaimKind.DEPARTURE, ClaimKind.CONSTRUCTION
DAMASCUS = Place(name="Damascus International Airport", code="OSDI", lon=36.5, lat=33.4)
PROVINCE = Place(name="Latakia province")


def moment(day: int, aircraft: str, gsd_m: float | None = 0.5, clear: float = 1.0, stage: str = "none") -> Moment:
    """Aircraft by the letters of their stands, in upper case where they are hidden."""
    return Moment(
        time=datetime(2015, 9, day, 8, 30, tzinfo=UTC),
        gsd_m=gsd_m,
        clear=clear,
        things=tuple(
            Standing(stand=letter.lower(), thing=Thing.FIGHTER_AIRCRAFT, seen=letter.islower()) for letter in aircraft
        ),
        works=(Building(work="shed", thing=Thing.BUILDING, stage=stage, seen=clear > 0.9),),
    )


def claim(kind: ClaimKind, low: int, high: int | None, days: tuple[int | None, int | None], **more) -> Claim:
    first, last = (None if day is None else date(2015, 9, day) for day in days)
    values = {
        "id": "claim-1", "start": 0, "end": 9, "text": "the claim", "kind": kind, "thing": Thing.AIRCRAFT,
        "quantity": Quantity(low=low, high=high), "period": Period(after=first, by=last), "imagery_can_tell": True,
        "why": "Seen from above.", "sentence": (0, 9),
    }  # fmt: skip
    return Claim(**{**values, **more})


HISTORY = (
    moment(1, "ab"),
    moment(8, "abcdef", gsd_m=None, clear=0.0),
    moment(15, "bcd", stage="begun"),
)
"""Images of the 1st and the 15th; on the 8th three visitors stood there whom no image shows."""


@pytest.mark.parametrize(
    ("asked", "true", "seen"),
    [
        (claim(COUNT, 3, 3, (15, 15)), True, True),
        (claim(COUNT, 3, None, (15, 15)), True, True),
        (claim(COUNT, 4, None, (15, 15)), False, False),
        (claim(COUNT, 0, 2, (15, 15)), False, False),
        (claim(COUNT, 6, 6, (1, 15)), True, None),  # the visitors
        (claim(COUNT, 9, 9, (1, 15)), False, None),  # none came, but no image says so
        (claim(COUNT, 3, 3, (None, 15)), True, True),
        (claim(COUNT, 9, 9, (None, 15)), None, None),
        (claim(COUNT, 3, 3, (None, None)), True, None),
        (claim(COUNT, 6, 6, (7, 9)), True, None),  # no image
        (claim(COUNT, 3, 3, (15, 15), polarity=Polarity.DENIED), False, False),
        (claim(COUNT, 4, 4, (15, 15), polarity=Polarity.DENIED), True, True),
        (claim(COUNT, 3, 3, (15, 15), thing=Thing.FIGHTER_AIRCRAFT), True, None),  # types are not told apart
        (claim(COUNT, 4, 4, (15, 15), thing=Thing.FIGHTER_AIRCRAFT), False, False),
        (claim(COUNT, 4, 4, (15, 15), thing=Thing.DRONE), False, None),
        (claim(COUNT, 3, 3, (15, 15), text="three Russian jets"), None, None),
        (claim(COUNT, 4, 4, (15, 15), text="four Russian jets"), False, False),
        (claim(COUNT, 3, 3, (15, 15), place=DAMASCUS), None, None),
        (claim(COUNT, 4, 4, (15, 15), place=PROVINCE), None, None),
        (claim(COUNT, 2, None, (15, 15), place=PROVINCE), True, True),
        (claim(COUNT, 100, None, (15, 15), thing=Thing.PERSONNEL), None, None),
        (claim(ClaimKind.NAME, 1, None, (15, 15)), None, None),
        (claim(ARRIVAL, 1, None, (1, 15)), True, True),
        (claim(ARRIVAL, 4, None, (1, 15)), True, None),  # with the visitors
        (claim(ARRIVAL, 4, None, (14, 15)), False, False),
        (claim(DEPARTURE, 1, None, (1, 15)), True, None),  # as many were there before and after, or more
        (claim(BUILT, 1, None, (1, 15), thing=Thing.BUILDING), True, True),
        (claim(BUILT, 1, None, (1, 15), thing=Thing.HANGAR), False, None),
        (claim(BUILT, 1, None, (1, 15), thing=Thing.TAXIWAY), False, None),
        (claim(BUILT, 1, None, (1, 15), thing=Thing.BUILDING, text="a house was demolished"), False, None),
    ],
    ids=lambda value: in_short(value) if isinstance(value, Claim) else str(value),
)
def test_truth_and_what_could_be_seen(asked: Claim, true: bool | None, seen: bool | None) -> None:
    assert is_true(asked, None, HISTORY) is true
    assert what_is_seen(asked, None, HISTORY).value is seen


@pytest.mark.parametrize(
    ("last", "why"),
    [
        (moment(15, "abcD", clear=0.97), "up to 5 % of the ground hidden"),
        (moment(15, "ABCD", clear=0.0), "more of the ground hidden"),
        (moment(15, "abcd", gsd_m=4.0), "too coarse"),
        (moment(15, "abcd", gsd_m=None), "no image in its time"),
    ],
)
def test_what_hides_an_aircraft_hides_that_a_claim_is_false(last: Moment, why: str) -> None:
    history = (moment(1, "ab"), last)
    seen = what_is_seen(claim(COUNT, 9, 9, (15, 15)), None, history)
    assert (seen.value, seen.why) == (None, why)


def test_what_part_of_the_ground_shows_is_enough_for_at_least() -> None:
    history = (moment(1, "ab"), moment(15, "abcD", clear=0.6))
    assert what_is_seen(claim(COUNT, 3, None, (15, 15)), None, history).value
    assert what_is_seen(claim(COUNT, 3, 3, (15, 15)), None, history).value is None


def test_an_image_beside_the_claimed_time_speaks_for_it_from_half_the_way_on() -> None:
    history = (moment(11, "ab"), moment(13, "abc"), moment(15, "abcd"))
    assert what_is_seen(claim(COUNT, 3, 3, (15, 15)), None, history).value is False
    assert what_is_seen(claim(COUNT, 3, 3, (14, 15)), None, history).value is None
    assert is_true(claim(COUNT, 3, 3, (14, 15)), None, history)


def test_every_claim_that_can_be_seen_is_seen_as_it_is() -> None:
    histories = (
        HISTORY,
        (moment(1, "abcd"), moment(8, "abEF", clear=0.7), moment(15, "")),
        (
            moment(11, "ab", stage="begun"),
            moment(13, "abc", stage="in progress"),
            moment(15, "bcdef", stage="finished"),
        ),
        (moment(11, "abc"), moment(13, "ABC", clear=0.0), moment(15, "ab")),
    )
    for history in histories:
        asked = claims_on(history)
        seen = [(what_is_seen(each.claim, each.published, history).value, each) for each in asked]
        wrong = [
            in_short(each.claim, each.published)
            for value, each in seen
            if value is not None and value is not is_true(each.claim, each.published, history)
        ]
        assert wrong == []
        assert len(asked) >= 40
        assert {True, False, None} == {value for value, _ in seen}


def test_claims_of_one_text_have_ids_of_their_own() -> None:
    asked = claims_on(HISTORY)
    assert len({each.claim.id for each in asked}) == len(asked)
    assert {each.claim.polarity for each in asked} == set(Polarity)
    assert asked == claims_on(HISTORY)


def showing(seen: float, low: int, high: int) -> Showing:
    image = AcquisitionShown(id="d15", time=HISTORY[-1].time, gsd_m=0.5, seen_fraction=seen)
    count = CountShown(acquisition="d15", label="aircraft", found=low, low=low, high=high, estimate=low, basis="known")
    return Showing(site="Simulated air base", airport="OSLK", acquisitions=(image,), counts=(count,))


def test_a_run_that_overlooks_a_cloud_is_found_out() -> None:
    clouded = (*HISTORY[:-1], moment(15, "bCD", clear=0.6))
    asked = [
        Asked(claim=claim(COUNT, low, high, (15, 15), id=f"claim-{low}-{high}"), published=None)
        for low, high in ((1, None), (3, 3), (9, None), (2, 5))
    ]
    right = judge("right", asked, showing(0.6, 1, 1), clouded)
    assert not any(each.wrong or each.too_strong for each in right)
    figures = figures_of(judge("overlooked", asked, showing(1.0, 1, 1), clouded), runs=1, refused={})
    assert (figures.cases, figures.strong, figures.too_strong, figures.wrong) == (4, 4, 3, 2)
    assert figures.too_strong_because == {"more of the ground hidden": 3}
    assert figures.table == {
        "confirmed, true, seen": 1,
        "contradicted, false, not seen": 1,
        "contradicted, true, not seen": 2,
    }
    assert [each.claim.split("[")[0] for each in figures.listed] == [
        "count aircraft 3 ", "count aircraft 9 to any ", "count aircraft 2 to 5 ",
    ]  # fmt: skip
    use = figures.use["count"]
    assert (use.true, use.confirmed, use.helped_true, use.false) == (1, 1, 1, 0)
    assert figures.to_record()["use"]["all"]["true"] == 1


def test_a_weak_verdict_is_neither_wrong_nor_too_strong() -> None:
    [case] = judge(
        "undated", [Asked(claim=claim(COUNT, 9, 9, (None, None)), published=None)], showing(1.0, 3, 3), HISTORY
    )
    assert case.verdict is Verdict.NOT_OBSERVABLE
    assert (case.true, case.seen, case.unseen_because) == (None, None, "no time said")
    assert not case.wrong
    assert replace(case, verdict=Verdict.CONFIRMED).too_strong


def test_sites_are_many_and_differ() -> None:
    every = variations()
    assert len({each.name for each in every}) == len(every) >= 20
    looks = [look for each in every for look in each.looks]
    assert {look.gsd_m for look in looks} == {0.5, 1.0, 2.0, 4.0, 10.0}
    assert {look.keep for look in looks} == {"whole", "west", "north", "south"}


def test_half_a_frame_is_cut_at_its_middle() -> None:
    look = Look(day="2015-09-04", keep="south")
    assert look.kept((10, 20, 3)) == (slice(5, 10), slice(0, 20))
    assert replace(look, keep="west").kept((10, 20, 3)) == (slice(0, 10), slice(0, 10))
    assert replace(look, keep="whole").kept((10, 20, 3)) == (slice(0, 10), slice(0, 20))


def test_a_story_has_days_without_image_and_is_told_the_same_each_time() -> None:
    variation = Variation(name="any", looks=(Look(day="2015-09-04"), Look(day="2015-09-15", gsd_m=2.0)), seed=3)
    days = history_plans(variation)
    assert [day.id for day in days] == ["2015-08-20", "2015-08-28", "2015-09-04", "2015-09-09", "2015-09-15"]
    assert [day.aircraft for day in days] == [day.aircraft for day in history_plans(variation)]
    plan = images_plan(variation)
    assert [(date.id, date.gsd_m) for date in plan.dates] == [("2015-09-04", 0.5), ("2015-09-15", 2.0)]
    assert {work.id for work in plan.works} >= {"taxiway", "shed", "hardstand", "house-4"}
    hidden = planned_moment(days[3], variation)
    assert hidden.gsd_m is None
    assert hidden.number(Thing.AIRCRAFT) == len(days[3].aircraft)
    assert hidden.seen(Thing.MILITARY_EQUIPMENT) == 0
    assert {each.work: each.stage for each in hidden.works}["shed"] == "in progress"
