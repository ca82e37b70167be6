"""The GSD of an image from objects of known type: their published sizes by their measured pixels.

Sizes are compared as logarithms. Each object gives an estimate with an error: that of its pixels, that of the
published size, and the spread of a type that has several (wings spread or swept, gun forward or aft). The estimates are
weighted by their errors; one that the others contradict (chi-square test) is left out and named.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from hardstand.errors import MetadataError
from hardstand.measurement.equipment import Equipment, EquipmentTable
from hardstand.measurement.hypotheses import MODELS, Parts, lengths, spans
from hardstand.measurement.outline import box_sides

Array = NDArray[np.float64]

CLICK_PX = 1.5
"""Standard deviation of a place that a person points at, along any direction, pixels."""

BOX_ERROR = 0.04
"""Relative standard deviation of the sides of an upright box, where the points of the aircraft were not found."""

CONTRADICTED = 0.01
"""Estimates that differ more than chance does in one case of a hundred contradict each other."""

_MARK = re.compile(r"(?P<type>.+)@(?P<first>[^:@]+)(?::(?P<second>[^:@]+))?")
_ACROSS = ("/span", "/width", "/rotor")
_EXAMPLE = "give it as TYPE@COLUMN,ROW, or by its two ends as TYPE@COLUMN,ROW:COLUMN,ROW (TYPE/span for the wing tips)"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """An object whose type a person knows.

    Attributes:
        text: as it was given.
        equipment: its type.
        point: (column, row) on it, or its first end, pixels of the image.
        end: its other end; None = to be found.
        across: whether the ends are those of the span or width, not of the length.
    """

    text: str
    equipment: Equipment
    point: tuple[float, float]
    end: tuple[float, float] | None
    across: bool


@dataclass(frozen=True, kw_only=True)
class PixelSize:
    """What was measured of an object, in pixels of the image.

    Attributes:
        length_px: None = not measured.
        span_px: span, rotor diameter or width; None = not measured.
        sides_px: columns and rows of the upright box of an aircraft whose heading is not known; None = not needed.
        error: relative standard deviation of each of them.
        how: in words: "its two ends", "its points", "its box".
    """

    length_px: float | None = None
    span_px: float | None = None
    sides_px: tuple[float, float] | None = None
    error: float
    how: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The GSD by one object.

    Attributes:
        mark: the object.
        size: its pixels.
        gsd_m: metres per pixel.
        sd_m: standard deviation.
        used: False where the others contradict it.
    """

    mark: Mark
    size: PixelSize
    gsd_m: float
    sd_m: float
    used: bool = True


@dataclass(frozen=True, kw_only=True)
class GsdEstimate:
    """The GSD by all objects.

    Attributes:
        gsd_m: metres per pixel.
        sd_m: standard deviation, larger where the objects differ more than their errors allow.
        readings: one per object, in the order given.
        agree: False where the objects that were used contradict each other all the same.
    """

    gsd_m: float
    sd_m: float
    readings: tuple[Reading, ...]
    agree: bool


def parse_mark(text: str, table: EquipmentTable) -> Mark:
    """An object from `TYPE@COLUMN,ROW` or `TYPE@COLUMN,ROW:COLUMN,ROW`.

    Raises:
        MetadataError: the text is no such thing, or the type is not in the table.
    """
    found = _MARK.fullmatch(text.strip())
    if found is None:
        raise MetadataError(f"{text!r} names no known object: {_EXAMPLE}.")
    name, across = found["type"].strip(), False
    for suffix in _ACROSS:
        if name.casefold().endswith(suffix):
            name, across = name[: -len(suffix)], True
    second = found["second"]
    if across and second is None:
        raise MetadataError(f"{text!r} names a span without its two ends: {_EXAMPLE}.")
    return Mark(
        text=text,
        equipment=table.find(name),
        point=_point(found["first"], text),
        end=None if second is None else _point(second, text),
        across=across,
    )


def _point(text: str, whole: str) -> tuple[float, float]:
    try:
        column, row = (float(part) for part in text.split(","))
    except ValueError:
        column = row = math.nan
    if not (math.isfinite(column) and math.isfinite(row)):
        raise MetadataError(f"{text!r} in {whole!r} is no place on an image: {_EXAMPLE}.")
    return column, row


def size_of_ends(mark: Mark) -> PixelSize:
    """The distance of the two ends that a person gave.

    Raises:
        MetadataError: they are one place.
    """
    assert mark.end is not None
    distance = math.dist(mark.point, mark.end)
    if distance < 2 * CLICK_PX:
        raise MetadataError(f"The two ends of {mark.text!r} are {distance:.1f} pixels apart: too little to measure.")
    length, span = (None, distance) if mark.across else (distance, None)
    return PixelSize(length_px=length, span_px=span, error=math.sqrt(2) * CLICK_PX / distance, how="its two ends")


def read_gsd(mark: Mark, size: PixelSize) -> Reading:
    """The GSD by one object."""
    model = MODELS[mark.equipment.label]
    parts = []
    if size.length_px is not None:
        parts.append(_by_extent(lengths(mark.equipment), size.length_px, size.error, model.length_tolerance))
    if size.span_px is not None:
        parts.append(_by_extent(spans(mark.equipment), size.span_px, size.error, model.span_tolerance))
    if size.sides_px is not None:
        parts.append(_by_box(mark.equipment, size.sides_px, size.error))
    if not parts:
        raise ValueError("nothing was measured of the object")
    weights = np.array([1 / sd**2 for _, sd in parts])
    logarithm = float(np.average([value for value, _ in parts], weights=weights))
    gsd = math.exp(logarithm)
    return Reading(mark=mark, size=size, gsd_m=gsd, sd_m=gsd / math.sqrt(float(weights.sum())))


def _by_extent(parts: Parts, pixels: float, error: float, tolerance: float) -> tuple[float, float]:
    """Logarithm of the GSD and its standard deviation, from one extent of a type that may show several."""
    weight, low, high = np.array(parts).T
    middle = (low + high) / 2
    mean = float(weight @ middle)
    variance = float(weight @ ((middle - mean) ** 2 + (high - low) ** 2 / 12))
    return math.log(mean / pixels), math.hypot(error, tolerance, math.sqrt(variance) / mean)


def _by_box(each: Equipment, sides_px: tuple[float, float], error: float) -> tuple[float, float]:
    """As `_by_extent`, from the upright box of an aircraft: over all headings, as far as they fit the box's shape."""
    ends = [(long, wide) for _, long, _ in lengths(each)[:2] for _, wide, _ in spans(each)[:2]]
    sides = box_sides(*np.array(ends).T)
    logs = np.log(np.stack(sides)) - np.log(np.array(sides_px))[:, None, None]
    middle, misfit = logs.mean(axis=0).ravel(), (logs[0] - logs[1]).ravel() / math.sqrt(2)
    sd = math.hypot(error, MODELS["aircraft"].length_tolerance)
    weights = np.exp(-((misfit**2 - (misfit**2).min()) / (2 * sd**2)))
    mean = float(np.average(middle, weights=weights))
    variance = float(np.average((middle - mean) ** 2, weights=weights))
    return mean, math.hypot(sd / math.sqrt(2), math.sqrt(variance))


def combine(readings: Sequence[Reading]) -> GsdEstimate:
    """The GSD by all objects; what the others contradict is left out, as long as three are there to judge.

    Raises:
        ValueError: there are none.
    """
    if not readings:
        raise ValueError("no object was measured")
    used = list(range(len(readings)))
    while len(used) >= 3 and _contradict([readings[index] for index in used]):
        rests = [[index for index in used if index != left_out] for left_out in used]
        used = min(rests, key=lambda rest: _chi_square([readings[index] for index in rest]))
    kept = [readings[index] for index in used]
    mean, sd = _mean(kept)
    inflation = max(1.0, math.sqrt(_chi_square(kept) / (len(kept) - 1))) if len(kept) > 1 else 1.0
    return GsdEstimate(
        gsd_m=math.exp(mean),
        sd_m=math.exp(mean) * sd * inflation,
        readings=tuple(replace(each, used=index in used) for index, each in enumerate(readings)),
        agree=not _contradict(kept),
    )


def _logs(readings: Sequence[Reading]) -> tuple[Array, Array]:
    """Logarithms of the GSDs and their standard deviations."""
    values = np.log([each.gsd_m for each in readings])
    return values, np.array([each.sd_m / each.gsd_m for each in readings])


def _mean(readings: Sequence[Reading]) -> tuple[float, float]:
    values, sds = _logs(readings)
    weights = 1 / sds**2
    return float(np.average(values, weights=weights)), float(1 / np.sqrt(weights.sum()))


def _chi_square(readings: Sequence[Reading]) -> float:
    values, sds = _logs(readings)
    return float((((values - _mean(readings)[0]) / sds) ** 2).sum())


def _contradict(readings: Sequence[Reading]) -> bool:
    return len(readings) > 1 and bool(_chi_square(readings) > chi2.ppf(1 - CONTRADICTED, len(readings) - 1))
