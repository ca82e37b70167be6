"""What two dates tell together, in JSON: the net change, and stands that both show occupied."""

from __future__ import annotations

from hardstand.exchange.records import Record, iso_utc
from hardstand.ledger.net_change import CountDifference, NetChange
from hardstand.ledger.occupied import OccupiedOnBoth


def net_record(change: NetChange) -> Record:
    """What came and left on balance; `count_difference` is null where `unknown` says why."""
    return {
        "after": iso_utc(change.window.after),
        "by": iso_utc(change.window.by),
        "earlier": change.earlier,
        "later": change.later,
        "label": change.label,
        "zone": change.zone,
        "arrivals": change.arrivals,
        "departures": change.departures,
        "net": change.net,
        "occupied_on_both": change.both,
        "not_judged": change.not_judged,
        "count_difference": _difference(change.difference),
        "unknown": change.unknown,
    }


def _difference(rise: CountDifference | None) -> Record | None:
    return None if rise is None else {"found": rise.found, "low": rise.low, "high": rise.high}


def both_record(each: OccupiedOnBoth) -> Record:
    """Two dates of one stand; `replaced` is null where neither size nor type could be compared."""
    return {
        "after": iso_utc(each.window.after),
        "by": iso_utc(each.window.by),
        "earlier": each.earlier.id,
        "later": each.later.id,
        "compared": [trait.value for trait in each.compared],
        "differences": [
            {"trait": one.trait.value, "earlier": one.earlier, "later": one.later} for one in each.differences
        ],
        "replaced": each.replaced,
        "turned": each.turned,
        "statement": each.statement,
    }
