"""Sightings and events as GeoParquet tables: `sightings.parquet` and `events.parquet`.

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
from shapely import Polygon

from hardstand.exchange.files import write_bytes_atomically
from hardstand.exchange.records import PIXEL_DECIMALS, POINT_NAMES, Record, corners, identity_record, measurement_record
from hardstand.ledger.entries import Event
from hardstand.measurement.sighting import Sighting
from hardstand.result import RunResult

_TIME = pa.timestamp("us", tz="UTC")
_BOX = pa.list_(pa.list_(pa.float64()))
_TYPES = pa.list_(pa.struct([("name", pa.string()), ("category", pa.string()), ("probability", pa.float64())]))
_POINTS = pa.struct([(name, pa.list_(pa.float64())) for name in POINT_NAMES])

SIGHTING_COLUMNS: dict[str, pa.DataType] = {
    "sighting": pa.string(),
    "acquisition": pa.string(),
    "datetime": _TIME,
    "label": pa.string(),
    "score": pa.float64(),
    "pixel_polygon": _BOX,
    "length_m": pa.float64(),
    "length_sd_m": pa.float64(),
    "span_m": pa.float64(),
    "span_sd_m": pa.float64(),
    "heading_deg": pa.float64(),
    "heading_sd_deg": pa.float64(),
    "points": _POINTS,
    "not_measured": pa.string(),
    "level": pa.string(),
    "size_class": pa.string(),
    "types": _TYPES,
    "statement": pa.string(),
    "stand": pa.string(),
    "east_m": pa.float64(),
    "north_m": pa.float64(),
}
EVENT_COLUMNS: dict[str, pa.DataType] = {
    "event": pa.string(),
    "kind": pa.string(),
    "label": pa.string(),
    "after": _TIME,
    "by": _TIME,
    "acquisition": pa.string(),
    "pixel_polygon": _BOX,
    "stand": pa.string(),
    "sighting": pa.string(),
    "empty_on": pa.string(),
    "east_m": pa.float64(),
    "north_m": pa.float64(),
}


def write_sightings(result: RunResult, path: Path) -> None:
    """Write one row per sighting, in the order of the result.

    Raises:
        OutputError: the file can't be written.
    """
    times = {acquisition.id: acquisition.time for acquisition in result.acquisitions}
    stands = {sighting.id: stand.id for stand in result.ledger.stands for sighting in stand.sightings.values()}
    rows = [
        {
            "sighting": sighting.id,
            "acquisition": sighting.detection.acquisition,
            "datetime": time.value if (time := times[sighting.detection.acquisition]) else None,
            "label": sighting.detection.label,
            "score": sighting.detection.score,
            "pixel_polygon": corners(sighting.detection.polygon.corners, PIXEL_DECIMALS),
            **measurement_record(sighting.measurement),
            **identity_record(sighting.identity),
            "stand": stands.get(sighting.id),
            **_place(sighting),
        }
        for sighting in result.sightings
    ]
    _write(rows, SIGHTING_COLUMNS, result.sightings, result, path)


def write_events(result: RunResult, path: Path) -> None:
    """Write one row per event, in the order of the ledger; the geometry is the object's.

    Raises:
        OutputError: the file can't be written.
    """
    rows = [_event_row(event) for event in result.ledger.events]
    _write(rows, EVENT_COLUMNS, [event.sighting for event in result.ledger.events], result, path)


def _event_row(event: Event) -> Record:
    detection = event.sighting.detection
    return {
        "event": event.id,
        "kind": event.kind.value,
        "label": event.label,
        "after": event.window.after,
        "by": event.window.by,
        "acquisition": detection.acquisition,
        "pixel_polygon": corners(detection.polygon.corners, PIXEL_DECIMALS),
        "stand": event.stand,
        "sighting": event.sighting.id,
        "empty_on": event.empty_on,
        **_place(event.sighting),
    }


def _place(sighting: Sighting) -> Record:
    middle = sighting.ground.shape.centroid
    return {"east_m": middle.x, "north_m": middle.y}


def _write(
    rows: list[Record], columns: dict[str, pa.DataType], sightings: Sequence[Sighting], result: RunResult, path: Path
) -> None:
    table = _geoparquet(rows, columns, [_shape(sighting) for sighting in sightings], result)
    buffer = BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    write_bytes_atomically(path, buffer.getvalue())


def _geoparquet(
    rows: list[Record], columns: dict[str, pa.DataType], shapes: list[Polygon], result: RunResult
) -> pa.Table:
    """The rows as an Arrow table with GeoParquet's metadata.

    geopandas guesses a column's type from its values and can't know that of an empty one; so it makes the geometry and
    its metadata, and the other columns get their types from us: a table without rows then reads like any other.
    """
    crs = None if result.registration.frame.crs is None else "EPSG:4326"
    buffer = BytesIO()
    geopandas.GeoDataFrame(geometry=shapes, crs=crs).to_parquet(buffer, index=False)
    geometry = pq.read_table(BytesIO(buffer.getvalue()))
    table = pa.Table.from_pylist([_readable(row) for row in rows], schema=pa.schema(columns))
    metadata = {b"geo": geometry.schema.metadata[b"geo"], b"hardstand": _about(result).encode()}
    return table.append_column("geometry", geometry["geometry"]).replace_schema_metadata(metadata)


def _shape(sighting: Sighting) -> Polygon:
    return sighting.ground.shape if sighting.lonlat is None else sighting.lonlat.shape


def _readable(row: Record) -> Record:
    # A file name in another encoding holds half surrogate pairs, which Arrow refuses.
    return {
        name: value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value
        for name, value in row.items()
    }


def _about(result: RunResult) -> str:
    crs = result.registration.frame.crs
    return json.dumps(
        {
            "version": result.version,
            "simulated": result.simulated,
            "geometry": "metres in a local plane (east, north), no georeference" if crs is None else "EPSG:4326",
            "site_frame": None if crs is None else crs.to_string(),
        }
    )
