"""Times that count from the day of publication: "yesterday", "this month", "last Thursday", "at the weekend"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from hardstand.claims.times.calendar_days import (
    Anchor,
    Days,
    Stretch,
    months_from,
    moved,
    needs_publication,
    part_of,
    spoken,
    unknown,
    week_of,
)
from hardstand.claims.times.calendar_words import (
    DAYTIME,
    MONTH,
    SEASONS,
    WEEKDAY,
    WEEKDAYS,
    month_number,
    pattern,
    weekday_number,
)
from hardstand.claims.times.parts import PART, PART_STARTS, part_from
from hardstand.claims.times.starts import HOUR_STARTS, WEEKDAY_STARTS, by_first_word
from hardstand.claims.word_sets import word_set

Read = tuple[Days, int]
_Form = tuple[re.Pattern[str], Callable[[re.Match[str], Anchor], Days]]

_DAY_WORDS = {
    "today": (0, 0), "tonight": (0, 0), "yesterday": (-1, -1), "tomorrow": (1, 1), "overnight": (-1, 0),
    "last night": (-1, 0), "this morning": (0, 0), "this afternoon": (0, 0), "this evening": (0, 0),
    "the day before yesterday": (-2, -2), "the day after tomorrow": (2, 2),
}  # fmt: skip
"""Days from the day of publication: the first and the last in which it may have happened."""

_DAY_WORD = pattern(rf"(?:(?:earlier|later|late|early) )?(?P<word>{'|'.join(_DAY_WORDS)})\b(?: {DAYTIME})?")
_WEEKDAY = pattern(rf"(?P<which>this past|this coming|this|last|past|next) (?P<day>{WEEKDAY})(?: {DAYTIME})?")
_WEEKDAY_WEEK = pattern(rf"(?P<day>{WEEKDAY})(?: of)? (?P<which>this|last|next) week\b")
_WEEKEND = pattern(r"(?:(?P<which>this past|this|last|past|next) |the )weekend\b(?! of\b)")
_PERIOD = pattern(
    rf"(?:{PART}|(?P<timing>earlier|later|so far|earlier in|later in) )?"
    rf"(?P<which>this|last|next|the current) "
    rf"(?P<unit>week|month|quarter|year|decade|spring|summer|autumn|fall|winter|{MONTH})(?!\w| of )"
)
_OF_THE = pattern(rf"(?:{PART}the|(?P<timing>earlier|later) in the) (?P<unit>day|week|month|quarter|year|decade)\b")
_RECENTLY = pattern(r"(?:(?:more|most|very|only) )?(?:recently|lately|recent|newly)\b")
_SHIFTS = {"last": -1, "past": -1, "next": 1}


def read_relative(text: str, at: int, word: str, anchor: Anchor) -> Read | None:
    """Read a time that stands at an offset, begins with that word and counts from the day of publication."""
    for form, make in _FORMS.get(word, ()):
        found = form.match(text, at)
        if found is not None:
            return make(found, anchor), found.end()
    return None


def _day_word(found: re.Match[str], anchor: Anchor) -> Days:
    today = anchor.published.day
    if today is None:
        return needs_publication()
    first, last = _DAY_WORDS[" ".join(found["word"].lower().split())]
    return _counted(moved(today, first), moved(today, last), today)


def _weekday(found: re.Match[str], anchor: Anchor) -> Days:
    today = anchor.published.day
    if today is None:
        return needs_publication()
    number, which = weekday_number(found["day"]), " ".join(found["which"].lower().split())
    if which == "this":
        day, how = moved(week_of(today)[0], number), "in the week of"
    elif which in {"next", "this coming"}:
        day, how = moved(today, (number - today.weekday() - 1) % 7 + 1), "after"
    else:
        day, how = moved(today, -((today.weekday() - number - 1) % 7 + 1)), "before"
    name = WEEKDAYS[number]
    return Days(first=day, last=day, notes=(f"it is the {name} {how} the day of publication, {spoken(today)}",))


def _weekday_week(found: re.Match[str], anchor: Anchor) -> Days:
    today = anchor.published.day
    if today is None:
        return needs_publication()
    day = moved(week_of(today, _SHIFTS.get(found["which"].lower(), 0))[0], weekday_number(found["day"]))
    return _counted(day, day, today)


def _weekend(found: re.Match[str], anchor: Anchor) -> Days:
    today = anchor.published.day
    if today is None:
        return needs_publication()
    which = (found["which"] or "").lower()
    if which in {"this", "next"}:
        sunday = week_of(today, _SHIFTS.get(which, 0))[1]
        return _counted(moved(sunday, -1), sunday, today)
    if which:
        sunday = week_of(today, -1)[1]
        return _counted(moved(sunday, -1), sunday, today)
    saturday = moved(today, -((today.weekday() - 5) % 7))
    return _counted(saturday, min(moved(saturday, 1), today), today)


def _period(found: re.Match[str], anchor: Anchor) -> Days:
    """This, last or next week, month, season or year, or a part of it."""
    today, unit = anchor.published.day, found["unit"].lower()
    shift = _SHIFTS.get(found["which"].lower(), 0)
    if today is None:
        return _year_of_publication(found, anchor, shift) if unit == "year" else needs_publication()
    whole = _whole(unit, today, shift)
    part = part_from(found)
    first, last = whole if part is None else part_of(whole, part)
    ends_open = found["third"] is not None
    return _begun(first, last, today, timing=found["timing"], uncut=shift != 0 or ends_open)


def _year_of_publication(found: re.Match[str], anchor: Anchor, shift: int) -> Days:
    year = anchor.published.year
    whole = None if year is None else months_from(year + shift, 1, 12)
    if whole is None:
        return needs_publication()
    part = part_from(found)
    first, last = whole if part is None else part_of(whole, part)
    return Days(first=first, last=last, notes=(f"it counts from the year of publication, {year}",))


def _of_the(found: re.Match[str], anchor: Anchor) -> Days:
    """The end of the month; earlier in the week."""
    today = anchor.published.day
    if today is None:
        return needs_publication()
    whole = _whole(found["unit"].lower(), today, 0)
    part = part_from(found)
    first, last = whole if part is None else part_of(whole, part)
    return _begun(first, last, today, timing=found["timing"], uncut=part is not None)


def _begun(first: date, last: date, today: date, *, timing: str | None, uncut: bool) -> Days:
    """A period that has begun ends today: a text tells what has happened; "later" begins today."""
    if timing is not None and timing.lower().startswith("later") and first <= today <= last:
        return _counted(today, last, today)
    return _counted(first, last if uncut or first > today else min(last, today), today)


def _whole(unit: str, today: date, shift: int) -> Stretch:
    if unit == "day":
        return today, today
    if unit == "week":
        return week_of(today, shift)
    lengths = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
    if unit not in lengths:
        return _named(unit, today, shift)
    length = lengths[unit]
    months = (today.year * 12 + today.month - 1) // length * length + shift * length
    found = months_from(max(months // 12, 1), months % 12 + 1, length)
    return found or (today, today)


def _named(unit: str, today: date, shift: int) -> Stretch:
    """A month or season by its name: last September is the latest that ended before this month began."""
    month, length = (SEASONS[unit], 3) if unit in SEASONS else (month_number(unit), 1)
    spans = [span for year in range(-2, 3) if (span := months_from(max(1, today.year + year), month, length))]
    begin = today.replace(day=1)
    if shift < 0:
        return next((span for span in reversed(spans) if span[1] < begin), spans[0])
    if shift > 0:
        return next((span for span in spans if span[0] > today), spans[-1])
    holding = [span for span in spans if span[0] <= today <= span[1]]
    return holding[0] if holding else next((span for span in spans if span[0].year == today.year), (today, today))


def _counted(first: date, last: date, today: date) -> Days:
    return Days(first=first, last=last, notes=(f"it counts from the day of publication, {spoken(today)}",))


_FORMS: Mapping[str, tuple[_Form, ...]] = by_first_word(
    [
        (word_set("today tonight yesterday tomorrow overnight last this day") | HOUR_STARTS, (_DAY_WORD, _day_word)),
        (WEEKDAY_STARTS, (_WEEKDAY_WEEK, _weekday_week)),
        (word_set("this last past next"), (_WEEKDAY, _weekday)),
        (word_set("this last past next weekend"), (_WEEKEND, _weekend)),
        (PART_STARTS | word_set("earlier later so this last next current"), (_PERIOD, _period)),
        (PART_STARTS | word_set("earlier later"), (_OF_THE, _of_the)),
    ]
)
VAGUE_STARTS = word_set("more most very only recently lately recent newly")
RELATIVE_STARTS = frozenset(_FORMS) | VAGUE_STARTS


def read_vague(text: str, at: int, word: str) -> Read | None:
    """Read a word that says when and from which no day follows: "recently", "newly"."""
    found = _RECENTLY.match(text, at) if word in VAGUE_STARTS else None
    return None if found is None else (unknown(f'no day follows from "{found[0].lower()}"'), found.end())
