"""One crop seen in quarter turns and as in a mirror: what the network answers to all of them is surer than one answer.

Where the views disagree, the points are uncertain; where they see the nose at different ends, the heading is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hardstand.measurement.crops import CROP_PX

Array = NDArray[np.float64]


@dataclass(frozen=True)
class View:
    """First mirrored, left for right, then turned by quarters counter-clockwise."""

    mirrored: bool
    quarters: int


VIEWS = tuple(View(mirrored, quarters) for mirrored in (False, True) for quarters in range(4))

_MIRRORED = np.array([0, 1, 3, 2, 5, 4])
"""Whose place each point of a mirrored aircraft takes: left is right."""

_REVERSED = np.array([1, 0, 3, 2])
"""Whose place nose, tail and wing tips take where the nose was seen at the other end."""


@dataclass(frozen=True, kw_only=True, eq=False)
class AgreedPoints:
    """What the views of one crop agree on.

    Attributes:
        points: (6, 2) float64, column and row in pixels of the crop: nose, tail, left and right wing tip, left and
            right end of the tailplane.
        variances: (6,) float64, of each point along any direction, pixels squared; not calibrated.
        agreement: share of the views that see the nose at this end, weighted by their sureness, 0.5..1.
    """

    points: Array
    variances: Array
    agreement: float


def turned(crops: NDArray[np.uint8], view: View) -> NDArray[np.uint8]:
    """Crops (n, CROP_PX, CROP_PX, 3) as a view shows them."""
    seen = crops[:, :, ::-1] if view.mirrored else crops
    return np.ascontiguousarray(np.rot90(seen, view.quarters, axes=(1, 2)))


def returned(points: Array, view: View) -> Array:
    """Points (6, 2) of a view, brought back to the crop; left and right are the aircraft's own again."""
    back = points
    for _ in range(view.quarters):
        back = np.stack([CROP_PX - back[:, 1], back[:, 0]], axis=1)
    if view.mirrored:
        back = np.stack([CROP_PX - back[:, 0], back[:, 1]], axis=1)[_MIRRORED]
    return back


def agree(points: Array, deviations: Array) -> AgreedPoints:
    """Join the answers to all views of one crop.

    Args:
        points: (views, 6, 2) in pixels of the views, in the order of VIEWS.
        deviations: (views, 6), standard deviations in pixels.
    """
    back = np.stack([returned(answer, view) for answer, view in zip(points, VIEWS, strict=True)])
    variances = np.stack(
        [answer[_MIRRORED] if view.mirrored else answer for answer, view in zip(deviations, VIEWS, strict=True)]
    )
    variances = variances**2
    ahead, agreement = _nose_end(back, variances)
    back, variances = _one_way(back, variances, ahead)
    weights = 1.0 / variances
    weights = weights / weights.sum(axis=0)
    mean = (weights[..., None] * np.nan_to_num(back)).sum(axis=0)
    between = (weights * np.nan_to_num(((back - mean) ** 2).mean(axis=2))).sum(axis=0)
    within = (weights * np.where(np.isfinite(variances), variances, 0.0)).sum(axis=0)
    return AgreedPoints(points=mean, variances=within + between, agreement=agreement)


def _nose_end(points: Array, variances: Array) -> tuple[NDArray[np.bool_], float]:
    """Which views see the nose at the end where most see it, and their share."""
    axes = points[:, 0] - points[:, 1]
    weights = np.hypot(*axes.T) / np.sqrt(variances[:, 0] + variances[:, 1])
    double = (weights * np.exp(2j * np.arctan2(axes[:, 1], axes[:, 0]))).sum()
    axis = np.exp(0.5j * np.angle(double))
    same = axes[:, 0] * axis.real + axes[:, 1] * axis.imag > 0
    share = float(weights[same].sum() / weights.sum())
    return (same, share) if share >= 0.5 else (~same, 1.0 - share)


def _one_way(points: Array, variances: Array, ahead: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Turn round the answers of the views that see the nose at the other end; their tailplane says nothing."""
    back, spread = points.copy(), variances.copy()
    back[~ahead, :4] = points[~ahead][:, _REVERSED]
    spread[~ahead, :4] = variances[~ahead][:, _REVERSED]
    back[~ahead, 4:] = np.nan
    spread[~ahead, 4:] = np.inf
    return back, spread
