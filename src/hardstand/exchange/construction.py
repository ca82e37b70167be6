"""What was built as files: GeoJSON (RFC 7946), a GeoParquet table, and the probability of change as a GeoTIFF."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from hardstand import __version__
from hardstand.construction import Construction, Work
from hardstand.exchange.files import write_text_atomically
from hardstand.exchange.records import (
    METRE_DECIMALS,
    SHARE_DECIMALS,
    Record,
    iso_utc,
    rounded,
    to_json,
)
from hardstand.exchange.shapes import geometry_of as on_the_globe
from hardstand.frames import LonLatPolygon, SiteFrame, SitePolygon


def construction_geojson(construction: Construction, frame: SiteFrame, *, simulated: bool) -> Record:
    """A FeatureCollection with one feature per work.

    The geometry is in longitude and latitude; without georeference it is null, and the outline stands in
    `site_outline`, metres of the local plane.
    """
    return {
        "type": "FeatureCollection",
        "hardstand": {
            "version": __version__,
            "simulated": simulated,
            "compared_km2": rounded(construction.compared_km2, SHARE_DECIMALS),
            "not_compared": [vars(each) for each in construction.not_compared],
        },
        "features": [
            {
                "type": "Feature",
                "id": work.id,
                "geometry": geometry_of(work.outline, frame),
                "properties": work_record(work),
            }
            for work in construction.works
        ],
    }


def work_record(work: Work) -> Record:
    """A work as plain values; lengths in metres, areas in square metres, angles in degrees."""
    window, finished = work.window, work.finished
    return {
        "kind": work.kind.value,
        "change": work.direction.value,
        "probability": rounded(work.probability, SHARE_DECIMALS),
        "kinds": {each.kind.value: rounded(each.probability, SHARE_DECIMALS) for each in work.kinds},
        "area_m2": rounded(work.measures.area_m2, 1),
        "length_m": rounded(work.measures.length_m, 1),
        "width_m": rounded(work.measures.width_m, 1),
        "orientation_deg": rounded(work.measures.orientation_deg, 1),
        "after": iso_utc(window.after) if window else None,
        "by": iso_utc(window.by) if window else None,
        "state": None if work.state is None else work.state.value,
        "finished_after": iso_utc(finished.after) if finished else None,
        "finished_by": iso_utc(finished.by) if finished else None,
        "zone": work.zone,
        "states": {acquisition: state.value for acquisition, state in work.states.items()},
        "evidence": [{"before": step.before, "after": step.after} for step in work.steps],
        "site_outline": _ring(np.asarray(work.outline.exterior.coords), METRE_DECIMALS),
    }


def geometry_of(outline: Polygon, frame: SiteFrame) -> Record | None:
    """An outline of the site frame as a GeoJSON geometry; None in a local plane."""
    if frame.crs is None:
        return None

    def placed(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return lonlat_points(points, frame)

    return on_the_globe(shapely.transform(outline, placed))


def lonlat_points(points: NDArray[np.float64], frame: SiteFrame) -> NDArray[np.float64]:
    """(n, 2) metres of a georeferenced site frame as (n, 2) longitude and latitude, degrees."""
    placed = frame.to_lonlat(SitePolygon(points))
    assert isinstance(placed, LonLatPolygon)
    return placed.corners


def _ring(points: NDArray[np.float64], decimals: int) -> list[list[float]]:
    return [[round(float(value), decimals) + 0.0 for value in point] for point in points]


def write_construction(construction: Construction, frame: SiteFrame, path: Path, *, simulated: bool) -> None:
    """Write the works as GeoJSON.

    Raises:
        OutputError: the file can't be written.
    """
    write_text_atomically(path, to_json(construction_geojson(construction, frame, simulated=simulated)))
