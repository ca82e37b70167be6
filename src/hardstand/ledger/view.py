"""One acquisition as the ledger needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from hardstand.frames import GroundTransform, PixelPolygon
from hardstand.imagery.visibility import Cause, Visibility, shares_of
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
        area: the site's area of interest in the site frame, metres, in which all sightings lie; None = everywhere.
        placing_sd_m: standard deviation with which this acquisition is placed in the site frame, along any direction,
            metres.
    """

    acquisition: str
    time: datetime
    ground: GroundTransform
    visibility: Visibility
    sightings: tuple[Sighting, ...]
    doubtful: tuple[Sighting, ...] = ()
    not_observable: frozenset[str] = frozenset()
    area: BaseGeometry | None = None
    placing_sd_m: float = 0.0

    @cached_property
    def inside(self) -> NDArray[np.bool_]:
        """(rows, columns) of the cells of the visibility: True = the cell's middle lies in the area of interest."""
        shape, step = self.visibility.cause.shape, self.visibility.step_px
        if self.area is None:
            return np.ones(shape, np.bool_)
        rows, columns = np.indices(shape) + 0.5
        pixels = np.stack([columns.ravel() * step, rows.ravel() * step], axis=1)
        places = pixels @ self.ground.matrix[:, :2].T + self.ground.matrix[:, 2]
        shapely.prepare(self.area)
        return np.asarray(shapely.contains_xy(self.area, places[:, 0], places[:, 1])).reshape(shape)

    @cached_property
    def shares(self) -> dict[Cause, float]:
        """Share of the area of interest (of the image where there is none) by cause; together with SEEN they make 1."""
        if self.area is None:
            return self.visibility.shares
        image = shapely.Polygon(self.ground.to_site(self.visibility.frame).corners)
        # Rounded, so that an area inside the image is covered whole.
        covered = round(shapely.intersection(self.area, image).area / self.area.area, 9) if self.inside.any() else 0.0
        shares = {cause: share * covered for cause, share in shares_of(self.visibility.cause[self.inside]).items()}
        return {**shares, Cause.OUTSIDE: shares[Cause.OUTSIDE] + 1 - covered}

    @cached_property
    def footprint(self) -> BaseGeometry:
        """The frame's ground in the area of interest, seen or not, metres of the site frame."""
        width, height = self.visibility.width, self.visibility.height
        corners = PixelPolygon(np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64))
        frame = self.ground.to_site(corners).shape
        return frame if self.area is None else shapely.intersection(frame, self.area)

    @property
    def seen_share(self) -> float:
        """Share of the frame's ground in the area of interest that was seen, 0..1."""
        cells = int(self.inside.sum())
        return float(((self.visibility.cause == Cause.SEEN) & self.inside).sum() / cells) if cells else 0.0

    @cached_property
    def seen_km2(self) -> float:
        """Ground in the area of interest on which objects could be seen and counted, square kilometres."""
        cells = int(((self.visibility.cause == Cause.SEEN) & self.inside).sum())
        image_px = self.visibility.width * self.visibility.height
        return cells / self.visibility.cause.size * image_px * self.ground.gsd_m**2 / 1e6
