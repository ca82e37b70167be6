"""Oriented boxes as centre, size and angle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SIGNS = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]])


def oriented_corners(
    centres: NDArray[np.float64], sizes: NDArray[np.float64], angles: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Corners of oriented boxes.

    Args:
        centres: (n, 2), (column, row), pixels.
        sizes: (n, 2), along the angle and across it, pixels.
        angles: (n,), from the column axis towards the row axis, radians.

    Returns:
        (n, 4, 2), (column, row), pixels; clockwise on the image, the first one least along the angle and across it.
    """
    along = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    across = np.stack([-np.sin(angles), np.cos(angles)], axis=1)
    steps = _SIGNS[None] * sizes[:, None, :]
    return np.asarray(centres[:, None] + steps[..., :1] * along[:, None] + steps[..., 1:] * across[:, None])
