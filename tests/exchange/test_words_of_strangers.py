"""Words that try to do something do nothing in any output, and names that hold what a format can't do not stop it."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pyogrio
import pytest
from fastkml import validator
from lxml import etree

from hardstand.exchange import read_showing, read_statements, write_statements
from hardstand.exchange.exports import read_run, write_csv, write_geojson, write_geopackage, write_kmz, write_stac
from hardstand.imagery.acquisition import Sourced
from hardstand.statement import Statement, StatementKind
from tests.exchange.making import built, write_run

NASTY = "\x00\x01\x1b[2J]]><script>alert(1)</script>\u202e$[name]\ud800\ufffe"
KML = {"k": "http://www.opengis.net/kml/2.2"}


@pytest.fixture
def folder(make_result, tmp_path: Path) -> Path:
    """A run whose every name is nasty, as a library of other people's may call it."""
    result = built(make_result(names=(f"a{NASTY}", f"b{NASTY}"), site_name=f"Base {NASTY}"))
    words = Sourced(value=NASTY, origin="TIFF tags")
    images = tuple(replace(each, credit=words, sensor=words) for each in result.acquisitions)
    return write_run(replace(result, acquisitions=images), tmp_path / "run")


def test_kml_is_still_kml(folder: Path, tmp_path: Path):
    write_kmz(read_run(folder), tmp_path / "out.kmz")
    document = etree.fromstring(zipfile.ZipFile(tmp_path / "out.kmz").read("doc.kml"))
    assert validator.validate(element=document)
    names = [each.text for each in document.iterfind(".//k:name", KML)]
    assert names[0].startswith("Base \ufffd\ufffd\ufffd[2J]]\u203a\u2039script\u203a")
    assert not [name for name in names if "<" in name or ">" in name]


def test_the_other_formats_hold_it_as_text(folder: Path, tmp_path: Path):
    run = read_run(folder)
    write_geojson(run, tmp_path / "out.geojson")
    write_geopackage(run, tmp_path / "out.gpkg")
    write_csv(run, tmp_path / "csv")
    write_stac(run, tmp_path / "stac")
    text = NASTY.replace("\ud800", "\\ud800")
    assert json.loads((tmp_path / "out.geojson").read_bytes())["hardstand"]["site"]["name"] == f"Base {text}"
    [late] = set(pyogrio.read_dataframe(tmp_path / "out.gpkg", layer="sightings")["acquisition"])
    assert late == f"b{text}".translate(dict.fromkeys((0, 1, 0x1B, 0xFFFE), "\ufffd"))
    assert b"<script" not in (tmp_path / "out.geojson").read_bytes()
    assert not [path for path in (tmp_path / "stac").rglob("item.json") if b"<script" in path.read_bytes()]


def test_half_characters_stop_no_later_command(folder: Path):
    assert read_showing(folder).site == f"Base {NASTY}".replace("\ud800", "\\ud800")
    statement = Statement(
        id="1", text="\udcff", kind=StatementKind.COUNT, evidence=(), likelihood=None, confidence=None
    )
    write_statements([statement], folder / "statements.json")
    assert read_statements(folder / "statements.json") == (replace(statement, text="\\udcff"),)
