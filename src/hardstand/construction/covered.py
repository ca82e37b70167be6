"""Bare ground that vanishes under something new: one change, not two, and what is new is its name."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from affine import Affine
from rasterio import features
from scipy import ndimage

from hardstand.construction.comparison import ChangeMap, Seen
from hardstand.construction.outlines import Found, outline_of

MAY_STAND = 26
"""Value of `ChangeMap.probability` from which something new may stand there: one in ten."""

COVERED_SHARE = 0.3
"""Bare ground is covered when on at least this share of it something new may stand."""


def as_covered(found: Found, appeared: ChangeMap) -> Found | None:
    """What vanished told as what is new there, as far as that reaches, or None.

    None where what vanished is no bare ground, or nothing new stands there.

    Args:
        found: that vanished.
        appeared: of the same two dates.
    """
    if found.shares.argmax() != Seen.GROUND_WORKS:
        return None
    step = appeared.step_cells
    inside = features.rasterize([found.outline], out_shape=appeared.kind.shape, transform=Affine.scale(step)) > 0
    stands = inside & (appeared.kind != Seen.GROUND_WORKS) & (appeared.probability >= MAY_STAND)
    if stands.sum() < COVERED_SHARE * max(1, inside.sum()):
        return None
    counts = np.bincount(appeared.kind[stands], minlength=len(Seen)) + 0.5
    counts[Seen.UNKNOWN] = 0
    cells = ndimage.binary_closing(stands, iterations=2).repeat(step, axis=0).repeat(step, axis=1)
    outline = outline_of(cells, (slice(0, None), slice(0, None)))
    return None if outline is None else replace(found, outline=outline, shares=counts / counts.sum())
