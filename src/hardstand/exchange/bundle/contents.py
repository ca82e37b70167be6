"""What goes into a bundle, and under which path."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from hardstand.errors import BundleError
from hardstand.exchange.bundle.layout import CHECKED, INPUTS, RESULTS, SITE
from hardstand.exchange.bundle.names import oddity, twins
from hardstand.exchange.check_record import AGAIN, CHECKED_TEXT, CheckRecord, read_check_record
from hardstand.exchange.run_making import hashed
from hardstand.exchange.run_record import REVIEWED, HashedFile, RunInput, RunRecord, read_run_record

EVERY_RUN = ("summary.json", "report.html", "sightings.parquet", "events.parquet")
"""Files that every run writes, besides `run.json`."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A file that goes in.

    Attributes:
        path: in the bundle.
        source: the file to copy, or its content.
        expected: SHA-256 that it must have, or None.
    """

    path: str
    source: Path | bytes
    expected: str | None = None


@dataclass(frozen=True, kw_only=True)
class Origin:
    """How a result was made.

    Attributes:
        run: on the images.
        check: of a text after it; None where there is no record of one.
    """

    run: RunRecord
    check: CheckRecord | None


def origin_of(folder: Path) -> Origin:
    """How the result in a folder was made.

    Raises:
        BundleError: there is no record of a run, or a record is damaged.
    """
    return Origin(run=read_run_record(folder), check=read_check_record(folder))


def contents(folder: Path, origin: Origin, inputs_from: Path | None) -> tuple[Part, ...]:
    """All that goes below `data/`, apart from the description.

    Args:
        folder: of the run.
        origin: how it was made.
        inputs_from: folder in which the site file lay; None = inputs stay out.

    Raises:
        BundleError: a file of the run is missing or cut off, is no plain file, has a name that can't stand in a bundle,
            or is not the one of the run.
    """
    _require_whole(folder)
    record = origin.run
    parts = [*_results(folder, origin), Part(path=site_path(record), source=record.site.text.encode("utf-8"),
                                             expected=record.site.sha256)]  # fmt: skip
    if inputs_from is not None:
        parts += _inputs(record, inputs_from)
    there = {part.path for part in parts}
    if record.options.reviewed is not None and f"{RESULTS}/{REVIEWED}" not in there:
        raise BundleError(f"{folder / REVIEWED}, from which the counts were made surer, is missing; put it back.")
    if origin.check is not None and CHECKED not in there:
        raise BundleError(f"{folder / CHECKED_TEXT}, the text that was checked, is missing; put it back, or {AGAIN}.")
    _refuse_odd([part.path for part in parts])
    return tuple(parts)


def _require_whole(folder: Path) -> None:
    """Refuse to seal what is left of a run: a file that every run has is missing, or a document or table is cut off."""
    for name in EVERY_RUN:
        if not (folder / name).is_file():
            raise BundleError(
                f"{folder / name} is missing, which every run writes; put it back, or run the images again."
            )
    for path in sorted(folder.iterdir()):
        check = _CHECKS.get(path.suffix.lower())
        if check is None or path.is_symlink() or not path.is_file():
            continue
        try:
            check(path)
        except (OSError, ValueError, RecursionError, pa.ArrowException) as error:
            raise BundleError(
                f"{path} is damaged ({error}); put the original back, or run the images again."
            ) from error


def _check_json(path: Path) -> None:
    json.loads(path.read_bytes())


def _check_table(path: Path) -> None:
    with path.open("rb") as file:
        pq.read_table(file)


_CHECKS: dict[str, Callable[[Path], None]] = {".json": _check_json, ".parquet": _check_table}
"""How to see, by the ending of its name, that a file is all there."""


def site_path(record: RunRecord) -> str:
    """Where the site file lies in a bundle."""
    return f"{SITE}/{record.site.name}"


def input_path(number: int, file: HashedFile) -> str:
    """Where an input, or a file beside it, lies in a bundle; inputs count from 1."""
    return f"{INPUTS}/{number}/{file.name}"


def _results(folder: Path, origin: Origin) -> Iterator[Part]:
    """Every file of the run but its inputs, which go in on request only, to a place of their own."""
    known = {(each.size, each.sha256) for each in origin.run.inputs}
    expected = _expected(origin)
    sizes = {size for size, _ in known}
    for path in plain_files(folder):
        where = f"{RESULTS}/{path.relative_to(folder).as_posix()}"
        size = path.stat().st_size
        if where not in expected and size in sizes and (size, hashed(path).sha256) in known:
            continue
        yield Part(path=where, source=path, expected=expected.get(where))


def _expected(origin: Origin) -> dict[str, str]:
    """SHA-256 of the files beside the result that took part in it."""
    reviewed, check = origin.run.options.reviewed, origin.check
    found = {} if reviewed is None else {f"{RESULTS}/{REVIEWED}": reviewed.sha256}
    return found if check is None else found | {CHECKED: check.text.sha256}


def plain_files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, sorted by name.

    Raises:
        BundleError: there is a link, a device or the like, or a folder can't be read.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        for entry in entries:
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                yield from plain_files(Path(entry.path))
            elif stat.S_ISREG(mode):
                yield Path(entry.path)
            else:
                raise BundleError(f"{entry.path} is a link or no plain file; replace it by a file, or take it out.")
    except OSError as error:
        raise BundleError(
            f"{error.filename or folder} can't be read ({error.strerror}); check its permissions."
        ) from error


def _inputs(record: RunRecord, folder: Path) -> Iterator[Part]:
    for number, each in enumerate(record.inputs, start=1):
        path = locate(each, folder)
        yield Part(path=input_path(number, each), source=path, expected=each.sha256)
        for beside in each.companions:
            where = input_path(number, beside)
            yield Part(path=where, source=path.with_name(beside.name), expected=beside.sha256)


def locate(each: RunInput, folder: Path) -> Path:
    """Where an input lies, seen from the site file's folder.

    Raises:
        BundleError: it is not there.
    """
    path = folder / each.path
    if not path.is_file():
        raise BundleError(
            f"The input {each.path} is not there ({path}); name the folder in which the site file lay, or leave the "
            "inputs out."
        )
    return path


def _refuse_odd(paths: list[str]) -> None:
    for path in paths:
        reason = oddity(path)
        if reason is not None:
            raise BundleError(f"{path!r} can't stand in a bundle: {reason}. Rename the file, or take it out.")
    for first, second in twins(paths):
        raise BundleError(f"{first!r} and {second!r} are one name on some systems; rename one of them.")
