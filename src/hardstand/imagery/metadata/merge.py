"""Many sources, one acquisition: which value counts, and what the reader must be told."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hardstand.errors import MetadataError
from hardstand.imagery.acquisition import Sourced
from hardstand.imagery.metadata.reading import Reading
from hardstand.site.values import GSD_RANGE_M

ORDER = (
    "TIFF tag TIFFTAG_DATETIME",
    "file name",
    "TIFF tags",
    "NITF fields",
    "DIMAP",
    "STAC Item",
    "georeference",
    "site file",
)
"""Sources, weakest first: a later one wins, value by value.

TIFFTAG_DATETIME says when the file was made, so that even a file name is stronger. The georeference, which gives the
GSD only, is stronger than what is stated about the instrument, since it describes the pixels that were delivered. A
source that gives the day only does not displace a weaker one's time on the same day. The site file always wins.
"""

FIRST_TIME = datetime(1957, 10, 4, tzinfo=UTC)
"""Earliest time of an image from space: the first satellite's launch."""

TIME_TOLERANCE = timedelta(days=1)
"""Sources that differ by more than this about the time are reported."""

GSD_TOLERANCE = 0.1
"""Sources that differ by more than this share about the GSD are reported."""

_ANGLES = {"off_nadir_deg": (0.0, 90.0), "sun_azimuth_deg": (-180.0, 360.0), "sun_elevation_deg": (-90.0, 90.0)}
_VALUES = tuple(field.name for field in fields(Reading) if field.name not in {"day_only", "doubted_time", "warnings"})


@dataclass(frozen=True, kw_only=True)
class Merged:
    """The values that count, by the name of their field in `Acquisition`, and the warnings."""

    values: dict[str, Sourced[Any]]
    warnings: tuple[str, ...]


def merge(readings: Sequence[Reading], stated: Reading, *, latest: datetime | None) -> Merged:
    """Let the strongest source of every value win.

    Args:
        readings: what the files say, weakest first, in the order of `ORDER`.
        stated: what the person says in the site file.
        latest: no image can be later than this; None = not checked.

    Raises:
        MetadataError: the person states a time or a GSD that can't be true.
    """
    _refuse_impossible(stated, latest)
    checked = [_without_impossible(reading, latest) for reading in readings]
    sources = [*checked, stated]
    values: dict[str, Sourced[Any]] = {}
    for name in _VALUES:
        found = [value for reading in sources if (value := getattr(reading, name)) is not None]
        if found:
            values[name] = found[-1]
    time = stated.time or _strongest_time(checked)
    if time is not None:
        values["time"] = time
    warnings = [warning for reading in sources for warning in reading.warnings]
    warnings += _time_conflicts(sources, time) + _gsd_conflicts(sources, values.get("gsd_m"))
    return Merged(values=values, warnings=tuple(warnings))


def impossible_gsd(gsd_m: float) -> str | None:
    """Why a GSD can't be true, or None."""
    low, high = GSD_RANGE_M
    if math.isfinite(gsd_m) and low <= gsd_m <= high:
        return None
    return f"a GSD of {gsd_m:g} m can't be true; it must lie between {low:g} and {high:g} m per pixel"


def impossible_time(time: datetime, latest: datetime | None) -> str | None:
    """Why a time can't be true, or None."""
    if time < FIRST_TIME:
        return f"{_show(time)} is before the first satellite ({FIRST_TIME:%Y-%m-%d})"
    if latest is not None and time > latest:
        return f"{_show(time)} lies in the future"
    return None


def _refuse_impossible(stated: Reading, latest: datetime | None) -> None:
    gsd = None if stated.gsd_m is None else impossible_gsd(stated.gsd_m.value)
    time = None if stated.time is None else impossible_time(stated.time.value, latest)
    for reason in (gsd, time):
        if reason is not None:
            raise MetadataError(f"The site file states a value that is impossible: {reason}. Correct it.")


def _without_impossible(reading: Reading, latest: datetime | None) -> Reading:
    """A source without the values that can't be true, and with a warning for each of them."""
    dropped: dict[str, None] = {}
    warnings = list(reading.warnings)
    for name, reason in _impossible(reading, latest):
        dropped[name] = None
        warnings.append(f"{getattr(reading, name).origin}: {reason}; it was ignored.")
    return replace(reading, **dropped, warnings=tuple(warnings))  # type: ignore[arg-type]


def _impossible(reading: Reading, latest: datetime | None) -> list[tuple[str, str]]:
    found: list[tuple[str, str | None]] = []
    if reading.time is not None:
        found.append(("time", impossible_time(reading.time.value, latest)))
    if reading.gsd_m is not None:
        found.append(("gsd_m", impossible_gsd(reading.gsd_m.value)))
    for name, (low, high) in _ANGLES.items():
        angle = getattr(reading, name)
        if angle is not None and not low <= angle.value <= high:
            found.append((name, f"an angle of {angle.value:g} degrees can't be true"))
    return [(name, reason) for name, reason in found if reason is not None]


def _strongest_time(readings: Sequence[Reading]) -> Sourced[datetime] | None:
    timed = [reading for reading in readings if reading.time is not None]
    if not timed:
        return None
    strongest = timed[-1]
    assert strongest.time is not None
    if strongest.day_only:
        day = strongest.time.value.date()
        exact = [r.time for r in timed if not r.day_only and r.time is not None and r.time.value.date() == day]
        if exact:
            return exact[-1]
    return strongest.time


def _time_conflicts(readings: Sequence[Reading], used: Sourced[datetime] | None) -> list[str]:
    if used is None:
        return []
    others = [time for reading in readings for time in (reading.time, reading.doubted_time) if time is not None]
    return [
        f"Sources disagree on the time: {used.origin} says {_show(used.value)}, {other.origin} says "
        f"{_show(other.value)}. The first was used."
        for other in others
        if abs(other.value - used.value) > TIME_TOLERANCE
    ]


def _gsd_conflicts(readings: Sequence[Reading], used: Sourced[float] | None) -> list[str]:
    if used is None:
        return []
    return [
        f"Sources disagree on the GSD: {used.origin} says {used.value:.3g} m, {reading.gsd_m.origin} says "
        f"{reading.gsd_m.value:.3g} m. The first was used."
        for reading in readings
        if reading.gsd_m is not None and abs(reading.gsd_m.value - used.value) > GSD_TOLERANCE * used.value
    ]


def _show(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"
