"""Which dates are told of, which are not, and of which nothing is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardstand.errors import MetadataError
from hardstand.ledger import Anomaly, AnomalyKind, Baseline, CountedDate, baseline, rehearsal
from hardstand.ledger.judging import LIMIT, NOMINAL_RATE, History, Others
from hardstand.ledger.rehearsal import Truth, rehearse

BEGIN = datetime(2015, 9, 1, 8, tzinfo=UTC)
CALM = [8, 10, 9, 12, 7, 11, 9, 8, 10]


@pytest.fixture(autouse=True)
def few_simulations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verdicts do not hang on them."""
    monkeypatch.setattr(rehearsal, "LEAST_HISTORIES", 3)
    monkeypatch.setattr(rehearsal, "DATES_SIMULATED", 6)


def dates(numbers: Sequence[int], ground: Sequence[float] | float = 1.0, error: int = 0) -> list[CountedDate]:
    """One date a week."""
    km2 = [ground] * len(numbers) if isinstance(ground, float) else ground
    return [
        CountedDate(
            acquisition=f"date-{week}",
            time=BEGIN + timedelta(weeks=week),
            number=number,
            low=max(0, number - error),
            high=number + error,
            least_km2=seen,
            most_km2=seen,
        )
        for week, (number, seen) in enumerate(zip(numbers, km2, strict=True))
    ]


def judged(counted: Sequence[CountedDate]) -> Baseline:
    return baseline(counted, "aircraft", np.random.default_rng(0))


def told(counted: Sequence[CountedDate]) -> dict[str, AnomalyKind]:
    return {each.acquisition: each.kind for each in judged(counted).departures if each.kind}


def verdicts(found: Baseline) -> list[tuple[str, AnomalyKind | None]]:
    return [(each.acquisition, each.kind) for each in found.anomalies]


def test_a_surge_is_told_of_with_what_was_to_be_expected() -> None:
    found = judged(dates([*CALM, 36]))
    assert [each.acquisition for each in found.departures] == ["date-9"]
    surge = found.departures[0]
    assert (surge.kind, surge.number) == (AnomalyKind.SURGE, 36)
    assert surge.expected_low is not None
    assert surge.expected_high is not None
    assert 0 < surge.expected_low < min(CALM)
    assert max(CALM) < surge.expected_high < 36
    assert surge.probability is not None
    assert surge.probability < LIMIT


def test_an_empty_apron_is_told_of() -> None:
    assert told(dates([*CALM, 0])) == {"date-9": AnomalyKind.EMPTY}


def test_nothing_is_told_of_where_nothing_is_unusual() -> None:
    assert told(dates(CALM)) == {}
    assert told(dates([0] * 9)) == {}
    assert told(dates([0, 31, 4, 2, 17, 9, 40, 1])) == {}


def test_the_last_of_a_steady_rise_is_no_surge() -> None:
    assert told(dates(range(5, 50, 5))) == {}


def test_seven_aircraft_on_a_tenth_of_the_ground_are_many() -> None:
    ground = [1.0] * 9
    assert told(dates([*CALM[:8], 7], ground)) == {}
    assert told(dates([*CALM[:8], 7], [*ground[:8], 0.1])) == {"date-8": AnomalyKind.SURGE}


def test_none_on_a_tenth_of_the_ground_is_not_few() -> None:
    assert told(dates([*CALM, 0], [1.0] * 9 + [0.1])) == {}


def test_a_surge_among_the_others_hides_neither_another_one_nor_an_empty_apron() -> None:
    assert told(dates([*CALM, 60, 55])) == {"date-9": AnomalyKind.SURGE, "date-10": AnomalyKind.SURGE}
    assert told(dates([*CALM, 300, 0])) == {"date-9": AnomalyKind.SURGE, "date-10": AnomalyKind.EMPTY}


def test_a_surge_is_told_of_only_where_even_the_low_end_is_too_many() -> None:
    sharp = dates([*CALM, 36])
    unsure = [*sharp[:-1], replace(sharp[-1], low=12, high=80)]
    assert told(unsure) == {}


def test_a_cloud_over_the_stands_makes_no_apron_empty() -> None:
    """Nine tenths of the area were seen, and hardly any of the spots on which aircraft stand."""
    seen = dates([*CALM, 0], [1.0] * 9 + [0.9])
    assert told(seen) == {"date-9": AnomalyKind.EMPTY}
    assert told([*seen[:-1], replace(seen[-1], least_km2=0.05)]) == {}


@pytest.mark.parametrize("number", [1, 2, 4])
def test_too_few_dates_give_a_reason_and_no_verdict(number: int) -> None:
    found = judged(dates([9, 8, 10, 400][:number]))
    assert found.reason is not None
    assert "4 other days" in found.reason
    assert {each.kind for each in found.anomalies} == {None}
    assert found.false_alarm_rate is None


def test_images_of_one_day_are_one_witness() -> None:
    counted = dates([9, 8, 10, 11, 9, 9])
    same_day = [replace(each, time=BEGIN + timedelta(minutes=minute)) for minute, each in enumerate(counted)]
    assert judged(same_day).days == 1
    assert judged(same_day).reason is not None
    history = History(
        **dict.fromkeys(("number", "low", "high", "least_km2", "most_km2"), np.ones(4)), day=np.array([1, 1, 2, 3])
    )
    assert history.uses.tolist() == [[0, 0, 1, 1], [0, 0, 1, 1], [0.5, 0.5, 0, 1], [0.5, 0.5, 1, 0]]


def test_a_date_on_which_nothing_was_seen_is_told_as_such_and_changes_nothing() -> None:
    counted = dates([*CALM, 36])
    hidden = CountedDate(
        acquisition="hidden", time=BEGIN + timedelta(days=3), number=0, low=0, high=0, least_km2=0.0, most_km2=0.0
    )
    plain, more = judged(counted), judged([hidden, *counted])
    assert [each for each in more.anomalies if each.acquisition != "hidden"] == list(plain.anomalies)
    unseen = next(each for each in more.anomalies if each.acquisition == "hidden")
    assert (unseen.kind, unseen.number, unseen.reason) == (None, None, "none of the ground was seen")


NUMBERS = st.lists(st.integers(0, 60), min_size=5, max_size=9)


@given(NUMBERS, st.randoms(use_true_random=False))
@settings(max_examples=4)
def test_the_order_of_the_dates_does_not_matter(numbers: list[int], random: object) -> None:
    counted = dates(numbers)
    shuffled = list(counted)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judged(shuffled) == judged(counted)


@given(NUMBERS, st.sampled_from([0.01, 7.0, 1000.0]))
@settings(max_examples=4)
def test_the_unit_of_the_ground_does_not_matter(numbers: list[int], factor: float) -> None:
    ground = [0.4 + 0.1 * (index % 5) for index in range(len(numbers))]
    plain, scaled = judged(dates(numbers, ground)), judged(dates(numbers, [factor * each for each in ground]))
    assert verdicts(plain) == verdicts(scaled)
    assert plain.rate_per_km2 == pytest.approx(scaled.rate_per_km2 * factor, rel=1e-6)  # type: ignore[operator]


@pytest.mark.parametrize("spread", [0.01, 0.5, 1.0])
def test_normal_dates_are_told_of_within_the_nominal_rate(spread: float) -> None:
    """Eight dates at a time, each with its own ground; judged as a run would, one number a date."""
    rng = np.random.default_rng(11)
    alarms = dates_judged = 0
    for _ in range(80):
        ground = rng.uniform(0.2, 1.0, 8)
        number = rng.poisson(20 * ground * rng.gamma(spread**-2, spread**2, 8)).astype(float)
        history = History(number=number, low=number, high=number, least_km2=ground, most_km2=ground, day=np.arange(8))
        others = Others(history)
        alarms += sum(others.departs(date) for date in range(8))
        dates_judged += 8
    expected = NOMINAL_RATE * dates_judged
    assert alarms <= expected + 2.5 * expected**0.5


def test_power_grows_with_the_change_and_with_the_ground() -> None:
    ground = np.array([1.0] * 9 + [0.1])
    number = 20 * ground
    history = History(number=number, low=number, high=number, least_km2=ground, most_km2=ground, day=np.arange(10))
    found = rehearse(history, Truth(rate_per_km2=20.0, spread=0.1), np.random.default_rng(0), histories=6)
    whole, little = found.power(0), found.power(9)
    assert whole[5.0] > 0.95
    assert whole[0.0] > 0.9
    assert whole[1.5] < whole[2.0] < whole[3.0] <= whole[5.0]
    assert whole[0.5] < whole[0.0]
    assert little[3.0] < 0.5 * whole[3.0]
    assert little[0.0] < 0.05


def test_the_same_seed_gives_the_same_numbers() -> None:
    assert judged(dates([*CALM, 36])) == judged(dates([*CALM, 36]))


def test_bad_counts_are_refused() -> None:
    good = dates([5])[0]
    for wrong in ({"low": 6}, {"high": 4}, {"low": -1, "number": 0}, {"least_km2": 2.0}, {"least_km2": -1.0}):
        with pytest.raises(MetadataError):
            replace(good, **wrong)  # type: ignore[arg-type]
    with pytest.raises(MetadataError, match="zone"):
        replace(good, time=datetime(2015, 9, 1))  # noqa: DTZ001 - what is refused
    with pytest.raises(MetadataError, match="one acquisition"):
        judged([good, good])


def test_a_date_says_either_how_it_stands_or_why_not() -> None:
    def whole(each: Anomaly) -> bool:
        return (each.kind is None) == (each.reason is not None) == (each.probability is None) == (each.power is None)

    assert all(whole(each) for each in (*judged(dates(CALM)).anomalies, *judged(dates(CALM[:3])).anomalies))
