"""GSD from the georeference: the size on the ground of the pixel in the middle of the image.

Only a transform with a coordinate system gives one. A world file alone doesn't say whether its unit is the metre, the
foot or the degree, and crops of unrectified images carry transforms that count pixels of their parent.
"""

from __future__ import annotations

import math

from pyproj import CRS, Geod, Transformer
from pyproj.exceptions import ProjError

from hardstand.imagery.acquisition import Raster
from hardstand.imagery.metadata.reading import NOTHING, Reading, known

_CROSS = ((-0.5, 0.0), (0.5, 0.0), (0.0, -0.5), (0.0, 0.5))
"""Middles of the four sides of the middle pixel, from its own middle, pixels."""


def read_georeference(raster: Raster) -> Reading:
    """The ground sampling distance that the georeference implies, measured on the ellipsoid.

    On the ellipsoid even in projected systems: Web Mercator's metres are twice as long as real ones at 60 degrees.
    """
    if raster.crs is None or raster.transform is None:
        return NOTHING
    gsd = _ground_size(raster, raster.crs)
    return NOTHING if gsd is None else Reading(gsd_m=known(gsd, "georeference"))


def _ground_size(raster: Raster, crs: CRS) -> float | None:
    """Square root of the middle pixel's width times its height on the ground, metres; None off the globe."""
    points = [_at(raster, raster.width / 2 + across, raster.height / 2 + down) for across, down in _CROSS]
    try:
        to_lonlat = Transformer.from_crs(crs, "OGC:CRS84", always_xy=True)
        lons, lats = to_lonlat.transform([x for x, _ in points], [y for _, y in points])
    except ProjError:
        return None
    if not all(math.isfinite(value) for value in (*lons, *lats)) or max(abs(lat) for lat in lats) > 90:
        return None
    geod = crs.get_geod() or Geod(ellps="WGS84")
    _, _, width = geod.inv(lons[0], lats[0], lons[1], lats[1])
    _, _, height = geod.inv(lons[2], lats[2], lons[3], lats[3])
    return math.sqrt(width * height)


def _at(raster: Raster, column: float, row: float) -> tuple[float, float]:
    """A pixel's place in the units of the coordinate system; written out, since affine 3 renamed the operator."""
    grid = raster.transform
    assert grid is not None
    return grid.a * column + grid.b * row + grid.c, grid.d * column + grid.e * row + grid.f
