"""What a rendered object is, and what is known of it once it stands in an image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

POINT_NAMES = ("nose", "tail", "left_tip", "right_tip")
"""Order of an aircraft's points everywhere in this package."""


@dataclass(frozen=True, kw_only=True, eq=False)
class OrientedBox:
    """A turned rectangle in image coordinates.

    Attributes:
        centre: (column, row), pixels; a pixel's middle lies at .5.
        length: along `angle`, pixels.
        width: across, pixels.
        angle: of the length from the column axis towards the row axis, radians; for aircraft and all that has a front
            it points to the front.
    """

    centre: tuple[float, float]
    length: float
    width: float
    angle: float

    @property
    def corners(self) -> NDArray[np.float64]:
        """(4, 2) columns and rows: front left, front right, rear right, rear left."""
        along = np.array([np.cos(self.angle), np.sin(self.angle)]) * self.length / 2
        aside = np.array([-np.sin(self.angle), np.cos(self.angle)]) * self.width / 2
        middle = np.asarray(self.centre, np.float64)
        return np.asarray(middle + np.array([along - aside, along + aside, -along + aside, -along - aside]))


@dataclass(frozen=True, kw_only=True, eq=False)
class Sprite:
    """An object from straight above, its front towards growing columns, before light falls on it.

    Attributes:
        rgb: (h, w, 3) float32, 0..1, what the surface sends back in the display's (not linear) scale.
        alpha: (h, w) float32, 0..1, share of the pixel that the object covers.
        relief: (h, w, 4) uint8: slope of the surface ahead and to the right (128 = level, 255 = upright and facing
            that way), its height and the height of its underside (decimetres above ground): what shading and shadows
            are made of.
        points: (4, 2) float64, columns and rows of `POINT_NAMES`; None for what is no aircraft.
        outline: (n, 2) float64, corners of the convex hull of what belongs to the object (a gun does not).
        drawn: (m, 2) float64, corners of the convex hull of all that was drawn.
        box: the oriented box of the hull in sprite pixels.
        label: class of the detector; "" for clutter that must stay without a label.
        kind: what was drawn, in words.
        metres_per_pixel: of the sprite, finer than `gsd_m` so that turning it costs no sharpness.
        gsd_m: ground sampling distance of the images that it is pasted into.
    """

    rgb: NDArray[np.float32]
    alpha: NDArray[np.float32]
    relief: NDArray[np.uint8]
    points: NDArray[np.float64] | None
    outline: NDArray[np.float64]
    drawn: NDArray[np.float64]
    box: OrientedBox
    label: str
    kind: str
    metres_per_pixel: float
    gsd_m: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Placement:
    """Exact truth of a pasted sprite, in pixels of the crop.

    Attributes:
        label: class of the detector; "" for clutter.
        kind: what was drawn, in words.
        points: (4, 2) float64 of `POINT_NAMES`, or None.
        oriented: the turned box; its angle points to the front.
        upright: (4,) float64: left, top, right, bottom of the hull, not cut by the frame.
        visible: share of the object's pixels that lie in the frame and are not hidden by what was pasted later.
    """

    label: str
    kind: str
    points: NDArray[np.float64] | None
    oriented: OrientedBox
    upright: NDArray[np.float64]
    visible: float
