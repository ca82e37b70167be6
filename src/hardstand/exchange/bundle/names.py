"""Names of files that may stand in a bundle: the same file everywhere, and never one outside of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MOST_BYTES = 255
"""Longest name of one file or folder on common file systems, UTF-8."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
"""Names of devices on Windows."""
_ENCODED = re.compile(r"%(?:0[ad]|25)", re.IGNORECASE)
"""What readers of BagIt may take for a line break or a per cent sign."""


def oddity(path: str) -> str | None:
    """Why a path, its parts parted by `/`, may not stand in a bundle; None where it may.

    Names in any alphabet are welcome. Refused is what leads out of the folder, what a list of files can't hold on one
    line, and what some system reads as something else.
    """
    if path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return "it is absolute"
    return next((reason for part in path.split("/") if (reason := _odd_part(part)) is not None), None)


def _odd_part(part: str) -> str | None:
    checks = {
        "it leads out of the folder": part == "..",
        "it has an empty part": part in {"", "."},
        "it has a backslash or a colon": "\\" in part or ":" in part,
        "it has a character that is invisible or not Unicode": any(map(_invisible, part)),
        "it begins or ends with a space, or ends with a dot": part != part.strip() or part.endswith("."),
        "it is the name of a device on Windows": _RESERVED.fullmatch(part) is not None,
        "it has a code that BagIt reads as another character": _ENCODED.search(part) is not None,
        "it is too long": len(part.encode("utf-8", "surrogatepass")) > MOST_BYTES,
    }
    return next((reason for reason, true in checks.items() if true), None)


def _invisible(character: str) -> bool:
    """Controls, line breaks, halves of pairs and marks that turn the direction; joiners are part of some scripts."""
    if character in "\u200c\u200d":
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def twins(paths: Iterable[str]) -> list[tuple[str, str]]:
    """Paths that are one on a file system that folds case or composes characters: each with the first of its kind."""
    first: dict[str, str] = {}
    return [(before, path) for path in paths if (before := first.setdefault(folded(path), path)) != path]


def folded(path: str) -> str:
    """What two paths have in common that are one on some file systems."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
