"""What came, stayed and left, and between which two images."""

from hardstand.ledger.build import DatedView, ZoneOf, build_ledger
from hardstand.ledger.entries import Count, Event, EventKind, Ledger, Stand, State

__all__ = ["Count", "DatedView", "Event", "EventKind", "Ledger", "Stand", "State", "ZoneOf", "build_ledger"]
