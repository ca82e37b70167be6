"""A phrase that names a thing."""

from __future__ import annotations

from dataclasses import dataclass

from hardstand.claims.entries import Quantity
from hardstand.claims.things import Thing


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A phrase that names a thing.

    Attributes:
        first: number of its first token in the sentence, with its number ("six main battle tanks").
        head: number of the first token of the word for the thing.
        end: number of the token after it.
        thing: what it names.
        strong: whether the words can hardly mean anything else.
        quantity: how many.
        negated: whether the number itself says that there is none.
        counted: whether the text gives a number, though a vague one ("dozens", "a handful"); "several" gives none.
        determiner: "a", "the" and so on, lower case, or None.
        modifiers: words between number and head, lower case.
        designation: whether a type is named ("T-72").
        plural: whether more than one is meant.
        mass: whether it is not counted ("artillery").
        noun: of a number that stands apart from its noun ("of the tents, six"), the first token of that; else None.
    """

    first: int
    head: int
    end: int
    thing: Thing
    strong: bool
    quantity: Quantity
    negated: bool = False
    counted: bool = False
    determiner: str | None = None
    modifiers: tuple[str, ...] = ()
    designation: bool = False
    plural: bool = False
    mass: bool = False
    noun: int | None = None
