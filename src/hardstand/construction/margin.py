"""Ground beside cloud and haze: nothing is said of it, since a veil ends thinner than where it is found."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from hardstand.construction.aligned import DatedImage
from hardstand.imagery.visibility import Cause

MARGIN_M = 60.0
"""Metres around cloud and haze that count as not seen: as wide as the soft edge of a low cloud.

Aircraft are found through such an edge; for the network that compares dates it is a bright surface on one date alone.
"""

_VEILS = (Cause.CLOUD, Cause.HAZE, Cause.CLOUD_SHADOW)


def without_edges_of_cloud(image: DatedImage) -> DatedImage:
    """The same date with what lies within `MARGIN_M` of cloud, haze or the shadow of cloud counted as not seen."""
    visibility = image.visibility
    veiled = np.isin(visibility.cause, _VEILS)
    if not veiled.any():
        return image
    radius = max(1, round(MARGIN_M / (visibility.step_px * image.ground.gsd_m)))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    beside = cv2.dilate(veiled.astype(np.uint8), disc) > 0
    cause = np.where(beside & (visibility.cause == Cause.SEEN), np.uint8(Cause.HAZE), visibility.cause)
    return replace(image, visibility=replace(visibility, cause=cause))
