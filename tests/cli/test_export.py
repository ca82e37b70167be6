"""`hardstand export` on the demonstration's own run."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import geopandas
import pytest

from hardstand.cli.export import FORMATS
from tests.cli.conftest import Call, read_json

OUTPUTS = {
    "stac": "stac", "geojson": "out.geojson", "gpkg": "out.gpkg", "kmz": "out.kmz", "csv": "tables",
    "claimreview": "reviews.json", "geoparquet": "parquet",
}  # fmt: skip


def test_every_format_is_tried():
    assert set(OUTPUTS) == set(FORMATS)


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_demonstration_can_be_exported(name: str, demo: Path, tmp_path: Path, hardstand: Call):
    before = sorted(path.name for path in demo.iterdir())
    end = hardstand("export", demo, "--to", name, "-o", tmp_path / OUTPUTS[name])
    assert (end.code, end.out.startswith("Written: ")) == (0, True)
    assert [path.name for path in tmp_path.iterdir()] == [OUTPUTS[name]]
    assert sorted(path.name for path in demo.iterdir()) == before


def test_the_map_holds_what_the_summary_holds(demo: Path, tmp_path: Path, hardstand: Call):
    assert hardstand("export", demo, "--to", "gpkg", "-o", tmp_path / "out.gpkg").code == 0
    summary = read_json(demo / "summary.json")
    events = geopandas.read_file(tmp_path / "out.gpkg", layer="events")
    assert list(events["id"]) == [event["id"] for event in summary["events"]]
    assert list(events["kind"]) == [event["kind"] for event in summary["events"]]
    stands = geopandas.read_file(tmp_path / "out.gpkg", layer="stands")
    assert list(stands["id"]) == [stand["id"] for stand in summary["stands"]]
    assert [json.loads(states) for states in stands["states"]] == [stand["states"] for stand in summary["stands"]]


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path, hardstand: Call):
    end = hardstand("export", tmp_path, "--to", "csv", "-o", tmp_path / "tables")
    assert end.code == 8
    assert "hardstand run" in end.err
    assert list(tmp_path.iterdir()) == []


def test_what_holds_something_is_not_written_over(demo: Path, tmp_path: Path, hardstand: Call):
    (tmp_path / "mine.txt").write_text("mine")
    end = hardstand("export", demo, "--to", "stac", "-o", tmp_path)
    assert end.code == 8
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_unknown_format_is_a_wrong_option(demo: Path, tmp_path: Path, hardstand: Call):
    assert hardstand("export", demo, "--to", "docx", "-o", tmp_path / "out").code == 2


def test_a_folder_of_images_that_is_none_is_a_wrong_option(demo: Path, tmp_path: Path, hardstand: Call):
    end = hardstand("export", demo, "--to", "kmz", "-o", tmp_path / "out.kmz", "--images", tmp_path / "nowhere")
    assert end.code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_run_is_sealed_and_the_seal_is_checked(demo: Path, tmp_path: Path, hardstand: Call):
    end = hardstand("export", demo, "--to", "bundle", "-o", tmp_path / "case.zip", "--organization", "Desk")
    assert end.code == 0
    assert "Fingerprint" in end.out
    assert "Not signed; no time stamp." in end.out
    checked = hardstand("verify", tmp_path / "case.zip")
    assert checked.code == 0
    # The last byte of a table inside: the seal is of files, not of the archive.
    with zipfile.ZipFile(tmp_path / "case.zip") as packed, zipfile.ZipFile(tmp_path / "spoilt.zip", "w") as spoilt:
        for each in packed.infolist():
            data = packed.read(each)
            spoilt.writestr(each, data[:-1] + bytes([data[-1] ^ 1]) if each.filename.endswith("review.csv") else data)
    found = hardstand("verify", tmp_path / "spoilt.zip")
    assert found.code == 12
    assert "review.csv" in found.out + found.err


def test_a_key_for_a_format_that_is_never_signed_is_refused(demo: Path, tmp_path: Path, hardstand: Call):
    end = hardstand("export", demo, "--to", "csv", "-o", tmp_path / "tables", "--key", tmp_path / "key.pem")
    assert end.code == 8
    assert "--key" in end.err
    assert list(tmp_path.iterdir()) == []
