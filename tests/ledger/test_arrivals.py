"""The arrival curve against a published one, against plain optimisation, and against truths that it should hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from hardstand.detection.result import Detection
from hardstand.errors import MetadataError
from hardstand.frames import GroundTransform, PixelPolygon, SiteFrame
from hardstand.ledger import ArrivalCurve, Event, EventKind, arrival_curve, arrival_curves, had_come_by
from hardstand.ledger.arrival_law import likeliest_shares, possible_numbers
from hardstand.measurement import place_on_ground
from hardstand.timewindow import TimeWindow

BEGIN = datetime(2015, 9, 1, tzinfo=UTC)
NEVER = 100

RADIOTHERAPY = (
    "45- 6,10 0,7 46- 46- 7,16 17- 7,14 37,44 0,8 4,11 15- 11,15 22- 46- 46- 25,37 46- 26,40 46- 27,34 36,44 46- 36,48 "
    "37- 40- 17,25 46- 11,18 38- 5,12 37- 0,5 18- 24- 36- 5,11 19,35 17,25 24- 32- 33- 19,26 37- 34- 36-"
)
"""Months between which 46 patients had a side effect, `45-` = after 45 (Finkelstein and Wolfe, Biometrics 41, 1985)."""

PUBLISHED = {5: 0.0463, 7: 0.0334, 8: 0.0887, 12: 0.0708, 25: 0.0926, 34: 0.0818, 40: 0.1209, 48: 0.4656}
"""The estimate for them by the end of each innermost interval (Fay and Shaw, J. of Statistical Software 36, 2010)."""


def day(number: float) -> datetime:
    return BEGIN + timedelta(days=number)


def window(after: float | None, by: float) -> TimeWindow:
    return TimeWindow(after=None if after is None else day(after), by=day(by))


def curve(*windows: tuple[float | None, float]) -> ArrivalCurve:
    return arrival_curve([window(*each) for each in windows], np.random.default_rng(0), "aircraft")


def by_day(found: ArrivalCurve) -> dict[int, float]:
    return {(point.time - BEGIN).days: point.share for point in found.points}


def test_the_estimate_is_the_published_one() -> None:
    ends = [each.removesuffix("-").split(",") for each in RADIOTHERAPY.split()]
    found = curve(*((int(first), int(last[0]) if last else NEVER) for first, *last in ends))
    steps = dict(zip(by_day(found), np.diff([0, *by_day(found).values()]), strict=True))
    assert found.arrivals == 46
    assert {at: share for at, share in steps.items() if share > 1e-4} == pytest.approx(PUBLISHED, abs=6e-5)


def test_what_came_by_a_day_and_what_came_after_it_share_no_moment() -> None:
    """Windows taken for closed would let both have come on day 4."""
    assert by_day(curve((1, 4), (4, 9))) == pytest.approx({1: 0, 4: 0.5, 9: 1})


def test_windows_that_do_not_overlap_leave_nothing_open_on_the_dates() -> None:
    found = curve(*[(0, 4)] * 3, *[(4, 9)] * 5, *[(9, 12)] * 2)
    told = [(point.low, point.high, point.proved_least, point.proved_most) for point in found.points]
    assert told == [(0, 0, 0, 0), (3, 3, 3, 3), (8, 8, 8, 8), (10, 10, 10, 10)]


def test_one_sharp_window_does_not_date_all_the_others() -> None:
    """The estimate puts all eight before day 4, and so would each resampled one; the images prove one."""
    found = curve((1, 4), *[(1, 15)] * 7)
    at = found.points[1]
    assert at.share == pytest.approx(1)
    assert (at.proved_least, at.proved_most) == (1, 8)
    assert at.low <= 3


def test_an_open_start_may_have_come_before_everything() -> None:
    found = curve((None, 4), (None, 4), (4, 9))
    assert [(point.proved_least, point.proved_most) for point in found.points] == [(2, 2), (3, 3)]
    early = curve((None, 9), (4, 9))
    assert [(point.proved_least, point.proved_most) for point in early.points] == [(0, 1), (2, 2)]
    assert [(point.low, point.high) for point in early.points] == [(0, 1), (2, 2)]


def test_classes_have_curves_of_their_own_and_one_together() -> None:
    """What stood there on the first image is no arrival, nor is a departure."""
    events = [
        event("aircraft", window(0, 4)),
        event("aircraft", window(None, 4)),
        event("aircraft", window(None, 0)),
        event("truck", window(4, 9)),
        event("truck", window(0, 9), EventKind.DEPARTURE),
    ]
    found = arrival_curves(events, np.random.default_rng(0), since=day(0))
    assert [(each.label, each.arrivals, each.windows) for each in found] == [
        ("aircraft", 2, 2),
        ("truck", 1, 1),
        (None, 3, 3),
    ]
    assert arrival_curves(events[4:], np.random.default_rng(0)) == ()


def event(label: str, when: TimeWindow, kind: EventKind = EventKind.ARRIVAL) -> Event:
    detection = Detection(acquisition="a", label=label, score=0.9, polygon=PixelPolygon(CORNERS))
    [sighting] = place_on_ground(
        (detection,), GroundTransform(np.array([[0.5, 0, 0], [0, -0.5, 0]])), SiteFrame(crs=None)
    )
    return Event(id="", kind=kind, label=label, window=when, stand="stand-1", sighting=sighting, empty_on="b")


CORNERS = np.array([[0.0, 0], [40, 0], [40, 40], [0, 40]])


def test_when_most_had_come() -> None:
    found = curve(*[(0, 4)] * 3, *[(4, 9)] * 5, *[(9, 12)] * 2)
    assert had_come_by(found, 0.5) == window(4, 9)
    assert had_come_by(found, 0.3) == window(0, 4)
    assert had_come_by(found, 0.31) == window(4, 9)
    assert had_come_by(found, 1.0) == window(9, 12)
    assert had_come_by(curve((None, 4), (None, 4)), 0.5) == window(None, 4)


@pytest.mark.parametrize("share", [0.0, -0.1, 1.2, float("nan")])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(MetadataError, match="share"):
        had_come_by(curve((0, 4)), share)


def test_no_arrivals_and_arrivals_without_an_end_are_refused() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(MetadataError, match="at least one"):
        arrival_curve([], rng)
    with pytest.raises(MetadataError, match="end"):
        arrival_curve([TimeWindow(after=day(0), by=None)], rng)


WINDOWS = st.lists(
    st.tuples(st.integers(0, 7), st.integers(1, 5)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    min_size=1,
    max_size=12,
)


@given(WINDOWS)
@settings(max_examples=15)
def test_intervals_lie_within_what_the_windows_prove_and_never_fall(windows: list[tuple[int, int]]) -> None:
    points = curve(*windows).points
    for point in points:
        begun = sum(day(after) < point.time for after, _ in windows)
        over = sum(day(by) <= point.time for _, by in windows)
        assert (point.proved_least, point.proved_most) == (over, begun)
        assert over <= point.low <= point.high <= begun
        assert over - 1e-3 <= point.share * len(windows) <= begun + 1e-3
    for name in ("share", "low", "high"):
        values = [getattr(point, name) for point in points]
        assert values == sorted(values)
    assert (points[-1].share, points[-1].low) == (pytest.approx(1), len(windows))


@given(WINDOWS)
@settings(max_examples=25)
def test_no_other_law_is_likelier(windows: list[tuple[int, int]]) -> None:
    """Against a plain optimiser over the shares of all stretches, innermost or not."""
    ends = sorted({end for each in windows for end in each})
    spans = np.array([(ends.index(after) + 1, ends.index(by) + 1) for after, by in windows])
    places = np.arange(len(ends))
    covers = (spans[:, :1] <= places) & (places < spans[:, 1:])

    def unlikely(free: np.ndarray) -> float:
        law = np.exp(free - free.max())
        return -float(np.log(covers @ (law / law.sum())).sum())

    ours = likeliest_shares(spans, np.ones(len(spans)), len(ends))
    assert ours.sum() == pytest.approx(1)
    best = minimize(unlikely, np.zeros(len(ends)), method="L-BFGS-B").fun
    assert -np.log(covers @ ours).sum() <= best + 1e-4


def test_the_order_of_the_arrivals_does_not_matter() -> None:
    windows: list[tuple[float | None, float]] = [(0, 4), (4, 9), (0, 9), (None, 4), (4, 12)]
    assert curve(*windows) == curve(*reversed(windows))


def test_a_date_on_which_nothing_was_seen_changes_nothing() -> None:
    """A cut in a stretch that no window uses: law and numbers up to the other cuts stay what they were."""
    spans, sizes = np.array([[0, 1], [0, 2], [1, 2]]), np.array([3, 6, 2])
    finer = np.array([[0, 1], [0, 3], [1, 3]])
    rng = np.random.default_rng(1)
    plain = possible_numbers(spans, sizes, np.array([4.0, 8.0]), rng)[:, 0].mean()
    cut = possible_numbers(finer, sizes, np.array([4.0, 3.0, 5.0]), rng)[:, 0].mean()
    assert plain == pytest.approx(cut, abs=0.15)


LAWS: dict[str, Callable[[np.random.Generator, int], np.ndarray]] = {
    "evenly": lambda rng, size: rng.uniform(0, 30, size),
    "in two convoys": lambda rng, size: rng.choice([8.0, 21.0], size) + rng.uniform(0, 0.5, size),
}


@pytest.mark.parametrize("law", LAWS)
def test_nine_of_ten_intervals_hold_the_true_number(law: str) -> None:
    """Twelve arrivals, eight dates, each spot hidden on half of them; only dates that leave something open count."""
    rng = np.random.default_rng(7)
    held = []
    for _ in range(12):
        dates = np.sort(np.concatenate([[0, 30], rng.uniform(0, 30, 6)]))
        came = LAWS[law](rng, 12)
        windows = []
        for time in came:
            seen = dates[(rng.uniform(size=8) < 0.5) | (dates == 0) | (dates == 30)]
            windows.append(window(float(seen[seen < time].max()), float(seen[seen >= time].min())))
        for point in arrival_curve(windows, rng).points:
            true = sum(day(float(time)) <= point.time for time in came)
            if point.proved_least < point.proved_most:
                held.append(point.low <= true <= point.high)
    assert len(held) > 40
    assert np.mean(held) > 0.9
