"""Numbers, dates and windows as a wire service writes them.

One to nine of a thing in words, from ten on in figures; measures, shares and intervals always in figures; dates in UTC,
with the time of day only where two images share a day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hardstand.timewindow import TimeWindow, utc

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SAME_IN_PLURAL = ("aircraft", "hovercraft", "spacecraft")


def number(count: int) -> str:
    """A number of things: "no", "one" to "nine", then "10", "1,200"."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def noun(label: str, count: int) -> str:
    """A class name in the singular or plural: "aircraft", "truck", "trucks"."""
    name = label.replace("_", " ").strip()
    if count == 1 or name.lower().endswith(SAME_IN_PLURAL):
        return name
    return f"{name}es" if name.endswith(("s", "x", "ch", "sh")) else f"{name}s"


def things(count: int, label: str) -> str:
    """A number and its noun: "three aircraft", "one truck", "no trucks"."""
    return f"{number(count)} {noun(label, count)}"


def listed(parts: Sequence[str]) -> str:
    """An enumeration: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def sentence(text: str) -> str:
    """A first letter in upper case and a full stop."""
    return f"{capital(text)}."


def capital(text: str) -> str:
    """A first letter in upper case; the rest as it is."""
    return text[:1].upper() + text[1:]


def percent(share: float) -> str:
    """A share (0..1) in whole per cent, never rounded to nothing or to everything."""
    if 0 < share < 0.01:
        return "less than 1 %"
    if 0.99 < share < 1:
        return "more than 99 %"
    return f"{round(share * 100)} %"


def day(moment: datetime) -> str:
    """The UTC day: "4 September 2015"."""
    moment = utc(moment)
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def day_and_time(moment: datetime) -> str:
    """The UTC day and minute: "4 September 2015, 08:30 UTC"."""
    return f"{day(moment)}, {utc(moment):%H:%M} UTC"


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Knows which days and minutes two images share, and so where the time of day matters.

    Attributes:
        days: UTC days with more than one image.
        minutes: UTC minutes with more than one image.
    """

    days: frozenset[date]
    minutes: frozenset[datetime]

    @classmethod
    def of(cls, moments: Iterable[datetime]) -> Calendar:
        """A calendar of the given times."""
        known = [utc(moment) for moment in moments]
        days = Counter(moment.date() for moment in known)
        minutes = Counter(moment.replace(second=0, microsecond=0) for moment in known)
        return cls(
            days=frozenset(day for day, times in days.items() if times > 1),
            minutes=frozenset(minute for minute, times in minutes.items() if times > 1),
        )

    def moment(self, moment: datetime) -> str:
        """In words: "4 September 2015", or "08:30 UTC on 4 September 2015" where another image was taken that day."""
        moment = utc(moment)
        if moment.date() in self.days:
            return f"{self._clock(moment)} UTC on {day(moment)}"
        return day(moment)

    def on(self, moment: datetime) -> str:
        """With its preposition: "on 4 September 2015", or "at 08:30 UTC on 4 September 2015"."""
        return f"{'at' if utc(moment).date() in self.days else 'on'} {self.moment(moment)}"

    def window(self, window: TimeWindow) -> str:
        """A window in words, to stand inside or at the start of a sentence, without what an open end means."""
        if window.after is not None and window.by is not None:
            return self.between(window.after, window.by)
        if window.by is not None:
            return f"on or before {self._dated(window.by)}"
        if window.after is not None:
            return f"after {self._dated(window.after)}"
        raise AssertionError("a window has at least one end")

    def between(self, after: datetime, by: datetime) -> str:
        """Two different times with what they share said once: "between 4 and 15 September 2015"."""
        after, by = utc(after), utc(by)
        if after.date() == by.date():
            return f"between {self._clock(after)} and {self._clock(by)} UTC on {day(by)}"
        if after.date() in self.days or by.date() in self.days or after.year != by.year:
            return f"between {self.moment(after)} and {self.moment(by)}"
        if after.month != by.month:
            return f"between {after.day} {MONTHS[after.month - 1]} and {day(by)}"
        return f"between {after.day} and {day(by)}"

    def _dated(self, moment: datetime) -> str:
        moment = utc(moment)
        return f"{day(moment)}, {self._clock(moment)} UTC" if moment.date() in self.days else day(moment)

    def _clock(self, moment: datetime) -> str:
        shared = moment.replace(second=0, microsecond=0) in self.minutes
        return f"{utc(moment):%H:%M:%S}" if shared else f"{utc(moment):%H:%M}"
