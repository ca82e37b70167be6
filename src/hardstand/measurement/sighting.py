"""A detection on the ground, with what could be measured of it."""

from __future__ import annotations

from dataclasses import dataclass

from hardstand.detection.result import Detection
from hardstand.frames import GroundTransform, LonLatPolygon, SiteFrame, SitePolygon
from hardstand.measurement.result import NOT_IDENTIFIED, NOT_MEASURED, Identity, Measurement

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
        measurement: length, span and heading with their errors.
        identity: what it is, as far as the image can tell.
    """

    id: str
    detection: Detection
    ground: SitePolygon
    lonlat: LonLatPolygon | None
    measurement: Measurement = NOT_MEASURED
    identity: Identity = NOT_IDENTIFIED


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
