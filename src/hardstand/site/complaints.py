"""What is wrong with a site file, in words that name file, line and key."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from hardstand.errors import SiteFileError
from hardstand.site.model import KNOWN_KEYS
from hardstand.site.toml_lines import Place, line_of


def complain(path: Path, text: str, place: Place, message: str) -> SiteFileError:
    """The error for one key."""
    return SiteFileError(_complaint(path, text, place, message))


def complain_all(path: Path, text: str, error: ValidationError) -> SiteFileError:
    """The error for everything that the model refused, in the order of the file's lines."""
    details = [(line_of(text, tuple(detail["loc"])), detail) for detail in error.errors()]
    ordered = sorted(details, key=lambda pair: pair[0])
    return SiteFileError(
        "\n".join(_complaint(path, text, tuple(detail["loc"]), _message(detail)) for _, detail in ordered)
    )


def _complaint(path: Path, text: str, place: Place, message: str) -> str:
    return f"{path}, line {line_of(text, place)}, {_written(place)}: {message}."


def _written(place: Place) -> str:
    """A place as people write it: "site.name", or "acquisition 2, datetime", counted from 1."""
    if len(place) > 1 and isinstance(place[1], int):
        rest = ".".join(str(part) for part in place[2:])
        return f"{place[0]} {place[1] + 1}" + (f", {rest}" if rest else "")
    return ".".join(str(part) for part in place) or "the file"


def _message(detail: ErrorDetails) -> str:
    if detail["type"] == "extra_forbidden":
        return _unknown(tuple(detail["loc"]))
    if detail["type"] == "missing":
        return "this key is missing; add it"
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    return f"{detail['msg'][0].lower()}{detail['msg'][1:]}, not {detail['input']!r}"


def _unknown(place: Place) -> str:
    known = KNOWN_KEYS.get(str(place[0]) if len(place) > 1 else "", ())
    return f"there is no such key; {_nearest(str(place[-1]), known)}"


def _nearest(key: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(key.lower(), known, n=1)
    return f"did you mean {close[0]!r}" if close else f"the keys here are {', '.join(known)}"
