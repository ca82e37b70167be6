"""When a text was published: days as they are written at the head of a text, and which of them wins."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from hardstand.claims.document import Published
from hardstand.claims.word_sets import word_set

LONGEST_LINE = 120
"""Characters of the longest line that only says when."""
GIVEN_RULE = "given by the user (--published)"
PAGE_RULE = "the page's own data give this day"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_MONTH} {_DAY}(?!\d),? {_YEAR}",
        rf"{_DAY}(?: of)? {_MONTH},? {_YEAR}",
        rf"(?<!\d){_YEAR}[-./](?P<month>\d{{1,2}})[-./](?P<day>\d{{1,2}})(?!\d)",
        rf"{_DAY}(?P<mark>[./-])(?P<month>\d{{1,2}})(?P=mark){_YEAR}",
        rf"\b{_MONTH} {_DAY}(?!\d)",
        rf"{_DAY}(?: of)? {_MONTH}(?![a-z])",
    )
)
_MAY_BE_DAY = re.compile(r"(?:19|20)\d\d|publish|post|updat|issue|releas|creat|date|modif|edit", re.IGNORECASE)
"""Every line that only says when holds one of these: a look that is cheap."""
_SAID = re.compile(r"[a-z]+|\d{1,2}[:.]\d\d(?:[:.]\d\d)?z?|\d{1,4}", re.IGNORECASE)
_BESIDE = word_set(
    """
    published posted updated modified last first on at date issued released dated time created edited am pm a
    p m utc gmt et est edt ct cst cdt mt mst mdt pt pst pdt cet cest eet eest bst msk ist jst z hrs hours
    local t monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat
    sun
    """
)
"""What may stand beside the day on a line that only says when."""
_CHANGED = frozenset({"updated", "modified", "edited"})
_FIRST = frozenset({"published", "posted", "issued", "released", "created", "dated"})
_COPYRIGHT = re.compile(
    r"(?:\bcopyright\b|\u00a9|\(c\))[\s\u00a9(c),:]{0,8}((?:19|20)\d\d)(?!\d| ?- ?(?:19|20)?\d\d)", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class WrittenDay:
    """A day as it is written.

    Attributes:
        day: of the month, as written: it may not exist.
        month: 1 to 12, or more where the text is wrong.
        year: or None where none is written.
        words: the text of it.
        where: what it stands in, for the rule ("the dateline", "the line").
        ambiguous: whether day and month could change places ("04/09/2015").
        changed: whether the text says that it is the day of a change, not of publication.
        labelled: whether the text says what the day is ("Published", "Updated").
    """

    day: int
    month: int
    year: int | None
    words: str
    where: str = "the text"
    ambiguous: bool = False
    changed: bool = False
    labelled: bool = False


def find_day(text: str) -> tuple[WrittenDay, int, int] | None:
    """The first day that is written in a short text, with start and end; None where there is none."""
    found = [match for form in _FORMS if (match := form.search(text))]
    if not found:
        return None
    # Where two forms begin together the longer one holds the year; forms with a year are tried first.
    match = min(found, key=lambda match: (match.start(), -match.end()))
    return _written(match), match.start(), match.end()


def day_of_line(line: str) -> WrittenDay | None:
    """The day of a line that says nothing but when ("Published: 17 September 2015, 4:05 p.m."), or None.

    A line without a year counts where it says what the day is ("Posted Sept. 17").
    """
    if len(line) > LONGEST_LINE or not _MAY_BE_DAY.search(line) or not (found := find_day(line)):
        return None
    written, start, end = found
    before = _SAID.findall(line[:start].lower())
    after = _until_change(_SAID.findall(line[end:].lower()))
    if not all(word in _BESIDE or word[0].isdigit() for word in (*before, *after)):
        return None
    said = {*before, *after}
    labelled = bool(said & (_FIRST | _CHANGED))
    if written.year is None and not labelled:
        return None
    changed = labelled and not said & _FIRST
    return replace(written, words=line.strip(), where="the line", changed=changed, labelled=labelled)


def copyright_year(line: str) -> int | None:
    """The year of a copyright line, 1900 to 2099; None where it names none, or a span of years."""
    match = _COPYRIGHT.search(line[:300])
    return int(match[1]) if match else None


def published_of(
    *, given: date | None, page: date | None, written: tuple[WrittenDay, ...], copyright_years: tuple[int, ...]
) -> Published:
    """When a text was published.

    Args:
        given: what the user says; it wins.
        page: what the page's own data say; it comes next.
        written: days of dateline and lines of their own; then the first of them that is a day.
        copyright_years: of copyright lines; the first gives the year of a day that is written without one, and stands
            alone where nothing gives the day.
    """
    if given is not None:
        return Published(day=given, year=given.year, rule=GIVEN_RULE)
    if page is not None:
        return Published(day=page, year=page.year, rule=PAGE_RULE)
    year = copyright_years[0] if copyright_years else None
    failed: list[str] = []
    for one in sorted(written, key=lambda one: one.changed):
        answer = _day(one, year)
        if isinstance(answer, Published):
            return answer
        failed.append(answer)
    return _without_day(year, failed)


def _without_day(year: int | None, failed: list[str]) -> Published:
    rule = "the copyright line gives the year, nothing gives the day" if year else Published().rule
    return Published(year=year, rule="; ".join((rule, *failed)))


def _day(written: WrittenDay, year: int | None) -> Published | str:
    """The day that is meant, or why it is none."""
    known = written.year or year
    if written.ambiguous:
        return f"{written.words!r} may be read day first or month first"
    if known is None:
        return f"{written.words!r} names no year"
    try:
        day = date(known, written.month, written.day)
    except ValueError:
        return f"{written.words!r} is no day of the calendar"
    rule = f"{written.where} {written.words!r}" + ("" if written.year else ", its year from the copyright line")
    rule += ", which is the day of a change" if written.changed else ""
    return Published(day=day, year=day.year, rule=rule)


def _written(match: re.Match[str]) -> WrittenDay:
    parts = match.groupdict()
    day, month = int(parts["day"]), _month(parts["month"])
    year = int(parts["year"]) if parts.get("year") else None
    slashed = parts.get("mark") == "/"
    if slashed and month > 12 >= day:
        day, month = month, day
    ambiguous = slashed and day <= 12 and month <= 12 and day != month
    return WrittenDay(day=day, month=month, year=year, words=match.group(), ambiguous=ambiguous)


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS.index(word[:3].lower()) + 1


def _until_change(words: list[str]) -> list[str]:
    """What stands before a second day, that of a change ("..., updated 18 September")."""
    places = [place for place, word in enumerate(words) if word in _CHANGED]
    return words[: places[0]] if places else words
