"""Where a site's metres lie on the globe."""

from __future__ import annotations

from affine import Affine
from pyproj import Transformer

from hardstand.simulation.camera import Camera
from hardstand.simulation.parts import Point
from hardstand.simulation.plan import SitePlan


def utm_epsg(longitude: float, latitude: float) -> int:
    """EPSG code of the UTM zone (WGS84) that a place lies in; the exceptions around Norway are left out."""
    zone = int((longitude + 180.0) // 6.0) % 60 + 1
    return (32600 if latitude >= 0 else 32700) + zone


class Globe:
    """Where the site's metres lie on the globe.

    Attributes:
        crs: name of the UTM zone's coordinate system, for example "EPSG:32636".
        centre: easting and northing of the site's centre, metres.
    """

    def __init__(self, plan: SitePlan) -> None:
        """Lay the site's centre into its UTM zone."""
        self.crs = f"EPSG:{utm_epsg(plan.longitude, plan.latitude)}"
        self.centre: Point = Transformer.from_crs("OGC:CRS84", self.crs, always_xy=True).transform(
            plan.longitude, plan.latitude
        )
        self._to_lonlat = Transformer.from_crs(self.crs, "OGC:CRS84", always_xy=True)

    def lonlat(self, point: Point) -> Point:
        """Longitude and latitude in degrees of a point of the site."""
        longitude, latitude = self._to_lonlat.transform(self.centre[0] + point[0], self.centre[1] + point[1])
        return float(longitude), float(latitude)

    def transform(self, camera: Camera, error_m: Point) -> Affine:
        """Pixel (column, row) to metres of the coordinate system."""
        east, north = (self.centre[i] + camera.upper_left[i] + error_m[i] for i in (0, 1))
        return Affine(camera.gsd_m, 0.0, east, 0.0, -camera.gsd_m, north)
