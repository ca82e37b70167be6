"""A first guess from features: where two images could fit when nothing is known of how they lie."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.registration.grey import GreyImage
from hardstand.registration.mapping import matrix_or_none

Array = NDArray[np.float64]

MAX_FEATURES = 6000
RATIO = 0.85
"""Nearest over second nearest distance (Lowe, IJCV 2004, takes 0.8); loose, because the proof comes later."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Features:
    """Key points of one image.

    Attributes:
        points: (n, 2) column, row in pixels of the full image.
        size: (n,) diameter, pixels of the full image.
        descriptors: (n, 128) float32 RootSIFT, unit length.
    """

    points: Array
    size: Array
    descriptors: NDArray[np.float32]


def find_features(image: GreyImage, factor: int) -> Features:
    """SIFT key points of the image reduced by `factor`, in pixels of the full image.

    RootSIFT: Arandjelovic and Zisserman, CVPR 2012.
    """
    grey, valid = image.reduced(factor)
    picture = np.clip(grey, 0, 255).astype(np.uint8)
    mask = cv2.erode(valid.astype(np.uint8), np.ones((9, 9), np.uint8))
    sift = cv2.SIFT.create(nfeatures=MAX_FEATURES, contrastThreshold=0.01, edgeThreshold=15)
    keys, descriptors = sift.detectAndCompute(picture, mask)
    if not keys or descriptors is None:
        return Features(points=np.empty((0, 2)), size=np.empty(0), descriptors=np.empty((0, 128), np.float32))
    root = np.sqrt(descriptors / np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-9))
    # OpenCV counts from the middle of the first pixel, we from its corner.
    points = (np.array([key.pt for key in keys], dtype=np.float64) + 0.5) * factor
    size = np.array([key.size for key in keys], dtype=np.float64) * factor
    return Features(points=points, size=size, descriptors=root.astype(np.float32))


def match_features(moving: Features, reference: Features, scale: float | None) -> NDArray[np.intp]:
    """Pairs of like key points: (n, 2) indices into moving and reference.

    Args:
        moving: key points of the moving image.
        reference: key points of the reference.
        scale: reference pixels per moving pixel; pairs whose sizes differ by more than half an octave from it are
            dropped. None = not known.
    """
    if len(moving.points) == 0 or len(reference.points) < 2:
        return np.empty((0, 2), dtype=np.intp)
    index, keep = [], []
    for start in range(0, len(moving.points), 1024):
        likeness = moving.descriptors[start : start + 1024] @ reference.descriptors.T
        rows, best = np.arange(len(likeness)), likeness.argmax(axis=1)
        first = likeness[rows, best]
        likeness[rows, best] = -np.inf
        index.append(best)
        keep.append((2 - 2 * first) < RATIO**2 * (2 - 2 * likeness.max(axis=1)))
    nearest, good = np.concatenate(index), np.concatenate(keep)
    if scale is not None:
        ratio = reference.size[nearest] / (moving.size * scale)
        good &= np.abs(np.log2(ratio)) < 0.5
    chosen = np.flatnonzero(good)
    return np.stack([chosen, nearest[chosen]], axis=1)


def guess_from_features(moving: Features, reference: Features, scale: float | None, tolerance: float) -> Array | None:
    """The similarity on which most pairs agree: (2, 3), moving to reference pixels; None with under 6 pairs."""
    pairs = match_features(moving, reference, scale)
    if len(pairs) < 6:
        return None
    found = cv2.estimateAffinePartial2D(
        moving.points[pairs[:, 0]],
        reference.points[pairs[:, 1]],
        method=cv2.RANSAC,
        ransacReprojThreshold=tolerance,
        maxIters=10000,
        confidence=0.9999,
    )
    return matrix_or_none(found[0])
