"""Several dates in a row: "September 4 and 15", "from 28 August to 3 September 2015", "4, 9 and 15 May"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from hardstand.claims.times.absolute import ABSOLUTE_STARTS, read_absolute
from hardstand.claims.times.calendar_days import Anchor, Days, spoken, stretch_of, unknown
from hardstand.claims.times.calendar_words import counts, pattern
from hardstand.claims.times.counted import COUNTED_STARTS, read_counted
from hardstand.claims.times.dates import read_number
from hardstand.claims.times.neighbours import NEIGHBOUR_STARTS, read_neighbour
from hardstand.claims.times.relative import RELATIVE_STARTS, read_relative, read_vague
from hardstand.claims.times.starts import first_word
from hardstand.claims.times.written import Limit, Strength, Written, limit_of, resolved, resolved_from

CHAIN_STARTS = ABSOLUTE_STARTS | RELATIVE_STARTS | COUNTED_STARTS | NEIGHBOUR_STARTS
"""Words with which a date may begin, "the" passed over."""
LONGEST = 8
"""Dates in one row."""

_JOIN = pattern(
    r"(?P<to> (?:to|through|thru|until|till|up to|and until) (?:the )?(?=\w)| - |-)"
    r"|(?P<and>,? and | or | & )(?:the |on |in |again on )?|(?P<comma>, )"
)


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Dates in a row.

    Attributes:
        items: as they were read.
        joins: "to", "and" or "comma" between each two, one fewer than the items.
        ends: offset after each.
    """

    items: tuple[Written | Days, ...]
    joins: tuple[str, ...]
    ends: tuple[int, ...]

    @property
    def ranged(self) -> bool:
        """Whether the words give a beginning and an end."""
        return "to" in self.joins


def read_chain(text: str, at: int, anchor: Anchor, *, after_in: bool, between: bool) -> tuple[Chain | None, int]:
    """Read the dates that stand at an offset.

    Args:
        text: where they stand.
        at: offset of the first character.
        anchor: what they may count from.
        after_in: whether "in" stands right before.
        between: whether "between" does, so that the numbers on both sides of "and" are days.

    Returns:
        The dates, None where there is none; and an offset up to which no other time begins.
    """
    items: list[Written | Days] = []
    joins: list[str] = []
    ends: list[int] = []
    start, resume = at, at
    while len(items) < LONGEST and (read := _read_one(text, start, anchor, after_in=after_in and not items)):
        item, end = read
        if item is None:
            return None, end
        items.append(item)
        ends.append(end)
        resume = start
        join = _JOIN.match(text, end)
        if join is None:
            break
        joins.append(str(join.lastgroup))
        start = join.end()
    if not items:
        return None, at
    return _trimmed(Chain(items=tuple(items), joins=tuple(joins), ends=tuple(ends)), text, between), resume


def _read_one(text: str, at: int, anchor: Anchor, *, after_in: bool) -> tuple[Written | Days | None, int] | None:
    word = first_word(text, at)
    if word not in CHAIN_STARTS:
        return None
    return (
        read_relative(text, at, word, anchor)
        or read_absolute(text, at, word, day_first=anchor.day_first, after_in=after_in)
        or read_counted(text, at, word, anchor)
        or read_neighbour(text, at, word, anchor)
        or read_vague(text, at, word)
        or read_number(text, at, word)
    )


def _trimmed(chain: Chain, text: str, between: bool) -> Chain | None:
    """Without what only looked like a date at the end: "on 4 September, 15 tanks"."""
    length = len(chain.items)
    while length > 1 and not _belongs(chain, length - 1, text, between):
        length -= 1
    joins = chain.joins[: max(0, length - 1)]
    if between and "and" in joins:
        length, joins = joins.index("and") + 2, joins[: joins.index("and") + 1]
    if joins and joins[-1] == "comma":
        length, joins = joins.index("comma") + 1, joins[: joins.index("comma")]
    items = chain.items[:length]
    if all(isinstance(item, Written) and item.strength is Strength.NUMBER for item in items):
        return None
    return Chain(items=items, joins=joins, ends=chain.ends[:length])


def _belongs(chain: Chain, number: int, text: str, between: bool) -> bool:
    """Whether the last date of a row is one."""
    item, join, end = chain.items[number], chain.joins[number - 1], chain.ends[number]
    if isinstance(item, Days) or isinstance(chain.items[number - 1], Days):
        return join == "to" or between
    if item.strength is Strength.YEAR:
        return not counts(text, end) and chain.items[number - 1] != item
    if item.strength is not Strength.NUMBER:
        return True
    before = [each for each in chain.items[:number] if isinstance(each, Written) and each.month is not None]
    if not before or not before[-1].month_first:
        return False
    tight = text[chain.ends[number - 1] : chain.ends[number - 1] + 1] == "-"
    return between or tight or item.year is not None or not counts(text, end)


def combined(chain: Chain, anchor: Anchor, *, between: bool) -> Days:
    """The days of a row of dates: from the first to the last."""
    days = _resolved(_with_months(chain.items), anchor)
    failed = [each for each in days if not each.known]
    if failed:
        return failed[0]
    if len(days) == 1:
        return days[0]
    stretches = [found for each in days if (found := stretch_of(each)) is not None]
    first, last = min(each[0] for each in stretches), max(each[1] for each in stretches)
    if (between or chain.ranged) and stretches[0][0] > stretches[-1][1]:
        return unknown("the period would end before it begins")
    notes = tuple(dict.fromkeys(note for each in days for note in each.notes))
    if not (between or chain.ranged):
        notes = (*notes, "the text names several times; the period runs from the first to the last of them")
    return Days(first=first, last=last, notes=notes)


def _with_months(items: Sequence[Written | Days]) -> list[Written | Days]:
    """Days of a month that is named beside them get it: the one before where that comes first, else the one after."""
    filled: list[Written | Days] = []
    for number, item in enumerate(items):
        if isinstance(item, Written) and item.strength is Strength.NUMBER:
            giver = _giver(filled, items[number + 1 :])
            item = item if giver is None else _like(item, giver)  # noqa: PLW2901
        filled.append(item)
    return filled


def _like(number: Written, giver: Written) -> Written:
    return replace(
        number,
        month=giver.month,
        year=number.year or (None if giver.month_first else giver.year),
        year_shift=giver.year_shift,
        month_first=giver.month_first,
    )


def _giver(before: Sequence[Written | Days], after: Sequence[Written | Days]) -> Written | None:
    if before and isinstance(before[-1], Written) and before[-1].month_first:
        return before[-1]
    return next((each for each in after if isinstance(each, Written) and each.month is not None), None)


def _resolved(items: Sequence[Written | Days], anchor: Anchor) -> list[Days]:
    """From the last to the first: a date without a year is the last such one before what follows it."""
    published = replace(limit_of(anchor.published), ahead=anchor.ahead)
    found = [_last(items, published)]
    for item in reversed(items[:-1]):
        start = found[0].first
        limit = (
            published if start is None else Limit(day=start, year=published.year, words=spoken(start), neighbour=True)
        )
        found.insert(0, resolved(item, limit) if isinstance(item, Written) else item)
    return found


def _last(items: Sequence[Written | Days], published: Limit) -> Days:
    item = items[-1]
    if isinstance(item, Days):
        return item
    start = None if item.year is not None or item.only_weekday else _start(items[:-1])
    return resolved(item, published) if start is None else resolved_from(item, start)


def _start(items: Sequence[Written | Days]) -> date | None:
    """First day of the last date that has a year, for one after it that has none."""
    for item in reversed(items):
        if isinstance(item, Written) and item.year is not None:
            return resolved(item, Limit()).first
    return None
