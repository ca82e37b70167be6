"""What one source says about an image."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from hardstand.imagery.acquisition import Sourced
from hardstand.site.words import plain_words


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Every value that one source gives; None where it gives none. Units as in `Acquisition`.

    Attributes:
        time: UTC.
        day_only: True where `time` is midnight because the source gives no more than the day.
        doubted_time: a time that the source gives and that must not be used; `warnings` say why.
        gsd_m: metres per pixel.
        sensor: name of the satellite or instrument.
        off_nadir_deg: degrees.
        sun_azimuth_deg: degrees clockwise from north.
        sun_elevation_deg: degrees above the horizon.
        credit: whom to name under the picture.
        warnings: what was odd about the source.
    """

    time: Sourced[datetime] | None = None
    day_only: bool = False
    doubted_time: Sourced[datetime] | None = None
    gsd_m: Sourced[float] | None = None
    sensor: Sourced[str] | None = None
    off_nadir_deg: Sourced[float] | None = None
    sun_azimuth_deg: Sourced[float] | None = None
    sun_elevation_deg: Sourced[float] | None = None
    credit: Sourced[str] | None = None
    warnings: tuple[str, ...] = ()


NOTHING = Reading()
"""What a source says that is not there."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A time as a source wrote it.

    Attributes:
        value: UTC.
        day_only: True where only the day was given.
        zoned: False where no time zone was given and UTC was taken.
    """

    value: datetime
    day_only: bool
    zoned: bool

    def sourced(self, source: str) -> Sourced[datetime]:
        """With the source's name, and what had to be assumed."""
        note = " (date only)" if self.day_only else "" if self.zoned else " (no time zone given, taken as UTC)"
        return Sourced(value=self.value, origin=source + note)


def moment(value: datetime | date) -> Moment:
    """A time or a day, brought to UTC."""
    if not isinstance(value, datetime):
        return Moment(value=datetime.combine(value, time(), UTC), day_only=True, zoned=False)
    if value.tzinfo is None:
        return Moment(value=value.replace(tzinfo=UTC), day_only=False, zoned=False)
    return Moment(value=value.astimezone(UTC), day_only=False, zoned=True)


def parse_moment(text: str) -> Moment | None:
    """A time or a day in ISO 8601, or None where the text is none."""
    stripped = text.strip()
    try:
        return moment(date.fromisoformat(stripped))
    except ValueError:
        pass
    try:
        return moment(datetime.fromisoformat(stripped))
    except (ValueError, OverflowError):
        return None


def known(value: float | None, origin: str) -> Sourced[float] | None:
    """A number with its origin, or None."""
    return None if value is None else Sourced(value=value, origin=origin)


def named(value: str | None, origin: str) -> Sourced[str] | None:
    """A text with its origin, or None where it is empty."""
    words = plain_words(value or "")
    return Sourced(value=words, origin=origin) if words else None
