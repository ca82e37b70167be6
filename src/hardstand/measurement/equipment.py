"""The equipment table: types with their published sizes, each number with where it was seen.

`equipment.csv` is data, not code: a row is a type, and every number has a source column beside it. "unverified" there
means that the number was not seen in a source; it is kept only where a type would be missed without it.
"""

from __future__ import annotations

import csv
import difflib
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from hardstand.errors import MetadataError

CLASSES = ("aircraft", "helicopter", "vehicle", "long_vehicle", "ship")
"""Classes of detectors that the table knows."""

UNVERIFIED = "unverified"
"""The source of a number that was not seen in one."""

NUMBERS = ("length", "overall_length", "span_or_width", "swept_span", "rotor_diameter")
_TEXTS = ("name", "category", "detector_class", "note")
_COLUMNS = {*_TEXTS, *(f"{name}_m" for name in NUMBERS), *(f"{name}_source" for name in NUMBERS)}

_LARGEST_M = 500.0


@dataclass(frozen=True, kw_only=True)
class Equipment:
    """One type with its published sizes in metres; None = the table does not give it.

    Attributes:
        name: of the type.
        category: for example "fighter", "tank".
        label: class of the detector that finds it.
        length_m: of the hull, the fuselage, or the aircraft without a probe.
        overall_length_m: with the gun forward, the rotors turning, the probe, or missiles in front.
        span_m: wings spread, or width.
        swept_span_m: wings fully swept, where they swing.
        rotor_diameter_m: of the main rotor.
        sources: name of the number, as in `NUMBERS`, to where it was seen.
        note: what else must be known; may be empty.
    """

    name: str
    category: str
    label: str
    length_m: float | None
    overall_length_m: float | None
    span_m: float | None
    swept_span_m: float | None
    rotor_diameter_m: float | None
    sources: Mapping[str, str]
    note: str

    @property
    def shortest_m(self) -> float:
        """The shortest published length, metres."""
        return min(value for value in (self.length_m, self.overall_length_m) if value is not None)

    @property
    def longest_m(self) -> float:
        """The greatest published length, metres."""
        return max(value for value in (self.length_m, self.overall_length_m) if value is not None)

    @property
    def across_m(self) -> float:
        """What is measured across: rotor diameter of a helicopter, span or width of anything else, metres."""
        across = self.rotor_diameter_m if self.label == "helicopter" else self.span_m
        assert across is not None  # checked where the table is read
        return across

    @property
    def narrowest_m(self) -> float:
        """The smallest published span or width, metres."""
        return self.across_m if self.swept_span_m is None else self.swept_span_m


@dataclass(frozen=True, kw_only=True)
class EquipmentTable:
    """Types in the order of their file.

    Attributes:
        types: each name once.
    """

    types: tuple[Equipment, ...]

    def of_class(self, label: str) -> tuple[Equipment, ...]:
        """The types that a detector's class may show."""
        return tuple(each for each in self.types if each.label == label)

    def find(self, name: str) -> Equipment:
        """A type by its name; case, blanks and hyphens do not matter.

        Raises:
            MetadataError: no type has this name; the message gives the nearest ones.
        """
        by_key = {_key(each.name): each for each in self.types}
        if _key(name) in by_key:
            return by_key[_key(name)]
        near = [by_key[key].name for key in difflib.get_close_matches(_key(name), by_key, n=4, cutoff=0.5)]
        hint = f"Did you mean {', '.join(near)}?" if near else "The documentation lists the types."
        raise MetadataError(f"The equipment table has no type {name!r}. {hint}")


def load_equipment() -> EquipmentTable:
    """The table that comes with Hardstand.

    Raises:
        MetadataError: the file is damaged.
    """
    text = resources.files("hardstand.measurement").joinpath("equipment.csv").read_text("utf-8")
    return read_equipment(text)


def read_equipment(text: str) -> EquipmentTable:
    """A table from the text of its CSV file.

    Raises:
        MetadataError: a column is missing or unknown, a number is none or impossible, a number has no source, or two
            rows have one name; the message names the line.
    """
    reader = csv.DictReader(io.StringIO(text))
    columns = set(reader.fieldnames or ())
    if columns != _COLUMNS:
        raise MetadataError(
            f"The equipment table's columns are wrong: {sorted(columns ^ _COLUMNS)} too many or missing."
        )
    types = tuple(_equipment(row, line) for line, row in enumerate(reader, start=2))
    _refuse_twins(types)
    return EquipmentTable(types=types)


def _equipment(row: Mapping[str, str], line: int) -> Equipment:
    if any(row[column] is None for column in _COLUMNS):
        raise MetadataError(f"Line {line} of the equipment table has too few columns.")
    values = {name: _number(row, name, line) for name in NUMBERS}
    made = Equipment(
        name=row["name"].strip(),
        category=row["category"].strip(),
        label=row["detector_class"].strip(),
        length_m=values["length"],
        overall_length_m=values["overall_length"],
        span_m=values["span_or_width"],
        swept_span_m=values["swept_span"],
        rotor_diameter_m=values["rotor_diameter"],
        sources={name: row[f"{name}_source"].strip() for name in NUMBERS if values[name] is not None},
        note=row["note"].strip(),
    )
    problem = _problem(made)
    if problem:
        raise MetadataError(f"Line {line} of the equipment table, {made.name or 'without a name'}: {problem}.")
    return made


def _number(row: Mapping[str, str], name: str, line: int) -> float | None:
    text = row[f"{name}_m"].strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < _LARGEST_M:
        raise MetadataError(
            f"Line {line} of the equipment table: {name}_m is {text!r}; give metres, or leave it empty."
        )
    if not row[f"{name}_source"].strip():
        raise MetadataError(f"Line {line} of the equipment table: {name}_m has no source; write 'unverified' if so.")
    return value


def _problem(made: Equipment) -> str | None:
    """Why a row can't be used, or None."""
    checks = (
        (not made.name or not made.category, "a name or a category is missing"),
        (made.label not in CLASSES, f"the class {made.label!r} is none of {', '.join(CLASSES)}"),
        (made.length_m is None and made.overall_length_m is None, "no length is given"),
        (made.label == "helicopter" and made.rotor_diameter_m is None, "a helicopter needs a rotor diameter"),
        (made.label != "helicopter" and made.span_m is None, "a span or width is missing"),
        ((made.overall_length_m or math.inf) < (made.length_m or 0), "the overall length is less than the length"),
        ((made.swept_span_m or 0) > (made.span_m or math.inf), "the swept span is more than the spread one"),
    )
    return next((text for wrong, text in checks if wrong), None)


def _refuse_twins(types: Iterable[Equipment]) -> None:
    seen: dict[str, str] = {}
    for each in types:
        key = _key(each.name)
        if key in seen:
            raise MetadataError(f"The equipment table has {each.name!r} twice (also as {seen[key]!r}).")
        seen[key] = each.name


def _key(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
