"""The lists of hashes in a bundle, in one form that leaves no byte free."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hardstand.errors import BundleError

_LINE = re.compile(r"([0-9a-f]{64})  ([^\r\n]+)")


def render(digests: Mapping[str, str]) -> bytes:
    """A list as `sha256sum` writes it, sorted by path.

    Args:
        digests: SHA-256 in hexadecimal by path.
    """
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode("utf-8")


def parse(content: bytes, where: str) -> dict[str, str]:
    """SHA-256 by path.

    Args:
        content: bytes of the list.
        where: its name, for the message.

    Raises:
        BundleError: it is not written exactly as `render` writes it, so that no change of it goes unseen.
    """
    try:
        lines = content.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise BundleError(f"{where} is damaged: byte {error.start} is not UTF-8.") from error
    if lines.pop() != "":
        raise BundleError(f"{where} is damaged: its last line has no end.")
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise BundleError(f"{where} is damaged: line {number} is not a SHA-256, two spaces and a path.")
        found[match[2]] = match[1]
    if render(found) != content:
        raise BundleError(f"{where} is damaged: its lines are not in order, or a path stands twice.")
    return found
