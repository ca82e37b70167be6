"""What one Feature of a catalogue says: a STAC Item, or a GeoJSON Feature with properties of the same names.

Names are those of STAC 1.0 common metadata and of its extensions `eo` and `view`, and those of Maxar Open Data.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple, TypeGuard

import numpy as np

from hardstand.coverage.footprint import TEXT, TIME, Footprints, Outlines
from hardstand.coverage.outlines import Outline, mend_outlines, read_outline
from hardstand.errors import CatalogueError
from hardstand.imagery.metadata.sensors import by_code
from hardstand.site.values import GSD_RANGE_M

BATCH = 4096
"""Footprints that go into arrays at once: many enough for arrays to pay, few enough to stay small as objects."""

CLOUD_NAMES = ("eo:cloud_cover", "tile:clouds_percent", "cloud_cover")
"""Per cent of the footprint, the first that is there."""

CLOUD_ROUNDING = 101.0
"""Maxar's tiles give up to 101 %, for both areas that they divide are rounded."""

Located = tuple[str, Any]
"""Where a Feature is written, for messages, and the Feature."""


class _Row(NamedTuple):
    """What is read of one Feature; `numbers` as in `NUMBERS`, NaN = not known."""

    place: str
    id: str
    time: datetime
    until: datetime
    outline: Outline
    platform: str
    numbers: tuple[float, ...]


def read_features(features: Iterable[Located], source: str) -> Footprints:
    """All Features as footprints, in their order. Features without geometry are left out: they lie nowhere.

    Raises:
        CatalogueError: one is no Feature, or has no time or no usable geometry; the message says where it is written.
    """
    rows = (_row(feature, place) for place, feature in features if _lies_somewhere(feature, place))
    parts = []
    while batch := list(islice(rows, BATCH)):
        parts.append(_columns(batch, source))
    return Footprints.join(parts)


def _lies_somewhere(feature: object, place: str) -> bool:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise CatalogueError(f"{place}: this is no GeoJSON Feature or STAC Item; its type must be 'Feature'.")
    return feature.get("geometry") is not None


def _columns(rows: Sequence[_Row], source: str) -> Footprints:
    areas = mend_outlines([row.outline for row in rows], [row.place for row in rows])
    return Footprints(
        ids=np.array([row.id for row in rows], dtype=TEXT),
        times=np.array([row.time.replace(tzinfo=None) for row in rows], dtype=TIME),
        untils=np.array([row.until.replace(tzinfo=None) for row in rows], dtype=TIME),
        outlines=Outlines.pack(areas),
        platforms=np.array([row.platform for row in rows], dtype=TEXT),
        numbers=np.array([row.numbers for row in rows]),
        sources=np.full(len(rows), source, dtype=TEXT),
    )


def _row(feature: dict[str, Any], place: str) -> _Row:
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        raise CatalogueError(f"{place}: the Feature has no properties, and so no time; add a datetime.")
    time, until = _times(properties, place)
    return _Row(
        place=place,
        id=_name(feature, properties, place),
        time=time,
        until=until,
        outline=read_outline(feature["geometry"], place),
        platform=_platform(properties),
        numbers=(
            _within(_gsd(feature, properties), *GSD_RANGE_M),
            _within(properties.get("view:off_nadir"), 0, 90),
            _within(properties.get("view:sun_elevation"), -90, 90),
            _cloud_share(properties),
        ),
    )


def _name(feature: dict[str, Any], properties: dict[str, Any], place: str) -> str:
    """The vendor's own name of the image, else the Item's."""
    for name in (properties.get("catalog_id"), feature.get("id"), properties.get("id")):
        if isinstance(name, str | int) and str(name).strip():
            return _text(str(name))
    return place


def _times(properties: dict[str, Any], place: str) -> tuple[datetime, datetime]:
    """The earliest and the latest moment: `datetime`, or `start_datetime` and `end_datetime` where that is null."""
    if properties.get("datetime") is not None:
        time = _moment(properties, "datetime", place)
        return time, time
    time, until = (_moment(properties, name, place) for name in ("start_datetime", "end_datetime"))
    if until < time:
        raise CatalogueError(f"{place}: its end_datetime lies before its start_datetime; correct or remove it.")
    return time, until


def _moment(properties: dict[str, Any], name: str, place: str) -> datetime:
    value = properties.get(name)
    if value is None:
        raise CatalogueError(
            f"{place}: there is no {name}; a footprint needs a datetime, or start_datetime and end_datetime."
        )
    moment = _utc(value) if isinstance(value, str) else None
    if moment is None:
        raise CatalogueError(f"{place}: its {name} {value!r} is no time with a zone; write it as 2015-09-04T08:30:00Z.")
    return moment


def _utc(text: str) -> datetime | None:
    """A time with its zone, in UTC, or None where the text is none."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return None if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _platform(properties: dict[str, Any]) -> str:
    value = properties.get("platform")
    name = _text(value) if isinstance(value, str) else ""
    return by_code(name) or name


def _text(value: str) -> str:
    """Without spaces around it; half a surrogate pair, which JSON can hold and UTF-8 can't, as its escape."""
    return value.strip().encode("utf-8", "backslashreplace").decode()


def _gsd(feature: dict[str, Any], properties: dict[str, Any]) -> object:
    """Of the Item, else the finest of its assets."""
    if properties.get("gsd") is not None:
        return properties["gsd"]
    assets = feature.get("assets")
    stated = (
        [asset.get("gsd") for asset in assets.values() if isinstance(asset, dict)] if isinstance(assets, dict) else []
    )
    return min((value for value in stated if _is_number(value)), default=None)


def _cloud_share(properties: dict[str, Any]) -> float:
    stated = next((properties[name] for name in CLOUD_NAMES if properties.get(name) is not None), None)
    return min(_within(stated, 0, CLOUD_ROUNDING) / 100, 1.0)


def _within(value: object, low: float, high: float) -> float:
    """A number in its range, or NaN: what can't be true is not known."""
    return float(value) if _is_number(value) and low <= value <= high else math.nan


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
