"""The metric ground frame, and where the reference image lies in it."""

from __future__ import annotations

import numpy as np
from pyproj import CRS
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_utm_crs_info

from hardstand.errors import MetadataError
from hardstand.frames import GroundTransform, SiteFrame
from hardstand.imagery import require_gsd
from hardstand.imagery.acquisition import Acquisition, Raster
from hardstand.registration import mapping
from hardstand.registration.prior import georeferenced_points, pixel_grid

WGS84 = CRS.from_user_input("OGC:CRS84")


def ground_of(reference: Acquisition) -> tuple[SiteFrame, GroundTransform]:
    """The site frame that a reference image spans, and the map from its pixels.

    With georeference: UTM on WGS84, in the zone of the image's middle. Without: a plane in metres that begins at the
    image's upper left corner, north up, east = column * GSD, north = -row * GSD.

    Raises:
        MetadataError: neither georeference nor GSD.
    """
    raster = reference.raster
    if raster.georeferenced:
        crs = utm_of(raster)
        return SiteFrame(crs=crs), ground_by_georeference(raster, crs)
    gsd = require_gsd(reference)
    return SiteFrame(crs=None), GroundTransform(np.array([[gsd, 0.0, 0.0], [0.0, -gsd, 0.0]]))


def ground_by_georeference(raster: Raster, crs: CRS) -> GroundTransform:
    """The affine map nearest to a raster's georeference, pixels to `crs`, metres."""
    pixels = pixel_grid(raster)
    ties = mapping.Ties(moving=pixels, reference=georeferenced_points(raster, pixels, crs))
    return GroundTransform(mapping.least_squares(ties, mapping.Model.AFFINE, np.eye(2, 3)))


def middle_on_middle(acquisition: Acquisition, reference: Acquisition, ground: GroundTransform) -> GroundTransform:
    """An image laid on the middle of the reference by its GSD alone, north up.

    Raises:
        MetadataError: its GSD is not known.
    """
    gsd = require_gsd(acquisition)
    middle = ground.matrix @ (reference.raster.width / 2, reference.raster.height / 2, 1.0)
    corner = middle - np.array([gsd, -gsd]) * (acquisition.raster.width / 2, acquisition.raster.height / 2)
    return GroundTransform(np.array([[gsd, 0.0, corner[0]], [0.0, -gsd, corner[1]]]))


def utm_of(raster: Raster) -> CRS:
    """The UTM zone (WGS84) of a georeferenced image's middle."""
    middle = np.array([[raster.width / 2, raster.height / 2]])
    longitude, latitude = georeferenced_points(raster, middle, WGS84)[0]
    spot = AreaOfInterest(longitude, latitude, longitude, latitude)
    zones = query_utm_crs_info(datum_name="WGS 84", area_of_interest=spot)
    if not zones:
        raise MetadataError(
            f"{raster.path} lies at {latitude:.3f}, {longitude:.3f} (latitude, longitude), where no UTM "
            "zone is defined; check its georeference."
        )
    return CRS.from_epsg(int(min(zones, key=lambda zone: int(zone.code)).code))
