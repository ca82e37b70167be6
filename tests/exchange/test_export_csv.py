"""CSV for spreadsheets: read back by the standard library, and with no cell that computes anything."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.exchange.cells import csv_row, inert_cell, original_cell
from hardstand.exchange.exports import read_run, write_csv
from tests.exchange.making import FORMULA, NAMES, add_verdicts, built, write_run


def _export(folder: Path, tmp_path: Path) -> dict[str, list[dict]]:
    write_csv(read_run(folder), tmp_path / "tables")
    return {path.stem: _rows(path.read_bytes()) for path in (tmp_path / "tables").iterdir()}


def _rows(content: bytes) -> list[dict]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_every_table_is_there_with_what_was_found(make_result, tmp_path: Path):
    tables = _export(add_verdicts(write_run(built(make_result()), tmp_path / "run")), tmp_path)
    assert set(tables) == {"counts", "sightings", "events", "works", "claims"}
    [sighting] = tables["sightings"]
    assert (sighting["id"], sighting["label"], float(sighting["score"])) == ("late/1", "aircraft", 0.87654321)
    assert (sighting["length_m"], json.loads(sighting["pixel_polygon"])[0]) == ("", [100, 200])
    assert [(row["acquisition"], row["label"], row["found"]) for row in tables["counts"]] == [
        ("early", "aircraft", "0"), ("late", "aircraft", "1"),
    ]  # fmt: skip
    [event] = tables["events"]
    assert (event["kind"], event["after"], event["by"]) == ("arrival", "2015-09-04T08:30:00Z", "2015-09-15T08:41:12Z")
    assert float(tables["works"][0]["area_m2"]) == 200
    [claim] = tables["claims"]
    assert (claim["verdict"], claim["speaker"], json.loads(claim["evidence"])) == ("contradicted", "the army", ["late"])


def test_places_are_the_middles_of_the_shapes(make_result, tmp_path: Path):
    folder = write_run(make_result(), tmp_path / "run")
    [row] = _export(folder, tmp_path)["sightings"]
    middle = read_run(folder).sightings.shapes[0].centroid
    assert (float(row["lon"]), float(row["lat"])) == pytest.approx((middle.x, middle.y), abs=1e-7)


def test_lines_end_as_rfc_4180_has_it_and_a_mark_says_utf_8(make_result, tmp_path: Path):
    write_csv(read_run(write_run(make_result(), tmp_path / "run")), tmp_path / "tables")
    content = (tmp_path / "tables" / "counts.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfacquisition,")
    assert content.count(b"\n") == content.count(b"\r\n") == 3


def test_a_zip_holds_the_same_files(make_result, tmp_path: Path):
    run = read_run(write_run(make_result(), tmp_path / "run"))
    write_csv(run, tmp_path / "tables")
    write_csv(run, tmp_path / "tables.zip")
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()
        }


def test_a_run_without_text_and_without_georeference_has_fewer_columns(make_result, tmp_path: Path):
    tables = _export(write_run(make_result(georeferenced=False), tmp_path / "run"), tmp_path)
    assert set(tables) == {"counts", "sightings", "events", "works"}
    assert "lon" not in tables["sightings"][0]
    assert float(tables["sightings"][0]["east_m"]) == pytest.approx(767_060)


@pytest.mark.parametrize("simulated", [True, False])
def test_every_row_says_whether_it_is_simulated(make_result, tmp_path: Path, simulated: bool):
    result = replace(built(make_result()), simulated=simulated)
    tables = _export(add_verdicts(write_run(result, tmp_path / "run")), tmp_path)
    assert {row["simulated"] for rows in tables.values() for row in rows} == {str(simulated).lower()}


def test_a_formula_is_text_and_other_alphabets_survive(make_result, tmp_path: Path):
    result = make_result(names=(FORMULA, NAMES[0]))
    tables = _export(add_verdicts(write_run(result, tmp_path / "run"), "=1+1 " + NAMES[2]), tmp_path)
    assert [row["acquisition"] for row in tables["counts"]] == ["'" + FORMULA, NAMES[0]]
    assert tables["claims"][0]["text"] == "'=1+1 " + NAMES[2]


@pytest.mark.parametrize(
    "cell",
    [
        "=1",
        "+1",
        "-1",
        "@A1",
        " =1",
        "\u00a0=1",
        "\uff1d1",
        "\u200b=1",
        "-",
        "+49 30",
        "\u3000=1",
        "\u202e=1",
        "\x0b=1",
    ],
)
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(cell: str):
    assert inert_cell(cell) == "'" + cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a;=1+1", "a;'=1+1"), ("a; @A1", "a;' @A1"), ('a;"=1', "a;'\"=1"), ("a\t-1", "a\t'-1"), ("a\n=1", "a\n'=1"),
        ("\t=1", "'\t'=1"), ("a;b", "a;b"), ("a\nb", "a\nb"),
    ],
)  # fmt: skip
def test_where_a_cell_begins_for_those_that_part_at_semicolons_too(text: str, cell: str):
    assert inert_cell(text) == cell


@pytest.mark.parametrize("cell", ["", "1=1", "air base", "'=1", "<b>", "2015-09-15", "a=1", "a,=1"])
def test_other_text_stays_as_it_is(cell: str):
    assert inert_cell(cell) == cell


@given(st.text())
def test_no_text_begins_like_a_formula(text: str):
    cell = inert_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert original_cell(cell) == text or "'" in text


HARD = st.text(st.sampled_from("a=+-@;,\"' \t\r\n\uff1d\u200b\u202e\u2028"), max_size=12)
FORMULA_FIRST = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


@given(st.lists(st.lists(HARD, min_size=2, max_size=3), min_size=1, max_size=3))
def test_no_reading_of_the_table_has_a_formula(rows: list[list[str]]):
    table = "".join(csv_row([inert_cell(text) for text in row], "\r\n") for row in rows)
    assert [[original_cell(cell) == text or "'" in text for cell, text in zip(*both, strict=True)]
            for both in zip(csv.reader(StringIO(table, newline=""), strict=True), rows, strict=True)]  # fmt: skip
    for parted in (",", ";", "\t"):
        for row in csv.reader(StringIO(table, newline=""), delimiter=parted):
            assert not [cell for cell in row if cell.lstrip(' \u200b\u202e\u2028\t\r\n"').startswith(FORMULA_FIRST)]
    # As a spreadsheet would that knows of no quotation marks at all.
    for cell in re.split("[;\t\r\n]", table):
        assert not cell.lstrip(' \u200b\u202e\u2028"').startswith(FORMULA_FIRST)


def test_lists_stay_json_whatever_stands_in_them(make_result, tmp_path: Path):
    names = ("a;=1+1", "b\n=1;@x")
    tables = _export(write_run(built(make_result(names=names)), tmp_path / "run"), tmp_path)
    assert set(json.loads(tables["works"][0]["states"])) == set(names)
    assert [row["acquisition"] for row in tables["counts"]] == ["a;'=1+1", "b\n'=1;'@x"]


def test_numbers_stay_numbers(make_result, tmp_path: Path):
    [row] = _export(write_run(make_result(), tmp_path / "run"), tmp_path)["sightings"]
    assert {name: float(row[name]) for name in ("score", "east_m", "north_m", "lon", "lat")}
