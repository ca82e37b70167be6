"""Where the places lie that a text names.

A name that several places share is reported with all of them, and gets no position, unless something in the text or the
size of one of them tells which is meant; the reason says what it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hardstand.claims.entries import Place
from hardstand.claims.gazetteer.airports import airports_named
from hardstand.claims.gazetteer.cities import cities_named, towns_named
from hardstand.claims.gazetteer.data import Entry, EntryKind, own_places
from hardstand.claims.gazetteer.names import core, fold, without_articles
from hardstand.claims.gazetteer.regions import country_name, country_named, regions_named

DOMINANT = 50
"""A city with so many times the people of every other of its name is the one that is meant."""
LISTED = 5
"""So many places of one name are named in a reason."""
_LARGER = f"it has over {DOMINANT} times the people of each other"


@dataclass(frozen=True, kw_only=True)
class Hints:
    """What else the text names, which tells places of one name apart.

    Attributes:
        countries: two letters (ISO 3166) of the countries that it names, or in which other places lie that it names.
        regions: folded names of provinces and states that it names.
        strict: the text itself says where this one lies ("Paris, Texas"): another place is not meant.
    """

    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    strict: bool = False


NO_HINTS = Hints()
"""Of a text that names no other place."""


class Gazetteer:
    """Finds places by name; what it reads it reads at the first question."""

    def __init__(self, own: Path | None = None, known: Iterable[Place] = (), content: bytes | None = None) -> None:
        """Take the user's additions.

        Args:
            own: a TOML file of [[place]] tables with name, also, code, lon and lat (degrees), or None.
            known: places besides, as that of a run's site; those without a position are left out.
            content: of the file, where it was read already.

        Raises:
            SiteFileError: the file is no such list.
        """
        self._own: dict[str, list[Entry]] = {}
        entries = own_places(own, content) if own is not None else ()
        for entry in (*entries, *(_entry(place) for place in known if place.lon is not None)):
            for name in {fold(each) for each in (entry.name, *entry.also)}:
                self._own.setdefault(name, []).append(entry)

    def airports(self, name: str) -> tuple[Entry, ...]:
        """The user's places and airports that a name may mean."""
        return self.own(name) or airports_named(name)

    def own(self, name: str) -> tuple[Entry, ...]:
        """The user's places of that name."""
        return tuple(self._own.get(fold(name), ())) or tuple(self._own.get(" ".join(core(name)), ()))

    def cities(self, name: str, hints: Hints = NO_HINTS, *, small: bool = False) -> tuple[Entry, ...]:
        """The user's places and cities that a name may mean.

        Another city's old or foreign name counts where no city has it for its main name, where that city is the larger,
        or where the text names its country and no other one's.

        Args:
            name: of the city.
            hints: what else the text names.
            small: whether places of 500 people and more are looked for where there is no larger one.
        """
        own = self.own(name)
        if own:
            return own
        main, other = cities_named(name)
        largest = max((entry.population for entry in main), default=0)
        met = any(entry.country in hints.countries for entry in main)
        other = tuple(
            each
            for each in other
            if each.population > largest
            or (not met and each.country in hints.countries and each.population * DOMINANT > largest)
        )
        return (*main, *other) or (towns_named(name) if small else ())

    def lookup(self, name: str, hints: Hints = NO_HINTS) -> Place:
        """Where a place lies, whatever it is.

        Args:
            name: of an airport, air base, city, region or country, or an ICAO code.
            hints: what else the text names.
        """
        if core(name) != tuple(without_articles(fold(name)).split()) or (
            len(name) == 4 and name.isalpha() and name.isupper()
        ):
            return self.choose(name, self.airports(name), hints)
        own = self.own(name)
        country = country_named(name)
        if not own and country is not None:
            return area(name, country)
        found = own or self.cities(name, hints) or regions_named(name) or self.airports(name)
        return self.choose(name, found or self.cities(name, hints, small=True), hints)

    def choose(self, name: str, entries: Iterable[Entry], hints: Hints = NO_HINTS) -> Place:
        """The one of several places that is meant, or what keeps it open.

        Args:
            name: in the words of the text.
            entries: places of that name.
            hints: what else the text names.
        """
        found = tuple(entries)
        fitting = _fitting(found, hints)
        if not found or (hints.strict and not fitting):
            where = " where the text says that it lies" if found else ""
            return Place(name=name, reason=f"the gazetteer knows no {name}{where}")
        if len(found) == 1:
            return placed(name, found[0], None)
        largest = _dominant(found)
        if len(fitting) == 1 and (hints.strict or largest in {None, fitting[0]} or _region_fits(fitting[0], hints)):
            return placed(
                name,
                fitting[0],
                f"of {len(found)} places of that name the one {_where(fitting[0])}, which the text names",
            )
        largest = _dominant(fitting) if len(fitting) > 1 else None if fitting else largest
        if largest is not None:
            return placed(
                name,
                largest,
                f"of {len(found)} places of that name the one {_where(largest)}: {_LARGER}",
            )
        return Place(name=name, reason=_open(fitting if len(fitting) > 1 else found))


def _entry(place: Place) -> Entry:
    return Entry(name=place.name, kind=EntryKind.OWN, lon=place.lon, lat=place.lat, code=place.code, also=place.also)


def placed(name: str, entry: Entry, reason: str | None) -> Place:
    """A place of the text at an entry's position."""
    if entry.lon is None:
        return area(name, entry)
    names = (entry.name, *entry.also) if entry.kind is EntryKind.OWN else (entry.name,)
    also = tuple(each for each in names if fold(each) != fold(name))
    return Place(name=name, code=entry.code, lon=entry.lon, lat=entry.lat, also=also, reason=reason)


def area(name: str, entry: Entry) -> Place:
    """A country or region, which has no one position."""
    also = () if fold(entry.name) == fold(name) else (entry.name,)
    return Place(name=name, also=also, reason=f"{name} is a {entry.kind}: it has no one position")


def _fitting(entries: tuple[Entry, ...], hints: Hints) -> tuple[Entry, ...]:
    """Those in a region that the text names; where none is, those in a country that it names."""
    within = tuple(entry for entry in entries if _region_fits(entry, hints))
    return within or tuple(entry for entry in entries if entry.country in hints.countries)


def _region_fits(entry: Entry, hints: Hints) -> bool:
    return without_articles(entry.region) in hints.regions and (not hints.countries or entry.country in hints.countries)


def _dominant(entries: tuple[Entry, ...]) -> Entry | None:
    ordered = sorted(entries, key=lambda entry: -entry.population)
    if not ordered or (len(ordered) > 1 and ordered[0].population <= DOMINANT * ordered[1].population):
        return None
    return ordered[0]


def _where(entry: Entry) -> str:
    region = f"{entry.region.title()}, " if entry.region else ""
    return f"in {region}{country_name(entry.country)}" if entry.country else "of your own list"


def _open(entries: tuple[Entry, ...]) -> str:
    shown = "; ".join(f"{entry.name}{_code(entry)} {_where(entry)}" for entry in entries[:LISTED])
    rest = f"; and {len(entries) - LISTED} more" if len(entries) > LISTED else ""
    return f"{len(entries)} places may be meant: {shown}{rest}"


def _code(entry: Entry) -> str:
    return f" ({entry.code})" if entry.code else ""
