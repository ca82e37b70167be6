"""What is known of one image, and from where it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

from affine import Affine
from pyproj import CRS

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Sourced(Generic[Value]):
    """A value with its origin.

    Attributes:
        value: the value.
        origin: where it was read, in words for the reader, for example "TIFF tag TIFFTAG_DATETIME" or "site file".
    """

    value: Value
    origin: str


@dataclass(frozen=True, kw_only=True)
class Raster:
    """The raster file of an acquisition; holds no pixels.

    Attributes:
        path: the file.
        width: columns, pixels.
        height: rows, pixels.
        bands: number of bands.
        dtype: NumPy name of the pixel type, for example "uint8" or "uint16".
        nodata: value that stands for "no measurement", or None.
        crs: coordinate system of `transform`, or None without georeference.
        transform: pixel (column, row) to `crs` units, or None without georeference.
        sha256: hex digest of the file's bytes.
    """

    path: Path
    width: int
    height: int
    bands: int
    dtype: str
    nodata: float | None
    crs: CRS | None
    transform: Affine | None
    sha256: str

    @property
    def georeferenced(self) -> bool:
        """Whether pixels can be placed on the globe."""
        return self.crs is not None and self.transform is not None


@dataclass(frozen=True, kw_only=True)
class Acquisition:
    """One image at one time. Every value that may be unknown is None then, and otherwise says where it came from.

    Attributes:
        id: unique name of the acquisition in a run; the file's stem unless two files share it.
        raster: the file and its grid.
        time: UTC.
        gsd_m: ground sampling distance, metres per pixel.
        sensor: name of the satellite or instrument.
        off_nadir_deg: angle from straight down, degrees.
        sun_azimuth_deg: clockwise from north, degrees.
        sun_elevation_deg: above the horizon, degrees.
        credit: whom to name under the picture.
        warnings: what a reader should know, such as two sources that disagree on the date.
    """

    id: str
    raster: Raster
    time: Sourced[datetime] | None = None
    gsd_m: Sourced[float] | None = None
    sensor: Sourced[str] | None = None
    off_nadir_deg: Sourced[float] | None = None
    sun_azimuth_deg: Sourced[float] | None = None
    sun_elevation_deg: Sourced[float] | None = None
    credit: Sourced[str] | None = None
    warnings: tuple[str, ...] = ()
