"""Writing that leaves either the whole result or nothing."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hardstand.errors import OutputError

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Codes of the system by which there is no room for more."""
NEARLY_FULL_BYTES = 2**20
"""With less space than this a write that failed for no known reason is taken to have failed for want of space."""
MOST_REASON = 120
"""Letters of a library's message that are told; some are whole statements of SQL."""
MOST_NAME_BYTES = 200
"""Of a name, in the hidden one beside it: file systems take 255."""
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def write_text_atomically(path: Path, text: str) -> None:
    r"""Write a text as UTF-8, whole or not at all; the newlines stay as they are.

    What UTF-8 can't hold (half of a surrogate pair, from a file name in another encoding) is written as `\udcNN`,
    which in JSON is the escape for the same character.

    Raises:
        OutputError: the file can't be written.
    """
    write_bytes_atomically(path, text.encode("utf-8", "backslashreplace"))


def write_bytes_atomically(path: Path, data: bytes) -> None:
    """Write bytes beside the file, then put them in its place; a file that stood there before survives a failure.

    Raises:
        OutputError: the file can't be written.
    """
    part = _hidden_sibling(path)
    try:
        _write_and_sync(part, data)
        os.replace(part, path)
    except OSError as error:
        raise _output_error(error, path, needed=len(data)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Build a folder out of sight, and show it under its name only when it is complete.

    Yields:
        A hidden folder beside `path` to write into. When the block ends it becomes `path`; when the block raises it
        is removed with everything in it.

    Raises:
        OutputError: `path` is a file or holds something already, its parent folder does not exist, or the disk is full.
    """
    _refuse_what_is_taken(path)
    part = _hidden_sibling(path)
    try:
        part.mkdir()
    except OSError as error:
        raise _output_error(error, path) from error
    try:
        yield part
        _take_the_name(part, path)
    except OSError as error:
        if error.errno not in DISK_FULL:
            raise
        raise _output_error(error, path) from error
    except OutputError as error:
        # The hidden name is gone by the time it is read.
        raise OutputError(str(error).replace(str(part), str(path))) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


@contextmanager
def replaced_file(path: Path, name: str) -> Iterator[Path]:
    """Let another library write a file out of sight, and put it in its place only when it is complete.

    Args:
        path: replaced whole, or left as it was.
        name: of the file while it is being written; libraries look at the ending.

    Yields:
        Where to write. When the block raises, what was written is removed.

    Raises:
        OutputError: the file can't be written.
    """
    part = _hidden_sibling(path)
    try:
        part.mkdir()
        yield part / name
        os.replace(part / name, path)
    except OSError as error:
        raise _output_error(error, path) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def library_error(path: Path, reason: str) -> OutputError:
    """What to say when a library that can't tell a full disk from other trouble gives up writing a file.

    Args:
        path: of the file.
        reason: the library's words.
    """
    with suppress(OSError):
        if shutil.disk_usage(path.parent).free < NEARLY_FULL_BYTES:
            return OutputError(_disk_full(path, None))
    first = reason.splitlines()[0][:MOST_REASON] if reason.strip() else "the library gives no reason"
    return OutputError(f"{path} can't be written: {first}. Free some space, or choose another place for the output.")


@contextmanager
def replaced_together(folder: Path) -> Iterator[Path]:
    """Let several files of a folder be written out of sight, and put them in place only when all are complete.

    Yields:
        A hidden folder to write files into. When the block ends each of them takes the place of the one of its name in
        `folder`; when it raises, what was written is removed, and `folder` stays as it was.

    Raises:
        OutputError: the folder can't be written.
    """
    part = _hidden_sibling(folder / "files")
    try:
        part.mkdir()
        yield part
        for path in sorted(part.iterdir()):
            os.replace(path, folder / path.name)
    except OSError as error:
        raise _output_error(error, folder) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Build a file out of sight, and show it under its name only when it is complete.

    Yields:
        The hidden name beside `path` to write to. When the block ends the file becomes `path`; when the block raises
        it is removed.

    Raises:
        OutputError: `path` exists already, its folder does not exist, or the disk is full.
    """
    try:
        placed = path.parent.is_dir()
        taken = placed and _is_taken(path)
    except OSError as error:
        raise _output_error(error, path) from error
    if taken:
        raise OutputError(f"{path} exists already; choose another name, or remove it.")
    if not placed:
        raise OutputError(f"{path} can't be written: {path.parent} is no folder. Make it first, or choose another.")
    part = _hidden_sibling(path)
    try:
        yield part
        _take_the_name(part, path)
    except OSError as error:
        if error.errno not in DISK_FULL | _FORBIDDEN:
            raise
        raise _output_error(error, path) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _is_taken(path: Path) -> bool:
    """Unlike `os.path.lexists` it raises where no file could have the name."""
    with suppress(FileNotFoundError):
        path.lstat()
        return True
    return False


def _write_and_sync(part: Path, data: bytes) -> None:
    # A missing sync lets a crash after the rename leave an empty file under the final name.
    with part.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _refuse_what_is_taken(path: Path) -> None:
    try:
        is_folder = path.is_dir()
        filled = is_folder and any(path.iterdir())
        is_here = path.resolve() == Path.cwd()
    except OSError as error:
        raise _output_error(error, path) from error
    if filled:
        raise OutputError(f"The folder {path} holds another run; choose another folder or remove it.")
    if is_here:
        raise OutputError(
            f"The folder {path} is the one you are in, and can't be put in place as a whole; name a new one."
        )
    if not is_folder and os.path.lexists(path):
        raise OutputError(f"{path} is a file, not a folder; choose another name for the output folder.")


def _take_the_name(part: Path, path: Path) -> None:
    try:
        part.rename(path.resolve())
    except OSError as error:
        raise _output_error(error, path) from error


def _hidden_sibling(path: Path) -> Path:
    # The process number keeps two runs apart that write to one name at the same time.
    path = path.resolve()
    # A name may be as long as the file system allows; the one beside it must be no longer.
    name = path.name.encode("utf-8", "surrogateescape")[:MOST_NAME_BYTES].decode("utf-8", "ignore")
    return path.with_name(f".{name}.{os.getpid()}.part")


def _output_error(error: OSError, path: Path, needed: int | None = None) -> OutputError:
    if error.errno in DISK_FULL:
        return OutputError(_disk_full(path, needed))
    if error.errno in _FORBIDDEN:
        return OutputError(f"{path} can't be written: {error.strerror}. Choose a folder that you may write to.")
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return OutputError(f"{path} can't be written: {path.parent} is no folder. Make it first, or choose another.")
    return OutputError(f"{path} can't be written: {error.strerror or error}. Choose another place for the output.")


def _disk_full(path: Path, needed: int | None) -> str:
    size = "" if needed is None else f" {_megabytes(needed)} are needed,"
    free = ""
    with suppress(OSError):
        free = f" {_megabytes(shutil.disk_usage(path.parent).free)} are free."
    return (
        f"The disk is full while writing {path}:{size}{free} "
        "Nothing was left half written; free some space, or choose a folder on another disk."
    )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.2f} MB"
