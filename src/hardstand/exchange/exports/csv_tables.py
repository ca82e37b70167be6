"""A run as CSV for spreadsheets: RFC 4180, UTF-8 with a byte order mark, no cell that a spreadsheet would compute."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

from hardstand.exchange.cells import csv_row, inert_cell
from hardstand.exchange.exports.layers import Layer, layers_of
from hardstand.exchange.exports.plain import jsonable, xml_text
from hardstand.exchange.exports.run import FinishedRun
from hardstand.exchange.files import new_folder, write_bytes_atomically
from hardstand.exchange.records import Record, iso_utc
from hardstand.exchange.shapes import middle_of

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""A member's time, the earliest that ZIP can hold: the same run gives the same bytes."""

COUNT_COLUMNS = (
    "acquisition", "date", "label", "found", "low", "high", "estimate", "basis", "reason", "seen_fraction", "simulated",
)  # fmt: skip
CLAIM_COLUMNS = (
    "id", "verdict", "likelihood", "confidence", "text", "sentence_text", "speaker", "office", "kind", "thing", "low",
    "high", "approximate", "polarity", "hedged", "after", "by", "place", "imagery_can_tell", "reason", "evidence",
    "published", "simulated",
)  # fmt: skip
LINE_END = "\r\n"
LAYERS = ("sightings", "events", "works")


def write_csv(run: FinishedRun, path: Path) -> None:
    """Write a zip where `path` ends in .zip, else a folder: counts, sightings, events, works, claims.

    Raises:
        OutputError: it can't be written.
    """
    files = csv_files(run)
    if path.suffix.lower() == ".zip":
        write_bytes_atomically(path, zipped(files))
        return
    with new_folder(path) as folder:
        for name, content in files.items():
            write_bytes_atomically(folder / name, content)


def csv_files(run: FinishedRun) -> dict[str, bytes]:
    """Content by name of the file; `claims.csv` only where a text was checked."""
    tables = {layer.name: _of_layer(layer, run) for layer in layers_of(run) if layer.name in LAYERS}
    files = {"counts.csv": _csv(COUNT_COLUMNS, _counts(run)), **{f"{name}.csv": each for name, each in tables.items()}}
    if run.verdicts is not None:
        files["claims.csv"] = _csv(CLAIM_COLUMNS, _claims(run))
    return files


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of some files, the same for the same content."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, ZIP_TIME)
            # A JPEG is as small as it gets.
            member.compress_type = zipfile.ZIP_STORED if name.endswith(".jpg") else zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return buffer.getvalue()


def _counts(run: FinishedRun) -> list[Record]:
    dates = {each.id: each.datetime for each in run.summary.acquisitions}
    return [
        {**count.model_dump(), "date": dates.get(count.acquisition), "simulated": run.summary.simulated}
        for count in run.summary.counts
    ]


def _claims(run: FinishedRun) -> list[Record]:
    return [
        {
            **verdict.model_dump(mode="json"),
            "place": None if verdict.place is None else verdict.place.name,
            "simulated": run.summary.simulated,
        }
        for verdict in run.verdicts or ()
    ]


def _of_layer(layer: Layer, run: FinishedRun) -> bytes:
    """The layer's columns, with the middle of the shape in place of the shape."""
    place = ("lon", "lat") if run.georeferenced else ()
    rows = []
    for row in layer.rows:
        middle = (None, None) if row.shape is None or not place else middle_of(row.shape)
        rows.append({**row.values, "lon": middle[0], "lat": middle[1]})
    return _csv((*layer.columns, *place), rows)


def _csv(columns: Sequence[str], rows: Iterable[Record]) -> bytes:
    lines = [columns, *([_cell(row[column]) for column in columns] for row in rows)]
    return "".join(csv_row(line, LINE_END) for line in lines).encode("utf-8-sig")


def _cell(value: object) -> str:
    """Unknown is empty; numbers stay numbers, and texts can't be taken for formulas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime):
        return iso_utc(value) or ""
    if isinstance(value, str):
        return inert_cell(xml_text(value))
    # JSON has a way of its own to write a semicolon, so that no apostrophe comes into it.
    return inert_cell(json.dumps(jsonable(value), ensure_ascii=False).replace(";", "\\u003b"))
