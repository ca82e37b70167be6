"""Rows with shapes as a GeoParquet file.

Geometry is in longitude and latitude (EPSG:4326) where the site frame is georeferenced. In a local plane it is in
metres of that plane and has no coordinate system; the file's metadata, key `hardstand`, says which.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import geopandas
import pyarrow as pa
import pyarrow.parquet as pq
from shapely import MultiPolygon, Polygon

from hardstand import __version__
from hardstand.exchange.files import write_bytes_atomically
from hardstand.exchange.records import Record
from hardstand.frames import SiteFrame


def write_table(
    rows: Sequence[Record],
    columns: dict[str, pa.DataType],
    shapes: Sequence[Polygon | MultiPolygon | None],
    frame: SiteFrame,
    path: Path,
    *,
    simulated: bool,
) -> None:
    """Write one row per shape.

    geopandas guesses a column's type from its values and can't know that of an empty one; so it makes the geometry and
    its metadata, and the other columns get their types from us: a table without rows then reads like any other.

    Args:
        rows: with the names of `columns`.
        columns: name to type.
        shapes: longitude and latitude, degrees, or metres in a local plane; None where it is not known.
        frame: of the site.
        path: replaced whole, or left as it was.
        simulated: whether the images were rendered.

    Raises:
        OutputError: the file can't be written.
    """
    crs = None if frame.crs is None else "EPSG:4326"
    buffer = BytesIO()
    geopandas.GeoDataFrame(geometry=list(shapes), crs=crs).to_parquet(buffer, index=False)
    geometry = pq.read_table(BytesIO(buffer.getvalue()))
    table = pa.Table.from_pylist([_readable(row) for row in rows], schema=pa.schema(columns))
    metadata = {b"geo": geometry.schema.metadata[b"geo"], b"hardstand": _about(frame, simulated).encode()}
    whole = table.append_column("geometry", geometry["geometry"]).replace_schema_metadata(metadata)
    written = BytesIO()
    pq.write_table(whole, written, compression="zstd")
    write_bytes_atomically(path, written.getvalue())


def _readable(row: Record) -> Record:
    # A file name in another encoding holds half surrogate pairs, which Arrow refuses.
    return {
        name: value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value
        for name, value in row.items()
    }


def _about(frame: SiteFrame, simulated: bool) -> str:
    crs = frame.crs
    return json.dumps(
        {
            "version": __version__,
            "simulated": simulated,
            "geometry": "metres in a local plane (east, north), no georeference" if crs is None else "EPSG:4326",
            "site_frame": None if crs is None else crs.to_string(),
        }
    )
