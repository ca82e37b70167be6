"""From a bundle back to a run that can be made again: inputs are found and checked by their hashes."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from hardstand import __version__
from hardstand.errors import BundleError
from hardstand.exchange.bundle.contents import input_path, site_path
from hardstand.exchange.bundle.layout import CHECK, CHECKED, RESULTS, RUN
from hardstand.exchange.bundle.names import oddity
from hardstand.exchange.bundle.reading import BundleFiles, open_bundle, read_whole
from hardstand.exchange.check_record import TEXT_PACKAGES, CheckRecord, TextToCheck, parse_check_record, text_again
from hardstand.exchange.run_making import hashed, library_versions, package_versions
from hardstand.exchange.run_record import REVIEWED, HashedFile, RunInput, RunRecord, parse_run_record
from hardstand.site import SiteConfiguration, load_site

COMPARED = ("summary.json", "statements.json", "verdicts.json")
"""Files of a result in which a new run is held against the old one."""
BLOCK_BYTES = 2**20


@dataclass(frozen=True, kw_only=True)
class Redo:
    """A run that is ready to be made again.

    Attributes:
        configuration: the site file, with its inputs where they lie now.
        record: how the run was made.
        reviewed: copy of the reviewed sample, or None.
        check: the text that was checked and its options; None where there is no record of one.
        results: folder with the old `COMPARED` files, as far as the bundle has them.
        versions: in what this installation differs from the run's, a sentence each.
    """

    configuration: SiteConfiguration
    record: RunRecord
    reviewed: Path | None
    check: TextToCheck | None
    results: Path
    versions: tuple[str, ...]


@contextmanager
def redo_of(bundle: Path, inputs_from: Path) -> Iterator[Redo]:
    """Prepare a bundle's run; the bundle must have been checked before.

    Args:
        bundle: folder or .zip.
        inputs_from: folder where relative names of inputs begin that are not in the bundle.

    Yields:
        the run, for as long as the block runs: some of its files lie in a folder that is removed afterwards.

    Raises:
        BundleError: an input or the text is missing or is not the one of the run, or there is no record of the run.
        SiteFileError: the site file can't be read any more.
    """
    with open_bundle(bundle) as files, TemporaryDirectory(prefix="hardstand-") as name:
        work = Path(name)
        record = parse_run_record(read_whole(files, RUN), RUN)
        check = parse_check_record(read_whole(files, CHECK), CHECK) if CHECK in files.sizes else None
        site = _copied(files, site_path(record), work / "site" / _safe(record.site.name), record.site.sha256)
        moved = {each.named: _found(files, number, each, work, inputs_from)
                 for number, each in enumerate(record.inputs, start=1)}  # fmt: skip
        configuration = load_site(site, moved)
        _refuse_unrecorded(configuration, moved)
        yield Redo(
            configuration=replace(configuration, detectors=_detectors(configuration, moved)),
            record=record,
            reviewed=_reviewed(files, record, work),
            check=None if check is None else text_again(check, read_whole(files, CHECKED), CHECKED),
            results=_results(files, work),
            versions=(*_other_versions(record), *(() if check is None else _other_readers(check))),
        )


def _safe(name: str) -> str:
    """A name from the record, as one part of a path.

    Raises:
        BundleError: it is several parts, or leads elsewhere.
    """
    if "/" in name or oddity(name) is not None:
        raise BundleError(
            f"The record of the run names a file {name!r}, which no run would; the bundle is not to be trusted."
        )
    return name


def _copied(files: BundleFiles, path: str, target: Path, sha256: str) -> Path:
    """Copy a file out of the bundle.

    Raises:
        BundleError: it is missing, can't be read, or has another hash than the record says.
    """
    if path not in files.sizes:
        raise BundleError(f"{path} is missing in the bundle; the run can't be made again without it.")
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with files.open(path) as reader, target.open("xb") as writer:
        while block := reader.read(BLOCK_BYTES):
            digest.update(block)
            writer.write(block)
    if digest.hexdigest() != sha256:
        raise BundleError(f"{path} is not the file of the run: the record says SHA-256 {sha256}.")
    return target


def _found(files: BundleFiles, number: int, each: RunInput, work: Path, folder: Path) -> Path:
    """An input with the files beside it: from the bundle, or where the site file says that it lies."""
    if input_path(number, each) in files.sizes:
        for file in (each, *each.companions):
            target = work / "inputs" / str(number) / _safe(file.name)
            _copied(files, input_path(number, file), target, file.sha256)
        return work / "inputs" / str(number) / each.name
    path = folder / PurePosixPath(each.path)
    _require(path, each)
    for beside in each.companions:
        _require(path.with_name(_safe(beside.name)), beside)
    return path


def _require(path: Path, file: HashedFile) -> None:
    if not path.is_file():
        raise BundleError(
            f"The input {file.name} is neither in the bundle nor here: {path}. Name the folder in which the site file "
            "lay with --inputs."
        )
    found = hashed(path)
    if found.sha256 != file.sha256:
        raise BundleError(
            f"{path} is not the input of the run: its SHA-256 is {found.sha256}, not {file.sha256}. Find the original."
        )


def _refuse_unrecorded(configuration: SiteConfiguration, moved: dict[str, Path]) -> None:
    """What the record does not hash is not read: it would be another run."""
    for name in configuration.files:
        if name not in moved:
            raise BundleError(
                f"The site file names {name!r}, of which the record of the run knows nothing; it is damaged."
            )


def _detectors(configuration: SiteConfiguration, moved: dict[str, Path]) -> tuple[str, ...] | None:
    if configuration.detectors is None:
        return None
    return tuple(str(moved[name].resolve()) if name in moved else name for name in configuration.detectors)


def _reviewed(files: BundleFiles, record: RunRecord, work: Path) -> Path | None:
    reviewed = record.options.reviewed
    return None if reviewed is None else _copied(files, f"{RESULTS}/{REVIEWED}", work / REVIEWED, reviewed.sha256)


def _results(files: BundleFiles, work: Path) -> Path:
    """The old files that are compared; that they are unchanged is for the check of the bundle to say."""
    folder = work / "results"
    folder.mkdir()
    for name in COMPARED:
        if f"{RESULTS}/{name}" in files.sizes:
            with files.open(f"{RESULTS}/{name}") as reader, (folder / name).open("xb") as writer:
                shutil.copyfileobj(reader, writer, BLOCK_BYTES)
    return folder


def _other_versions(record: RunRecord) -> Iterator[str]:
    if record.hardstand != __version__:
        yield (
            f"The run was made by Hardstand {record.hardstand}, and this is {__version__}. For the same numbers: "
            f'pip install "hardstand=={record.hardstand}".'
        )
    here = package_versions() | library_versions()
    yield from _differing("The run was made", record.packages | record.libraries, here)


def _other_readers(record: CheckRecord) -> Iterator[str]:
    if record.hardstand != __version__:
        yield f"The text was checked by Hardstand {record.hardstand}, and this is {__version__}."
    yield from _differing("The text was checked", record.packages, package_versions(TEXT_PACKAGES))


def _differing(what: str, versions: Mapping[str, str], here: Mapping[str, str]) -> Iterator[str]:
    for name, version in versions.items():
        if here.get(name) != version:
            yield f"{what} with {name} {version}, and here is {here.get(name) or 'none'}."
