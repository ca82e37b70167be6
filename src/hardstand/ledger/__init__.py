"""What came, stayed and left, and between which two images."""

from hardstand.ledger.build import ZoneOf, build_ledger
from hardstand.ledger.counts import CountBasis, bases_of
from hardstand.ledger.entries import Count, CountPart, Event, EventKind, Ledger, Stand, State
from hardstand.ledger.view import DatedView

__all__ = [
    "Count",
    "CountBasis",
    "CountPart",
    "DatedView",
    "Event",
    "EventKind",
    "Ledger",
    "Stand",
    "State",
    "ZoneOf",
    "bases_of",
    "build_ledger",
]
