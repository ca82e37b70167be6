"""Units of length, and how exactly a figure is meant."""

from __future__ import annotations

KILOMETRES = {"km": 1.0, "mi": 1.609344, "nmi": 1.852, "m": 0.001, "ft": 0.0003048, "yd": 0.0009144}
"""Kilometres in each unit: international mile, nautical mile, foot, yard (BIPM, The International System of Units)."""
UNIT = r"(?:nautical[ -]miles?|nmi|nm|kilomet(?:er|re)s?|kms?|miles?|mi|met(?:er|re)s?|m|feet|foot|ft|yards?|yds?)"
"""A pattern for the name of a unit."""
_WRITTEN = {"km": "kilometres", "mi": "miles", "nmi": "nautical miles", "m": "metres", "ft": "feet", "yd": "yards"}


def unit_of(word: str) -> str:
    """A unit by its name.

    >>> unit_of("kilometers"), unit_of("Mile"), unit_of("nautical miles"), unit_of("m")
    ('km', 'mi', 'nmi', 'm')
    """
    word = word.lower()
    for beginning, unit in (("naut", "nmi"), ("n", "nmi"), ("k", "km"), ("mi", "mi"), ("f", "ft"), ("y", "yd")):
        if word.startswith(beginning):
            return unit
    return "m"


def written(number: float, unit: str) -> str:
    """A figure with its unit in words.

    >>> written(25.0, "km"), written(1.0, "mi")
    ('25 kilometres', '1 mile')
    """
    name = _WRITTEN[unit]
    if number == 1:
        name = "foot" if unit == "ft" else name.removesuffix("s")
    return f"{number:g} {name}"


def rounding(number: float) -> float:
    """By how much a figure may be rounded, either way: half of the step on which it looks to lie.

    Steps are 1 or the last decimal; 5 for a multiple of five from 10, 10 for tens from 50, 50 for hundreds.

    Args:
        number: as it stands in the text, at least 0.

    >>> rounding(31), rounding(25), rounding(100), rounding(1.5)
    (0.5, 2.5, 25.0, 0.05)
    """
    if number != int(number):
        decimals = len(f"{number:.6f}".rstrip("0").split(".")[1])
        return 0.5 * 10.0**-decimals
    if number >= 100 and number % 100 == 0:
        return 25.0
    if number >= 50 and number % 10 == 0:
        return 5.0
    return 2.5 if number >= 10 and number % 5 == 0 else 0.5


def agree(one: tuple[float, str], other: tuple[float, str]) -> bool:
    """Whether two figures can be one length, each rounded as it looks to be."""
    (low, high), (other_low, other_high) = _span(*one), _span(*other)
    return low <= other_high and other_low <= high


def _span(number: float, unit: str) -> tuple[float, float]:
    margin = rounding(number)
    return (number - margin) * KILOMETRES[unit], (number + margin) * KILOMETRES[unit]
