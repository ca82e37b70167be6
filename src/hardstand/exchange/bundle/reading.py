"""A bundle as a stranger hands it over: a folder or a .zip of which nothing is believed."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from hardstand.errors import BundleError
from hardstand.exchange.bundle.layout import MANIFEST, TAG_MANIFEST
from hardstand.exchange.bundle.names import oddity, twins

MOST_FILES = 1_000_000
"""Most files that are listed; a bundle has some dozens."""
MOST_BYTES = 256 * 2**20
"""Largest file that is read into memory."""
DAMAGED = (
    OSError, zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError, RuntimeError
)  # fmt: skip
"""What the libraries raise on a file that can't be read: an archive's checksum that does not fit, for one."""
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DEEPEST = 64
"""Most folders below one another."""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """Something in a bundle that is not read: a link, a device, an odd name; and why."""

    path: str
    reason: str


class BundleFiles(Protocol):
    """The plain files of a bundle.

    Attributes:
        sizes: bytes by path, in order of the paths.
        refused: what is not read.
    """

    sizes: Mapping[str, int]
    refused: tuple[Refused, ...]

    def open(self, path: str) -> IO[bytes]:
        """One of the files, to read."""


@contextmanager
def open_bundle(path: Path) -> Iterator[BundleFiles]:
    """The files of a bundle, for as long as the block runs.

    Raises:
        BundleError: it is neither a folder nor a .zip, or can't be read at all.
    """
    if path.is_dir():
        yield FolderFiles(path)
    elif path.is_file():
        with _archive(path) as archive:
            yield ZipFiles(archive)
    else:
        raise BundleError(f"{path} does not exist; name the folder or .zip file of a bundle.")


def _archive(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except DAMAGED as error:
        raise BundleError(
            f"{path} is neither a folder nor a .zip that can be read ({error}); ask for it again."
        ) from error


class FolderFiles:
    """A folder, no link in which is followed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        sizes: dict[str, int] = {}
        refused: list[Refused] = []
        for path, entry in _entries(root, ""):
            reason = oddity(path) or _unplain(entry)
            if reason is not None:
                refused.append(Refused(path=path, reason=reason))
            elif entry.is_file(follow_symlinks=False):
                sizes[path] = entry.stat(follow_symlinks=False).st_size
        self.sizes: Mapping[str, int] = dict(sorted(sizes.items()))
        self.refused = (*refused, *_twins(sizes))

    def open(self, path: str) -> IO[bytes]:
        """One of the files, to read; a link that took its place since is not followed."""
        descriptor = os.open(self._root / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        return os.fdopen(descriptor, "rb")


def _entries(folder: Path, before: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below a folder that is no folder with something in it."""
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise BundleError(f"{folder} can't be read ({error.strerror}); check its permissions.") from error
    if before.count("/") > DEEPEST:
        raise BundleError(f"{folder} lies more than {DEEPEST} folders deep; this is no bundle.")
    for entry in found:
        path = f"{before}{entry.name}"
        inner = list(_entries(Path(entry.path), f"{path}/")) if entry.is_dir(follow_symlinks=False) else []
        yield from inner or [(path, entry)]


def _unplain(entry: os.DirEntry[str]) -> str | None:
    status = entry.stat(follow_symlinks=False)
    if stat.S_ISDIR(status.st_mode):
        return "it is an empty folder, which no list names"
    if stat.S_ISLNK(status.st_mode):
        return "it is a link"
    return None if stat.S_ISREG(status.st_mode) else "it is no plain file"


def _twins(paths: Mapping[str, int]) -> Iterator[Refused]:
    for first, second in twins(sorted(paths)):
        yield Refused(path=second, reason=f"on some systems it is the same name as {first}")


class ZipFiles:
    """A .zip whose entries lie in one folder."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries: dict[str, zipfile.ZipInfo] = {}
        entries = archive.infolist()
        if len(entries) > MOST_FILES:
            raise BundleError(f"The .zip lists {len(entries)} files; this is no bundle.")
        # `filename` ends at a NUL and has turned backslashes; what the archive says is `orig_filename`.
        self._top = _top(entry.orig_filename for entry in entries)
        self._filled = {f"{entry.orig_filename.rstrip('/').rpartition('/')[0]}/" for entry in entries}
        refused = [each for entry in entries if (each := self._take(entry)) is not None]
        self.sizes: Mapping[str, int] = {path: self._entries[path].file_size for path in sorted(self._entries)}
        self.refused = (*refused, *_twins(self.sizes))

    def _take(self, entry: zipfile.ZipInfo) -> Refused | None:
        name = entry.orig_filename
        if name.endswith("/") and name in self._filled:
            return None
        path = name.removeprefix(self._top)
        reason = self._unfit(name, path, entry) or oddity(path)
        if reason is not None:
            return Refused(path=path, reason=reason)
        self._entries[path] = entry
        return None

    def _unfit(self, name: str, path: str, entry: zipfile.ZipInfo) -> str | None:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        checks = {
            "it is an empty folder, which no list names": name.endswith("/"),
            "it lies beside the folder of the bundle": not name.startswith(self._top),
            "it stands in the .zip twice": path in self._entries,
            "it is a link or no plain file": kind not in {0, stat.S_IFREG},
            "it is encrypted": bool(entry.flag_bits & 1),
            "it is packed in a way that is not read": entry.compress_type not in _PACKINGS,
        }
        return next((reason for reason, true in checks.items() if true), None)

    def open(self, path: str) -> IO[bytes]:
        """One of the files, to read."""
        return self._archive.open(self._entries[path])


def _top(names: Iterable[str]) -> str:
    """The folder in which the lists lie, with its slash; "" where they lie in none."""
    folders = (name.partition("/") for name in names)
    return next((f"{top}/" for top, _, rest in folders if rest in {MANIFEST, TAG_MANIFEST}), "")


def read_whole(files: BundleFiles, name: str, most: int = MOST_BYTES) -> bytes:
    """The content of a file.

    Raises:
        BundleError: it is missing, too large, or can't be read.
    """
    if name not in files.sizes:
        raise BundleError(f"{name} is missing.")
    try:
        with files.open(name) as file:
            content = file.read(most + 1)
    except DAMAGED as error:
        raise BundleError(f"{name} can't be read ({error}).") from error
    if len(content) > most:
        raise BundleError(f"{name} is larger than {most // 2**20} MiB, which none of its kind is.")
    return content
