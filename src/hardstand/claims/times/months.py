"""Months, quarters, seasons, years and decades as they are written, and their parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from hardstand.claims.times.calendar_days import Days, Part, months_from, part_of
from hardstand.claims.times.calendar_words import (
    MONTH,
    MONTHS,
    SEASON,
    SEASONS,
    YEAR,
    YEAR_SHIFT,
    YEARS,
    month_number,
    pattern,
    year_shift,
)
from hardstand.claims.times.parts import PART, PART_STARTS, nth_part, part_from
from hardstand.claims.times.starts import FIGURES, MONTH_STARTS, ORDINAL, by_first_word
from hardstand.claims.times.written import Strength, Written
from hardstand.claims.word_sets import word_set

Read = tuple[Written | Days, int]
_Form = tuple[re.Pattern[str], Callable[[re.Match[str]], Read | None]]

_NO_MODEL = r"(?! (?:models?|vintage|version|variant|edition|era)\b)"
_MONTH = pattern(
    rf"(?:{PART}(?:the month of )?)?(?P<month>{MONTH})"
    rf"(?:(?:, ?| of | |-|/)(?P<year>{YEAR})|,?(?: of)? (?P<shift>{YEAR_SHIFT}) year\b)?"
    rf"{_NO_MODEL}(?!-(?!{MONTH})[a-z])"
)
_QUARTER = pattern(
    rf"(?:(?:the )?(?P<nth>first|second|third|fourth|last|final|1st|2nd|3rd|4th) quarter(?: of| in)? "
    rf"|q(?P<one>[1-4])(?: of | |-|/))"
    rf"(?P<year>{YEAR})|(?P<early>[0-9]{{4}})(?: |-)?q(?P<two>[1-4])\b"
)
_HALF = pattern(rf"h(?P<half>[12])(?: of | |-)(?P<year>{YEAR})")
_SEASON = pattern(
    rf"(?:{PART})?(?:the )?(?P<season>{SEASON})"
    rf"(?:(?: of|,)? (?P<year>{YEAR})(?P<next>[-/](?:[0-9]{{4}}|[0-9]{{2}})\b)?)?"
)
_YEAR = pattern(
    rf"(?:{PART})?(?P<word>the year (?:of )?)?(?P<year>{YEAR})(?P<next>[-/][0-9]{{2}}\b(?![-/0-9]))?"
    rf"{_NO_MODEL}(?!-[a-z]|[-:/][0-9]{{1,2}}\b)"
)
_DECADE = pattern(
    rf"(?:{PART}|the (?P<inner>early|mid|late)(?:-| ))?(?:the )?(?P<decade>(?:19|20)[0-9]0)'?s\b"
    r"(?!-| (?:era|vintage|style|model|design))"
)
_SHORT_NAMES = frozenset({"may", "june", "july"})
_DOUBTFUL = frozenset({"march", "april", "may", "june", "july", "august"})
"""Words or names of people as well."""


def read_months(text: str, at: int, word: str) -> Read | None:
    """Read a month or a longer time that stands at an offset and begins with that word."""
    for form, make in _FORMS.get(word, ()):
        found = form.match(text, at)
        if found is not None and (read := make(found)) is not None:
            return read
    return None


def _year_in(found: re.Match[str]) -> int | None:
    """The year, if it is one that images could bear on."""
    year = found["year"]
    return int(year) if year is not None and int(year) in YEARS else None


def _month(found: re.Match[str]) -> Read | None:
    year, part = _year_in(found), part_from(found)
    shift = year_shift(found["shift"])
    end = found.end("month") if year is None and shift is None else found.end()
    word = found["month"]
    plain = year is None and shift is None and part is None
    if plain and _names_somebody(word, found.string[end : end + 2]):
        return None
    doubtful = plain and (word.lower() in _DOUBTFUL or not word[0].isupper() or len(word) <= 5)
    strength = Strength.MONTH if doubtful else Strength.SURE
    return Written(month=month_number(word), year=year, year_shift=shift, part=part, strength=strength), end


def _names_somebody(word: str, after: str) -> bool:
    """Whether a shortened month without its full stop stands before a capital: "Jan Egeland"."""
    short = len(word) <= 4 and not word.endswith(".") and word.lower() not in _SHORT_NAMES
    return short and after[1:2].isupper()


def _quarter(found: re.Match[str]) -> Read | None:
    year = int(found["year"] or found["early"])
    if year not in YEARS:
        return None
    number = nth_part(found["nth"], "quarter").first if found["nth"] else int(found["one"] or found["two"]) - 1
    return Written(month=3 * number + 1, length=3, year=year), found.end()


def _half(found: re.Match[str]) -> Read | None:
    year = _year_in(found)
    return None if year is None else (Written(month=6 * int(found["half"]) - 5, length=6, year=year), found.end())


def _season(found: re.Match[str]) -> Read | None:
    season, year, part = found["season"].lower(), _year_in(found), part_from(found)
    month = SEASONS[season]
    if year is None and season == "fall":
        return None
    if year is not None and month == SEASONS["winter"] and not found["next"]:
        return _winter(year), found.end()
    final = MONTHS[(month + 1) % 12]
    note = f"{season} is {MONTHS[month - 1]} to {final}, on the northern half of the earth"
    strength = Strength.MONTH if year is None else Strength.SURE
    end = found.end("season") if year is None else found.end()
    return Written(month=month, length=3, year=year, part=part, strength=strength, notes=(note,)), end


def _winter(year: int) -> Days:
    """Of one year: the one that began in it, or the one that ended in it."""
    whole = months_from(year - 1, 12, 15)
    assert whole is not None
    return Days(
        first=whole[0], last=whole[1], notes=("it may be the winter that began or the one that ended in that year",)
    )


def _year(found: re.Match[str]) -> Read | None:
    year, part = _year_in(found), part_from(found)
    if year is None:
        return None
    if found["next"] and int(found["next"][1:]) != (year + 1) % 100:
        return None
    length = 24 if found["next"] else 12
    strength = Strength.SURE if part or found["word"] else Strength.YEAR
    return Written(month=1, length=length, year=year, part=part, strength=strength), found.end()


def _decade(found: re.Match[str]) -> Read | None:
    part = part_from(found)
    if found["inner"]:
        number = ("early", "mid", "late").index(found["inner"].lower())
        part = Part("third", number, number)
    whole = months_from(int(found["decade"]), 1, 120)
    assert whole is not None
    first, last = part_of(whole, part) if part else whole
    return Written(
        month=first.month,
        year=first.year,
        length=(last.year - first.year) * 12 + last.month - first.month + 1,
        strength=Strength.YEAR,
    ), found.end()


_FORMS: Mapping[str, tuple[_Form, ...]] = by_first_word(
    [
        (word_set("first second third fourth last final q1 q2 q3 q4") | {FIGURES, ORDINAL}, (_QUARTER, _quarter)),
        (word_set("h1 h2"), (_HALF, _half)),
        (PART_STARTS | frozenset(SEASONS), (_SEASON, _season)),
        (PART_STARTS | MONTH_STARTS, (_MONTH, _month)),
        (PART_STARTS | {FIGURES}, (_DECADE, _decade)),
        (PART_STARTS | {"year", FIGURES}, (_YEAR, _year)),
    ]
)
MONTHS_STARTS = frozenset(_FORMS)
