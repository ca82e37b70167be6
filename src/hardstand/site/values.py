"""What a site file says, as the stages use it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hardstand.site.areas import Area

GSD_RANGE_M = (0.01, 1000.0)
"""Ground sampling distances that can be true, metres per pixel: from drones to weather satellites."""

FIRST_YEAR = 1957
"""Year of the first satellite; no image in a site file is older."""


@dataclass(frozen=True, kw_only=True)
class AcquisitionOverrides:
    """What the person states about an image; None where nothing is stated.

    Attributes:
        time: a time, UTC where it has no zone, or a day.
        gsd_m: metres per pixel, within `GSD_RANGE_M`.
        sensor: name of the satellite or instrument.
        credit: whom to name under the picture.
        origin: where it is stated, for the reader.
    """

    time: datetime | date | None = None
    gsd_m: float | None = None
    sensor: str | None = None
    credit: str | None = None
    origin: str = "site file"


@dataclass(frozen=True, kw_only=True)
class Zone:
    """A named part of a site, such as an apron.

    Attributes:
        name: unique in the site.
        geometry: (longitude, latitude) in degrees.
    """

    name: str
    geometry: Area


@dataclass(frozen=True, kw_only=True)
class Site:
    """A named place.

    Attributes:
        name: as readers know it.
        airport: ICAO or IATA code, or None.
        aoi: area of interest, (longitude, latitude) in degrees; None = all that the images show.
        zones: in the order of the site file.
    """

    name: str
    airport: str | None = None
    aoi: Area | None = None
    zones: tuple[Zone, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SiteAcquisition:
    """An image that a site file names.

    Attributes:
        image: the file; it exists.
        id: of the STAC Item that names it, or None.
        overrides: what the site file states about it.
        item: the STAC Item that names it, as parsed JSON, or None.
    """

    image: Path
    id: str | None = None
    overrides: AcquisitionOverrides = field(default_factory=AcquisitionOverrides)
    item: dict[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class SiteConfiguration:
    """A site file, checked.

    Attributes:
        path: the file.
        site: the place.
        acquisitions: at least one, in the order of the file.
        detectors: names of the detectors to use; None = the default ones.
        collection: name of the ItemCollection that the site file points to, or None.
        files: where the images, areas and ItemCollections lie that it names, by name.
    """

    path: Path
    site: Site
    acquisitions: tuple[SiteAcquisition, ...]
    detectors: tuple[str, ...] | None = None
    files: dict[str, Path] = field(default_factory=dict)
    collection: str | None = None
