"""The timeline is true to time and count, and legible however close the dates are."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardstand.imagery.acquisition import Sourced
from hardstand.ledger import Anomaly, AnomalyKind, Baseline
from hardstand.report.timeline import LABEL_WIDTH, TOP, _dates, _places, _step, _ticks, timeline_svg
from hardstand.result import RunResult

SVG = "{http://www.w3.org/2000/svg}"


def drawing(run: RunResult, width: int = 720) -> ET.Element:
    text = str(timeline_svg(run, width, "wide")).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ET.fromstring(text)  # noqa: S314 - our own drawing


def circles(root: ET.Element) -> list[tuple[float, float]]:
    return [(float(mark.attrib["cx"]), float(mark.attrib["cy"])) for mark in root.iter(f"{SVG}circle")]


def test_the_axis_is_true_to_time(run: RunResult) -> None:
    first, second, third = (x for x, _ in circles(drawing(run)))
    times = [acquisition.time.value for acquisition in run.acquisitions if acquisition.time]
    share = (times[1] - times[0]) / (times[2] - times[0])
    assert (second - first) / (third - first) == pytest.approx(share, abs=1e-3)


def test_heights_are_true_to_counts(run: RunResult) -> None:
    root = drawing(run)
    heights = [y for _, y in circles(root)]
    found = [count.found for count in run.ledger.counts]
    grid = [line for line in root.iter(f"{SVG}line") if line.attrib["class"] in ("axis", "grid")]
    zero = next(float(line.attrib["y1"]) for line in grid if line.attrib["class"] == "axis")
    per_one = [(zero - y) / count for y, count in zip(heights, found, strict=True)]
    assert per_one == pytest.approx([per_one[0]] * 3, rel=1e-3)
    bars = [path.attrib["d"] for path in root.iter(f"{SVG}path") if path.attrib["class"].startswith("interval")]
    for bar, count in zip(bars, run.ledger.counts, strict=True):
        top, bottom = (float(value) for value in re.findall(r"M[\d.]+ ([\d.]+)h", bar))
        assert count.low is not None
        assert count.high is not None
        assert (zero - top) / per_one[0] == pytest.approx(count.high, abs=0.01)
        assert (zero - bottom) / per_one[0] == pytest.approx(count.low, abs=0.01)


def test_shares_not_seen_are_written_and_hatched(run: RunResult) -> None:
    root = drawing(run)
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert [text for text in texts if text and "seen" in text] == ["5 % not seen", "10 % not seen", "all seen"]
    hatched = [rect for rect in root.iter(f"{SVG}rect") if rect.attrib.get("fill", "").startswith("url(#")]
    widths = [float(rect.attrib["width"]) for rect in hatched]
    assert widths[2] == 0
    assert widths[1] / widths[0] == pytest.approx((18 * 14) / (12 * 11), rel=0.01)  # cells under cloud, without data


def test_without_an_interval_there_is_no_bar(run: RunResult) -> None:
    counts = tuple(replace(count, low=None, high=None) for count in run.ledger.counts)
    root = drawing(replace(run, ledger=replace(run.ledger, counts=counts)))
    assert not [path for path in root.iter(f"{SVG}path") if path.attrib["class"].startswith("interval")]


def test_a_hidden_date_has_no_point(run: RunResult) -> None:
    counts = tuple(
        replace(count, found=0, low=None, high=None, seen_fraction=0.0) if count.acquisition == "cloudy" else count
        for count in run.ledger.counts
    )
    assert len(circles(drawing(replace(run, ledger=replace(run.ledger, counts=counts))))) == 2


def test_simulated_is_written_across(run: RunResult, real: RunResult) -> None:
    assert "SIMULATED" in [element.text for element in drawing(run).iter(f"{SVG}text")]
    assert "imulated" not in "".join(drawing(real).itertext())


@settings(deadline=None)
@given(st.lists(st.integers(0, 5_000_000), min_size=1, max_size=8, unique=True), st.sampled_from([340, 720]))
def test_labels_never_touch(run: RunResult, seconds: list[int], width: int) -> None:
    start = datetime(2015, 9, 4, tzinfo=UTC)
    times = {str(second): start + timedelta(seconds=second) for second in sorted(seconds)}
    dates = _dates(replace(run, visibility={}), times, _places(times, width), width)
    rows: dict[int, list[float]] = {}
    for date in dates:
        rows.setdefault(date.level, []).append(date.label_x)
    for middles in rows.values():
        assert all(right - left >= LABEL_WIDTH - 1e-6 for left, right in pairwise(middles))
    assert all(LABEL_WIDTH / 2 <= date.label_x <= width - LABEL_WIDTH / 2 for date in dates)


@settings(deadline=None)
@given(st.integers(1, 100_000))
def test_ticks_are_few_and_whole(highest: int) -> None:
    step = _step(highest)
    top = -(-highest // step) * step
    ticks = list(_ticks(top))
    assert 2 <= len(ticks) <= 8
    assert ticks[-1] >= highest


def test_several_classes_have_shapes_of_their_own(run: RunResult) -> None:
    trucks = tuple(replace(count, label="truck") for count in run.ledger.counts)
    both = replace(run, ledger=replace(run.ledger, counts=(*run.ledger.counts, *trucks)))
    root = drawing(both)
    squares = [rect for rect in root.iter(f"{SVG}rect") if rect.attrib.get("class", "").startswith("mark")]
    assert len(circles(root)) == 4  # three counts and one in the legend
    assert len(squares) == 4


def test_a_run_without_times_has_no_drawing(run: RunResult) -> None:
    bare = tuple(replace(acquisition, time=None) for acquisition in run.acquisitions)
    assert timeline_svg(replace(run, acquisitions=bare), 720, "wide") == ""


def test_one_date_is_drawn(run: RunResult) -> None:
    at = Sourced(value=datetime(2015, 9, 4, tzinfo=UTC), origin="site file")
    single = replace(run, acquisitions=(replace(run.acquisitions[0], time=at),))
    assert len(circles(drawing(single))) == 1


def test_what_was_to_be_expected_lies_behind_the_count(run: RunResult) -> None:
    """From 2 to 5 on the first date; on the last from 4 to far above the axis, where the bar is cut."""
    found = [
        Anomaly(
            acquisition=name,
            label="aircraft",
            kind=AnomalyKind.NORMAL,
            number=5,
            low=5,
            high=5,
            expected_low=low,
            expected_high=high,
        )
        for name, low, high in (("before", 2, 5), ("after", 4, 900))
    ]
    judged = Baseline(label="aircraft", dates=3, days=3, nominal_rate=0.01, anomalies=tuple(found))
    root = drawing(replace(run, baselines=(judged,)))
    bars = [bar.attrib for bar in root.iter(f"{SVG}rect") if bar.attrib.get("class", "").startswith("expected")]
    marks = circles(root)
    per_one = (marks[0][1] - marks[1][1]) / (run.ledger.counts[1].found - run.ledger.counts[0].found)
    zero = marks[0][1] + per_one * run.ledger.counts[0].found
    assert [float(bar["x"]) + 10 for bar in bars] == pytest.approx([marks[0][0], marks[2][0]], abs=0.02)
    upper, lower = float(bars[0]["y"]), float(bars[0]["y"]) + float(bars[0]["height"])
    assert ((zero - upper) / per_one, (zero - lower) / per_one) == pytest.approx((5, 2), abs=0.02)
    assert float(bars[1]["y"]) == TOP
    assert not [bar for bar in drawing(run).iter(f"{SVG}rect") if "expected" in bar.attrib.get("class", "")]
