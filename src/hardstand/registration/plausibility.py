"""Maps that no two images of one ground can have."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hardstand.registration import mapping
from hardstand.registration.grey import GreyImage
from hardstand.registration.prior import Prior

Array = NDArray[np.float64]

SCALE_KNOWN = 1.1
"""Largest factor between the scale found and that of the two GSDs: nominal GSDs are rounded, tilted views stretch."""

SCALE_UNKNOWN = 4.0
STRETCH = 1.25
"""Largest ratio of the scales along two axes: a view 35 degrees off nadir shortens the ground by 1.22."""

TURN_DEG = 5.0
SHIFT_PX = 30.0
SHIFT_M = 100.0
"""Largest error of a georeference that is believed: turned, shifted by pixels of the reference or by metres."""


def misshapen(matrix: Array, prior: Prior) -> str | None:
    """What speaks against the scale and shape of a map, in words; None where nothing does.

    Args:
        matrix: (2, 3), moving to reference pixels.
        prior: what was known before.
    """
    change = matrix[:, :2] @ np.linalg.inv(prior.matrix[:, :2])
    if np.linalg.det(change) <= 0:
        return "the best fit would mirror the image"
    large, small = np.linalg.svd(change, compute_uv=False)
    limit = SCALE_KNOWN if prior.scaled else SCALE_UNKNOWN
    scale = float(np.sqrt(large * small))
    if not 1 / limit <= scale <= limit:
        return f"the best fit changes the scale by {scale:.3g}, against what the GSDs say; check both GSDs"
    if large / small > STRETCH:
        return f"the best fit stretches the image by {large / small:.2f} in one direction"
    return None


def misplaced(matrix: Array, prior: Prior, reference: GreyImage, moving: GreyImage) -> str | None:
    """How far a map contradicts the georeferences, in words; None where it does not, or where they are not known.

    Args:
        matrix: (2, 3), moving to reference pixels.
        prior: what was known before.
        reference: the image that stays.
        moving: the image that is fitted.
    """
    if not prior.placed:
        return None
    change = matrix[:, :2] @ np.linalg.inv(prior.matrix[:, :2])
    turn = abs(float(np.degrees(np.arctan2(change[1, 0] - change[0, 1], change[0, 0] + change[1, 1]))))
    if turn > TURN_DEG:
        return f"their content fits, but turned by {turn:.1f} degrees against the georeferences"
    middle = np.array([[moving.width / 2, moving.height / 2]])
    shift = float(np.hypot(*(mapping.apply(matrix, middle) - mapping.apply(prior.matrix, middle))[0]))
    gsd = reference.acquisition.gsd_m
    allowed = SHIFT_PX if gsd is None else max(SHIFT_PX, SHIFT_M / gsd.value)
    return f"their content fits, but {shift:.0f} px from where the georeferences put it" if shift > allowed else None
