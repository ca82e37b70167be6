"""What is normal at a site, from irregular dates and partly seen frames, and whether a date departs from it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hardstand.errors import MetadataError
from hardstand.ledger.baseline_entries import Anomaly, AnomalyKind, Baseline, CountedDate
from hardstand.ledger.entries import Ledger
from hardstand.ledger.ground import seen_ground
from hardstand.ledger.judging import (
    LEAST_OTHER_DAYS,
    NOMINAL_RATE,
    History,
    Others,
)
from hardstand.ledger.rates import rate_grid
from hardstand.ledger.rehearsal import Rehearsal, Truth, rehearse
from hardstand.ledger.view import DatedView
from hardstand.timewindow import utc

NOT_SEEN = "none of the ground was seen"
TOO_FEW = f"fewer than {LEAST_OTHER_DAYS} other days show the ground"


def baselines(views: Sequence[DatedView], ledger: Ledger, rng: np.random.Generator) -> tuple[Baseline, ...]:
    """The baseline of each class that some date shows, in the order of the alphabet.

    Args:
        views: one per acquisition; any order.
        ledger: made from them.
        rng: what the simulations are drawn with.
    """
    labels = sorted({count.label for count in ledger.counts if count.found})
    return tuple(
        baseline(counted_dates(views, ledger, label), label, own)
        for label, own in zip(labels, rng.spawn(len(labels)), strict=True)
    )


def counted_dates(views: Sequence[DatedView], ledger: Ledger, label: str) -> tuple[CountedDate, ...]:
    """What each date says of a class, in the order of time; dates whose resolution does not show it are left out."""
    counts = {count.acquisition: count for count in ledger.counts if count.label == label}
    counting = sorted((view for view in views if view.acquisition in counts), key=lambda view: view.time)
    ground = seen_ground(counting, ledger.stands, label)
    dates = []
    for view, (least, most) in zip(counting, ground, strict=True):
        count = counts[view.acquisition]
        number = count.found if count.estimate is None else count.estimate
        dates.append(
            CountedDate(
                acquisition=view.acquisition,
                time=view.time,
                number=number,
                low=number if count.low is None else count.low,
                high=number if count.high is None else count.high,
                least_km2=float(least),
                most_km2=float(most),
            )
        )
    return tuple(dates)


def baseline(dates: Sequence[CountedDate], label: str, rng: np.random.Generator) -> Baseline:
    """What is normal, and how each date stands to all others, earlier and later ones alike.

    Dates are taken to stray around one mean rate, each on its own. Where numbers rise or fall over the dates, or hang
    together from one date to the next, they are not quite that: a trend makes the others look scattered, so that fewer
    dates are told of; dates close together look too much alike, so that more are.

    Args:
        dates: any order.
        label: class.
        rng: what the simulation is drawn with.

    Raises:
        MetadataError: two dates have one acquisition.
    """
    ordered = sorted(dates, key=lambda date: (utc(date.time), date.acquisition))
    if len({date.acquisition for date in ordered}) < len(ordered):
        raise MetadataError("Two counts of one class have one acquisition; give one count for each.")
    seen = [date for date in ordered if date.most_km2 > 0]
    days = len({utc(date.time).date() for date in seen})
    if days <= LEAST_OTHER_DAYS:
        return Baseline(
            label=label,
            dates=len(seen),
            days=days,
            nominal_rate=NOMINAL_RATE,
            anomalies=tuple(_unsaid(date, label, TOO_FEW) for date in ordered),
            reason=TOO_FEW,
        )
    return _judged(ordered, seen, label, rng)


def _judged(
    ordered: Sequence[CountedDate], seen: Sequence[CountedDate], label: str, rng: np.random.Generator
) -> Baseline:
    history = _history(seen)
    others = Others(history)
    grid = rate_grid(history.number, history.ground_km2, history.uses.max(axis=0, keepdims=True))
    rate_low, rate, rate_high = (float(each) for each in grid.rate_quantiles(_QUANTILES)[0])
    spread_low, spread, spread_high = (float(each) for each in grid.spread_quantiles(_QUANTILES)[0])
    rehearsal = rehearse(history, Truth(rate_per_km2=rate, spread=spread), rng)
    places = {date.acquisition: place for place, date in enumerate(seen)}
    false_alarm_rate, false_alarm_error = rehearsal.false_alarms
    return Baseline(
        label=label,
        dates=len(seen),
        days=len(np.unique(history.day)),
        rate_per_km2=rate,
        rate_low=rate_low,
        rate_high=rate_high,
        spread=spread,
        spread_low=spread_low,
        spread_high=spread_high,
        nominal_rate=NOMINAL_RATE,
        false_alarm_rate=false_alarm_rate,
        false_alarm_error=false_alarm_error,
        anomalies=tuple(
            _anomaly(date, label, places[date.acquisition], others, rehearsal)
            if date.acquisition in places
            else _unsaid(date, label, NOT_SEEN)
            for date in ordered
        ),
    )


_QUANTILES = np.array([0.05, 0.5, 0.95])


def _history(dates: Sequence[CountedDate]) -> History:
    names = ("number", "low", "high", "least_km2", "most_km2")
    columns = {name: np.array([getattr(date, name) for date in dates], dtype=np.float64) for name in names}
    return History(**columns, day=np.array([utc(date.time).toordinal() for date in dates]))


def _unsaid(date: CountedDate, label: str, reason: str) -> Anomaly:
    seen = date.most_km2 > 0
    return Anomaly(
        acquisition=date.acquisition,
        label=label,
        kind=None,
        number=date.number if seen else None,
        low=date.low if seen else None,
        high=date.high if seen else None,
        reason=reason if seen else NOT_SEEN,
    )


def _anomaly(date: CountedDate, label: str, place: int, others: Others, rehearsal: Rehearsal) -> Anomaly:
    above, below = others.above(place), others.below(place)
    kind = AnomalyKind.NORMAL
    if others.departs(place):
        kind = AnomalyKind.SURGE if above <= below else AnomalyKind.EMPTY
    expected_low, expected_high = others.normal_range(place)
    return Anomaly(
        acquisition=date.acquisition,
        label=label,
        kind=kind,
        number=date.number,
        low=date.low,
        high=date.high,
        expected_low=expected_low,
        expected_high=expected_high,
        probability=min(above, below),
        power=rehearsal.power(place),
    )
