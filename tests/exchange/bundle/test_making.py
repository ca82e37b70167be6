"""A bundle holds the whole run, by tools that know nothing of Hardstand, and the run stays as it was."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import resource
import shutil
import stat
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import bagit
import pytest

from hardstand.errors import BundleError, OutputError
from hardstand.exchange.bundle import export_bundle, verify_bundle
from hardstand.exchange.check_record import ReadFile, write_check
from hardstand.exchange.run_making import hashed
from tests.exchange.bundle.conftest import ASKED, REQUEST, record_of, write_run_record

Tree = Callable[[Path], dict[str, bytes]]


def test_everything_of_the_run_goes_in_and_the_run_stays_as_it_was(run_folder: Path, tmp_path: Path, tree: Tree):
    before = tree(run_folder.parent)
    export_bundle(run_folder, tmp_path / "bundle", REQUEST)
    assert tree(tmp_path / "bundle" / "data" / "results") == tree(run_folder)
    assert (tmp_path / "bundle/data/site/site.toml").read_bytes() == (run_folder.parent / "site.toml").read_bytes()
    assert tree(run_folder.parent) == before


def test_the_library_of_congress_finds_it_valid(run_folder: Path, tmp_path: Path):
    export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, organization="Desk\nManifest: none"))
    bag = bagit.Bag(str(tmp_path / "bundle"))
    assert bag.validate()
    assert bag.info["Bagging-Date"] == "2026-01-02"
    assert bag.info["Source-Organization"] == "Desk Manifest: none"
    assert bag.algorithms == ["sha256"]


def test_the_commands_in_the_readme_check_it(run_folder: Path, tmp_path: Path):
    bundle = tmp_path / "bundle"
    export_bundle(run_folder, bundle, REQUEST)
    page = (bundle / "README.txt").read_text(encoding="utf-8")
    commands = re.findall(r"^    (sha256sum -c .*|\(cut .*)$", page, re.MULTILINE)
    assert len(commands) == 3
    assert [_shell(command, bundle) for command in commands] == [(0, "")] * 3
    (bundle / "data" / "results" / "more.txt").touch()
    (bundle / "data" / "results" / "report.html").chmod(0o644)
    (bundle / "data" / "results" / "report.html").write_text("other")
    first, second, third = (_shell(command, bundle) for command in commands)
    assert first == (0, "")
    assert second[0] != 0
    assert "report.html" in second[1]
    assert third[1] == "data/results/more.txt\n"


def _shell(command: str, folder: Path) -> tuple[int, str]:
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_rocrate_reads_the_run_as_an_action(run_folder: Path, tmp_path: Path, tree: Tree):
    rocrate = pytest.importorskip("rocrate.rocrate", reason="needs the package rocrate")
    for name, inputs in (("without", False), ("with", True)):
        export_bundle(run_folder, tmp_path / name, replace(REQUEST, with_inputs=inputs))
        crate = rocrate.ROCrate(tmp_path / name / "data")
        [action] = [each for each in crate.get_entities() if each.type == "CreateAction"]
        assert action["instrument"]["name"] == "Hardstand"
        payload = tree(tmp_path / name / "data").keys() - {"ro-crate-metadata.json"}
        assert {_path(each) for each in crate.data_entities} == payload
        assert {_path(each) for each in action["result"]} == {each for each in payload if each.startswith("results/")}
        hashes = {each["sha256"] for each in action["object"]}
        recorded = json.loads((run_folder / "run.json").read_bytes())
        assert hashes == {recorded["site"]["sha256"], *(each["sha256"] for each in recorded["inputs"])}


@pytest.mark.parametrize("version", [None, "0.0.1"])
def test_rocrate_reads_the_check_as_another_action(run_folder: Path, tmp_path: Path, version: str | None):
    rocrate = pytest.importorskip("rocrate.rocrate", reason="needs the package rocrate")
    write_check(ASKED, run_folder)
    if version is not None:
        record = json.loads((run_folder / "check.json").read_bytes())
        (run_folder / "check.json").write_text(json.dumps(record | {"hardstand": version}))
    export_bundle(run_folder, tmp_path / "bundle", REQUEST)
    crate = rocrate.ROCrate(tmp_path / "bundle" / "data")
    run, check = crate.get("#run"), crate.get("#check")
    assert check.type == "CreateAction"
    assert [each["sha256"] for each in check["object"]] == [hashlib.sha256(ASKED.text.content).hexdigest()]
    assert [_path(each) for each in check["result"]] == ["results/check.json", "results/report.html"]
    assert not {_path(each) for each in run["result"]} & {"results/check.json", "results/checked-text"}
    assert check["instrument"]["softwareVersion"] == (version or run["instrument"]["softwareVersion"])


def test_every_link_in_the_crate_leads_to_an_entity(run_folder: Path, tmp_path: Path):
    write_check(ASKED, run_folder)
    export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, organization="Desk", with_inputs=True))
    graph = json.loads((tmp_path / "bundle/data/ro-crate-metadata.json").read_bytes())["@graph"]
    names = [entity["@id"] for entity in graph]
    assert len(set(names)) == len(names)
    links = {
        link["@id"]
        for entity in graph
        for value in entity.values()
        for link in (value if isinstance(value, list) else [value])
        if isinstance(link, dict)
    }
    assert links - set(names) == {"https://w3id.org/ro/crate/1.1"}
    assert [entity["name"] for entity in graph if entity["@type"] == "Organization"] == ["Desk"]


def _path(entity: object) -> str:
    return unquote(entity.id)


def test_inputs_go_in_on_request_only_with_what_lies_beside_them(run_folder: Path, tmp_path: Path, tree: Tree):
    (run_folder / "images").mkdir()
    shutil.copy(run_folder.parent / "a.tif", run_folder / "images" / "copy.tif")
    export_bundle(run_folder, tmp_path / "without", REQUEST)
    assert not any(content == b"first image" for content in tree(tmp_path / "without").values())
    export_bundle(run_folder, tmp_path / "with", replace(REQUEST, with_inputs=True))
    inside = tree(tmp_path / "with" / "data" / "inputs")
    assert inside == {"1/a.tif": b"first image", "2/b.tif": b"second image", "2/b.tfw": b"world file"}


def test_an_input_that_changed_since_the_run_is_refused(run_folder: Path, tmp_path: Path):
    (run_folder.parent / "b.tfw").write_bytes(b"another file")
    with pytest.raises(BundleError, match=r"b\.tfw is not the file of the run"):
        export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, with_inputs=True))
    assert not (tmp_path / "bundle").exists()
    (run_folder.parent / "b.tfw").unlink()
    with pytest.raises(BundleError, match="not there any more"):
        export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, with_inputs=True))


def test_the_reviewed_sample_must_be_the_one_of_the_run(run_folder: Path, tmp_path: Path):
    answers = run_folder / "reviewed.csv"
    answers.write_text("yes")
    record = record_of(run_folder.parent / "site.toml", run_folder, reviewed=hashed(answers))
    write_run_record(record, run_folder / "run.json")
    export_bundle(run_folder, tmp_path / "good", REQUEST)
    answers.write_text("no")
    with pytest.raises(BundleError, match=r"reviewed\.csv is not the file of the run"):
        export_bundle(run_folder, tmp_path / "bad", REQUEST)
    answers.unlink()
    with pytest.raises(BundleError, match=r"reviewed\.csv.* is missing"):
        export_bundle(run_folder, tmp_path / "bad", REQUEST)


def test_the_text_that_was_checked_goes_in_and_the_readme_says_so(run_folder: Path, tmp_path: Path, tree: Tree):
    export_bundle(run_folder, tmp_path / "before", REQUEST)
    assert b"THE TEXT" not in (tmp_path / "before" / "README.txt").read_bytes()
    write_check(ASKED, run_folder)
    export_bundle(run_folder, tmp_path / "bundle", REQUEST)
    inside = tree(tmp_path / "bundle" / "data" / "results")
    assert inside["checked-text"] == ASKED.text.content
    assert inside["report.html"] == (run_folder / "report.html").read_bytes()
    page = (tmp_path / "bundle" / "README.txt").read_text(encoding="utf-8")
    assert "CONTAINS THE WHOLE TEXT" in page
    assert "report.html --run OUT --published 2025-12-31 --places places.toml" in page


def test_the_text_must_be_the_one_that_was_checked(run_folder: Path, tmp_path: Path):
    write_check(ASKED, run_folder)
    (run_folder / "checked-text").write_text("another")
    with pytest.raises(BundleError, match="checked-text is not the file of the run"):
        export_bundle(run_folder, tmp_path / "bad", REQUEST)
    (run_folder / "checked-text").unlink()
    with pytest.raises(BundleError, match=r"checked-text, the text that was checked, is missing"):
        export_bundle(run_folder, tmp_path / "bad", REQUEST)
    (run_folder / "check.json").write_text("{}")
    with pytest.raises(BundleError, match=r"check\.json is no record of a checked text"):
        export_bundle(run_folder, tmp_path / "bad", REQUEST)


def test_a_text_that_is_an_input_as_well_is_not_left_out(run_folder: Path, tmp_path: Path):
    write_check(replace(ASKED, text=ReadFile(name="a.txt", content=b"first image")), run_folder)
    export_bundle(run_folder, tmp_path / "bundle", REQUEST)
    assert (tmp_path / "bundle/data/results/checked-text").read_bytes() == b"first image"


def test_files_are_read_only(run_folder: Path, tmp_path: Path):
    export_bundle(run_folder, tmp_path / "bundle", REQUEST)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "bundle").rglob("*") if path.is_file()}
    assert modes == {0o444}


def test_the_same_run_gives_the_same_bytes(run_folder: Path, tmp_path: Path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        export_bundle(run_folder, tmp_path / name / "bundle.zip", REQUEST)
    assert (tmp_path / "one/bundle.zip").read_bytes() == (tmp_path / "two/bundle.zip").read_bytes()


def test_a_zip_holds_the_same_in_one_folder(run_folder: Path, tmp_path: Path, tree: Tree):
    export_bundle(run_folder, tmp_path / "bundle", REQUEST)
    made = export_bundle(run_folder, tmp_path / "case.zip", REQUEST)
    with zipfile.ZipFile(tmp_path / "case.zip") as archive:
        assert archive.testzip() is None
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside == {f"case/{path}": content for path, content in tree(tmp_path / "bundle").items()}
    assert verify_bundle(tmp_path / "case.zip").fingerprint == made.fingerprint
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bundle", "case", "case.zip"]


class TestRefused:
    @pytest.fixture(autouse=True)
    def _nothing_left(self, tmp_path: Path):
        before = set(tmp_path.iterdir())
        yield
        assert set(tmp_path.iterdir()) - before <= {tmp_path / "case", tmp_path / "taken.zip", tmp_path / "taken"}

    def test_a_link_in_the_run(self, run_folder: Path, tmp_path: Path):
        (run_folder / "chips" / "away").symlink_to("/etc/passwd")
        with pytest.raises(BundleError, match="away is a link"):
            export_bundle(run_folder, tmp_path / "bundle", REQUEST)

    def test_a_device_in_the_run(self, run_folder: Path, tmp_path: Path):
        os.mkfifo(run_folder / "pipe")
        with pytest.raises(BundleError, match="pipe is a link or no plain file"):
            export_bundle(run_folder, tmp_path / "bundle", REQUEST)

    @pytest.mark.parametrize("name", ["a\nb", "a\\b", "aux.txt", "end ", "dot.", "\u202egnp.exe", "a%0ab"])
    def test_a_name_that_is_not_the_same_everywhere(self, run_folder: Path, tmp_path: Path, name: str):
        (run_folder / name).touch()
        with pytest.raises(BundleError, match="can't stand in a bundle"):
            export_bundle(run_folder, tmp_path / "bundle", REQUEST)

    def test_names_that_differ_by_case_alone(self, run_folder: Path, tmp_path: Path):
        (run_folder / "REPORT.html").touch()
        with pytest.raises(BundleError, match="one name on some systems"):
            export_bundle(run_folder, tmp_path / "bundle", REQUEST)

    def test_a_place_within_the_run(self, run_folder: Path):
        with pytest.raises(OutputError, match="lies in the folder of the run"):
            export_bundle(run_folder, run_folder / "bundle", REQUEST)

    def test_a_place_that_is_taken(self, run_folder: Path, tmp_path: Path):
        (tmp_path / "taken.zip").write_text("mine")
        (tmp_path / "taken").mkdir()
        (tmp_path / "taken" / "mine").touch()
        for name in ("taken.zip", "taken"):
            with pytest.raises(OutputError, match="choose another"):
                export_bundle(run_folder, tmp_path / name, REQUEST)
        assert (tmp_path / "taken.zip").read_text() == "mine"

    def test_a_folder_that_is_no_run(self, run_folder: Path, tmp_path: Path):
        (run_folder / "run.json").unlink()
        with pytest.raises(BundleError, match="name a folder that `hardstand run`"):
            export_bundle(run_folder, tmp_path / "bundle", REQUEST)
        (run_folder / "run.json").write_text("{}")
        with pytest.raises(BundleError, match="no record of a run"):
            export_bundle(run_folder, tmp_path / "bundle", REQUEST)

    @pytest.mark.parametrize("name", ["bundle", "bundle.zip"])
    @pytest.mark.parametrize("room", [100, 5_000, 60_000])
    def test_a_full_disk_half_way(self, run_folder: Path, tmp_path: Path, name: str, room: int):
        (run_folder / "large.bin").write_bytes(os.urandom(80_000))
        with _room_for(room), pytest.raises(OutputError, match="disk is full"):
            export_bundle(run_folder, tmp_path / name, REQUEST)


@contextmanager
def _room_for(size: int):
    """No file may grow beyond a size: the system itself stops the writing."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", ["summary.json", "report.html", "sightings.parquet", "events.parquet"])
def test_what_is_left_of_a_run_is_not_sealed(run_folder: Path, tmp_path: Path, name: str):
    (run_folder / name).unlink()
    with pytest.raises(BundleError, match=f"{name} is missing, which every run writes"):
        export_bundle(run_folder, tmp_path / "bundle", REQUEST)
    assert not (tmp_path / "bundle").exists()


@pytest.mark.parametrize("name", ["summary.json", "events.parquet"])
def test_a_file_that_is_cut_off_is_not_sealed(run_folder: Path, tmp_path: Path, name: str):
    content = (run_folder / name).read_bytes()
    (run_folder / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(BundleError, match=rf"{name} is damaged .*put the original back"):
        export_bundle(run_folder, tmp_path / "bundle", REQUEST)
    assert not (tmp_path / "bundle").exists()


@pytest.mark.parametrize("name", ["Desk\u2028Hardstand-Signed-By: abc", "Desk\x0bHardstand-Signed-By: abc", "D\udcff"])
def test_the_name_of_a_desk_announces_no_seal(run_folder: Path, tmp_path: Path, name: str):
    export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, organization=name))
    assert verify_bundle(tmp_path / "bundle").sound
    assert "\nHardstand-Signed-By" not in (tmp_path / "bundle" / "bag-info.txt").read_text(encoding="utf-8")


def test_a_record_with_half_a_character_is_read(run_folder: Path, tmp_path: Path):
    text = (run_folder / "run.json").read_text(encoding="utf-8").replace('"CPython"', '"CPython\\udcff"')
    (run_folder / "run.json").write_text(text, encoding="utf-8")
    export_bundle(run_folder, tmp_path / "bundle", REQUEST)
    assert verify_bundle(tmp_path / "bundle").sound


def test_a_place_that_takes_no_folder_is_said_to_be(run_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(**_: object) -> None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "/proc/.x")

    monkeypatch.setattr("hardstand.exchange.bundle.making.TemporaryDirectory", refuse)
    with pytest.raises(OutputError, match=r"bundle\.zip can't be written: No such file or directory\. Choose a folder"):
        export_bundle(run_folder, tmp_path / "bundle.zip", REQUEST)
