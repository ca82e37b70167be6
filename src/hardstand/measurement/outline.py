"""How large an aircraft's upright box is, for each direction of its nose: for use where only a box is known."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

HEADINGS = np.radians(np.arange(2.5, 180.0, 5.0))
"""Directions that stand for all, radians; turned by half a circle, an aircraft has nearly the same box."""

_TIPS_AT = 0.57
"""Where the wing tips of a swept wing lie, share of the length from the nose."""

_TAIL_AT, _TAIL_SPAN = 0.97, 0.38
"""Where the tips of the tailplane lie, and its share of the span: as of an airliner."""


def box_sides(length: Array, span: Array) -> tuple[Array, Array]:
    """Sides of the upright box of aircraft at every heading of `HEADINGS`.

    Args:
        length: (n,) in any unit.
        span: (n,) in the same unit.

    Returns:
        Two arrays (n, headings): the side along the columns and the one along the rows.
    """
    along = np.stack([0 * length, length, _TIPS_AT * length, _TIPS_AT * length, _TAIL_AT * length, _TAIL_AT * length])
    across = np.stack([0 * span, 0 * span, span / 2, -span / 2, _TAIL_SPAN * span / 2, -_TAIL_SPAN * span / 2])
    along, across = along[:, :, None], across[:, :, None]
    first = along * np.cos(HEADINGS) - across * np.sin(HEADINGS)
    second = along * np.sin(HEADINGS) + across * np.cos(HEADINGS)
    return np.ptp(first, axis=0), np.ptp(second, axis=0)
