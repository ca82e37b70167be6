"""Where on a real picture something could be built without standing on what is there."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.simulation.camera import Image
from hardstand.simulation.frame_look import FrameLook, is_green

Mask = NDArray[np.bool_]

_GRAIN_M = 4.0
_RELIEF_M = 10.0
_RELIEF = 0.22
"""Spread of brightness over ten metres, share of its mean, that grass and soil keep below and built ground exceeds."""

_WARM = 0.035
_DARK = 0.3
"""Darker ground, as a share of the pavement's light, is shadow or water."""

_WATER = 0.6
"""Water sends back less red than this share of its blue."""

_HOLE_M, _LEAST_M = 8.0, 8.0


def open_ground(picture: NDArray[np.uint8], gsd_m: float, look: FrameLook) -> Mask:
    """Where the ground is grass, soil or scrub: green or warm, and of little relief.

    A guess from colour alone, made so that works can be painted where works are to be expected; not for judging.

    Args:
        picture: (rows, columns, 3) uint8 red, green, blue.
        gsd_m: metres per pixel.
        look: of the picture.

    Returns:
        (rows, columns) bool, True = open ground.
    """
    light = np.maximum(picture.astype(np.float32) - look.black, 1.0)
    smooth = cv2.GaussianBlur(light, (0, 0), _GRAIN_M / 2 / gsd_m)
    red, _, blue = cv2.split(smooth)
    pavement = np.stack([look.asphalt, look.concrete]) - look.black
    grey_warmth = float(((pavement[:, 0] - pavement[:, 2]) / (pavement[:, 0] + pavement[:, 2])).max())
    natural = is_green(smooth) | ((red - blue) / (red + blue) > grey_warmth + _WARM)
    natural &= (_relief(light.mean(axis=2), gsd_m) < _RELIEF) & (smooth.mean(axis=2) > _DARK * float(pavement.mean()))
    natural &= (red > _WATER * blue) & (picture.max(axis=2) > 0)
    return _cleaned(natural, gsd_m)


def _relief(brightness: Image, gsd_m: float) -> Image:
    size = (max(3, round(_RELIEF_M / gsd_m)),) * 2
    mean = cv2.blur(brightness, size)
    spread = np.sqrt(np.maximum(cv2.blur(brightness**2, size) - mean**2, 0))
    return np.asarray(spread / mean, dtype=np.float32)


def _cleaned(mask: Mask, gsd_m: float) -> Mask:
    """Without holes and without islets."""
    hole, least = (np.ones((max(1, round(length / gsd_m)),) * 2, np.uint8) for length in (_HOLE_M, _LEAST_M))
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, hole)
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, least) > 0)
