"""What came, stayed and left, and between which two images."""

from hardstand.ledger.arrivals import ArrivalCurve, Come, arrival_curve, arrival_curves, had_come_by
from hardstand.ledger.baseline import baseline, baselines
from hardstand.ledger.baseline_entries import Anomaly, AnomalyKind, Baseline, CountedDate
from hardstand.ledger.build import ZoneOf, build_ledger
from hardstand.ledger.counts import CountBasis, bases_of
from hardstand.ledger.entries import Count, CountPart, Event, EventKind, Ledger, Stand, State
from hardstand.ledger.net_change import CountDifference, NetChange
from hardstand.ledger.occupied import Difference, OccupiedOnBoth, Trait
from hardstand.ledger.view import DatedView

__all__ = [
    "Anomaly",
    "AnomalyKind",
    "ArrivalCurve",
    "Baseline",
    "Come",
    "Count",
    "CountBasis",
    "CountDifference",
    "CountPart",
    "CountedDate",
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
    "arrival_curve",
    "arrival_curves",
    "baseline",
    "baselines",
    "bases_of",
    "build_ledger",
    "had_come_by",
]
