"""What comes out of bringing two images together: a transform with its proof, or a refusal with its reason."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hardstand.frames import GroundTransform, PixelTransform, SiteFrame

RAYLEIGH_MEDIAN = float(np.sqrt(2 * np.log(2)))
"""Median of Rayleigh's distribution, in its scale."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Registered:
    """The moving image fits the reference.

    Attributes:
        reference: id of the reference acquisition.
        moving: id of the moving acquisition.
        transform: moving pixels to reference pixels.
        tie_points: (n, 4) float64 pixels: column, row on the moving image, column, row on the reference; all inliers.
        spread: share of the common ground that the tie points' convex hull covers, 0..1.
        residual_px: median distance in reference pixels on tie points that took no part in the fit that they judge.
        residual_m: the same on the ground, metres; None where no GSD is known.
        through: ids of the acquisitions by which the moving image was fitted where that could not be done directly,
            from the reference on; transform and residual are those of the whole way, spread that of the last step.
    """

    reference: str
    moving: str
    transform: PixelTransform
    tie_points: NDArray[np.float64]
    spread: float
    residual_px: float
    residual_m: float | None
    through: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Refused:
    """The moving image could not be shown to fit the reference.

    Attributes:
        reference: id of the reference acquisition.
        moving: id of the moving acquisition.
        reason: in plain words, with numbers.
    """

    reference: str
    moving: str
    reason: str


Registration = Registered | Refused


@dataclass(frozen=True, kw_only=True)
class Unplaced:
    """An acquisition that shows so little ground that it can't be fitted to the others: nothing is judged on it.

    Attributes:
        acquisition: its id.
        reason: in plain words, with numbers.
    """

    acquisition: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SiteRegistration:
    """All acquisitions of a site in one ground frame.

    Attributes:
        frame: the site frame.
        reference: id of the acquisition that the others were fitted to.
        ground: acquisition id to its map from pixels to the site frame, for every acquisition; of one that is
            unplaced only good enough to show it.
        pairs: one `Registered` per acquisition other than the reference and the unplaced.
        unplaced: acquisitions on which nothing can be judged.
    """

    frame: SiteFrame
    reference: str
    ground: dict[str, GroundTransform]
    pairs: tuple[Registered, ...]
    unplaced: tuple[Unplaced, ...] = ()

    def placing_sd_m(self, acquisition: str) -> float:
        """Standard deviation of a place on an acquisition against the reference, along any direction, metres.

        From the median distance over tie points: where both directions err alike and normally, the distance follows
        Rayleigh's distribution, of which the median is sqrt(2 ln 2) standard deviations. 0 for the reference.
        """
        pair = next((pair for pair in self.pairs if pair.moving == acquisition), None)
        if pair is None:
            return 0.0
        metres = pair.residual_px * self.ground[self.reference].gsd_m if pair.residual_m is None else pair.residual_m
        return metres / RAYLEIGH_MEDIAN
