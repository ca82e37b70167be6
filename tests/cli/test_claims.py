"""`hardstand claims` and `hardstand check`: a text in, claims and verdicts out."""

from __future__ import annotations

import json
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

    def test_a_text_with_a_script_is_inert(self, report: Path, demo: Path, tmp_path: Path, hardstand: Call):
        run = tmp_path / "run"
        run.mkdir()
        for name in ("summary.json", "statements.json", "report.html"):
            (run / name).write_bytes((demo / name).read_bytes())
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

    def test_a_folder_without_a_run_is_refused(self, report: Path, tmp_path: Path, hardstand: Call):
        end = hardstand("check", report, "--run", tmp_path)
        assert end.code == 8
        assert "summary.json" in end.err
