"""The colours of a map, in every format the same; the first are those of Okabe and Ito (2008), told apart by all."""

from __future__ import annotations

from collections.abc import Iterable

Colour = tuple[int, int, int]
"""Red, green, blue, 0..255."""

BY_LABEL: dict[str, Colour] = {
    "aircraft": (0, 114, 178),
    "helicopter": (204, 121, 167),
    "ship": (86, 180, 233),
    "vehicle": (240, 228, 66),
    "long_vehicle": (230, 159, 0),
}
BY_KIND: dict[str, Colour] = {
    "arrival": (0, 158, 115),
    "departure": (213, 94, 0),
    "new": (0, 158, 115),
    "vanished": (213, 94, 0),
    "footprint": (90, 90, 90),
}
OTHERS: tuple[Colour, ...] = ((153, 153, 153), (148, 103, 189), (140, 86, 75), (23, 190, 207), (188, 189, 34))


def colours_of(values: Iterable[str]) -> dict[str, Colour]:
    """A colour for each value, classes of detectors from elsewhere too; in the order of the alphabet."""
    known = {**BY_LABEL, **BY_KIND}
    ordered = sorted(set(values))
    strange = [value for value in ordered if value not in known]
    extra = {value: OTHERS[place % len(OTHERS)] for place, value in enumerate(strange)}
    return {value: known.get(value) or extra[value] for value in ordered}
