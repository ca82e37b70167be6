"""Footprints from a STAC API: the only place of Hardstand that uses the network, and only where a URL is given."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

import pystac
from pystac_client import Client
from pystac_client.errors import ClientTypeError
from pystac_client.exceptions import APIError
from pystac_client.stac_api_io import StacApiIO
from pystac_client.warnings import PystacClientWarning
from shapely.geometry import mapping

from hardstand.coverage.features import Located
from hardstand.coverage.period import Period
from hardstand.coverage.place import Place
from hardstand.errors import CatalogueError

TIMEOUT_S = 30.0
"""How long the server may be silent."""

RETRIES = 2
"""Tries after the first, with growing pauses: servers under load answer the second time."""

PAGE = 250
"""Items that are asked for at once."""

MOST_ITEMS = 200_000
"""An answer with more is none to a question about one place; it also ends pages that link in a circle."""

_NO_API = (
    *(pystac.STACError, pystac.STACTypeError, pystac.RequiredPropertyMissing, ClientTypeError, PystacClientWarning),
    *(NotImplementedError, OSError, ValueError, KeyError, TypeError, AttributeError),
)
"""What pystac and its client raise on answers that are no JSON, no STAC, or no search."""

Told = Callable[[int, int], None]
"""Called with the number of Items read, and how many there are as far as the server says."""


def read_api(
    url: str, place: Place, period: Period, collections: Collection[str] = (), told: Told = lambda _done, _all: None
) -> Iterator[Located]:
    """The Items that a STAC API has of a place and a period, page by page.

    Args:
        url: of the API's landing page.
        place: what the Items must touch.
        period: when the images were taken.
        collections: names of the API's collections; empty = all of them.
        told: called after each page.

    Raises:
        CatalogueError: the server can't be reached, takes too long, refuses, or is no STAC API.
    """
    count = 0
    for page in _pages(url, _question(place, period, collections)):
        items = page.get("features")
        for item in items if isinstance(items, list) else []:
            count += 1
            yield f"{url}, Item {_id_of(item)}", item
        told(count, max(count, _matched(page)))
        if count > MOST_ITEMS:
            raise CatalogueError(
                f"{url} lists more than {MOST_ITEMS:,} Items; ask about a smaller place, a shorter period or fewer "
                "collections."
            )


def _question(place: Place, period: Period, collections: Collection[str]) -> dict[str, Any]:
    # An API's interval has both ends inside, ours does not have its end; the rest is sorted out here.
    last = period.ends - timedelta(microseconds=1)
    return {
        "intersects": mapping(place.geometry),
        "datetime": f"{_written(period.begins)}/{_written(last)}",
        "collections": sorted(collections) or None,
        "limit": PAGE,
    }


def _pages(url: str, question: dict[str, Any]) -> Iterator[dict[str, Any]]:
    pages = _found(url, question)
    while (page := _next(pages, url)) is not None:
        yield page


def _found(url: str, question: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Pages as they come; nothing is sent before the first is asked for."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what a server advertises; what it answers is what counts
        # Without its own `timeout` the client takes away the one that its reader has.
        client = Client.open(url, stac_io=StacApiIO(max_retries=RETRIES), timeout=TIMEOUT_S)
        search = client.search(method=_method(client), **question)
    yield from search.pages_as_dicts()


def _method(client: Client) -> str:
    """POST, unless the server says that it takes GET alone."""
    methods = {str(link.extra_fields.get("method", "GET")).upper() for link in client.get_links("search")}
    return "GET" if methods == {"GET"} else "POST"


def _next(pages: Iterator[dict[str, Any]], url: str) -> dict[str, Any] | None:
    try:
        return next(pages, None)
    except APIError as error:
        raise CatalogueError(_refusal(url, error)) from error
    except _NO_API as error:
        raise CatalogueError(
            f"{url} does not answer as a STAC API with item search ({_words(error)}); name the URL of its landing page."
        ) from error


def _refusal(url: str, error: APIError) -> str:
    status = getattr(error, "status_code", None)  # declared, but set only where the server answered
    if status is None:
        return f"{url} can't be reached ({_words(error)}); check the URL and the network, or try again later."
    return f"{url} refused with HTTP status {status} ({_words(error)}); try again later, or ask for less."


def _words(error: Exception) -> str:
    """The beginning of what was said: some servers answer with a whole page."""
    text = " ".join(str(error).split())
    return f"{text[:200]}..." if len(text) > 200 else text or type(error).__name__


def _matched(page: dict[str, Any]) -> int:
    """How many Items the server has, as far as it says; STAC API context extension, and OGC Features after it."""
    context = page.get("context")
    stated = page.get("numberMatched", context.get("matched") if isinstance(context, dict) else None)
    return stated if isinstance(stated, int) else 0


def _id_of(item: object) -> str:
    return str(item.get("id")) if isinstance(item, dict) else "without a name"


def _written(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
