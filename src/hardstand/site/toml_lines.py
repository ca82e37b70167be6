"""On which line of a TOML file a key stands: the standard parser keeps no positions.

A scan, not a second parser: the text is known to be valid TOML when it is asked. It knows table headers, dotted and
quoted keys, and steps over strings and arrays that span lines.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

Place = tuple[str | int, ...]
"""Where a value stands: keys, and numbers within arrays of tables, as pydantic reports them."""

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_TABLE = re.compile(rf"\s*\[\s*({_DOTTED})\s*\]")
_ARRAY = re.compile(rf"\s*\[\[\s*({_DOTTED})\s*\]\]")
_PAIR = re.compile(rf"\s*({_DOTTED})\s*=")


@dataclass(frozen=True, kw_only=True)
class KeyLine:
    """A key or table header and its line, counted from 1."""

    place: Place
    line: int


def line_of(text: str, place: Place) -> int:
    """Line of the key at a place, or of the nearest table that encloses it; 1 where nothing does."""
    lines = {entry.place: entry.line for entry in reversed(list(_scan(text)))}
    for length in range(len(place), 0, -1):
        if place[:length] in lines:
            return lines[place[:length]]
    return 1


def _scan(text: str) -> Iterator[KeyLine]:
    table: Place = ()
    counts: dict[Place, int] = {}
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        line = lines[number]
        end = number
        if match := _ARRAY.match(line):
            name = _parts(match.group(1))
            counts[name] = counts.get(name, -1) + 1
            table = (*name, counts[name])
            yield KeyLine(place=table, line=number + 1)
            yield KeyLine(place=name, line=number + 1)
        elif match := _TABLE.match(line):
            table = _in_arrays(_parts(match.group(1)), counts)
            yield KeyLine(place=table, line=number + 1)
        elif match := _PAIR.match(line):
            yield KeyLine(place=(*table, *_parts(match.group(1))), line=number + 1)
            end = _value_end(lines, number)
        number = end + 1


def _parts(dotted: str) -> Place:
    return tuple(key.strip("\"'") for key in re.findall(_KEY, dotted))


def _in_arrays(name: Place, counts: dict[Place, int]) -> Place:
    """A table's place, with the number of the last array entry that it stands in."""
    for length in range(len(name) - 1, 0, -1):
        if name[:length] in counts:
            return (*name[:length], counts[name[:length]], *name[length:])
    return name


def _value_end(lines: list[str], first: int) -> int:
    """Last line of the pair that begins on a line: the first one up to which the text is TOML."""
    for last in range(first, len(lines)):
        try:
            tomllib.loads("\n".join(lines[first : last + 1]))
        except tomllib.TOMLDecodeError:
            continue
        return last
    return first
