"""The timeline of counts as an SVG drawing that takes its colours from the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from hardstand.ledger.entries import Count
from hardstand.report.templates import environment
from hardstand.report.unseen import unseen_on
from hardstand.report.words import MONTHS, noun, percent
from hardstand.result import RunResult
from hardstand.timewindow import utc

HEIGHT, TOP, LEFT, RIGHT = 220, 34, 44, 20  # pixels
LABEL_WIDTH, LABEL_HEIGHT = 96, 54  # of a date with the bar and the words on what was not seen, pixels
SHARE_WIDTH = 72  # of the bar, pixels
SHAPES = ("circle", "square", "diamond", "triangle")
MOST_TICKS = 7


@dataclass(frozen=True, kw_only=True)
class Point:
    """One count.

    Attributes:
        x, y: of the count, pixels.
        low, high: y of the interval's ends, pixels; None where there is no interval.
        text: the number.
        shape: one of `SHAPES`, one per class.
        series: number of the class, from 0.
        expected: y of the upper and lower end of what the other dates lead one to expect, pixels, cut at the top of the
            drawing; None where they tell nothing.
    """

    x: float
    y: float
    low: float | None
    high: float | None
    text: str
    shape: str
    series: int
    expected: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Date:
    """One acquisition on the time axis.

    Attributes:
        x: of the acquisition, pixels.
        label: the day.
        seen: how much was seen, in words.
        unseen: share of the ground that was not seen, 0..1.
        label_x: middle of the label, pixels.
        level: row of the label, from 0, so that labels of close dates do not collide.
    """

    x: float
    label: str
    seen: str
    unseen: float
    label_x: float
    level: int


MOST_TOGETHER = 2
"""Classes that one drawing shows; more would hide each other, so that each has its own."""


def panels_of(result: RunResult) -> tuple[tuple[str, ...], ...]:
    """The classes of each drawing: those that some image shows, or all where none shows any."""
    found = {count.label for count in result.ledger.counts if count.found}
    labels = tuple(label for label in _labels(result) if label in found or not found)
    return (labels,) if len(labels) <= MOST_TOGETHER or not found else tuple((label,) for label in labels)


def timeline_svg(result: RunResult, width: int, name: str, shown: tuple[str, ...] | None = None) -> Markup:
    """The drawing.

    Args:
        result: the run.
        width: of the drawing, pixels; text keeps its size.
        name: prefix of the ids inside the drawing, unique on the page; its first word is the class of the drawing.
        shown: classes to draw; None = all.

    Returns:
        SVG markup with every text escaped; empty where no acquisition has a time.
    """
    times = {a.id: utc(a.time.value) for a in result.acquisitions if a.time is not None}
    if not times:
        return Markup()
    labels = list(_labels(result) if shown is None else shown)
    counts = [count for count in result.ledger.counts if count.label in labels]
    places = _places(times, width)
    dates = _dates(result, times, places, width)
    top = _highest(counts)
    base = TOP + HEIGHT
    label_top = base + 26
    drawing = (
        environment()
        .get_template("timeline.svg.jinja")
        .render(
            name=name,
            width=width,
            height=label_top + (1 + max(date.level for date in dates)) * LABEL_HEIGHT - 14,
            left=LEFT,
            right=width - RIGHT,
            base=base,
            ticks=[(_y(value, top), value) for value in _ticks(top)],
            dates=dates,
            points=_points(result, counts, places, top),
            series=[(noun(label, 2), SHAPES[i % len(SHAPES)], i) for i, label in enumerate(labels)],
            titled=len(labels) > 1 or len(labels) < len(_labels(result)),
            kind=name.partition("-")[0],
            simulated=result.simulated,
            top=TOP,
            share_width=SHARE_WIDTH,
            label_top=label_top,
            label_height=LABEL_HEIGHT,
        )
    )
    return Markup(drawing)  # noqa: S704 - the template escaped every text when it was filled in


def _labels(result: RunResult) -> list[str]:
    return sorted({count.label for count in result.ledger.counts})


def _places(times: dict[str, datetime], width: int) -> dict[str, float]:
    """Acquisition id to x, true to time, with room for half a label on both sides."""
    first, last = min(times.values()), max(times.values())
    span = (last - first).total_seconds()
    begin, end = LEFT + 30, width - RIGHT - 40
    if span == 0:
        return dict.fromkeys(times, (begin + end) / 2)
    return {name: begin + (end - begin) * (time - first).total_seconds() / span for name, time in times.items()}


def _dates(result: RunResult, times: dict[str, datetime], places: dict[str, float], width: int) -> list[Date]:
    """Labels go to the first row in which they touch no earlier label."""
    ends: list[float] = []
    dates = []
    for name, time in sorted(times.items(), key=lambda item: item[1]):
        middle = min(max(places[name], LABEL_WIDTH / 2), width - LABEL_WIDTH / 2)
        level = next((row for row, end in enumerate(ends) if end <= middle - LABEL_WIDTH / 2), len(ends))
        ends[level : level + 1] = [middle + LABEL_WIDTH / 2]
        unseen = unseen_on(result, name)
        seen = "all seen" if unseen.share <= 0 else f"{percent(unseen.share)} not seen"
        label = f"{time.day} {MONTHS[time.month - 1][:3]} {time.year}"
        dates.append(Date(x=places[name], label=label, seen=seen, unseen=unseen.share, label_x=middle, level=level))
    return dates


def _points(result: RunResult, counts: Sequence[Count], places: dict[str, float], top: int) -> list[Point]:
    labels = sorted({count.label for count in counts})
    expected = _expected(result)
    points = []
    for count in counts:
        if count.acquisition not in places or unseen_on(result, count.acquisition).share >= 1:
            continue
        series = labels.index(count.label)
        points.append(
            Point(
                x=places[count.acquisition] + 14 * (series - (len(labels) - 1) / 2),
                y=_y(count.found, top),
                low=None if count.low is None else _y(count.low, top),
                high=None if count.high is None else _y(count.high, top),
                text=f"{count.found:,}",
                shape=SHAPES[series % len(SHAPES)],
                series=series,
                expected=_band(expected.get((count.acquisition, count.label)), top),
            )
        )
    return points


def _expected(result: RunResult) -> dict[tuple[str, str], tuple[int, int]]:
    """Acquisition and class to the numbers that would not be told of."""
    return {
        (each.acquisition, each.label): (each.expected_low, each.expected_high)
        for baseline in result.baselines
        for each in baseline.anomalies
        if each.expected_low is not None and each.expected_high is not None
    }


def _band(ends: tuple[int, int] | None, top: int) -> tuple[float, float] | None:
    return None if ends is None else (_y(min(ends[1], top), top), _y(min(ends[0], top), top))


def _highest(counts: Sequence[Count]) -> int:
    """The count at the top of the axis: the highest count or interval end, up to the next tick."""
    highest = max((max(count.found, count.high or 0) for count in counts), default=0)
    step = _step(highest)
    return max(1, -(-highest // step)) * step


def _ticks(top: int) -> range:
    return range(0, top + 1, _step(top))


def _step(highest: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 ... that gives few enough ticks."""
    power = 1
    while True:
        for nice in (1, 2, 5):
            if highest <= nice * power * (MOST_TICKS - 1):
                return nice * power
        power *= 10


def _y(value: float, top: int) -> float:
    return round(TOP + HEIGHT * (1 - value / top), 2)
