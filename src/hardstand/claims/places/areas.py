"""Cities, regions, countries and seas among the words of a sentence."""

from __future__ import annotations

from dataclasses import replace

from hardstand.claims.gazetteer.lookup import Gazetteer, Hints
from hardstand.claims.gazetteer.names import core, fold, without_articles
from hardstand.claims.gazetteer.regions import STANDALONE, capital_of, country_named, regions_named, state_named
from hardstand.claims.places.facilities import Scene, stripped
from hardstand.claims.places.runs import Run, Word, name_of, possessive
from hardstand.claims.places.types import Named, PlaceKind
from hardstand.claims.places.words import (
    BETWEEN,
    BODIES,
    DEMONYMS,
    FIRMLY,
    LARGE,
    LONE_SEAS,
    NO_CITIES,
    OF_A_PLACE,
    PARTS_OF_PLACES,
    PLACING,
    REACHED,
    REGION_WORDS,
    SEAS,
    SETTLEMENTS,
    TRAVEL,
    TRAVELLING,
)

NEWS = frozenset({"media", "tv", "television", "news", "radio", "broadcaster", "agency"})
"""Behind "state" they make it no place: "Russian state media"."""
OWNED = 3
"""Words behind a possessive in which what is owned is looked for."""
REACH = 6
"""Words back from a name to the preposition that governs it."""


def area_in(scene: Scene, run: Run, gazetteer: Gazetteer) -> tuple[Named, int] | None:
    """What else a run names as a whole, and the number of the word after it."""
    bare = stripped(scene.words, run)
    if _of_a_body(scene.words, run):
        return None
    article = run.first + (scene.words[run.first].lower == "the")
    for first in dict.fromkeys((article, run.first, bare)):
        part = Run(first, run.end)
        if first < run.end and (found := _sea(scene, part) or _region(scene, part) or _country(scene, part)):
            return found
        if first < run.end and bare < run.end and (found := _city(scene, part, gazetteer, small=first == bare)):
            return found
    return None


def _of_a_body(words: list[Word], run: Run) -> bool:
    """Whether "of" makes the run part of a longer name: "Bank of America", "University of Damascus"."""
    if _next(words, run.end) == "of" and words[run.end - 1].lower not in SEAS:
        return run.end - run.first == 1 and run.end + 1 < len(words) and words[run.end + 1].capital
    if run.first < 2 or words[run.first - 1].lower != "of" or words[run.first].gap != " ":
        return False
    head = words[run.first - 2]
    return head.capital and head.lower not in SETTLEMENTS | OF_A_PLACE and run.first > 2


def _sea(scene: Scene, run: Run) -> tuple[Named, int] | None:
    words, last = scene.words, scene.words[run.end - 1].lower
    first = run.first
    while first < run.end and words[first].lower in DEMONYMS:
        first += 1
    if last in SEAS and run.end - first >= 2:
        return scene.named(first, run.end, PlaceKind.SEA, name_of(words, first, run.end)), run.end
    if last in LONE_SEAS and run.end - run.first == 1:
        return scene.named(run.first, run.end, PlaceKind.SEA, words[run.first].text), run.end
    if last in SEAS and _next(words, run.end) == "of" and run.end + 1 < len(words) and words[run.end + 1].capital:
        return scene.named(run.first, run.end + 2, PlaceKind.SEA, name_of(words, run.first, run.end + 2)), run.end + 2
    return None


def _region(scene: Scene, run: Run) -> tuple[Named, int] | None:
    """A region, by the word for one ("Latakia province", "Rostov Region") or without ("Crimea", "Texas")."""
    words = scene.words
    name = name_of(words, run.first, run.end)
    if _next(words, run.end) in REGION_WORDS and not BODIES & {word.lower for word in words[run.first : run.end]}:
        if country_named(name) is not None or _next(words, run.end + 1) in NEWS:
            return None
        return _of_country(scene, run, scene.named(run.first, run.end + 1, PlaceKind.REGION, name)), run.end + 1
    head = name_of(words, run.first, run.end - 1)
    if words[run.end - 1].lower in REGION_WORDS and head and (regions_named(head) or regions_named(name)):
        shown = name if regions_named(name) else head
        return _of_country(scene, run, scene.named(run.first, run.end, PlaceKind.REGION, shown)), run.end
    if fold(name) in STANDALONE or (state_named(name) and not capital_of(name) and country_named(name) is None):
        return scene.named(run.first, run.end, PlaceKind.REGION, name), run.end
    return None


def _of_country(scene: Scene, run: Run, named: Named) -> Named:
    """With the country that stands before it: "Syria's coastal Latakia province"."""
    words = scene.words
    for at in range(run.first, max(0, run.first - 4), -1):
        country = country_named(words[at - 1].text)
        if possessive(words, at) and country is not None:
            return replace(named, hints=Hints(countries=frozenset({country.country}), strict=True))
    return named


def _country(scene: Scene, run: Run) -> tuple[Named, int] | None:
    words = scene.words
    name = name_of(words, run.first, run.end)
    entry = country_named(name)
    if entry is None or (name.islower() and not scene.title_case) or name in {"Us", "America"}:
        return None
    stop = words[run.end - 1].end
    if scene.text[stop : stop + 1] == "-":
        return None
    named = scene.named(run.first, run.end, PlaceKind.COUNTRY, name)
    return replace(named, government=not _is_meant(scene, run)), run.end


def _city(scene: Scene, run: Run, gazetteer: Gazetteer, *, small: bool) -> tuple[Named, int] | None:
    name = name_of(scene.words, run.first, run.end)
    around = _placed(scene, run)
    if name.isupper() and not scene.title_case:
        return None
    capital = capital_of(name)
    if capital is not None and not gazetteer.own(name):
        meant = _is_meant(scene, run)
        kind = PlaceKind.CITY if meant else PlaceKind.COUNTRY
        return replace(scene.named(run.first, run.end, kind, name), government=not meant), run.end
    called = _called_a_town(scene.words, run)
    known = gazetteer.cities(name, small=small and around and called)
    if not known and around and name.lower() not in NO_CITIES and _known_airport(name, gazetteer):
        return scene.named(run.first, run.end, PlaceKind.BASE, name, aerial=True), run.end
    believed = (
        called if name.lower() in NO_CITIES else around or max((each.population for each in known), default=0) >= LARGE
    )
    if not believed or not (known or (small and around and called)):
        return None
    return scene.named(run.first, run.end, PlaceKind.CITY, name), run.end


def _known_airport(name: str, gazetteer: Gazetteer) -> bool:
    """Whether one airport bears just that name; strips of US farms, which bear all names, do not count."""
    found = gazetteer.airports(name)
    if len(found) != 1 or (found[0].country == "US" and not (found[0].code or "").startswith("K")):
        return False
    return any(core(each) == core(name) for each in (found[0].name, *found[0].also))


def _placed(scene: Scene, run: Run) -> bool:
    """Whether the words around say that it is a place."""
    words = scene.words
    if _next(words, run.end) in SETTLEMENTS | REGION_WORDS or _in_a_country(words, run.end):
        return True
    if possessive(words, run.end) and PARTS_OF_PLACES & {word.lower for word in words[run.end : run.end + OWNED]}:
        return True
    before = governing(words, run.first)
    return before is not None and words[before].lower != "with"


def _called_a_town(words: list[Word], run: Run) -> bool:
    """Whether the text says so: "the town of X", "X city", "near X"."""
    before = [word.lower for word in words[max(0, run.first - 2) : run.first]]
    named = bool(before) and before[-1] == "of" and before[0] in SETTLEMENTS | OF_A_PLACE
    after = _next(words, run.end)
    return named or after in SETTLEMENTS or before[-1:] in (["near"], ["outside"]) or _in_a_country(words, run.end)


def _in_a_country(words: list[Word], at: int) -> bool:
    """Whether ", Syria" or ", Texas" follows."""
    if at >= len(words) or words[at].gap != ", ":
        return False
    names = (words[at].text, name_of(words, at, at + 2))
    return any(country_named(name) is not None or state_named(name) is not None for name in names)


def governing(words: list[Word], first: int) -> int | None:
    """Number of the preposition before a name, with no more between than articles, adjectives and "town of"."""
    for at in range(first - 1, max(-1, first - 1 - REACH), -1):
        listed = words[at].capital and (words[at + 1].gap == ", " or words[at + 1].lower == "and")
        if not listed and words[at + 1].gap.strip(" '\"(") not in {"", "s"}:
            return None
        if words[at].lower == "and" and words[at].gap == ", ":
            return None
        if words[at].lower in PLACING | REACHED:
            return at
        if not listed and words[at].lower not in BETWEEN and not possessive(words, at + 1):
            return None
    return None


def _is_meant(scene: Scene, run: Run) -> bool:
    """Whether a country or capital is meant as a place, not as its government."""
    words = scene.words
    if possessive(words, run.end):
        return _owns_a_place(words, run.end)
    if _next(words, run.end) in SETTLEMENTS | REGION_WORDS or _in_a_country(words, run.end):
        return True
    if run.first and words[run.first].gap == ", " and words[run.first - 1].capital:
        return True
    before = governing(words, run.first)
    if before is None:
        return False
    word = words[before].lower
    previous = words[before - 1].lower if before else ""
    if word in FIRMLY | REACHED or (word in {"of", "from", "with"} and previous in OF_A_PLACE):
        return True
    return word in TRAVELLING and any(each.lower in TRAVEL for each in words[max(0, before - 12) : before])


def _owns_a_place(words: list[Word], at: int) -> bool:
    """Whether 's gives it something with a position: "Syria's coastal Latakia province", "Damascus's airport"."""
    for word in words[at : at + 4]:
        if word.lower in REGION_WORDS | SETTLEMENTS | OF_A_PLACE | {"airport", "base", "airspace", "coastline"}:
            return True
        if word.gap not in {" ", "'s "}:
            return False
    return False


def _next(words: list[Word], at: int) -> str:
    return words[at].lower if at < len(words) and words[at].gap == " " else ""


def region_key(name: str) -> str:
    """A region's name as hints hold it."""
    return without_articles(fold(name))
