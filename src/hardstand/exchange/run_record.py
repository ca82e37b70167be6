"""How a run was made, in enough detail to make it again: `run.json`."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hardstand.errors import BundleError
from hardstand.exchange.files import write_text_atomically
from hardstand.exchange.moments import Moment
from hardstand.exchange.reading import parse_json

RUN_RECORD = "run.json"
"""Name of the file in the folder of a run."""

REVIEWED = "reviewed.csv"
"""Name, in the folder of a run, of the copy of the reviewed sample that it took."""

MAX_BYTES = 256 * 2**20
"""Largest record that is read; the text of a large ItemCollection stands in it."""

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 as 64 lower-case hexadecimal digits."""

Role = Literal["image", "area", "items", "detector"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class HashedFile(_Part):
    """A file by its name, size in bytes and SHA-256."""

    name: Annotated[str, Field(min_length=1)]
    size: Annotated[int, Field(ge=0)]
    sha256: Digest


class RunInput(HashedFile):
    """A file that the site file names.

    Attributes:
        named: the name that the site file (or the ItemCollection) gives it.
        path: where it lay, seen from the site file's folder; absolute only where the site file says so.
        role: what it was read as.
        acquisition: id of the acquisition that it became, None where it is no image.
        companions: files in its folder that were read with it: world files, metadata, a detector's card.
    """

    named: str
    path: str
    role: Role
    acquisition: str | None
    companions: tuple[HashedFile, ...]


class Options(_Part):
    """The options of the run, as they were given."""

    min_score: float | None
    force: bool
    unlike: bool
    reviewed: HashedFile | None


class SiteText(HashedFile):
    """The site file.

    Attributes:
        text: all of it.
        path: where it lay, seen from the folder of the result; None where the two have little in common, so that
            nobody learns from a record how a person's disk is ordered.
    """

    text: str
    path: str | None


class UsedModel(_Part):
    """A network that the run loaded."""

    name: str
    version: str
    sha256: Digest


class RunRecord(_Part):
    """One run.

    Attributes:
        format: of the record.
        hardstand: version.
        python: version of Python.
        platform: operating system, its version and the kind of processor.
        packages: version by name of each package that bears on numbers.
        libraries: version by name of the libraries inside those packages.
        started: when the run was made, UTC.
        options: of the command.
        site: the site file.
        inputs: in the order in which the site file names them.
        models: detectors first, then the networks that measure and compare.
    """

    format: Literal[1] = 1
    hardstand: str
    python: str
    platform: str
    packages: dict[str, str]
    libraries: dict[str, str]
    started: Moment
    options: Options
    site: SiteText
    inputs: tuple[RunInput, ...]
    models: tuple[UsedModel, ...]


def command_line(record: RunRecord) -> str:
    """The command that makes the run again, in the site file's folder."""
    options, words = record.options, ["hardstand", "run", record.site.name, "-o", "OUT"]
    words += [] if options.min_score is None else ["--min-score", repr(options.min_score)]
    words += ["--force"] * options.force + ["--unlike"] * options.unlike
    words += [] if options.reviewed is None else ["--reviewed", options.reviewed.name]
    return shlex.join(words)


def write_run_record(record: RunRecord, path: Path) -> None:
    """Write the record as JSON.

    Raises:
        OutputError: the file can't be written.
    """
    content = {"command": command_line(record), **record.model_dump(mode="json")}
    write_text_atomically(path, json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def parse_run_record(content: bytes, where: str) -> RunRecord:
    """The record that some bytes hold; `where` is named in the message.

    Raises:
        BundleError: they hold none.
    """
    try:
        return RunRecord.model_validate(parse_json(content))
    except ValidationError as error:
        raise BundleError(f"{where} is no record of a run: {unfit(error)}; run the images again.") from error
    except ValueError as error:
        raise BundleError(f"{where} is no record of a run: it is no JSON ({error}). Run the images again.") from error


def unfit(error: ValidationError) -> str:
    """Where a record is wrong, in words that lack the advice."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"]) or "its beginning"
    return f"{place}: {first['msg']}. It is damaged, or of another version of Hardstand"


def read_run_record(folder: Path) -> RunRecord:
    """The record in the folder of a run.

    Raises:
        BundleError: there is none, or it is damaged.
    """
    path = folder / RUN_RECORD
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BundleError(f"{path} is larger than {MAX_BYTES // 2**20} MiB and no record of a run.")
        return parse_run_record(path.read_bytes(), str(path))
    except OSError as error:
        raise BundleError(
            f"{path} can't be read ({error.strerror}); name a folder that `hardstand run` of this version wrote."
        ) from error
