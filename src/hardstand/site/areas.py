"""Areas on the globe as people write them: a bounding box, a GeoJSON geometry, or the name of a GeoJSON file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import shapely
from shapely import MultiPolygon, Polygon
from shapely.errors import ShapelyError
from shapely.geometry import shape as from_geojson
from shapely.validation import explain_validity

from hardstand.site.named_files import NamedFiles

MAX_BYTES = 64 * 2**20
"""Largest GeoJSON file that is read."""

Area = Polygon | MultiPolygon
"""(longitude, latitude) in degrees, WGS84."""


def read_area(value: str | list[float] | dict[str, Any], files: NamedFiles | Path) -> Area:
    """An area as a site file gives it.

    Args:
        value: name of a GeoJSON file (relative or absolute), a box [west, south, east, north] in degrees,
            or a GeoJSON object.
        files: finds files by name, or the folder where relative names begin.

    Raises:
        ValueError: it is no area, crosses itself, or lies off the globe; the message says what to do.
    """
    if isinstance(value, str):
        return _from_file((NamedFiles(folder=files) if isinstance(files, Path) else files).find(value))
    area = _from_box(value) if isinstance(value, list) else _from_object(value)
    return _checked(area)


def _from_file(path: Path) -> Area:
    if not path.is_file():
        raise ValueError(f"the GeoJSON file {path} does not exist; check its path, which is relative to the site file")
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"the GeoJSON file {path} is larger than {MAX_BYTES // 2**20} MiB; simplify its geometry")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return _checked(_from_object(content))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"the GeoJSON file {path} can't be used: {error}") from error


def _from_box(box: list[float]) -> Area:
    if len(box) != 4:
        raise ValueError(f"a box needs four numbers, [west, south, east, north] in degrees, not {len(box)}")
    west, south, east, north = box
    if not (west < east and south < north):
        raise ValueError(f"a box is [west, south, east, north] with west < east and south < north, not {box}")
    return shapely.box(west, south, east, north)


def _from_object(content: object) -> Area:
    if not isinstance(content, dict):
        raise ValueError("it is not a GeoJSON object")  # noqa: TRY004 - callers wait for a ValueError
    parts = [_geometry(part) for part in _geometries(content)]
    if not parts:
        raise ValueError("it holds no polygon")
    return parts[0] if len(parts) == 1 else MultiPolygon([piece for part in parts for piece in _pieces(part)])


def _geometries(content: dict[str, Any]) -> list[Any]:
    kind = content.get("type")
    if kind == "FeatureCollection":
        return [feature.get("geometry") for feature in content.get("features") or [] if isinstance(feature, dict)]
    return [content.get("geometry")] if kind == "Feature" else [content]


def _geometry(content: object) -> Area:
    kind = content.get("type") if isinstance(content, dict) else None
    if not isinstance(content, dict) or kind not in {"Polygon", "MultiPolygon"}:
        raise ValueError(f"an area needs a Polygon or MultiPolygon, not {kind!r}")
    try:
        area = from_geojson(content)
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise ValueError(f"its coordinates are no {kind}: {error}") from error
    assert isinstance(area, Polygon | MultiPolygon)
    return area


def _pieces(area: Area) -> list[Polygon]:
    return list(area.geoms) if isinstance(area, MultiPolygon) else [area]


def _checked(area: Area) -> Area:
    if area.is_empty:
        raise ValueError("the area is empty")
    west, south, east, north = area.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError(
            f"the area reaches from {west:g}, {south:g} to {east:g}, {north:g}, but longitude and latitude "
            "(degrees, WGS84) must lie within -180..180 and -90..90; reproject it, or swap the axes"
        )
    if not area.is_valid:
        raise ValueError(f"the area's outline is not valid ({explain_validity(area)}); draw it without crossings")
    return area
