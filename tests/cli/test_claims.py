"""`hardstand claims` and `hardstand check`: a text in, claims and verdicts out."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call, read_json

TEXT = (
    "Satellite images by Planet Labs show six T-72 tanks at the air base. <script>alert(1)</script>\n\n"
    "The army denied that any troops were there on 4 May.\n"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


class TestClaims:
    def test_every_field_is_there(self, report: Path, tmp_path: Path, hardstand: Call):
        out = tmp_path / "claims.json"
        assert hardstand("claims", report, "--published", "2024-05-16", "-o", out).code == 0
        tanks, troops = read_json(out)
        assert TEXT[tanks["start"] : tanks["end"]] == tanks["text"] == "six T-72 tanks"
        assert (tanks["kind"], tanks["thing"], tanks["low"], tanks["high"]) == ("count", "main_battle_tank", 6, 6)
        assert (tanks["speaker"], tanks["provider"], tanks["polarity"]) == ("Planet Labs", "Planet Labs", "affirmed")
        assert (troops["polarity"], troops["after"], troops["by"]) == ("denied", "2024-05-04", "2024-05-04")
        assert (troops["imagery_can_tell"], bool(troops["why"])) == (False, True)

    def test_a_text_can_not_command_the_terminal(self, tmp_path: Path, hardstand: Call):
        path = tmp_path / "report.txt"
        path.write_text("Images show six T-72 tanks \x1b[31m[red]at[/] the base, the army said.\n", encoding="utf-8")
        end = hardstand("claims", path, "-o", tmp_path / "claims.json")
        assert end.code == 0
        assert "\x1b[31m" not in end.out

    def test_same_text_same_bytes(self, report: Path, tmp_path: Path, hardstand: Call):
        first, second = tmp_path / "1.json", tmp_path / "2.json"
        hardstand("claims", report, "-o", first)
        hardstand("claims", report, "-o", second)
        assert first.read_bytes() == second.read_bytes()

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "empty"),
            (b"\x00\x01\x02" * 400, "binary"),
            ("Спутниковые снимки показывают шесть танков на авиабазе близ города. " * 9, "English"),
        ],
    )
    def test_what_is_no_english_text_is_refused(self, content: bytes | str, says: str, tmp_path: Path, hardstand: Call):
        path = tmp_path / "bad.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        end = hardstand("claims", path, "-o", tmp_path / "claims.json")
        assert end.code == 11
        assert says in end.err
        assert not (tmp_path / "claims.json").exists()


@pytest.fixture
def run(demo: Path, tmp_path: Path) -> Path:
    """Of the demo's run what a check reads, with the demo's own text on the page."""
    folder = tmp_path / "run"
    folder.mkdir()
    for name in ("summary.json", "statements.json", "report.html"):
        shutil.copy(demo / name, folder)
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def verdicts(demo: Path) -> Any:
    return read_json(demo / "verdicts.json")


class TestCheck:
    def test_the_demo_checks_its_report(self, verdicts: Any):
        """What the simulation knows to be true, false, or beyond the images."""
        found = {each["text"]: each["verdict"] for each in verdicts}
        assert found["at least eight aircraft"] == "confirmed"
        assert found["40 aircraft"] == "contradicted"
        assert found["any aircraft"] == "contradicted"
        assert found["A new taxiway"] == "consistent"
        assert found["20 aircraft"] == "not observable"
        assert found["six main battle tanks"] == "partial"
        assert found["no foreign troops"] == "not observable"

    def test_evidence_leads_back_to_the_run(self, verdicts: Any, demo: Path):
        summary = read_json(demo / "summary.json")
        known = {each["id"] for key in ("acquisitions", "events", "stands") for each in summary[key]}
        known |= {work["id"] for work in summary["construction"]["works"]}
        known |= {sighting for stand in summary["stands"] for sighting in stand["sightings"].values()}
        assert {name for each in verdicts for name in each["evidence"]} <= known

    def test_likelihood_and_confidence_stand_in_sentences_of_their_own(self, verdicts: Any):
        for each in verdicts:
            for sentence in each["reason"].split(". "):
                assert not ("onfidence is" in sentence and "%)" in sentence)

    def test_a_text_with_a_script_is_inert(self, report: Path, run: Path, tmp_path: Path, hardstand: Call):
        reviews = tmp_path / "reviews.json"
        end = hardstand("check", report, "--run", run, "--claim-review", reviews)
        assert end.code == 0
        page = (run / "report.html").read_text(encoding="utf-8")
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "Fogfield" not in page, "the second text takes the place of the first"
        graph = json.loads(reviews.read_text(encoding="utf-8"))["@graph"]
        assert "<" not in reviews.read_text(encoding="utf-8")
        assert {each["@type"] for each in graph} == {"ClaimReview"}

    def test_records_the_text_and_the_options(self, report: Path, run: Path, tmp_path: Path, hardstand: Call):
        places = tmp_path / "own.toml"
        places.write_bytes(b'[[place]]\r\nname = "Hill 1"\r\nlon = 36\r\nlat = 35\r\n')
        options = ("--published", "2024-05-16", "--places", places, "-o", tmp_path / "also.json")
        assert hardstand("check", report, "--run", run, *options).code == 0
        record = read_json(run / "check.json")
        assert (run / "checked-text").read_bytes() == report.read_bytes()
        assert record["text"] == {"name": "report.txt", "size": len(TEXT), "sha256": sha256(report)}
        assert (record["published"], record["places"]["sha256"]) == ("2024-05-16", sha256(places))
        assert record["command"] == "hardstand check report.txt --run OUT --published 2024-05-16 --places own.toml"
        assert str(tmp_path) not in (run / "check.json").read_text(encoding="utf-8")
        assert (tmp_path / "also.json").read_bytes() == (run / "verdicts.json").read_bytes()
        before = files_of(run)
        assert hardstand("check", report, "--run", run, *options).code == 0
        assert files_of(run) == before, "same text, same bytes"

    def test_a_second_text_takes_the_place_of_the_first(self, report: Path, run: Path, tmp_path: Path, hardstand: Call):
        assert hardstand("check", report, "--run", run, "--published", "2024-05-16").code == 0
        other = tmp_path / "report.html"
        other.write_text(f"<html><body><p>{TEXT}</p><p>{TEXT}</p></body></html>", encoding="utf-8")
        assert hardstand("check", other, "--run", run).code == 0
        record = read_json(run / "check.json")
        assert (record["text"]["name"], record["published"]) == ("report.html", None)
        assert (run / "checked-text").read_bytes() == other.read_bytes()
        assert (run / "report.html").read_bytes() != other.read_bytes(), "a text takes no other file's place"
        assert sorted(files_of(run)) == ["check.json", "checked-text", "report.html", "statements.json",
                                         "summary.json", "verdicts.json"]  # fmt: skip

    def test_changes_all_or_nothing(self, report: Path, run: Path, tmp_path: Path, hardstand: Call):
        assert hardstand("check", report, "--run", run).code == 0
        before = files_of(run)
        report.write_text(TEXT.replace("six", "nine"), encoding="utf-8")
        assert hardstand("check", report, "--run", run, "-o", tmp_path / "nowhere" / "also.json").code == 8
        assert files_of(run) == before
        page = run / "report.html"
        page.write_text("<p>another page</p>")
        before = files_of(run)
        assert hardstand("check", report, "--run", run).code == 8
        assert files_of(run) == before

    def test_what_stands_on_standard_input_is_recorded_where_it_is_a_file(
        self, report: Path, run: Path, hardstand: Call
    ):
        with report.open("rb") as stream:
            assert hardstand("check", f"/dev/fd/{stream.fileno()}", "--run", run).code == 0
        assert (run / "checked-text").read_bytes() == report.read_bytes()

    def test_a_name_that_is_no_unicode_is_written_as_far_as_it_goes(self, run: Path, tmp_path: Path, hardstand: Call):
        path = tmp_path / os.fsdecode(b"caf\xe9\n.txt")
        path.write_text(TEXT, encoding="utf-8")
        assert hardstand("check", path, "--run", run).code == 0
        assert (
            read_json(run / "check.json")["text"]["name"] == "caf\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}.txt"
        )

    def test_places_that_are_none_change_nothing(self, report: Path, run: Path, tmp_path: Path, hardstand: Call):
        before = files_of(run)
        (tmp_path / "own.toml").write_text("[[place]]\nname = 'Hill'")
        for name, says in (("own.toml", "no list of places"), ("none.toml", "No such file")):
            end = hardstand("check", report, "--run", run, "--places", tmp_path / name)
            assert end.code == 3
            assert says in end.err
        assert files_of(run) == before

    def test_a_folder_without_a_run_is_refused(self, report: Path, tmp_path: Path, hardstand: Call):
        end = hardstand("check", report, "--run", tmp_path)
        assert end.code == 8
        assert "summary.json" in end.err
