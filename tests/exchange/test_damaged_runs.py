"""A run's folder that was cut off or changed by hand is refused in words, whatever it is exported to."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from hardstand.errors import OutputError
from hardstand.exchange import read_showing
from hardstand.exchange.exports import read_run
from tests.exchange.making import add_verdicts, built, write_run

Change = Callable[[dict[str, Any]], Any]


@pytest.fixture
def folder(make_result, tmp_path: Path) -> Path:
    return add_verdicts(write_run(built(make_result()), tmp_path / "run"))


def _first(name: str, **values: Any) -> Change:
    return lambda summary: summary[name][0].update(values)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (_first("acquisitions", footprint=[[35.0, 35.0]]), "acquisitions.0.footprint"),
        (_first("acquisitions", footprint=[]), "acquisitions.0.footprint"),
        (_first("acquisitions", footprint=[[1e300, 1e300], [5, 5], [6, 6]]), "acquisitions.0.footprint.0.0"),
        (_first("acquisitions", ground_transform=[[1, 2, 3]]), "acquisitions.0.ground_transform"),
        (_first("acquisitions", datetime="9999-12-31T23:59:59-14:00"), "acquisitions.0.datetime"),
        (_first("stands", lonlat=[]), "stands.0.lonlat"),
        (_first("stands", site_polygon=[[1, 2]]), "stands.0.site_polygon"),
        (lambda summary: summary.update(generated="0001-01-01T00:00:00+14:00"), "generated"),
        (lambda summary: summary["construction"]["works"][0].update(evidence=[{}]), "construction.works.0.evidence.0"),
    ],
)
def test_a_summary_with_a_value_that_can_not_be(folder: Path, change: Change, where: str):
    summary = json.loads((folder / "summary.json").read_bytes())
    change(summary)
    (folder / "summary.json").write_text(json.dumps(summary))
    with pytest.raises(OutputError, match=rf"summary\.json is damaged at {where}.*run the images again"):
        read_run(folder)


def test_a_time_outside_of_the_calendar_stops_a_check_in_words(folder: Path):
    text = (folder / "summary.json").read_text().replace("2015-09-15T08:41:12Z", "9999-12-31T23:59:59-14:00")
    (folder / "summary.json").write_text(text)
    with pytest.raises(OutputError, match=r"summary\.json is damaged at acquisitions\.1\.datetime"):
        read_showing(folder)


@pytest.mark.parametrize("content", [b"", b"[" * 100_000, b"\xff", b'{"a'])
@pytest.mark.parametrize("read", [read_run, read_showing])
def test_a_summary_that_is_no_json(folder: Path, content: bytes, read: Callable[[Path], object]):
    (folder / "summary.json").write_bytes(content)
    with pytest.raises(OutputError, match="damaged: it is no JSON"):
        read(folder)


def _column(table: pa.Table, name: str, value: Any, kind: pa.DataType | None = None) -> pa.Table:
    place = table.column_names.index(name)
    return table.set_column(place, name, pa.array([value] * len(table), kind or table.schema.field(name).type))


NOT_FINITE = struct.pack("<BIII8d", 1, 3, 1, 4, 1, 1, float("inf"), 0, 2, 2, 1, 1)
"""A polygon in well-known binary."""
BOX = [(35.0, 35.0), (36.0, 35.0), (36.0, 36.0)]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("label", None, "row 1 is damaged: label is missing"),
        ("score", float("nan"), "row 1 is damaged: score is no finite number"),
        ("pixel_polygon", None, "row 1 is damaged: pixel_polygon is no polygon"),
        ("pixel_polygon", [[1.0]], "row 1 is damaged: pixel_polygon is no polygon"),
        ("pixel_polygon", [[0.0, 0.0], [1.0, float("inf")], [2.0, 2.0]], "pixel_polygon is no finite number"),
        ("geometry", shapely.to_wkb(shapely.box(-1e9, -1e9, 1e9, 1e9)), "lies off the globe"),
        ("geometry", NOT_FINITE, "lies off the globe"),
        ("geometry", None, "a geometry is no polygon"),
    ],
)
def test_a_table_with_a_value_that_can_not_be(folder: Path, name: str, value: Any, message: str):
    path = folder / "sightings.parquet"
    pq.write_table(_column(pq.read_table(path), name, value), path)
    with pytest.raises(OutputError, match=message):
        read_run(folder)


def test_a_table_with_times_outside_of_the_calendar(folder: Path):
    path = folder / "events.parquet"
    table = pq.read_table(path)
    times = pa.array([2**62] * len(table), pa.int64()).cast(pa.timestamp("us", "UTC"))
    pq.write_table(table.set_column(table.column_names.index("by"), "by", times), path)
    with pytest.raises(OutputError, match=r"events\.parquet is damaged"):
        read_run(folder)


def test_heights_of_a_shape_are_left_out(folder: Path):
    path = folder / "sightings.parquet"
    raised = shapely.to_wkb(shapely.Polygon([(*corner, 7) for corner in BOX]))
    pq.write_table(_column(pq.read_table(path), "geometry", raised), path)
    [shape] = read_run(folder).sightings.shapes
    assert (shape.has_z, [*shape.exterior.coords][:3]) == (False, BOX)


def test_a_folder_whose_name_is_in_another_encoding_is_read(folder: Path):
    try:
        other = folder.rename(folder.with_name("run\udcff"))
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    assert len(read_run(other).sightings.rows) == 1
