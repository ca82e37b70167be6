"""From the folder of a run to its bundle: a copy that is sealed, beside the copy that people work on."""

from __future__ import annotations

import hashlib
import logging
import shutil
import stat
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import bagit

from hardstand import __version__
from hardstand.errors import BundleError, OutputError
from hardstand.exchange.bundle.contents import Origin, Part, contents, origin_of, plain_files
from hardstand.exchange.bundle.crate import PayloadFile, crate
from hardstand.exchange.bundle.layout import CRATE, MANIFEST, PAYLOAD, README, TAG_MANIFEST
from hardstand.exchange.bundle.manifests import render
from hardstand.exchange.bundle.readme import readme
from hardstand.exchange.bundle.request import Bundle, BundleRequest
from hardstand.exchange.bundle.seal import Sealer, sealer_of
from hardstand.exchange.files import new_file, new_folder
from hardstand.exchange.run_record import RunRecord
from hardstand.site.words import plain_words

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""Of every file in a .zip: when it was packed is nothing that a bundle can prove."""
READ_ONLY = 0o444
BLOCK_BYTES = 2**20

# What the library logs is raised as well; a program that wants to read it adds a handler of its own.
logging.getLogger("bagit").addHandler(logging.NullHandler())


def export_bundle(folder: Path, destination: Path, request: BundleRequest) -> Bundle:
    """Make a bundle of a finished run; the run's folder stays as it is.

    Args:
        folder: that `hardstand run` made.
        destination: a folder to make, or a .zip file.
        request: how.

    Returns:
        the bundle, all of it in place.

    Raises:
        BundleError: the folder holds no run, an input is missing or changed, or the seal can't be made.
        OutputError: the destination is taken, lies in the folder of the run, or can't be written.
    """
    _refuse_inside(folder, destination)
    request = replace(request, organization=plain_words(request.organization or "") or None)
    origin = origin_of(folder)
    parts = contents(folder, origin, _inputs_folder(folder, origin.run, request))
    sealer = sealer_of(request)
    if destination.suffix.lower() != ".zip":
        with new_folder(destination) as bag:
            fingerprint, files = _build(bag, parts, origin, request, sealer)
    else:
        with new_file(destination) as packed, _workplace(destination) as work:
            bag = work / destination.stem
            bag.mkdir()
            fingerprint, files = _build(bag, parts, origin, request, sealer)
            _pack(bag, packed)
    return Bundle(path=destination, fingerprint=fingerprint, files=files, signed_by=sealer.signed_by,
                  stamped_by=sealer.stamped_by)  # fmt: skip


@contextmanager
def _workplace(destination: Path) -> Iterator[Path]:
    """A hidden folder beside the destination, for as long as the block runs: it has to be on the same disk."""
    try:
        work = TemporaryDirectory(prefix=".", dir=destination.parent)
    except OSError as error:
        raise OutputError(
            f"{destination} can't be written: {error.strerror}. Choose a folder that you may write to."
        ) from error
    with work as name:
        yield Path(name)


def _refuse_inside(folder: Path, destination: Path) -> None:
    if destination.resolve().is_relative_to(folder.resolve()):
        raise OutputError(
            f"{destination} lies in the folder of the run, {folder}; a bundle is a copy apart from it; "
            "choose another place."
        )


def _inputs_folder(folder: Path, record: RunRecord, request: BundleRequest) -> Path | None:
    """Where relative names of inputs begin; None where no inputs are wanted."""
    if not request.with_inputs:
        return None
    if request.inputs_from is not None:
        return request.inputs_from
    if record.site.path is None:
        raise BundleError(f"It is not recorded where {record.site.name} lay; name its folder with --inputs.")
    return (folder / record.site.path).parent


def _build(bag: Path, parts: Sequence[Part], origin: Origin, request: BundleRequest, sealer: Sealer) -> tuple[str, int]:
    """Fill an empty folder; gives the fingerprint and the number of files."""
    payload = {part.path: _copied(part, bag) for part in parts}
    (bag / CRATE).parent.mkdir(exist_ok=True)
    (bag / CRATE).write_bytes(crate(origin, payload, request))
    _bag(bag, request, sealer)
    text = readme(origin, inputs=request.with_inputs, signed=sealer.key is not None, stamped=bool(sealer.authority))
    (bag / README).write_bytes(text)
    _write_manifests(bag)
    sealer.seal(bag)
    _refuse_invalid(bag)
    files = list(plain_files(bag))
    for path in files:
        path.chmod(READ_ONLY)
    return hashlib.sha256((bag / TAG_MANIFEST).read_bytes()).hexdigest(), len(files)


def _copied(part: Part, bag: Path) -> PayloadFile:
    """Copy a part, hashing what is written.

    Raises:
        BundleError: it is missing, or not the file of the run.
    """
    target = bag / part.path
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(part.source, bytes):
        target.write_bytes(part.source)
        made = PayloadFile(size=len(part.source), sha256=hashlib.sha256(part.source).hexdigest())
    else:
        made = _copied_file(part.source, target)
    if part.expected not in {None, made.sha256}:
        name = part.source if isinstance(part.source, Path) else part.path
        raise BundleError(f"{name} is not the file of the run: its SHA-256 is {made.sha256}, not {part.expected}.")
    return made


def _copied_file(source: Path, target: Path) -> PayloadFile:
    digest, size = hashlib.sha256(), 0
    if not source.is_file():
        raise BundleError(f"{source} is not there any more; put it back, or run the images again.")
    with source.open("rb") as reader, target.open("xb") as writer:
        while block := reader.read(BLOCK_BYTES):
            digest.update(block)
            size += len(block)
            writer.write(block)
    return PayloadFile(size=size, sha256=digest.hexdigest())


def _bag(bag: Path, request: BundleRequest, sealer: Sealer) -> None:
    """Turn the folder into a bag; the library moves all that lies in it below `data/`."""
    inner = bag / PAYLOAD
    for path in inner.iterdir():
        path.rename(bag / path.name)
    inner.rmdir()
    tags = {"Bagging-Date": request.day.isoformat(), "Bag-Software-Agent": f"Hardstand {__version__}"}
    if request.organization is not None:
        tags["Source-Organization"] = request.organization
    bagit.make_bag(str(bag), tags | sealer.announced(), checksums=["sha256"])


def _write_manifests(bag: Path) -> None:
    """Both lists of hashes in the one form that a check takes; the library's leave some bytes free."""
    (bag / MANIFEST).write_bytes(render(_digests(bag / PAYLOAD, bag)))
    tags = {name: digest for name, digest in _digests(bag, bag, deep=False).items() if name != TAG_MANIFEST}
    (bag / TAG_MANIFEST).write_bytes(render(tags))


def _digests(folder: Path, bag: Path, *, deep: bool = True) -> dict[str, str]:
    paths = plain_files(folder) if deep else (path for path in folder.iterdir() if path.is_file())
    return {path.relative_to(bag).as_posix(): _sha256(path) for path in paths}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_invalid(bag: Path) -> None:
    """Let the library, which did not write the lists, check them."""
    try:
        bagit.Bag(str(bag)).validate()
    except bagit.BagError as error:
        raise BundleError(
            f"The bundle is not valid ({error}); a file was changed while it was made. Try again."
        ) from error


def _pack(bag: Path, packed: Path) -> None:
    """Write a .zip with the bag as its only folder; the same bag gives the same bytes."""
    with zipfile.ZipFile(packed, "x", zipfile.ZIP_DEFLATED) as archive:
        for path in plain_files(bag):
            entry = zipfile.ZipInfo(path.relative_to(bag.parent).as_posix(), ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | READ_ONLY) << 16
            entry.file_size = path.stat().st_size
            with path.open("rb") as reader, archive.open(entry, "w") as writer:
                shutil.copyfileobj(reader, writer, BLOCK_BYTES)
