"""Either the whole result is there or nothing is, also on a disk that is really full."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from hardstand.errors import OutputError
from hardstand.exchange import new_folder, write_bytes_atomically, write_change, write_text_atomically
from hardstand.exchange.exports import read_run, write_geopackage
from hardstand.exchange.files import library_error, new_file, replaced_file
from tests.exchange.making import write_run

AS_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_whole_and_alone(tmp_path: Path):
    write_text_atomically(tmp_path / "a.txt", "one\r\ntwo\n")
    assert (tmp_path / "a.txt").read_bytes() == b"one\r\ntwo\n"
    assert _names(tmp_path) == ["a.txt"]


def test_a_file_that_stood_there_is_replaced(tmp_path: Path):
    (tmp_path / "a").write_text("old and longer")
    write_bytes_atomically(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_new_file_has_the_permissions_that_the_user_asked_for(tmp_path: Path):
    write_bytes_atomically(tmp_path / "ours", b"")
    (tmp_path / "plain").touch()
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(OutputError, match="nowhere is no folder"):
        write_bytes_atomically(tmp_path / "nowhere" / "a", b"")


def test_a_folder_is_not_overwritten_by_a_file(tmp_path: Path):
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError, match="can't be written"):
        write_bytes_atomically(tmp_path / "a", b"")
    assert _names(tmp_path) == ["a"]


@AS_ROOT
def test_a_folder_without_permission_is_named(tmp_path: Path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="may write to"):
        write_bytes_atomically(tmp_path / "a", b"")


def test_a_folder_appears_with_everything_in_it(tmp_path: Path):
    with new_folder(tmp_path / "run") as folder:
        (folder / "summary.json").write_text("{}")
        assert not (tmp_path / "run").exists()
    assert _names(tmp_path) == ["run"]
    assert _names(tmp_path / "run") == ["summary.json"]


def test_an_empty_folder_may_be_filled(tmp_path: Path):
    (tmp_path / "run").mkdir()
    with new_folder(tmp_path / "run") as folder:
        (folder / "a").touch()
    assert _names(tmp_path / "run") == ["a"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, PermissionError])
def test_a_run_that_fails_leaves_nothing(tmp_path: Path, error: type[BaseException]):
    with pytest.raises(error), new_folder(tmp_path / "run") as folder:
        (folder / "half.txt").write_text("half")
        raise error
    assert _names(tmp_path) == []


def test_a_folder_with_another_run_is_refused_and_kept(tmp_path: Path):
    (tmp_path / "summary.json").write_text("precious")
    with pytest.raises(OutputError, match="choose another folder or remove it"), new_folder(tmp_path):
        pytest.fail("the run must not begin")
    assert (tmp_path / "summary.json").read_text() == "precious"


def test_a_file_in_the_place_of_the_folder_is_refused_and_kept(tmp_path: Path):
    (tmp_path / "run").write_text("precious")
    with pytest.raises(OutputError, match="is a file"), new_folder(tmp_path / "run"):
        pytest.fail("the run must not begin")
    assert (tmp_path / "run").read_text() == "precious"


def test_a_parent_that_does_not_exist_is_named(tmp_path: Path):
    with pytest.raises(OutputError, match="nowhere is no folder"), new_folder(tmp_path / "nowhere" / "run"):
        pytest.fail("the run must not begin")


def test_the_folder_one_stands_in_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match="the one you are in"), new_folder(Path()):
        pytest.fail("the run must not begin")


def test_a_folder_that_was_filled_meanwhile_is_not_overwritten(tmp_path: Path):
    with pytest.raises(OutputError, match="can't be written"), new_folder(tmp_path / "run") as folder:
        (folder / "ours").touch()
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "theirs").touch()
    assert _names(tmp_path) == ["run"]
    assert _names(tmp_path / "run") == ["theirs"]


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB, where this user may mount one."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip(f"needs the right to mount a disk: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs is Linux's")
def test_a_full_disk_keeps_the_old_file_and_says_how_much_is_needed(tiny_disk: Path):
    (tiny_disk / "a").write_bytes(b"old")
    with pytest.raises(OutputError, match=r"full.* 0\.20 MB are needed, 0\.0. MB are free"):
        write_bytes_atomically(tiny_disk / "a", b"x" * 200_000)
    assert _names(tiny_disk) == ["a"]
    assert (tiny_disk / "a").read_bytes() == b"old"


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs is Linux's")
def test_a_disk_that_fills_during_a_run_leaves_no_folder(tiny_disk: Path):
    with pytest.raises(OutputError, match="full"), new_folder(tiny_disk / "run") as folder:
        (folder / "small").write_bytes(b"x" * 1000)
        (folder / "large").write_bytes(b"x" * 200_000)
    assert _names(tiny_disk) == []


WRITE_TOO_MUCH = """
import resource, signal, sys
from pathlib import Path
from hardstand.errors import OutputError
from hardstand.exchange import write_bytes_atomically
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_bytes_atomically(Path(sys.argv[1]), b"x" * 100_000)
except OutputError as error:
    sys.exit(str(error))
"""


def test_a_file_that_the_system_cuts_short_leaves_nothing(tmp_path: Path):
    run = subprocess.run(
        [sys.executable, "-c", WRITE_TOO_MUCH, str(tmp_path / "a")], check=False, capture_output=True, text=True
    )
    assert run.returncode == 1
    assert "0.10 MB are needed" in run.stderr
    assert _names(tmp_path) == []


def test_a_file_that_another_library_writes_appears_when_it_is_complete(tmp_path: Path):
    (tmp_path / "a.gpkg").write_bytes(b"old")
    with replaced_file(tmp_path / "a.gpkg", "part.gpkg") as part:
        part.write_bytes(b"new")
        assert part.name == "part.gpkg"
        assert (tmp_path / "a.gpkg").read_bytes() == b"old"
    assert (tmp_path / "a.gpkg").read_bytes() == b"new"
    assert _names(tmp_path) == ["a.gpkg"]


def test_a_file_that_fails_half_way_leaves_the_old_one_and_nothing_else(tmp_path: Path):
    (tmp_path / "a.gpkg").write_bytes(b"old")
    with pytest.raises(ValueError, match="half way"), replaced_file(tmp_path / "a.gpkg", "part.gpkg") as part:
        part.write_bytes(b"new")
        raise ValueError("half way")
    assert (tmp_path / "a.gpkg").read_bytes() == b"old"
    assert _names(tmp_path) == ["a.gpkg"]


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path):
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError, match="can't be written"), replaced_file(tmp_path / "a", "part") as part:
        part.write_bytes(b"new")
    assert _names(tmp_path) == ["a"]


@pytest.mark.parametrize("name", ["n" * 250 + ".txt", "\u957f" * 80])
def test_a_name_as_long_as_the_file_system_allows(tmp_path: Path, name: str):
    write_bytes_atomically(tmp_path / name, b"whole")
    with new_folder(tmp_path / name[1:]) as folder:
        (folder / "a").touch()
    assert _names(tmp_path) == sorted([name, name[1:]])


def test_a_name_that_is_too_long_is_said_to_be(tmp_path: Path):
    with pytest.raises(OutputError, match="name too long"), new_file(tmp_path / ("n" * 300)):
        pytest.fail("nothing may be written")


def test_a_message_never_names_the_hidden_folder(tmp_path: Path):
    with pytest.raises(OutputError) as caught, new_folder(tmp_path / "run") as folder:
        write_bytes_atomically(folder / "nowhere" / "a", b"")
    assert str(tmp_path / "run" / "nowhere" / "a") in str(caught.value)
    assert ".part" not in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs is Linux's")
def test_a_database_on_a_full_disk_says_that_the_disk_is_full(tiny_disk: Path, make_result, tmp_path: Path):
    run = read_run(write_run(make_result(), tmp_path / "run"))
    (tiny_disk / "a.gpkg").write_bytes(b"old")
    with pytest.raises(OutputError, match="The disk is full while writing") as caught:
        write_geopackage(run, tiny_disk / "a.gpkg")
    assert "INSERT" not in str(caught.value)
    assert _names(tiny_disk) == ["a.gpkg"]
    assert (tiny_disk / "a.gpkg").read_bytes() == b"old"


def test_the_library_s_own_words_are_cut_short(tmp_path: Path):
    message = str(library_error(tmp_path / "a", "INSERT INTO t VALUES ('" + "x" * 500 + "')\nsecond line"))
    assert message.startswith(f"{tmp_path / 'a'} can't be written: INSERT INTO")
    assert len(message) < len(str(tmp_path)) + 250
    assert "second line" not in message


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs is Linux's")
def test_a_raster_on_a_full_disk_says_that_the_disk_is_full(
    tiny_disk: Path, make_result, monkeypatch: pytest.MonkeyPatch
):
    noise = np.random.default_rng(0)
    monkeypatch.setattr(
        "hardstand.exchange.change_raster._block",
        lambda _, window: noise.random((window.height, window.width), np.float32),
    )
    with pytest.raises(OutputError, match="The disk is full while writing"):
        write_change(None, make_result().acquisitions[0].raster, tiny_disk / "change.tif", simulated=False)
    assert _names(tiny_disk) == []
