"""Airports and the user's own places, each file read once; a row becomes an entry only when it is asked for.

Airports are those of `airportsdata` (28,000). `gazetteer_bases.csv` adds what the news calls some of them, and three
air bases that the list lacks: Kubinka and Starokostiantyniv at the positions of OurAirports, Mozdok where public files
put it within a few kilometres of each other.
"""

from __future__ import annotations

import csv
import gc
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from hardstand.claims.gazetteer.names import fold
from hardstand.errors import SiteFileError


class EntryKind(StrEnum):
    """What a place of the gazetteer is."""

    AIRPORT = "airport"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    OWN = "own"
    """One that the user added."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One place of the gazetteer.

    Attributes:
        name: as the gazetteer writes it.
        kind: what it is.
        lon: longitude, degrees; None for what has an extent, not a position.
        lat: latitude, degrees; None likewise.
        code: ICAO or local code of an airport, the user's code of a place, else None.
        country: two letters (ISO 3166), or "" where not known.
        region: folded name of the province or US state; "" where not known.
        city: folded name of the city that an airport serves, or "".
        population: of a city; 0 = not known.
        also: other names.
    """

    name: str
    kind: EntryKind
    lon: float | None = None
    lat: float | None = None
    code: str | None = None
    country: str = ""
    region: str = ""
    city: str = ""
    population: int = 0
    also: tuple[str, ...] = ()


@contextmanager
def no_collection() -> Iterator[None]:
    """Half of the time to read a hundred thousand rows would go into looking for cycles, of which they have none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


AirportRow = tuple[str, str, str, str, str, str, str, str]
"""Code, name, city, region, country, latitude, longitude, other names parted by semicolons."""


@cache
def airport_rows() -> tuple[AirportRow, ...]:
    """Every airport and air base."""
    bases = _bases()
    others = {row["code"]: row["also"] for row in bases if not row["name"]}
    with no_collection(), (files("airportsdata") / "airports.csv").open(encoding="utf-8") as lines:
        reader = csv.reader(lines)
        header = next(reader)
        columns = ("icao", "name", "city", "subd", "country", "lat", "lon")
        code, name, city, region, country, lat, lon = (header.index(column) for column in columns)
        rows: list[AirportRow] = [
            (row[code], row[name], row[city], row[region], row[country], row[lat], row[lon], others.get(row[code], ""))
            for row in reader
        ]
    rows += [
        (row["code"], row["name"], "", row["region"], row["country"], row["lat"], row["lon"], row["also"])
        for row in bases
        if row["name"]
    ]
    return tuple(rows)


def airport(row: AirportRow) -> Entry:
    """One of them as an entry."""
    code, name, city, region, country, lat, lon, also = row
    return Entry(
        name=name,
        kind=EntryKind.AIRPORT,
        lon=float(lon),
        lat=float(lat),
        code=code or None,
        country=country,
        region=fold(region),
        city=fold(city),
        also=tuple(also.split(";")) if also else (),
    )


def _bases() -> tuple[dict[str, str], ...]:
    with (files("hardstand.claims.gazetteer") / "bases.csv").open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


def own_places(path: Path, content: bytes | None = None) -> tuple[Entry, ...]:
    """The user's additions: a TOML file of [[place]] tables with name, also, code, lon and lat.

    Args:
        path: of the file.
        content: of it, where it was read already.

    Raises:
        SiteFileError: no TOML, or a place without name or position, or with one that is off the earth.
    """
    content = read_places(path) if content is None else content
    try:
        tables = tomllib.loads(content.decode("utf-8")).get("place", [])
        return tuple(_own(table) for table in tables)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise SiteFileError(_no_list(path, problem)) from problem


def read_places(path: Path) -> bytes:
    """The content of a list of places, whatever it is.

    Raises:
        SiteFileError: it can't be read.
    """
    try:
        return path.read_bytes()
    except OSError as problem:
        raise SiteFileError(_no_list(path, problem)) from problem


def _no_list(path: Path, problem: Exception) -> str:
    return f"{path}: no list of places ({problem}); write [[place]] with name, lon and lat, perhaps also and code"


def _own(table: dict[str, Any]) -> Entry:
    unknown = set(table) - {"name", "also", "code", "lon", "lat"}
    if unknown:
        raise ValueError(f"unknown key {min(unknown)!r}")
    lon, lat = float(table["lon"]), float(table["lat"])
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError(f"{table['name']} at {lon}, {lat}: longitude is -180 to 180, latitude -90 to 90")
    also = tuple(str(name) for name in table.get("also", ()))
    return Entry(name=str(table["name"]), kind=EntryKind.OWN, lon=lon, lat=lat, code=table.get("code"), also=also)
