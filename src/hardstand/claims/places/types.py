"""A place that a text names, and what it is before it is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardstand.claims.entries import Place
from hardstand.claims.gazetteer.lookup import NO_HINTS, Hints


class PlaceKind(StrEnum):
    """What a mention names."""

    AIRPORT = "airport"
    BASE = "base"
    """An air or other military base, a training range, a port or another named facility."""
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    """A country; with no place where its government is meant ("Moscow said", "talks with Russia")."""
    SEA = "sea"
    GENERIC = "generic"
    """An airport, base or site that is not named there: "the airport", "there"."""


class Stretch(Protocol):
    """What stands somewhere in the text and names a place."""

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset after its last one."""

    @property
    def text(self) -> str:
        """What stands there."""

    @property
    def kind(self) -> PlaceKind:
        """What it names."""


@dataclass(frozen=True, kw_only=True)
class PlaceMention:
    """One mention of a place.

    Attributes:
        start: offset of its first character in the folded text.
        end: offset after its last one.
        text: the folded text between the two.
        kind: what it names.
        place: where that is; None for a government, and where a generic word points to nothing that the text names.
    """

    start: int
    end: int
    text: str
    kind: PlaceKind
    place: Place | None


@dataclass(frozen=True, kw_only=True)
class Named:
    """A mention before it is looked up.

    Attributes:
        start: as in `PlaceMention`.
        end: as in `PlaceMention`.
        text: as in `PlaceMention`.
        kind: as in `PlaceMention`.
        name: what to look up ("Tartus" of "Port of Tartus").
        aerial: whether aircraft land there.
        government: whether a country's government is meant.
        hints: what the words around it say of where it lies.
    """

    start: int
    end: int
    text: str
    kind: PlaceKind
    name: str
    aerial: bool = False
    government: bool = False
    hints: Hints = NO_HINTS

    @property
    def facility(self) -> bool:
        """Whether it is an airport, a base or another named facility."""
        return self.kind in {PlaceKind.AIRPORT, PlaceKind.BASE}
