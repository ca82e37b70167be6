"""What is said of a thing: verbs and nouns by the kind of claim that they make."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from hardstand.claims.entries import ClaimKind
from hardstand.claims.grammar.lexicon import Lexicon
from hardstand.claims.word_sets import word_set


@dataclass(frozen=True, kw_only=True)
class Predicate:
    """A word that says something of a thing.

    Attributes:
        first: number of its first token in the sentence.
        end: number of the token after it.
        kind: of the claim that it makes.
        word: lower case.
    """

    first: int
    end: int
    kind: ClaimKind
    word: str


@cache
def predicate_lexicon() -> Lexicon[ClaimKind]:
    """Finds verbs and nouns of a claim in a row of tokens."""
    return Lexicon((form, ClaimKind(kind)) for kind, forms in _forms().items() if kind != "none" for form in forms)


def is_verb(word: str) -> bool:
    """Whether a word, lower case, is a form of one of the known verbs."""
    return word in _verbs()


NOUNS = word_set(
    """
    arrival arrivals delivery deliveries deployment deployments shipment shipments reinforcement
    reinforcements build-up buildup influx supplies relocation departure departures withdrawal removal
    evacuation construction expansion extension erection renovation refurbishment demolition installation
    installations reconstruction completion works presence repairs excavation pullout pull-out drawdown
    exercise exercises training appearance receipt documents houses house ship ferry landing transport park
    building report reports claim claims plan plans attack attacks strike strikes fire test tests patrol
    patrols bomb shell guard strength foundations groundwork numbers orders calls offers exit surge import
    imports cover record records note notes mass position positions stands stand visible present missing
    absent gone there
    """
)
"""Forms that are nouns or adjectives as well: they can stand inside a phrase."""


@cache
def _verbs() -> frozenset[str]:
    return frozenset(form for forms in _forms().values() for form in forms if " " not in form) - NOUNS


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """Forms by the kind of claim; "none" holds verbs that make no claim."""
    text = (resources.files("hardstand.claims.grammar") / "predicates.csv").read_text(encoding="utf-8")
    return {row["kind"]: tuple(row["forms"].split("|")) for row in csv.DictReader(text.splitlines())}
