"""What came and left on balance, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from hardstand.timewindow import TimeWindow


@dataclass(frozen=True, kw_only=True)
class CountDifference:
    """By how much a count rose from one acquisition to another; negative where it fell.

    Attributes:
        found: difference of the numbers found.
        low: lower end of the 90 % interval of the true difference; None where a count has no interval.
        high: upper end, likewise.
    """

    found: int
    low: int | None
    high: int | None


@dataclass(frozen=True, kw_only=True)
class NetChange:
    """What came and left on balance between two acquisitions, of one class, on the whole site or in one zone.

    Attributes:
        window: from the earlier acquisition to the later one.
        earlier: id of the earlier acquisition.
        later: id of the later acquisition.
        label: class.
        zone: name of the zone; None = the whole site, its zones included.
        arrivals: stands that the earlier one shows empty and the later one occupied.
        departures: stands that the earlier one shows occupied and the later one empty.
        both: stands that both show occupied.
        not_judged: stands that one of the two, or both, did not judge; nothing of them is in the other numbers.
        difference: by how much the number of the class rose; None where it is not known.
        unknown: why it is not known, for a reader; None where it is.
    """

    window: TimeWindow
    earlier: str
    later: str
    label: str
    zone: str | None
    arrivals: int
    departures: int
    both: int
    not_judged: int
    difference: CountDifference | None
    unknown: str | None

    @property
    def net(self) -> int:
        """Arrivals less departures, on the stands that both acquisitions judged."""
        return self.arrivals - self.departures
