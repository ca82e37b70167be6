"""`hardstand report`, and statements from a run to its check."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call, read_json


@pytest.fixture
def copied(demo: Path, tmp_path: Path) -> Path:
    """The files of the demo's run, to change."""
    folder = tmp_path / "run"
    shutil.copytree(demo, folder, ignore=shutil.ignore_patterns("images", "*.tif"))
    return folder


def change_a_count(folder: Path) -> None:
    path = folder / "statements.json"
    told = read_json(path)
    [count] = [each for each in told if each["id"] == "count/2015-09-15/aircraft"]
    count["text"] = count["text"].replace("13 found", "12 found")
    path.write_text(json.dumps(told), encoding="utf-8")


def test_the_run_writes_statements_and_the_check_adds_its_verdicts(demo: Path) -> None:
    told: list[dict[str, Any]] = read_json(demo / "statements.json")
    assert [list(each) for each in told] == [["id", "text", "kind", "evidence", "likelihood", "confidence"]] * len(told)
    assert len({each["id"] for each in told}) == len(told)
    verdicts = read_json(demo / "verdicts.json")
    said = [each for each in told if each["kind"] == "verdict"]
    assert [each["id"] for each in said] == [f"verdict/{each['id']}" for each in verdicts]
    assert [each["likelihood"] for each in said] == [each["likelihood"] for each in verdicts]
    assert all(each["text"].startswith("Simulated. ") for each in told)


def test_evidence_of_the_demo_exists(demo: Path) -> None:
    summary = read_json(demo / "summary.json")
    known = {each["id"] for key in ("acquisitions", "events", "stands") for each in summary[key]}
    known |= {each["id"] for each in summary["construction"]["works"]}
    known |= {name for stand in summary["stands"] for name in stand["sightings"].values()}
    assert {name for each in read_json(demo / "statements.json") for name in each["evidence"]} <= known


def test_a_second_check_takes_the_place_of_the_first(hardstand: Call, copied: Path, tmp_path: Path) -> None:
    before = read_json(copied / "statements.json")
    text = tmp_path / "text.txt"
    text.write_text("Forty aircraft stood at the base on 15 September 2015, the ministry said.", encoding="utf-8")
    assert hardstand("check", text, "--run", copied, "--published", "2015-09-17").code == 0
    after = read_json(copied / "statements.json")
    assert [each for each in after if each["kind"] != "verdict"] == [
        each for each in before if each["kind"] != "verdict"
    ]
    assert len([each for each in after if each["kind"] == "verdict"]) == len(read_json(copied / "verdicts.json")) >= 1


def test_claims_stand_before_the_long_lists(demo: Path) -> None:
    page = (demo / "report.html").read_text(encoding="utf-8")
    places = [page.index(f'id="{name}"') for name in ("key", "claims", "map", "built", "changes", "counts", "objects")]
    assert places == sorted(places)


def test_report_says_where_it_is(hardstand: Call, copied: Path, tmp_path: Path) -> None:
    outcome = hardstand("report", copied)
    assert outcome.code == 0
    assert "report.html" in "".join(outcome.out.split())
    missing = hardstand("report", tmp_path / "nowhere")
    assert missing.code == 8
    assert "hardstand run" in missing.err


def test_a_correction_is_listed_in_sentences(hardstand: Call, demo: Path, copied: Path) -> None:
    assert "Nothing is said otherwise" in " ".join(hardstand("report", copied, "--against", demo).out.split())
    change_a_count(copied)
    told = " ".join(hardstand("report", copied, "--against", demo).out.split())
    assert told.count("Corrected: ") == 1
    assert "(12 found" in told.partition("Before: ")[0]
    assert "(13 found" in told.partition("Before: ")[2]


def test_a_correction_stands_in_the_report_once(hardstand: Call, demo: Path, copied: Path) -> None:
    change_a_count(copied)
    old = copied.with_name("old")
    shutil.copytree(copied, old)
    hardstand("report", copied, "--against", demo)
    page = (copied / "report.html").read_text(encoding="utf-8")
    section = page.partition("<!-- corrections begin -->")[2].partition("<!-- corrections end -->")[0]
    assert "says one thing otherwise" in section
    assert "(12 found" in section
    assert "made on " in section
    assert page.index('id="corrections"') < page.index('id="key"') < page.index('id="claims"')
    (old / "run.json").unlink()
    hardstand("report", copied, "--against", old)
    page = (copied / "report.html").read_text(encoding="utf-8")
    assert page.count('id="corrections"') == 1
    assert "This report takes the place of an earlier one, and says nothing otherwise." in page


def test_a_run_without_statements_is_refused(hardstand: Call, demo: Path, copied: Path) -> None:
    (copied / "statements.json").unlink()
    outcome = hardstand("report", copied, "--against", demo)
    assert outcome.code == 8
    assert "statements.json" in outcome.err


def test_a_pdf_without_weasyprint_is_an_error_that_says_what_to_install(
    hardstand: Call, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    outcome = hardstand("report", copied, "--pdf")
    assert outcome.code == 8
    assert "hardstand[pdf]" in outcome.err
    assert not (copied / "report.pdf").exists()


def test_a_pdf_is_made_beside_the_page(hardstand: Call, copied: Path) -> None:
    pytest.importorskip("weasyprint", reason="the extra “pdf” is not installed")
    assert hardstand("report", copied, "--pdf").code == 0
    assert (copied / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert not list(copied.glob(".report*"))
