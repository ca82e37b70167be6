"""What is normal at a site, and which dates depart from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hardstand.errors import MetadataError
from hardstand.timewindow import utc


class AnomalyKind(StrEnum):
    """How a date stands to what is normal."""

    NORMAL = "normal"
    SURGE = "surge"
    """More than the other dates lead one to expect."""
    EMPTY = "empty"
    """Fewer than the other dates lead one to expect, down to none."""


@dataclass(frozen=True, kw_only=True)
class CountedDate:
    """What one date says of one class.

    Attributes:
        acquisition: id.
        time: UTC.
        number: how many there were: the estimate, or what was found where no interval is known.
        low: lower end of the interval of the true number, inclusive; `number` where none is known.
        high: upper end, inclusive; `number` where none is known.
        least_km2: ground that was seen, square kilometres, by the measure that makes it least; >= 0.
        most_km2: the same by the measure that makes it most. The two differ where clouds lie rather on, or rather
            beside, the spots on which the class stands.

    Raises:
        MetadataError: a time without zone, or ends that are not in order.
    """

    acquisition: str
    time: datetime
    number: int
    low: int
    high: int
    least_km2: float
    most_km2: float

    def __post_init__(self) -> None:
        """Refuse what no count can be."""
        utc(self.time)
        if not 0 <= self.low <= self.number <= self.high:
            raise MetadataError(
                f"A count lies between the ends of its interval, none below 0; {self.acquisition} has {self.number} "
                f"in {self.low} to {self.high}."
            )
        if not 0 <= self.least_km2 <= self.most_km2:
            raise MetadataError(
                f"The ground seen on {self.acquisition} is {self.least_km2:g} to {self.most_km2:g} km2; give it in "
                "order, and not below 0."
            )

    @property
    def ground_km2(self) -> float:
        """Ground that was seen, square kilometres: between its two measures."""
        return (self.least_km2 + self.most_km2) / 2


@dataclass(frozen=True, kw_only=True)
class Anomaly:
    """One date and class, held against the other dates.

    Attributes:
        acquisition: id.
        label: class.
        kind: surge, empty or normal; None where nothing can be said.
        number: how many there were; None where no ground was seen.
        low: lower end of the interval of the true number; a surge is told only where even this is too many.
        high: upper end; an empty date is told only where even this is too few.
        expected_low: fewer depart; 0 where not even an empty apron would. None where nothing can be said.
        expected_high: more depart.
        probability: of so many or more, or so few or fewer, on a normal date, whichever is the rarer, 0..1; taken at
            the end of the interval that speaks against a departure.
        power: factor on the normal rate to the probability that this date would be told of, 0..1, by simulation.
        reason: why nothing can be said; None where something can.
    """

    acquisition: str
    label: str
    kind: AnomalyKind | None
    number: int | None
    low: int | None
    high: int | None
    expected_low: int | None = None
    expected_high: int | None = None
    probability: float | None = None
    power: dict[float, float] | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """What is normal at a site for one class, and how each date stands to it.

    Attributes:
        label: class.
        dates: acquisitions on which ground was seen.
        days: UTC days among them; images of one day are no independent witnesses, and count as one.
        rate_per_km2: objects per square kilometre of seen ground on a normal date, the middle of what may be; None
            where nothing can be said. Dates that depart far weigh little, here and in `spread`.
        rate_low: lower end of its 90 % interval.
        rate_high: upper end.
        spread: standard deviation of a date's own rate beyond chance, relative to the mean (the variance of a number is
            mean + spread^2 mean^2), the middle of what may be.
        spread_low: lower end of its 90 % interval.
        spread_high: upper end.
        nominal_rate: a normal date is told of at most so often, surges and empty dates together, 0..1.
        false_alarm_rate: how often one was, by simulation of this site's own dates; None where nothing can be said.
        false_alarm_error: standard error of that rate, from the number of simulations.
        anomalies: one per acquisition, in the order of time.
        reason: why nothing can be said; None where something can.
    """

    label: str
    dates: int
    days: int
    nominal_rate: float
    anomalies: tuple[Anomaly, ...]
    rate_per_km2: float | None = None
    rate_low: float | None = None
    rate_high: float | None = None
    spread: float | None = None
    spread_low: float | None = None
    spread_high: float | None = None
    false_alarm_rate: float | None = None
    false_alarm_error: float | None = None
    reason: str | None = None

    @property
    def false_alarms_expected(self) -> float | None:
        """False alarms to expect over all dates together, if all are normal; None where nothing can be said."""
        return None if self.false_alarm_rate is None else self.false_alarm_rate * self.dates

    @property
    def departures(self) -> tuple[Anomaly, ...]:
        """The dates that are told of."""
        return tuple(each for each in self.anomalies if each.kind in {AnomalyKind.SURGE, AnomalyKind.EMPTY})
