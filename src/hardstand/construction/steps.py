"""From outlines on the grid to steps on the ground: what changed between two acquisitions, in metres."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from hardstand.construction.entries import KindProbability, Measures, WorkKind
from hardstand.construction.grid import Grid
from hardstand.construction.measures import STRIP_RATIO, measure_outline
from hardstand.construction.outlines import Found

STRIP_SOFTNESS = 1.0
"""How fast the probability of a strip rises with the ratio of length to width, per unit of the ratio."""


def on_ground(found: Found, grid: Grid) -> Polygon:
    """The outline in metres (east, north) of the site frame."""

    def placed(points: NDArray[np.float64]) -> NDArray[np.float64]:
        matrix = grid.ground.matrix
        return np.asarray(points @ matrix[:, :2].T + matrix[:, 2])

    outline = shapely.transform(found.outline, placed)
    assert isinstance(outline, Polygon)
    return outline


def kinds_of(found: Found, outline: Polygon) -> tuple[KindProbability, ...]:
    """What it is, the likeliest first: pavement is parted by shape into strips and aprons.

    Of what is too coarse to be told, a strip is told by its shape alone, and everything else is "other".
    """
    pavement, building, ground, unknown = (float(share) for share in found.shares)
    long = _strip_share(measure_outline(outline))
    shares = {
        WorkKind.STRIP: (pavement + unknown) * long,
        WorkKind.APRON: pavement * (1 - long),
        WorkKind.BUILDING: building,
        WorkKind.GROUND_WORKS: ground,
        WorkKind.OTHER: unknown * (1 - long),
    }
    ordered = sorted(shares.items(), key=lambda each: -each[1])
    return tuple(KindProbability(kind=kind, probability=share) for kind, share in ordered if share > 0)


def _strip_share(measures: Measures) -> float:
    """How likely pavement of this shape is a strip, 0..1; even odds at `STRIP_RATIO`."""
    ratio = measures.length_m / max(measures.width_m, 1e-6)
    return float(1 / (1 + np.exp(-(ratio - STRIP_RATIO) / STRIP_SOFTNESS)))
