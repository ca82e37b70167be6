"""What a catalogue has of a place, as a JSON document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from shapely.geometry import mapping

from hardstand.coverage import Bounds, Coverage, Footprint, Gap, Pass, Period
from hardstand.exchange.records import ANGLE_DECIMALS, METRE_DECIMALS, SHARE_DECIMALS, Record, iso_utc, rounded

SECONDS_DECIMALS = 3


def coverage_record(coverage: Coverage, bounds: Bounds | None) -> Record:
    """The answer as plain values, in a fixed order of keys. Times are ISO 8601 in UTC; unknown values are null.

    Args:
        coverage: of the place in the period.
        bounds: of what is said to have happened, or None where nothing is.
    """
    median = coverage.median_revisit
    return {
        "place": {"name": coverage.place.name, "geometry": mapping(coverage.place.geometry)},
        "period": _period(coverage.period),
        "limits": asdict(coverage.limits),
        "passes": [_pass(each) for each in coverage.passes],
        "gaps": [_gap(gap) for gap in coverage.gaps],
        "longest_gap_s": None if coverage.longest is None else _seconds(coverage.longest),
        "median_revisit_s": None if median is None else rounded(median.total_seconds(), SECONDS_DECIMALS),
        "claimed": None if bounds is None else _bounds(bounds),
    }


def _period(period: Period) -> Record:
    return {"begins": iso_utc(period.begins), "ends": iso_utc(period.ends)}


def _pass(each: Pass) -> Record:
    used = {id(image) for image in each.used}
    return {
        "datetime": iso_utc(each.time),
        "until": iso_utc(each.until),
        "platform": each.platform,
        "usable": each.usable,
        "reasons": list(each.reasons),
        "not_told": list(each.untold),
        "covered_share": rounded(each.covered_share, SHARE_DECIMALS),
        "used_share": rounded(each.used_share, SHARE_DECIMALS),
        "images": [{**_image(image), "used": id(image) in used} for image in each.images],
    }


def _image(image: Footprint) -> Record:
    return {
        "id": image.id,
        "datetime": iso_utc(image.time),
        "until": iso_utc(image.until),
        "gsd": rounded(image.gsd_m, METRE_DECIMALS),
        "off_nadir": rounded(image.off_nadir_deg, ANGLE_DECIMALS),
        "sun_elevation": rounded(image.sun_elevation_deg, ANGLE_DECIMALS),
        "cloud_share": rounded(image.cloud_share, SHARE_DECIMALS),
        "source": image.source,
    }


def _gap(gap: Gap) -> Record:
    return {
        "begins": iso_utc(gap.begins),
        "ends": iso_utc(gap.ends),
        "length_s": _seconds(gap),
        **_window(gap),
        "not_usable": _times(gap.left_out),
    }


def _window(gap: Gap) -> Record:
    """What could be proved at best; both ends null where nothing could."""
    return {
        "after": None if gap.window is None else iso_utc(gap.window.after),
        "by": None if gap.window is None else iso_utc(gap.window.by),
    }


def _bounds(bounds: Bounds) -> Record:
    return {
        **_period(bounds.claimed),
        "last_before": None if bounds.before is None else iso_utc(bounds.before.until),
        "within": _times(bounds.within),
        "first_after": None if bounds.after is None else iso_utc(bounds.after.time),
        "windows": [_window(gap) for gap in bounds.gaps],
    }


def _times(passes: Iterable[Pass]) -> list[str | None]:
    return [iso_utc(each.time) for each in passes]


def _seconds(gap: Gap) -> float | None:
    return rounded(gap.length.total_seconds(), SECONDS_DECIMALS)
