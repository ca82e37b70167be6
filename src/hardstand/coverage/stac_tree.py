"""A STAC Catalog or Collection on this machine, with all that hangs below it.

Its links are followed here and not by pystac, which fetches from the network what a local file links to there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import orjson

from hardstand.coverage.features import Located
from hardstand.errors import CatalogueError

TREE_TYPES = ("Catalog", "Collection")


def walk_tree(path: Path) -> Iterator[Located]:
    """Every Item below a Catalog or Collection; each Catalog once, however often it is linked.

    Raises:
        CatalogueError: a file of it is missing, damaged, or not on this machine.
    """
    waiting, seen = [path.resolve()], set()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        links = _links(here)
        for item in _targets(links, "item", here):
            yield str(item), _read(item, here)
        waiting += reversed(_targets(links, "child", here))


def _links(path: Path) -> list[Any]:
    content = _read(path, path)
    kind = content.get("type") if isinstance(content, dict) else None
    links = content.get("links") if isinstance(content, dict) else None
    if kind not in TREE_TYPES or not isinstance(links, list):
        raise CatalogueError(
            f"{path} is no STAC Catalog or Collection: its type is {kind!r}, or it has no list of links."
        )
    return links


def _targets(links: list[Any], rel: str, path: Path) -> list[Path]:
    """The files that links of a kind name."""
    named = [link for link in links if isinstance(link, dict) and link.get("rel") == rel]
    return [_file(link.get("href"), path) for link in named]


def _file(href: object, path: Path) -> Path:
    if not isinstance(href, str) or not href:
        raise CatalogueError(f"{path} has a link without href; correct or remove it.")
    url = urlparse(href)
    if len(url.scheme) > 1 and url.scheme != "file":  # a single letter is a drive
        raise CatalogueError(f"{path} links to {href}, which is not on this machine; fetch it, or remove the link.")
    return (path.parent / (unquote(url.path) if url.scheme == "file" else href)).resolve()


def _read(path: Path, linked_from: Path) -> Any:  # noqa: ANN401 - what a file holds
    try:
        return orjson.loads(path.read_bytes())
    except OSError as error:
        raise CatalogueError(
            f"{linked_from}: {path} can't be read: {error.strerror or error}. Correct or remove the link."
        ) from error
    except orjson.JSONDecodeError as error:
        raise CatalogueError(f"{path}, line {error.lineno}: this is not JSON: {error.msg}; correct it.") from error
