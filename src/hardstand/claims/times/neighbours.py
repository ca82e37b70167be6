"""Times that stand next to the one said before: "the next day", "the same week", "since then"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from hardstand.claims.times.calendar_days import (
    Anchor,
    Days,
    Stretch,
    months_from,
    moved,
    shifted,
    spoken,
    stretch_of,
    unknown,
    week_of,
)
from hardstand.claims.times.calendar_words import DAYTIME, pattern
from hardstand.claims.times.starts import by_first_word
from hardstand.claims.word_sets import word_set

_Form = tuple[re.Pattern[str], Callable[[re.Match[str], Stretch], Days]]
NOT_DATED = "it counts from something that these words do not date"

_NEIGHBOUR = pattern(
    rf"the (?P<which>following|next|previous|preceding) (?P<unit>day|week|month|year|{DAYTIME})(?: {DAYTIME})?\b"
)
_SAME = pattern(
    rf"(?:(?:that|the)(?: very)? same|that) (?P<unit>day|week|month|year|{DAYTIME})\b(?! (?:of|when|that|the)\b)"
)
_SINCE_THEN = pattern(r"since then\b")


def read_neighbour(text: str, at: int, word: str, anchor: Anchor) -> tuple[Days, int] | None:
    """Read a time that stands at an offset, begins with that word and is told by the time before it."""
    for form, make in _FORMS.get(word, ()):
        found = form.match(text, at)
        if found is not None:
            base = stretch_of(anchor.previous)
            return unknown(NOT_DATED) if base is None else make(found, base), found.end()
    return None


def counts_from(base: Stretch) -> str:
    """Half a sentence that tells from which days a time was counted."""
    return f"it counts from {spoken(base[0])}" + ("" if base[0] == base[1] else f" to {spoken(base[1])}")


def _neighbour(found: re.Match[str], base: Stretch) -> Days:
    back = found["which"].lower() in {"previous", "preceding"}
    first, last = _unit_of(base, found["unit"].lower(), -1 if back else 1)
    return Days(first=first, last=last, notes=(counts_from(base),))


def _same(found: re.Match[str], base: Stretch) -> Days:
    first, last = _unit_of(base, found["unit"].lower(), 0)
    return Days(first=first, last=last, notes=(counts_from(base),))


def _since_then(_: re.Match[str], base: Stretch) -> Days:
    return Days(first=base[0], notes=(counts_from(base),))


def _unit_of(base: Stretch, unit: str, shift: int) -> Stretch:
    """The day, week, month or year of a time, or the next or previous one."""
    if unit == "week":
        return week_of(base[0], shift)[0], week_of(base[1], shift)[1]
    if unit in {"month", "year"}:
        length = 12 if unit == "year" else 1
        ends = [shifted(day, shift, unit) for day in base]
        spans = [months_from(day.year, 1 if length == 12 else day.month, length) for day in ends]
        return (spans[0] or base)[0], (spans[1] or base)[1]
    return moved(base[0], shift), moved(base[1], shift)


_FORMS: Mapping[str, tuple[_Form, ...]] = by_first_word(
    [
        (word_set("following next previous preceding"), (_NEIGHBOUR, _neighbour)),
        (word_set("that very same"), (_SAME, _same)),
        (frozenset({"since"}), (_SINCE_THEN, _since_then)),
    ]
)
NEIGHBOUR_STARTS = frozenset(_FORMS)
