"""What came, stayed and left, and between which two images."""

from hardstand.ledger.build import ZoneOf, build_ledger
from hardstand.ledger.counts import CountBasis, bases_of
from hardstand.ledger.entries import Count, CountPart, Event, EventKind, Ledger, Stand, State
from hardstand.ledger.net_change import CountDifference, NetChange
from hardstand.ledger.occupied import Difference, OccupiedOnBoth, Trait
from hardstand.ledger.view import DatedView

__all__ = [
    "Count",
    "CountBasis",
    "CountDifference",
    "CountPart",
    "DatedView",
    "Difference",
    "Event",
    "EventKind",
    "Ledger",
    "NetChange",
    "OccupiedOnBoth",
    "Stand",
    "State",
    "Trait",
    "ZoneOf",
    "bases_of",
    "build_ledger",
]
