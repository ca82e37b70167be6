"""At which reductions a pair is compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hardstand.registration import mapping
from hardstand.registration.grey import GreyImage
from hardstand.registration.local import Level
from hardstand.registration.prior import Prior

VIEW_PX = 1600
"""Longest side of the picture at the coarsest comparison, pixels: bounds time and memory for any input."""

SKETCH_PX = 1000
"""A first guess is looked for at half the size where the coarsest comparison has at least so many pixels per side."""

LOOK_GSD_M = 1.0
"""GSD of the coarsest comparison: fine enough for markings and joints, coarse enough to forget parked objects."""

STEP = 4
"""Largest step from one reduction to the next finer one: the coarser one's error must stay within the finer reach."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Reductions, in pixels per reduced pixel.

    Attributes:
        reference_step: reference pixels that make one pixel of the finest comparison; 2 or more where the moving
            image is that much coarser.
        moving_step: the same for the moving image.
        look: reduction, on top of the steps, of the coarsest comparison.
        sketch: reduction, on top of the steps, of the picture in which a first guess is looked for.
    """

    reference_step: int
    moving_step: int
    look: int
    sketch: int

    def levels(self) -> tuple[Level, ...]:
        """From coarse to fine; the finest twice, so that the last search begins where the peak should be."""
        factors = [self.look]
        while factors[-1] > STEP:
            factors.append(-(-factors[-1] // STEP))
        return (
            *(self._level(factor, reach=12) for factor in factors),
            self._level(1, reach=8),
            self._level(1, reach=8),
        )

    def _level(self, factor: int, reach: int) -> Level:
        return Level(
            reference_factor=self.reference_step * factor, moving_factor=self.moving_step * factor, reach=reach
        )


def plan_pair(reference: GreyImage, moving: GreyImage, prior: Prior) -> Plan:
    """The reductions for a pair, from its sizes and GSDs."""
    scale = mapping.pixel_scale(prior.matrix)
    reference_step, moving_step = max(1, round(scale)), max(1, round(1 / scale))
    sides = [max(reference.width, reference.height) / reference_step, max(moving.width, moving.height) / moving_step]
    look = max(1, int(np.ceil(max(sides) / VIEW_PX)))
    gsd = reference.acquisition.gsd_m
    if gsd is not None:
        look = max(look, round(LOOK_GSD_M / (gsd.value * reference_step)))
    sketch = 2 * look if max(sides) / look >= SKETCH_PX else look
    return Plan(reference_step=reference_step, moving_step=moving_step, look=look, sketch=sketch)
