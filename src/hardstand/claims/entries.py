"""What a text claims about a place, one statement at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hardstand.claims.things import Thing


class ClaimKind(StrEnum):
    """What is said of the thing."""

    COUNT = "count"
    """So many stand there."""
    PRESENCE = "presence"
    """It is there; no number, or no more than "several"."""
    ARRIVAL = "arrival"
    """It came, was sent, delivered or moved in."""
    DEPARTURE = "departure"
    """It left, was withdrawn or removed."""
    CONSTRUCTION = "construction"
    """It was or is being built, extended, paved, dug or demolished."""
    LOCATION = "location"
    """A place lies so far from, or in such a direction of, another one."""
    NAME = "name"
    """A place is called so, or was named after somebody."""
    CAPABILITY = "capability"
    """What something can do or is used for: it can take heavy aircraft, it is the only functioning airport."""
    INTENT = "intent"
    """A purpose, plan, offer, demand or readiness: no image shows one."""
    OTHER = "other"


class Polarity(StrEnum):
    """Whether the speaker says that it is so, or that it is not."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place as the text names it, and what the gazetteer knows of it.

    Attributes:
        name: in the words of the text.
        code: ICAO code of an airport, or None.
        lon: longitude, degrees; None where the gazetteer knows no such place, or several.
        lat: latitude, degrees; None likewise.
        also: other names that the text or the gazetteer gives it.
        reason: why there is no position, or which of several places was meant and why; None where it is plain.
    """

    name: str
    code: str | None = None
    lon: float | None = None
    lat: float | None = None
    also: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """How many.

    Attributes:
        low: at least so many; None where the text gives no number at all, as for a name.
        high: at most so many; None = open ("more than 550").
        approximate: whether the text gives no exact number ("about 40", "dozens", a bare plural).
    """

    low: int | None = None
    high: int | None = None
    approximate: bool = False


UNSAID = Quantity()
"""Of what is not counted."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """When, by whole days in UTC.

    Attributes:
        after: first day in which it may have happened; None = not said.
        by: last day in which it may have happened; None = not said.
        rule: how the text's words became these days, in words; None where the text says no time.
    """

    after: date | None = None
    by: date | None = None
    rule: str | None = None


NO_TIME = Period()
"""Where the text says no time."""


@dataclass(frozen=True, kw_only=True)
class Distance:
    """How far, and in which direction from what, a place is said to lie.

    Attributes:
        km: kilometres, converted where the text gives another unit.
        bearing: compass direction in words ("south", "north-west"); None where none is said.
        origin: the place from which it is measured.
        stated: the text's own figures with their units, in its order: ((25.0, "km"), (15.0, "mi")).
        findings: what checking them gave: units against each other, and both against the earth.
        agrees_units: whether the figures in their units are one distance; None where there is only one.
        agrees_distance: whether the distance agrees with the earth; None where it was not compared.
        agrees_bearing: whether the direction agrees with the earth; None where it was not compared.
    """

    km: float | None
    bearing: str | None = None
    origin: Place | None = None
    stated: tuple[tuple[float, str], ...] = ()
    findings: tuple[str, ...] = ()
    agrees_units: bool | None = None
    agrees_distance: bool | None = None
    agrees_bearing: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """Who says it.

    Attributes:
        speaker: person, body or firm as the text names it; None = the text itself.
        office: the speaker's office ("Syrian Foreign Minister"), or None.
        provider: who provided the images that are said to show it, or None.
        verb: verb of saying or showing ("said", "confirmed", "show"), or None.
    """

    speaker: str | None = None
    office: str | None = None
    provider: str | None = None
    verb: str | None = None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One checkable statement of a text.

    Attributes:
        id: unique in a text, "claim-1" and so on, in the order of the text.
        start: offset of its first character in the text, from 0.
        end: offset after its last character.
        text: the text between the two, as it stands there.
        kind: what is said.
        thing: of what.
        quantity: how many.
        polarity: whether it is affirmed or denied; the other fields describe what is denied.
        hedges: words by which the speaker leaves it open ("apparently"); empty = none.
        source: who says it.
        period: when.
        place: where; None where the text does not say.
        distance: of a location; else None.
        imagery_can_tell: whether overhead images could ever bear on it.
        why: the reason for that, in a sentence.
        sentence: start and end of the sentence that holds it.
    """

    id: str
    start: int
    end: int
    text: str
    kind: ClaimKind
    thing: Thing
    quantity: Quantity = UNSAID
    polarity: Polarity = Polarity.AFFIRMED
    hedges: tuple[str, ...] = ()
    source: Source = field(default_factory=Source)
    period: Period = NO_TIME
    place: Place | None = None
    distance: Distance | None = None
    imagery_can_tell: bool
    why: str
    sentence: tuple[int, int]

    @property
    def hedged(self) -> bool:
        """Whether the speaker leaves open if it is so."""
        return bool(self.hedges)
