"""A bundle's run can be made again from its own inputs or from those that lie where the site file says."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.errors import BundleError
from hardstand.exchange.bundle import compare_results, export_bundle, redo_of, verify_bundle
from hardstand.exchange.bundle.comparing import differences
from hardstand.exchange.check_record import write_check
from hardstand.exchange.run_record import command_line, read_run_record, write_run_record
from tests.exchange.bundle.conftest import ASKED, REQUEST, changed_anew, record_of

Tree = Callable[[Path], dict[str, bytes]]
NOWHERE = Path("/nowhere")


class TestInputs:
    @pytest.mark.parametrize("name", ["bundle", "bundle.zip"])
    def test_lie_in_the_bundle(self, run_folder: Path, tmp_path: Path, name: str):
        export_bundle(run_folder, tmp_path / name, replace(REQUEST, with_inputs=True))
        with redo_of(tmp_path / name, NOWHERE) as redo:
            images = [each.image for each in redo.configuration.acquisitions]
            assert [image.read_bytes() for image in images] == [b"first image", b"second image"]
            assert images[1].with_name("b.tfw").read_bytes() == b"world file"
            assert redo.record == read_run_record(run_folder)
            assert redo.versions == ()
        assert not images[0].exists()

    def test_lie_where_the_site_file_says(self, run_folder: Path, tmp_path: Path):
        export_bundle(run_folder, tmp_path / "bundle", REQUEST)
        with redo_of(tmp_path / "bundle", run_folder.parent) as redo:
            images = [each.image for each in redo.configuration.acquisitions]
            assert images == [run_folder.parent / "a.tif", run_folder.parent / "b.tif"]

    @pytest.mark.parametrize("name", ["a.tif", "b.tfw"])
    def test_must_be_there_and_be_those_of_the_run(self, run_folder: Path, tmp_path: Path, name: str):
        export_bundle(run_folder, tmp_path / "bundle", REQUEST)
        (run_folder.parent / name).write_bytes(b"another")
        with (
            pytest.raises(BundleError, match="is not the input of the run"),
            redo_of(tmp_path / "bundle", run_folder.parent),
        ):
            pass
        (run_folder.parent / name).unlink()
        with pytest.raises(BundleError, match="--inputs"), redo_of(tmp_path / "bundle", run_folder.parent):
            pass

    def test_that_the_record_does_not_know_are_refused(self, run_folder: Path, tmp_path: Path):
        """Else a bundle could name any file of the machine that checks it, and nothing would say so."""
        site = run_folder.parent / "site.toml"
        (tmp_path / "b.tif").touch()
        site.write_text(site.read_text().replace("b.tif", str(tmp_path / "b.tif")))
        record = record_of(site, run_folder)
        write_run_record(record.model_copy(update={"inputs": record.inputs[:1]}), run_folder / "run.json")
        export_bundle(run_folder, tmp_path / "bundle", REQUEST)
        with pytest.raises(BundleError, match="knows nothing"), redo_of(tmp_path / "bundle", run_folder.parent):
            pass

    def test_whose_names_lead_elsewhere_are_not_written(self, run_folder: Path, tmp_path: Path):
        record = record_of(run_folder.parent / "site.toml", run_folder)
        site = record.site.model_copy(update={"name": "../../evil.toml"})
        write_run_record(record.model_copy(update={"site": site}), run_folder / "run.json")
        with pytest.raises(BundleError, match="can't stand in a bundle"):
            export_bundle(run_folder, tmp_path / "bundle", REQUEST)


def test_other_versions_are_named(run_folder: Path, tmp_path: Path):
    record = record_of(run_folder.parent / "site.toml", run_folder)
    other = {"hardstand": "0.0.1", "packages": record.packages | {"numpy": "0.1"}, "libraries": {"GDAL": "1"}}
    write_run_record(record.model_copy(update=other), run_folder / "run.json")
    export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, with_inputs=True))
    with redo_of(tmp_path / "bundle", NOWHERE) as redo:
        assert [line.split(",")[0] for line in redo.versions] == [
            "The run was made by Hardstand 0.0.1", "The run was made with numpy 0.1", "The run was made with GDAL 1",
        ]  # fmt: skip


class TestText:
    """The text that was checked, and its options, come back out of a bundle."""

    @pytest.mark.parametrize("name", ["bundle", "bundle.zip"])
    def test_comes_back_byte_by_byte(self, run_folder: Path, tmp_path: Path, name: str):
        write_check(ASKED, run_folder)
        export_bundle(run_folder, tmp_path / name, replace(REQUEST, with_inputs=True))
        with redo_of(tmp_path / name, NOWHERE) as redo:
            assert redo.check == ASKED
            assert redo.versions == ()

    def test_is_none_where_none_was_recorded(self, run_folder: Path, tmp_path: Path):
        export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, with_inputs=True))
        with redo_of(tmp_path / "bundle", NOWHERE) as redo:
            assert redo.check is None

    def test_must_be_the_one_of_the_record(self, run_folder: Path, tmp_path: Path):
        """Also where the lists of the bundle were written anew, so that they fit the other text."""
        write_check(ASKED, run_folder)
        export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, with_inputs=True))
        changed_anew(tmp_path / "bundle", "data/results/checked-text", b"Another text.")
        assert verify_bundle(tmp_path / "bundle").sound
        with pytest.raises(BundleError, match="not what was checked"), redo_of(tmp_path / "bundle", NOWHERE):
            pass

    def test_so_must_the_places(self, run_folder: Path, tmp_path: Path):
        write_check(ASKED, run_folder)
        record = (run_folder / "check.json").read_bytes()
        (run_folder / "check.json").write_bytes(record.replace(b"Hill", b"Dale"))
        export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, with_inputs=True))
        with pytest.raises(BundleError, match="list of places"), redo_of(tmp_path / "bundle", NOWHERE):
            pass

    def test_a_record_without_its_text_is_told(self, run_folder: Path, tmp_path: Path):
        write_check(ASKED, run_folder)
        export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, with_inputs=True))
        changed_anew(tmp_path / "bundle", "data/results/checked-text", None)
        with pytest.raises(BundleError, match="missing"), redo_of(tmp_path / "bundle", NOWHERE):
            pass

    def test_other_versions_that_read_it_are_named(self, run_folder: Path, tmp_path: Path):
        write_check(ASKED, run_folder)
        record = json.loads((run_folder / "check.json").read_bytes())
        record["hardstand"], record["packages"]["pypdf"] = "0.0.1", "0.1"
        (run_folder / "check.json").write_text(json.dumps(record))
        export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, with_inputs=True))
        with redo_of(tmp_path / "bundle", NOWHERE) as redo:
            assert [line.split(",")[0] for line in redo.versions] == [
                "The text was checked by Hardstand 0.0.1", "The text was checked with pypdf 0.1",
            ]  # fmt: skip


class TestRecord:
    def test_reads_back(self, run_folder: Path):
        record = record_of(run_folder.parent / "site.toml", run_folder, min_score=0.3, force=True, unlike=True)
        write_run_record(record, run_folder / "run.json")
        assert read_run_record(run_folder) == record
        assert command_line(record) == "hardstand run site.toml -o OUT --min-score 0.3 --force --unlike"
        assert json.loads((run_folder / "run.json").read_bytes())["command"] == command_line(record)

    @pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"format": 2}', b"[" * 100_000])
    def test_what_is_none_is_refused(self, run_folder: Path, content: bytes):
        (run_folder / "run.json").write_bytes(content)
        with pytest.raises(BundleError, match="no record of a run"):
            read_run_record(run_folder)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


class TestComparison:
    @given(JSON)
    def test_a_document_does_not_differ_from_itself(self, document: Any):
        assert list(differences(document, document)) == []

    @given(JSON, JSON)
    def test_documents_differ_where_json_does(self, first: Any, second: Any):
        same = json.dumps(first, sort_keys=True) == json.dumps(second, sort_keys=True)
        assert (list(differences(first, second)) == []) == same

    def test_a_count_an_event_and_a_statement_are_named(self, tmp_path: Path):
        old: dict[str, Any] = {
            "generated": "x",
            "version": "1",
            "counts": [{"acquisition": "a", "label": "car", "found": 3}],
            "events": [{"id": "event-1", "by": "m"}],
            "construction": {"works": [{"id": "work-1", "area_m2": 5.0}]},
        }
        new = json.loads(json.dumps(old)) | {"generated": "y", "version": "2"}
        new["counts"][0]["found"] = 4
        new["events"] = [{"id": "event-2", "by": "m"}]
        new["construction"]["works"][0]["area_m2"] = 6.0
        statements = [{"id": "s1", "text": "Three cars."}], [{"id": "s1", "text": "Four cars."}]
        for name, summary, told in (("old", old, statements[0]), ("new", new, statements[1])):
            (tmp_path / name).mkdir()
            (tmp_path / name / "summary.json").write_text(json.dumps(summary))
            (tmp_path / name / "statements.json").write_text(json.dumps(told))
        compared = compare_results(tmp_path / "old", tmp_path / "new")
        assert compared.differences == (
            "counts[a, car].found was 3 and is 4",
            'events[event-1] is gone; it was {"id": "event-1", "by": "m"}',
            'events[event-2] is new: {"id": "event-2", "by": "m"}',
            "construction.works[work-1].area_m2 was 5.0 and is 6.0",
            'statements.json: [s1].text was "Three cars." and is "Four cars."',
        )
        assert compared.done[0].startswith("1 counts, 1 events, 1 works")
        (tmp_path / "new" / "statements.json").unlink()
        assert compare_results(tmp_path / "old", tmp_path / "new").undone == (
            "statements.json: only the bundle has it.",
        )

    def test_a_claim_is_named_by_its_id_and_its_words(self, tmp_path: Path):
        claims = [
            {"id": "claim-1", "text": "40  aircraft", "verdict": "confirmed"},
            {"id": "claim-2", "text": "x" * 90},
        ]
        again = [claims[0] | {"verdict": "contradicted"}, {"id": "claim-3", "text": "a taxiway"}]
        for name, told in (("old", claims), ("new", again)):
            (tmp_path / name).mkdir()
            (tmp_path / name / "summary.json").write_text("{}")
            (tmp_path / name / "verdicts.json").write_text(json.dumps(told))
        changed, gone, new = compare_results(tmp_path / "old", tmp_path / "new").differences
        assert changed == 'verdicts.json: claim-1 “40 aircraft”.verdict was "confirmed" and is "contradicted"'
        assert gone.startswith(f"verdicts.json: claim-2 “{'x' * 57}...” is gone")
        assert new.startswith("verdicts.json: claim-3 “a taxiway” is new")
        for odd in ([1], {}, [{"id": "claim-1"}, {"id": "claim-1"}]):
            (tmp_path / "old" / "verdicts.json").write_text(json.dumps(odd))
            if isinstance(odd, list):
                assert compare_results(tmp_path / "old", tmp_path / "new").differences
            else:
                with pytest.raises(BundleError, match="no list"):
                    compare_results(tmp_path / "old", tmp_path / "new")

    def test_verdicts_that_only_a_checked_result_has_are_left_out_and_named(self, tmp_path: Path):
        count, verdict = {"id": "c", "kind": "count", "text": "a"}, {"id": "v", "kind": "verdict", "text": "b"}
        for name, told in (("old", [count, verdict]), ("new", [count])):
            (tmp_path / name).mkdir()
            (tmp_path / name / "summary.json").write_text("{}")
            (tmp_path / name / "statements.json").write_text(json.dumps(told))
        compared = compare_results(tmp_path / "old", tmp_path / "new")
        assert compared.differences == ()
        assert "1 statements" in compared.done[1]
        assert "hardstand check" in compared.undone[0]
        (tmp_path / "new" / "statements.json").write_text(json.dumps([count, verdict | {"text": "c"}]))
        assert len(compare_results(tmp_path / "old", tmp_path / "new").differences) == 1

    def test_a_missing_or_broken_summary_is_told(self, tmp_path: Path):
        with pytest.raises(BundleError, match="missing"):
            compare_results(tmp_path, tmp_path)
        (tmp_path / "summary.json").write_text("{")
        with pytest.raises(BundleError, match="no JSON"):
            compare_results(tmp_path, tmp_path)
