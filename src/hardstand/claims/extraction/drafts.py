"""A claim on its way: all but its number and its place in the text as read."""

from __future__ import annotations

from dataclasses import dataclass, field

from hardstand.claims.entries import NO_TIME, UNSAID, ClaimKind, Distance, Period, Place, Polarity, Quantity, Source
from hardstand.claims.things import Thing


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A claim in the folded text.

    Attributes:
        start: offset of its first character in the folded text.
        end: offset after its last one.
        sentence: number of its sentence, from 0.
        kind: as in `Claim`, like the rest.
        thing: as in `Claim`.
        quantity: as in `Claim`.
        polarity: as in `Claim`.
        hedges: as in `Claim`.
        source: as in `Claim`.
        period: as in `Claim`.
        place: as in `Claim`.
        distance: as in `Claim`.
        by_verb: whether a verb or noun of building says that it was built, not only "new".
        leaves_traces: whether what happened to the thing shows afterwards.
        definite: whether its words point back ("the equipment", "they").
    """

    start: int
    end: int
    sentence: int
    kind: ClaimKind
    thing: Thing
    quantity: Quantity = UNSAID
    polarity: Polarity = Polarity.AFFIRMED
    hedges: tuple[str, ...] = ()
    source: Source = field(default_factory=Source)
    period: Period = NO_TIME
    place: Place | None = None
    distance: Distance | None = None
    by_verb: bool = False
    leaves_traces: bool = False
    definite: bool = False
