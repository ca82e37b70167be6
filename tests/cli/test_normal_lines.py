"""What the terminal says of normal numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from hardstand.cli.run import normal_lines
from hardstand.ledger import Anomaly, AnomalyKind, Baseline
from hardstand.result import RunResult

SURGE = Anomaly(
    acquisition="late",
    label="aircraft",
    kind=AnomalyKind.SURGE,
    number=36,
    low=34,
    high=38,
    expected_low=5,
    expected_high=14,
    probability=0.002,
    power={2.0: 0.31},
)
JUDGED = Baseline(
    label="aircraft",
    dates=10,
    days=10,
    nominal_rate=0.01,
    anomalies=(SURGE, replace(SURGE, acquisition="early", kind=AnomalyKind.NORMAL, power={2.0: 0.12})),
    rate_per_km2=6.0,
    rate_low=4.9,
    rate_high=7.2,
    false_alarm_rate=0.0042,
)
UNSAID = Baseline(label="truck", dates=3, days=3, nominal_rate=0.01, anomalies=(), reason="too few days")


class _Result:
    """A result of which only the baselines are looked at."""

    def __init__(self, *baselines: Baseline) -> None:
        self.baselines = baselines


def lines(*baselines: Baseline) -> list[str]:
    return normal_lines(cast(RunResult, _Result(*baselines)))


def test_a_class_has_its_rate_its_departing_dates_its_false_alarms_and_its_power() -> None:
    assert lines(JUDGED) == [
        (
            "Normal for aircraft: 4.9 to 7.2 per km2 (90 %). Departing: late surge (36, expected 5 to 14). False "
            "alarms by simulation: 0.42% of normal dates (nominal 1%); twice the number is told of with 12% to 31%."
        )
    ]


def test_what_can_not_be_said_is_said_once() -> None:
    assert lines(UNSAID, replace(UNSAID, label="aircraft")) == ["Which numbers are normal can't be said: too few days."]
    assert lines() == []
