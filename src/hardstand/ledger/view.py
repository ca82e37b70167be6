"""One acquisition as the ledger needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from shapely.geometry.base import BaseGeometry

from hardstand.frames import GroundTransform, SitePolygon
from hardstand.imagery.visibility import Visibility
from hardstand.measurement.sighting import Sighting


@dataclass(frozen=True, kw_only=True, eq=False)
class DatedView:
    """One acquisition as the ledger needs it.

    Attributes:
        acquisition: id.
        time: UTC.
        ground: pixels to the site frame.
        visibility: where the ground was seen.
        sightings: what stands there.
        doubtful: what the detector was not sure of: not counted, but its ground is not called empty either.
        not_observable: classes that this acquisition's resolution does not show: neither counted nor called absent.
        area_km2: ground inside the area of interest that was seen, square kilometres; None = that of the whole image.
    """

    acquisition: str
    time: datetime
    ground: GroundTransform
    visibility: Visibility
    sightings: tuple[Sighting, ...]
    doubtful: tuple[Sighting, ...] = ()
    not_observable: frozenset[str] = frozenset()
    area_km2: float | None = None

    @property
    def seen_km2(self) -> float:
        """Ground on which objects could be seen and counted, square kilometres."""
        if self.area_km2 is not None:
            return self.area_km2
        pixels = self.visibility.width * self.visibility.height * self.visibility.seen_fraction
        return pixels * self.ground.gsd_m**2 / 1e6


def seen_km2(area: BaseGeometry, ground: GroundTransform, visibility: Visibility) -> float:
    """How much of an area of the site frame one image shows, square kilometres; holes in the area are left out.

    Args:
        area: polygon or polygons, east and north in metres.
        ground: the image's pixels to the site frame.
        visibility: where the ground was seen on the image.
    """

    def seen_m2(corners: BaseGeometry) -> float:
        polygon = SitePolygon(np.asarray(corners.coords)[:-1])
        return float(polygon.shape.area * visibility.seen_share(ground.to_pixels(polygon)))

    parts = [part for part in getattr(area, "geoms", [area]) if part.area > 0]
    outer = sum(seen_m2(part.exterior) for part in parts)
    return (outer - sum(seen_m2(hole) for part in parts for hole in part.interiors)) / 1e6
