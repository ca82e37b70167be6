"""Numbers, days and periods as the reasons write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from hardstand.claims.entries import Period
from hardstand.timewindow import TimeWindow, utc

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def number(count: int) -> str:
    """One to nine in words, from ten on in figures."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def day(moment: date) -> str:
    """The UTC day: "4 September 2015"."""
    if isinstance(moment, datetime):
        moment = utc(moment).date()
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def days_between(first: date, last: date) -> str:
    """As in "between 4 September 2015 and 15 September 2015", or "on" one day."""
    return f"on {day(first)}" if day(first) == day(last) else f"between {day(first)} and {day(last)}"


def window(of: TimeWindow) -> str:
    """As in "between 4 September 2015 and 15 September 2015", "on or before 15 September 2015"."""
    if of.after is not None and of.by is not None:
        return days_between(of.after, of.by)
    return f"on or before {day(of.by)}" if of.by is not None else f"after {day(of.after)}" if of.after else ""


def period(of: Period) -> str:
    """As in "between ... and ...", "by 15 September 2015", "from 4 September 2015 on"; empty where no time is said."""
    if of.after is not None and of.by is not None:
        return days_between(of.after, of.by)
    return f"by {day(of.by)}" if of.by is not None else f"from {day(of.after)} on" if of.after else ""


def listed(parts: Sequence[str]) -> str:
    """An enumeration: "a", "a and b", "a, b and c"."""
    return "".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def claimed(low: int, high: int | None) -> str:
    """What is claimed: "six", "six to 10", "two or more", "40 or fewer"."""
    if high is None:
        return f"{number(low)} or more"
    if low == high:
        return number(low)
    return f"{number(high)} or fewer" if low <= 0 else f"{number(low)} to {number(high)}"


def percent(share: float) -> str:
    """A share (0..1) in whole per cent, never rounded to nothing or to everything."""
    if 0 < share < 0.01:
        return "less than 1 %"
    return "more than 99 %" if 0.99 < share < 1 else f"{round(100 * share)} %"


def capital(text: str) -> str:
    """A first letter in upper case; the rest as it is."""
    return text[:1].upper() + text[1:]


def rest(sentence: str) -> str:
    """Without the full stop at its end, to stand inside another sentence."""
    return sentence.strip().removesuffix(".")
