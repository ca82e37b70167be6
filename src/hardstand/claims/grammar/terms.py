"""The words for things, from `things.csv` and `thing_types.csv`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from hardstand.claims.grammar.lexicon import Lexicon
from hardstand.claims.things import Thing
from hardstand.claims.word_sets import word_set

MASS = word_set(
    """
    artillery armour armor equipment hardware materiel weaponry ammunition infantry cargo build-up buildup aid
    defence defense machinery levelling grading clearance reclamation earthmoving preparation tarmac gear
    assistance camp fortress parking force storage housing air-defence
    """
)
"""Nouns that stand without an article and are not counted."""
BOTH = word_set("aircraft hovercraft airmen trenches awacs apc mlrs")
"""Nouns whose plural is the singular."""
ALREADY_PLURAL = word_set(
    """
    personnel servicemen servicewomen gunmen militiamen infantrymen airmen forces mercenaries lorries trenches teeth
    the men units reinforcements arms supplies explosives quarters assets defences defenses transports mines tels
    staff troops
    """
)


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word for a thing.

    Attributes:
        thing: what it stands for; None where it only looks like one ("think tank").
        strong: whether it can hardly mean anything else; weak ones ("tank", "carrier") need a setting that fits.
        plural: whether it is the plural; None where one form serves both.
        mass: whether it is not counted.
    """

    thing: Thing | None
    strong: bool
    plural: bool | None
    mass: bool = False


@cache
def thing_lexicon() -> Lexicon[Term]:
    """Finds the words for things in a row of tokens."""
    return Lexicon(_terms())


@lru_cache(maxsize=8192)
def type_of(word: str) -> Thing | None:
    """The thing that a type's designation names ("T-72B3s", "Su-30"), with or without an s; None where it is none."""
    bare = word[:-1] if word.endswith("s") and len(word) > 3 else word
    for thing, pattern in _types():
        if pattern.fullmatch(bare) or pattern.fullmatch(word):
            return thing
    return None


@cache
def _types() -> tuple[tuple[Thing, re.Pattern[str]], ...]:
    return tuple((Thing(row["thing"]), re.compile(row["pattern"])) for row in _rows("thing_types.csv"))


def _terms() -> Iterator[tuple[str, Term]]:
    for row in _rows("things.csv"):
        thing, strong = None if row["thing"] == "none" else Thing(row["thing"]), row["strength"] == "strong"
        for term in row["terms"].split("|"):
            last = term.replace("-", " ").split()[-1]
            if last in ALREADY_PLURAL:
                yield term, Term(thing=thing, strong=strong, plural=True)
                continue
            mass = last in MASS
            plural = None if last in BOTH else False
            yield term, Term(thing=thing, strong=strong, plural=plural, mass=mass)
            yield plural_of(term), Term(thing=thing, strong=strong, plural=True)


def plural_of(term: str) -> str:
    """The regular plural of a term's last word.

    >>> plural_of("battery"), plural_of("trench"), plural_of("tank")
    ('batteries', 'trenches', 'tanks')
    """
    if term.endswith("y") and term[-2] not in "aeiou":
        return f"{term[:-1]}ies"
    return f"{term}es" if term.endswith(("s", "x", "ch", "sh")) else f"{term}s"


def _rows(name: str) -> list[dict[str, str]]:
    text = (resources.files("hardstand.claims.grammar") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
