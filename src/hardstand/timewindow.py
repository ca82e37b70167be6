"""When something happened: after one acquisition and by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from hardstand.errors import MetadataError


@dataclass(frozen=True, kw_only=True)
class TimeWindow:
    """The half-open interval `(after, by]` in UTC.

    Attributes:
        after: the latest time at which it had not happened yet; not part of the window. None = not known, the window
            is open towards the past ("on or before `by`").
        by: the earliest time by which it had happened; part of the window. None = open towards the future.

    Raises:
        MetadataError: a time without zone, both ends open, or `after` not before `by`.
    """

    after: datetime | None
    by: datetime | None

    def __post_init__(self) -> None:
        """Refuse what is no window."""
        if self.after is None and self.by is None:
            raise MetadataError("A time window needs at least one end; give `after`, `by` or both.")
        for name, moment in (("after", self.after), ("by", self.by)):
            if moment is not None and moment.tzinfo is None:
                raise MetadataError(f"The window's {name!r} {moment.isoformat()} has no time zone; give it in UTC.")
        if self.after is not None and self.by is not None and self.after >= self.by:
            raise MetadataError(
                f"A window must end after it begins, but `after` is {self.after.isoformat()} "
                f"and `by` is {self.by.isoformat()}."
            )

    def __contains__(self, moment: datetime) -> bool:
        """Whether a moment lies in `(after, by]`."""
        begun = self.after is None or moment > self.after
        return begun and (self.by is None or moment <= self.by)

    @property
    def closed(self) -> bool:
        """Whether both ends are known."""
        return self.after is not None and self.by is not None

    def intersect(self, other: TimeWindow) -> TimeWindow | None:
        """The part that both share, or None where they share nothing."""
        after = _latest(self.after, other.after)
        by = _earliest(self.by, other.by)
        if after is not None and by is not None and after >= by:
            return None
        return TimeWindow(after=after, by=by)


def utc(moment: datetime) -> datetime:
    """The same moment in UTC.

    Raises:
        MetadataError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise MetadataError(f"The time {moment.isoformat()} has no time zone; give it in UTC, as 2015-09-04T08:30:00Z.")
    return moment.astimezone(UTC)


def _latest(first: datetime | None, second: datetime | None) -> datetime | None:
    known = [moment for moment in (first, second) if moment is not None]
    return max(known, default=None)


def _earliest(first: datetime | None, second: datetime | None) -> datetime | None:
    known = [moment for moment in (first, second) if moment is not None]
    return min(known, default=None)
