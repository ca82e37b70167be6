"""What all dates together tell is said in sentences, and where they tell nothing that is said once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from hardstand.ledger import Anomaly, AnomalyKind, Baseline, arrival_curve
from hardstand.report.naming import calendar_of
from hardstand.report.over_dates import how_sure_of_normal, over_dates, unknown_of_normal
from hardstand.report.statements import make_statements
from hardstand.report.sureness import cannot_know, how_sure
from hardstand.result import RunResult
from hardstand.timewindow import TimeWindow

POWER = {0.0: 0.9, 0.25: 0.5, 0.5: 0.1, 1.5: 0.1, 2.0: 0.4, 3.0: 0.8, 5.0: 1.0}


def anomaly(kind: AnomalyKind, number: int, ends: tuple[int, int], probability: float, acquisition: str) -> Anomaly:
    return Anomaly(
        acquisition=acquisition,
        label="aircraft",
        kind=kind,
        number=number,
        low=ends[0],
        high=ends[1],
        expected_low=5,
        expected_high=14,
        probability=probability,
        power={**POWER, 2.0: 0.4 if acquisition == "before" else 0.05},
    )


def judged(*anomalies: Anomaly) -> Baseline:
    return Baseline(
        label="aircraft",
        dates=10,
        days=10,
        nominal_rate=0.01,
        false_alarm_rate=0.0042,
        false_alarm_error=0.001,
        anomalies=anomalies,
    )


SURGE = anomaly(AnomalyKind.SURGE, 36, (36, 36), 0.0021, "after")
NORMAL = anomaly(AnomalyKind.NORMAL, 9, (8, 11), 0.4, "before")


def unsaid(label: str, days: int) -> Baseline:
    return Baseline(
        label=label, dates=days, days=days, nominal_rate=0.01, anomalies=(), reason="fewer than 4 other days"
    )


def told(run: RunResult, *baselines: Baseline) -> tuple[str, ...]:
    return make_statements(replace(run, baselines=baselines)).over_dates


def test_a_surge_is_told_with_what_was_expected_and_how_rare_it_is(run: RunResult) -> None:
    assert told(run, judged(NORMAL, SURGE)) == (
        (
            "36 aircraft on 15 September 2015 are more than the other nine dates lead one to expect "
            "(5 to 14; so many or more are seen by chance on one date in 450)."
        ),
    )


def test_an_empty_apron_is_told_with_its_interval(run: RunResult) -> None:
    empty = anomaly(AnomalyKind.EMPTY, 0, (0, 2), 0.00001, "after")
    assert told(run, judged(empty)) == (
        (
            "0 to 2 aircraft on 15 September 2015 are fewer than the other nine dates lead one to expect "
            "(5 to 14; so few or fewer are seen by chance on less than one date in 10,000)."
        ),
    )


def test_a_normal_date_is_not_told_of(run: RunResult) -> None:
    assert told(run, judged(NORMAL)) == ()


@pytest.mark.parametrize("probability", [0.003, 0.0021, 0.00099, 0.00013])
def test_no_date_is_called_rarer_than_it_is(run: RunResult, probability: float) -> None:
    [said] = told(run, judged(replace(SURGE, probability=probability)))
    often = int(said.rsplit("one date in ", 1)[1].removesuffix(").").replace(",", ""))
    assert 0.5 / probability < often <= 1 / probability


def test_false_alarms_and_power_are_said(run: RunResult) -> None:
    result = replace(run, baselines=(judged(NORMAL, SURGE),))
    assert how_sure_of_normal(result) == (
        (
            "Each date is held against all others. A date on which nothing is unusual is told of with a probability of "
            "1 % at most for each class; simulated for the dates of this site it was 0.5 %."
        ),
    )
    assert unknown_of_normal(result) == (
        (
            "An unusual number of aircraft may go untold: twice the normal number would be told of with a probability "
            "of 5 to 40 % by date, half of it with 10 %, none at all with 90 %."
        ),
    )
    assert set(how_sure_of_normal(result)) <= set(how_sure(result))
    assert set(unknown_of_normal(result)) <= set(cannot_know(result))


def test_a_rate_of_next_to_nothing_is_not_told_as_nothing(run: RunResult) -> None:
    baseline = replace(judged(NORMAL), false_alarm_rate=0.00001)
    [said] = how_sure_of_normal(replace(run, baselines=(baseline, baseline)))
    assert said.endswith("it was at most 0.1 %.")


def test_too_few_dates_are_told_once_for_all_classes(run: RunResult) -> None:
    result = replace(run, baselines=(unsaid("aircraft", 3), unsaid("helicopter", 3)))
    assert unknown_of_normal(result) == (
        (
            "Which numbers are normal here cannot be said: that takes ground seen on five days at least, and there are "
            "three."
        ),
    )
    assert how_sure_of_normal(result) == ()
    assert over_dates(result, calendar_of(result)) == ()


def test_a_class_with_too_few_dates_is_named_beside_others(run: RunResult) -> None:
    [_, said] = unknown_of_normal(replace(run, baselines=(judged(NORMAL), unsaid("helicopter", 1))))
    assert said.startswith("Which numbers of helicopters are normal here cannot be said")
    assert said.endswith("and there is one.")


def day(number: int) -> datetime:
    return datetime(2015, 9, number, 8, tzinfo=UTC)


def with_arrivals(run: RunResult, windows: list[tuple[int, int]]) -> tuple[str, ...]:
    found = [TimeWindow(after=day(after), by=day(by)) for after, by in windows]
    curve = arrival_curve(found, np.random.default_rng(0), "aircraft")
    return make_statements(replace(run, arrival_curves=(curve,))).over_dates


def test_many_arrivals_are_summed_up(run: RunResult) -> None:
    assert with_arrivals(run, [(1, 4)] * 3 + [(4, 12)] * 9 + [(12, 15)] * 2) == (
        (
            "Most of the 14 aircraft that arrived had come by 12 September 2015 (at least 12 of them by their windows "
            "alone); on 4 September 2015 no more than half of them had."
        ),
    )


def test_what_the_windows_do_not_prove_is_told_with_its_probability(run: RunResult) -> None:
    [said] = with_arrivals(run, [(1, 4)] * 9 + [(1, 12)] * 8 + [(4, 15)])
    assert "at least nine of them by their windows alone" in said
    assert "with a probability of 90 %" in said


def test_what_all_had_come_by_is_not_called_most(run: RunResult) -> None:
    [said] = with_arrivals(run, [(1, 4)] * 3 + [(4, 12)] * 6 + [(1, 12)] * 5)
    assert said.startswith("All 14 aircraft that arrived had come by 12 September 2015; on 4 September 2015 no more")


def test_few_arrivals_are_not_summed_up(run: RunResult) -> None:
    assert with_arrivals(run, [(1, 4)] * 3 + [(4, 12)] * 2 + [(12, 15)] * 2) == ()
    assert with_arrivals(run, [(1, 4)] * 9) == ()
