"""The baseline bench on a few small sites: it measures what it says, and draws it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardstand.bench import baseline
from hardstand.bench.baseline import BaselineBench, measure_baseline
from hardstand.bench.baseline_plot import draw_baseline
from hardstand.errors import OutputError


@pytest.fixture(scope="module")
def bench() -> BaselineBench:
    """Two spreads, two numbers of dates, with and without error."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(baseline, "DATES", 40)
        patch.setattr(baseline, "SPREADS", (0.01, 0.6))
        patch.setattr(baseline, "OTHER_DATES", (4, 10))
        return measure_baseline(lambda *_: None, numbers=(12.0,))


def cell(bench: BaselineBench, spread: float, other_dates: int, error: float) -> baseline.Cell:
    [found] = [
        each for each in bench.cells if (each.spread, each.other_dates, each.error) == (spread, other_dates, error)
    ]
    return found


def test_few_normal_dates_are_told_of(bench: BaselineBench) -> None:
    assert len(bench.cells) == 8
    assert bench.worst.false_alarms <= bench.nominal + 4 * bench.worst.false_alarms_error
    assert bench.to_record()["false_alarms"]["worst"] == bench.worst.false_alarms


def test_more_dates_and_sharper_counts_tell_of_more_changes(bench: BaselineBench) -> None:
    assert cell(bench, 0.01, 10, 0.0).power[3.0] > cell(bench, 0.01, 4, 0.0).power[3.0]
    assert cell(bench, 0.01, 10, 0.0).power[3.0] > cell(bench, 0.01, 10, 0.15).power[3.0]
    assert cell(bench, 0.01, 10, 0.0).power[3.0] > cell(bench, 0.6, 10, 0.0).power[3.0]


def test_the_plot_is_a_picture_and_the_same_each_time(bench: BaselineBench) -> None:
    drawn = draw_baseline(bench, Path("plot.svg"))
    assert b"<svg" in drawn
    assert drawn == draw_baseline(bench, Path("plot.svg"))
    with pytest.raises(OutputError, match=r"plot\.txt"):
        draw_baseline(bench, Path("plot.txt"))
