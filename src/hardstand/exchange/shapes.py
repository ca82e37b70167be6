"""Shapes on the globe as RFC 7946 wants them: counter-clockwise, cut at 180°, seven decimals at most."""

from __future__ import annotations

import math
from collections.abc import Iterable

import antimeridian
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry import shape as from_geojson
from shapely.geometry.polygon import orient

from hardstand.exchange.records import DEGREE_DECIMALS, Record

HALF_TURN = 180.0


def on_the_globe(shape: Polygon) -> Polygon | MultiPolygon:
    """A polygon in longitude and latitude, degrees, in one piece or, across 180°, in one on either side.

    Outer rings run counter-clockwise (RFC 7946, 3.1.6 and 3.1.9).
    """
    if _is_capped(shape):
        return orient(shape, sign=1.0)
    if shape.length > HALF_TURN and (capped := _over_pole(shape)) is not None:
        return capped
    if not _crosses(shape):
        return orient(shape, sign=1.0)
    # Which way a ring runs can only be told where its corners lie on one side.
    unrolled = orient(shapely.transform(shape, _unrolled), sign=1.0)
    cut = from_geojson(antimeridian.fix_shape(unrolled, great_circle=False, fix_winding=False))
    assert isinstance(cut, Polygon | MultiPolygon)
    return cut if isinstance(cut, MultiPolygon) else orient(cut, sign=1.0)


def _over_pole(shape: Polygon) -> Polygon | None:
    """A polygon that goes all the way round a pole as the rectangle's edge that it is on a map; None for any other."""
    points = np.asarray(shape.exterior.coords)[:-1]
    steps = (np.diff(points[:, 0], append=points[:1, 0]) + HALF_TURN) % (2 * HALF_TURN) - HALF_TURN
    if abs(steps.sum()) < HALF_TURN:
        return None
    lons = (points[:, 0] + HALF_TURN) % (2 * HALF_TURN) - HALF_TURN
    order = np.argsort(lons, kind="stable")
    lons, lats = lons[order], points[order, 1]
    edge = float(np.interp(HALF_TURN, [lons[-1], lons[0] + 2 * HALF_TURN], [lats[-1], lats[0]]))
    pole = math.copysign(HALF_TURN / 2, lats.mean())
    line = [(-HALF_TURN, edge), *zip(lons.tolist(), lats.tolist(), strict=True), (HALF_TURN, edge)]
    return orient(Polygon([*line, (HALF_TURN, pole), (-HALF_TURN, pole)]), sign=1.0)


def _is_capped(shape: Polygon) -> bool:
    """Whether a polygon is as `_over_pole` makes it, or the box around such a one."""
    west, south, east, north = shape.bounds
    return (west, east) == (-HALF_TURN, HALF_TURN) and max(-south, north) == HALF_TURN / 2


def geometry_of(shape: Polygon) -> Record:
    """As a GeoJSON geometry: Polygon, or MultiPolygon where it lies across 180°."""
    whole = on_the_globe(shape)
    if isinstance(whole, Polygon):
        return {"type": "Polygon", "coordinates": _rings(whole)}
    return {"type": "MultiPolygon", "coordinates": [_rings(part) for part in whole.geoms]}


def bbox_of(shapes: Iterable[Polygon]) -> list[float] | None:
    """West, south, east, north of all shapes, degrees; west is greater than east across 180° (RFC 7946, 5.2).

    Around a pole it holds all longitudes (RFC 7946, 5.3). None where there is no shape.
    """
    parts = [part for shape in shapes for part in _parts(on_the_globe(shape))]
    if not parts:
        return None
    west, south, east, north = shapely.total_bounds(parts)
    if any(map(_is_capped, parts)):
        west, east = -HALF_TURN, HALF_TURN
    elif east - west > HALF_TURN:  # a site is far smaller than half the earth
        west = min(part.bounds[0] for part in parts if part.bounds[0] >= 0)
        east = max(part.bounds[2] for part in parts if part.bounds[2] <= 0)
    return [round(float(value), DEGREE_DECIMALS) + 0.0 for value in (west, south, east, north)]


def middle_of(shape: Polygon) -> tuple[float, float]:
    """(longitude, latitude) of a polygon's middle, degrees."""
    crossing = _crosses(shape)
    middle = (shapely.transform(shape, _unrolled) if crossing else shape).centroid
    lon = middle.x - 2 * HALF_TURN if middle.x > HALF_TURN else middle.x
    return round(lon, DEGREE_DECIMALS) + 0.0, round(middle.y, DEGREE_DECIMALS) + 0.0


def _parts(shape: Polygon | MultiPolygon) -> list[Polygon]:
    return [shape] if isinstance(shape, Polygon) else list(shape.geoms)


def _crosses(shape: Polygon) -> bool:
    """A site is far smaller than half the earth: a polygon wider than that goes the long way round."""
    west, _, east, _ = shape.bounds
    return east - west > HALF_TURN or east > HALF_TURN or west < -HALF_TURN


def _unrolled(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 2) longitude and latitude, with longitudes from 0 to 360."""
    return np.stack([points[:, 0] % (2 * HALF_TURN), points[:, 1]], axis=1)


def _rings(shape: Polygon) -> list[list[list[float]]]:
    rings = [shape.exterior, *shape.interiors]
    return [
        [[round(float(value), DEGREE_DECIMALS) + 0.0 for value in point] for point in ring.coords] for ring in rings
    ]
