"""Catalogues in files: newline-delimited GeoJSON, one document of GeoJSON or STAC; each plain or gzipped."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

import orjson

from hardstand.coverage.features import Located
from hardstand.coverage.stac_tree import TREE_TYPES, walk_tree
from hardstand.errors import CatalogueError

MAX_BYTES = 2**30
"""Largest single document that is read, unpacked; lines have no such limit, for they are read one by one."""

GZIP_BEGINS = b"\x1f\x8b"
_RECORD_SEPARATOR = b"\x1e"
"""May stand before each line of a GeoJSON text sequence (RFC 8142)."""


def read_file(path: Path) -> Iterator[Located]:
    """The Features that a file lists, in its order.

    Raises:
        CatalogueError: the file is missing, damaged, or lists no Features; the message names the line where it has one.
    """
    if _has_lines(path):
        yield from _lines(path)
    else:
        yield from _document(path)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The file's content, unpacked, line by line."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(len(GZIP_BEGINS)) == GZIP_BEGINS
            raw.seek(0)
            yield cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if packed else raw
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise CatalogueError(f"{path} is a damaged gzip file ({error}); fetch it again.") from error
    except OSError as error:
        raise CatalogueError(
            f"{path} can't be read: {error.strerror or error}. Name a file of footprints, or the URL of a STAC API."
        ) from error


def _has_lines(path: Path) -> bool:
    """Whether the first line is a Feature, and not the only one."""
    with _opened(path) as stream:
        lines = (line for line in stream if line.strip())
        first = next(lines, None)
        if first is None:
            raise CatalogueError(f"{path} is empty; a catalogue lists GeoJSON Features or STAC Items.")
        return _is_feature(first) and next(lines, None) is not None


def _is_feature(line: bytes) -> bool:
    try:
        content = orjson.loads(line.strip(_RECORD_SEPARATOR))
    except orjson.JSONDecodeError:
        return False
    return isinstance(content, dict) and content.get("type") == "Feature"


def _lines(path: Path) -> Iterator[Located]:
    with _opened(path) as stream:
        for number, line in enumerate(stream, start=1):
            place = f"{path}, line {number}"
            if line.strip():
                yield place, _parse(line.strip(_RECORD_SEPARATOR), place)


def _parse(text: bytes, place: str) -> Any:  # noqa: ANN401 - what a file holds
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise CatalogueError(f"{place}: this is not JSON: {error.msg}; correct or remove it.") from error


def _document(path: Path) -> Iterator[Located]:
    document = _whole(path)
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        for number, feature in enumerate(document["features"], start=1):
            yield f"{path}, Feature {number}", feature
    elif kind == "Feature":
        yield str(path), document
    elif kind in TREE_TYPES:
        yield from walk_tree(path)
    else:
        raise CatalogueError(
            f"{path} is no catalogue of footprints (its type is {kind!r}); name newline-delimited GeoJSON, or a STAC "
            "Item, ItemCollection, Collection or Catalog."
        )


def _whole(path: Path) -> Any:  # noqa: ANN401 - what a file holds
    with _opened(path) as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise CatalogueError(f"{path} is one document of more than {MAX_BYTES // 2**20} MiB; write one Feature a line.")
    try:
        return orjson.loads(content.removeprefix(codecs.BOM_UTF8))
    except orjson.JSONDecodeError as error:
        raise CatalogueError(f"{path}, line {error.lineno}: this is not JSON: {error.msg}; correct it.") from error
