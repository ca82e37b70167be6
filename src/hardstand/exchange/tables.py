"""Sightings and events as GeoParquet tables: `sightings.parquet` and `events.parquet`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
from shapely import Polygon

from hardstand.exchange.geoparquet import write_table
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
    shapes = [_shape(sighting) for sighting in sightings]
    write_table(rows, columns, shapes, result.registration.frame, path, simulated=result.simulated)


def _shape(sighting: Sighting) -> Polygon:
    return sighting.ground.shape if sighting.lonlat is None else sighting.lonlat.shape
