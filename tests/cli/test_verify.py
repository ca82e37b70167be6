"""A run, its bundle, the check, and the run again, as a person calls them."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine

from hardstand.cli.claims import check_and_write, read_asked
from hardstand.cli.run import Counting, run_and_write
from hardstand.detection import DetectionRequest
from hardstand.errors import BundleError
from hardstand.exchange import new_folder, read_run_record, read_text_to_check
from hardstand.exchange.bundle import BundleRequest, export_bundle, make_key
from hardstand.exchange.run_making import hashed
from hardstand.pipeline import no_progress
from hardstand.site import load_site
from tests.cli.conftest import Call, read_json
from tests.exchange.bundle.conftest import changed_anew

REQUEST = BundleRequest(day=date(2026, 1, 1))


TEXT = "Satellite images show 40 aircraft at the Field on Saturday.\r\nNo aircraft were there on 1 January.\r\n"


def draw_images(folder: Path) -> None:
    """Two small georeferenced images of the same noise, a month apart."""
    pixels = np.random.default_rng(0).integers(20, 230, (3, 50, 50), dtype=np.uint8).repeat(8, axis=1).repeat(8, axis=2)
    place = {"crs": "EPSG:32636", "transform": Affine(0.5, 0, 767_000, 0, -0.5, 3_921_000)}
    for name, day in (("a.tif", "2020:01:01"), ("b.tif", "2020:02:01")):
        with rasterio.open(
            folder / name, "w", driver="GTiff", width=400, height=400, count=3, dtype="uint8", **place
        ) as image:
            image.write(pixels)
            image.update_tags(TIFFTAG_DATETIME=f"{day} 10:00:00")


def run_plainly(site: Path, out: Path) -> None:
    """What `hardstand run` does."""
    with new_folder(out) as folder:
        detection = DetectionRequest(min_score=0.7)
        run_and_write(load_site(site), folder, detection, no_progress, Counting(unlike=True))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run on two small images, with an area in a file and a file beside an image; a text was checked."""
    folder = tmp_path_factory.mktemp("case")
    draw_images(folder)
    box = [[36.0, 35.0], [36.1, 35.0], [36.1, 36.0], [36.0, 36.0], [36.0, 35.0]]
    (folder / "area.geojson").write_text(json.dumps({"type": "Polygon", "coordinates": [box]}))
    (folder / "b.json").write_text('{"type": "Feature", "properties": {"platform": "Sat"}}')
    (folder / "site.toml").write_text(
        '[site]\nname = "Field"\n[[zone]]\nname = "North"\ngeometry = "area.geojson"\n'
        '[[acquisition]]\nimage = "a.tif"\ngsd = 0.5\n[[acquisition]]\nimage = "b.tif"\ngsd = 0.5\n'
    )
    run_plainly(folder / "site.toml", folder / "out")
    (folder / "report.txt").write_bytes(TEXT.encode())
    asked = read_text_to_check(folder / "report.txt", date(2020, 2, 3))
    check_and_write(asked, read_asked(asked), folder / "out")
    return folder


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Path:
    """The run, for a test to do with what it wants."""
    return shutil.copytree(made, tmp_path / "case")


def test_a_run_records_what_it_was_made_of(case: Path):
    record = read_run_record(case / "out")
    assert (record.options.min_score, record.options.unlike, record.options.force) == (0.7, True, False)
    assert record.site.text == (case / "site.toml").read_text()
    assert record.site.path == "../site.toml"
    inputs = {each.named: each for each in record.inputs}
    assert {name: each.role for name, each in inputs.items()} == {
        "area.geojson": "area", "a.tif": "image", "b.tif": "image"}  # fmt: skip
    assert all(each.sha256 == hashed(case / name).sha256 for name, each in inputs.items())
    assert [each.name for each in inputs["b.tif"].companions] == ["b.json"]
    assert len({model.name for model in record.models}) >= 5
    assert {"numpy", "onnxruntime", "rasterio"} <= record.packages.keys()
    assert str(case) not in (case / "out" / "run.json").read_text()


def test_a_sound_bundle_gives_the_same_run_again(case: Path, hardstand: Call):
    export_bundle(case / "out", case / "bundle", BundleRequest(day=REQUEST.day, with_inputs=True))
    outcome = hardstand("verify", case / "bundle", "--redo", "-o", case / "again")
    assert outcome.code == 0, outcome.err
    assert "The bundle is as it was made." in outcome.out
    assert "The run gives the same again." in outcome.out
    again, first = (read_run_record(case / name) for name in ("again", "out"))
    assert again.options == first.options
    assert {each.sha256 for each in again.inputs} == {each.sha256 for each in first.inputs}
    assert "So does the check of the text." in outcome.out
    assert "2 claims of the text with their verdicts" in outcome.out
    for name in ("verdicts.json", "statements.json", "check.json", "checked-text"):
        assert (case / "again" / name).read_bytes() == (case / "out" / name).read_bytes()


def test_a_result_that_the_run_does_not_give_is_told(case: Path, hardstand: Call, monkeypatch: pytest.MonkeyPatch):
    """A number that was changed before the bundle was made, and a verdict whose lists were written anew: every hash
    fits, and the run says otherwise."""
    summary = json.loads((case / "out" / "summary.json").read_text())
    [count] = [each for each in summary["counts"] if each["label"] == "aircraft" and each["acquisition"] == "a"]
    count["found"] += 5
    (case / "out" / "summary.json").write_text(json.dumps(summary))
    export_bundle(case / "out", case / "bundle", REQUEST)
    verdicts = read_json(case / "out" / "verdicts.json")
    forged = verdicts[0]["verdict"]
    verdicts[0]["verdict"] = "confirmed"
    changed_anew(case / "bundle", "data/results/verdicts.json", json.dumps(verdicts).encode())
    monkeypatch.chdir(case)
    outcome = hardstand("verify", "bundle", "--redo")
    assert outcome.code == BundleError.exit_code
    assert "The bundle is as it was made." in outcome.out
    assert forged != "confirmed"
    said = f'DIFFERENT verdicts.json: claim-1 “40 aircraft”.verdict was "confirmed" and is "{forged}"'
    assert said in " ".join(outcome.out.split())
    assert f"DIFFERENT counts[a, aircraft].found was {count['found']} and is {count['found'] - 5}" in outcome.out
    assert "2 differences" in outcome.err


def test_inputs_of_an_item_collection_by_relative_and_absolute_names(tmp_path: Path, hardstand: Call):
    """Inside the bundle they are found whatever they were called, when the originals are gone."""
    draw_images(tmp_path)
    (tmp_path / "away").mkdir()
    (tmp_path / "b.tif").rename(tmp_path / "away" / "b.tif")
    hrefs = {"first": "a.tif", "second": str(tmp_path / "away" / "b.tif")}
    items = [
        {"type": "Feature", "id": name, "properties": {"gsd": 0.5}, "assets": {"image": {"href": href}}}
        for name, href in hrefs.items()
    ]
    (tmp_path / "items.json").write_text(json.dumps({"type": "FeatureCollection", "features": items}))
    run_plainly(tmp_path / "items.json", tmp_path / "out")
    export_bundle(tmp_path / "out", tmp_path / "bundle.zip", BundleRequest(day=REQUEST.day, with_inputs=True))
    for path in (tmp_path / "a.tif", tmp_path / "away" / "b.tif"):
        path.unlink()
    outcome = hardstand("verify", tmp_path / "bundle.zip", "--redo")
    assert outcome.code == 0, outcome.err
    assert "The run gives the same again." in outcome.out
    assert "the check of the text" not in outcome.out


def test_tampering_ends_with_its_own_exit_code_and_before_the_run(case: Path, hardstand: Call):
    export_bundle(case / "out", case / "bundle", BundleRequest(day=REQUEST.day, key=make_key(case / "key.pem")))
    text = case / "bundle" / "data" / "results" / "checked-text"
    text.chmod(0o644)
    text.write_text(TEXT.replace("40", "4"))
    page = case / "bundle" / "data" / "results" / "report.html"
    page.rename(page.with_name("\x1b[31mred.html"))
    outcome = hardstand("verify", case / "bundle", "--redo", "-o", case / "again")
    assert outcome.code == BundleError.exit_code
    assert "REFUSED data/results/\N{REPLACEMENT CHARACTER}[31mred.html" in outcome.out
    assert "MISSING data/results/report.html" in outcome.out
    assert "CHANGED data/results/checked-text" in outcome.out
    assert "\x1b" not in outcome.out
    assert not (case / "again").exists()


def test_the_key_that_signed_is_known_by_its_fingerprint(case: Path, hardstand: Call):
    request = BundleRequest(day=REQUEST.day, key=make_key(case / "key.pem"))
    made = export_bundle(case / "out", case / "bundle", request)
    export_bundle(case / "out", case / "plain", REQUEST)
    assert made.signed_by is not None
    written = ":".join(made.signed_by[place : place + 2] for place in range(0, 64, 2)).upper()
    assert hardstand("verify", case / "bundle", "--signed-by", written).code == 0
    other = hardstand("verify", case / "bundle", "--signed-by", "0" * 64)
    assert other.code == BundleError.exit_code
    assert "another key than the one that was named" in other.out
    unsigned = hardstand("verify", case / "plain", "--signed-by", made.signed_by)
    assert unsigned.code == BundleError.exit_code
    assert "the bundle has no signature" in unsigned.out
    wrong = hardstand("verify", case / "bundle", "--signed-by", "12:34")
    assert wrong.code == 2
    assert "64 hexadecimal digits" in wrong.err


def test_a_bundle_made_anew_is_known_by_its_fingerprint(case: Path, hardstand: Call):
    made = export_bundle(case / "out", case / "plain", REQUEST)
    same = hardstand("verify", case / "plain", "--fingerprint", made.fingerprint.upper())
    assert same.code == 0
    assert "it is the one that was named" in " ".join(same.out.split())
    anew = export_bundle(case / "out", case / "anew", replace(REQUEST, organization="Another"))
    other = hardstand("verify", case / "anew", "--fingerprint", made.fingerprint)
    assert other.code == BundleError.exit_code
    assert "CHANGED tagmanifest-sha256.txt: By its fingerprint it is another bundle" in " ".join(other.out.split())
    assert hardstand("verify", case / "anew", "--fingerprint", anew.fingerprint).code == 0


def test_an_output_without_a_run_is_a_wrong_option(case: Path, hardstand: Call):
    assert hardstand("verify", case / "out", "-o", case / "again").code == 2
    assert hardstand("verify", case / "out").code == BundleError.exit_code
