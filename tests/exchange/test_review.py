"""The list of what to look at, out and back in."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from hardstand.counting import ItemKind, ReviewItem
from hardstand.errors import MetadataError
from hardstand.exchange import read_review, write_review
from hardstand.result import RunResult
from tests.exchange.conftest import MakeResult

ITEMS = (
    ReviewItem(
        acquisition="a, b",
        label="aircraft",
        kind=ItemKind.DETECTION,
        item="a, b/1",
        column=1.25,
        row=2.0,
        width=30.0,
        height=40.0,
        share=0.25,
    ),
    ReviewItem(
        acquisition="a, b",
        label="aircraft",
        kind=ItemKind.DETECTION,
        item="a, b/doubt-1",
        column=5.0,
        row=6.0,
        width=30.0,
        height=40.0,
        share=0.75,
    ),
    ReviewItem(
        acquisition="a, b",
        label="aircraft",
        kind=ItemKind.TILE,
        item="tile-1-2",
        column=0.0,
        row=0.0,
        width=200.0,
        height=200.0,
        share=0.04,
    ),
)


@pytest.fixture
def run(make_result: MakeResult) -> RunResult:
    return make_result()


def filled(run: RunResult, path: Path, answers: list[str]) -> Path:
    """A review.csv with answers, as a spreadsheet would leave it."""
    write_review(replace(run, ledger=replace(run.ledger, to_review=ITEMS)), path)
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    for row, answer in zip(rows[1:], answers, strict=True):
        row[-1] = answer
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def test_answers_come_back(run: RunResult, tmp_path: Path) -> None:
    sample = read_review(filled(run, tmp_path / "review.csv", ["yes", " NO ", "2"]))
    assert {name: answer.real for name, answer in sample.detections.items()} == {"a, b/1": True, "a, b/doubt-1": False}
    assert sample.detections["a, b/1"].share == pytest.approx(0.25)
    (tile,) = sample.tiles
    assert (tile.acquisition, tile.label, tile.missed) == ("a, b", "aircraft", 2)
    assert tile.share == pytest.approx(0.04)


def test_rows_without_an_answer_are_passed_over(run: RunResult, tmp_path: Path) -> None:
    sample = read_review(filled(run, tmp_path / "review.csv", ["", "", ""]))
    assert not sample.detections
    assert sample.tiles == ()


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        (["perhaps", "", ""], "line 2: the answer 'perhaps' is neither yes nor no"),
        (["", "", "-1"], "line 4: the answer '-1' is no number"),
        (["", "", "yes"], "line 4: the answer 'yes' is no number"),
    ],
)
def test_what_is_no_answer_is_refused(run: RunResult, tmp_path: Path, answers: list[str], complaint: str) -> None:
    with pytest.raises(MetadataError, match=complaint):
        read_review(filled(run, tmp_path / "review.csv", answers))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("0.25", "2", "share '2' was changed"),
        ("0.25", "much", "share 'much' was changed"),
        ("detection", "aircraft", "the kind 'aircraft'"),
        ("share", "weight", "no column 'share'"),
        ("doubt-1", "1", "'a, b/1' is answered twice"),
    ],
)
def test_a_file_that_was_changed_is_refused(run: RunResult, tmp_path: Path, old: str, new: str, complaint: str) -> None:
    path = filled(run, tmp_path / "review.csv", ["yes", "no", "0"])
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(MetadataError, match=complaint):
        read_review(path)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MetadataError, match="can't be read"):
        read_review(tmp_path / "none.csv")
    (tmp_path / "picture.csv").write_bytes(b"\xff\xd8\xff\x00")
    with pytest.raises(MetadataError, match="can't be read"):
        read_review(tmp_path / "picture.csv")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    with pytest.raises(MetadataError, match="no column"):
        read_review(tmp_path / "empty.csv")


def test_a_name_that_looks_like_a_formula_is_inert_and_comes_back(run: RunResult, tmp_path: Path) -> None:
    name = '=HYPERLINK("http://a.example")'
    items = tuple(replace(item, acquisition=name, item=f"{name}/{number}") for number, item in enumerate(ITEMS))
    path = tmp_path / "review.csv"
    write_review(replace(run, ledger=replace(run.ledger, to_review=items)), path)
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    for row in rows[1:]:
        row[-1] = "1"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    sample = read_review(path)
    assert set(sample.detections) == {f"{name}/0", f"{name}/1"}
    assert sample.tiles[0].acquisition == name
