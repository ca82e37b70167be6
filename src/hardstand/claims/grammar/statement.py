"""One thing that a sentence says."""

from __future__ import annotations

from dataclasses import dataclass

from hardstand.claims.entries import ClaimKind, Quantity
from hardstand.claims.things import Thing


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One thing that a sentence says, before it is known who says it.

    Attributes:
        first: number of its first token.
        end: number of the token after it.
        kind: what is said.
        thing: of what.
        quantity: how many.
        counted: whether the text gives a number.
        negated: whether its own number denies it ("no tanks").
        strong: whether its words can hardly mean anything else.
        designation: whether a type is named ("T-72").
        verb_kind: kind of claim that this token makes, or None.
        verb: number of the token that governs it, or None.
        noun: number of the token where its own noun begins, if that stands before the number ("of the tents, six").
        definite: whether it points back ("the equipment").
        plural: whether more than one is meant.
        ruined: whether it was destroyed or damaged.
    """

    first: int
    end: int
    kind: ClaimKind
    thing: Thing
    quantity: Quantity
    counted: bool = False
    negated: bool = False
    strong: bool = True
    designation: bool = False
    verb_kind: ClaimKind | None = None
    verb: int | None = None
    noun: int | None = None
    definite: bool = False
    plural: bool = False
    ruined: bool = False
