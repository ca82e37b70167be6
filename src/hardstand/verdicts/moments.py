"""Which acquisitions a claimed time is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hardstand.claims.entries import Period
from hardstand.timewindow import TimeWindow

BOUND = timedelta(days=1)
"""An image bounds a period that begins or ends at most so far from it."""

GAP = 4 * BOUND
"""Longest time between two images for which "not there" on both is taken to speak for what lies between: no moment lies
farther than two days from one of them. What came and left again within it leaves no trace, and the reason says so."""


@dataclass(frozen=True, kw_only=True)
class When:
    """A claimed time in UTC.

    Attributes:
        start: first moment; None = open.
        end: first moment that no longer belongs to it; None = open.
        dated: whether the claim says a time with an end. Only such a claim can be confirmed or contradicted.
    """

    start: datetime | None
    end: datetime | None
    dated: bool

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in it."""
        return (self.start is None or moment >= self.start) and (self.end is None or moment < self.end)

    def near(self, moment: datetime) -> bool:
        """Whether a moment lies in it, or so close that an image of it bounds the time."""
        begun = self.start is None or moment >= self.start - 2 * BOUND
        return begun and (self.end is None or moment < self.end + 2 * BOUND)

    def contains(self, window: TimeWindow) -> bool:
        """Whether a window lies wholly in it."""
        begun = self.start is None or (window.after is not None and window.after >= self.start)
        return begun and (self.end is None or (window.by is not None and window.by < self.end))

    def overlaps(self, window: TimeWindow) -> bool:
        """Whether a window shares a moment with it."""
        begun = self.start is None or window.by is None or window.by >= self.start
        return begun and (self.end is None or window.after is None or window.after < self.end)

    def watched(self, moments: Sequence[datetime]) -> bool:
        """Whether images at these times, in their order and all in it, bound it at both ends without a long gap."""
        if self.start is None or self.end is None or not moments:
            return False
        near = moments[0] - self.start <= 2 * BOUND and self.end - moments[-1] <= 2 * BOUND
        return near and all(later - earlier <= GAP for earlier, later in pairwise(moments))


def when(period: Period, published: date | None) -> When:
    """A period of whole days as moments; what has no end ends with the day of publication, where that is known."""
    last = period.by if period.by is not None else published
    return When(
        start=None if period.after is None else _midnight(period.after),
        end=None if last is None or last == date.max else _midnight(last + timedelta(days=1)),
        dated=period.by is not None or (period.after is not None and published is not None),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
