"""A STAC Catalog or Collection on this machine, with all that hangs below it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlparse

import pystac
from pystac.stac_io import DefaultStacIO

from hardstand.coverage.features import Located
from hardstand.errors import CatalogueError

_BROKEN = (pystac.STACError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What pystac raises on files that are missing, no JSON, or no STAC."""


class _OnlyHere(DefaultStacIO):
    """Reads files of this machine, and never the network: a local catalogue may link elsewhere."""

    def read_text_from_href(self, href: str) -> str:
        """The text of a file."""
        url = urlparse(href)
        if len(url.scheme) > 1 and url.scheme != "file":  # a single letter is a drive
            raise CatalogueError(f"The catalogue links to {href}, which is not on this machine; name that URL itself.")
        path = Path(unquote(url.path) if url.scheme == "file" else href)
        return path.read_text(encoding="utf-8")


def walk_tree(path: Path) -> Iterator[Located]:
    """Every Item below a Catalog or Collection; each Catalog once, however often it is linked.

    Raises:
        CatalogueError: a file of it is missing, damaged, or not on this machine.
    """
    waiting, seen = [_open(path)], set()
    while waiting:
        catalogue = waiting.pop()
        here = catalogue.get_self_href()
        if here in seen:
            continue
        seen.add(here)
        yield from _items(catalogue)
        waiting += reversed(_linked(catalogue))


def _open(path: Path) -> pystac.Catalog:
    try:
        return pystac.Catalog.from_file(str(path.resolve()), stac_io=_OnlyHere())
    except _BROKEN as error:
        raise CatalogueError(f"{path} can't be read as a STAC Catalog: {_words(error)}.") from error


def _items(catalogue: pystac.Catalog) -> Iterator[Located]:
    items = catalogue.get_items()
    while (item := _next(items, catalogue)) is not None:
        yield item.get_self_href() or item.id, item.to_dict(include_self_link=False, transform_hrefs=False)


def _next(items: Iterator[pystac.Item], catalogue: pystac.Catalog) -> pystac.Item | None:
    try:
        return next(items, None)
    except _BROKEN as error:
        raise _broken_link(catalogue, error) from error


def _linked(catalogue: pystac.Catalog) -> list[pystac.Catalog]:
    try:
        return list(catalogue.get_children())
    except _BROKEN as error:
        raise _broken_link(catalogue, error) from error


def _broken_link(catalogue: pystac.Catalog, error: Exception) -> CatalogueError:
    return CatalogueError(
        f"{catalogue.get_self_href()}: something that it links to can't be read: {_words(error)}. Correct or remove it."
    )


def _words(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__
