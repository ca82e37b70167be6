"""The words of the calendar: months, weekdays, units and numbers, and the patterns that find them."""

from __future__ import annotations

import re

from hardstand.claims.word_sets import word_set

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
_WEEKDAY_NUMBERS = {name[:3].lower(): number for number, name in enumerate(WEEKDAYS)}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each, on the northern half of the earth."""

YEARS = range(1900, 2101)
"""Any other number of four digits is no year that images could bear on."""

VAGUE = {"hour": 48, "day": 14, "week": 8, "fortnight": 4, "month": 12, "year": 10, "decade": 3}
"""The longest that "several", "a few" and "recent" are taken to reach, in that unit: generous on purpose, so that no
image is held against a claim that its words still allow."""
FEWEST = 2
"""The least that a plural stands for."""


_GAP = r"(?:[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]{0,3})"

MONTH = (
    r"(?:(?:january|february|april|june|july|august|september|october|november|december|(?-i:May|MAY|March|MARCH))\b"
    r"|(?:sept?|(?-i:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|OCT|NOV|DEC))\b\.?)"
    r"(?! (?:have|be|not|also|well|soon|never|face|need)\b)"
)
"""May and March are months with a capital only, and no auxiliary even then ("Tanks May Have Left")."""
DAY = r"(?:[0-9]{1,2})(?:st|nd|rd|th)?(?![0-9\w]|[.,:][0-9]|%|/)"
YEAR = r"[0-9]{4}(?![0-9\w%]|[.,][0-9])"
YEAR_SHIFT = r"(?:this|last|next)"
WEEKDAY = r"(?:(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)"
WEEKDAY_SHORT = r"(?:(?-i:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
"""Before a date only: by themselves Sun and Sat are words."""
WEEKDAY_ALONE = r"(?:(?-i:Tues|Thurs)\b\.?|(?-i:Mon|Tue|Weds?|Thur?|Fri)\.)"
SEASON = r"(?:spring|summer|autumn|fall|winter)\b"
_ZONE = r"(?:utc|gmt|z|(?:local|zulu|moscow|eastern) time|edt|est|cet|cest|msk)\b"
_CLOCK = r"[0-9]{1,2}(?::[0-9]{2})? ?[ap]\.?m\b\.?|noon\b|midnight\b|dawn\b|dusk\b"
HOURS_SURE = (
    rf"(?:(?:[0-9]{{1,2}}:[0-9]{{2}}(?: ?(?:hours|hrs|h)\b)?|[0-9]{{4}} ?(?:hours|hrs|h)\b"
    rf"|[0-9]{{3,4}}(?= ?{_ZONE})|{_CLOCK})"
    rf"(?: ?\(?{_ZONE}\)?)?)"
)
"""A time of day in words that can be nothing else."""
HOURS = rf"(?:(?:about |around |approximately )?(?:{HOURS_SURE}|[0-9]{{1,2}}[.]?[0-9]{{2}}))"
"""A time of day behind "at"."""
DAYTIME = r"(?:(?:early |late |mid-?)?(?:morning|afternoon|evening|night|noon)\b)"
UNIT = r"(?:hour|hr|day|week|fortnight|month|year|decade)"

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "ninety": 90, "half a dozen": 6, "a dozen": 12, "a couple of": 2, "couple of": 2, "a couple": 2,
}  # fmt: skip
_UNSURE = ("a few", "several", "some", "many", "few", "a number of")
NUMBER = "(?:[0-9]{1,3}|" + "|".join(sorted([*_NUMBERS, *_UNSURE], key=len, reverse=True)) + ")"

NUMBER_WORDS = frozenset(word for words in (*_NUMBERS, *_UNSURE) for word in words.split())
UNITS = word_set("hour hours hr hrs day days week weeks fortnight fortnights month months year years decade decades")

FOLLOWERS = word_set(
    """
    and or to at in on by the of as when while with from near but that which were was had has have is are a an
    according for after before it he she they there here through until local utc gmt who whose show shows
    reveal reveals indicate indicates confirm confirms suggest suggests depict depicts taken seen its their
    this these no would could may might will did does do also then because since during near inside outside
    around
    """
)
"""After one of these a number that stands before it counts nothing."""

_PLURALS = word_set("aircraft personnel people men")


def pattern(words: str) -> re.Pattern[str]:
    """A pattern that reads any small or large letters; a space in it is any short gap."""
    return re.compile(words.replace(" ", _GAP), re.IGNORECASE)


_NEXT = pattern(r"(?:-| )?([^\W\d_]+)")


def month_number(word: str) -> int:
    """1 to 12 for a month, also a shortened one."""
    return _MONTH_NUMBERS[word[:3].lower()]


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for a weekday, also a shortened one."""
    return _WEEKDAY_NUMBERS[word[:3].lower()]


def year_shift(word: str | None) -> int | None:
    """-1, 0 or 1 for "last", "this" and "next" year."""
    return None if word is None else {"last": -1, "this": 0, "next": 1}[word.lower()]


def unit_named(word: str) -> str:
    """The unit in the singular."""
    lower = word.lower()
    return "hour" if lower.startswith("h") else lower.removesuffix("s")


def number_range(words: str | None, unit: str) -> tuple[int, int]:
    """The least and the most that a number stands for; without one, or with "several", a vague plural."""
    lower = " ".join((words or "").lower().split())
    if lower.isdigit():
        return int(lower), int(lower)
    number = _NUMBERS.get(lower)
    return (FEWEST, VAGUE[unit]) if number is None else (number, number)


def counts(text: str, end: int) -> bool:
    """Whether a number that ends there counts what follows it ("15 tanks") and is no part of a date."""
    found = _NEXT.match(text, end)
    if found is None or not found[1][:1].islower():
        return False
    word = found[1].lower()
    return word not in FOLLOWERS and not word.endswith("ed")


def counts_many(text: str, end: int) -> bool:
    """Whether a plural follows a number that ends there."""
    found = _NEXT.match(text, end)
    return found is not None and counts(text, end) and (found[1].endswith("s") or found[1] in _PLURALS)
