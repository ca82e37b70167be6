"""Times that count units: "two weeks ago", "in the past month", "three days later", "within 48 hours"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from hardstand.claims.times.absolute import read_absolute
from hardstand.claims.times.calendar_days import (
    Anchor,
    Days,
    Stretch,
    loosely,
    moved,
    needs_publication,
    point,
    shifted,
    spoken,
    stretch_of,
    unknown,
    week_of,
)
from hardstand.claims.times.calendar_words import (
    NUMBER,
    NUMBER_WORDS,
    UNIT,
    UNITS,
    number_range,
    pattern,
    unit_named,
)
from hardstand.claims.times.neighbours import NOT_DATED, counts_from
from hardstand.claims.times.relative import read_relative
from hardstand.claims.times.starts import FIGURES, by_first_word, first_word
from hardstand.claims.times.written import Written, limit_of, resolved
from hardstand.claims.word_sets import word_set

Read = tuple[Days, int]
_Form = tuple[re.Pattern[str], Callable[[re.Match[str], Anchor], Read | None]]

_NUMBERED = rf"(?:(?P<number>{NUMBER})(?: more)?(?: |-))?(?P<unit>{UNIT})(?P<plural>s?)\b"
_AGO = pattern(
    rf"(?:(?:(?P<more>more than|over|well over|at least)|(?P<less>less than|under)|just|only) )?{_NUMBERED} ago\b"
)
_PAST = pattern(
    r"(?:the )?(?P<which>past|last|latest|previous|preceding|most recent|recent|next|coming) "
    rf"(?:(?P<number>{NUMBER}) )?(?P<unit>{UNIT})(?P<plural>s?)\b"
)
_BESIDE = pattern(
    rf"(?P<the>the )?(?:immediate )?{_NUMBERED} "
    r"(?P<side>before|prior to|preceding|leading up to|after|following|since) (?:the )?"
)
_WITHIN = pattern(
    rf"within (?:(?:a |the )?(?:period|space) of )?(?:the )?{_NUMBERED}(?: (?P<side>of|after|before|following) )?"
)
_LATER = pattern(
    rf"(?:(?P<the>the )?{_NUMBERED} (?P<side>earlier|previously|beforehand|later|afterwards?|before|prior|after))\b"
)
_WEEK_OF = pattern(r"the week (?P<side>of|beginning|starting|ending)(?: on)? ")
_EARLIER = frozenset(
    {"before", "prior to", "preceding", "leading up to", "earlier", "previously", "beforehand", "prior", "previous"}
)
_WORD_AFTER = pattern(r" ([a-z]+)")
_GOES_ON = word_set("and but at in on near to from by with were was had")


def read_counted(text: str, at: int, word: str, anchor: Anchor) -> Read | None:
    """Read a time of counted units that stands at an offset and begins with that word."""
    for form, make in _FORMS.get(word, ()):
        found = form.match(text, at)
        if found is not None and (read := make(found, anchor)) is not None:
            return read
    return None


def _numbers(found: re.Match[str]) -> tuple[tuple[int, int], str]:
    """The least and the most, and of which unit; "the day" is one, "days" are several."""
    unit = unit_named(found["unit"])
    one = not found["number"] and not found["plural"]
    return (1, 1) if one else number_range(found["number"], unit), unit


def _ago(found: re.Match[str], anchor: Anchor) -> Read | None:
    today, (numbers, unit) = anchor.published.day, _numbers(found)
    if today is None:
        return needs_publication(), found.end()
    first, last = point((today, today), numbers, unit, -1)
    note = f"it counts back from the day of publication, {spoken(today)}"
    if found["more"]:
        return Days(last=shifted(today, -numbers[0], unit), notes=(note,)), found.end()
    if found["less"]:
        return Days(first=shifted(today, -numbers[1], unit), last=today, notes=(note,)), found.end()
    return Days(first=first, last=last, notes=(note, *loosely(unit))), found.end()


def _past(found: re.Match[str], anchor: Anchor) -> Read | None:
    """The past two weeks; recent days; the coming month."""
    which, plain = found["which"].lower(), not found["number"] and not found["plural"]
    if plain and which in {"recent", "most recent", "previous", "preceding", "next"}:
        return None
    today, (numbers, unit) = anchor.published.day, _numbers(found)
    if today is None:
        return needs_publication(), found.end()
    most = numbers[1]
    if which in {"next", "coming"}:
        note = f"it counts from the day of publication, {spoken(today)}"
        return Days(first=today, last=shifted(today, most, unit), notes=(note,)), found.end()
    note = f"it is at most {most} {unit}{'' if most == 1 else 's'} up to the day of publication, {spoken(today)}"
    return Days(first=shifted(today, -most, unit), last=today, notes=(note,)), found.end()


def _beside(found: re.Match[str], anchor: Anchor) -> Read | None:
    """Units before or after a date: with an article all of them ("in the three weeks before"), else so far from it."""
    read = _anchor_day(found.string, found.end(), anchor)
    if read is None:
        return None
    base, end = stretch_of(read[0]), read[1]
    if base is None:
        return unknown(read[0].notes[0]), end
    numbers, unit = _numbers(found)
    sign = -1 if found["side"].lower() in _EARLIER else 1
    whole = found["the"] and (found["number"] or found["plural"])
    days = _span(base, numbers[1], unit, sign) if whole else point(base, numbers, unit, sign)
    notes = (*read[0].notes, counts_from(base), *(() if whole else loosely(unit)))
    return Days(first=days[0], last=days[1], notes=notes), end


def _span(base: Stretch, number: int, unit: str, sign: int) -> Stretch:
    """So many units up to the day before, or from the day after."""
    if sign < 0:
        last = moved(base[0], -1)
        return min(shifted(base[0], -number, unit), last), last
    first = moved(base[1], 1)
    return first, max(shifted(base[1], number, unit), first)


def _within(found: re.Match[str], anchor: Anchor) -> Read | None:
    side = (found["side"] or "").lower()
    read = _anchor_day(found.string, found.end(), anchor) if side else None
    if side and read is None:
        return unknown(NOT_DATED), found.end("plural")
    base, end = (stretch_of(read[0]), read[1]) if read else (stretch_of(anchor.previous), found.end())
    if base is None:
        return unknown(read[0].notes[0] if read else NOT_DATED), end
    (_, most), unit = _numbers(found)
    first = shifted(base[0], -most, unit) if side in {"of", "before"} else base[0]
    last = base[1] if side == "before" else shifted(base[1], most, unit)
    notes = read[0].notes if read else ()
    return Days(first=first, last=last, notes=(*notes, counts_from(base))), end


def _week_of(found: re.Match[str], anchor: Anchor) -> Read | None:
    """The week of a day, or the seven days that it ends."""
    read = _anchor_day(found.string, found.end(), anchor)
    base = None if read is None else stretch_of(read[0])
    if read is None or base is None:
        return read
    first, last = (moved(base[1], -6), base[1]) if found["side"].lower() == "ending" else week_of(base[0])
    return Days(first=first, last=last, notes=read[0].notes), read[1]


def _later(found: re.Match[str], anchor: Anchor) -> Read | None:
    """So many units from the time that was said before."""
    if not (found["number"] or found["the"] or found["plural"]):
        return None
    side = found["side"].lower()
    base = stretch_of(anchor.previous)
    if base is None or (side in {"before", "after", "prior"} and _goes_on(found.string, found.end())):
        return unknown(NOT_DATED), found.end()
    numbers, unit = _numbers(found)
    first, last = point(base, numbers, unit, -1 if side in _EARLIER else 1)
    return Days(first=first, last=last, notes=(counts_from(base), *loosely(unit))), found.end()


def _goes_on(text: str, end: int) -> bool:
    """Whether what it counts from follows: "two days after the strike"."""
    word = _WORD_AFTER.match(text, end)
    return word is not None and word[1].lower() not in _GOES_ON


def _anchor_day(text: str, at: int, anchor: Anchor) -> Read | None:
    """A date, a weekday or a word such as "yesterday" from which units count."""
    word = first_word(text, at)
    read = read_relative(text, at, word, anchor) or read_absolute(text, at, word, day_first=anchor.day_first)
    if read is None or read[0] is None:
        return None
    days = resolved(read[0], limit_of(anchor.published)) if isinstance(read[0], Written) else read[0]
    return days, read[1]


_UNITS = NUMBER_WORDS | UNITS | {FIGURES}
_FORMS: Mapping[str, tuple[_Form, ...]] = by_first_word(
    [
        (_UNITS | word_set("more over well at less under just only"), (_AGO, _ago)),
        (word_set("past last latest previous preceding most recent next coming"), (_PAST, _past)),
        (_UNITS | {"immediate"}, (_BESIDE, _beside)),
        (frozenset({"within"}), (_WITHIN, _within)),
        (frozenset({"week"}), (_WEEK_OF, _week_of)),
        (_UNITS, (_LATER, _later)),
    ]
)
COUNTED_STARTS = frozenset(_FORMS)
