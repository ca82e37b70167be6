"""What the header fields of a NITF file say (MIL-STD-2500C, table A-3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from hardstand.imagery.metadata.reading import NOTHING, Moment, Reading, moment, named

FILLER = "20021216151629"
"""What GDAL writes into IDATIM when it is not told the time: the time at which its NITF writer was first tested."""

_UNKNOWN = {"", "unknown", "missing", "n/a", "none"}


def read_nitf(tags: Mapping[str, str]) -> Reading:
    """Time, source and credit from the image subheader.

    A year without month, a day without hour and unknown parts written as "-" are all allowed in the field; of them, a
    day is used and a month or less is not.
    """
    if "NITF_FHDR" not in tags:
        return NOTHING
    source = tags.get("NITF_ISORCE", "")
    sensor = named("" if source.strip().lower() in _UNKNOWN else source, "NITF field ISORCE")
    when = _time(tags.get("NITF_IDATIM", ""))
    if when is None:
        return Reading(sensor=sensor)
    told = when.sourced("NITF field IDATIM")
    if tags["NITF_IDATIM"].strip() != FILLER:
        return Reading(time=told, day_only=when.day_only, sensor=sensor)
    warning = (
        f"NITF field IDATIM says {when.value:%Y-%m-%dT%H:%M:%SZ}, the filler that GDAL writes when it is not told the "
        "time; it was ignored."
    )
    return Reading(doubted_time=told, sensor=sensor, warnings=(warning,))


def _time(text: str) -> Moment | None:
    digits = text.strip().rstrip("-")
    try:
        if len(digits) == 8:
            return moment(date.fromisoformat(digits))
        return moment(datetime.strptime(digits + "Z", "%Y%m%d%H%M%S%z"))
    except ValueError:
        return None
