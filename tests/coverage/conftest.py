"""Small catalogues with known content."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from shapely import box
from shapely.geometry import mapping

from hardstand.coverage import Catalogue, Footprint, Period
from hardstand.coverage.features import read_features

FIRST = datetime(2015, 9, 1, tzinfo=UTC)
MONTH = Period(begins=FIRST, ends=datetime(2015, 10, 1, tzinfo=UTC))
HERE = (35.95, 35.40)
"""A spot in the middle of what `feature` makes."""


def feature(
    name: str, time: str | None = "2015-09-04T08:24:00Z", around: Any = HERE, **properties: Any
) -> dict[str, Any]:
    """A STAC Item of 0.2 x 0.2 degrees around a spot, or with the given GeoJSON geometry."""
    x, y = around if isinstance(around, tuple) else (0.0, 0.0)
    outline = mapping(box(x - 0.1, y - 0.1, x + 0.1, y + 0.1)) if isinstance(around, tuple) else around
    return {
        "type": "Feature",
        "stac_version": "1.0.0",
        "stac_extensions": [],
        "id": name,
        "geometry": outline,
        "bbox": [x - 0.1, y - 0.1, x + 0.1, y + 0.1],
        "properties": {"datetime": time, **properties},
        "links": [],
        "assets": {},
    }


def lines(path: Path, features: Iterable[dict[str, Any]]) -> Path:
    """One Feature a line."""
    path.write_text("".join(json.dumps(each) + "\n" for each in features), encoding="utf-8")
    return path


def catalogue(*features: dict[str, Any]) -> Catalogue:
    """A catalogue of Features."""
    return Catalogue.of(read_features(((f"Feature {number}", each) for number, each in enumerate(features)), "test"))


def image(hours: float, platform: str | None = "A", around: tuple[float, float] = HERE, **values: Any) -> Footprint:
    """A footprint of 0.2 x 0.2 degrees, some hours into September 2015."""
    x, y = around
    time = FIRST + timedelta(hours=hours)
    unknown = dict.fromkeys(("gsd_m", "off_nadir_deg", "sun_elevation_deg", "cloud_share"))
    known = {
        "id": f"{platform} {hours:.4f}",
        "time": time,
        "until": time,
        "outline": box(x - 0.1, y - 0.1, x + 0.1, y + 0.1),
        "platform": platform,
        "source": "test",
    }
    return Footprint(**{**unknown, **known, **values})
