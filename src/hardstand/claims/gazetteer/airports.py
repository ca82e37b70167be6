"""Which airports a name may mean.

The names of all airports stand in one folded text, one a line: a word is found there in a millisecond, and nothing is
spent on the 28,000 names that nobody asks for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from hardstand.claims.gazetteer.data import AirportRow, Entry, airport, airport_rows
from hardstand.claims.gazetteer.names import alike, core, fold_lines

COMMON = 400
"""A word in more names of airports than this ("ranch") tells nothing by itself."""
MANY = 200
"""After so many words an index of all pays, which takes as long to make."""


class _Lines:
    """Folded names, one a line, in the order of the rows."""

    def __init__(self, names: Iterable[str]) -> None:
        self._text = fold_lines("\n".join(names))
        self._starts = [0, *(mark.end() for mark in re.finditer("\n", self._text))]
        self._asked = 0
        self._lines: dict[str, list[int]] = {}

    def having(self, word: str) -> list[int]:
        """Numbers of the lines that hold a word."""
        self._asked += 1
        if self._asked > MANY:
            return self._by_word().get(word, [])
        found: dict[int, None] = {}
        at = self._text.find(word)
        while at != -1:
            end = at + len(word)
            if not (self._text[at - 1 : at].isalnum() or self._text[end : end + 1].isalnum()):
                found[bisect_right(self._starts, at) - 1] = None
            at = self._text.find(word, end)
        return list(found)

    def _by_word(self) -> dict[str, list[int]]:
        if not self._lines:
            for number, line in enumerate(self._text.split("\n")):
                for word in dict.fromkeys(re.findall(r"[^\W_]+", line)):
                    self._lines.setdefault(word, []).append(number)
        return self._lines


@lru_cache(maxsize=4096)
def airports_named(name: str) -> tuple[Entry, ...]:
    """Airports that a name may mean.

    They are those whose own or other name has the same words; else those of the city of that name; else those with all
    these words in their name; else those that share a word, and whose other words are these in another spelling.

    Args:
        name: with or without "airport", "air base" and the like; or a code ("OSLK").
    """
    if len(name) == 4 and name.isupper() and name in _by_code():
        return (airport(_by_code()[name]),)
    wanted = core(name)
    if not wanted:
        return ()
    lists = [_with(word) for word in wanted]
    holding = [row for row in min(lists, key=len) if set(wanted) <= {word for words in _names(row) for word in words}]
    rows = [row for row in holding if any(Counter(words) == Counter(wanted) for words in _names(row))]
    rows = rows or _of_city(wanted) or (holding if len(holding) <= COMMON else []) or _alike(wanted, lists)
    return tuple(airport(row) for row in rows)


@cache
def _by_code() -> dict[str, AirportRow]:
    return {row[0]: row for row in airport_rows() if row[0]}


@cache
def _all_names() -> _Lines:
    return _Lines(f"{row[1]};{row[7]}" for row in airport_rows())


@cache
def _all_cities() -> _Lines:
    return _Lines(row[2] for row in airport_rows())


@lru_cache(maxsize=4096)
def _with(word: str) -> tuple[AirportRow, ...]:
    rows = airport_rows()
    return tuple(rows[number] for number in _all_names().having(word))


def _names(row: AirportRow) -> list[tuple[str, ...]]:
    """The words of an airport's name and of each other one."""
    return [core(name) for name in (row[1], *row[7].split(";")) if name]


def _of_city(wanted: tuple[str, ...]) -> list[AirportRow]:
    rows = [airport_rows()[number] for number in _all_cities().having(wanted[0])]
    return [row for row in rows if core(row[2]) == wanted]


def _alike(wanted: tuple[str, ...], lists: list[tuple[AirportRow, ...]]) -> list[AirportRow]:
    """One word agrees, and each other one has a counterpart in another spelling."""
    if len(wanted) < 2:
        return []
    few = (row for rows in lists if len(rows) <= COMMON for row in rows)
    return [row for row in dict.fromkeys(few) if any(_counterparts(wanted, words) for words in _names(row))]


def _counterparts(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    if len(wanted) != len(words):
        return False
    left, missing = Counter(words) - Counter(wanted), Counter(wanted) - Counter(words)
    return len(left) < len(words) and all(any(alike(word, other) for other in left) for word in missing)
