"""The keys of a site file. Unknown ones are refused: a misspelt key would be ignored in silence."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationInfo

from hardstand.site.areas import Area, read_area
from hardstand.site.values import FIRST_YEAR, GSD_RANGE_M
from hardstand.site.words import plain_words


def _read_area(value: object, info: ValidationInfo) -> Area:
    """An area in any of its writings; the validation's context finds files by name."""
    if not isinstance(value, str | list | dict):
        raise ValueError(_AREA_HELP)  # noqa: TRY004 - pydantic reports a ValueError, and lets a TypeError through.
    if isinstance(value, list) and not all(_is_number(part) for part in value):
        raise ValueError(_AREA_HELP)
    return read_area(value, info.context or Path())


def _read_time(value: object) -> datetime | date:
    if isinstance(value, str):
        value = _parse_time(value)
    if not isinstance(value, date):
        raise ValueError(_TIME_HELP)  # noqa: TRY004 - as above.
    if value.year < FIRST_YEAR:
        raise ValueError(f"no image from space is older than {FIRST_YEAR}; correct the year {value.year}")
    return value


def _parse_time(text: str) -> datetime | date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise ValueError(_TIME_HELP) from error


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _possible_gsd(value: float) -> float:
    low, high = GSD_RANGE_M
    if not low <= value <= high:
        raise ValueError(
            f"a GSD of {value:g} m can't be true; it must lie between {low:g} and {high:g} metres per pixel"
        )
    return value


_TIME_HELP = "a time is written 2015-09-04T08:30:00Z (UTC), or 2015-09-04 where only the day is known"
_AREA_HELP = (
    "an area is the name of a GeoJSON file, a box [west, south, east, north] in degrees, "
    "or a GeoJSON geometry as a table"
)


def _plain_words(value: object) -> object:
    return plain_words(value) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Words = Annotated[Text, BeforeValidator(_plain_words)]
"""Text that comes to stand in sentences, pages and tables."""
Time = Annotated[Any, BeforeValidator(_read_time)]
AreaValue = Annotated[Any, BeforeValidator(_read_area)]
Gsd = Annotated[float, AfterValidator(_possible_gsd)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SiteTable(_Table):
    """`[site]`."""

    name: Words
    airport: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{3,4}$")] | None = None
    aoi: AreaValue = None
    acquisitions: Text | None = None


class ZoneTable(_Table):
    """`[[zone]]`."""

    name: Words
    geometry: AreaValue


class AcquisitionTable(_Table):
    """`[[acquisition]]`."""

    image: Text
    time: Time = Field(default=None, alias="datetime")
    gsd: Gsd | None = None
    sensor: Words | None = None
    credit: Words | None = None


class RunTable(_Table):
    """`[run]`."""

    detectors: Annotated[list[Text], Field(min_length=1)] | None = None


class SiteFile(_Table):
    """The whole file."""

    site: SiteTable
    zone: list[ZoneTable] = []
    acquisition: list[AcquisitionTable] = []
    run: RunTable = RunTable()


KNOWN_KEYS: dict[str, tuple[str, ...]] = {
    "": tuple(SiteFile.model_fields),
    "site": tuple(SiteTable.model_fields),
    "zone": tuple(ZoneTable.model_fields),
    "acquisition": tuple(field.alias or name for name, field in AcquisitionTable.model_fields.items()),
    "run": tuple(RunTable.model_fields),
}
"""Keys by the table that they stand in; "" is the file itself."""
