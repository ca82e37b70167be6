"""The layers of a run that maps and tables are made from: sightings, events, stands, works and acquisitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import pyarrow as pa
from shapely import Polygon

from hardstand.exchange.exports.documents import AcquisitionRead, StandRead
from hardstand.exchange.exports.run import FinishedRun, Table
from hardstand.exchange.records import Record


class ValueKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    TIME = "time"
    TRUTH = "truth"
    NESTED = "nested"
    """Lists and records: written as JSON where a format has none."""


COMMON: dict[str, ValueKind] = {
    "id": ValueKind.TEXT,
    "kind": ValueKind.TEXT,
    "date": ValueKind.TIME,
    "label": ValueKind.TEXT,
    "simulated": ValueKind.TRUTH,
}
"""Every layer begins with these. `date` is when an image was made, or the end of a window `(after, by]`."""

STAND_COLUMNS: dict[str, ValueKind] = {
    "zone": ValueKind.TEXT,
    "states": ValueKind.NESTED,
    "sightings": ValueKind.NESTED,
    "site_polygon": ValueKind.NESTED,
}
ACQUISITION_COLUMNS: dict[str, ValueKind] = {
    "image": ValueKind.TEXT,
    "sha256": ValueKind.TEXT,
    "columns": ValueKind.NUMBER,
    "rows": ValueKind.NUMBER,
    "gsd_m": ValueKind.NUMBER,
    "sensor": ValueKind.TEXT,
    "off_nadir_deg": ValueKind.NUMBER,
    "sun_azimuth_deg": ValueKind.NUMBER,
    "sun_elevation_deg": ValueKind.NUMBER,
    "credit": ValueKind.TEXT,
    "seen_fraction": ValueKind.NUMBER,
    "not_observable": ValueKind.NESTED,
}
_WORK_EXTRA: dict[str, ValueKind] = {
    "kinds": ValueKind.NESTED,
    "states": ValueKind.NESTED,
    "evidence": ValueKind.NESTED,
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One feature.

    Attributes:
        values: by name of the column, in the layer's order.
        shape: (longitude, latitude), degrees, or (east, north), metres of a local plane; None where it is not known.
    """

    values: Record
    shape: Polygon | None

    @property
    def id(self) -> str:
        """Of the feature, unique in its layer."""
        return str(self.values["id"])


@dataclass(frozen=True, kw_only=True)
class Layer:
    """Features of one sort.

    Attributes:
        name: "sightings" and so on.
        about: what a feature is, in a sentence.
        columns: name to kind, in order.
        rows: the features.
    """

    name: str
    about: str
    columns: Mapping[str, ValueKind]
    rows: tuple[Row, ...]


def layers_of(run: FinishedRun) -> tuple[Layer, ...]:
    """All layers of a run; one without features is there too, with its columns."""
    return _sightings(run), _events(run), _stands(run), works_layer(run), _acquisitions(run)


def _sightings(run: FinishedRun) -> Layer:
    common = [_common(run, row["sighting"], "sighting", row["datetime"], row["label"]) for row in run.sightings.rows]
    return _of_table("sightings", "What was found on one image.", run.sightings, common)


def _events(run: FinishedRun) -> Layer:
    common = [_common(run, row["event"], row["kind"], row["by"], row["label"]) for row in run.events.rows]
    return _of_table("events", "Arrivals and departures, each within a time window (after, by].", run.events, common)


def works_layer(run: FinishedRun) -> Layer:
    """What was built or vanished; its `label` is what it is, its `kind` whether it is new or has vanished."""
    built = run.summary.construction
    extra = {} if built is None else {work.id: work for work in built.works}
    common = [_common(run, row["work"], row["change"], row["by"], row["kind"]) for row in run.works.rows]
    layer = _of_table("works", "What was built or vanished, each within a time window (after, by].", run.works, common)
    rows = []
    for row in layer.rows:
        more = extra.get(row.id)
        known = {name: None if more is None else getattr(more, name) for name in _WORK_EXTRA}
        rows.append(Row(values={**row.values, **known}, shape=row.shape))
    return Layer(name=layer.name, about=layer.about, columns={**layer.columns, **_WORK_EXTRA}, rows=tuple(rows))


def _stands(run: FinishedRun) -> Layer:
    rows = [
        Row(
            values={
                **_common(run, stand.id, "stand", None, stand.label),
                "zone": stand.zone,
                "states": stand.states,
                "sightings": stand.sightings,
                "site_polygon": [list(corner) for corner in stand.site_polygon],
            },
            shape=_stand_shape(stand, run),
        )
        for stand in run.summary.stands
    ]
    about = "Places where objects were seen, with what each image shows of them."
    return Layer(name="stands", about=about, columns={**COMMON, **STAND_COLUMNS}, rows=tuple(rows))


def _stand_shape(stand: StandRead, run: FinishedRun) -> Polygon | None:
    if run.georeferenced:
        return None if stand.lonlat is None else Polygon(stand.lonlat)
    return Polygon(stand.site_polygon)


def _acquisitions(run: FinishedRun) -> Layer:
    rows = [Row(values=_acquisition(each, run), shape=footprint_of(each, run)) for each in run.summary.acquisitions]
    about = "The images, each with the ground that it covers."
    return Layer(name="acquisitions", about=about, columns={**COMMON, **ACQUISITION_COLUMNS}, rows=tuple(rows))


def _acquisition(each: AcquisitionRead, run: FinishedRun) -> Record:
    return {
        **_common(run, each.id, "footprint", each.datetime, each.sensor),
        "image": each.image,
        "sha256": each.sha256,
        "columns": each.size[0],
        "rows": each.size[1],
        "gsd_m": each.gsd,
        "sensor": each.sensor,
        "off_nadir_deg": each.off_nadir,
        "sun_azimuth_deg": each.sun_azimuth,
        "sun_elevation_deg": each.sun_elevation,
        "credit": each.credit,
        "seen_fraction": each.seen_fraction,
        "not_observable": each.not_observable,
    }


def footprint_of(each: AcquisitionRead, run: FinishedRun) -> Polygon | None:
    """The ground that an image covers; None where that is not known."""
    if run.georeferenced:
        return None if each.footprint is None else Polygon(each.footprint)
    matrix = each.ground_transform
    if matrix is None:
        return None
    columns, rows = each.size
    corners = ((0, 0), (columns, 0), (columns, rows), (0, rows))
    return Polygon([tuple(line[0] * column + line[1] * row + line[2] for line in matrix) for column, row in corners])


def _common(run: FinishedRun, id: str, kind: str, date: datetime | None, label: str | None) -> Record:
    return {"id": id, "kind": kind, "date": date, "label": label, "simulated": run.summary.simulated}


def _of_table(name: str, about: str, table: Table, common: Sequence[Record]) -> Layer:
    """A table's own columns behind the common ones, which win where both have a name."""
    own = {column: _kind(data_type) for column, data_type in table.columns.items() if column not in COMMON}
    rows = tuple(
        Row(values={**first, **{column: row[column] for column in own}}, shape=shape)
        for first, row, shape in zip(common, table.rows, table.shapes, strict=True)
    )
    return Layer(name=name, about=about, columns={**COMMON, **own}, rows=rows)


def _kind(data_type: pa.DataType) -> ValueKind:
    if pa.types.is_timestamp(data_type):
        return ValueKind.TIME
    if pa.types.is_floating(data_type):
        return ValueKind.NUMBER
    return ValueKind.TEXT if pa.types.is_string(data_type) else ValueKind.NESTED
