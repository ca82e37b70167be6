"""What could be measured of an object, and what it may be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Points:
    """The four points of an aircraft on one image.

    Attributes:
        nose: (2,) float64, column and row in pixels of the image.
        tail: as `nose`; the rearmost point on the axis.
        left_tip: as `nose`; tip of the wing on the pilot's left.
        right_tip: as `nose`; tip of the wing on the pilot's right.
    """

    nose: NDArray[np.float64]
    tail: NDArray[np.float64]
    left_tip: NDArray[np.float64]
    right_tip: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Measurement:
    """Size and direction of one object; every value comes with its standard deviation, or is None.

    Attributes:
        length_m: nose to tail of an aircraft, longer side of anything else, metres.
        length_sd_m: standard deviation of the length, metres.
        span_m: wing tip to wing tip of an aircraft, rotor diameter of a helicopter, width of anything else, metres.
        span_sd_m: standard deviation of the span, metres.
        heading_deg: direction of the nose, degrees clockwise from north (from up where the image has no georeference),
            0..360; for what has no nose that shows, the direction of the longer side, 0..180.
        heading_sd_deg: standard deviation of the heading, degrees.
        points: of an aircraft, where they were found.
        reason: why nothing was measured, in words for a reader; None where something was.
    """

    length_m: float | None = None
    length_sd_m: float | None = None
    span_m: float | None = None
    span_sd_m: float | None = None
    heading_deg: float | None = None
    heading_sd_deg: float | None = None
    points: Points | None = None
    reason: str | None = None


NOT_MEASURED = Measurement(reason="not measured")


class Level(IntEnum):
    """How much of an object's identity an image can show, each level including those before it."""

    NOTHING = 0
    DETECT = 1
    """Something stands there."""
    CLASS = 2
    """Aircraft, helicopter, vehicle, long vehicle or ship."""
    SIZE_CLASS = 3
    """Fighter-sized, armoured-vehicle-sized and so on."""
    TYPE = 4
    """Su-24, T-72 and so on."""


@dataclass(frozen=True, kw_only=True)
class TypeHypothesis:
    """One type that an object may be.

    Attributes:
        name: of the type in the equipment table, or "other".
        category: of the type in the equipment table, or "other".
        probability: 0..1; those of one object sum to 1.
    """

    name: str
    category: str
    probability: float


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What an object is, as far as its image can tell.

    Attributes:
        level: how far that is.
        size_class: for example "armoured-vehicle-sized"; None where the level does not reach it.
        types: hypotheses, the likeliest first, with "other" among them; empty where the resolution does not allow any.
        statement: one sentence for a reader.
    """

    level: Level
    size_class: str | None
    types: tuple[TypeHypothesis, ...]
    statement: str


NOT_IDENTIFIED = Identity(level=Level.NOTHING, size_class=None, types=(), statement="Not identified.")
