"""What an image of a given resolution can show of an object: never more is said.

Three standards and what was measured set the gate.

- Johnson's criteria: line pairs (cycles) across a target that let half of the observers detect it (1), recognise it
  (2 to 3) and identify it (6). A cycle needs two pixels. The target's dimension is the square root of its length times
  its span, as in the later two-dimensional form of the criteria: a car is long enough to be told where its width alone
  would not do.
- STANAG 3769 gives the ground resolution at which a class is identified: about 1 m for aircraft, 0.3 m for vehicles
  (seen at second hand, so unverified). Both must hold for a type.
- NIIRS level 6 (ground resolved distance 0.40 to 0.75 m) tells a sedan from a station wagon, level 3 a wing's shape.
  A ground resolved distance of a metre takes pixels of half a metre or less.

A size class needs no identification, only extents that can be measured; it is given from 2.5 cycles on, the middle of
Johnson's recognition. For a car of 4.5 by 1.8 m that is a GSD of 0.57 m, for a tank's hull one of 0.98 m.
"""

from __future__ import annotations

import math

from hardstand.measurement.result import Level

CYCLES: dict[Level, float] = {Level.DETECT: 1.0, Level.CLASS: 2.0, Level.SIZE_CLASS: 2.5, Level.TYPE: 6.0}
"""Least number of cycles across an object for each level."""

TYPE_GSD_M: dict[str, float] = {"aircraft": 1.0, "helicopter": 1.0, "long_vehicle": 0.3, "ship": 1.0}
"""Greatest GSD at which a class's types are looked for, metres; cars (class vehicle) are never typed by their size."""

CONTRAST: tuple[tuple[float, Level], ...] = ((0.02, Level.DETECT), (0.05, Level.CLASS), (0.1, Level.SIZE_CLASS))
"""Contrasts below which no more than a level is said.

Johnson's figures are for targets that stand out well. How much worse a faint one does depends on its ground; these
limits are ours, on the careful side, and taken from no standard.
"""

TYPICAL_M: dict[str, tuple[float, float]] = {
    "aircraft": (15.0, 10.0),
    "helicopter": (12.0, 11.0),
    "vehicle": (4.5, 1.8),
    "long_vehicle": (7.0, 2.8),
    "ship": (20.0, 6.0),
}
"""Length and span of a small object of each class, metres: what is assumed where nothing was measured."""

SAME_GSD = 0.03
"""A GSD that exceeds a limit by less than this share is at the limit: metadata give it to two digits."""


def cycles_across(gsd_m: float, length_m: float, span_m: float) -> float:
    """Cycles across an object: the root of its area (metres) in pairs of pixels."""
    return math.sqrt(length_m * span_m) / (2 * gsd_m)


def observable(
    label: str,
    gsd_m: float,
    contrast: float | None = None,
    length_m: float | None = None,
    span_m: float | None = None,
) -> Level:
    """How much of an object's identity an image can show.

    Args:
        label: class of the object.
        gsd_m: ground sampling distance of the image itself, metres.
        contrast: |object - ground| / (object + ground) in brightness, 0..1; None = not known, taken as enough.
        length_m: of the object; None = that of a small object of its class.
        span_m: as `length_m`.

    Raises:
        ValueError: the GSD is not above zero.
    """
    if not gsd_m > 0:
        raise ValueError(f"a GSD must be above zero, not {gsd_m}")
    typical = TYPICAL_M.get(label, (5.0, 2.0))
    cycles = cycles_across(gsd_m, length_m or typical[0], span_m or typical[1]) * (1 + SAME_GSD)
    reached = max((level for level, least in CYCLES.items() if cycles >= least), default=Level.NOTHING)
    return min(reached, _by_class(label, gsd_m), _by_contrast(contrast))


def _by_class(label: str, gsd_m: float) -> Level:
    """Types are looked for only in classes that size can tell apart, and only on images fine enough for the class."""
    return Level.TYPE if gsd_m <= TYPE_GSD_M.get(label, 0.0) * (1 + SAME_GSD) else Level.SIZE_CLASS


def _by_contrast(contrast: float | None) -> Level:
    if contrast is None:
        return Level.TYPE
    return next((level for limit, level in CONTRAST if contrast < limit), Level.TYPE)
