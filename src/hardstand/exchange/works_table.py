"""What was built as a GeoParquet table: `construction.parquet`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from hardstand.construction import Construction, Work
from hardstand.exchange.construction import lonlat_points
from hardstand.exchange.geoparquet import write_table
from hardstand.exchange.records import Record
from hardstand.frames import SiteFrame

_TIME = pa.timestamp("us", tz="UTC")

WORK_COLUMNS: dict[str, pa.DataType] = {
    "work": pa.string(),
    "kind": pa.string(),
    "change": pa.string(),
    "probability": pa.float64(),
    "area_m2": pa.float64(),
    "length_m": pa.float64(),
    "width_m": pa.float64(),
    "orientation_deg": pa.float64(),
    "after": _TIME,
    "by": _TIME,
    "state": pa.string(),
    "finished_after": _TIME,
    "finished_by": _TIME,
    "zone": pa.string(),
    "east_m": pa.float64(),
    "north_m": pa.float64(),
}


def write_works(construction: Construction, frame: SiteFrame, path: Path, *, simulated: bool) -> None:
    """Write one row per work, in the order of their ids; the geometry is the outline.

    Raises:
        OutputError: the file can't be written.
    """
    rows = [_row(work) for work in construction.works]
    shapes = [_shape(work.outline, frame) for work in construction.works]
    write_table(rows, WORK_COLUMNS, shapes, frame, path, simulated=simulated)


def _row(work: Work) -> Record:
    window, finished, middle = work.window, work.finished, work.outline.centroid
    return {
        "work": work.id,
        "kind": work.kind.value,
        "change": work.direction.value,
        "probability": work.probability,
        **vars(work.measures),
        "after": window.after if window else None,
        "by": window.by if window else None,
        "state": None if work.state is None else work.state.value,
        "finished_after": finished.after if finished else None,
        "finished_by": finished.by if finished else None,
        "zone": work.zone,
        "east_m": middle.x,
        "north_m": middle.y,
    }


def _shape(outline: Polygon, frame: SiteFrame) -> Polygon:
    if frame.crs is None:
        return outline

    def placed(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return lonlat_points(points, frame)

    shape = shapely.transform(outline, placed)
    assert isinstance(shape, Polygon)
    return shape
