"""What all dates together tell: which of them depart from what is normal, and how much had come by when."""

from __future__ import annotations

import math

from hardstand.ledger.arrivals import ArrivalCurve, had_come_by
from hardstand.ledger.baseline_entries import Anomaly, AnomalyKind, Baseline
from hardstand.ledger.judging import LEAST_OTHER_DAYS
from hardstand.report.words import Calendar, listed, noun, number, percent, sentence, things
from hardstand.result import RunResult

LEAST_ARRIVALS, LEAST_WINDOWS = 8, 3
"""From so many arrivals in so many different windows on, a sentence sums up when most had come."""

RARE = 10_000
"""What is rarer than once in so many dates is not told more exactly: the model is no better than that."""


def over_dates(result: RunResult, calendar: Calendar) -> tuple[str, ...]:
    """Sentences on dates that depart, in the order of classes and time, then on arrivals; often none."""
    departing = (
        departure_sentence(result, calendar, each, found) for each in result.baselines for found in each.departures
    )
    arrivals = (arrivals_sentence(curve, calendar) for curve in result.arrival_curves if worth_telling(curve))
    return (*departing, *arrivals)


def how_sure_of_normal(result: RunResult) -> tuple[str, ...]:
    """How often normal dates would be told of; nothing where nothing was judged."""
    rates = [each.false_alarm_rate for each in result.baselines if each.false_alarm_rate is not None]
    if not rates:
        return ()
    nominal = max(each.nominal_rate for each in result.baselines)
    told = (
        f"Each date is held against all others. A date on which nothing is unusual is told of with a probability of "
        f"{percent(nominal)} at most for each class; simulated for the dates of this site it was "
        f"{'' if len(rates) == 1 else 'at most '}{_tenths(max(rates))}."
    )
    return (told,)


def _tenths(share: float) -> str:
    """Rounded up: no rate is told as nothing."""
    return f"{max(1, math.ceil(1000 * share - 1e-9)) / 10:.1f} %"


def unknown_of_normal(result: RunResult) -> tuple[str, ...]:
    """Where too few dates tell what is normal, once; else how likely a changed number would go untold."""
    judged = [each for each in result.baselines if each.false_alarm_rate is not None]
    untold = [each for each in result.baselines if each.false_alarm_rate is None]
    sentences = [_overlooked(each) for each in judged]
    if untold:
        which = "" if not judged else f" of {listed([noun(each.label, 2) for each in untold])}"
        sentences.append(
            f"Which numbers{which} are normal here cannot be said: that takes ground seen on "
            f"{number(LEAST_OTHER_DAYS + 1)} days at least, and there {_days(max(each.days for each in untold))}."
        )
    return tuple(sentences)


def _days(days: int) -> str:
    return f"{'is' if days == 1 else 'are'} {number(days) if days else 'none'}"


def departure_sentence(result: RunResult, calendar: Calendar, baseline: Baseline, found: Anomaly) -> str:
    """As in "36 aircraft on 15 September 2015 are more than the other nine dates lead one to expect (5 to 14; ...)"."""
    acquisition = next(each for each in result.acquisitions if each.id == found.acquisition)
    when = f"on image {acquisition.id}" if acquisition.time is None else calendar.on(acquisition.time.value)
    more = found.kind is AnomalyKind.SURGE
    others = things(baseline.dates - 1, "date")
    return sentence(
        f"{_numbered(found)} {when} {'is' if found.high == 1 else 'are'} {'more' if more else 'fewer'} than the other "
        f"{others} lead one to expect ({_expected(found)}; so {'many or more' if more else 'few or fewer'} are seen by "
        f"chance on {_once(found.probability)})"
    )


def _numbered(found: Anomaly) -> str:
    if found.low == found.high or found.low is None or found.high is None:
        return things(found.number or 0, found.label)
    return f"{found.low:,} to {found.high:,} {noun(found.label, found.high)}"


def _expected(found: Anomaly) -> str:
    return f"{found.expected_low:,} to {found.expected_high:,}"


def _once(probability: float | None) -> str:
    """As in "one date in 250", by a round number that makes it no rarer than it is."""
    assert probability is not None
    often = 1 / max(probability, 1e-12)
    if often >= RARE:
        return f"less than one date in {RARE:,}"
    step = 10 ** (len(str(int(often))) - 1) // 2 or 1
    return f"one date in {int(often // step * step):,}"


def _overlooked(baseline: Baseline) -> str:
    powers = [each.power for each in baseline.anomalies if each.power is not None]

    def told(factor: float) -> str:
        low, high = (percent(end([power[factor] for power in powers])) for end in (min, max))
        return low if low == high else f"{low.removesuffix(' %')} to {high}"

    return (
        f"An unusual number of {noun(baseline.label, 2)} may go untold: twice the normal number would be told of with "
        f"a probability of {told(2.0)} by date, half of it with {told(0.5)}, none at all with {told(0.0)}."
    )


def worth_telling(curve: ArrivalCurve) -> bool:
    """Whether there are enough arrivals for a sentence to sum them up."""
    return curve.label is not None and curve.arrivals >= LEAST_ARRIVALS and curve.windows >= LEAST_WINDOWS


def arrivals_sentence(curve: ArrivalCurve, calendar: Calendar) -> str:
    """As in "Most of the 14 aircraft that arrived had come by 12 September 2015: ..."."""
    most = curve.arrivals // 2 + 1
    reached = had_come_by(curve, most / curve.arrivals)
    assert reached.by is not None
    point = next(each for each in curve.points if each.time == reached.by)
    begun = "" if reached.after is None else f"; {calendar.on(reached.after)} no more than half of them had"
    label = noun(curve.label or "object", curve.arrivals)
    if point.proved_least == curve.arrivals:
        return sentence(
            f"all {number(curve.arrivals)} {label} that arrived had come by {calendar.moment(reached.by)}{begun}"
        )
    proved = f"at least {number(point.proved_least)} of them by their windows alone"
    if point.low > point.proved_least:
        proved += f", {point.low} to {point.high} with a probability of 90 %"
    return sentence(
        f"most of the {number(curve.arrivals)} {label} that arrived had come by {calendar.moment(reached.by)} "
        f"({proved}){begun}"
    )
