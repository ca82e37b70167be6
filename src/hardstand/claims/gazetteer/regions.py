"""Countries and regions by their names."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from hardstand.claims.gazetteer.cities import country_rows, states
from hardstand.claims.gazetteer.data import Entry, EntryKind, airport_rows
from hardstand.claims.gazetteer.names import fold, without_articles
from hardstand.claims.word_sets import word_set

_COUNTRY_NAMES = {
    "US": "united states of america;usa;us;america",
    "GB": "uk;britain;great britain",
    "RU": "russian federation",
    "CD": "dr congo;drc;congo",
    "CG": "congo brazzaville",
    "CZ": "czech republic",
    "AE": "uae;emirates",
    "TR": "turkiye",
    "KP": "dprk",
    "KR": "republic of korea",
    "CN": "people s republic of china",
    "MM": "burma",
    "CI": "cote d ivoire;cote divoire",
    "NL": "netherlands;holland",
    "PS": "palestine;palestinian territories",
    "SY": "syrian arab republic",
    "IR": "islamic republic of iran",
    "VA": "vatican city;holy see",
    "TL": "east timor",
    "CV": "cape verde",
    "SZ": "swaziland",
    "MK": "macedonia",
    "BA": "bosnia",
}
_GONE = frozenset({"AN", "CS"})
"""Countries that are no more."""
_REGIONS = {
    "AF": "helmand;kandahar",
    "AZ": "nagorno karabakh",
    "CN": "xinjiang;tibet;inner mongolia",
    "EG": "sinai;sinai peninsula",
    "ET": "tigray",
    "GE": "abkhazia;south ossetia",
    "IN": "kashmir;ladakh",
    "IQ": "anbar",
    "MD": "transnistria",
    "MM": "rakhine",
    "MZ": "cabo delgado",
    "PS": "gaza;gaza strip;west bank",
    "RU": "kola peninsula;chechnya;dagestan;siberia;kaliningrad;belgorod;bryansk",
    "SD": "darfur",
    "SY": "golan heights;golan;idlib;daraa;suwayda",
    "UA": "crimea;donbas;donbass;donetsk;luhansk;kherson;zaporizhzhia;kharkiv;sumy",
}
"""Regions that the news names and the lists lack, or have under another name, by their countries."""
_CITIES_TOO = word_set(
    "donetsk luhansk kherson zaporizhzhia kharkiv sumy gaza idlib daraa kaliningrad belgorod bryansk kandahar"
)
STANDALONE = frozenset(name for names in _REGIONS.values() for name in names.split(";")) - _CITIES_TOO
"""Those that are no city's name: they need no "province" after them."""


@cache
def _countries() -> dict[str, Entry]:
    found = {}
    for row in country_rows():
        if row["iso"] not in _GONE:
            entry = Entry(name=row["name"].removeprefix("The ").strip(), kind=EntryKind.COUNTRY, country=row["iso"])
            for name in (row["name"], *_COUNTRY_NAMES.get(row["iso"], "").split(";")):
                found[fold(name)] = entry
    found.pop("", None)
    return found


@cache
def _country_names() -> dict[str, str]:
    return {entry.country: entry.name for entry in _countries().values()}


@cache
def _capitals() -> dict[str, str]:
    """Folded names of capitals, with the two letters of their countries; the largest country first."""
    rows = sorted(country_rows(), key=lambda row: row["population"])
    found = {fold(row["capital"]): row["iso"] for row in rows if row["capital"] and row["iso"] not in _GONE}
    return {**found, "washington": "US", "kiev": "UA", "kyiv": "UA", "sanaa": "YE", "tel aviv": "IL", "brussels": "BE"}


def country_named(name: str) -> Entry | None:
    """A country by one of its names, or None."""
    folded = fold(name)
    return _countries().get(folded) or _countries().get(folded.removeprefix("the "))


def country_name(code: str) -> str:
    """Its name by its two letters; the letters where they are not known."""
    return _country_names().get(code, code)


def capital_of(name: str) -> str | None:
    """The country (two letters) of which a city is the capital, or None."""
    return _capitals().get(fold(name))


@cache
def _regions() -> dict[str, tuple[Entry, ...]]:
    """By folded name: provinces of the list of airports, US states, and those named above."""
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    for row in airport_rows():
        if row[3]:
            key = without_articles(fold(row[3]))
            found[key].setdefault(row[4], _region(row[3].replace("-", " "), row[4]))
    for state in states().values():
        found[fold(state)] = {"US": _region(state, "US")}
    for country, names in _REGIONS.items():
        for name in names.split(";"):
            found[name].setdefault(country, _region(name.title(), country))
    return {key: tuple(entries.values()) for key, entries in found.items()}


def _region(name: str, country: str) -> Entry:
    return Entry(name=name, kind=EntryKind.REGION, country=country, region=fold(name))


def regions_named(name: str) -> tuple[Entry, ...]:
    """Provinces and states of that name, one for each country that has one."""
    return _regions().get(without_articles(fold(name)), ())


def state_named(name: str) -> Entry | None:
    """A state of the United States, or None."""
    return _states().get(fold(name))


@cache
def _states() -> dict[str, Entry]:
    return {fold(state): _region(state, "US") for state in states().values()}
