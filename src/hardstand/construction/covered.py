"""Bare ground that vanishes under something new is one change, not two, and what is new gives it its name.

With time running backwards, bare ground that appears where something stood is what stood there, and vanished.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from affine import Affine
from rasterio import features
from scipy import ndimage

from hardstand.construction.comparison import ChangeMap, Seen
from hardstand.construction.outlines import Found, outline_of

MAY_STAND = 26
"""Value of `ChangeMap.probability` from which something may stand there: one in ten."""

COVERED_SHARE = 0.3
"""Bare ground is covered when on at least this share of it something may stand."""


def as_covered(found: Found, other: ChangeMap) -> Found | None:
    """Bare ground told as what stands there on the other date, as far as that reaches, or None.

    None where what was found is no bare ground, or nothing stands there on the other date.

    Args:
        found: bare ground that appeared, or vanished.
        other: what vanished between the same two dates, or what appeared.
    """
    if found.shares.argmax() != Seen.GROUND_WORKS:
        return None
    step = other.step_cells
    inside = features.rasterize([found.outline], out_shape=other.kind.shape, transform=Affine.scale(step)) > 0
    stands = inside & (other.kind != Seen.GROUND_WORKS) & (other.probability >= MAY_STAND)
    if stands.sum() < COVERED_SHARE * max(1, inside.sum()):
        return None
    counts = np.bincount(other.kind[stands], minlength=len(Seen)) + 0.5
    counts[Seen.UNKNOWN] = 0
    cells = ndimage.binary_closing(stands, iterations=2).repeat(step, axis=0).repeat(step, axis=1)
    outline = outline_of(cells, (slice(0, None), slice(0, None)))
    return None if outline is None else replace(found, outline=outline, shares=counts / counts.sum())
