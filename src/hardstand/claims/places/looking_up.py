"""From names to places: all names that the text gives one place are looked up together."""

from __future__ import annotations

from dataclasses import replace

from hardstand.claims.entries import Place
from hardstand.claims.gazetteer.lookup import Gazetteer, Hints, area
from hardstand.claims.gazetteer.names import fold
from hardstand.claims.gazetteer.regions import country_name, country_named, regions_named
from hardstand.claims.places.aliases import Names
from hardstand.claims.places.types import Named, PlaceKind, PlaceMention


def look_up(groups: list[Names], gazetteer: Gazetteer, hints: Hints) -> list[PlaceMention]:
    """The mentions of each group of names, with the one place of it."""
    found = []
    for group in groups:
        place = _place_of(group, gazetteer, hints)
        found += [
            PlaceMention(
                start=each.start, end=each.end, text=each.text, kind=each.kind, place=None if each.government else place
            )
            for each in group.mentions
        ]
    return found


def _place_of(group: Names, gazetteer: Gazetteer, hints: Hints) -> Place:
    """The place of the first name that has a position; two that contradict each other leave it open."""
    main = group.mentions[0]
    places = [lookup_named(each, gazetteer, hints) for each in group.distinct]
    sure = [place for place in places if place.lon is not None]
    spots = {(place.lon, place.lat) for place in sure}
    also = tuple(each for each in group.others if fold(each) != fold(main.text))
    if len(spots) > 1:
        spread = " and ".join(f"{place.name} lies at {place.lon:.3f}, {place.lat:.3f}" for place in sure)
        return Place(name=main.text, also=also, reason=f"one place in the text, not in the gazetteer: {spread}")
    place = sure[0] if sure else places[0]
    reason = place.reason
    if sure and place is not places[0]:
        found = f"found by its other name, {place.name}"
        reason = f"{found}: {reason}" if reason else found
    return replace(place, name=main.text, also=_united(main.text, also, place.also), reason=reason)


def _united(name: str, *lists: tuple[str, ...]) -> tuple[str, ...]:
    seen = {fold(name): name}
    for each in (each for names in lists for each in names):
        seen.setdefault(fold(each), each)
    return tuple(seen.values())[1:]


def lookup_named(named: Named, gazetteer: Gazetteer, hints: Hints) -> Place:
    """One name of the text."""
    wanted = named.hints if named.hints.strict else hints
    if named.facility:
        return _facility(named, gazetteer, wanted)
    if named.kind is PlaceKind.CITY:
        return gazetteer.choose(named.text, gazetteer.cities(named.name, wanted, small=True), wanted)
    if named.kind is PlaceKind.SEA:
        return Place(name=named.text, reason=f"{named.text} is a sea: it has no one position")
    if named.kind is PlaceKind.REGION:
        return _region(named, wanted)
    entry = country_named(named.name)
    return area(named.text, entry) if entry is not None else Place(name=named.text)


def _region(named: Named, hints: Hints) -> Place:
    fitting = [each for each in regions_named(named.name) if each.country in hints.countries]
    where = f" of {country_name(fitting[0].country)}" if len(fitting) == 1 else ""
    return Place(name=named.text, reason=f"{named.text} is a region{where}: it has no one position")


def _facility(named: Named, gazetteer: Gazetteer, hints: Hints) -> Place:
    """An airport of that name; of what is no airport, the town of that name, which the reason says."""
    towns = () if gazetteer.own(named.name) else gazetteer.cities(town_of(named.name), hints)
    if named.aerial or not towns:
        airports = gazetteer.airports(named.name if named.aerial else town_of(named.name))
        if airports:
            return gazetteer.choose(named.text, airports, hints)
    place = gazetteer.choose(named.text, towns or gazetteer.cities(town_of(named.name), hints, small=True), hints)
    if place.lon is None:
        return replace(place, reason=place.reason or f"the gazetteer knows no {named.text}")
    where = f"the gazetteer has no {named.text}; this is the position of {town_of(named.name)}"
    return replace(place, also=(), reason=f"{where}: {place.reason}" if place.reason else where)


def town_of(name: str) -> str:
    """The name before the words for what it is: "Tartus" of "Tartus naval base"."""
    kept = name.split()
    while len(kept) > 1 and (kept[-1][:1].islower() or kept[-1].lower() in _LAST):
        kept.pop()
    return " ".join(kept)


_LAST = frozenset(
    {"base", "port", "range", "airport", "airfield", "facility", "site", "garrison", "naval", "air", "military"}
)
