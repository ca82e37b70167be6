"""What a run can't do without: a time and a GSD for every image, and no time twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hardstand.errors import MetadataError
from hardstand.imagery.acquisition import Acquisition


def require_time(acquisition: Acquisition) -> datetime:
    """The time of an acquisition, UTC.

    Raises:
        MetadataError: it is not known.
    """
    if acquisition.time is None:
        raise MetadataError(
            f"{acquisition.raster.path}: the time of this image is not known. Add it to its [[acquisition]] in the "
            f"site file, in UTC: datetime = 2015-09-04T08:30:00Z{_notes(acquisition)}"
        )
    return acquisition.time.value


def require_gsd(acquisition: Acquisition) -> float:
    """The ground sampling distance of an acquisition, metres per pixel.

    Raises:
        MetadataError: it is not known.
    """
    if acquisition.gsd_m is None:
        raise MetadataError(
            f"{acquisition.raster.path}: the ground sampling distance (GSD) of this image is not known, and lengths "
            "and detections would be wrong without it. Add it to its [[acquisition]] in the site file, in metres per "
            f"pixel: gsd = 0.5 (or give --gsd){_notes(acquisition)}"
        )
    return acquisition.gsd_m.value


def refuse_same_time(acquisitions: Sequence[Acquisition]) -> None:
    """Refuse two images of one time: nothing can happen between them.

    Raises:
        MetadataError: two acquisitions share their time.
    """
    seen: dict[datetime, Acquisition] = {}
    for acquisition in acquisitions:
        if acquisition.time is None:
            continue
        other = seen.setdefault(acquisition.time.value, acquisition)
        if other is not acquisition:
            raise MetadataError(
                f"{other.raster.path} and {acquisition.raster.path} have the same time, "
                f"{acquisition.time.value:%Y-%m-%dT%H:%M:%SZ}. Leave one of them out, or correct its datetime in the "
                "site file."
            )


def _notes(acquisition: Acquisition) -> str:
    return "" if not acquisition.warnings else "\nWhat was found: " + " ".join(acquisition.warnings)
