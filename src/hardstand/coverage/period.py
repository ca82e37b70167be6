"""The period that is asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from hardstand.errors import MetadataError
from hardstand.site.values import FIRST_YEAR
from hardstand.timewindow import utc

_HELP = "write a day as 2015-09-04, or a time with its zone as 2015-09-04T08:30:00Z"


@dataclass(frozen=True, kw_only=True)
class Period:
    """From one moment up to another, `[begins, ends)`.

    Attributes:
        begins: UTC; part of the period.
        ends: UTC; no longer part of it.

    Raises:
        MetadataError: a time without zone, or an end that is not after the beginning.
    """

    begins: datetime
    ends: datetime

    def __post_init__(self) -> None:
        """Bring both to UTC; refuse what is no period."""
        object.__setattr__(self, "begins", utc(self.begins))
        object.__setattr__(self, "ends", utc(self.ends))
        if self.begins >= self.ends:
            raise MetadataError(
                f"A period must end after it begins, but this one begins at {self.begins.isoformat()} and ends at "
                f"{self.ends.isoformat()}; give the earlier time first."
            )

    def __contains__(self, moment: datetime) -> bool:
        """Whether a moment lies in `[begins, ends)`."""
        return self.begins <= moment < self.ends

    def cut_at(self, now: datetime) -> Period:
        """Without what still lies in the future.

        Raises:
            MetadataError: all of it does.
        """
        if self.begins >= now:
            raise MetadataError(
                f"The period begins in the future, at {self.begins.isoformat()}; give a time in the past."
            )
        return self if self.ends <= now else Period(begins=self.begins, ends=now)


def read_period(first: str, last: str) -> Period:
    """A period from its first and its last day or moment; a day is the whole day in UTC.

    Raises:
        MetadataError: a text is no day and no time with a zone, or the period would end before it begins.
    """
    begins, _ = _reach(first)
    _, ends = _reach(last)
    return Period(begins=begins, ends=ends)


def read_claimed(text: str) -> Period:
    """When something is said to have happened: a day, or two days or times parted by a slash (ISO 8601).

    Raises:
        MetadataError: the text is neither.
    """
    first, slash, last = text.partition("/")
    if not slash and isinstance(_read(first), datetime):
        raise MetadataError(f"{text!r} is a single moment; give a day, or two times as BEGIN/END.")
    return read_period(first, last if slash else first)


def _reach(text: str) -> tuple[datetime, datetime]:
    """The beginning and the end of what a text names."""
    value = _read(text)
    if isinstance(value, datetime):
        return value, value
    begins = datetime.combine(value, time(), UTC)
    return begins, begins + timedelta(days=1)


def _read(text: str) -> date | datetime:
    value = _parse(text.strip())
    if isinstance(value, datetime) and value.tzinfo is None:
        raise MetadataError(f"The time {text!r} has no time zone; write it in UTC, as {value.isoformat()}Z.")
    if not FIRST_YEAR <= value.year < date.max.year:
        raise MetadataError(f"No satellite image is of the year {value.year}; correct {text!r}.")
    return value


def _parse(text: str) -> date | datetime:
    for parse in (date.fromisoformat, datetime.fromisoformat):
        try:
            return parse(text)
        except ValueError:
            continue
    raise MetadataError(f"{text!r} is no day and no time: {_HELP}.")
