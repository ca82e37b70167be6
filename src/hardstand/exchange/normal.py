"""What is normal at a site, and the arrival curve, as they are written in JSON."""

from __future__ import annotations

from hardstand.exchange.records import Record, iso_utc, rounded
from hardstand.ledger.arrivals import ArrivalCurve
from hardstand.ledger.baseline_entries import Anomaly, Baseline

FIGURES = 4
"""Significant figures of rates and probabilities, which may be very small."""

SHARE_DECIMALS = 3
"""Simulated shares carry no more."""


def baseline_record(baseline: Baseline) -> Record:
    """The baseline of one class with its dates; null where nothing can be said, and then `reason` says why."""
    return {
        "label": baseline.label,
        "dates": baseline.dates,
        "days": baseline.days,
        "rate_per_km2": _figures(baseline.rate_per_km2),
        "rate_low": _figures(baseline.rate_low),
        "rate_high": _figures(baseline.rate_high),
        "spread": _figures(baseline.spread),
        "spread_low": _figures(baseline.spread_low),
        "spread_high": _figures(baseline.spread_high),
        "nominal_rate": baseline.nominal_rate,
        "false_alarm_rate": _figures(baseline.false_alarm_rate),
        "false_alarm_error": _figures(baseline.false_alarm_error),
        "false_alarms_expected": _figures(baseline.false_alarms_expected),
        "reason": baseline.reason,
        "anomalies": [_anomaly(each) for each in baseline.anomalies],
    }


def _anomaly(anomaly: Anomaly) -> Record:
    return {
        "acquisition": anomaly.acquisition,
        "kind": None if anomaly.kind is None else anomaly.kind.value,
        "number": anomaly.number,
        "low": anomaly.low,
        "high": anomaly.high,
        "expected_low": anomaly.expected_low,
        "expected_high": anomaly.expected_high,
        "probability": _figures(anomaly.probability),
        "power": None
        if anomaly.power is None
        else {f"{factor:g}": rounded(share, SHARE_DECIMALS) for factor, share in anomaly.power.items()},
        "reason": anomaly.reason,
    }


def arrival_curve_record(curve: ArrivalCurve) -> Record:
    """The curve of one class, or of all where `label` is null."""
    return {
        "label": curve.label,
        "arrivals": curve.arrivals,
        "windows": curve.windows,
        "points": [
            {
                "time": iso_utc(point.time),
                "share": rounded(point.share, SHARE_DECIMALS),
                "low": point.low,
                "high": point.high,
                "proved_least": point.proved_least,
                "proved_most": point.proved_most,
            }
            for point in curve.points
        ],
    }


def _figures(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{FIGURES}g}")
