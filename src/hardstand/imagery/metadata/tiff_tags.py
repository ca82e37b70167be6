"""What the tags of a TIFF say; other formats that GDAL gives tags for are read the same way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time

from hardstand.imagery.metadata.reading import NOTHING, Moment, Reading, moment, named, parse_moment
from hardstand.imagery.metadata.sensors import pleiades_or_spot

_TIMES = ("ACQUISITION_DATETIME", "ACQUISITIONDATETIME", "ACQUISITION_TIME", "ACQUISITION_DATE", "IMAGING_DATE")
_SENSORS = ("SENSOR", "SATELLITE", "PLATFORM")
_CREDITS = ("CREDIT", "TIFFTAG_COPYRIGHT", "COPYRIGHT")


def read_file_time(tags: Mapping[str, str]) -> Reading:
    """The baseline tag DateTime: when the file was made, which need not be when the image was taken (TIFF 6.0, 306).

    Midnight is what writers put who know only the day.
    """
    text = tags.get("TIFFTAG_DATETIME", "").strip("\0 ")
    try:
        when = moment(datetime.strptime(text, "%Y:%m:%d %H:%M:%S"))
    except ValueError:
        return NOTHING
    if when.value.time() == time():
        when = replace(when, day_only=True)
    return Reading(time=when.sourced("TIFF tag TIFFTAG_DATETIME"), day_only=when.day_only)


def read_tags(tags: Mapping[str, str]) -> Reading:
    """Tags that name the acquisition itself: those of DIMAP products as GDAL keeps them, and ACQUISITION... ones."""
    upper = {key.upper(): value for key, value in tags.items()}
    when, key = _time(upper)
    sensor, sensor_key = _sensor(upper)
    credit_key = next((key for key in _CREDITS if upper.get(key, "").strip()), "")
    return Reading(
        time=None if when is None else when.sourced(f"TIFF tag {key}"),
        day_only=when is not None and when.day_only,
        sensor=named(sensor, f"TIFF tag {sensor_key}"),
        credit=named(upper.get(credit_key), f"TIFF tag {credit_key}"),
    )


def _time(tags: Mapping[str, str]) -> tuple[Moment | None, str]:
    if "IMAGING_DATE" in tags and "IMAGING_TIME" in tags:
        when = parse_moment(f"{tags['IMAGING_DATE'].strip()}T{tags['IMAGING_TIME'].strip()}")
        if when is not None:
            return when, "IMAGING_DATE and IMAGING_TIME"
    for key in _TIMES:
        when = parse_moment(tags.get(key, ""))
        if when is not None:
            return when, key
    return None, ""


def _sensor(tags: Mapping[str, str]) -> tuple[str | None, str]:
    if tags.get("MISSION"):
        return pleiades_or_spot(tags["MISSION"], tags.get("MISSION_INDEX", "")), "MISSION"
    key = next((key for key in _SENSORS if tags.get(key, "").strip()), "")
    return tags.get(key), key
