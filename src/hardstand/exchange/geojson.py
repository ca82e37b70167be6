"""Detections as GeoJSON (RFC 7946)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hardstand.detection.result import DetectorFailure
from hardstand.exchange.records import (
    PIXEL_DECIMALS,
    SCORE_DECIMALS,
    Record,
    acquisition_record,
    corners,
    failure_records,
    identity_record,
    measurement_record,
    model_records,
    rounded,
    scale_doubt_record,
)
from hardstand.exchange.shapes import geometry_of
from hardstand.imagery.acquisition import Acquisition
from hardstand.measurement.scale import ScaleDoubt
from hardstand.measurement.sighting import Sighting
from hardstand.result import ModelUse


@dataclass(frozen=True, kw_only=True)
class DetectedImage:
    """One image with what was found on it.

    Attributes:
        acquisition: the image.
        sightings: what was found, in the order in which it shall be written.
        not_observable: classes that the image's resolution does not show, each with the reason.
        scale_doubt: why its GSD can hardly be true; None where nothing speaks against it.
    """

    acquisition: Acquisition
    sightings: tuple[Sighting, ...]
    not_observable: dict[str, str] = field(default_factory=dict)
    scale_doubt: ScaleDoubt | None = None


def detections_geojson(
    entries: Sequence[DetectedImage],
    models: Sequence[ModelUse],
    version: str,
    failures: Sequence[DetectorFailure] = (),
) -> Record:
    """A FeatureCollection with one feature per detection.

    The geometry is in longitude and latitude, counter-clockwise, cut in two at 180°, or null where the image has no
    georeference; the box itself is always there as `pixel_polygon`, [column, row] x 4. The member `hardstand` says what
    the features were made with.
    """
    return {
        "type": "FeatureCollection",
        "hardstand": {
            "version": version,
            "forced": any(model.forced for model in models),
            "models": model_records(models),
            "failures": failure_records(failures),
            "acquisitions": [
                {
                    **acquisition_record(entry.acquisition),
                    "not_observable": dict(entry.not_observable),
                    "scale_doubt": scale_doubt_record(entry.scale_doubt),
                }
                for entry in entries
            ],
        },
        "features": [_feature(sighting) for entry in entries for sighting in entry.sightings],
    }


def _feature(sighting: Sighting) -> Record:
    detection = sighting.detection
    return {
        "type": "Feature",
        "id": sighting.id,
        "geometry": None if sighting.lonlat is None else geometry_of(sighting.lonlat.shape),
        "properties": {
            "acquisition": detection.acquisition,
            "label": detection.label,
            "score": rounded(detection.score, SCORE_DECIMALS),
            "pixel_polygon": corners(detection.polygon.corners, PIXEL_DECIMALS),
            "cut": detection.cut,
            **measurement_record(sighting.measurement),
            **identity_record(sighting.identity),
        },
    }
