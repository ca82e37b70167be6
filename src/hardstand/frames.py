"""Where things are: one type per space, so that a column is never taken for a longitude.

Image pixels are (column, row) with (0, 0) at the outer corner of the first pixel, as GDAL counts: the middle of the
first pixel is (0.5, 0.5). Site coordinates are (east, north) in metres. Geographic ones are (longitude, latitude) in
degrees, WGS84.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Geod, Transformer
from shapely import Polygon

Array = NDArray[np.float64]

WGS84 = Geod(ellps="WGS84")


@dataclass(frozen=True, eq=False)
class PixelPolygon:
    """A polygon on one image.

    Attributes:
        corners: (n, 2) float64, (column, row) in pixels, n >= 3.
    """

    corners: Array

    def __post_init__(self) -> None:
        """Check the shape."""
        object.__setattr__(self, "corners", _points(self.corners, "column, row"))

    @property
    def shape(self) -> Polygon:
        """As a shapely polygon in (column, row)."""
        return Polygon(self.corners)


@dataclass(frozen=True, eq=False)
class SitePolygon:
    """A polygon on the ground.

    Attributes:
        corners: (n, 2) float64, (east, north) in metres of the site frame, n >= 3.
    """

    corners: Array

    def __post_init__(self) -> None:
        """Check the shape."""
        object.__setattr__(self, "corners", _points(self.corners, "east, north"))

    @property
    def shape(self) -> Polygon:
        """As a shapely polygon in (east, north), metres."""
        return Polygon(self.corners)


@dataclass(frozen=True, eq=False)
class LonLatPolygon:
    """A polygon on the globe.

    Attributes:
        corners: (n, 2) float64, (longitude, latitude) in degrees, WGS84, n >= 3.
    """

    corners: Array

    def __post_init__(self) -> None:
        """Check the shape."""
        object.__setattr__(self, "corners", _points(self.corners, "longitude, latitude"))

    @property
    def shape(self) -> Polygon:
        """As a shapely polygon in (longitude, latitude), degrees."""
        return Polygon(self.corners)


@dataclass(frozen=True, eq=False)
class PixelTransform:
    """An affine map from the pixels of one image to the pixels of another.

    Attributes:
        matrix: (2, 3) float64; column', row' = matrix @ (column, row, 1).
    """

    matrix: Array

    def __post_init__(self) -> None:
        """Check the shape."""
        object.__setattr__(self, "matrix", _affine(self.matrix))

    def apply(self, points: Array) -> Array:
        """Map (n, 2) pixels (column, row)."""
        return _apply(self.matrix, points)

    def inverse(self) -> PixelTransform:
        """The way back."""
        return PixelTransform(_inverse(self.matrix))

    def then_ground(self, ground: GroundTransform) -> GroundTransform:
        """This map followed by the other image's map to the ground."""
        return GroundTransform(_chain(self.matrix, ground.matrix))


@dataclass(frozen=True, eq=False)
class GroundTransform:
    """An affine map from the pixels of one image to the site frame.

    Attributes:
        matrix: (2, 3) float64; east, north (metres) = matrix @ (column, row, 1).
    """

    matrix: Array

    def __post_init__(self) -> None:
        """Check the shape."""
        object.__setattr__(self, "matrix", _affine(self.matrix))

    def to_site(self, polygon: PixelPolygon) -> SitePolygon:
        """A polygon on the image, on the ground."""
        return SitePolygon(_apply(self.matrix, polygon.corners))

    def to_pixels(self, polygon: SitePolygon) -> PixelPolygon:
        """A polygon on the ground, on the image."""
        return PixelPolygon(_apply(_inverse(self.matrix), polygon.corners))

    @property
    def gsd_m(self) -> float:
        """Metres of ground per pixel: the square root of a pixel's area."""
        return float(np.sqrt(abs(np.linalg.det(self.matrix[:, :2]))))


@dataclass(frozen=True, kw_only=True)
class SiteFrame:
    """The metric ground frame in which all dates of a site meet.

    Attributes:
        crs: a projected system in metres (UTM), or None where no image has a georeference: then east and north are
            metres in a local plane that begins at the reference image's upper left corner.
    """

    crs: CRS | None

    @cached_property
    def _to_lonlat(self) -> Transformer | None:
        if self.crs is None:
            return None
        return Transformer.from_crs(self.crs, "OGC:CRS84", always_xy=True)

    def to_lonlat(self, polygon: SitePolygon) -> LonLatPolygon | None:
        """A polygon on the globe, or None in a local plane."""
        if self._to_lonlat is None:
            return None
        longitude, latitude = self._to_lonlat.transform(polygon.corners[:, 0], polygon.corners[:, 1])
        return LonLatPolygon(np.stack([longitude, latitude], axis=1))

    @cached_property
    def _from_lonlat(self) -> Transformer | None:
        if self.crs is None:
            return None
        return Transformer.from_crs("OGC:CRS84", self.crs, always_xy=True)

    def from_lonlat(self, polygon: LonLatPolygon) -> SitePolygon | None:
        """A polygon of the globe in the site frame, or None in a local plane."""
        return None if self.crs is None else SitePolygon(self.points_from_lonlat(polygon.corners))

    def points_from_lonlat(self, points: Array) -> Array:
        """(n, 2) longitude and latitude, degrees, as (n, 2) east and north, metres.

        Raises:
            ValueError: this is a local plane, which has no place on the globe.
        """
        if self._from_lonlat is None:
            raise ValueError("a local plane has no place on the globe")
        east, north = self._from_lonlat.transform(points[:, 0], points[:, 1])
        return np.stack([east, north], axis=1)


def _points(values: Array, axes: str) -> Array:
    array = np.array(values, dtype=np.float64)
    if array.ndim != 2 or array.shape[1] != 2 or len(array) < 3:
        raise ValueError(f"a polygon needs an array of shape (n, 2) of ({axes}) with n >= 3, not {array.shape}")
    if not np.isfinite(array).all():
        raise ValueError(f"a polygon's corners ({axes}) must be finite")
    array.flags.writeable = False
    return array


def _affine(values: Array) -> Array:
    array = np.array(values, dtype=np.float64)
    if array.shape != (2, 3):
        raise ValueError(f"an affine map needs a matrix of shape (2, 3), not {array.shape}")
    if not np.isfinite(array).all() or abs(np.linalg.det(array[:, :2])) < 1e-12:
        raise ValueError("an affine map needs finite values and must be invertible")
    array.flags.writeable = False
    return array


def _apply(matrix: Array, points: Array) -> Array:
    return np.asarray(points, dtype=np.float64) @ matrix[:, :2].T + matrix[:, 2]


def _inverse(matrix: Array) -> Array:
    linear = np.linalg.inv(matrix[:, :2])
    return np.hstack([linear, -linear @ matrix[:, 2:]])


def _chain(first: Array, second: Array) -> Array:
    linear = second[:, :2] @ first[:, :2]
    shift = second[:, :2] @ first[:, 2] + second[:, 2]
    return np.hstack([linear, shift[:, None]])
