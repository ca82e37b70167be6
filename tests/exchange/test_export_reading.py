"""A run's folder is read as it was written, or refused with what is wrong, where, and what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from hardstand.errors import OutputError
from hardstand.exchange.exports import read_run
from tests.exchange.making import add_verdicts, built, write_run


@pytest.fixture
def folder(make_result, tmp_path: Path) -> Path:
    return add_verdicts(write_run(built(make_result()), tmp_path / "run"))


def test_a_run_comes_back_as_it_was_found(folder: Path):
    run = read_run(folder)
    assert [each.id for each in run.summary.acquisitions] == ["early", "late"]
    assert [row["sighting"] for row in run.sightings.rows] == ["late/1"]
    assert run.sightings.rows[0]["score"] == 0.87654321
    assert [row["event"] for row in run.events.rows] == ["event-1"]
    assert [row["work"] for row in run.works.rows] == ["work-1"]
    assert run.verdicts is not None
    assert [(each.id, each.verdict.value) for each in run.verdicts] == [("claim-1", "contradicted")]


def test_each_image_lies_where_its_georeference_says(folder: Path):
    late = read_run(folder).summary.acquisitions[1]
    assert late.ground_transform == ((0.5, 0.0, 767_000.0), (0.0, -0.5, 3_921_000.0))
    assert late.footprint is not None
    assert len(late.footprint) == 4


def test_a_run_without_construction_and_text_reads_too(make_result, tmp_path: Path):
    run = read_run(write_run(make_result(empty=True), tmp_path / "run"))
    assert (run.works.rows, run.sightings.rows, run.verdicts) == ((), (), None)


def test_a_summary_of_before_footprints_reads_too(folder: Path):
    path = folder / "summary.json"
    document = json.loads(path.read_text())
    for each in document["acquisitions"]:
        del each["footprint"], each["ground_transform"]
    path.write_text(json.dumps(document))
    assert read_run(folder).summary.acquisitions[0].footprint is None


def _drop(folder: Path) -> None:
    (folder / "summary.json").unlink()


def _cut(folder: Path) -> None:
    path = folder / "summary.json"
    path.write_text(path.read_text()[:500])


def _other_version(folder: Path) -> None:
    path = folder / "summary.json"
    path.write_text(path.read_text().replace('"version": "0.1.0"', '"version": "9.9.0"', 1))


def _no_score(folder: Path) -> None:
    path = folder / "sightings.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["score"]), path)


def _no_parquet(folder: Path) -> None:
    (folder / "events.parquet").write_bytes(b"PAR1 and nothing else")


def _odd_verdict(folder: Path) -> None:
    path = folder / "verdicts.json"
    path.write_text(path.read_text().replace('"verdict": "contradicted"', '"verdict": "maybe"'))


def _odd_crs(folder: Path) -> None:
    path = folder / "summary.json"
    path.write_text(path.read_text().replace("EPSG:32636", "EPSG:1", 1))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_drop, "summary.json can't be read"),
        (_cut, "summary.json is damaged"),
        (_other_version, "is of version 9.9.0"),
        (_no_score, "sightings.parquet is damaged"),
        (_no_parquet, "events.parquet is damaged"),
        (_odd_verdict, "verdicts.json is damaged at 0.verdict"),
        (_odd_crs, "damaged at frame.crs"),
    ],
)
def test_what_is_damaged_is_named(folder: Path, spoil, says: str):
    spoil(folder)
    with pytest.raises(OutputError, match=says):
        read_run(folder)
