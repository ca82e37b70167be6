"""What is known of how two images lie before their content is compared: their georeference, or at least their GSD."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from hardstand.imagery.acquisition import Acquisition, Raster
from hardstand.registration import mapping

Array = NDArray[np.float64]

GRID = 9


@dataclass(frozen=True, kw_only=True, eq=False)
class Prior:
    """Where the moving image should lie.

    Attributes:
        matrix: (2, 3), moving pixels to reference pixels; where not `placed`, its shift says nothing.
        placed: True = both images are georeferenced, so that the shift is known to some metres.
        scaled: True = the scale is known, from the georeference or from both GSDs.
    """

    matrix: Array
    placed: bool
    scaled: bool


def prior_of(reference: Acquisition, moving: Acquisition) -> Prior:
    """The prior of a pair; without any knowledge, that both have one scale and north up."""
    if reference.raster.georeferenced and moving.raster.georeferenced:
        return Prior(matrix=_from_georeference(reference.raster, moving.raster), placed=True, scaled=True)
    if reference.gsd_m is None or moving.gsd_m is None:
        return Prior(matrix=np.eye(2, 3), placed=False, scaled=False)
    return Prior(matrix=np.eye(2, 3) * (moving.gsd_m.value / reference.gsd_m.value), placed=False, scaled=True)


def pixel_grid(raster: Raster) -> Array:
    """Points spread evenly over an image, its corners included: (81, 2) pixels (column, row)."""
    columns, rows = np.linspace(0, raster.width, GRID), np.linspace(0, raster.height, GRID)
    return np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)


def georeferenced_points(raster: Raster, pixels: Array, crs: CRS) -> Array:
    """(n, 2) pixels of a georeferenced image in another coordinate system, x (east) before y (north)."""
    assert raster.crs is not None
    assert raster.transform is not None
    points = mapping.apply(_matrix(raster.transform), pixels)
    x, y = Transformer.from_crs(raster.crs, crs, always_xy=True).transform(points[:, 0], points[:, 1])
    return np.stack([x, y], axis=1)


def _from_georeference(reference: Raster, moving: Raster) -> Array:
    """The affine map nearest to moving pixels -> moving system -> reference system -> reference pixels."""
    assert reference.crs is not None
    assert reference.transform is not None
    pixels = pixel_grid(moving)
    points = georeferenced_points(moving, pixels, reference.crs)
    ties = mapping.Ties(moving=pixels, reference=mapping.apply(_matrix(~reference.transform), points))
    return mapping.least_squares(ties, mapping.Model.AFFINE, np.eye(2, 3))


def _matrix(transform: Affine) -> Array:
    return np.array(tuple(transform)[:6], dtype=np.float64).reshape(2, 3)
