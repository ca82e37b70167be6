"""What the tags of a TIFF say; other formats that GDAL gives tags for are read the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time

from hardstand.imagery.metadata.reading import NOTHING, Moment, Reading, moment, named, parse_moment
from hardstand.imagery.metadata.sensors import by_code, pleiades_or_spot

_DATASET = re.compile(r"\bDS_(PHR1[AB]|PNEO[34]|SPOT[67])_(\d{14})\d_")
"""Name of a dataset: the last digit of the time is tenths of a second."""

_TIMES = ("ACQUISITION_DATETIME", "ACQUISITIONDATETIME", "ACQUISITION_TIME", "ACQUISITION_DATE", "IMAGING_DATE")
_SENSORS = ("SENSOR", "SATELLITE", "PLATFORM")
_CREDITS = ("CREDIT", "TIFFTAG_COPYRIGHT", "COPYRIGHT")


def read_file_time(tags: Mapping[str, str]) -> Reading:
    """The baseline tag DateTime: when the file was made, which need not be when the image was taken (TIFF 6.0, 306).

    Midnight is what writers put who know only the day.
    """
    text = tags.get("TIFFTAG_DATETIME", "").strip("\0 ")
    try:
        when = replace(moment(datetime.strptime(text + "Z", "%Y:%m:%d %H:%M:%S%z")), zoned=False)
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
    if when is None and sensor is None:
        when, sensor, key = _dataset_name(upper)
        sensor_key = key
    credit_key = next((key for key in _CREDITS if upper.get(key, "").strip()), "")
    return Reading(
        time=None if when is None else when.sourced(f"TIFF tag {key}"),
        day_only=when is not None and when.day_only,
        sensor=named(sensor, f"TIFF tag {sensor_key}"),
        credit=named(upper.get(credit_key), f"TIFF tag {credit_key}"),
    )


def _dataset_name(tags: Mapping[str, str]) -> tuple[Moment | None, str | None, str]:
    """Time, sensor and tag of a Pléiades or SPOT dataset name that a tag holds, as crops of products keep in theirs."""
    for key in sorted(tags):
        found = _DATASET.search(tags[key])
        if found is not None:
            try:
                begun = datetime.strptime(found.group(2), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            except ValueError:
                continue
            return moment(begun), by_code(found.group(1)), key
    return None, None, ""


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
