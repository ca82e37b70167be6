"""Whatever is done to a bundle is found and named; what a stranger builds is not believed."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hardstand.bench.bundle import KINDS, measure_bundle
from hardstand.errors import BundleError
from hardstand.exchange.bundle import Kind, Trust, export_bundle, verify_bundle
from hardstand.exchange.bundle.manifests import parse, render
from hardstand.exchange.bundle.names import oddity, twins
from tests.exchange.bundle.conftest import REQUEST, replace_request


@pytest.fixture
def bundle(run_folder: Path, tmp_path: Path) -> Path:
    export_bundle(run_folder, tmp_path / "bundle", REQUEST)
    return tmp_path / "bundle"


def found(bundle: Path) -> set[tuple[str, str]]:
    return {(each.kind.value, each.path) for each in verify_bundle(bundle).findings}


def rewrite(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def test_an_untouched_bundle_is_sound(bundle: Path):
    checked = verify_bundle(bundle)
    assert checked.sound
    assert checked.fingerprint == hashlib.sha256((bundle / "tagmanifest-sha256.txt").read_bytes()).hexdigest()
    assert checked.record is not None
    assert any("no signature" in line for line in checked.undone)


def test_each_kind_of_tampering_is_told_from_the_others(bundle: Path):
    data = bundle / "data" / "results"
    rewrite(data / "summary.json", b"{}")
    (data / "chips").rename(data / "Chips")
    (data / "empty.txt").unlink()
    (data / "more.txt").write_text("more")
    assert found(bundle) == {
        ("changed", "data/results/summary.json"),
        ("renamed", "data/results/chips/снимок 1.txt"),
        ("missing", "data/results/empty.txt"),
        ("added", "data/results/more.txt"),
    }


@pytest.mark.parametrize(
    "name",
    ["bagit.txt", "bag-info.txt", "README.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt",
     "data/ro-crate-metadata.json", "data/results/run.json"],
)  # fmt: skip
def test_no_file_of_the_bundle_itself_can_be_taken_away(bundle: Path, name: str):
    (bundle / name).unlink()
    assert ("missing", name) in found(bundle)


def test_nor_with_its_lines_in_the_lists(bundle: Path):
    """A check that only looks at what the lists name would see nothing."""
    for name, path in (("manifest-sha256.txt", "data/results/run.json"), ("tagmanifest-sha256.txt", "README.txt")):
        digests = parse((bundle / name).read_bytes(), name)
        del digests[path]
        rewrite(bundle / name, render(digests))
        (bundle / path).unlink()
    assert {("missing", "data/results/run.json"), ("missing", "README.txt")} <= found(bundle)


def test_an_empty_folder_and_an_empty_file_are_found(bundle: Path):
    (bundle / "data" / "results" / "more").mkdir()
    (bundle / "fetch.txt").touch()
    assert found(bundle) == {("refused", "data/results/more"), ("added", "fetch.txt")}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(KINDS)), seed=st.integers(0, 2**32))
def test_random_tampering_is_found_and_undone(bundle: Path, kind: str, seed: int):
    with KINDS[kind](bundle, np.random.default_rng(seed)) as touched:
        findings = verify_bundle(bundle).findings
        assert findings, touched
    assert verify_bundle(bundle).sound


def test_the_benchmark_counts_every_kind(run_folder: Path):
    figures = measure_bundle(run_folder, lambda *_: None, times=80)
    assert figures.false_alarms == 0
    assert {name: (each.times, each.found, each.named) for name, each in figures.kinds.items()} == dict.fromkeys(
        KINDS, (20, 20, 20)
    )


class TestLists:
    @given(st.dictionaries(st.text("ab/. é文", min_size=1), st.binary(min_size=32, max_size=32), max_size=5))
    def test_a_list_reads_back(self, digests: dict[str, bytes]):
        as_hex = {path: digest.hex() for path, digest in digests.items()}
        assert parse(render(as_hex), "x") == as_hex

    @given(st.data())
    def test_no_byte_of_a_list_is_free(self, data: st.DataObject):
        """A capital letter among the digits, a tab for a space, a line more or less: another list, or none."""
        digests = {"data/a": "ab" * 32, "data/b c": "0f" * 32}
        content = bytearray(render(digests))
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255).filter(lambda value: value != content[place]))
        with suppress(BundleError):
            assert parse(bytes(content), "x") != digests

    @pytest.mark.parametrize(
        "content",
        [b"", b"\n", b"ab  x\n", b"ab" * 32 + b" x\n", b"AB" * 32 + b"  x\n", b"ab" * 32 + b"  x", b"\xff\n",
         b"ab" * 32 + b"  x\r\n", b"ab" * 32 + b"  b\n" + b"ab" * 32 + b"  a\n", (b"ab" * 32 + b"  b\n") * 2],
    )  # fmt: skip
    def test_what_is_written_otherwise_is_refused(self, content: bytes):
        if content:
            with pytest.raises(BundleError, match="damaged"):
                parse(content, "x")
        else:
            assert parse(content, "x") == {}


class TestStrangers:
    """A bundle is untrusted input."""

    def test_a_link_is_named_and_not_followed(self, bundle: Path, tmp_path: Path):
        page = bundle / "data" / "results" / "report.html"
        shutil.copy(page, tmp_path / "same.html")
        page.unlink()
        page.symlink_to(tmp_path / "same.html")
        assert found(bundle) == {("refused", "data/results/report.html"), ("missing", "data/results/report.html")}

    def test_a_link_to_a_folder_is_not_entered(self, bundle: Path):
        (bundle / "data" / "results" / "etc").symlink_to("/etc")
        assert found(bundle) == {("refused", "data/results/etc")}

    def test_a_link_in_a_circle_ends(self, bundle: Path):
        (bundle / "data" / "round").symlink_to(bundle)
        assert found(bundle) == {("refused", "data/round")}

    def test_a_pipe_does_not_hold_the_check_up(self, bundle: Path):
        os.mkfifo(bundle / "data" / "pipe")
        assert found(bundle) == {("refused", "data/pipe")}

    def test_a_list_that_leads_out_of_the_folder_is_not_followed(self, bundle: Path, tmp_path: Path):
        outside = tmp_path / "secret"
        outside.write_text("x")
        for path in ("data/../../secret", "/etc/passwd", str(outside), "README.txt"):
            content = render(parse((bundle / "manifest-sha256.txt").read_bytes(), "x") | {path: "0" * 64})
            rewrite(bundle / "manifest-sha256.txt", content)
        names = found(bundle)
        assert {("refused", "data/../../secret"), ("refused", "/etc/passwd"), ("refused", str(outside))} <= names
        assert ("refused", "README.txt") in names

    def test_names_that_differ_by_case_or_composition_are_told(self, bundle: Path):
        (bundle / "data" / "RESULTS").mkdir()
        (bundle / "data" / "RESULTS" / "report.html").touch()
        assert ("refused", "data/results/report.html") in found(bundle)

    def test_something_else_is_no_bundle(self, tmp_path: Path):
        (tmp_path / "text").write_text("hello")
        (tmp_path / "empty.zip").write_bytes(b"")
        for name, words in (("nothing", "does not exist"), ("text", "neither a folder nor"), ("empty.zip", "neither"),
                            ("", "no bundle")):  # fmt: skip
            with pytest.raises(BundleError, match=words):
                verify_bundle(tmp_path / name)

    def test_folders_without_end_are_refused(self, bundle: Path):
        deep = bundle / "data"
        for _ in range(80):
            deep = deep / "d"
        deep.mkdir(parents=True)
        with pytest.raises(BundleError, match="folders deep"):
            verify_bundle(bundle)


class TestZip:
    @pytest.fixture
    def packed(self, run_folder: Path, tmp_path: Path) -> Path:
        export_bundle(run_folder, tmp_path / "case.zip", REQUEST)
        return tmp_path / "case.zip"

    @staticmethod
    def add(packed: Path, name: str, content: bytes = b"x", mode: int = stat.S_IFREG | 0o644) -> None:
        with zipfile.ZipFile(packed, "a") as archive:
            entry = zipfile.ZipInfo(name)
            entry.filename = name  # the constructor would mend it
            entry.external_attr = mode << 16
            archive.writestr(entry, content)

    def test_is_sound_as_made(self, packed: Path):
        assert verify_bundle(packed).sound

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("case/data/../../../evil", ("refused", "data/../../../evil")),
            ("../evil", ("refused", "../evil")),
            ("/evil", ("refused", "/evil")),
            ("case/data\\evil", ("refused", "data\\evil")),
            ("C:/evil", ("refused", "C:/evil")),
            ("other/evil", ("refused", "other/evil")),
            ("case/data/empty/", ("refused", "data/empty/")),
            ("case/data/results/REPORT.html", ("added", "data/results/REPORT.html")),
            ("case/data/results/more.txt", ("added", "data/results/more.txt")),
        ],
    )
    def test_what_is_added_is_found(self, packed: Path, tmp_path: Path, name: str, told: tuple[str, str]):
        self.add(packed, name)
        assert told in found(packed)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["case", "case.zip"]

    def test_a_link_and_a_second_file_of_one_name_are_refused(self, packed: Path):
        self.add(packed, "case/data/away", b"/etc/passwd", stat.S_IFLNK | 0o777)
        with pytest.warns(UserWarning, match="Duplicate name"):
            self.add(packed, "case/data/results/report.html", b"other")
        assert found(packed) == {("refused", "data/away"), ("refused", "data/results/report.html")}

    @pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
    def test_other_packings_are_refused(self, packed: Path, packing: int):
        with zipfile.ZipFile(packed, "a") as archive:
            archive.writestr("case/data/more", b"x" * 1000, compress_type=packing)
        assert found(packed) == {("refused", "data/more")}

    def test_a_byte_of_the_archive_is_found_or_changes_no_file(self, packed: Path):
        """The packing itself is no evidence; what comes out of it is."""
        whole = packed.read_bytes()
        random = np.random.default_rng(0)
        seen = 0
        for place in random.integers(len(whole), size=150):
            spoilt = bytearray(whole)
            spoilt[place] ^= int(random.integers(1, 256))
            packed.write_bytes(spoilt)
            try:
                sound = verify_bundle(packed).sound
            except BundleError:
                sound = False
            if sound:
                assert self.content(packed) == self.content_of(whole, packed)
            seen += not sound
        assert seen > 75

    @classmethod
    def content_of(cls, whole: bytes, packed: Path) -> dict[str, bytes]:
        packed.write_bytes(whole)
        return cls.content(packed)

    @staticmethod
    def content(packed: Path) -> dict[str, bytes]:
        with zipfile.ZipFile(packed) as archive:
            return {entry.orig_filename.partition("/")[2]: archive.read(entry) for entry in archive.infolist()}


class TestNames:
    @pytest.mark.parametrize(
        "path", ["data/a b.txt", "data/снимок.tif", "data/مطار.png", "data/机场", "a.b/c-d_e", "می\u200cشود"]
    )
    def test_every_alphabet_is_welcome(self, path: str):
        assert oddity(path) is None

    @pytest.mark.parametrize(
        "path",
        ["/a", "C:/a", "a//b", "a/./b", "../a", "a/..", "a\\b", "a:b", "a\nb", "a\x00b", " a", "a ", "a.", "nul",
         "COM1.txt", "a\u202eb", "a\u2028b", "a\udc80b", "a%0Ab", "a%25b", "é" * 128, ""],
    )  # fmt: skip
    def test_what_is_not_the_same_everywhere_is_not(self, path: str):
        assert oddity(path) is not None

    @given(st.text())
    @example("con")
    def test_what_is_allowed_stays_inside(self, path: str):
        if oddity(path) is None:
            assert Path(os.path.normpath(Path("/bag") / path)).is_relative_to("/bag")
            assert Path("/bag", path).as_posix() == f"/bag/{path}"

    def test_twins(self):
        assert twins(["A", "b", "a", "e\u0301", "\u00e9"]) == [("A", "a"), ("e\u0301", "\u00e9")]


def test_a_whole_new_bundle_is_found_out_by_the_key_alone(run_folder: Path, tmp_path: Path, key: Path):
    """Whoever may write can write all lists anew: hashes show no forger, a key that is known does."""
    export_bundle(run_folder, tmp_path / "true", replace_request(key=key))
    (run_folder / "report.html").write_text("forged")
    export_bundle(run_folder, tmp_path / "forged", REQUEST)
    forged = verify_bundle(tmp_path / "forged")
    assert forged.sound
    assert forged.fingerprint != verify_bundle(tmp_path / "true").fingerprint
    trusted = Trust(key=key.with_suffix(".pub"))
    assert verify_bundle(tmp_path / "true", trusted).sound
    [finding] = verify_bundle(tmp_path / "forged", trusted).findings
    assert finding.kind is Kind.MISSING
