"""A catalogue from wherever it is: files, or the URL of a STAC API."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlparse

from hardstand.coverage.catalogue import Catalogue
from hardstand.coverage.features import Located, read_features
from hardstand.coverage.files import read_file
from hardstand.coverage.footprint import Footprints
from hardstand.coverage.period import Period
from hardstand.coverage.place import Place
from hardstand.coverage.stac_api import read_api
from hardstand.errors import CatalogueError

Told = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def read_catalogue(
    sources: Sequence[str], place: Place, period: Period, collections: Collection[str] = (), told: Told | None = None
) -> Catalogue:
    """One catalogue of all sources.

    Args:
        sources: names of files, or URLs of STAC APIs. Files are read whole; an API is asked for place and period.
        place: what an API is asked about.
        period: what an API is asked about.
        collections: names of STAC collections; others are left out. Empty = all.
        told: called while an API answers.

    Raises:
        CatalogueError: a source can't be read.
    """
    parts = []
    for source in sources:
        name, features = _opened(source, place, period, collections, told)
        parts.append(read_features(_chosen(features, collections), name))
    return Catalogue.of(Footprints.join(parts))


def _opened(
    source: str, place: Place, period: Period, collections: Collection[str], told: Told | None
) -> tuple[str, Iterator[Located]]:
    """What to call a source, and its Features."""
    url = urlparse(source)
    if "://" not in source:
        return Path(source).name, read_file(Path(source))
    if url.scheme not in {"http", "https"} or not url.hostname:
        raise CatalogueError(
            f"{source} is no URL of a STAC API; it must begin with https:// or http://, and name a host."
        )
    return url.netloc, read_api(source, place, period, collections, _named(told, url.netloc))


def _named(told: Told | None, host: str) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        if told is not None:
            told(f"Asking {host}", done, total)

    return tell


def _chosen(features: Iterator[Located], collections: Collection[str]) -> Iterator[Located]:
    if not collections:
        return features
    return ((place, feature) for place, feature in features if _collection_of(feature) in collections)


def _collection_of(feature: object) -> object:
    return feature.get("collection") if isinstance(feature, dict) else None
