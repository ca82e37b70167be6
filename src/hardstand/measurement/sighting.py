"""A detection on the ground, with what could be measured of it."""

from __future__ import annotations

from dataclasses import dataclass

from hardstand.detection.result import Detection
from hardstand.frames import GroundTransform, LonLatPolygon, SiteFrame, SitePolygon

DOUBT = "doubt-"
"""Prefix of the numbers of sightings that are not counted."""


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """A detection in the site frame.

    Attributes:
        id: unique in a run, "ACQUISITION/NUMBER".
        detection: what the detector said, on which image.
        ground: the polygon in the site frame.
        lonlat: the polygon on the globe; None in a local plane.
        length_m: metres; None until measured.
        span_m: metres; None until measured.
        heading_deg: direction of the nose, degrees clockwise from north; None until measured.
    """

    id: str
    detection: Detection
    ground: SitePolygon
    lonlat: LonLatPolygon | None
    length_m: float | None = None
    span_m: float | None = None
    heading_deg: float | None = None


def place_on_ground(
    detections: tuple[Detection, ...], ground: GroundTransform, frame: SiteFrame, prefix: str = ""
) -> tuple[Sighting, ...]:
    """Bring the detections of one acquisition into the site frame, numbered in their order after a prefix."""
    return tuple(
        _sighting(f"{detection.acquisition}/{prefix}{number}", detection, ground, frame)
        for number, detection in enumerate(detections, start=1)
    )


def _sighting(name: str, detection: Detection, ground: GroundTransform, frame: SiteFrame) -> Sighting:
    polygon = ground.to_site(detection.polygon)
    return Sighting(id=name, detection=detection, ground=polygon, lonlat=frame.to_lonlat(polygon))
