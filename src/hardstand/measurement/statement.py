"""One sentence on one object, as a wire service would print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hardstand.measurement.hypotheses import OTHER
from hardstand.measurement.result import Level, Measurement, TypeHypothesis

NINETY = 1.6449
"""Half the width of a 90 % interval of a normal distribution, standard deviations."""

UNDER_GATE = "not observable at this resolution"
FAINT = "not observable, for it hardly stands out from the ground"

CLEAR_TYPE = 0.8
"""Types are named when the likeliest one, or a few, have this probability together."""

MOST_TYPES = 4
"""More types than this are no short list."""

_NAMES = {"long_vehicle": "long vehicle"}
_POINTS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
_IMAGE_POINTS = ("top", "upper right", "right", "lower right", "bottom", "lower left", "left", "upper left")
_SURE_HEADING_DEG = 22.5
"""Half of one of eight directions: with a larger error the nose is not said to point anywhere."""


def named_types(hypotheses: Sequence[TypeHypothesis]) -> tuple[str, ...]:
    """The types that a sentence may name: the fewest with `CLEAR_TYPE` together, if few and none of them "other"."""
    total = 0.0
    for count, each in enumerate(hypotheses[:MOST_TYPES], start=1):
        if each.name == OTHER:
            return ()
        total += each.probability
        if total >= CLEAR_TYPE:
            return tuple(hypothesis.name for hypothesis in hypotheses[:count])
    return ()


@dataclass(frozen=True, kw_only=True)
class Told:
    """What may be said of an object.

    Attributes:
        level: what the image allows; below `Level.CLASS` not even the class is named.
        size_class: in words; None where it is not known.
        types: hypotheses, the likeliest first; empty where the resolution allows none.
        north_known: whether the image has a georeference, so that a heading is one on the ground.
        faint: whether more would be told if the object stood out better.
    """

    level: Level
    size_class: str | None
    types: tuple[TypeHypothesis, ...]
    north_known: bool
    faint: bool = False

    @property
    def limit(self) -> str:
        """Why no more is told."""
        return FAINT if self.faint else UNDER_GATE


def make_statement(label: str, measurement: Measurement, told: Told) -> str:
    """The sentence on an object of a class, with its size, or why it has none."""
    if told.level < Level.CLASS:
        return f"Object; what it is is {told.limit}."
    name = _NAMES.get(label, label).capitalize()
    if measurement.length_m is None and measurement.span_m is None:
        return f"{name}; {_unmeasured(measurement)}."
    head = ", ".join([name, _size(label, measurement), *_heading(label, measurement, told.north_known)])
    return f"{head}: {_identity(told)}."


def _unmeasured(measurement: Measurement) -> str:
    reason = measurement.reason
    if reason is None or reason == "not measured":
        return "not measured"
    return f"not measured: {reason.rstrip('.')}"


def _size(label: str, measurement: Measurement) -> str:
    parts = []
    if measurement.length_m is not None:
        parts.append(f"{measurement.length_m:.1f} m long{_interval(measurement.length_m, measurement.length_sd_m)}")
    if measurement.span_m is not None:
        across = "wide" if label in {"vehicle", "long_vehicle", "ship"} else "across"
        interval = "" if parts else _interval(measurement.span_m, measurement.span_sd_m)
        parts.append(f"{measurement.span_m:.1f} m {across}{interval}")
    return " and ".join(parts)


def _interval(value: float, sd: float | None) -> str:
    if sd is None:
        return ""
    return f" (90 % interval {max(0.0, value - NINETY * sd):.1f} to {value + NINETY * sd:.1f})"


def _heading(label: str, measurement: Measurement, north_known: bool) -> list[str]:
    """Where the nose points: as eight directions, and only of what has a nose that was found."""
    if label not in {"aircraft", "helicopter"} or measurement.heading_deg is None or measurement.points is None:
        return []
    if (measurement.heading_sd_deg or 0.0) > _SURE_HEADING_DEG:
        return []
    index = round(measurement.heading_deg / 45) % 8
    if north_known:
        return [f"nose to the {_POINTS[index]}"]
    return [f"nose to the {_IMAGE_POINTS[index]} of the image"]


def _identity(told: Told) -> str:
    if told.level < Level.SIZE_CLASS:
        return f"size class and type {told.limit}"
    size = told.size_class or "of no clear size class"
    return f"{size}; {_types(told)}"


def _types(told: Told) -> str:
    if told.level < Level.TYPE:
        return f"type {told.limit}"
    names = named_types(told.types)
    if names:
        return f"by its size {_either(names)} {'fits' if len(names) == 1 else 'fit'} best"
    if told.types and told.types[0].name == OTHER and told.types[0].probability >= CLEAR_TYPE:
        return "its size fits no type of the equipment table"
    return "its size fits several types"


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
