"""The arrival curve: how many of the arrivals had come by each date, when each is known only to a window.

Three numbers of different weight stand side by side:

- what the windows alone prove: at least as many as have their windows behind the date, at most as many as have begun;
- the maximum-likelihood estimate for interval-censored times (Turnbull, Journal of the Royal Statistical Society B 38,
  1976), which takes all arrivals to follow one law;
- the 90 % interval of the number, from the law and from where in its window each arrival may lie. The bootstrap does
  not do here: of seven windows `(1, 15]` and one `(1, 4]` each resampled estimate puts all eight before the 4th.

A window is `(after, by]`: what came by the 15th and what came after it share no moment. `lifelines`, the package for
such curves, takes windows for closed, so that both would have come on the 15th; and it holds pandas below 3.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hardstand.errors import MetadataError
from hardstand.ledger.arrival_law import likeliest_shares, possible_numbers
from hardstand.ledger.entries import Event, EventKind
from hardstand.timewindow import TimeWindow, utc

LEVEL = 0.9
"""Probability that the true number lies in an interval, as for counts."""


@dataclass(frozen=True, kw_only=True)
class Come:
    """How many of the arrivals had come by one date.

    Attributes:
        time: UTC, an end of a window.
        share: maximum-likelihood estimate of the share that had come, 0..1.
        low: lower end of the 90 % interval of the number that had come, inclusive.
        high: upper end, inclusive.
        proved_least: so many had come: their windows end by this date.
        proved_most: no more can have come: the windows of the others begin on this date or later.
    """

    time: datetime
    share: float
    low: int
    high: int
    proved_least: int
    proved_most: int


@dataclass(frozen=True, kw_only=True)
class ArrivalCurve:
    """How many of a set of arrivals had come by each date.

    Between two neighbouring points every number lies between those of the two; no window says where.

    Attributes:
        label: class; None = all classes.
        arrivals: how many there are.
        windows: how many different windows they have.
        points: one for each end of a window, in the order of time.
    """

    label: str | None
    arrivals: int
    windows: int
    points: tuple[Come, ...]


def arrival_curves(
    events: Iterable[Event], rng: np.random.Generator, since: datetime | None = None
) -> tuple[ArrivalCurve, ...]:
    """The curve of each class in the order of the alphabet, then that of all where there is more than one class.

    Args:
        events: of the ledger, in any order; departures are left out.
        rng: what the intervals are drawn with.
        since: time of the first acquisition; what stood there then came at any time before, and is left out.
    """
    windows: dict[str, list[TimeWindow]] = {}
    for event in events:
        stood_there = event.window.after is None and event.window.by == since
        if event.kind is EventKind.ARRIVAL and not stood_there:
            windows.setdefault(event.label, []).append(event.window)
    curves = [arrival_curve(windows[label], rng, label) for label in sorted(windows)]
    if len(windows) > 1:
        curves.append(arrival_curve([window for label in windows for window in windows[label]], rng))
    return tuple(curves)


def arrival_curve(windows: Sequence[TimeWindow], rng: np.random.Generator, label: str | None = None) -> ArrivalCurve:
    """The curve of one set of arrivals.

    Args:
        windows: one per arrival; `after` may be None, which leaves open how long before it came.
        rng: what the intervals are drawn with.
        label: class; None = all classes.

    Raises:
        MetadataError: there is no arrival, or one has no end.
    """
    if not windows:
        raise MetadataError("An arrival curve needs at least one arrival.")
    ends = sorted({moment for window in windows for moment in _ends(window)})
    spans, sizes = np.unique([_span(window, ends) for window in windows], axis=0, return_counts=True)
    shares = np.cumsum(likeliest_shares(spans, sizes, len(ends)))
    numbers = np.cumsum(possible_numbers(spans, sizes, _lengths(ends), rng), axis=1)
    tail = (1 - LEVEL) / 2
    # A quantile of whole numbers that is itself one of them, on the side that widens the interval.
    low = np.quantile(numbers, tail, axis=0, method="lower")
    high = np.quantile(numbers, 1 - tail, axis=0, method="higher")
    return ArrivalCurve(
        label=label,
        arrivals=len(windows),
        windows=len(spans),
        points=tuple(
            Come(
                time=time,
                share=float(min(1.0, shares[index])),
                low=int(low[index]),
                high=int(high[index]),
                proved_least=int(sizes[spans[:, 1] <= index + 1].sum()),
                proved_most=int(sizes[spans[:, 0] <= index].sum()),
            )
            for index, time in enumerate(ends)
        ),
    )


def had_come_by(curve: ArrivalCurve, share: float) -> TimeWindow:
    """When so many of the arrivals had come, as far as the 90 % intervals tell.

    Args:
        curve: of the arrivals.
        share: of all arrivals, above 0 and at most 1; rounded up to a whole number of them.

    Returns:
        The window in which that number was reached: on `after` even the upper end of the interval falls short of it,
        from `by` on the lower end reaches it. `after` is None where no date falls short.

    Raises:
        MetadataError: the share is not in that range.
    """
    if not 0 < share <= 1:
        raise MetadataError(f"A share of the arrivals lies above 0 and is at most 1, not {share:g}; give it so.")
    wanted = math.ceil(share * curve.arrivals - 1e-9)
    short = [point.time for point in curve.points if point.high < wanted]
    return TimeWindow(
        after=max(short, default=None), by=next(point.time for point in curve.points if point.low >= wanted)
    )


def _ends(window: TimeWindow) -> list[datetime]:
    if window.by is None:
        raise MetadataError("An arrival curve is made of what had come; give every window its end `by`.")
    return [utc(end) for end in (window.after, window.by) if end is not None]


def _span(window: TimeWindow, ends: Sequence[datetime]) -> tuple[int, int]:
    """First and one past the last of the stretches that a window covers; stretch i ends with the i-th end."""
    first = 0 if window.after is None else ends.index(utc(window.after)) + 1
    assert window.by is not None
    return first, ends.index(utc(window.by)) + 1


def _lengths(ends: Sequence[datetime]) -> NDArray[np.float64]:
    """(stretches,) seconds; the one before the first end, of which no start is known, is as long as all the others."""
    whole = max((ends[-1] - ends[0]) / timedelta(seconds=1), 1.0)
    return np.array([whole, *((later - earlier) / timedelta(seconds=1) for earlier, later in pairwise(ends))])
