"""Outlines as catalogues write them (GeoJSON), brought into a form that can be searched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import antimeridian
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon
from shapely.errors import ShapelyError
from shapely.geometry import shape as from_geojson
from shapely.geometry.base import BaseGeometry

from hardstand.errors import CatalogueError

HALF_TURN = 180.0
"""An edge that spans more degrees of longitude than this goes the other way round, across 180° (RFC 7946, 3.1.9)."""

Ring = NDArray[np.float64]
"""(n, 2) longitudes and latitudes, degrees: an outline of one ring. Many at once are built ten times as fast."""

Outline = Ring | BaseGeometry
"""An outline as it was read."""

Areas = NDArray[np.object_]
"""(n,) shapely polygons and multipolygons."""

_KINDS = ("Polygon", "MultiPolygon")

_BROKEN = (ShapelyError, ArithmeticError, ValueError, TypeError, KeyError, IndexError, AttributeError)
"""What NumPy and shapely raise on coordinates that are none."""


def read_outline(geometry: object, place: str) -> Outline:
    """A GeoJSON geometry as it is written, without heights.

    Args:
        geometry: parsed JSON.
        place: where it is written, for the message.

    Raises:
        CatalogueError: it is no Polygon or MultiPolygon.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in _KINDS:
        raise CatalogueError(f"{place}: a footprint needs a Polygon or MultiPolygon, not {kind!r}; correct it.")
    ring = _single_ring(geometry)
    return read_area(geometry, place) if ring is None else ring


def read_area(geometry: dict[str, Any], place: str) -> BaseGeometry:
    """The slow way, which takes every Polygon and MultiPolygon and says what is wrong with it.

    Raises:
        CatalogueError: the coordinates are none, or there are none.
    """
    try:
        with np.errstate(invalid="ignore"):  # what is no number is refused below
            area = from_geojson(geometry)
    except _BROKEN as error:
        raise CatalogueError(
            f"{place}: its coordinates are no {geometry['type']} ({error}); correct or remove it."
        ) from error
    if area.is_empty or not np.isfinite(shapely.get_coordinates(area)).all():
        raise CatalogueError(f"{place}: its {geometry['type']} is empty or not finite; correct or remove it.")
    return shapely.force_2d(area) if area.has_z else area


def _single_ring(geometry: dict[str, Any]) -> Ring | None:
    """The ring of a Polygon without holes and heights, or None: whatever is unusual is read the slow way."""
    coordinates = geometry.get("coordinates")
    if geometry["type"] != "Polygon" or not isinstance(coordinates, list) or len(coordinates) != 1:
        return None
    try:
        ring = np.array(coordinates[0], dtype=np.float64)
    except _BROKEN:
        return None
    plain = ring.ndim == 2 and ring.shape[1] == 2 and len(ring) > 3 and np.isfinite(ring).all()
    return ring if plain else None


def mend_outlines(outlines: Sequence[Outline], places: Sequence[str]) -> Areas:
    """Outlines as they are written, brought into a form that can be searched.

    Args:
        outlines: n, as `read_outline` gives them.
        places: n; where each is written, for the message.

    Returns:
        (n,) valid shapely areas within -180..180 and -90..90 degrees; cut at 180° where they cross it.

    Raises:
        CatalogueError: one lies off the globe or has no area.
    """
    areas = _areas(outlines)
    _refuse_off_the_globe(areas, places)
    return _valid(_cut_at_the_antimeridian(areas, places), places)


def _areas(outlines: Sequence[Outline]) -> Areas:
    areas = np.array([None if isinstance(outline, np.ndarray) else outline for outline in outlines], dtype=object)
    rings = [outline for outline in outlines if isinstance(outline, np.ndarray)]
    if rings:
        owners = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
        closed = np.asarray(shapely.linearrings(np.concatenate(rings), indices=owners))
        areas[[area is None for area in areas]] = shapely.polygons(closed)
    return areas


def _refuse_off_the_globe(areas: Areas, places: Sequence[str]) -> None:
    west, south, east, north = shapely.bounds(areas).T
    # Some catalogues count longitudes from 0 to 360, or go on beyond 180 rather than across.
    right = (west >= -2 * HALF_TURN) & (east <= 2 * HALF_TURN) & (south >= -90) & (north <= 90)
    if not right.all():
        at = int(np.flatnonzero(~right)[0])
        raise CatalogueError(
            f"{places[at]}: the footprint reaches to longitudes {west[at]:g}..{east[at]:g} and latitudes "
            f"{south[at]:g}..{north[at]:g}, which is off the globe; GeoJSON wants longitude first, in degrees (WGS84)."
        )


def _cut_at_the_antimeridian(areas: Areas, places: Sequence[str]) -> Areas:
    crossing = np.flatnonzero(_crosses(areas))
    if not len(crossing):
        return areas
    cut = areas.copy()
    for index in crossing:
        cut[index] = _cut(areas[index], places[int(index)])
    return cut


def _cut(area: BaseGeometry, place: str) -> BaseGeometry:
    try:
        # Edges are straight in longitude and latitude, as GeoJSON means them; the winding is often the wrong one.
        return from_geojson(antimeridian.fix_shape(area, great_circle=False, fix_winding=True))
    except _BROKEN as error:
        raise CatalogueError(f"{place}: the footprint can't be cut at 180° ({error}); correct or remove it.") from error


def _crosses(areas: Areas) -> NDArray[np.bool_]:
    """Whether an edge goes the long way round, or a longitude lies beyond 180°."""
    parts, area_of_part = shapely.get_parts(areas, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    points, ring_of_point = shapely.get_coordinates(rings, return_index=True)
    longitudes, area_of_point = points[:, 0], area_of_part[part_of_ring][ring_of_point]
    steps = np.abs(np.diff(longitudes)) * (ring_of_point[1:] == ring_of_point[:-1])
    crossing = np.zeros(len(areas), dtype=bool)
    crossing[area_of_point[np.abs(longitudes) > HALF_TURN]] = True
    # From -180 to 180 in one step is no crossing: it is an edge of the whole world.
    crossing[area_of_point[1:][(steps > HALF_TURN) & (steps < 2 * HALF_TURN)]] = True
    return crossing


def _valid(areas: Areas, places: Sequence[str]) -> Areas:
    """The same ground with outlines that do not cross themselves."""
    broken = np.flatnonzero(~shapely.is_valid(areas))
    if not len(broken):
        return areas
    mended = areas.copy()
    for index in broken:
        mended[index] = _mended(areas[index], places[int(index)])
    return mended


def _mended(area: BaseGeometry, place: str) -> MultiPolygon:
    try:
        mended = _only_areas(shapely.make_valid(area))
    except ShapelyError as error:
        raise CatalogueError(f"{place}: the footprint can't be mended ({error}); correct or remove it.") from error
    if mended.is_empty:
        raise CatalogueError(f"{place}: the footprint has no area; correct or remove it.")
    return mended


def _only_areas(geometry: BaseGeometry) -> MultiPolygon:
    """Without the lines and points that mending may leave."""
    parts = shapely.get_parts(shapely.get_parts([geometry]))
    return MultiPolygon([part for part in parts if part.geom_type == "Polygon"])
